"""Rectangles that stand out inside a picture: a photo within a screenshot, bars or a border.

Interfaces and bars are drawn in exactly even tones, photographs hardly ever are.
What is neither even nor close to such a tone, grown together, is the photo.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.seams import cells
from workbench.duplicates.view import WHOLE, Box

WORKING_SIDE = 512
MOST = 5

# A drawn tone stays within this many levels after recompression.
_EVEN = 4
_MOST_TONES = 12
_TONE_SHARE = 0.004
_BORDER = 0.97
# Pixels around an edge that JPEG blocks fill with ringing.
_RINGING = 9
_SMALLEST_SHARE = 0.04
_SMALLEST_SIDE = 48
_FULL = 0.6
_NEARLY_ALL = 0.9
_SAME = 150


@dataclass(frozen=True)
class Layout:
    """What of a picture is drawn and what is photographed.

    Attributes
    ----------
    drawn
        Where one of the picture's drawn tones stands; longest side at most 512.
    boxes
        Up to five rectangles without drawn tones, the largest first, in
        ten-thousandths of the sides; never the whole picture.
    """

    drawn: NDArray[np.bool_]
    boxes: tuple[Box, ...]


def layout(rgb: NDArray[np.uint8]) -> Layout:
    """Return the drawn places of a picture of shape (height, width, 3), and what is left."""
    small = _scaled(rgb)
    drawn = _drawn(small)
    boxes = _rectangles(rgb, small, drawn) if min(drawn.shape) >= _SMALLEST_SIDE else ()
    return Layout(drawn, boxes)


def _rectangles(
    rgb: NDArray[np.uint8], small: NDArray[np.uint8], drawn: NDArray[np.bool_]
) -> tuple[Box, ...]:
    width = drawn.shape[1]
    found: list[Box] = []
    for box in _candidates(small, drawn):
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


def _candidates(small: NDArray[np.uint8], drawn: NDArray[np.bool_]) -> list[Box]:
    frame = _without_border(drawn)
    boxes = [frame] if frame is not None else []
    areas = _areas(drawn)
    boxes += areas
    if all((box[2] - box[0]) * (box[3] - box[1]) > _NEARLY_ALL * drawn.size for box in areas):
        boxes += cells(small)
    smallest = _SMALLEST_SHARE * drawn.size
    large = [
        box
        for box in boxes
        if min(box[2] - box[0], box[3] - box[1]) >= _SMALLEST_SIDE
        and (box[2] - box[0]) * (box[3] - box[1]) >= smallest
    ]
    return sorted(large, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))


def _drawn(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where one of the picture's drawn tones stands."""
    found = np.zeros(small.shape[:2], dtype=np.uint8)
    for tone in _tones(small):
        low, high = np.clip(tone - _EVEN, 0, 255), np.clip(tone + _EVEN, 0, 255)
        cv2.bitwise_or(found, cv2.inRange(small, low, high), dst=found)
    return found > 0


def _tones(small: NDArray[np.uint8]) -> list[NDArray[np.int16]]:
    """Return colours that many pixels have exactly, as a drawn area does and a sky does not."""
    wide = small.astype(np.int32)
    exact = ((wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]).ravel()
    # Eight levels to a bin: a drawn tone and its ringing fall into one or two of them.
    coarse = ((exact >> 9) & 0x7C00) | ((exact >> 6) & 0x3E0) | ((exact >> 3) & 0x1F)
    counts = np.bincount(coarse, minlength=1 << 15)
    fullest = np.argsort(-counts, kind="stable")[:_MOST_TONES]
    tones = []
    for bin_ in fullest[counts[fullest] > _TONE_SHARE * exact.size].tolist():
        values, times = np.unique(exact[coarse == bin_], return_counts=True)
        most = int(times.argmax())
        if times[most] > _TONE_SHARE * exact.size and times[most] > 0.4 * counts[bin_]:
            value = int(values[most])
            tones.append(np.array([value >> 16, value >> 8 & 255, value & 255], dtype=np.int16))
    return tones


def _without_border(drawn: NDArray[np.bool_]) -> Box | None:
    """Return what is left after drawn rows and columns at the four edges are cut off."""
    rows = np.flatnonzero(drawn.mean(axis=1) < _BORDER)
    columns = np.flatnonzero(drawn.mean(axis=0) < _BORDER)
    if not len(rows) or not len(columns):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _areas(drawn: NDArray[np.bool_]) -> list[Box]:
    """Return boxes of the well-filled areas that are not drawn."""
    photo = (~drawn).astype(np.uint8)
    # Text and icons are thin: opening takes them away, closing mends holes in the photo.
    closed = cv2.morphologyEx(photo, cv2.MORPH_CLOSE, np.ones((5, 5), dtype=np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((21, 21), dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    boxes = []
    for left, top, width, height, area in stats[1:count].tolist():
        if area >= _FULL * width * height:
            boxes.append((left, top, left + width, top + height))
    return boxes


def _alike(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
