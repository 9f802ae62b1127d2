"""In what two packs differ: field by field, so that a reader sees both and not only that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.law.item import Item, Shape, Words
from workbench.law.marked import MARKS, Marked, mark_name
from workbench.law.pack import Disagreement, Pack
from workbench.text import Language, has, say

# Values that are words of the law themselves, though they stand in one language only.
_LAW = frozenset(["basis", "code"])


@dataclass(frozen=True)
class Difference:
    """One field that two packs give differently.

    Attributes
    ----------
    name
        The field as packs write it, dotted below the item: ``valid.from``.
    used, other
        What the pack in force and the one beside it say, with the mark that vouches for
        it; of a field that is a mark, the mark; None where one says nothing.
    """

    name: str
    used: Marked | str | None
    other: Marked | str | None

    def as_json(self) -> dict[str, Any]:
        """Return the field as it enters ``study.json``: texts of the law apart from marks."""
        said: dict[str, Any] = {"field": self.name}
        for side, value in (("used", self.used), ("other", self.other)):
            said[side] = value.as_json() if isinstance(value, Marked) else None
            said[f"{side}_mark"] = value if isinstance(value, str) else None
        return said


def told(value: Marked | str | None, language: Language) -> str:
    """Return what a pack says in a field: a text with its tag, a mark in words, or a dash."""
    if isinstance(value, Marked):
        return value.in_(language)
    return mark_name(value, language) if value in MARKS else value or "–"


def field_name(name: str, language: Language) -> str:
    """Return a field's name in words; one that has none as packs write it."""
    key = f"law.field.{name.replace('.', '_')}"
    return say(key, language) if has(key) else name


def differences(pack: Pack, odd: Disagreement) -> tuple[Difference, ...]:
    """Return each field in which two packs differ on one item, in the order of its name."""
    used, other = dict(_leaves(pack, odd.used)), dict(_leaves(pack, odd.other))
    return tuple(
        Difference(name, used.get(name), other.get(name))
        for name in sorted({*used, *other}, key=lambda name: (name != "text", name))
        if _bare(used.get(name)) != _bare(other.get(name))
    )


def _bare(value: Marked | str | None) -> Words | str | None:
    """Return what is said without what vouches for it: that differs with every mark."""
    return value.words if isinstance(value, Marked) else value


def _leaves(pack: Pack, item: Item, above: str = "") -> Iterator[tuple[str, Marked | str]]:
    """Yield what an item says, by the names of its fields, each with the item's own mark."""
    for name, field in type(item).model_fields.items():
        if name != "id":
            yield from _said(pack, item, getattr(item, name), f"{above}{field.alias or name}")


def _said(pack: Pack, item: Item, value: Any, name: str) -> Iterator[tuple[str, Marked | str]]:
    if isinstance(value, Words):
        # A note is the pack's own remark: no mark vouches for it.
        yield name, Marked(value, "seen") if name.endswith("note") else pack.marked(item, value)
    elif isinstance(value, Item):
        yield from _leaves(pack, value, f"{name}.")
    elif isinstance(value, Shape):
        for key, field in type(value).model_fields.items():
            yield from _said(pack, item, getattr(value, key), f"{name}.{field.alias or key}")
    elif isinstance(value, tuple | Mapping):
        for key, one in _entries(value):
            yield from _said(pack, item, one, f"{name}.{key}")
    elif name.endswith("mark"):
        yield name, str(value)
    elif value not in (None, "", False):
        words = Words(id=str(value), en=str(value))
        is_law = name.rpartition(".")[2] in _LAW
        yield name, pack.marked(item, words) if is_law else Marked(words, item.mark)


def _entries(value: tuple[Any, ...] | Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a list or a table holds, by the names that tell its entries apart."""
    if isinstance(value, Mapping):
        yield from value.items()
        return
    for number, one in enumerate(value, start=1):
        # A text has an `id` as well: its Indonesian wording, which names nothing.
        yield str(number if isinstance(one, Words) else getattr(one, "id", number)), one
