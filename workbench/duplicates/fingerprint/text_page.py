"""Fingerprint of a page of text (scan, photographed letter, chat screenshot): where ink stands.

To a hash, and to points, one page of text is like any other, and letters on one
letterhead or chats in one app are more so. So what is written is kept, without reading
it: where ink stands on the page.

A form filled in twice differs in few tiles. That is seen as a distance of a few of
100, and only a person can tell what it means.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 640

# Ink differs by so many grey levels from the ground, which is the middle tone around it.
_INK = 14
_COARSE = 4
_AROUND = 11
# The first look takes every eighth pixel: a fifth of the time, and the same answer.
_FEW, _AROUND_FEW = 8, 5
# Share of ink on a page, and least share of what is even ground: of all of it, and of a
# few pixels far apart, which rule most photographs out before any work is done.
_LEAST_INK, _MOST_INK = 0.012, 0.5
_GROUND, _GROUND_OF_FEW = 0.35, 0.7
_EVEN = 6
# Share of drawn tones that makes a screen; elsewhere, ink that a square of so many pixels
# fits into, and the most of it.
_SCREEN = 0.4
_BROAD = 9
_MOST_BROAD = 0.1
# Letters: marks of this height, in pixels, and how many make a text.
_LOW, _HIGH = 3, 40
_LETTERS = 60
_SMALLEST = 160
# Read at an eighth, lines of writing run together: lower marks, fewer, and broader ink. The
# ground is light, as paper is. Of 300 photographs 12 pass, 8 of them of papers; of drawn
# pages, every one.
_LOW_COARSE, _LETTERS_COARSE = 2, 50
_MOST_BROAD_COARSE = 0.2
_LIGHT = 90

_POINTS = 500
_STRONGEST = 250
_SOFT = 1.2
_LINE = 41

Ink = NDArray[np.uint8]


@dataclass(frozen=True)
class Page:
    """Where ink stands on a picture of text.

    Attributes
    ----------
    width, height
        Of the map; its longest side is 640 at most.
    packed
        One bit for each pixel, row by row, compressed with zlib.
    """

    width: int
    height: int
    packed: bytes

    @cached_property
    def ink(self) -> Ink:
        """1 where ink stands, 0 elsewhere; shape (height, width)."""
        bits = np.unpackbits(np.frombuffer(zlib.decompress(self.packed), dtype=np.uint8))
        return bits[: self.width * self.height].reshape(self.height, self.width)

    @cached_property
    def soft(self) -> NDArray[np.float32]:
        """The ink, softened so that a stroke half a pixel aside still meets itself."""
        blurred = cv2.GaussianBlur(self.ink.astype(np.float32), (0, 0), _SOFT)
        return np.asarray(blurred, dtype=np.float32)

    @cached_property
    def strokes(self) -> NDArray[np.float32]:
        """What sets letters apart along a line; see :func:`along_lines`."""
        return along_lines(self.soft)

    @cached_property
    def anchors(self) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Points by which pages are laid over each other: places and descriptors."""
        places, described, _ = self._found
        return places, described

    @cached_property
    def strongest(self) -> NDArray[np.int64]:
        """Which of the anchors stand out most, at most 250 of them."""
        return np.argsort(-self._found[2], kind="stable")[:_STRONGEST]

    @cached_property
    def _found(self) -> tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[np.float64]]:
        engine = cv2.ORB.create(_POINTS, 1.2, 5, edgeThreshold=16, fastThreshold=4)
        shown = cv2.GaussianBlur(self.ink * np.uint8(255), (0, 0), 1.6)
        points, described = engine.detectAndCompute(shown, None)
        places = np.array([point.pt for point in points], dtype=np.float32).reshape(-1, 2)
        if described is None:
            described = np.zeros((0, 32), dtype=np.uint8)
        response = np.array([point.response for point in points], dtype=np.float64)
        return places, np.asarray(described, dtype=np.uint8), response

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        packed = base64.b64encode(self.packed).decode("ascii")
        return {"size": [self.width, self.height], "ink": packed}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Page:
        """Return the page that :meth:`to_json` described."""
        width, height = data["size"]
        return cls(width, height, base64.b64decode(data["ink"]))


def page(grey: NDArray[np.uint8], drawn: float = 0.0) -> Page | None:
    """Return the ink of a picture of text, or None when it shows something else.

    Parameters
    ----------
    grey
        The picture, shape (height, width).
    drawn
        Share of it that stands in drawn tones. A screen is mostly drawn; on paper, the
        ink must be as thin as writing is, or a dark thing on an even floor would pass.
    """
    ink = _inked(grey)
    if ink is None or _letters(ink, _LOW) < _LETTERS:
        return None
    if drawn < _SCREEN and _broad(ink) > _MOST_BROAD:
        return None
    return packed(ink)


def packed(ink: Ink) -> Page:
    """Return a map of ink as it is kept."""
    height, width = ink.shape
    return Page(width, height, zlib.compress(np.packbits(ink).tobytes(), 6))


def may_be_page(grey: NDArray[np.uint8]) -> bool:
    """Whether a picture that was read at a coarse scale may be of text, and deserves a finer one.

    Parameters
    ----------
    grey
        The picture, shape (height, width).
    """
    if float(np.median(grey[::_FEW, ::_FEW])) < _LIGHT:
        return False
    ink = _inked(grey)
    return (
        ink is not None
        and _letters(ink, _LOW_COARSE) >= _LETTERS_COARSE
        and _broad(ink) <= _MOST_BROAD_COARSE
    )


def _inked(grey: NDArray[np.uint8]) -> Ink | None:
    """Return where ink stands, longest side 640 at most; None where there is no even ground."""
    height, width = grey.shape
    scale = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < _SMALLEST or not _is_even(grey):
        return None
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    apart = cv2.absdiff(small, _ground(small))
    ink = (apart > _INK).astype(np.uint8)
    if not _LEAST_INK <= float(ink.mean()) <= _MOST_INK:
        return None
    return ink if float((apart <= _EVEN).mean()) >= _GROUND else None


def _letters(ink: Ink, low: int) -> int:
    """Return how many marks are of a letter's size, a word's at most."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:count, cv2.CC_STAT_HEIGHT], stats[1:count, cv2.CC_STAT_WIDTH]
    return int(((heights >= low) & (heights <= _HIGH) & (widths <= 6 * heights)).sum())


def _broad(ink: Ink) -> float:
    """Return the share of ink that is wider both ways than a line of writing is high."""
    wide = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_BROAD, _BROAD), dtype=np.uint8))
    return float(wide.sum()) / float(ink.sum())


def _is_even(grey: NDArray[np.uint8]) -> bool:
    """Whether most of a picture is even ground, by a few of its pixels: most photos are not."""
    step = max(1, round(max(grey.shape) * _FEW / SIDE))
    few = np.ascontiguousarray(grey[::step, ::step])
    apart = cv2.absdiff(few, cv2.medianBlur(few, _AROUND_FEW))
    return float((apart <= _EVEN).mean()) >= _GROUND_OF_FEW


def _ground(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the paper without its ink: the middle tone around each place."""
    height, width = small.shape
    coarse = cv2.resize(small, (width // _COARSE, height // _COARSE), interpolation=cv2.INTER_AREA)
    middle = cv2.medianBlur(coarse, _AROUND)
    return np.asarray(cv2.resize(middle, (width, height)), dtype=np.uint8)


def along_lines(soft: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the ink without what is the same all along a line.

    Lines at equal distances would agree whatever stands in them.
    """
    return np.asarray(soft - cv2.blur(soft, (_LINE, 1)), dtype=np.float32)
