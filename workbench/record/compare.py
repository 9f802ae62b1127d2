"""Two studies leaf by leaf: which facts, observations and answers are no longer the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.errors import RecordError

Kind = Literal["changed", "added", "removed"]
STUDY = "study.json"
# Where a study.json lies: in a study folder, and in a record
PLACES = (STUDY, f"data/study/{STUDY}")

# What tells the items of each list apart; the place names them by it.
_KEYS: dict[str, tuple[str, ...]] = {
    "captured": ("exhibit", "path"),
    "facts": ("exhibit", "source", "locator", "name"),
    "groups": ("kind", "members"),
    "observations": ("code", "exhibits"),
    "pairs": ("a", "b", "kind", "method"),
    "statements": ("person", "at"),
    "timeline": ("kind", "exhibit", "source", "start"),
}
_USUAL = ("id", "code", "key", "name")


@dataclass(frozen=True)
class Change:
    """One leaf that differs.

    Attributes
    ----------
    where
        A place people can find: ``exhibits[B-07].sha256``.
    before, after
        What stood there, as JSON values; None where there is nothing.
    kind
        ``changed``; ``added`` and ``removed`` for whole items and keys.
    path
        The same place as its keys and labels: ``("exhibits", "B-07", "sha256")``.
    """

    where: str
    before: Any
    after: Any
    kind: Kind = "changed"
    path: tuple[str, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench compare --json``."""
        return {
            "where": self.where,
            "before": self.before,
            "after": self.after,
            "kind": self.kind,
        }


def compare(before: Path, after: Path) -> list[Change]:
    """Return every difference between two studies, in the order of their places.

    Parameters
    ----------
    before, after
        A study folder, a record, or a ``study.json``.

    Raises
    ------
    RecordError
        When one of them holds no readable ``study.json``.
    """
    try:
        return list(differences(read(before), read(after)))
    except RecursionError as error:
        raise RecordError("study_unreadable", path=str(before)) from error


def read(path: Path) -> dict[str, Any]:
    """Return the ``study.json`` of a study folder, of a record, or at `path` itself."""
    candidates = [path / place for place in PLACES] if path.is_dir() else [path]
    found = next((candidate for candidate in candidates if candidate.is_file()), None)
    if found is None:
        raise RecordError("not_a_study", path=str(path))
    try:
        document = json.loads(found.read_bytes())
    except (ValueError, RecursionError) as error:
        raise RecordError("study_unreadable", path=str(found)) from error
    if not isinstance(document, dict):
        raise RecordError("study_unreadable", path=str(found))
    return document


def differences(
    before: Any, after: Any, where: str = "", path: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Yield the differences of two JSON values that stand at a place."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _members(before, after, where, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _items(before, after, where, path)
    elif type(before) is not type(after) or before != after:
        yield Change(where or ".", before, after, path=path)


def _members(
    before: Mapping[str, Any], after: Mapping[str, Any], where: str, path: tuple[str, ...]
) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        place, at = (f"{where}.{key}" if where else key), (*path, key)
        if key not in after:
            yield Change(place, before[key], None, "removed", at)
        elif key not in before:
            yield Change(place, None, after[key], "added", at)
        else:
            yield from differences(before[key], after[key], place, at)


def _items(
    before: list[Any], after: list[Any], where: str, path: tuple[str, ...]
) -> Iterator[Change]:
    name = path[-1] if path else ""
    old, new = labelled(before, name), labelled(after, name)
    for label in [*old, *(label for label in new if label not in old)]:
        place, at = f"{where}[{label}]", (*path, label)
        if label not in new:
            yield Change(place, old[label], None, "removed", at)
        elif label not in old:
            yield Change(place, None, new[label], "added", at)
        else:
            yield from differences(old[label], new[label], place, at)
    if list(old) != list(new) and set(old) == set(new):
        yield Change(f"{where}[]", list(old), list(new), path=(*path, ""))


def labelled(items: Sequence[Any], kind: str) -> dict[str, Any]:
    """Return items by what tells them apart: their own key, their value, or their number."""
    keys = _KEYS.get(kind) or _usual_key(items)
    labels = [_label(item, keys, number) for number, item in enumerate(items, 1)]
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for label, item in zip(labels, items, strict=True):
        seen[label] += 1
        name = label if seen[label] == 1 else f"{label} #{seen[label]}"
        while name in found:
            name += "'"
        found[name] = item
    return found


def _usual_key(items: Sequence[Any]) -> tuple[str, ...]:
    """Return the usual key that every item of a list of an unknown kind has."""
    found = (key for key in _USUAL if items and all(_has(item, key) for item in items))
    return tuple(found)[:1]


def _has(item: Any, key: str) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get(key), str)


def _label(item: Any, keys: tuple[str, ...], number: int) -> str:
    if isinstance(item, Mapping) and keys and any(item.get(key) for key in keys):
        return " ".join(_text(item[key]) for key in keys if item.get(key))
    if isinstance(item, str | int | float) and not isinstance(item, bool):
        return _text(item)
    return str(number)


def _text(value: Any) -> str:
    return " ".join(map(_text, value)) if isinstance(value, list) else str(value)
