"""What a recogniser found in a text, and which of several findings counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, order=True)
class Span:
    """One stretch of a text that names somebody.

    Attributes
    ----------
    start, end
        In the folded text.
    kind
        ``nik``, ``kk``, ``nip``, ``number``, ``phone``, ``email``, ``address``,
        ``position``, ``birth``, ``plate``, ``account`` or ``person``.
    person
        The pseudonym when it is one of the case's own people; else empty.
    """

    start: int
    end: int
    kind: str
    person: str = ""


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap: overlapping ones become one that covers them all.

    A person's pseudonym outranks a kind, and the longer finding names the kind.
    """
    result: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if result and span.start < result[-1].end:
            result[-1] = _joined(result[-1], span)
        else:
            result.append(span)
    return result


def _joined(a: Span, b: Span) -> Span:
    chosen = max(a, b, key=_rank)
    return Span(min(a.start, b.start), max(a.end, b.end), chosen.kind, chosen.person)


def _rank(span: Span) -> tuple[bool, bool, int]:
    """Rank an account that is spelt like a name as one: whose it is, is another question."""
    return span.kind == "account" and bool(span.person), bool(span.person), span.end - span.start


def learn(table: dict[Key, str], key: Key, person: str) -> None:
    """Remember whose `key` is; what two people share points at neither."""
    table[key] = person if table.get(key, person) == person else ""
