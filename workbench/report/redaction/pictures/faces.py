"""Faces in pictures that leave the office: proposed by a detector, covered by solid fill.

The detector (OpenCV's Haar cascades, which its wheel carries) misses turned, dark and
small faces, so its boxes are a proposal: a person looks at every picture before it is
released, and says which boxes count. Blur can be undone; a filled box cannot.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from workbench.duplicates.fingerprint.lettering import lines

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture that is shown."""

Share = tuple[int, int, int, int]
"""The same in thousandths of the picture's width and height, whatever its size."""

_CASCADES = ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml")
# A detector's box ends at chin and brow; hair and ears tell as much.
_MARGIN = 0.25
_FILL = (60, 60, 60)
# Seen on dark and on light, on red and on green.
_INK = (255, 221, 0)
_SMALLEST = 20
# Lines of writing that make a picture a screen; lines of one block are nearer, in heights of
# one; pixels left around.
_SCREEN, _APART, _AROUND = 5, 0.9, 2


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


def written(picture: bytes) -> tuple[Box, ...]:
    """Return boxes around the writing on a screen, block by block from the top.

    Nothing of a picture that shows little writing, such as a photograph with a banner: what
    is written there is what the exhibit is about.
    """
    found = lines(np.asarray(_opened(picture).convert("L")))
    return tuple(_blocks(found)) if len(found) >= _SCREEN else ()


def _blocks(found: Iterable[Box]) -> Iterator[Box]:
    """Yield lines close below each other as one block, a little wider than they are."""
    blocks: list[list[int]] = []
    for left, top, right, bottom in found:
        height = bottom - top
        for block in blocks:
            is_below = top - block[3] <= _APART * height and bottom >= block[1]
            if is_below and left <= block[2] and right >= block[0]:
                block[:] = (min(block[0], left), min(block[1], top),
                            max(block[2], right), max(block[3], bottom))  # fmt: skip
                break
        else:
            blocks.append([left, top, right, bottom])
    for left, top, right, bottom in blocks:
        yield max(0, left - _AROUND), max(0, top - _AROUND), right + _AROUND, bottom + _AROUND


def shares(picture: bytes, boxes: Iterable[Box]) -> tuple[Share, ...]:
    """Return boxes in thousandths of the picture's sides, never smaller than they are."""
    width, height = _opened(picture).size
    return tuple(
        (
            max(0, left * 1000 // width),
            max(0, top * 1000 // height),
            min(1000, -(-right * 1000 // width)),
            min(1000, -(-bottom * 1000 // height)),
        )
        for left, top, right, bottom in boxes
    )


def outlined(picture: bytes, covered: Iterable[Share]) -> bytes:
    """Return the picture with each box drawn and numbered, for a person to look at."""
    image = _opened(picture).convert("RGB")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(16)
    for number, box in enumerate(covered, start=1):
        left, top, right, bottom = _pixels(box, image.size)
        pen.rectangle((left, top, right - 1, bottom - 1), outline="black", width=4)
        pen.rectangle((left + 1, top + 1, right - 2, bottom - 2), outline=_INK, width=2)
        pen.rectangle((left, top, left + 20, top + 20), fill="black")
        pen.text((left + 5, top + 1), str(number), fill=_INK, font=font)
    return _encoded(image)


def cover(picture: bytes, covered: Iterable[Share]) -> bytes:
    """Return the picture encoded anew from its pixels, the boxes filled, without metadata."""
    pixels = np.array(_opened(picture).convert("RGB"))
    height, width = pixels.shape[:2]
    for box in covered:
        left, top, right, bottom = _pixels(box, (width, height))
        pixels[top:bottom, left:right] = _FILL
    return _encoded(Image.fromarray(pixels))


def _pixels(box: Share, size: tuple[int, int]) -> Box:
    """Return a box in pixels, rounded outwards."""
    width, height = size
    left, top, right, bottom = box
    return (
        left * width // 1000,
        top * height // 1000,
        -(-right * width // 1000),
        -(-bottom * height // 1000),
    )


def _encoded(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
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
