"""One picture laid over another by the mapping between them, to compare what both show there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.region import SIDE

#: 3 × 3: takes a point of the first picture, in shares of its width and height, to the second.
Mapping3 = NDArray[np.float64]
Places = tuple[NDArray[np.float64], NDArray[np.float64]]

# Softening of the picture that is shown as large as the other, and at least, in pixels.
_SOFT, _LEAST_SOFT = 0.5, 0.6
# A picture that is shown smaller than this is softened no further.
_SMALLEST = 0.05


@dataclass(frozen=True)
class Overlay:
    """Two small grey pictures with the same detail, the second laid onto the first.

    Attributes
    ----------
    first, second
        Tones at the same places, shape (64, 64) each.
    inside
        Where the second shows anything.
    """

    first: NDArray[np.float32]
    second: NDArray[np.float32]
    inside: NDArray[np.bool_]


def overlaid(first: NDArray[np.uint8], second: NDArray[np.uint8], mapping: Mapping3) -> Overlay:
    """Return two small grey pictures, the second laid onto the first."""
    # Whichever picture is shown larger is softened, so that both have the same detail.
    scale = float(np.sqrt(abs(np.linalg.det(mapping[:2, :2]))))
    soft = _softened(first, _SOFT / max(scale, _SMALLEST))
    moved, inside = laid(_softened(second, _SOFT * scale), (SIDE, SIDE), mapping)
    return Overlay(soft.astype(np.float32), moved.astype(np.float32), inside)


def laid(
    picture: NDArray[np.uint8], size: tuple[int, int], mapping: Mapping3
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return a picture as it lies on another one, and where it shows anything there.

    Parameters
    ----------
    picture
        Shape (height, width) or (height, width, channels).
    size
        Width and height of the other one, in pixels.
    mapping
        From the other one to this.
    """
    (x, y), inside = landed(mapping, size)
    height, width = picture.shape[:2]
    moved = cv2.remap(
        picture,
        (x * width - 0.5).astype(np.float32),
        (y * height - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(moved, dtype=np.uint8), inside


def landed(mapping: Mapping3, size: tuple[int, int]) -> tuple[Places, NDArray[np.bool_]]:
    """Return where the pixels of one picture land in another, in shares, and which land in it.

    What a plane carries behind the camera lands nowhere.
    """
    across, down = ((np.arange(count) + 0.5) / count for count in size)
    x, y = np.meshgrid(across, down)
    points = mapping @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
    depth = points[2].reshape(x.shape)
    ahead = depth > 0
    safe = np.where(ahead, depth, 1.0)
    there = (points[0].reshape(x.shape) / safe, points[1].reshape(x.shape) / safe)
    return there, ahead & within(there, (0.0, 0.0, 1.0, 1.0))


def within(places: Places, rectangle: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Return which places lie in a rectangle: left, top, right, bottom, in shares."""
    (x, y), (left, top, right, bottom) = places, rectangle
    return (x >= left) & (x <= right) & (y >= top) & (y <= bottom)


def inverse(mapping: Mapping3) -> Mapping3:
    """Return the mapping the other way."""
    return np.asarray(np.linalg.inv(mapping), dtype=np.float64)


def correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return how far the tones of two pictures of one size rise and fall together, -1 to 1."""
    first, second = (each.astype(np.float64).ravel() for each in (one, other))
    first, second = first - first.mean(), second - second.mean()
    norm = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / norm if norm else 0.0


def _softened(picture: NDArray[np.uint8], by: float) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(_LEAST_SOFT, by)), dtype=np.uint8)
