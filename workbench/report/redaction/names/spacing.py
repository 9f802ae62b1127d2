"""Names without blanks or with too many: hashtags, spaced letters, syllables, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.report.redaction.folding import Folded
from workbench.report.redaction.names.spelling import LONGEST, Word, sound
from workbench.report.redaction.names.vocabulary import ordinary, tier
from workbench.report.redaction.span import Span, learn

_GRAM = 5
_APOSTROPHE = re.compile("['’`]")
_SHORTEST_PART, _SHORTEST_SPACED, _MOST_WORDS = 5, 3, 8
# Letters one by one, or pieces of a word, with the same kind of mark between them.
_LETTERS = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ .\-_*·|/,~+])\1?\1?[^\W\d_](?![^\W_]))"
    r"(?:\1{1,3}(?:['’`]|[^\W\d_](?![^\W_]))){0,60}"
)
_PIECES = re.compile(r"(?<![^\W_])[^\W_]{1,12}(?:[\-.*·~_|]{1,2}\n?[^\W_]{1,12}){1,8}(?![^\W_])")
# Whatever is bounded in letters starts where a word starts, so that no text costs its square.
_TOKEN = re.compile(r"(?<![\w#@*])[#@]?[^\W_][\w.*'’`]{2,120}")
_HUMP = re.compile(r"[^\W_][A-Z][a-z]")
_STARS = re.compile(r"[^\W_]{1,20}\*{1,3}[^\W_]{1,20}")
_MIXED = re.compile(r"[^\W_]{4,40}")
_DIGITS = str.maketrans("4310578", "aeiostb")
_DOTTED = re.compile(r"(?<![\w./])[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.?){0,2}(?![\w/]|\.\w)")
_CALLED = re.compile(
    r"(?i:\b(?:inisial|berinisial|saudara|saudari|sdr|sdri|saksi|terlapor|pelapor|penemu|bernama)\b)"
    r"\.?\s{1,2}(?P<letters>[A-Z]{2,4})(?!\w|-\d)"
)


class Joined:
    """An index of names by their letters alone."""

    def __init__(self) -> None:
        self._wholes: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._grams: dict[str, set[str]] = {}
        self._initials: dict[str, str] = {}
        self._unspaced: dict[str, str] = {}

    def add(self, person: str, own: list[Word], parts: list[Word], *, is_whole: bool) -> None:
        """Learn a name's own words, one by one and together."""
        for word in own:
            if word.has_case:
                self._learn(self._parts, word.key, person)
            elif not word.has_case and len(word.lower) > 1:
                learn(self._unspaced, word.lower, person)
        together = [
            own[start:end] for start in range(len(own)) for end in range(start + 2, len(own) + 1)
        ]
        together += [group[::-1] for group in together]
        for group in together if len(own) < 8 else ():
            letters = "".join(_APOSTROPHE.sub("", word.lower) for word in group)
            if 6 <= len(letters) <= 3 * LONGEST:
                self._learn(self._wholes, letters, person)
        if is_whole and len(parts) > 1:
            learn(self._initials, "".join(word.lower[0] for word in own), person)

    def find(self, folded: Folded, found: list[Word]) -> Iterator[Span]:
        """Yield every place where a name stands in one of these ways."""
        if not self._parts and not self._unspaced:
            return
        yield from self._in_words(found)
        yield from self._in_tags(folded)
        yield from self._in_pieces(folded)
        yield from self._find_initials(folded)
        for name, person in self._unspaced.items():
            yield from (
                Span(match.start(), match.end(), "person", person)
                for match in re.finditer(re.escape(name), folded.lower)
            )

    def _learn(self, table: dict[str, str], letters: str, person: str) -> None:
        learn(table, letters, person)
        if len(letters) >= _GRAM:
            self._grams.setdefault(letters[:_GRAM], set()).add(letters)

    def _in_words(self, found: list[Word]) -> Iterator[Span]:
        """Find whole names inside long words, such as those of file names."""
        for word in found:
            if len(word.lower) >= 6:
                yield from self._inside(word.start, word.lower, self._wholes)

    def _in_tags(self, folded: Folded) -> Iterator[Span]:
        """Find single names too in hashtags, handles and words of joined capitals."""
        for match in _TOKEN.finditer(folded.text):
            token, start = match.group(), match.start()
            if token[0] in "#@" or _HUMP.search(token):
                places = [at for at in range(start, match.end()) if folded.lower[at].isalnum()]
                letters = "".join(folded.lower[at] for at in places)
                for names in (self._parts, self._wholes):
                    for span in self._inside(0, letters, names):
                        first, last = places[span.start], places[span.end - 1]
                        yield Span(first, last + 1, "person", span.person)
            letters = folded.lower[start : match.end()]
            if "*" in token:
                yield from self._with_stars(start, letters)
            elif any(letter.isdigit() for letter in letters):
                yield from self._with_digits(start, letters)

    def _with_stars(self, start: int, letters: str) -> Iterator[Span]:
        for match in _STARS.finditer(letters):
            person = self._starred(match.group())
            if person is not None:
                yield Span(start + match.start(), start + match.end(), "person", person)

    def _with_digits(self, start: int, letters: str) -> Iterator[Span]:
        """Find names with digits that look like letters: ``R4hm4t``."""
        for match in _MIXED.finditer(letters):
            plain = match.group().translate(_DIGITS)
            person = self._parts.get(sound(plain))
            if person is not None and len(plain) >= _SHORTEST_PART:
                yield Span(start + match.start(), start + match.end(), "person", person)

    def _starred(self, letters: str) -> str | None:
        """Return whose name has any letters where stars stand."""
        first, _, last = letters.partition("*")
        last = last.lstrip("*")
        gone = letters.count("*")
        fitting = {
            person
            for name, person in self._parts.items()
            if len(name) >= _SHORTEST_PART
            and name.startswith(first)
            and name.endswith(last)
            and abs(len(name) - len(first) - len(last) - gone) <= 1
            and len(first) + len(last) >= 3
        }
        return None if not fitting else fitting.pop() if len(fitting) == 1 else ""

    def _inside(self, start: int, letters: str, names: dict[str, str]) -> Iterator[Span]:
        for place in range(len(letters) - _GRAM + 1):
            for name in self._grams.get(letters[place : place + _GRAM], ()):
                person = names.get(name)
                if person is None or not letters.startswith(name, place):
                    continue
                if len(name) >= _SHORTEST_PART and (names is self._wholes or tier(name) == "name"):
                    yield Span(start + place, start + place + len(name), "person", person)

    def _in_pieces(self, folded: Folded) -> Iterator[Span]:
        for pattern in (_LETTERS, _PIECES):
            for match in pattern.finditer(folded.lower):
                places = [i for i in range(*match.span()) if folded.lower[i].isalnum()]
                letters = "".join(folded.lower[i] for i in places)
                is_spaced = pattern is _LETTERS
                yield from self._spelt(letters, places, is_spaced=is_spaced)

    def _spelt(self, letters: str, places: list[int], *, is_spaced: bool) -> Iterator[Span]:
        person = self._parts.get(
            letters, self._wholes.get(letters, self._parts.get(sound(letters)))
        )
        least = _SHORTEST_SPACED if is_spaced else _SHORTEST_PART
        if person is not None and len(letters) >= least and (is_spaced or tier(letters) == "name"):
            yield Span(places[0], places[-1] + 1, "person", person)
            return
        if not is_spaced:
            return
        for names in (self._wholes, self._parts):
            for span in self._inside(0, letters, names):
                yield Span(places[span.start], places[span.end - 1] + 1, "person", span.person)

    def _find_initials(self, folded: Folded) -> Iterator[Span]:
        for match in _DOTTED.finditer(folded.text):
            letters = re.sub(r"\W", "", match.group()).lower()
            person = self._initials.get(letters)
            is_degree = letters in ordinary().degrees or folded.text[
                : match.start()
            ].rstrip().endswith(",")
            if person is not None and not is_degree:
                yield Span(match.start(), match.end(), "person", person)
        for match in _CALLED.finditer(folded.text):
            person = self._initials.get(match["letters"].lower())
            if person is not None:
                yield Span(match.start("letters"), match.end("letters"), "person", person)
