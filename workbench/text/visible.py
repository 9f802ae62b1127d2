"""Text as a person can see it: nothing hidden, nothing that turns the line around."""

from __future__ import annotations

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


def visible(text: str, keep: str = "\n\t") -> str:
    """Return `text` with control and direction-changing characters spelled out.

    A name that turns the direction of writing must not look like another one, and half a
    surrogate cannot be written to any file.

    Parameters
    ----------
    text
        Anything, such as a hostile file name.
    keep
        Control characters that stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if char in keep or _is_plain(char) else f"\\u{ord(char):04x}" for char in text
    )


def _is_plain(char: str) -> bool:
    return (char.isprintable() or char == "\u00a0") and ord(char) not in _BIDI
