"""What copies do with the fields of the case's own files: as each field is registered.

``profiles.toml`` lists what the tool itself adds to a study; of the case's files a field
says beside its shape what leaves the office (:mod:`workbench.case.register`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from workbench.case.register import Entry, Handling, walk
from workbench.case.schema import CaseFile, ExhibitsFile, Statement
from workbench.kajian.shapes import KajianFile

FILES: tuple[tuple[type[BaseModel], str], ...] = (
    (CaseFile, "case"),
    (ExhibitsFile, "exhibits"),
    (Statement, "statements.*"),
    (KajianFile, "kajian"),
)
"""The case's files and where each stands in ``study.json``."""


def fields() -> Iterator[tuple[str, Entry]]:
    """Yield every field of the case's files, with its place in ``study.json``."""
    for shape, place in FILES:
        yield from walk(shape, (place,))


def treatments(profile: str) -> dict[str, Literal["keep", "mask"]]:
    """Return what a copy takes along of them: the place in ``study.json``, and how."""
    found: dict[str, Literal["keep", "mask"]] = {}
    for place, entry in fields():
        how: Handling = getattr(entry.told, profile, "")
        if how:
            found[place] = how
    return found
