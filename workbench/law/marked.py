"""A text of the law with what vouches for it: mark, note and basis travel with the words.

An item of a rule pack is never shown bare. Whatever shows one asks :meth:`Pack.marked
<workbench.law.pack.Pack.marked>` for it and gets this: a reader sees at the words
themselves that nobody has verified them, and can look up why. ``study.json`` holds the
same as ``{"id", "en", "mark", "note", "basis"}``, so that a report made years later
still says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from workbench.law.citations import in_english
from workbench.law.item import Mark, Words
from workbench.text import LANGUAGES, Language, say

MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True)
class Marked:
    """One text of a rule pack.

    Attributes
    ----------
    words
        What is shown, in both languages.
    mark
        ``seen``, ``conflicting`` or ``unverified``.
    note
        What the pack says about the mark; None when nothing.
    basis
        Instrument and article with a mark of their own; None when the pack names none.
    """

    words: Words
    mark: Mark
    note: Words | None = None
    basis: Marked | None = None

    def in_(self, language: Language, *, most: int = 0) -> str:
        """Return the text with its tag behind it; a text of a seen source has none.

        `most` is how many letters there is room for: the text is cut, never the tag.
        """
        text, behind = self.words.in_(language), tag(self.mark, language)
        room = most - len(behind) - 1 if behind else most
        if most and len(text) > room:
            text = f"{text[: max(room, 2) - 1].rstrip()}…"
        return f"{text} {behind}".rstrip()

    def pair(self) -> dict[Language, str]:
        """Return the text with its tag by language, to stand in a sentence."""
        return {language: self.in_(language) for language in LANGUAGES}

    def basis_in(self, language: Language) -> str:
        """Return the basis with its own tag; empty without one."""
        return "" if self.basis is None else self.basis.in_(language)

    def notes_in(self, language: Language) -> tuple[str, ...]:
        """Return the notes on the text and on its basis."""
        notes = (self.note, self.basis.note if self.basis else None)
        return tuple(dict.fromkeys(note.in_(language) for note in notes if note is not None))

    def vouched_in(self, language: Language) -> str:
        """Return in one line what vouches for the text: mark, basis, notes."""
        parts = (mark_name(self.mark, language), self.basis_in(language), *self.notes_in(language))
        return " · ".join(part for part in parts if part)

    def as_json(self) -> dict[str, Any]:
        """Return the text as it enters ``study.json``."""
        return {
            **self.words.model_dump(),
            "mark": self.mark,
            "note": self.note.model_dump() if self.note else None,
            "basis": self.basis.as_json() if self.basis else None,
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Marked:
        """Return what :meth:`as_json` gave; a text without a known mark is unverified."""
        mark, note, basis = value.get("mark"), value.get("note"), value.get("basis")
        return cls(
            _words(value),
            mark if mark in MARKS else "unverified",
            _words(note) if isinstance(note, Mapping) else None,
            cls.of(basis) if isinstance(basis, Mapping) else None,
        )


def article_words(article: str, language: Language) -> str:
    """Return an article as it is cited; what is no number, such as an annex, stands as it is."""
    told = in_english(article) if language == "en" else article
    return say("law.article", language, article=told) if article[:1].isdigit() else told


def tag(mark: str, language: Language) -> str:
    """Return the tag that follows a text: empty for a seen source."""
    return "" if mark == "seen" else say(f"law.tag.{mark}", language)


def mark_name(mark: str, language: Language) -> str:
    """Return a mark in words."""
    return say(f"law.mark.{mark}", language)


def weakest(*marks: Mark) -> Mark:
    """Return the mark that vouches least; ``seen`` for none."""
    return max(marks, key=MARKS.index, default="seen")


def both(key: str, **fields: str) -> Words:
    """Return an entry of the catalogue in both languages, as a pack would hold it."""
    return Words(**{language: say(key, language, **fields) for language in LANGUAGES})


def marked_in(value: Any) -> Iterator[Marked]:
    """Yield every marked text inside plain values of a study, each one once.

    A basis is not yielded on its own: it belongs to its text.
    """
    found = dict.fromkeys(_walk(value))
    yield from found


def vouched_alike(shown: Iterable[Marked], language: Language) -> list[tuple[str, Marked]]:
    """Gather texts that mark, basis and notes vouch for in the same words, each text once.

    Returns
    -------
    list of (str, Marked)
        The texts with their tags, and one of them for what vouches for all. Texts with
        neither basis nor note are left out: their own tag says all there is.
    """
    alike: dict[tuple[str, ...], dict[str, Marked]] = {}
    for one in shown:
        if one.basis is not None or one.note is not None:
            key = (one.mark, one.basis_in(language), *one.notes_in(language))
            alike.setdefault(key, {}).setdefault(one.in_(language), one)
    return [("; ".join(texts), next(iter(texts.values()))) for texts in alike.values()]


def _walk(value: Any) -> Iterator[Marked]:
    if isinstance(value, Mapping):
        if "mark" in value and isinstance(value.get("id"), str) and "en" in value:
            yield Marked.of(value)
            return
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _walk(item)


def _words(value: Mapping[str, Any]) -> Words:
    given = {language: str(value.get(language) or "") for language in LANGUAGES}
    return Words(**{language: text or given["id"] for language, text in given.items()})
