"""Figures of like exhibits, from previews alone: contact sheets, and two pictures aligned.

Previews were encoded anew from pixels, so nothing of a hostile file reaches these
figures. The same previews give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from workbench.duplicates.pair import Pair

# Quiet greys that print well; the picture is what should be seen.
_PAPER = (255, 255, 255)
_EMPTY = (222, 222, 222)
_LINE = (120, 120, 120)
_GAP = 12


def contact_sheet(
    members: Sequence[str], previews: Mapping[str, bytes], *, columns: int = 4, side: int = 240
) -> bytes:
    """Return the pictures of one group on one sheet, in the order of `members`.

    Parameters
    ----------
    members
        Paths of exhibits.
    previews
        JPEG by path; a member without one gets an empty frame, so that none is missing.
    columns
        Pictures in a row.
    side
        Longest side of each, in pixels.

    Returns
    -------
    bytes
        A PNG without text: captions belong to the page, where they can be read aloud.
    """
    across = max(1, min(columns, len(members)))
    down = max(1, -(-len(members) // across))
    step = side + _GAP
    sheet = Image.new("RGB", (across * step + _GAP, down * step + _GAP), _PAPER)
    for index, path in enumerate(members):
        left, top = _GAP + index % across * step, _GAP + index // across * step
        picture = _opened(previews.get(path), side)
        at = (left + (side - picture.width) // 2, top + (side - picture.height) // 2)
        sheet.paste(picture, at)
        frame = (at[0] - 1, at[1] - 1, at[0] + picture.width, at[1] + picture.height)
        ImageDraw.Draw(sheet).rectangle(frame, outline=_LINE)
    return _png(sheet)


def aligned(pair: Pair, previews: Mapping[str, bytes], *, side: int = 400) -> bytes | None:
    """Return two like pictures one beside the other, the second laid onto the first.

    From left to right: the first; the second as it fits the first, grey where it shows
    nothing; both at half strength, where what differs looks blurred or doubled.

    Returns
    -------
    bytes or None
        A PNG; None when a preview or the mapping is missing, as for equal files that
        are no pictures and for pages and frames inside other files.
    """
    first, second = previews.get(pair.a), previews.get(pair.b)
    if first is None or second is None or len(pair.mapping) != 6 or pair.place_a or pair.place_b:
        return None
    one, other = _opened(first, side), _opened(second, side * 2)
    laid, shown = _laid(other, one.size, pair.mapping)
    both = Image.composite(Image.blend(one, laid, 0.5), one, shown)
    width, height = one.size
    sheet = Image.new("RGB", (3 * width + 4 * _GAP, height + 2 * _GAP), _PAPER)
    for index, picture in enumerate((one, laid, both)):
        sheet.paste(picture, (_GAP + index * (width + _GAP), _GAP))
    return _png(sheet)


def _laid(
    picture: Image.Image, size: tuple[int, int], mapping: Sequence[float]
) -> tuple[Image.Image, Image.Image]:
    """Return a picture as it lies on a frame of `size`, and where it lies."""
    across, down = picture.width, picture.height
    a, b, c, d, e, f = mapping
    # From a pixel of the frame to a pixel of the picture; the mapping speaks of shares.
    coefficients = (
        a * across / size[0],
        b * across / size[1],
        c * across,
        d * down / size[0],
        e * down / size[1],
        f * down,
    )
    method, smooth = Image.Transform.AFFINE, Image.Resampling.BILINEAR
    laid = picture.transform(size, method, coefficients, smooth, fillcolor=_EMPTY)
    whole = Image.new("L", picture.size, 255)
    return laid, whole.transform(size, method, coefficients, Image.Resampling.NEAREST)


def _opened(preview: bytes | None, side: int) -> Image.Image:
    if preview is None:
        return Image.new("RGB", (side, side * 3 // 4), _EMPTY)
    with Image.open(io.BytesIO(preview), formats=["JPEG"]) as image:
        picture = image.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()
