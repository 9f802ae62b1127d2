"""Whether two texts are the same words, once what a reader of pictures confuses is set aside."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

# Letters that one sign stands for in many typefaces; never one digit for another.
_CONFUSED = str.maketrans({"i": "l", "1": "l", "|": "l", "!": "l", "0": "o"})
_MORE = re.compile(r"\W*(?:baca selengkapnya|bacaselengkapnya|read more|lihat selengkapnya)\W*$",
                   re.IGNORECASE)  # fmt: skip
_WORD = re.compile(r"\w+")
#: Share of letters from which on two words are one word read wrongly, not two words.
_ONE_WORD = 0.6
# Letters up to which one word can be read as another altogether.
_SHORT = 3


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return the letters and digits of a text alone, those that look alike as one."""
    plain = unicodedata.normalize("NFKD", _MORE.sub("", text)).casefold()
    letters = "".join(char for char in plain if char.isalnum())
    return letters.translate(_CONFUSED).replace("rn", "m").replace("vv", "w")


def is_cut(text: str) -> bool:
    """Whether a screen shows only the beginning of a long message."""
    return _MORE.search(text) is not None


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    """Return how like two texts are, from 0 to 1; of one that the screen cuts the beginning."""
    first, second = folded(one), folded(other)
    if is_cut(one):
        second = second[: len(first)]
    if first == second:
        return 1.0
    if not first or not second:
        return 0.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.4 else 0.0


def differing(shown: str, written: str) -> tuple[list[str], list[str], bool]:
    """Return the words that differ, in both texts, and whether they surely do.

    They surely do where a word was put in, left out or is another one, or where a number
    differs; one letter of a word is as often a mistake of the reader.
    """
    ours, theirs = _WORD.findall(shown), _WORD.findall(written)
    plain = list(map(folded, ours)), list(map(folded, theirs))
    matcher = SequenceMatcher(None, *plain, autojunk=False)
    mine: list[str] = []
    others: list[str] = []
    is_sure = False
    for kind, a, b, c, d in matcher.get_opcodes():
        # A reader loses spaces: the same letters in other words are no difference.
        left, right = ours[a:b], theirs[c:d]
        if kind == "equal" or folded("".join(left)) == folded("".join(right)):
            continue
        mine += left
        others += right
        is_sure |= _surely_other("".join(left), "".join(right))
    return mine, others, is_sure


def _surely_other(one: str, other: str) -> bool:
    if not one or not other:
        return len(folded(one) or folded(other)) > 2
    numbers = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    if numbers[0] != numbers[1] and len(numbers[0]) == len(numbers[1]):
        return True
    if max(len(folded(one)), len(folded(other))) <= _SHORT:
        return False
    matcher = SequenceMatcher(None, folded(one), folded(other), autojunk=False)
    return matcher.ratio() < _ONE_WORD
