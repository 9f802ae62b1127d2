"""Child processes for work on hostile bytes: limits on time and memory for each item.

A child that hangs, eats memory or dies costs what it had not handed over of that one
item, never the run. Children are plain interpreters of this Python (see
:mod:`workbench.evidence.worker`), started through :mod:`workbench.processes`: the
caller's own script is not run again in them, as multiprocessing would do, and neither
the environment nor the folder that the caller stands in reaches them. They open no
socket and start no program; on Linux the kernel sees to that.

Time is the processor's, so that what is read of a file does not depend on what else the
machine does. A far wider deadline by the clock stands behind it, for a child that waits.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import queue
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from workbench import processes
from workbench.evidence.worker import SPENT

Item = TypeVar("Item")
Value = TypeVar("Value")

#: Seconds of processor time for one item.
SECONDS = 30.0
#: So many times as long by the clock: a machine may do twenty other things meanwhile.
PATIENCE = 20.0
#: And so many seconds by the clock for a child to start.
STARTING = 60.0
#: Bytes of address space.
MEMORY = 2 * 1024**3


@dataclass(frozen=True)
class Failure:
    """Why one item has no value.

    Attributes
    ----------
    code
        ``timeout`` (processor time), ``deadline`` (by the clock), ``memory``, ``crash`` or
        ``error``.
    detail
        For ``error`` the exception's type and text; for ``crash`` the exit code; for the
        first two the limit in seconds.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Outcome(Generic[Value]):
    """What came of one item.

    Attributes
    ----------
    value
        What the function returned, unless there is a `failure`.
    failure
        Why it did not come to its end, or None.
    parts
        What the function yielded, in order, if it is a generator: also of one that failed
        everything that it had yielded before.
    """

    value: Value | None = None
    failure: Failure | None = None
    parts: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What each item may use.

    Attributes
    ----------
    seconds
        Of processor time.
    wall
        Seconds by the clock.
    memory
        Bytes of address space, where the platform can limit it.
    """

    seconds: float
    wall: float
    memory: int


class Sandbox:
    """A pool of guarded children.

    Parameters
    ----------
    jobs
        Children at once; by default one per core that this process may use.
    seconds, wall
        Processor time for each item, and its deadline by the clock: by default
        that of :func:`deadline`.
    memory
        Address space for each child in bytes, where the platform can limit it.
    """

    def __init__(
        self,
        jobs: int | None = None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        wall: float | None = None,
    ) -> None:
        self.jobs = max(1, jobs or available_cores())
        self.limits = Limits(seconds, deadline(seconds) if wall is None else wall, memory)

    def map(
        self, function: Callable[[Item], Value], items: Iterable[Item]
    ) -> Iterator[Outcome[Value]]:
        """Run a module-level `function` on each item; outcomes come in the items' order.

        What a generator function yields reaches us at once and stays, whatever comes after.
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
                own.child = _Child(reference, self.limits)
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


class Standing:
    """Guarded children that stay between items: for a server that is asked again and again.

    Parameters
    ----------
    function
        Module-level; what each item is given to.
    jobs
        Children at once; more items wait for one of them.
    """

    def __init__(self, function: Callable[[Any], Any], jobs: int = 2) -> None:
        self._reference = f"{function.__module__}:{function.__qualname__}"
        self._limits = Limits(SECONDS, deadline(SECONDS), MEMORY)
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(jobs):
            self._free.put(_Child(self._reference, self._limits))
        self._last = time.monotonic()

    def run(self, item: Any) -> Outcome[Any]:
        """Run the function on one item and wait for it; call it from any thread."""
        child = self._free.get()
        try:
            return child.run(item)
        finally:
            self._last = time.monotonic()
            self._free.put(child)

    def started(self) -> int:
        """Return how many of the children that wait are alive."""
        return sum(child.process is not None for child in self._free.queue)

    def rest(self, idle: float) -> None:
        """End the children when nothing was asked for so many seconds: their memory returns."""
        if time.monotonic() - self._last >= idle:
            self.stop()

    def stop(self) -> None:
        """End the children that do nothing; a later item starts its own anew."""
        free: list[_Child] = []
        while not self._free.empty():
            with contextlib.suppress(queue.Empty):
                free.append(self._free.get_nowait())
        for child in free:
            child.stop()
            self._free.put(_Child(self._reference, self._limits))


def deadline(seconds: float) -> float:
    """Return the seconds by the clock that stand behind so much processor time."""
    return STARTING + PATIENCE * seconds


def guards() -> dict[str, str]:
    """Return what a child on this machine lacks of its guards, each with the reason.

    Returns
    -------
    dict
        ``sockets``, ``processor`` and ``memory``; empty text where the system itself holds
        the limit.
    """
    child = _Child("builtins:len", Limits(SECONDS, deadline(SECONDS), MEMORY))
    try:
        child.run(())
        return dict(child.guards)
    finally:
        child.stop()


class _Child:
    """One interpreter that runs one function on item after item; started again when it died."""

    def __init__(self, reference: str, limits: Limits) -> None:
        self.reference = reference
        self.limits = limits
        self.guards: dict[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.is_late = False
        self.is_stopped = False

    def run(self, item: Any) -> Outcome[Any]:
        if self.is_stopped:
            return Outcome(failure=Failure("crash", "stopped"))
        process = self.process if self.process is not None else self._start()
        self.is_late = False
        deadline = threading.Timer(self.limits.wall, self._expire, (process,))
        deadline.daemon = True
        deadline.start()
        parts: list[Any] = []
        try:
            _ask(process, pickle.dumps(item))
            while True:
                kind, detail, value = _opened(_frame(process))
                if kind == "part":
                    parts.append(value)
                elif kind == "guards":
                    self.guards = value
                elif kind == "done":
                    return Outcome(value, None, tuple(parts))
                else:
                    return Outcome(None, Failure(kind, detail), tuple(parts))
        except _NOT_A_VALUE as error:
            # What else it sends belongs to nothing that was asked: it is started anew.
            process.kill()
            self._bury(process)
            detail = f"{type(error).__name__}: {error}"[:500]
            return Outcome(None, Failure("error", detail), tuple(parts))
        except (OSError, EOFError, struct.error):
            return Outcome(None, self._bury(process), tuple(parts))
        finally:
            deadline.cancel()

    def stop(self) -> None:
        self.is_stopped = True
        if self.process is not None:
            self.process.kill()
            self._bury(self.process)

    def _start(self) -> subprocess.Popen[bytes]:
        limits = (str(self.limits.memory), str(self.limits.seconds))
        self.process = processes.start(
            processes.python("workbench.evidence.worker", self.reference, *limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self.process

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self.is_late = True
        process.kill()

    def _bury(self, process: subprocess.Popen[bytes]) -> Failure:
        # One that ended by itself has done so when its pipe closed; others are ended.
        try:
            code = process.wait(0.5 if not self.is_stopped else 0)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # a reader that is gone cannot take what was left to write
                    continue
        self.process = None
        if self.is_late:
            return Failure("deadline", f"{self.limits.wall:g}")
        if code in {SPENT, -getattr(signal, "SIGXCPU", 0)}:
            return Failure("timeout", f"{self.limits.seconds:g}")
        return Failure("crash", str(code))


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ask(process: subprocess.Popen[bytes], message: bytes) -> None:
    if process.stdin is None:
        raise EOFError
    process.stdin.write(struct.pack("<Q", len(message)) + message)
    process.stdin.flush()


def _frame(process: subprocess.Popen[bytes]) -> bytes:
    if process.stdout is None:
        raise EOFError
    (length,) = struct.unpack("<Q", process.stdout.read(8))
    reply = process.stdout.read(length)
    if len(reply) != length:
        raise EOFError
    return reply


def _opened(frame: bytes) -> tuple[str, str, Any]:
    kind, detail, value = _Values(io.BytesIO(frame)).load()
    return kind, detail, value


# EOFError is left out: a pipe that ends says that the child has died.
_NOT_A_VALUE = (pickle.UnpicklingError, AttributeError, ValueError, TypeError)

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
            if isinstance(found, type) and _is_value(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")


def _is_value(found: type) -> bool:
    """Whether a class is one of ours that holds values: what else a module names stays out."""
    own = found.__module__.startswith("workbench.")
    return own and (is_dataclass(found) or issubclass(found, tuple | Enum))
