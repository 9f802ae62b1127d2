"""What rests on what in a kajian: followed from an exhibit or statement through its citations.

An exhibit, or a place marked in it, is cited by a fact, an attribution or an element of a norm;
facts and attributions are cited in their turn; a norm's conclusion rests on its elements, a
letter on the norms that it names. Nothing is guessed: where nobody cited anything, nothing rests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = Mapping[str, Any]
Kind = Literal["fact", "attribution", "element", "conclusion", "letter"]
ORDER: tuple[Kind, ...] = ("fact", "attribution", "element", "conclusion", "letter")


@dataclass(frozen=True, order=True)
class Resting:
    """One part of a kajian that rests on something.

    Attributes
    ----------
    kind
        One of :data:`ORDER`.
    id
        ``F-1``; ``A-1``; ``SKB-2022/C4 hadir`` for an element; ``SKB-2022/C4`` for a
        conclusion; the letter's own id.
    text
        What it says or is called, by language; the reviewer's own words are the same in both.
    """

    kind: Kind
    id: str
    text: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench compare --json``."""
        return {"kind": self.kind, "id": self.id, "text": dict(self.text)}


class Chain:
    """The citations of one study's kajian."""

    def __init__(self, document: Json) -> None:
        kajian = mapping(document.get("kajian"))
        self._facts = rows(kajian.get("facts"))
        self._attributions = rows(kajian.get("attributions"))
        self._norms = rows(kajian.get("norms"))
        self._marks = rows(kajian.get("marks"))
        self._letters = rows(kajian.get("letters"))
        self._concluded = {
            str(one.get("norm"))
            for one in rows(kajian.get("conclusions"))
            if one.get("conclusion") or any(rows(one.get("for")))
        }

    def on(self, names: Iterable[str]) -> set[Resting]:
        """Return everything that rests on exhibits, people, facts or attributions so called."""
        found: set[Resting] = set()
        known = set(names)
        # A place that was marked in an exhibit is cited in its stead.
        known |= {str(one.get("id")) for one in self._marks if one.get("exhibit") in known}
        cited: tuple[tuple[Kind, list[Json]], ...] = (
            ("fact", self._facts), ("attribution", self._attributions),
        )  # fmt: skip
        for kind, some in cited:
            for row in some:
                if known & set(mapping(row.get("cites"))):
                    found.add(Resting(kind, str(row.get("id")), _said(row)))
        known |= {one.id for one in found}
        norms = set()
        for norm, element in self._elements():
            if known & _cited(element):
                found.add(Resting("element", _name(norm, element), _words(element.get("text"))))
                norms.add(str(norm.get("id")))
        return found | self.on_norms(norms)

    def on_norms(self, norms: Iterable[str]) -> set[Resting]:
        """Return the conclusions and letters that rest on norms."""
        known = set(norms)
        found = {
            Resting("conclusion", str(norm.get("id")), _words(norm.get("title")))
            for norm in self._norms
            if str(norm.get("id")) in known & self._concluded
        }
        for letter in self._letters:
            if known & set(_names(letter.get("norms"))):
                text = {language: str(letter.get("addressee") or "") for language in ("id", "en")}
                found.add(Resting("letter", str(letter.get("id") or letter.get("track")), text))
        return found

    def on_tests(self, code: str, other: Chain) -> set[Resting]:
        """Return elements that a computed test now says otherwise, and what rests on them."""
        theirs = {
            _name(norm, element): element.get("tested") for norm, element in other._elements()
        }
        found, norms = set(), set()
        for norm, element in self._elements():
            tested, name = mapping(element.get("tested")), _name(norm, element)
            if tested.get("code") == code and theirs.get(name, tested) != tested:
                found.add(Resting("element", name, _words(element.get("text"))))
                norms.add(str(norm.get("id")))
        return found | self.on_norms(norms)

    def _elements(self) -> Iterator[tuple[Json, Json]]:
        for norm in self._norms:
            for element in rows(norm.get("elements")):
                yield norm, element


def in_order(found: Iterable[Resting]) -> tuple[Resting, ...]:
    """Return them as the argument runs: facts, attributions, elements, conclusions, letters."""
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.id)))


def _name(norm: Json, element: Json) -> str:
    return f"{norm.get('id')} {element.get('id')}"


def _cited(element: Json) -> set[str]:
    """Return what an element cites, for everybody or for one person."""
    each = [element, *map(mapping, mapping(element.get("persons")).values())]
    return {
        name for one in each for part in ("supports", "contradicts")
        for name in mapping(one.get(part))
    }  # fmt: skip


def _said(row: Json) -> dict[str, str]:
    text = str(row.get("text") or row.get("account") or "")
    return {"id": text, "en": text}


def _words(text: Any) -> dict[str, str]:
    return {language: str(mapping(text).get(language) or "") for language in ("id", "en")}


def _names(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def mapping(value: Any) -> Json:
    """Return a JSON object as it is; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def rows(value: Any) -> list[Json]:
    """Return the objects of a JSON list; none for anything else."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
