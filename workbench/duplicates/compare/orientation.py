"""Where a point of one picture lies in another, when rectangles of both show the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.region import Box


def mapping_between(a: Box, b: Box, orientation: str) -> tuple[float, ...]:
    """Return what carries a point of the first picture, in shares, to the second.

    Six numbers, two rows of three, to three places.
    """
    whole = _placing(b) @ _TURNS[orientation] @ np.linalg.inv(_placing(a))
    return tuple(round(float(value), 3) + 0.0 for value in whole[:2].ravel())


def _placing(box: Box) -> NDArray[np.float64]:
    left, top, right, bottom = (side / 10_000 for side in box)
    return np.array([(right - left, 0, left), (0, bottom - top, top), (0, 0, 1)])


# What carries a point of a picture, in shares, to the picture after each orientation.
_TURNS = {
    "": np.eye(3),
    "mirror": np.array([(-1.0, 0, 1), (0, 1, 0), (0, 0, 1)]),
    "flip": np.array([(1.0, 0, 0), (0, -1, 1), (0, 0, 1)]),
    "rotate180": np.array([(-1.0, 0, 1), (0, -1, 1), (0, 0, 1)]),
    "transpose": np.array([(0.0, 1, 0), (1, 0, 0), (0, 0, 1)]),
    "rotate90": np.array([(0.0, -1, 1), (1, 0, 0), (0, 0, 1)]),
    "rotate270": np.array([(0.0, 1, 0), (-1, 0, 1), (0, 0, 1)]),
    "transverse": np.array([(0.0, -1, 1), (-1, 0, 1), (0, 0, 1)]),
}
