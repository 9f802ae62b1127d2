"""Editing ``case.yaml`` one value at a time, with its comments kept."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any

from workbench.case.documents import Document
from workbench.case.folder import CASE, CaseFolder
from workbench.case.schema import CaseFile, validate
from workbench.errors import CaseInvalidError, KajianError
from workbench.kajian.text_file import TextFile, read_text

Place = tuple[str, ...]


def case_value(folder: CaseFolder, place: Place) -> Any:
    """Return the text at a place of ``case.yaml`` as it stands there, or None.

    A part of the place that falls into a list is the ``id`` of one of its items.
    """
    here: Any = read_case(folder).data
    for part in place:
        if isinstance(here, list):
            here = next((item for item in here if _is(item, part)), None)
        elif isinstance(here, dict):
            here = here.get(part)
        else:
            return None
    return here


def changed_case(folder: CaseFolder, place: Place, value: Any) -> tuple[str, CaseFile]:
    """Return the file's text with one value changed, and the case it then describes.

    Raises
    ------
    CaseInvalidError
        When the file on disk has problems.
    KajianError
        When the value does not have the form of this field.
    """
    file = deepcopy(read_case(folder))
    file.data.setdefault("format", CaseFile().format)
    here: Any = file.data
    for part in place[:-1]:
        here = _below(here, part)
    if value is None:
        here.pop(place[-1], None)
    else:
        here[place[-1]] = value
    case, problems = validate(CaseFile, Document(CASE, file.data))
    if case is None:
        lines = "\n".join(f"  - {problem.sentence('en')}" for problem in problems)
        raise KajianError("kajian_change_refused", problems=lines)
    return file.dump(), case


def _below(here: Any, part: str) -> Any:
    if isinstance(here, list):
        found = next((item for item in here if _is(item, part)), None)
        if found is None:
            found = {"id": part}
            here.append(found)
        return found
    below = here.get(part)
    if not isinstance(below, dict | list):
        below = [] if part == "parties" else {}
        here[part] = below
    return below


def _is(item: Any, name: str) -> bool:
    return isinstance(item, dict) and item.get("id") == name


def read_case(folder: CaseFolder) -> TextFile:
    """Read ``case.yaml`` as text values with its comments; not to be changed in place."""
    path = folder.path / CASE
    return _parsed(path.read_text("utf-8-sig"), folder.name) if path.exists() else TextFile()


# A page of the walk asks for twenty values of the same file.
@lru_cache(maxsize=4)
def _parsed(text: str, name: str) -> TextFile:
    file, problems = read_text(text, CASE)
    if problems:
        raise CaseInvalidError.of(name, problems)
    return file
