"""One fresh kernel for one notebook: started early, sealed off, ended for certain.

A kernel is never used twice: ``%reset`` leaves the working directory, the
environment, pandas options and saved widgets of the case before in place, and its
text would enter the next record.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_async, run_sync
from traitlets import DottedObjectName, Type

# Discard port of this machine: whatever honours the proxy variables reaches nobody.
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")

# A socket's path may have 107 bytes on Linux and 103 on macOS.
_LONGEST_SOCKET = 100

_ARGUMENTS = (
    "--InteractiveShellApp.ignore_cwd=True",
    "--HistoryManager.enabled=False",
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.log_level=40",
)


class PromptClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel answers.

    jupyter_client ends its waiting with 0.2 s of silence, to drop old messages;
    nbclient drops what is not an answer to its own request anyway.
    """

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (60 if timeout is None else timeout)
        while True:
            self.kernel_info()
            with contextlib.suppress(Empty):
                reply = await ensure_async(self.shell_channel.get_msg(timeout=1))
                if reply["msg_type"] == "kernel_info_reply" and await self._iopub_speaks():
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError("Kernel didn't respond in time")

    wait_for_ready = _async_wait_for_ready

    async def _iopub_speaks(self) -> bool:
        """Whether output already reaches us; without it a first message could be lost."""
        try:
            await ensure_async(self.iopub_channel.get_msg(timeout=0.2))
        except Empty:
            return False
        return True


class OwnKernelManager(AsyncKernelManager):
    """Starts kernels with this very interpreter; no kernelspec of the machine is consulted."""

    client_class = DottedObjectName(f"{__name__}.PromptClient")
    client_factory = Type(PromptClient)

    @property
    def kernel_spec(self) -> KernelSpec:
        """How our kernel is started."""
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "workbench.study.child",
                "-f",
                "{connection_file}",
                *_ARGUMENTS,
            ],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": "curve"},
        )


@dataclass
class Kernel:
    """A kernel process and the private folder that it talks through.

    Attributes
    ----------
    manager
        What nbclient drives it with.
    runtime
        Folder of its sockets; readable by this user only.
    started
        ``time.perf_counter()`` when it was asked for.
    """

    manager: OwnKernelManager
    runtime: Path
    started: float

    def stop(self) -> None:
        """End the kernel and every process that it started, at once.

        Nothing is asked of the kernel: its results are already in the notebook, and
        the polite way costs 0.1 to 0.2 s each.
        """
        group = getattr(self.manager.provisioner, "pgid", None)
        if group and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        try:
            if self.manager.has_kernel:
                run_sync(self.manager._async_shutdown_kernel)(now=True)  # noqa: SLF001
        finally:
            shutil.rmtree(self.runtime, ignore_errors=True)


def start(cwd: Path, variables: dict[str, str] | None = None) -> Kernel:
    """Start a kernel and return at once; it gets ready while the caller goes on.

    Parameters
    ----------
    cwd
        Its working directory. It is never an import path, whatever lies in it.
    variables
        Further environment variables.
    """
    runtime = Path(tempfile.mkdtemp(prefix="wb-"))
    manager = OwnKernelManager(connection_file=str(runtime / "k.json"))
    if sys.platform != "win32" and len(str(runtime)) < _LONGEST_SOCKET - len("/k-ipc-5"):
        manager.transport = "ipc"
        manager.ip = str(runtime / "k-ipc")
    else:
        manager.transport_encryption = "auto"
    kernel = Kernel(manager, runtime, time.perf_counter())
    environment = _environment(runtime) | (variables or {})
    try:
        run_sync(manager._async_start_kernel)(cwd=str(cwd), env=environment)  # noqa: SLF001
    except BaseException:
        kernel.stop()
        raise
    return kernel


def _environment(runtime: Path) -> dict[str, str]:
    """Return this process's environment without what could change a study or reach out."""
    kept: dict[str, Any] = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "IPYTHONDIR"}
        and name.lower() not in {*_PROXIES, "no_proxy"}
    }
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    absolute = [path for path in paths if Path(path).is_absolute()]
    if absolute:
        kept["PYTHONPATH"] = os.pathsep.join(absolute)
    for name in _PROXIES:
        kept[name] = kept[name.upper()] = _NOWHERE
    return kept | {
        "IPYTHONDIR": str(runtime / "ipython"),
        "MALLOC_ARENA_MAX": "4",
        "MPLBACKEND": "agg",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "WORKBENCH_PARENT": str(os.getpid()),
    }
