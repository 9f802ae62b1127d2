"""What nobody has verified yet: every item of a pack, and what stands inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.law.item import Item, Mark
from workbench.law.marked import Marked
from workbench.law.pack import Pack
from workbench.law.page import counting, inner_items
from workbench.law.shapes import Calendar, ClockProfile

# Sections that take the law apart or choose a number themselves: no source can hold them,
# only an office can sign them off.
COMPILED = frozenset(["elements", "thresholds"])


@dataclass(frozen=True)
class Doubt:
    """One text of a pack that is not verified.

    Attributes
    ----------
    section, item
        Where it stands.
    marked
        The text with its mark, note and basis.
    inner
        Whether it stands inside the item, which has a mark of its own.
    """

    section: str
    item: str
    marked: Marked
    inner: bool = False


def doubts(pack: Pack, *marks: Mark) -> Iterator[Doubt]:
    """Yield what is not verified, in the order of the pack; `marks` may ask for others."""
    wanted = marks or ("unverified",)
    for section, item in pack.data.all_items():
        if item.mark in wanted:
            yield Doubt(section, item.id, pack.marked(item))
        if isinstance(item, ClockProfile | Calendar):
            for marked in _inside(pack, item):
                if marked.mark in wanted:
                    yield Doubt(section, item.id, marked, inner=True)


def _inside(pack: Pack, item: Item) -> Iterator[Marked]:
    yield from counting(item)
    for _, marked in inner_items(pack, item):
        yield marked
