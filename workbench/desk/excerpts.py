"""What a marked place shows, with what lies around it. Call :func:`excerpt` in the sandbox only.

A region stands twice: framed in the whole picture, and large with its surroundings. A moment
is the film's frame at that time, a stretch its first and last; of a sound its waveform with
the stretch shaded. Messages come with the one before and the one after.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from workbench.case.locator import Locator, Region, parse
from workbench.desk import messages, paper_pages, playing, rasters
from workbench.errors import EvidenceError
from workbench.evidence.picture import FORMATS, full

#: Longest sides of the two pictures of a region.
WHOLE, DETAIL = 420, 820
#: What of a region's longer side is shown around it, and the most times that it is enlarged.
AROUND, ENLARGED = 0.35, 4.0
_GAP = 14
_FRAME = ("#111111", "#ffd400")


def excerpt(data: Any, media_type: str, at: str) -> Iterator[tuple[str, bytes]]:
    """Yield ``excerpt.jpg``, or ``lines`` as JSON rows of (is marked, who and when, text).

    Raises
    ------
    EvidenceError
        When there is no such place in this exhibit.
    CaseError
        When the place cannot be read.
    """
    place = parse(at)
    if place.messages:
        yield "lines", json.dumps(_spoken(data, media_type, place)).encode("ascii")
        return
    yield "excerpt.jpg", rasters.jpeg(_pictured(data, media_type, place), 88)


def _pictured(data: Any, media_type: str, place: Locator) -> Image.Image:
    if place.page is not None:
        if media_type != "application/pdf":
            raise EvidenceError("no_such_place")
        return framed(paper_pages.drawn(data, place.page), place.region)
    if place.start is not None:
        if media_type.startswith("audio/"):
            wave = playing.waveform(data, media_type)
            if place.start > wave["seconds"]:
                raise EvidenceError("no_such_place")
            return playing.shaded(wave, place.start, place.end)
        times = [place.start] if place.end is None else [place.start, place.end]
        frames = playing.at_times(data, media_type, times)
        shown = [framed(image, place.region) for image in frames]
        return shown[0] if len(shown) == 1 else playing.beside(shown)
    if media_type not in FORMATS:
        raise EvidenceError("no_such_place")
    image, _ = full(data, media_type)
    return framed(image, place.region)


def framed(image: Image.Image, region: Region | None) -> Image.Image:
    """Return a picture with a region framed in it, and beside it that region with surroundings."""
    if region is None:
        small = image.copy()
        small.thumbnail((DETAIL, DETAIL), Image.Resampling.LANCZOS)
        return small
    box = _pixels(region, image.size)
    longest = max(box[2] - box[0], box[3] - box[1])
    more = max(round(longest * AROUND), round(max(image.size) * 0.02))
    around = (
        max(0, box[0] - more),
        max(0, box[1] - more),
        min(image.width, box[2] + more),
        min(image.height, box[3] + more),
    )
    inner = tuple(edge - around[side % 2] for side, edge in enumerate(box))
    detail = _sized(image.crop(around), inner, DETAIL, ENLARGED)
    whole = _sized(image, box, WHOLE, 1.0)
    sheet = Image.new(
        "RGB", (whole.width + _GAP + detail.width, max(whole.height, detail.height)), "white"
    )
    sheet.paste(whole, (0, 0))
    sheet.paste(detail, (whole.width + _GAP, 0))
    return sheet


def of_preview(preview: bytes, region: Region | None) -> bytes:
    """Return the same of a picture of our own making, such as one whose faces are covered."""
    with Image.open(io.BytesIO(preview), formats=("JPEG",)) as image:
        return rasters.jpeg(framed(image.convert("RGB"), region), 88)


def _pixels(region: Region, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the edges of a region in pixels: at least one of them."""
    left, top, width, height = region
    edges = []
    for start, length, most in ((left, width, size[0]), (top, height, size[1])):
        first = min(most - 1, round(start * most / 100))
        edges.append((first, max(first + 1, min(most, round((start + length) * most / 100)))))
    return edges[0][0], edges[1][0], edges[0][1], edges[1][1]


def _sized(image: Image.Image, box: Any, longest: int, enlarged: float) -> Image.Image:
    """Return a picture at the size shown, with a box of it framed."""
    scale = min(longest / max(image.size), enlarged)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    shown = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    shown = ImageOps.expand(shown, 1, "#9a9a9a")
    edges = [round(edge * scale) + 1 for edge in box]
    drawing = ImageDraw.Draw(shown)
    for far, colour in (
        (4, _FRAME[0]),
        (3, _FRAME[1]),
        (2, _FRAME[1]),
        (1, _FRAME[1]),
        (0, _FRAME[0]),
    ):
        drawing.rectangle(
            (
                max(0, edges[0] - far),
                max(0, edges[1] - far),
                min(shown.width - 1, edges[2] + far),
                min(shown.height - 1, edges[3] + far),
            ),
            outline=colour,
        )
    return shown


def _spoken(data: Any, media_type: str, place: Locator) -> list[list[Any]]:
    """Return the messages of a place, each run with the one before and the one after."""
    rows = messages.every(data, media_type)
    last = place.messages[-1][1]
    if last > len(rows):
        raise EvidenceError("no_such_message", number=last, count=len(rows))
    marked = {number for a, b in place.messages for number in range(a, b + 1)}
    shown = marked | {number + step for number in marked for step in (-1, 1)}
    return [
        [
            number in marked,
            " · ".join(filter(None, (str(number), time.replace("T", " "), sender))),
            text[:2000],
        ]
        for number, _, time, sender, text, *_ in rows
        if number in shown
    ]
