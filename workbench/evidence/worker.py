"""The child's side of the sandbox: limits first, then one item after another.

Run as ``python -P -m workbench.evidence.worker MODULE:FUNCTION MEMORY SECONDS`` by
:mod:`workbench.evidence.sandbox`; not for people. Each answer is one frame, a length and a
pickled (kind, detail, value): first ``guards``, then for each item any number of ``part``
and one ``done``, ``memory`` or ``error``.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import math
import os
import pickle
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from workbench.evidence.kernel_filter import install

#: Exit code of a child that used up its processor time where the system does not count it.
SPENT = 86
_GLANCE = 0.1
# [bytes resident] What a child gives back when an item has left it larger than this.
_LARGE = 200 * 1024 * 1024


def main() -> None:
    """Serve items from standard input until it closes."""
    requests, replies = _claim_pipes()
    # A conversation of a hundred thousand messages makes a million values that all stay: looked
    # through at Python's usual pace for ones that hold each other, they cost a quarter more.
    gc.set_threshold(100_000, 20, 20)
    reference, memory, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    unfiltered = install()
    _refuse_network()
    clock = _Clock(seconds)
    guards = {"sockets": unfiltered, "processor": clock.lacks, "memory": _no_memory_limit(memory)}
    _send(replies, "guards", "", guards)
    function: Callable[[Any], Any] | None = None
    limited = False
    while header := requests.read(8):
        (length,) = struct.unpack("<Q", header)
        message = requests.read(length)
        try:
            clock.begin()
            function = function or _find(reference)
            if not limited:
                _limit_memory(memory)
                limited = True
            item = pickle.loads(message)  # noqa: S301 - comes from the parent that started us
            _send(replies, "done", "", _handed_over(function(item), replies))
        except MemoryError:
            _send(replies, "memory", "")
        except RecursionError:
            _send(replies, "error", "RecursionError")
        # Whatever the bytes provoke is that item's failure; the parent makes it visible.
        except Exception as error:  # noqa: BLE001
            _send(replies, "error", _detail(error))
        clock.end()
        _give_back()


def _give_back() -> None:
    """Return to the system what a large item left, so that the next one does not come on top.

    Linux only, where the allocator keeps what was freed in pieces; a few thousandths of a
    second, and only where it is worth them.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        if pages * os.sysconf("SC_PAGE_SIZE") > _LARGE:
            gc.collect()
            ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError, ValueError):
        return


def _handed_over(value: Any, replies: BinaryIO) -> Any:
    """Send what a function yields at once, so that it stays whatever comes after; return the rest.

    The parent has it before the next step begins: a step that meets a limit, or kills the
    process, loses itself and nothing before it.
    """
    if not isinstance(value, Iterator):
        return value
    while True:
        try:
            part = next(value)
        except StopIteration as end:
            return end.value
        _send(replies, "part", "", part)


def _send(replies: BinaryIO, kind: str, detail: str, value: Any = None) -> None:
    frame = pickle.dumps((kind, detail, value))
    replies.write(struct.pack("<Q", len(frame)) + frame)
    replies.flush()


def _claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves, so that a library that prints cannot break the protocol."""
    replies = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return requests, replies


class _Clock:
    """Ends this process when one item has used up its processor time.

    What else the machine does is not counted, so the same file is read as far on a busy
    machine as on an idle one. Where the system counts (Linux, macOS) it ends the process by
    ``SIGXCPU``; elsewhere a thread of ours looks ten times a second, which code that holds
    Python's lock can delay: the parent's far wider deadline stands behind both.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.lacks = "" if _resource() else "looked at by a thread"
        self._ends = math.inf
        if self.lacks:
            threading.Thread(target=self._watch, daemon=True).start()

    def begin(self) -> None:
        """Start counting for one item."""
        self._ends = time.process_time() + self.seconds
        resource = _resource()
        if resource is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            soft = math.ceil(self._ends)
            soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    def end(self) -> None:
        """Stop counting."""
        self._ends = math.inf

    def _watch(self) -> None:
        while True:
            time.sleep(_GLANCE)
            if time.process_time() > self._ends:
                os._exit(SPENT)


def _resource() -> Any:
    """Return the module that sets limits, or None where there is none (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    return resource


def _no_memory_limit(memory: int) -> str:
    if memory <= 0:
        return "not asked for"
    return "" if _resource() else "the decoders' own limits remain"


def _limit_memory(memory: int) -> None:
    """Limit the address space where the platform can; imports have been paid for by now."""
    resource = _resource()
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory > 0:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _refuse_network() -> None:
    """Refuse connections by a hook of Python's as well: where the kernel takes no filter."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:  # noqa: ARG001
        if event in _NETWORK:
            raise PermissionError(f"{event} is not allowed here")

    sys.addaudithook(refuse)


_NETWORK = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}
)


def _find(reference: str) -> Callable[[Any], Any]:
    module, _, name = reference.partition(":")
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    function: Callable[[Any], Any] = found
    return function


def _detail(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip()[:500]


if __name__ == "__main__":
    main()
