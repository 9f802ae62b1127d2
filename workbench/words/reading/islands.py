"""The colour around a line, and the area of one colour it stands in: a bubble, a heading, a box.

Messengers draw each message on a ground of one colour. Which lines stand on one ground, and
where that begins and ends, tells one message from the next, and whose it is.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.words.reading.line import WHOLE, Box

#: Longest side at which areas are looked for: bubbles are large.
_LONGEST = 900
# How far a colour may stray and still be the same: a JPEG's noise, no gradient of a photograph.
_NEAR = 10

Pixels = NDArray[np.uint8]


class Grounds:
    """The grounds of one picture; asked for line after line.

    Parameters
    ----------
    rgb
        The picture.
    """

    def __init__(self, rgb: Pixels) -> None:
        height, width = rgb.shape[:2]
        self._scale = min(1.0, _LONGEST / max(height, width, 1))
        size = (max(1, round(width * self._scale)), max(1, round(height * self._scale)))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        self._small: Any = cv2.medianBlur(small, 3)
        self._known: list[tuple[int, int, int, int, int, int]] = []

    def around(self, box: tuple[float, float, float, float]) -> tuple[int, int, Box]:
        """Return ground, ink and island of the line in a box of pixels."""
        left, top, right, bottom = (round(one * self._scale) for one in box)
        height, width = self._small.shape[:2]
        left, right = max(0, left), min(width, max(right, left + 2))
        top, bottom = max(0, top), min(height, max(bottom, top + 2))
        part = self._small[top:bottom, left:right].reshape(-1, 3).astype(np.int16)
        if not len(part):
            return -1, -1, (0, 0, WHOLE, WHOLE)
        edge = self._edge(left, top, right, bottom)
        ground = np.median(edge, axis=0).astype(np.int16)
        away = np.abs(part - ground).sum(axis=1)
        ink = np.median(part[away >= np.quantile(away, 0.93)], axis=0).astype(np.int16)
        return _number(ground), _number(ink), self._island(left, top, right, bottom, ground)

    def _edge(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.int16]:
        """Return the pixels along the rim of a box: mostly ground."""
        part = self._small[top:bottom, left:right]
        rim = [part[0], part[-1], part[:, 0], part[:, -1]]
        return np.concatenate(rim).astype(np.int16)

    def _island(
        self, left: int, top: int, right: int, bottom: int, ground: NDArray[np.int16]
    ) -> Box:
        height, width = self._small.shape[:2]
        seed = self._seed(left, top, right, bottom, ground)
        if seed is None:
            return 0, 0, WHOLE, WHOLE
        mask = np.zeros((height + 2, width + 2), np.uint8)
        flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY
        near = (_NEAR, _NEAR, _NEAR)
        _, _, _, rect = cv2.floodFill(self._small, mask, seed, (0, 0, 0), near, near, flags)
        x, y, across, down = rect
        return (
            x * WHOLE // width, y * WHOLE // height,
            (x + across) * WHOLE // width, (y + down) * WHOLE // height,
        )  # fmt: skip

    def _seed(
        self, left: int, top: int, right: int, bottom: int, ground: NDArray[np.int16]
    ) -> tuple[int, int] | None:
        """Return the place in a line's box that is most surely ground, left of its letters."""
        part = self._small[top:bottom, left:right].astype(np.int16)
        away = np.abs(part - ground).max(axis=2)
        row, column = np.unravel_index(int(away.argmin()), away.shape)
        if away[row, column] > _NEAR:
            return None
        return left + int(column), top + int(row)


def _number(colour: NDArray[np.int16]) -> int:
    red, green, blue = (int(one) for one in colour)
    return red << 16 | green << 8 | blue
