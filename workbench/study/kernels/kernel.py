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
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import ensure_async, run_sync
from traitlets import DottedObjectName, Type

from workbench import processes
from workbench.study.kernels.child import FOLDER_VARIABLE
from workbench.study.kernels.forkserver import ForkServer

# Discard port of this machine: whatever honours the proxy variables reaches nobody.
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")

#: A socket's path may have 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET = 100

#: Before the number of the process that a folder of sockets belongs to.
PREFIX = "workbench-"
_START = tuple(processes.python("workbench.study.kernels.child"))
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
        patience = 0.01
        while True:
            self.kernel_info()
            with contextlib.suppress(Empty):
                reply = await ensure_async(self.shell_channel.get_msg(timeout=1))
                if reply["msg_type"] == "kernel_info_reply" and await self._iopub_speaks(patience):
                    self._handle_kernel_info_reply(reply)
                    return
            patience = min(2 * patience, 0.2)
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError("Kernel didn't respond in time")

    wait_for_ready = _async_wait_for_ready

    async def _iopub_speaks(self, patience: float) -> bool:
        """Whether output already reaches us; without it a first message could be lost.

        A subscription takes a moment, and what was said before it is gone: asking
        again soon is quicker than waiting for an answer that was never heard.
        """
        try:
            await ensure_async(self.iopub_channel.get_msg(timeout=patience))
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
            argv=[*_START, str(os.getpid()), "-f", "{connection_file}", *_ARGUMENTS],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": "curve"},
        )


class ForkedProvisioner(LocalProvisioner):
    """Lets a fork server make the kernel instead of starting an interpreter."""

    server: ForkServer

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Have the kernel forked; it leads a process group of its own."""
        arguments = cmd[len(_START) + 1 :]
        forked = self.server.fork(arguments, kwargs["cwd"], kwargs["env"])
        self.process = forked  # type: ignore[assignment] # as much of a Popen as is asked for
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


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
        process = getattr(self.manager.provisioner, "process", None)
        if group and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
            if process is not None:
                process.kill()
                process.wait(10)  # jupyter_client would look again only after 0.1 s
        try:
            if self.manager.has_kernel:
                run_sync(self.manager._async_shutdown_kernel)(now=True)  # noqa: SLF001
        finally:
            shutil.rmtree(self.runtime, ignore_errors=True)


def start(
    cwd: Path, variables: Mapping[str, str] | None = None, server: ForkServer | None = None
) -> Kernel:
    """Start a kernel and return at once; it gets ready while the caller goes on.

    Parameters
    ----------
    cwd
        Its working directory. It is never an import path, whatever lies in it.
    variables
        Further environment variables.
    server
        What forks it; without one an interpreter is started.
    """
    runtime = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    manager = OwnKernelManager(connection_file=str(runtime / "k.json"))
    if sys.platform != "win32" and len(str(runtime)) < LONGEST_SOCKET - len("/k-ipc-5"):
        manager.transport = "ipc"
        manager.ip = str(runtime / "k-ipc")
    else:
        manager.transport_encryption = "auto"
    kernel = Kernel(manager, runtime, time.perf_counter())
    if server is not None:
        manager.kernel_id = str(uuid.uuid4())
        manager.provisioner = ForkedProvisioner(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        manager.provisioner.server = server
    own = {**environment(), "IPYTHONDIR": str(runtime / "ipython"), **(variables or {})}
    place = str(cwd)
    if server is None:
        # An interpreter starts where all of ours do, and goes to its folder afterwards.
        own[FOLDER_VARIABLE], place = place, processes.folder()
    try:
        run_sync(manager._async_start_kernel)(  # noqa: SLF001
            cwd=place, env=own, stdout=subprocess.DEVNULL
        )
    except BaseException:
        kernel.stop()
        raise
    return kernel


def sweep() -> None:
    """Remove the socket folders of our own processes that were killed."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        try:
            if folder.lstat().st_uid != os.getuid() or not number.isdecimal():
                continue
            os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (FileNotFoundError, PermissionError):
            continue  # another run swept it, or the number belongs to somebody now


def environment() -> dict[str, str]:
    """Return the environment of a kernel: nothing in it changes a study or reaches out."""
    kept = processes.environment()
    for name in _PROXIES:
        kept[name] = kept[name.upper()] = _NOWHERE
    return kept | {
        "MALLOC_ARENA_MAX": "4",
        "MPLBACKEND": "agg",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONUTF8": "1",
    }
