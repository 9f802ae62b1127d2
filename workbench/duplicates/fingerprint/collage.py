"""Cells of a collage: straight seams that run right through a picture.

At a seam most rows (or columns) change at once, far more than at the lines around
it. Seams are looked for where collages have them: at halves, thirds and quarters.
"""

from __future__ import annotations

import itertools

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.region import Box

_PLACES = (1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4)
_REACH = 0.02
# A step between neighbouring lines that is no longer smooth shading.
_STEP = 10
_SEAM = 0.6
_ABOVE_AROUND = 0.25
_SMALLEST = 48
_MOST = 4


def cells(small: NDArray[np.uint8]) -> list[Box]:
    """Return the cells of a collage in pixels, or nothing when no seam was found.

    Parameters
    ----------
    small
        Shape (height, width, 3).
    """
    height, width = small.shape[:2]
    whole = (0, 0, width, height)
    found = [
        part
        for column in _split(small, whole, upright=True)
        for part in _split(small, column, upright=False)
    ]
    if len(found) == 1:
        return []
    return [box for box in found if min(box[2] - box[0], box[3] - box[1]) >= _SMALLEST][:_MOST]


def _split(small: NDArray[np.uint8], box: Box, *, upright: bool) -> list[Box]:
    """Return the parts of a box between its upright, or its level, seams."""
    left, top, right, bottom = box
    part = small[top:bottom, left:right]
    # OpenCV turns a picture ten times faster than NumPy copies its turned view.
    lines = np.ascontiguousarray(part) if upright else np.asarray(cv2.transpose(part), np.uint8)
    seams = _seams(lines)
    edges = [0, *seams, lines.shape[1]]
    if upright:
        return [(left + a, top, left + b, bottom) for a, b in itertools.pairwise(edges)]
    return [(left, top + a, right, top + b) for a, b in itertools.pairwise(edges)]


def _seams(part: NDArray[np.uint8]) -> list[int]:
    """Return the columns at which a seam runs from top to bottom."""
    width = part.shape[1]
    if width < 2 * _SMALLEST:
        return []
    # Every other line tells the shares as well.
    part = np.ascontiguousarray(part[::2])
    wide = part.reshape(len(part), -1)
    # Three values to a pixel: two pixels on is six values on.
    step = cv2.absdiff(wide[:, :-6], wide[:, 6:]).reshape(len(part), -1, 3)
    red, green, blue = cv2.split(step)
    clear = cv2.max(cv2.max(red, green), blue) > _STEP
    changed = np.concatenate([[0.0], clear.mean(axis=0), [0.0]])
    found: list[int] = []
    for place in _PLACES:
        first = max(2, int((place - _REACH) * width))
        last = min(width - 2, int((place + _REACH) * width) + 2)
        here = first + int(changed[first:last].argmax())
        around = np.median(changed[max(1, here - 24) : here + 25])
        is_seam = changed[here] >= _SEAM and changed[here] - around >= _ABOVE_AROUND
        if is_seam and all(abs(here - other) > _SMALLEST for other in found):
            found.append(here)
    return sorted(found)
