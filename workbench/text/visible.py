"""Foreign text made harmless to look at: what cannot be seen is written out.

Names, captions and chats come from strangers. A direction override can make
``exe.jpg`` of ``gpj.exe``, an escape code can repaint a terminal, and a lone
surrogate cannot be encoded at all. Each such character is replaced by its
number, so that a reader sees that it stands there; everything else is kept.
"""

from __future__ import annotations

import unicodedata

# Controls (Cc), formats such as direction marks and joiners (Cf), surrogates (Cs),
# private use (Co), unassigned (Cn), and every kind of blank (Zs, Zl, Zp): a joiner
# or a wide blank makes two names look alike that are not.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
# The blank of ordinary text, and the one that keeps a number and its unit on one line.
_BLANKS = frozenset({" ", "\u00a0"})
# Joins pictographs into one, as chats are full of: it hides nothing between two of them.
_JOINER = "\u200d"
_JOINED = frozenset({"So", "Sk", "Mn"})
# More marks than this on one letter are a picture, not writing ("Zalgo").
_MARKS = 3


def storable(text: str) -> str:
    r"""Return text that UTF-8 can hold, as ``study.json`` and the index keep it.

    A byte of a file name that is no text (old archives hold such names) is written out,
    as ``\udcff``, the same way everywhere, so that a name is found again by comparing.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def visible(value: object, *, lines: bool = False) -> str:
    r"""Return `value` as text in which every character can be seen.

    Parameters
    ----------
    value
        Anything from a case folder, such as a file name; None becomes empty text.
    lines
        Whether line feeds and tabs are kept, for texts of several lines.

    Returns
    -------
    str
        With hidden characters as ``\uXXXX``; encodable as UTF-8.
    """
    text = "" if value is None else str(value)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(text, lines=lines))


def _shown(text: str, *, lines: bool) -> list[str]:
    shown: list[str] = []
    marks = 0
    kept = text.replace("\r\n", "\n") if lines else text
    for place, char in enumerate(kept):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if (lines and char in "\n\t") or (char == _JOINER and _joins_pictographs(kept, place)):
            shown.append(char)
        elif category in _HIDDEN and char not in _BLANKS:
            shown.append(_number(char))
        elif marks <= _MARKS:
            shown.append(char)
        elif marks == _MARKS + 1:
            shown.append("…")
    return shown


def _joins_pictographs(text: str, place: int) -> bool:
    """Whether the characters on both sides belong to a pictograph (or its colour and style)."""
    sides = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return len(sides) == 2 and all(unicodedata.category(side) in _JOINED for side in sides)


def _number(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
