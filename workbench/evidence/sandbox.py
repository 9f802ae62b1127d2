"""Child processes for work on hostile bytes: a deadline and a memory limit for each item.

A child that hangs, eats memory or dies costs that one item, never the run. Children
are plain interpreters of this Python (see :mod:`workbench.evidence.worker`): the
caller's own script is not run again in them, as multiprocessing would do, and the
folder that the caller stands in is not on their path, so a ``pandas.py`` between
the exhibits is never imported. They may open no network connection.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Value = TypeVar("Value")

SECONDS = 30.0
MEMORY = 2 * 1024**3


@dataclass(frozen=True)
class Failure:
    """Why one item has no value.

    Attributes
    ----------
    code
        ``timeout``, ``memory``, ``crash`` or ``error``.
    detail
        For ``error`` the exception's type and text; for ``crash`` the exit code.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Outcome(Generic[Value]):
    """What came of one item: `value`, or `failure` when that is not None."""

    value: Value | None = None
    failure: Failure | None = None


class Sandbox:
    """A pool of guarded children.

    Parameters
    ----------
    jobs
        Children at once; by default one per core that this process may use.
    seconds
        Deadline for each item.
    memory
        Address space for each child in bytes, where the platform can limit it.
    """

    def __init__(
        self, jobs: int | None = None, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self.jobs = max(1, jobs or available_cores())
        self.seconds = seconds
        self.memory = memory

    def map(
        self, function: Callable[[Item], Value], items: Iterable[Item]
    ) -> Iterator[Outcome[Value]]:
        """Run a module-level `function` on each item; outcomes come in the items' order.

        No child is started when there are no items, and none lives on afterwards.
        """
        waiting = list(items)
        if not waiting:
            return
        reference = f"{function.__module__}:{function.__qualname__}"
        own = threading.local()
        children: list[_Child] = []

        def run(item: Item) -> Outcome[Value]:
            if not hasattr(own, "child"):
                own.child = _Child(reference, self.seconds, self.memory)
                children.append(own.child)
            outcome: Outcome[Value] = own.child.run(item)
            return outcome

        threads = ThreadPoolExecutor(min(self.jobs, len(waiting)), "sandbox")
        try:
            futures: list[Future[Outcome[Value]]] = [threads.submit(run, item) for item in waiting]
            for future in futures:
                yield future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.stop()
            threads.shutdown(wait=True)


class _Child:
    """One interpreter that runs one function on item after item; started again when it died."""

    def __init__(self, reference: str, seconds: float, memory: int) -> None:
        self.reference = reference
        self.seconds = seconds
        self.memory = memory
        self.process: subprocess.Popen[bytes] | None = None
        self.is_late = False
        self.is_stopped = False

    def run(self, item: Any) -> Outcome[Any]:
        if self.is_stopped:
            return Outcome(failure=Failure("crash", "stopped"))
        process = self.process if self.process is not None else self._start()
        self.is_late = False
        deadline = threading.Timer(self.seconds, self._expire, (process,))
        deadline.daemon = True
        deadline.start()
        try:
            reply = _exchange(process, pickle.dumps(item))
        except (OSError, EOFError, struct.error):
            return Outcome(failure=self._bury(process))
        finally:
            deadline.cancel()
        return _opened(reply)

    def stop(self) -> None:
        self.is_stopped = True
        if self.process is not None:
            self.process.kill()
            self._bury(self.process)

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: the working folder is not importable. Python's own settings pass through.
        arguments = [sys.executable, "-P", "-m", "workbench.evidence.worker"]
        arguments += [self.reference, str(self.memory)]
        self.process = subprocess.Popen(  # noqa: S603 - this Python, our own module
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _importable()},
        )
        return self.process

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self.is_late = True
        process.kill()

    def _bury(self, process: subprocess.Popen[bytes]) -> Failure:
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # a reader that is gone cannot take what was left to write
                    continue
        self.process = None
        return Failure("timeout") if self.is_late else Failure("crash", str(code))


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _importable() -> str:
    """Return where the child finds what this process could import, without relative folders."""
    return os.pathsep.join(entry for entry in sys.path if Path(entry).is_absolute())


def _exchange(process: subprocess.Popen[bytes], message: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(struct.pack("<Q", len(message)) + message)
    process.stdin.flush()
    (length,) = struct.unpack("<Q", process.stdout.read(8))
    reply = process.stdout.read(length)
    if len(reply) != length:
        raise EOFError
    return reply


def _opened(reply: bytes) -> Outcome[Any]:
    try:
        code, detail, value = _Values(io.BytesIO(reply)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError) as error:
        return Outcome(failure=Failure("error", f"{type(error).__name__}: {error}"[:500]))
    return Outcome(failure=Failure(code, detail)) if code else Outcome(value)


_PLAIN = frozenset(
    {
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "bytearray"),
        ("builtins", "complex"),
        ("collections", "OrderedDict"),
        ("datetime", "datetime"),
        ("datetime", "date"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
    }
)


class _Values(pickle.Unpickler):
    """Reads a child's reply: plain values, arrays, and this package's own classes only.

    The child has touched hostile bytes; what it sends back must not be able to call
    anything here.
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("workbench.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")
