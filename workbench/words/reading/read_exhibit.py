"""Reading the words of one exhibit, in a guarded child; and cutting the strips they stand on.

Surfaces are handed over one by one: those that were read stay when a later one meets a limit.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from workbench.errors import EvidenceError
from workbench.evidence.picture import FORMATS
from workbench.evidence.sandbox import Failure
from workbench.evidence.source import open_source
from workbench.evidence.unread import LimitMetError, collecting, left_out
from workbench.words.reading import pdf_text, recogniser
from workbench.words.reading.islands import Grounds
from workbench.words.reading.line import OCR, WHOLE, Box, Line, Reading, Surface
from workbench.words.reading.surfaces import PART, Piece, Pixels, pictured, pieces

#: Height and longest width of a strip in pixels, and how many of one exhibit are cut.
STRIP_HEIGHT, STRIP_WIDTH = 44, 560
MOST_STRIPS = 120
_QUALITY = 55

#: Media types in which words may stand; ``image/`` ones by :data:`FORMATS`.
_OTHERS = (
    "video/", "application/pdf", "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)  # fmt: skip

Part = tuple[str, Any]


@dataclass(frozen=True)
class Task:
    """One exhibit to read.

    Attributes
    ----------
    root, path
        ``evidence/``, and the exhibit's path below it.
    media_type
        By content.
    sha256
        Of the content that is meant.
    with_pictures
        Whether pixels are read, too: not where the reader is missing.
    """

    root: Path
    path: str
    media_type: str
    sha256: str
    with_pictures: bool = True


def is_readable(media_type: str | None) -> bool:
    """Whether words may stand in files of a type."""
    kind = media_type or ""
    return kind in FORMATS or kind.startswith(_OTHERS)


def parts(task: Task) -> Iterator[Part]:
    """Read one exhibit and hand over each surface as it is read."""
    with open_source(task.root, task.path) as source:
        if source.sha256 != task.sha256:
            yield "unread", ("changed", "")
            return
        with collecting() as left:
            try:
                yield from _surfaces(source.data, task)
            except LimitMetError as met:
                left_out(met.limit and PART, met.limit, met.number)
            except EvidenceError as error:
                yield "unread", (error.code, "")
        for one in left:
            yield "unread", ("limit", f"{one.limit} {one.number}")


def gathered(found: Iterable[Part], stopped: Failure | None = None) -> Reading:
    """Return what :func:`parts` handed over as one reading."""
    surfaces, looked_at = [], 0
    unread: list[tuple[str, str]] = []
    for name, value in found:
        if name == "unread":
            unread.append((value[0], value[1]))
            continue
        looked_at += 1
        surface = Surface.from_json(value)
        if surface.lines:
            surfaces.append(surface)
    if stopped is not None:
        limit = stopped.detail if stopped.code in {"timeout", "deadline"} else ""
        unread.append((stopped.code, limit))
    return Reading(tuple(surfaces), looked_at, tuple(dict.fromkeys(unread)))


def _surfaces(data: Any, task: Task) -> Iterator[Part]:
    if task.media_type == "application/pdf":
        for one in pdf_text.of(data):
            if isinstance(one, Surface):
                yield "surface", one.to_json()
            elif task.with_pictures:
                yield "surface", read_surface(*one).to_json()
            else:
                yield "unread", ("no_reader", "")
    elif task.with_pictures:
        for place, rgb in pictured(data, task.media_type):
            yield "surface", read_surface(place, rgb).to_json()
    else:
        yield "unread", ("no_reader", "")


def read_surface(place: str, rgb: Pixels) -> Surface:
    """Return what stands on one surface."""
    height, width = rgb.shape[:2]
    lines: list[Line] = []
    for piece in pieces(rgb):
        lines += _beyond(lines, _lines(piece, width, height), piece, height)
    return Surface(place, OCR, width, height, tuple(lines))


def _lines(piece: Piece, width: int, height: int) -> list[Line]:
    found = recogniser.read(piece.rgb)
    if len(found) >= recogniser.MOST_LINES:
        left_out(PART, "lines", recogniser.MOST_LINES)
    grounds = Grounds(piece.rgb)
    lines = []
    for text, box, score in found:
        ground, ink, island = grounds.around(box)
        left, top, right, bottom = box
        place = (
            _share(left, width), _share(top + piece.top, height),
            _share(right, width), _share(bottom + piece.top, height),
        )  # fmt: skip
        own = _on_surface(island, piece, height)
        lines.append(Line(text.strip(), place, round(score * 1000), ground, ink, own))
    return lines


def _on_surface(island: Box, piece: Piece, height: int) -> Box:
    """Return an island of a piece as it lies on the whole surface."""
    down = piece.rgb.shape[0]
    top, bottom = (
        (side * down // WHOLE + piece.top) * WHOLE // height for side in (island[1], island[3])
    )
    return island[0], top, island[2], bottom


def _share(place: float, side: int) -> int:
    return min(WHOLE, max(0, round(place * WHOLE / side)))


def _beyond(known: list[Line], new: list[Line], piece: Piece, height: int) -> list[Line]:
    """Return the lines of a piece that the piece above has not read whole already.

    A line that the upper edge of the piece cuts stands whole in the piece above; what that
    one's lower edge cut is replaced by what stands here.
    """
    if not known:
        return new
    edge = piece.top * WHOLE // height
    shared = piece.rgb.shape[0] * WHOLE // height // 8
    border = edge + shared  # the middle of what both show
    known[:] = [line for line in known if _middle(line) < border]
    return [line for line in new if _middle(line) >= border]


def _middle(line: Line) -> int:
    return (line.box[1] + line.box[3]) // 2


@dataclass(frozen=True)
class Cut:
    """Strips that are asked for: an exhibit, and the places of lines on its surfaces."""

    task: Task
    boxes: tuple[tuple[str, Box], ...]


def strips(cut: Cut) -> Iterator[tuple[tuple[str, Box], str]]:
    """Yield (surface, box) and the strip of the picture, a small JPEG in base64."""
    wanted: dict[str, list[Box]] = {}
    for place, box in cut.boxes[:MOST_STRIPS]:
        wanted.setdefault(place, []).append(box)
    with open_source(cut.task.root, cut.task.path) as source:
        if source.sha256 != cut.task.sha256:
            return
        for place, rgb in _again(source.data, cut.task.media_type, wanted):
            for box in wanted[place]:
                yield (place, box), strip(rgb, box)


def _again(
    data: Any, media_type: str, wanted: dict[str, list[Box]]
) -> Iterator[tuple[str, Pixels]]:
    if media_type == "application/pdf":
        for place in wanted:
            number = place.removeprefix("page=")
            if number.isdecimal():
                yield place, pdf_text.drawn(data, int(number))
        return
    for place, rgb in pictured(data, media_type):
        if place in wanted:
            yield place, rgb


def strip(rgb: Pixels, box: Box) -> str:
    """Return the part of a picture that a line stands on, with a little around it."""
    height, width = rgb.shape[:2]
    left, top, right, bottom = box
    around = max(2, (bottom - top) * height // WHOLE // 4)
    rows = slice(
        max(0, top * height // WHOLE - around), min(height, bottom * height // WHOLE + around)
    )
    columns = slice(
        max(0, left * width // WHOLE - around), min(width, right * width // WHOLE + around)
    )
    part = np.ascontiguousarray(rgb[rows, columns])
    if not part.size:
        part = np.full((2, 2, 3), 255, np.uint8)
    image = Image.fromarray(part)
    scale = min(1.0, STRIP_HEIGHT / image.height, STRIP_WIDTH / image.width)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image = image.resize(size, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return base64.b64encode(stream.getvalue()).decode("ascii")
