"""Two like pictures beside each other, and the second laid onto the first, from previews alone.

Previews were encoded anew from pixels, so nothing of a hostile file reaches these
figures. The same previews give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from workbench.duplicates.compare.changes import SIDE, Share, changed
from workbench.duplicates.compare.enclosed import key
from workbench.duplicates.compare.overlay import Mapping3, laid
from workbench.duplicates.pair import Pair

# Where the second picture shows nothing: a quiet grey that prints well.
_EMPTY = (222, 222, 222)
_QUALITY = 82
# An outline this close to the frame (in shares) says nothing that the frame does not.
_AT_FRAME = 0.03
# A mapping that shrinks a picture to less than this share of an area shows nothing.
_FLAT = 1e-6


@dataclass(frozen=True)
class Panel:
    """One drawing: JPEG bytes and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Aligned:
    """Two like pictures to be compared by eye.

    Attributes
    ----------
    first, second
        Each whole; an outline, white and black so that it shows on any ground and in
        print, marks what the other one shows too.
    laid
        The second as it fits the first, grey where it shows nothing; boxes stand around
        what differs.
    both
        The two at half strength: what differs looks blurred or doubled.
    changed
        Where they differ by more than saving again explains, in shares of the first;
        looked for between whole copies only.
    """

    first: Panel
    second: Panel
    laid: Panel
    both: Panel
    changed: tuple[Share, ...] = ()


def aligned(pair: Pair, previews: Mapping[str, bytes], *, side: int = 320) -> Aligned | None:
    """Return two like pictures as they lie to each other.

    Parameters
    ----------
    pair
        With the mapping that was found.
    previews
        JPEG by path, or by path and place in a file; see
        :mod:`workbench.duplicates.compare.enclosed`.
    side
        Longest side of each drawing, in pixels.

    Returns
    -------
    Aligned or None
        None when a preview or the mapping is missing, as for equal files and for texts.
    """
    first = previews.get(key(pair.a, pair.place_a))
    second = previews.get(key(pair.b, pair.place_b))
    if first is None or second is None or len(pair.mapping) != 6:
        return None
    mapping = np.vstack([np.reshape(pair.mapping, (2, 3)), (0.0, 0.0, 1.0)])
    if not np.isfinite(mapping).all() or abs(float(np.linalg.det(mapping))) < _FLAT:
        return None
    one, other = _opened(first, side), _opened(second, side)
    there, shown = _laid(_opened(second, side * 2), one.size, mapping)
    both = Image.composite(Image.blend(one, there, 0.5), one, shown)
    boxes = _changed(first, second, mapping) if pair.kind == "near" else ()
    return Aligned(
        _panel(_outlined(one, np.linalg.inv(mapping))),
        _panel(_outlined(other, mapping)),
        _panel(_boxed(there, boxes)),
        _panel(both),
        boxes,
    )


def _changed(first: bytes, second: bytes, mapping: Mapping3) -> tuple[Share, ...]:
    """Return where two whole copies differ, at one size whatever the drawing's is."""
    one, other = _opened(first, SIDE), _opened(second, SIDE * 2)
    there, shown = _laid(other, one.size, mapping)
    return changed(_grey(one), _grey(there), np.asarray(shown) > 0)


def _grey(picture: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(picture.convert("L"), dtype=np.uint8)


def _boxed(picture: Image.Image, boxes: Sequence[Share]) -> Image.Image:
    """Return a picture with boxes around places, white and black as outlines are."""
    if not boxes:
        return picture
    drawn = picture.copy()
    pen = ImageDraw.Draw(drawn)
    for left, top, right, bottom in boxes:
        corners = (
            left * drawn.width,
            top * drawn.height,
            max(left * drawn.width, right * drawn.width - 1),
            max(top * drawn.height, bottom * drawn.height - 1),
        )
        pen.rectangle(corners, outline=(255, 255, 255), width=4)
        inner = (corners[0] + 1, corners[1] + 1, corners[2] - 1, corners[3] - 1)
        if inner[0] < inner[2] and inner[1] < inner[3]:
            pen.rectangle(inner, outline=(0, 0, 0), width=2)
    return drawn


def _outlined(picture: Image.Image, mapping: NDArray[np.float64]) -> Image.Image:
    """Return a picture with the frame of the other one drawn into it, unless it is its own."""
    corners = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
    places = corners @ mapping[:2, :2].T + mapping[:2, 2]
    if all(min(abs(value), abs(value - 1)) < _AT_FRAME for value in places.ravel().tolist()):
        return picture
    points = [(x * picture.width, y * picture.height) for x, y in places.tolist()]
    # A hostile mapping could ask for lines of any length.
    if any(abs(value) > 20 * max(picture.size) for point in points for value in point):
        return picture
    drawn = picture.copy()
    pen = ImageDraw.Draw(drawn)
    for colour, width in (((255, 255, 255), 7), ((0, 0, 0), 3)):
        pen.line([*points, points[0], points[1]], fill=colour, width=width, joint="curve")
    return drawn


def _laid(
    picture: Image.Image, size: tuple[int, int], mapping: Mapping3
) -> tuple[Image.Image, Image.Image]:
    """Return a picture as it lies on a frame of `size`, and where it lies."""
    moved, inside = laid(np.asarray(picture, dtype=np.uint8), size, mapping)
    shown = np.where(inside[..., None], moved, np.array(_EMPTY, dtype=np.uint8))
    return Image.fromarray(shown), Image.fromarray(inside.astype(np.uint8) * np.uint8(255))


def _opened(preview: bytes, side: int) -> Image.Image:
    with Image.open(io.BytesIO(preview), formats=["JPEG"]) as image:
        picture = image.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _panel(picture: Image.Image) -> Panel:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return Panel(buffer.getvalue(), picture.width, picture.height)
