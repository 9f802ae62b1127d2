"""What a copy tells and of whom: every text of it with the exhibit or person it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_SENTENCE = 160
_STATEMENTS = "statements: "


def leaves(value: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text with the keys that lead to it."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*keys, str(key)))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from leaves(item, (*keys, str(number)))
    elif isinstance(value, str) and value:
        yield keys, value


def owner(copied: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return what a field is about: an exhibit, a person, or the row that it stands in."""
    value: Any = copied
    about = keys[0]
    for key in keys[:-1]:
        value = value[int(key)] if isinstance(value, list | tuple) else value[key]
        if isinstance(value, Mapping):
            about = _named(value) or about
    return about


def _named(row: Mapping[str, Any]) -> str:
    exhibits = row.get("exhibits")
    if "code" in row and isinstance(exhibits, list) and exhibits:
        return str(exhibits[0])
    source = str(row.get("source") or "")
    if source.startswith(_STATEMENTS):
        return source.removeprefix(_STATEMENTS)
    return str(row.get("exhibit") or row.get("person") or row.get("id") or "")


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a word, cut to what a person reads at once."""
    first = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "; ")) + 1
    ends = [at for at in (text.find(mark, end) for mark in (". ", "\n", "; ")) if at >= 0]
    last = min(ends, default=len(text)) + 1
    half = _SENTENCE // 2
    return text[max(first, start - half) : min(last, end + half)].strip()
