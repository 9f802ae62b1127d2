"""The child's side of the sandbox: limits first, then one item after another.

Run as ``python -P -m workbench.evidence.worker MODULE:FUNCTION MEMORY`` by
:mod:`workbench.evidence.sandbox`; not for people.
"""

from __future__ import annotations

import importlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO


def main() -> None:
    """Serve items from standard input until it closes."""
    requests, replies = _claim_pipes()
    reference, memory = sys.argv[1], int(sys.argv[2])
    _refuse_network()
    function: Callable[[Any], Any] | None = None
    limited = False
    while header := requests.read(8):
        (length,) = struct.unpack("<Q", header)
        message = requests.read(length)
        try:
            function = function or _find(reference)
            if not limited:
                _limit_memory(memory)
                limited = True
            item = pickle.loads(message)  # noqa: S301 - comes from the parent that started us
            reply = pickle.dumps(("", "", function(item)))
        except MemoryError:
            reply = pickle.dumps(("memory", "", None))
        except RecursionError:
            reply = pickle.dumps(("error", "RecursionError", None))
        # Whatever the bytes provoke is that item's failure; the parent makes it visible.
        except Exception as error:  # noqa: BLE001
            reply = pickle.dumps(("error", _detail(error), None))
        replies.write(struct.pack("<Q", len(reply)) + reply)
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


def _limit_memory(memory: int) -> None:
    """Limit the address space where the platform can; imports have been paid for by now."""
    try:
        import resource
    except ImportError:  # Windows: the deadline and the decoders' own limits remain
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory > 0:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _refuse_network() -> None:
    """Refuse every network connection: nothing about a case leaves the machine."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:  # noqa: ARG001
        if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
            raise PermissionError(f"{event} is not allowed here")

    sys.addaudithook(refuse)


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
