"""Rectangles that stand out inside a picture: a photo within a screenshot, bars or a border.

Interfaces and bars are drawn in exactly even tones, photographs hardly ever are.
What is neither even nor close to such a tone, grown together, is the photo.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.view import WHOLE, Box

WORKING_SIDE = 512
MOST = 3

# Neighbours this many levels apart still count as an even tone after recompression.
_EVEN = 3
# Pixels around an edge that JPEG blocks fill with ringing.
_RINGING = 9
_SMALLEST_SHARE = 0.04
_SMALLEST_SIDE = 48
_FULL = 0.72
_SAME = 150


def rectangles(rgb: NDArray[np.uint8]) -> tuple[Box, ...]:
    """Return up to three rectangles inside a picture, the largest first.

    Parameters
    ----------
    rgb
        Shape (height, width, 3).

    Returns
    -------
    tuple of Box
        In ten-thousandths of the sides; without the whole picture itself.
    """
    small = _scaled(rgb)
    height, width = small.shape[:2]
    if min(height, width) < _SMALLEST_SIDE:
        return ()
    found: list[Box] = []
    for box in _candidates(small):
        exact = _sharpened(rgb, box, rgb.shape[1] / width)
        if not any(_alike(exact, other) for other in (WHOLE, *found)):
            found.append(exact)
    return tuple(found[:MOST])


def _sharpened(rgb: NDArray[np.uint8], box: Box, scale: float) -> Box:
    """Return a box with each side moved to the strongest edge nearby, at full resolution."""
    left, top, right, bottom = (round(side * scale) for side in box)
    height, width = rgb.shape[:2]
    reach = round(2 * scale) + _RINGING
    columns, rows = rgb[top:bottom], rgb[:, left:right].transpose(1, 0, 2)
    return (
        round(_edge(columns, left, reach) * 10_000 / width),
        round(_edge(rows, top, reach) * 10_000 / height),
        round(_edge(columns, right, reach) * 10_000 / width),
        round(_edge(rows, bottom, reach) * 10_000 / height),
    )


def _edge(strip: NDArray[np.uint8], near: int, reach: int) -> int:
    """Return the column within `reach` of `near` that differs most from the one before it."""
    length = strip.shape[1]
    first, last = max(near - reach, 1), min(near + reach, length - 1)
    if near in (0, length) or first > last:
        return near
    steps = np.diff(strip[:, first - 1 : last + 1].astype(np.int16), axis=1)
    return first + int(np.abs(steps).mean(axis=(0, 2)).argmax())


def _scaled(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    longest = max(height, width)
    if longest <= WORKING_SIDE:
        return rgb
    size = (
        max(1, round(width * WORKING_SIDE / longest)),
        max(1, round(height * WORKING_SIDE / longest)),
    )
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _candidates(small: NDArray[np.uint8]) -> list[Box]:
    even = _even(small)
    frame = _without_border(even)
    boxes = [frame] if frame is not None else []
    boxes += _areas(small, even)
    smallest = _SMALLEST_SHARE * small.shape[0] * small.shape[1]
    large = [
        box
        for box in boxes
        if min(box[2] - box[0], box[3] - box[1]) >= _SMALLEST_SIDE
        and (box[2] - box[0]) * (box[3] - box[1]) >= smallest
    ]
    return sorted(large, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))


def _even(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where the tone is as even as only drawn areas are."""
    kernel = np.ones((3, 3), dtype=np.uint8)
    spread = cv2.subtract(cv2.dilate(small, kernel), cv2.erode(small, kernel))
    red, green, blue = cv2.split(spread)
    return np.asarray(cv2.max(cv2.max(red, green), blue) <= _EVEN, dtype=np.bool_)


def _without_border(even: NDArray[np.bool_]) -> Box | None:
    """Return what is left after even rows and columns at the four edges are cut off."""
    rows = np.flatnonzero(even.mean(axis=1) < 0.97)
    columns = np.flatnonzero(even.mean(axis=0) < 0.97)
    if not len(rows) or not len(columns):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _areas(small: NDArray[np.uint8], even: NDArray[np.bool_]) -> list[Box]:
    """Return boxes of the well-filled areas that are not drawn background."""
    photo = (~_drawn(small, even)).astype(np.uint8)
    # Text and icons are thin: opening takes them away, closing mends holes in the photo.
    closed = cv2.morphologyEx(photo, cv2.MORPH_CLOSE, np.ones((9, 9), dtype=np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((25, 25), dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    boxes = []
    for left, top, width, height, area in stats[1:count].tolist():
        if area >= _FULL * width * height:
            boxes.append((left, top, left + width, top + height))
    return boxes


def _drawn(small: NDArray[np.uint8], even: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where a large even tone of the picture stands."""
    coarse = (small >> 3).astype(np.int32)
    code = (coarse[..., 0] << 10) | (coarse[..., 1] << 5) | coarse[..., 2]
    counts = np.bincount(code[even], minlength=1 << 15)
    wide = counts > 0.01 * code.size
    return np.asarray(even & wide[code], dtype=np.bool_)


def _alike(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
