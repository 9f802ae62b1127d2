"""Faces in pictures that leave the office: proposed by a detector, covered by solid fill.

The detector (OpenCV's Haar cascades, which its wheel carries) misses turned, dark and
small faces, so its boxes are a proposal: a person looks at every picture before it is
released, and may name the boxes. Blur can be undone; a filled box cannot.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture that is shown."""

_CASCADES = ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml")
# A detector's box ends at chin and brow; hair and ears tell as much.
_MARGIN = 0.25
_FILL = (60, 60, 60)
_SMALLEST = 20


def propose(picture: bytes) -> tuple[Box, ...]:
    """Return boxes around what looks like a face, sorted; never complete.

    Parameters
    ----------
    picture
        A preview: a small JPEG of our own making.
    """
    grey = np.asarray(_opened(picture).convert("L"))
    found: set[Box] = set()
    for mirrored in (False, True):
        # The profile cascade knows one side of a face only.
        view = np.ascontiguousarray(grey[:, ::-1]) if mirrored else grey
        for cascade in _detectors():
            for box in cascade.detectMultiScale(view, 1.1, 5, minSize=(_SMALLEST, _SMALLEST)):
                found.add(_widened(box, grey, mirrored=mirrored))
    return tuple(sorted(found))


def cover(picture: bytes, boxes: Iterable[Box]) -> bytes:
    """Return the picture encoded anew from its pixels, with `boxes` filled and no metadata."""
    pixels = np.array(_opened(picture).convert("RGB"))
    height, width = pixels.shape[:2]
    for left, top, right, bottom in boxes:
        rows = slice(max(0, top), max(0, min(height, bottom)))
        pixels[rows, max(0, left) : max(0, min(width, right))] = _FILL
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture), formats=["JPEG"])
    image.load()
    return image


@cache
def _detectors() -> tuple[Any, ...]:
    import cv2

    folder = Path(cv2.__file__).parent / "data"
    return tuple(cv2.CascadeClassifier(str(folder / name)) for name in _CASCADES)


def _widened(box: Iterable[int], grey: NDArray[np.uint8], *, mirrored: bool) -> Box:
    left, top, width, height = (int(value) for value in box)
    rows, columns = grey.shape
    if mirrored:
        left = columns - left - width
    across, down = round(width * _MARGIN), round(height * _MARGIN)
    return (
        max(0, left - across),
        max(0, top - down),
        min(columns, left + width + across),
        min(rows, top + height + down),
    )
