"""What copies do with the fields of the case's own files: as each field is registered.

``profiles.toml`` lists what the tool itself adds to a study; of the case's files a field
says beside its shape what leaves the office (:mod:`workbench.case.register`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from workbench.case.register import Entry, Handling, walk
from workbench.case.schema import CaseFile, ExhibitsFile, Statement
from workbench.kajian.shapes import KajianFile

_DAY = 10  # letters of 2024-09-28
_SHORTEST = 4  # letters; a shorter word stands in other texts by chance

FILES: tuple[tuple[type[BaseModel], str], ...] = (
    (CaseFile, "case"),
    (ExhibitsFile, "exhibits"),
    (Statement, "statements.*"),
    (KajianFile, "kajian"),
)
"""The case's files and where each stands in ``study.json``."""


def fields() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Yield every field of the case's files, with its places in ``study.json``."""
    for shape, place in FILES:
        yield from walk(shape, (place,))


def treatments(profile: str) -> dict[str, Literal["keep", "mask"]]:
    """Return what a copy takes along of them: the place in ``study.json``, and how."""
    found: dict[str, Literal["keep", "mask"]] = {}
    for places, entry in fields():
        how: Handling = getattr(entry.told, profile, "")
        if how:
            found |= dict.fromkeys(places, how)
    return found


def held_back(study: Mapping[str, Any], profile: str) -> frozenset[str]:
    """Return the days and the words that a copy leaves out and tells nowhere else.

    What the tool derived from them, such as a row of the timeline or the fields of an
    observation, would bring them back.

    Returns
    -------
    frozenset of str
        Days as ``2024-09-28``, other values as they are written.
    """
    kept: set[str] = set()
    held: set[str] = set()
    for places, entry in fields():
        if entry.kind not in ("text", "moment"):
            continue
        found = (value for place in places for value in _values(study, place.split(".")))
        long = {value for value in found if len(value) >= _SHORTEST}
        ours = kept if getattr(entry.told, profile, "") else held
        ours |= {value[:_DAY] for value in long} if entry.kind == "moment" else long
    # A file is called by its exhibit's id wherever a copy names it.
    files = {str(row.get("path")) for row in study.get("exhibits") or ()}
    return frozenset(held - kept - files)


def _values(value: Any, keys: Sequence[str]) -> Iterator[str]:
    if not keys:
        if isinstance(value, str):
            yield value.strip()
        return
    if keys[0] == "*" and isinstance(value, Mapping | list | tuple):
        inner = value.values() if isinstance(value, Mapping) else value
        for one in inner:
            yield from _values(one, keys[1:])
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from _values(value[keys[0]], keys[1:])
