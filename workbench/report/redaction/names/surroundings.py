"""What stands beside a word that may be a name: names, titles, places, numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.names.spelling import Word
from workbench.report.redaction.names.vocabulary import ordinary

_GAP = 4
_BEGINS = re.compile(r"(?:^|[.!?:\n\r•\]>|;]|[\"“(\-–*]\s?)\s*$")
_FIELD_BEGINS = re.compile(r"(?:^|[:=;|\n\t])\s*[\"'“]?$")
_FIELD_ENDS = re.compile(r"[\"'”]?\s*(?:$|[;|\n\t])")
_CHAT = re.compile(r"(?:\d[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]m)?\]?\s?[-–]?\s?|^[-–~>]\s?)~?\s?$")
_NUMBER_BEFORE = re.compile(r"\d{1,4}[\s./\-]{1,3}$")
_NUMBER_BEHIND = re.compile(r"[\s.,/\-]{1,3}\d{1,4}")


@dataclass(frozen=True)
class Hit:
    """A word that may be part of somebody's name.

    Attributes
    ----------
    index
        Of the word among those of the text.
    person, name
        Whose, and as it is listed, in small letters.
    how
        ``exact``; ``sound`` when it is spelt otherwise; ``near`` with a slip of the pen;
        ``short`` for a short form that counts beside another name only.
    start, end
        The name's own letters in the folded text, without what is hung onto it.
    """

    index: int
    person: str
    name: str
    how: str
    start: int
    end: int


class Surroundings:
    """What stands beside each word, looked up once for everybody who bears the same name."""

    def __init__(
        self,
        hits: list[Hit],
        found: list[Word],
        folded: Folded,
        *,
        protected: frozenset[int] = frozenset(),
        own: Mapping[str, set[str]] | None = None,
    ) -> None:
        self.found = found
        self.folded = folded
        self.protected = protected
        self.own = own or {}
        self.names: dict[int, dict[str, set[str]]] = {}
        for hit in hits:
            self.names.setdefault(hit.index, {}).setdefault(hit.person, set()).add(hit.name)
        self.near = {index: self._near(index) for index in self.names}
        self.loud = _is_loud(found)

    def has_other_name(self, hit: Hit) -> bool:
        """Whether another of the same person's names stands near, or the first letter of one."""
        if any(self.names[at].get(hit.person, set()) - {hit.name} for at in self.near[hit.index]):
            return True
        letters = {name[0] for name in self.own.get(hit.person, set()) - {hit.name}}
        for at in (hit.index - 1, hit.index + 1):
            if not 0 <= at < len(self.found) or self.found[at].lower not in letters:
                continue
            if self.found[at].is_capital and self._touches(*sorted((at, hit.index))):
                return True
        return False

    def is_called(self, index: int) -> bool:
        """Whether a title stands before the word, as before a name."""
        return self._before(index) in ordinary().called and self._touches(index - 1, index)

    def is_told(self, index: int) -> bool:
        """Whether words beside it say that somebody is meant."""
        known = ordinary()
        word = self.found[index]
        if self._before(index) in known.before and self._touches(index - 1, index):
            return True
        if self._behind(index) in known.after and self._touches(index, index + 1):
            return True
        is_sender = self.folded.text[word.end : word.end + 1] == ":"
        return (
            is_sender
            and _CHAT.search(self.folded.text[max(0, word.start - 12) : word.start]) is not None
        )

    def is_alone(self, index: int) -> bool:
        """Whether the word is all that a field says: ``Author: Sari``."""
        word, text = self.found[index], self.folded.text
        before = _FIELD_BEGINS.search(text[max(0, word.start - 4) : word.start])
        return before is not None and _FIELD_ENDS.match(text, word.end) is not None

    def is_phrase(self, index: int) -> bool:
        """Whether the word is part of a fixed expression."""
        lower = [word.lower for word in self.found[max(0, index - 2) : index + 3]]
        at = min(index, 2)
        phrases = ordinary().phrases
        return any(
            tuple(lower[start : start + size]) in phrases
            for size in (2, 3)
            for start in range(max(0, at - size + 1), at + 1)
        )

    def is_date(self, index: int) -> bool:
        """Whether it is a month or day with a number beside it."""
        word = self.found[index]
        if word.lower not in ordinary().months:
            return False
        text = self.folded.text
        before = _NUMBER_BEFORE.search(text[max(0, word.start - 8) : word.start])
        return before is not None or _NUMBER_BEHIND.match(text, word.end) is not None

    def is_place(self, index: int) -> bool:
        """Whether it stands in the name of a place or a body: ``Jalan Melati``."""
        if index in self.protected:
            return True
        for back in (1, 2):
            if index < back or not self._touches(index - back, index - back + 1):
                return False
            before = self.found[index - back]
            if before.lower in ordinary().places:
                return True
            if not before.is_capital:
                return False
        return False

    def begins_sentence(self, index: int) -> bool:
        """Whether a capital letter says nothing, because a sentence begins or all are capital."""
        word = self.found[index]
        if len(word.text) > 1 and word.text.isupper() and self.loud:
            return True
        return _BEGINS.search(self.folded.text[max(0, word.start - 6) : word.start]) is not None

    def _before(self, index: int) -> str:
        return self.found[index - 1].lower if index else ""

    def _behind(self, index: int) -> str:
        return self.found[index + 1].lower if index + 1 < len(self.found) else ""

    def _touches(self, a: int, b: int) -> bool:
        """Whether nothing but a blank, a dot or a mark of a file name stands between two words."""
        between = self.folded.text[self.found[a].end : self.found[b].start]
        return len(between) <= 3 and not set(between) - set(" ._-\u00a0,:\"'“@#*")

    def _near(self, index: int) -> tuple[int, ...]:
        return tuple(
            index + step
            for step in (-2, -1, 1, 2)
            if index + step in self.names and is_near(self.found, index, index + step, self.folded)
        )


def is_near(found: list[Word], a: int, b: int, folded: Folded) -> bool:
    """Whether two words stand side by side, with at most a title or an initial between."""
    if not 0 <= b < len(found):
        return False
    first, second = sorted((a, b))
    if second - first == 2 and len(found[first + 1].lower) > 3:
        return False
    between = folded.text[found[first].end : found[second].start]
    return "\n" not in between and len(between) <= _GAP + 4 * (second - first - 1) + 2


def _is_loud(found: list[Word]) -> bool:
    """Whether a text is written in capitals."""
    letters = [word for word in found if len(word.text) > 2]
    return sum(word.text.isupper() for word in letters) * 2 > len(letters)
