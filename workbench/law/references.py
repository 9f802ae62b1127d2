"""References inside a pack: an item that names another one which does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from workbench.case.schema import SubjectType
from workbench.law.item import Item
from workbench.law.shapes import SECTIONS, ClockProfile, Element, PackFile

Reference = tuple[str, str, str, str]
_SUBJECTS = frozenset(get_args(SubjectType))
# Which keys of an item name other items, and of which section.
_LISTS = {
    "elements": "elements",
    "clocks": "clocks",
    "related": "norms",
    "categories": "categories",
    "levels": "levels",
    "areas": "areas",
}
_SINGLE = {
    "track": "tracks",
    "form": "purposes",
    "number": "own",
    "regions": "regions",
    "calendar": "calendars",
}


def reference_problems(data: PackFile, own: set[tuple[str, str]]) -> Iterator[Reference]:
    """Yield (section, item id, key, what was named) for each reference that leads nowhere.

    Parameters
    ----------
    own
        The (section, id) pairs to look at; others belong to a pack below.
    """
    known = _known(data)
    looked_at = (
        (section, item)
        for section in SECTIONS
        for item in getattr(data, section)
        if (section, item.id) in own
    )
    for section, item in looked_at:
        for key, target, name in _named(item):
            if name not in known[target]:
                yield section, item.id, key, name
        if isinstance(item, Element) and item.test is not None:
            yield from _test_problems(item, known["stages"])


def _known(data: PackFile) -> dict[str, set[str]]:
    """Return what may be named, by section: the items of a pack, and what its items hold."""
    known = {section: {item.id for item in getattr(data, section)} for section in SECTIONS}
    stages = [*data.periods, *(one for calendar in data.calendars for one in calendar.periods)]
    known["stages"] = {stage.id.partition(".")[0] for stage in stages}
    known["purposes"] = {form.purpose for form in data.forms}
    known["own"] = {"own", *(grammar.kind for grammar in data.numbering)}
    known["levels"] = _levels(data)
    known["areas"] = {code for listed in data.regions for code in listed.every_code()}
    known["clocks"] = {clock.id for profile in data.clock_profiles for clock in profile.clocks}
    return known


def _levels(data: PackFile) -> set[str]:
    """Return the codes of office levels that the pack's numbers hold."""
    segments = [segment for grammar in data.numbering for segment in grammar.segments]
    return {code for one in segments if one.name == "level" for code in one.codes}


def _named(item: Item) -> Iterator[tuple[str, str, str]]:
    """Yield (key, section it points into, the name) for every reference of an item."""
    instrument = getattr(item, "instrument", "")
    if instrument:
        yield "instrument", "instruments", instrument
    # A profile holds its clocks themselves; anything else names them.
    own = {"clocks"} if isinstance(item, ClockProfile) else set()
    for key, target in _LISTS.items():
        for name in () if key in own else getattr(item, key, ()):
            yield key, target, name
    for key, target in _SINGLE.items():
        name = getattr(item, key, "")
        if isinstance(name, str) and name:
            yield key, target, name
    for basis in getattr(item, "bases", ()):
        yield "bases", "instruments", basis.instrument


def _test_problems(element: Element, periods: set[str]) -> Iterator[Reference]:
    if element.test is None:
        return
    allowed = periods if element.test.kind.endswith("_period") else _SUBJECTS
    for value in element.test.values:
        if value not in allowed:
            yield "elements", element.id, "test", value
