"""Names as people write them: spelling, abbreviation, and how far apart two words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.report.redaction.folding import Folded

WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")

# Older spellings and habits that sound alike; both sides are written down this way.
_SOUNDS = (
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"), ("nj", "ny"), ("ch", "kh"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("dz", "z"), ("sh", "sy"), ("ie", "i"), ("ee", "i"), ("ck", "k"),
    ("v", "f"), ("z", "j"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_APOSTROPHE = re.compile("['’`]")
LONGEST = 40
"""Letters of a name beyond which it is looked for as it is written only: no slip, no sound."""
_FEWEST_FOR_ONE, _FEWEST_FOR_TWO = 5, 9


@dataclass(frozen=True)
class Word:
    """One word of a text, with its place in the folded text."""

    start: int
    end: int
    text: str
    lower: str
    key: str

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()

    @property
    def has_case(self) -> bool:
        """Whether its alphabet has capital letters at all."""
        return self.text.lower() != self.text.upper()


def words(folded: Folded, pattern: re.Pattern[str] = WORD) -> list[Word]:
    """Return the words of a text in order; as :data:`NAME`, ``Ma'ruf`` is one."""
    found = []
    for match in pattern.finditer(folded.text):
        lower = folded.lower[match.start() : match.end()]
        found.append(Word(match.start(), match.end(), match.group(), lower, sound(lower)))
    return found


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    key = _APOSTROPHE.sub("", word)
    for old, new in _SOUNDS:
        if old in key:
            key = key.replace(old, new)
    key = _DOUBLED.sub(r"\1", key)
    return key[:-1] + "i" if len(key) > 3 and key.endswith("y") else key


def sound(word: str) -> str:
    """Return how a word sounds: old and new spelling of a name become one.

    A word longer than any name stays as it is, whatever a file holds.
    """
    return word if len(word) > 2 * LONGEST else _sound(word)


def allowed(length: int) -> int:
    """Return how many slips of the pen a name of this length is recognised through."""
    if length > LONGEST:
        return 0
    return 0 if length < _FEWEST_FOR_ONE else 1 if length < _FEWEST_FOR_TWO else 2


def without_letters(key: str, most: int) -> Iterator[str]:
    """Yield `key` with up to `most` letters left out: near words share one of these.

    The number grows with the square of the length, so a word beyond :data:`LONGEST` and
    two letters yields itself alone.
    """
    yield key
    if len(key) > LONGEST + 2:
        return
    seen = {key}
    layer = {key}
    for _ in range(most):
        layer = {each[:i] + each[i + 1 :] for each in layer for i in range(len(each))} - seen
        seen |= layer
        yield from layer


def slips(a: str, b: str) -> int:
    """Return the optimal string alignment distance: letters changed, lost, added, swapped."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
