"""Which characters the report's own fonts can print; the others are written as numbers.

PDF/A forbids a glyph that is not there, and a reader cannot tell two empty boxes
apart. A character that no font of ours holds is therefore named by its number.
"""

from __future__ import annotations

from functools import cache

from workbench.resources import templates

# Drawn by every font or by none: spaces, line ends and the zero-width break.
_SPACES = frozenset("\n\t \u00a0\u200b\u200c\u200d")


def printable(text: str) -> str:
    """Return `text` with every character that no font holds written as ``[U+XXXX]``."""
    if text.isascii():
        return text
    known = _known()
    return "".join(
        char if ord(char) in known or char in _SPACES else f"[U+{ord(char):04X}]" for char in text
    )


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    # The letter shapes all have in common are not enough: a word is set in one of the
    # three families and falls back to DejaVu, so that every text finds every character.
    found: set[int] = set(range(32, 127))
    for path in sorted((templates() / "fonts").glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap() or {})
    return frozenset(found)
