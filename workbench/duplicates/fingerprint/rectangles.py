"""Rectangles that stand out inside a picture: a photo within a screenshot, bars or a border.

Interfaces and bars are drawn in exactly even tones, photographs hardly ever are.
What is neither even nor close to such a tone, grown together, is the photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.collage import cells
from workbench.duplicates.fingerprint.region import WHOLE, Box, is_same_box

WORKING_SIDE = 512
MOST = 5

# A drawn tone stays within this many levels after recompression.
_EVEN = 4
_MOST_TONES = 12
_TONE_SHARE = 0.004
_BORDER = 0.97
# Pixels around an edge that JPEG blocks fill with ringing.
_RINGING = 9
# A line is drawn over so many pixels, with gaps of so many where ringing hides it.
_LINE, _GAP = 64, 9
_SMALLEST_SHARE = 0.04
_SMALLEST_SIDE = 48
_FULL = 0.6
_NEARLY_ALL = 0.9
_HALF = (1.7, 2.5)
# A little larger is looked at as it is: to average by a fraction costs more than it saves.
_AS_IT_IS = 1.2


@dataclass(frozen=True)
class Layout:
    """What of a picture is drawn and what is photographed.

    Attributes
    ----------
    drawn
        Where one of the picture's drawn tones stands; longest side about 512.
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
        if not any(is_same_box(exact, other) for other in (WHOLE, *found)):
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
    if longest <= _AS_IT_IS * WORKING_SIDE:
        return rgb
    size = (
        max(1, round(width * WORKING_SIDE / longest)),
        max(1, round(height * WORKING_SIDE / longest)),
    )
    if _HALF[0] <= longest / WORKING_SIDE <= _HALF[1]:
        # A whole factor is averaged many times faster than one with a fraction.
        rgb, size = rgb[: height // 2 * 2, : width // 2 * 2], (width // 2, height // 2)
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _candidates(small: NDArray[np.uint8], drawn: NDArray[np.bool_]) -> list[Box]:
    # Without a drawn tone there is no border, and one area: everything.
    has_drawn = bool(drawn.any())
    frame = _without_border(drawn) if has_drawn else None
    areas = _areas(drawn) if has_drawn else []
    boxes = [*([frame] if frame is not None else []), *areas]
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
    # Every other line tells the shares as well, in half of the time.
    lines = np.ascontiguousarray(small[::2])
    planes = [np.asarray(plane, dtype=np.uint8).ravel() for plane in cv2.split(lines)]
    # Eight levels to a bin: a drawn tone and its ringing fall into one or two of them.
    coarse = _joined([plane >> 3 for plane in planes], 5)
    counts = np.bincount(coarse, minlength=1 << 15)
    full = np.flatnonzero(counts > _TONE_SHARE * coarse.size)
    fullest = full[np.argsort(-counts[full], kind="stable")][:_MOST_TONES]
    number = np.zeros(1 << 15, dtype=np.uint8)
    number[fullest] = np.arange(1, len(fullest) + 1)
    bins = number[coarse]
    within = np.flatnonzero(bins)
    fine = _joined([plane[within] & 7 for plane in planes], 3)
    fine |= bins[within].astype(np.uint16) << 9
    times = np.bincount(fine, minlength=(len(fullest) + 1) << 9).reshape(-1, 1 << 9)
    tones = []
    for bin_, exact in zip(fullest.tolist(), times[1:], strict=True):
        most = int(exact.argmax())
        if exact[most] > _TONE_SHARE * coarse.size and exact[most] > 0.4 * counts[bin_]:
            high, low = (
                (bin_ >> 10, bin_ >> 5 & 31, bin_ & 31),
                (most >> 6, most >> 3 & 7, most & 7),
            )
            tones.append(np.array(high, dtype=np.int16) * 8 + np.array(low, dtype=np.int16))
    return tones


def _joined(planes: Sequence[NDArray[Any]], bits: int) -> NDArray[np.uint16]:
    """Return values of so many bits each as one number, the first of them highest."""
    joined = planes[0].astype(np.uint16)
    for plane in planes[1:]:
        joined <<= bits
        joined |= plane
    return joined


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
    parted = np.where(_lines(drawn), np.uint8(0), closed)
    opened = cv2.morphologyEx(parted, cv2.MORPH_OPEN, np.ones((21, 21), dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    boxes = []
    for left, top, width, height, area in stats[1:count].tolist():
        if area >= _FULL * width * height:
            boxes.append((left, top, left + width, top + height))
    return boxes


def _lines(drawn: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return straight drawn lines: what parts the photos of a collage is two pixels wide."""
    mask, found = drawn.astype(np.uint8), np.zeros(drawn.shape, dtype=np.bool_)
    for turned in (False, True):
        gap, line = ((1, _GAP), (1, _LINE)) if turned else ((_GAP, 1), (_LINE, 1))
        whole = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones(gap, dtype=np.uint8))
        found |= cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(line, dtype=np.uint8)) > 0
    return found
