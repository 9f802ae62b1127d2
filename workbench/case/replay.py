"""Values by their place in a file, and the file that a journal's entries add up to.

A place is a path of keys. A part of it that falls into a list is the ``id`` of one
of its items, so that an answer keeps its place when others come or go; where items
have no id it is their number, from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy, deepcopy
from typing import Any

from workbench.case.journal import EVENTS, Entry, Place

# What is a list in the case's files, by the key it stands under.
_LISTS = {
    "case.yaml": frozenset(["parties"]),
    "exhibits.yaml": frozenset(["exhibits", "chain"]),
    "identities.yaml": frozenset(["people"]),
    "kajian.yaml": frozenset[str](),
}
_STATEMENT = frozenset(["passages"])


def replay(entries: Iterable[Entry], file: str) -> dict[str, Any]:
    """Return the data that the entries for `file` add up to."""
    data: dict[str, Any] = {}
    for entry in entries:
        if entry.file == file and entry.kind not in EVENTS:
            _put(data, entry.key, deepcopy(entry.after), file)
    return data


def get(data: Any, place: Place) -> Any:
    """Return what stands at a place, or None."""
    for part in place:
        if isinstance(data, list):
            index = _index(data, part)
            data = None if index is None else data[index]
        elif isinstance(data, dict):
            data = data.get(part)
        else:
            return None
    return data


def changed(data: dict[str, Any], place: Place, value: Any, file: str) -> dict[str, Any]:
    """Return data with one place set, or with None removed; the rest is shared, not copied.

    Mappings and lists left empty go too, and items left with nothing but their id.
    An empty place stands for the whole.
    """
    made = dict(data)
    here: Any = made
    for part in place[:-1]:
        below = get(here, (part,))
        if not isinstance(below, dict | list):
            break
        below = copy(below)
        _set(here, part, below)
        here = below
    _put(made, place, value, file)
    return made


def _put(data: dict[str, Any], place: Place, value: Any, file: str) -> None:
    if not place:
        data.clear()
        data.update(value or {})
        return
    if value is None and get(data, place) is None:
        return
    lists = _LISTS.get(file, _STATEMENT)
    steps: list[tuple[Any, str]] = []
    here: Any = data
    for part in place[:-1]:
        steps.append((here, part))
        here = _below(here, part, is_list=part in lists)
    _set(here, place[-1], value)
    if value is None:
        _prune(steps)


def _below(here: Any, part: str, *, is_list: bool) -> Any:
    found = get(here, (part,))
    if isinstance(found, dict | list):
        return found
    made: Any = [] if is_list else {}
    if isinstance(here, list) and not part.isdigit():
        made = {"id": part}
    _set(here, part, made)
    return made


def _set(here: Any, name: str, value: Any) -> None:
    if isinstance(here, list):
        found = _index(here, name)
        index = len(here) if found is None else found
        here[index : index + 1] = [] if value is None else [value]
    elif value is None:
        here.pop(name, None)
    else:
        here[name] = value


def _prune(steps: list[tuple[Any, str]]) -> None:
    for parent, part in reversed(steps):
        left = get(parent, (part,))
        if left and not (isinstance(parent, list) and set(left) == {"id"}):
            return
        _set(parent, part, None)


def _index(items: list[Any], part: str) -> int | None:
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == part:
            return index
    return int(part) - 1 if part.isdigit() and 0 < int(part) <= len(items) else None
