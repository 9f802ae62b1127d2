"""Text as it reads, with the way back to how it was written.

People write one thing in many ways: full-width digits, letters of another alphabet
that look the same, marks of no width in between. Recognisers look at the folded
text; what they find is masked in the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Letters of other alphabets that nobody can tell from Latin ones by eye.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοΙıƖ",
    "ABEKMHOPCTYXaeopcyxijsdqwABEZHIKMNOPTYXoIil",
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃"), "-")


@dataclass(frozen=True)
class Folded:
    """A text in its plainest form.

    Attributes
    ----------
    text
        Compatible characters made equal, marks and invisible characters left out;
        upper and lower case as written.
    lower
        The same in lower case, of the same length.
    origin
        For each folded character, its place in the original.
    length
        Of the original.
    """

    text: str
    lower: str
    origin: tuple[int, ...]
    length: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the original range of a folded one, with the marks that follow it."""
        stop = self.origin[end] if end < len(self.origin) else self.length
        return self.origin[start], stop


def fold(text: str) -> Folded:
    """Return `text` folded; see :class:`Folded`."""
    if text.isascii():
        return Folded(text, text.lower(), tuple(range(len(text))), len(text))
    plain: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for part in _plain(char):
            plain.append(part)
            origin.append(place)
    folded = "".join(plain)
    return Folded(folded, "".join(map(_lower, folded)), tuple(origin), len(text))


def _plain(char: str) -> str:
    if char.isascii():
        return char
    decomposed = unicodedata.normalize("NFKD", char)
    kept = "".join(part for part in decomposed if unicodedata.category(part) not in _INVISIBLE)
    kept = "".join(_digit(part) for part in kept)
    return kept.translate(_LOOKALIKES).translate(_DASHES).replace("\u00a0", " ")


_INVISIBLE = {"Mn", "Me", "Cf"}


def _digit(char: str) -> str:
    """Return any alphabet's decimal digit as an ASCII one."""
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
