"""Text as it is searched: without case and accents, and once more without spaces.

SQLite's trigram tokenizer folds no accents, and a reader of pictures loses spaces; so both
sides, what is searched and what is looked for, are folded here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cc", "Cs", "Zs", "Zl", "Zp"}:
        return " "
    if category in {"Cf", "Mn", "Me"}:
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold()
    return "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Me"})


def folded(text: str) -> str:
    """Return a text without case and accents, its spaces and unprintable signs as one blank."""
    return " ".join("".join(map(_letter, text)).split())


def bare(text: str) -> str:
    """Return a text without case, accents and spaces."""
    return folded(text).replace(" ", "")


def places(text: str, wanted: str) -> tuple[int, int] | None:
    """Return where a text holds what is wanted, spaces aside; None where it does not.

    Parameters
    ----------
    text
        As it was written.
    wanted
        As :func:`bare` gives it.
    """
    letters = list(_letters(text))
    at = "".join(letter for letter, _ in letters).find(wanted)
    if at < 0 or not wanted:
        return None
    return letters[at][1], letters[at + len(wanted) - 1][1] + 1


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for place, char in enumerate(text):
        for letter in _letter(char):
            if letter != " ":
                yield letter, place
