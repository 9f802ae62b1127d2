"""The surfaces of an exhibit on which words may stand. Call this in the sandbox only.

A picture is read at its full size, or at the fraction that leaves its words legible; a picture
far longer than wide (a scrolled screenshot) in overlapping pieces. Pages are drawn, films give
stills, documents the pictures that they enclose.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workbench.duplicates.fingerprint.frames import moments
from workbench.errors import EvidenceError
from workbench.evidence.content_type import media_type_of
from workbench.evidence.picture import FORMATS, full
from workbench.evidence.unread import first, left_out

#: Longest side of what is read; a longer picture of a common shape is made smaller.
LONGEST = 2400
#: How many times longer than wide a picture is read in one piece.
_SLIM = 2.6
# Height of a piece, as times its width, and by how much two share what they show.
_PIECE, _SHARED = 2.0, 0.25
#: Pieces of one picture that are read.
MOST_PIECES = 24
#: Pictures in one document, and stills of one film.
MOST_ENCLOSED = 24
#: Smaller sides show no words.
SMALLEST = 48
PART = "words"
_MOST_BYTES = 40_000_000
_OFFICE = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)
_FOLDERS = ("media", "Pictures")

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Piece:
    """A part of a surface that is read in one go.

    Attributes
    ----------
    rgb
        Its pixels.
    top
        Where it begins on the surface, in pixels.
    """

    rgb: Pixels
    top: int = 0


def pictured(data: Any, media_type: str) -> Iterator[tuple[str, Pixels]]:
    """Yield place and pixels of every surface of an exhibit that is no page.

    Raises
    ------
    EvidenceError
        When the picture itself cannot be decoded.
    """
    if media_type in FORMATS:
        yield "", whole(data, media_type)
    elif media_type.startswith("video/"):
        yield from _stills(data, media_type)
    elif media_type.startswith(_OFFICE):
        yield from _enclosed(data)


def whole(data: Any, media_type: str) -> Pixels:
    """Return a picture's pixels, upright, no larger than words need."""
    image, _ = full(data, media_type, LONGEST)
    width, height = image.size
    if max(width, height) > LONGEST and max(width, height) <= _SLIM * min(width, height):
        scale = LONGEST / max(width, height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(image, dtype=np.uint8)


def pieces(rgb: Pixels) -> Iterator[Piece]:
    """Yield the parts in which a surface is read: one, unless it is long and slim."""
    height, width = rgb.shape[:2]
    if min(height, width) < SMALLEST:
        return
    if height <= _SLIM * width or height <= LONGEST:
        yield Piece(rgb)
        return
    down = max(SMALLEST, round(_PIECE * width))
    step = max(1, round(down * (1 - _SHARED)))
    tops = range(0, max(1, height - down + step), step)
    for top in first(tops, MOST_PIECES, PART, "parts"):
        yield Piece(rgb[top : top + down], top)


def _stills(data: Any, media_type: str) -> Iterator[tuple[str, Pixels]]:
    for moment in moments(data, media_type):
        if moment.picture is not None:
            yield f"time={round(moment.at, 1)}", moment.picture.rgb


def _enclosed(data: Any) -> Iterator[tuple[str, Pixels]]:
    """Yield the pictures in a document of Word, Excel, PowerPoint or LibreOffice."""
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        members = sorted(document.infolist(), key=lambda member: member.filename)
        held = [one for one in members if one.filename.rpartition("/")[0].endswith(_FOLDERS)]
        for member in first(held, MOST_ENCLOSED, PART, "pictures"):
            if member.file_size > _MOST_BYTES:
                left_out(PART, "bytes", _MOST_BYTES)
                continue
            with document.open(member) as stream:
                content = stream.read(_MOST_BYTES)
            try:
                pixels = whole(content, media_type_of(content) or "")
            except EvidenceError:
                continue
            yield f"media={member.filename.rpartition('/')[2]}", pixels
