"""What is read only when asked for: in a child of its own, with a deadline, outside any study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.evidence.sandbox import Sandbox
from workbench.metadata.fact import Fact
from workbench.metadata.reading import Reading


@dataclass(frozen=True)
class Wanted:
    """One exhibit about which more is asked: its id, ``evidence/``, the path below it."""

    exhibit: str
    root: Path
    path: str


def read_apart(
    wanted: Iterable[Wanted],
    read: Callable[[Wanted], list[tuple[str, ...]]],
    source: str,
    seconds: float,
    memory: int,
) -> Iterator[Fact]:
    """Yield what `read` finds in each exhibit, or one failure that says why there is nothing.

    Parameters
    ----------
    wanted
        Exhibits, in the order of the answer.
    read
        A function of a module; it runs in the child and returns rows of
        :class:`~workbench.metadata.reading.Reading`.
    source
        The layer of which a failure is told.
    seconds, memory
        Limits for each exhibit.
    """
    items = list(wanted)
    outcomes = Sandbox(None, seconds, memory).map(read, items)
    for item, outcome in zip(items, outcomes, strict=True):
        if outcome.failure is not None:
            unread = Reading(source, "Unreadable", outcome.failure.code, kind="failure")
            yield unread.as_fact(item.exhibit, item.path)
        for row in outcome.value or ():
            yield Reading(*row).as_fact(item.exhibit, item.path)
