"""Names of a case's own people, found whole, in part, misspelt, with and without titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from workbench.report.redaction.folding import Folded, fold
from workbench.report.redaction.names.disambiguation import names_and_doubts
from workbench.report.redaction.names.spacing import Joined
from workbench.report.redaction.names.spelling import (
    LONGEST,
    NAME,
    Word,
    allowed,
    slips,
    sound,
    without_letters,
    words,
)
from workbench.report.redaction.names.surroundings import Hit, Surroundings, is_near
from workbench.report.redaction.names.vocabulary import ordinary, tier
from workbench.report.redaction.span import Span, learn

_SUFFIXES = ("nya", "lah", "kah", "pun", "ku", "mu")
_ATTACHED = ("pak", "bapak", "bu", "ibu", "bang", "kak", "mas", "mbak", "uda", "haji")
_SHORTEST_STEM, _SHORTEST_ATTACHED = 3, 4
_REMEMBERED = 50_000
# How names of the Prophet are cut short; each stands for a name beside another one only.
_SHORT_FORMS = {
    "muhamad": ("muh", "moh", "moch", "mhd", "mohd", "md", "mokh", "muhd"),
    "ahmad": ("ahm", "akhmad", "akhmat", "achmat"), "abdul": ("abd", "abdl"), "siti": ("st",),
}  # fmt: skip
_OTHER_FORMS = {
    "muhamad": ("mohamad", "mokhamad", "mukhamad", "mohamed", "muhamed", "muhamat", "muhamet"),
    "ahmad": ("akhmad", "amad"),
}


class Names:
    """An index of names, for exact, near and joined spellings."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._near: dict[str, set[str]] = {}
        self._written: dict[str, str] = {}
        self._short: dict[str, dict[str, str]] = {}
        self._aliases: dict[tuple[str, ...], str] = {}
        self._places: set[tuple[str, ...]] = set()
        self._joined = Joined()
        self._own: dict[str, set[str]] = {}
        self._longest = 0
        self._seen: dict[str, tuple[tuple[str, str, str, int, int], ...]] = {}

    def add(self, person: str, name: str, *, is_alias: bool = False) -> None:
        """Learn one name or alias of a person."""
        # What follows a comma is a degree.
        parts = [w for w in words(fold(name.partition(",")[0]), NAME) if len(w.lower) > 1]
        own = _without_titles(parts)
        if is_alias and _tells_nobody(own):
            # "Pak Kabid" is an office, not a name: only the whole alias is looked for.
            if len(parts) > 1:
                learn(self._aliases, tuple(word.lower for word in parts), person)
            own = _of_a_person(own)
        for word in own:
            self._learn(person, word)
        self._joined.add(person, own, parts, is_whole=not is_alias)
        self._seen.clear()

    def protect(self, phrases: Iterable[str]) -> None:
        """Learn names of places and bodies: inside one, a word is nobody's name.

        A place that bears a listed person's whole name is not protected.
        """
        for phrase in phrases:
            parts = words(fold(phrase))
            lower = tuple(word.lower for word in parts)
            if len(parts) < 2 or len(parts) > 12:
                continue
            whose = [set(self._names.get(word.key, {})) for word in parts]
            shared = [a & b for a, b in pairwise(whose)]
            if not any(shared):
                self._places.add(lower)

    def look(self, folded: Folded) -> tuple[list[Span], list[Span]]:
        """Return where a name stands, and where a word may be one and may be none."""
        found = words(folded)
        spans = [*self._find_aliases(found), *self._joined.find(folded, found)]
        hits = [hit for index, word in enumerate(found) for hit in self._hits(index, word)]
        hits += self._split_hits(folded, found)
        beside = Surroundings(hits, found, folded, protected=self._protected(found), own=self._own)
        meant, doubted = names_and_doubts(hits, beside, {span.person for span in spans})
        spans += _runs(meant, beside)
        covered = [(span.start, span.end) for span in spans]
        doubts = [
            Span(hit.start, hit.end, "person", hit.person)
            for hit in doubted
            if not any(start <= hit.start < end for start, end in covered)
        ]
        return spans, doubts

    def _learn(self, person: str, word: Word) -> None:
        self._own.setdefault(person, set()).add(word.lower)
        forms = [word.key, *_OTHER_FORMS.get(word.key, ())]
        if word.lower != word.key and word.lower.isalpha() and tier(word.lower) != "tiny":
            self._written[word.lower] = word.key
            for variant in without_letters(word.lower, allowed(len(word.lower))):
                self._near.setdefault(variant, set()).add(word.lower)
        for key in forms:
            self._names.setdefault(key, {})[person] = word.lower
            self._longest = max(self._longest, min(max(len(key), len(word.lower)), LONGEST))
            if tier(word.lower) != "tiny":
                for variant in without_letters(key, allowed(len(key))):
                    self._near.setdefault(variant, set()).add(key)
        for short in _SHORT_FORMS.get(word.key, ()):
            self._short.setdefault(short, {})[person] = word.lower

    def _hits(self, index: int, word: Word) -> Iterator[Hit]:
        if len(word.lower) < 2:
            return
        if word.lower not in self._seen:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[word.lower] = tuple(self._candidates(word))
        for person, name, how, skip, size in self._seen[word.lower]:
            start = word.start + skip
            yield Hit(index, person, name, how, start, start + size)

    def _candidates(self, word: Word) -> Iterator[tuple[str, str, str, int, int]]:
        """Yield (person, name, how, letters before it, its letters) for a word of a text."""
        size = len(word.lower)
        short = self._short.get(word.lower, {})
        yield from ((person, name, "short", 0, size) for person, name in short.items())
        for skip, stem in self._stems(word):
            found = self._names.get(stem if stem == word.lower else sound(stem), {})
            found = found or self._names.get(sound(stem), {})
            for person, name in found.items():
                how = "exact" if name == stem else "sound"
                yield person, name, how, skip, len(stem)
            if found:
                return
        for _, stem in self._stems(word)[:2]:
            near = self._slipped(sound(stem), stem)
            for key in near:
                for person, name in self._names[key].items():
                    yield person, name, "near", 0, len(stem)
            if near:
                return

    def _stems(self, word: Word) -> list[tuple[int, str]]:
        """Return the word, then without what is hung onto it, with what it starts behind."""
        lower = word.lower
        bare = [
            (0, lower[: -len(suffix)])
            for suffix in _SUFFIXES
            if lower.endswith(suffix) and len(lower) - len(suffix) >= _SHORTEST_STEM
        ]
        behind = [
            (len(prefix), lower[len(prefix) :])
            for prefix in _ATTACHED
            if lower.startswith(prefix) and len(lower) - len(prefix) >= _SHORTEST_ATTACHED
        ]
        return [(0, lower), *bare, *behind]

    def _slipped(self, key: str, written: str) -> list[str]:
        """Return the keys of names that differ by a slip, in sound or as they are written."""
        near: set[str] = set()
        for form in {key, written}:
            if len(form) > self._longest + 2:
                continue
            tried = {
                each
                for variant in without_letters(form, allowed(len(form) + 1))
                for each in self._near.get(variant, ())
            }
            near |= {
                each
                for each in tried
                if abs(len(each) - len(form)) <= 2 and 0 < slips(form, each) <= allowed(len(each))
            }
        return sorted({self._written.get(each, each) for each in near})

    def _split_hits(self, folded: Folded, found: list[Word]) -> Iterator[Hit]:
        """Find names written in two: ``Ma'ruf``, ``Wira buana``."""
        for index, (a, b) in enumerate(pairwise(found)):
            if b.start - a.end != 1:
                continue
            is_one = folded.text[a.end] in "'’`"
            joined = a.lower + b.lower
            if len(joined) < 6 and not is_one:
                continue
            stems = [joined, *(joined.removesuffix(end) for end in _SUFFIXES if is_one)]
            known = next((n for n in (self._names.get(sound(s)) for s in stems) if n), {})
            for person, name in known.items():
                if is_one or (name == joined and tier(name) == "name"):
                    for each in (index, index + 1):
                        word = found[each]
                        yield Hit(each, person, name, "exact", word.start, word.end)

    def _find_aliases(self, found: list[Word]) -> Iterator[Span]:
        lengths = {len(alias) for alias in self._aliases}
        for index in range(len(found)):
            for length in lengths:
                group = found[index : index + length]
                person = self._aliases.get(tuple(word.lower for word in group))
                if person is not None and len(group) == length:
                    yield Span(group[0].start, group[-1].end, "person", person)

    def _protected(self, found: list[Word]) -> frozenset[int]:
        """Return which words stand in the name of a place or a body."""
        inside: set[int] = set()
        lengths = {len(place) for place in self._places}
        for index in range(len(found)):
            for length in lengths:
                group = found[index : index + length]
                if tuple(word.lower for word in group) in self._places:
                    inside.update(range(index, index + length))
        return frozenset(inside)


_SHARED = ("common", "tiny")


def _without_titles(parts: list[Word]) -> list[Word]:
    """Return a name's words without titles and degrees; all where nothing else is left."""
    known = ordinary()
    left = [w for w in parts if w.lower not in known.titles and w.lower not in known.degrees]
    return left or parts


def _is_office(own: list[Word]) -> bool:
    return any(word.lower in ordinary().offices for word in own)


def _tells_nobody(own: list[Word]) -> bool:
    """Whether an alias is an office, or nothing but words of every day."""
    return _is_office(own) or all(tier(word.lower) in _SHARED for word in own)


def _of_a_person(own: list[Word]) -> list[Word]:
    """Return which words of such an alias are looked for alone as well."""
    if _is_office(own):
        return [word for word in own if tier(word.lower) not in _SHARED]
    return own if len(own) == 1 else []


def _runs(meant: list[Hit], beside: Surroundings) -> Iterator[Span]:
    """Join the words of one person that stand together, with initials beside them."""
    people: dict[int, set[str]] = {}
    at: dict[int, tuple[int, int]] = {}
    sure: dict[int, bool] = {}
    for hit in meant:
        people.setdefault(hit.index, set()).add(hit.person)
        at[hit.index] = (hit.start, hit.end)
        sure[hit.index] = sure.get(hit.index, False) or hit.how != "near"
    found, folded = beside.found, beside.folded
    indices = sorted(people)
    while indices:
        first = last = indices.pop(0)
        who, is_sure = set(people[first]), sure[first]
        while indices and indices[0] - last <= 2 and is_near(found, last, indices[0], folded):
            if not who & people[indices[0]]:
                break
            who &= people[indices[0]]
            is_sure = True
            last = indices.pop(0)
        start, end = at[first][0], at[last][1]
        before, behind = _initial(first, -1, beside, people), _initial(last, 1, beside, people)
        if before is not None:
            start = before.start
        if behind is not None:
            end = behind.end + (folded.text[behind.end : behind.end + 1] == ".")
        # A lone word with a slip of the pen may be another person's name: it points at nobody.
        yield Span(start, end, "person", who.pop() if len(who) == 1 and is_sure else "")


def _initial(
    index: int, step: int, beside: Surroundings, people: dict[int, set[str]]
) -> Word | None:
    """Return a capital initial beside a name; more than one would be a sentence."""
    found, folded, place = beside.found, beside.folded, index + step
    if place in people or not 0 <= place < len(found):
        return None
    word = found[place]
    if not word.is_capital or len(word.lower) > 1:
        return None
    between = folded.text[min(found[index].end, word.end) : max(found[index].start, word.start)]
    return word if between in {" ", ". ", "."} else None
