"""Names of a case's own people, found whole, in part, misspelt, with and without titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.span import Span, learn
from workbench.report.redaction.spelling import (
    NAME,
    Word,
    allowed,
    ordinary,
    slips,
    sound,
    without_letters,
    words,
)

# A word this long is a name even in small letters; shorter ones need a sign that it is.
_LONG = 4
_GAP = 4


@dataclass(frozen=True)
class _Hit:
    """A word that is part of somebody's name."""

    index: int
    person: str
    name: str
    is_exact: bool


class Names:
    """An index of names, for exact, near and joined spellings."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._near: dict[str, set[str]] = {}
        self._joined: dict[str, str] = {}
        self._aliases: dict[tuple[str, ...], str] = {}

    def add(self, person: str, name: str) -> None:
        """Learn one name or alias of a person."""
        known = ordinary()
        # What follows a comma is a degree.
        parts = [w for w in words(fold(name.partition(",")[0]), NAME) if len(w.lower) > 1]
        own = [w for w in parts if w.lower not in known.titles and w.lower not in known.degrees]
        own = own or [word for word in parts if word.lower not in known.titles]
        # "Pak Kabid" is an office, not a name: only the whole alias is looked for.
        if all(word.lower in known.words for word in own) and len(own) < 2:
            learn(self._aliases, tuple(word.lower for word in parts), person)
            return
        for word in own:
            self._names.setdefault(word.key, {})[person] = word.lower
            for variant in without_letters(word.key, allowed(len(word.key))):
                self._near.setdefault(variant, set()).add(word.key)
        if len(own) > 1:
            learn(self._joined, "".join(word.key for word in own), person)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Yield every place where one of the names stands."""
        found = words(folded)
        yield from self._find_names(folded, found)
        yield from self._find_aliases(found)

    def _find_names(self, folded: Folded, found: list[Word]) -> Iterator[Span]:
        hits = [hit for index, word in enumerate(found) for hit in self._hits(index, word)]
        hits += self._split_hits(folded, found)
        beside = _Beside(hits, found, folded)
        kept = [hit for hit in hits if self._is_meant(hit, found, beside)]
        for person, index_range in _runs(kept, found, folded, self._initials(found)):
            first, last = found[index_range[0]], found[index_range[1]]
            dot = len(last.lower) == 1 and folded.text[last.end : last.end + 1] == "."
            yield Span(first.start, last.end + dot, "person", person)
        for word in found:
            if len(word.key) >= 6 and word.key in self._joined:
                yield Span(word.start, word.end, "person", self._joined[word.key])

    def _split_hits(self, folded: Folded, found: list[Word]) -> Iterator[_Hit]:
        """Find names with an apostrophe inside: ``Ma'ruf`` reads as two words."""
        for index, (a, b) in enumerate(pairwise(found)):
            if b.start - a.end == 1 and folded.text[a.end] in "'’`":
                for person, name in self._names.get(sound(a.lower + b.lower), {}).items():
                    for each in (index, index + 1):
                        yield _Hit(each, person, name, is_exact=True)

    def _hits(self, index: int, word: Word) -> Iterator[_Hit]:
        if len(word.lower) < 2:
            return
        exact = self._names.get(word.key, {})
        for person, name in exact.items():
            yield _Hit(index, person, name, is_exact=True)
        if exact:
            return
        near = set()
        for variant in without_letters(word.key, allowed(len(word.key) + 1)):
            near |= self._near.get(variant, set())
        for key in sorted(near):
            if slips(word.key, key) <= allowed(len(key)) and abs(len(key) - len(word.key)) <= 2:
                for person, name in self._names[key].items():
                    yield _Hit(index, person, name, is_exact=False)

    def _is_meant(self, hit: _Hit, found: list[Word], beside: _Beside) -> bool:
        """Whether a word that could be a name is one here."""
        known, word = ordinary(), found[hit.index]
        if beside.is_phrase(hit.index):
            return False
        if beside.has_other_name(hit) or beside.has_title(hit.index):
            return True
        is_common = word.lower in known.words
        if hit.is_exact:
            return word.is_capital or (len(word.lower) >= _LONG and not is_common)
        return not is_common and len(word.lower) >= 5 and (word.is_capital or len(hit.name) >= 7)

    def _initials(self, found: list[Word]) -> dict[int, Word]:
        """Return words that may be an initial or a short form of a name: ``B.``, ``Muh.``."""
        return {i: word for i, word in enumerate(found) if len(word.lower) <= 4}

    def _find_aliases(self, found: list[Word]) -> Iterator[Span]:
        lengths = {len(alias) for alias in self._aliases}
        for index in range(len(found)):
            for length in lengths:
                group = found[index : index + length]
                person = self._aliases.get(tuple(word.lower for word in group))
                if person is not None and len(group) == length:
                    yield Span(group[0].start, group[-1].end, "person", person)


class _Beside:
    """What stands beside a word, looked up once for everybody who bears the same name."""

    def __init__(self, hits: list[_Hit], found: list[Word], folded: Folded) -> None:
        self.found = found
        self.folded = folded
        self.names: dict[int, dict[str, set[str]]] = {}
        for hit in hits:
            self.names.setdefault(hit.index, {}).setdefault(hit.person, set()).add(hit.name)
        self.near = {index: self._near(index) for index in self.names}
        self.phrases = {
            index for index in self.names if _in_phrase(ordinary().phrases, found, index)
        }

    def is_phrase(self, index: int) -> bool:
        """Whether the word is part of a fixed expression."""
        return index in self.phrases

    def has_other_name(self, hit: _Hit) -> bool:
        """Whether another of the same person's names stands near."""
        return any(
            self.names[index].get(hit.person, set()) - {hit.name} for index in self.near[hit.index]
        )

    def has_title(self, index: int) -> bool:
        """Whether a title stands before the word."""
        before = self.found[index - 1].lower if index else ""
        return len(before) > 1 and before in ordinary().titles

    def _near(self, index: int) -> tuple[int, ...]:
        return tuple(
            index + step
            for step in (-2, -1, 1, 2)
            if index + step in self.names and _is_near(self.found, index, index + step, self.folded)
        )


def _is_near(found: list[Word], a: int, b: int, folded: Folded) -> bool:
    """Whether two words stand side by side, with at most a title or an initial between."""
    if not 0 <= b < len(found):
        return False
    first, second = sorted((a, b))
    if second - first == 2 and len(found[first + 1].lower) > 3:
        return False
    between = folded.text[found[first].end : found[second].start]
    return "\n" not in between and len(between) <= _GAP + 4 * (second - first - 1) + 2


def _in_phrase(phrases: Iterable[str], found: list[Word], index: int) -> bool:
    lower = found[index].lower
    before = found[index - 1].lower if index else ""
    after = found[index + 1].lower if index + 1 < len(found) else ""
    return any(phrase in {f"{before} {lower}", f"{lower} {after}"} for phrase in phrases)


def _runs(
    kept: list[_Hit], found: list[Word], folded: Folded, short: dict[int, Word]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Join the words of one person that stand together, with initials beside them."""
    people: dict[int, set[str]] = {}
    names: dict[str, set[str]] = {}
    for hit in kept:
        people.setdefault(hit.index, set()).add(hit.person)
        names.setdefault(hit.person, set()).add(hit.name)
    indices = sorted(people)
    while indices:
        first = last = indices.pop(0)
        who = set(people[first])
        while indices and indices[0] - last <= 2 and _is_near(found, last, indices[0], folded):
            if not who & people[indices[0]]:
                break
            who &= people[indices[0]]
            last = indices.pop(0)
        first = _with_initials(first, -1, found, folded, short, people)
        last = _with_initials(last, 1, found, folded, short, people)
        yield (who.pop() if len(who) == 1 else ""), (first, last)


def _with_initials(
    index: int,
    step: int,
    found: list[Word],
    folded: Folded,
    short: dict[int, Word],
    people: dict[int, set[str]],
) -> int:
    """Take in a capital initial beside a name; more than one would be a sentence."""
    beside = index + step
    word = short.get(beside)
    if word is None or beside in people or not word.is_capital or len(word.lower) > 1:
        return index
    between = folded.text[min(found[index].end, word.end) : max(found[index].start, word.start)]
    return beside if between in {" ", ". ", "."} else index
