"""The fork server: a process that has everything loaded and forks kernels (Linux).

Loading IPython, pandas and this library takes a second and a half of work, three
times for each study. The fork server does it once. It never sees a case: all it is told
is where a kernel shall run and with which environment, so every kernel starts as
clean as a fresh interpreter and shares nothing with its siblings.

The parent's half is :class:`ForkServer`; the process itself runs :func:`serve`.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import processes
from workbench.errors import StudyError

# What the shipped notebooks load, directly or when a cell first needs it.
PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "pandas",
    "workbench.ui.notebook",
    "workbench.ui.kajian.cell",
    "workbench.examination.document",
    "workbench.report.copies",
    "rfc8785",
    "typst",
    "docxtpl",
    "xlsxwriter",
)


_READ_AT_START = (
    "LANG", "LC_", "LD_", "MALLOC", "MKL_", "MPL", "OMP_", "OPENBLAS_", "PATH", "PYTHON", "TZ",
)  # fmt: skip


@dataclass
class _Keeping:
    """Whether this process holds on to a fork server between runs, and which."""

    wanted: bool = False
    server: ForkServer | None = None


_keeping = _Keeping()


def supported() -> bool:
    """Whether this system can: it needs fork, and a sure way to see a stranger's child end."""
    return sys.platform.startswith("linux") and hasattr(os, "pidfd_open")


class ForkedKernel:
    """A forked kernel, with as much of ``subprocess.Popen`` as jupyter_client asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._handle: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle, self.returncode = None, 1

    def poll(self) -> int | None:
        """Return None while it lives; its real exit code is only its parent's to know."""
        if self._handle is not None and select.select([self._handle], [], [], 0)[0]:
            os.close(self._handle)
            self._handle, self.returncode = None, 1
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        if self._handle is not None:
            ended, _, _ = select.select([self._handle], [], [], timeout)
            if not ended:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return self.poll() or 1

    def send_signal(self, number: int) -> None:
        """Send a signal to this very process, never to a later one with its number."""
        if self.poll() is None and self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class ForkServer:
    """The parent's half: starts the process, asks for kernels, ends it.

    Parameters
    ----------
    environment
        Of the process; kernels start with it, plus what each is given.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = processes.start(
                processes.python(__name__, str(theirs.fileno()), str(os.getpid())),
                more=self.environment,
                handles=(theirs.fileno(),),
                leads_group=True,
            )
        self._socket = ours
        self._answers = ours.makefile("r", encoding="utf-8")

    def fork(
        self, arguments: Sequence[str], cwd: str, environment: Mapping[str, str]
    ) -> ForkedKernel:
        """Return a new kernel.

        Raises
        ------
        StudyError
            When the fork server has ended.
        """
        request = {"arguments": list(arguments), "cwd": cwd, "environment": dict(environment)}
        answer = ""
        with contextlib.suppress(OSError):
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            answer = self._answers.readline()
        if not answer:
            raise StudyError("kernel_not_started", code=self.process.poll())
        return ForkedKernel(json.loads(answer)["pid"])

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the process; kernels that live end with it."""
        self._answers.close()
        self._socket.close()
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[ForkServer | None]:
    """Yield a fork server for this environment, or None where there can be none.

    One that :func:`keep` holds is used again if what counts of its environment is the same.
    """
    if not supported():
        yield None
        return
    held = _keeping.server
    if held is not None and held.alive and _at_start(held.environment) == _at_start(environment):
        yield held
        return
    made = ForkServer(environment)
    if _keeping.wanted:
        release()
        _keeping.server = made
        yield made
        return
    try:
        yield made
    finally:
        made.close()


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that count when an interpreter or a library starts.

    A fork server with others cannot stand in; all the rest is set anew in each kernel.
    """
    return {name: value for name, value in environment.items() if name.startswith(_READ_AT_START)}


def keep() -> None:
    """Keep the next fork server for as long as this process lives: many runs follow each other."""
    _keeping.wanted = True
    atexit.register(release)


def release() -> None:
    """End the fork server that was kept, if there is one."""
    if _keeping.server is not None:
        _keeping.server.close()
        _keeping.server = None


def serve(handle: int, parent: int) -> None:
    """Load everything, then fork a kernel for each request, until the parent is gone."""
    import importlib

    from workbench.study.kernels.child import become_kernel, die_with_parent, leave_out_debugger

    die_with_parent(parent)
    leave_out_debugger()
    for name in PRELOADED:
        importlib.import_module(name)
    # What is loaded by now is shared with every kernel: the collector need not touch it.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    own = os.getpid()
    with socket.socket(fileno=handle) as connection, connection.makefile("r") as requests:
        for line in requests:
            pid = os.fork()
            if pid == 0:
                request: dict[str, Any] = json.loads(line)
                os.setsid()
                os.close(handle)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.environ.clear()
                os.environ.update(request["environment"])
                time.tzset()
                os.chdir(Path(request["cwd"]))
                become_kernel(request["arguments"], own)
                os._exit(0)
            connection.sendall(json.dumps({"pid": pid}).encode() + b"\n")


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
