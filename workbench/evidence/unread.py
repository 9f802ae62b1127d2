"""What a reader leaves out of a file, with the limit that it met: never silence.

Every reader has limits, so that no file can hold up the others. One that meets a limit says
so here, wherever it stands, and goes on with what it may still read; who called the reader
collects it and tells it beside what was found::

    with collecting() as unread:
        ...
        left_out("pdf", "pages", 2000)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

Item = TypeVar("Item")

#: What a limit counts; each has its words in ``text/evidence.toml`` under ``limit``.
LIMITS = frozenset({
    "bytes", "characters", "depth", "entities", "lines", "members", "messages", "objects",
    "pages", "parts", "pictures", "pixels", "start", "tags", "values",
})  # fmt: skip


#: In place of a limit: a part that is there and cannot be opened.
DAMAGED = "damaged"


class Unread(NamedTuple):
    """One part of a file that was not read, or not to its end.

    Attributes
    ----------
    part
        The layer, as facts name it in their ``source``.
    limit, number
        What is limited, of :data:`LIMITS`, and to how many; :data:`DAMAGED` for what cannot be
        opened at all.
    """

    part: str
    limit: str
    number: int


class LimitMetError(Exception):
    """A reader stops here: `number` of what `limit` names is all that it reads."""

    def __init__(self, limit: str, number: int) -> None:
        super().__init__(limit, number)
        self.limit = limit
        self.number = number


_told: ContextVar[list[Unread] | None] = ContextVar("unread", default=None)


def left_out(part: str, limit: str, number: int) -> None:
    """Say that of `part` nothing is read beyond `number` of what `limit` names."""
    if limit not in LIMITS and limit != DAMAGED:
        raise ValueError(limit)
    told = _told.get()
    one = Unread(part, limit, number)
    if told is not None and one not in told:
        told.append(one)


@contextmanager
def collecting() -> Iterator[list[Unread]]:
    """Collect what readers leave out while this is open; whoever opens it tells it."""
    told: list[Unread] = []
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def first(items: Iterable[Item], number: int, part: str, limit: str) -> Iterator[Item]:
    """Yield the first `number` of what `part` holds, and say so when there are more."""
    for count, item in enumerate(items):
        if count == number:
            left_out(part, limit, number)
            return
        yield item


def head(data: Any, number: int, part: str) -> bytes:
    """Return the first `number` bytes, and say so when there are more."""
    if len(data) > number:
        left_out(part, "start", number)
    return bytes(data[:number])


def fits(data: Any, number: int, part: str) -> bool:
    """Whether a file is small enough to be read whole; say so when it is not."""
    if len(data) > number:
        left_out(part, "bytes", number)
    return len(data) <= number
