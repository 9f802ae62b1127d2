"""Where writing stands on a picture, whatever else it shows: captions, chats, posts, posters.

Nothing is read. A line of writing is a row of strokes of one tone on ground of another, close
beside each other and of one height; that holds for a caption over a photograph as for a chat.
What lies in such lines is kept as a map of strokes, so that two pictures that are alike can be
asked whether they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.text_page import SIDE, Page, packed

Grey = NDArray[np.uint8]

# Heights of a line, in pixels of a picture scaled to SIDE, and how much longer than high it is.
_LOW, _HIGH, _LONG = 5, 72, 1.6
# Share of a line's box that strokes fill, and of its pixels that are of one of two tones.
_THIN, _THICK, _TWO_TONES = 0.08, 0.62, 0.7
# Strokes side by side in a line, and at least how much darker or lighter than the ground.
_STROKES, _CONTRAST = 4, 40
# How far apart strokes of one word may stand, in heights of the three sizes that are tried.
_SIZES = (7, 15, 31)
_MOST = 400
# Tones of letters that stand over a photograph; how wide one is at most; fewest in a line.
_WHITE, _BLACK, _WIDE, _FEWEST = 225, 30, 2.5, 4
_LEAST_INK = 60

Line = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels of the picture that was given."""


@dataclass(frozen=True)
class _Found:
    line: Line
    strokes: NDArray[np.bool_]


def lettering(grey: Grey) -> Page | None:
    """Return the strokes of all lines of writing on a picture; None where there is hardly any.

    Parameters
    ----------
    grey
        The picture, shape (height, width).
    """
    small = _small(grey)
    ink = np.zeros(small.shape, dtype=np.uint8)
    for found in _lines(small):
        left, top, right, bottom = found.line
        ink[top:bottom, left:right] |= found.strokes.astype(np.uint8)
    if int(ink.sum()) < _LEAST_INK:
        return None
    return packed(ink)


def lines(grey: Grey) -> tuple[Line, ...]:
    """Return boxes around lines of writing, from top to bottom; none lies within another."""
    small = _small(grey)
    scale = grey.shape[1] / small.shape[1]
    boxes = sorted((found.line for found in _lines(small)), key=_area, reverse=True)
    kept: list[Line] = []
    for box in boxes:
        if not any(_within(box, other) for other in kept):
            kept.append(box)
    grown = [tuple(round(side * scale) for side in box) for box in kept]
    return tuple(sorted(grown, key=lambda box: (box[1], box[0])))


def _area(box: Line) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(box: Line, other: Line) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return min(across, down) > 0 and across * down > 0.7 * _area(box)


def _small(grey: Grey) -> Grey:
    scale = min(1.0, SIDE / max(grey.shape))
    height, width = grey.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _lines(small: Grey) -> Iterator[_Found]:
    """Yield lines at three sizes of writing: what is a word at one is a speck at another."""
    edges = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    marked = (edges > _CONTRAST).astype(np.uint8)
    for size in _SIZES:
        joined = cv2.morphologyEx(marked, cv2.MORPH_CLOSE, np.ones((1, size), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
        for left, top, across, down, _ in stats[1 : min(count, _MOST + 1)].tolist():
            if _LOW <= down <= _HIGH and across >= _LONG * down:
                line = left, top, left + across, top + down
                strokes = _strokes(small[top : top + down, left : left + across])
                if strokes is not None:
                    yield _Found(line, strokes)
    yield from _outlined(small)


def _outlined(small: Grey) -> Iterator[_Found]:
    """Yield lines of letters that are white or black themselves, over whatever lies behind them."""
    for mask in (small >= _WHITE, small <= _BLACK):
        _, labels, stats, _ = cv2.connectedComponentsWithStats(
            mask.astype(np.uint8), connectivity=8
        )
        heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
        is_letter = (heights >= _LOW) & (heights <= _HIGH) & (widths <= _WIDE * heights)
        is_letter &= stats[:, cv2.CC_STAT_AREA] >= _LOW
        is_letter[0] = False
        if not _FEWEST <= int(is_letter.sum()) <= _MOST:
            continue
        letters = is_letter[labels]
        for size in _SIZES[1:]:
            joined = cv2.morphologyEx(
                letters.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, size), np.uint8)
            )
            lines_, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
            for left, top, across, down, _ in boxes[1:lines_].tolist():
                place = np.s_[top : top + down, left : left + across]
                if (
                    _LOW <= down <= _HIGH
                    and across >= _LONG * down
                    and _even(labels[place], stats, is_letter, down)
                ):
                    yield _Found((left, top, left + across, top + down), letters[place])


def _even(
    labels: NDArray[Any], stats: NDArray[Any], is_letter: NDArray[np.bool_], down: int
) -> bool:
    """Whether a box holds several letters, most of them nearly as high as it or half so."""
    inside = [label for label in np.unique(labels).tolist() if is_letter[label]]
    high = sum(stats[label, cv2.CC_STAT_HEIGHT] >= 0.45 * down for label in inside)
    return bool(high >= _FEWEST and high >= 0.6 * len(inside))


def _strokes(inside: Grey) -> NDArray[np.bool_] | None:
    """Return the strokes of a line; None where the box holds something else."""
    threshold, _ = cv2.threshold(inside, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = inside <= threshold
    if min(int(dark.sum()), int((~dark).sum())) == 0:
        return None
    low, high = float(np.median(inside[dark])), float(np.median(inside[~dark]))
    if high - low < _CONTRAST:
        return None
    # The ground is what the box's own frame mostly shows.
    frame = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    strokes = dark if frame.mean() < 0.5 else ~dark
    share = float(strokes.mean())
    reach = (high - low) / 4
    near = float(((np.abs(inside - low) <= reach) | (np.abs(inside - high) <= reach)).mean())
    if not _THIN <= share <= _THICK or near < _TWO_TONES:
        return None
    return strokes if _beside(strokes) >= _STROKES else None


def _beside(strokes: NDArray[np.bool_]) -> int:
    """Return how many strokes a line across the middle third meets, at its best row."""
    third = strokes[strokes.shape[0] // 3 : -(-2 * strokes.shape[0] // 3)]
    begins = third[:, 1:] & ~third[:, :-1]
    return int(begins.sum(axis=1).max(initial=0))
