"""Masking: a text goes in, the same text without anybody's identity comes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.case.schema import Identity
from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.identifiers import (
    addresses,
    births,
    contacts,
    coordinates,
    identity_numbers,
    phones,
)
from workbench.report.redaction.people import People
from workbench.report.redaction.span import Span, merged
from workbench.text import Language, say

Recogniser = Callable[[Folded], Iterator[Span]]


@dataclass(frozen=True)
class Found:
    """One masked stretch of an original text, for a list that a person may look through.

    Attributes
    ----------
    start, end
        In the original text.
    kind, person
        As in :class:`workbench.report.redaction.span.Span`.
    """

    start: int
    end: int
    kind: str
    person: str


@dataclass
class Redactor:
    """Masks texts in one language for one case.

    Parameters
    ----------
    identities
        The case's own people; their names, numbers, accounts and addresses become
        their pseudonyms.
    language
        Of the words put in place of what is masked.
    places
        Names of the case's places and bodies, which are nobody's.
    own
        Texts that stay as they are: those of the law, see
        :mod:`workbench.report.redaction.law_texts`.
    accounts
        What each account is called; see :mod:`workbench.report.redaction.identifiers.accounts`.
    """

    identities: Iterable[Identity] = ()
    language: Language = "id"
    places: Iterable[str] = ()
    own: Collection[str] = frozenset()
    accounts: Mapping[str, str] = field(default_factory=dict)
    _recognisers: tuple[Recogniser, ...] = field(default=(), init=False)
    _people: People = field(default_factory=lambda: People(()), init=False)

    def __post_init__(self) -> None:
        people = self._people = People(tuple(self.identities), tuple(self.places), self.accounts)
        self._recognisers = (
            people.find, identity_numbers.find, phones.find, contacts.find, coordinates.find,
            births.find, addresses.find,
        )  # fmt: skip

    def text(self, text: str) -> str:
        """Return `text` with every identity masked."""
        parts, place = [], 0
        for found in self.find(text):
            parts += [text[place : found.start], self._label(found)]
            place = found.end
        return "".join([*parts, text[place:]])

    def find(self, text: str) -> list[Found]:
        """Return what would be masked, in order, without overlaps."""
        if self._is_own(text):
            return []
        folded = fold(text)
        spans = [span for recognise in self._recognisers for span in recognise(folded)]
        found = []
        for span in merged(spans):
            start, end = folded.place(span.start, span.end)
            found.append(Found(start, end, span.kind, span.person))
        return found

    def doubts(self, text: str) -> list[Found]:
        """Return words that are left as they are and may name somebody all the same."""
        if self._is_own(text):
            return []
        folded = fold(text)
        return [
            Found(*folded.place(span.start, span.end), span.kind, span.person)
            for span in sorted(self._people.doubts(folded))
        ]

    def values(self, value: Any) -> Any:
        """Return plain JSON values with every text in them masked, keys included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self.values(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.values(item) for item in value]
        return value

    def _is_own(self, text: str) -> bool:
        return text.strip() in self.own

    def _label(self, found: Found) -> str:
        if found.person:
            return f"[{found.person}]"
        return say(f"redaction.kind.{found.kind}", self.language)
