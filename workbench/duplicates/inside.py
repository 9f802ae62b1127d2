"""Pictures inside other files: on pages of a PDF, in a DOCX, in a video.

Each is known by where it lies: ``page=3``, ``media=image1.jpeg``, ``time=12.5``
(seconds). Call this in the sandbox only: the files are as hostile as any.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from workbench.duplicates.fingerprint import Fingerprint, fingerprint
from workbench.duplicates.legible import legible
from workbench.errors import EvidenceError
from workbench.evidence.content import media_type_of
from workbench.evidence.picture import LONGEST, Picture

#: Pictures looked at in one file, and those of them that get points for finding parts.
MOST = 24
MOST_WITH_POINTS = 6
_MOST_FRAMES = 400
_MOST_PAGES = 60
_MOST_BYTES = 40_000_000
_SMALLEST = 96
# Neighbouring key frames this close show the same scene.
_SAME_FRAME = 6

_WORD = "application/vnd.openxmlformats-officedocument."


def inner_pictures(
    data: Any, media_type: str, seen: Callable[[str, Picture], object] | None = None
) -> tuple[tuple[str, Fingerprint], ...]:
    """Return where each picture lies in a file, and its fingerprint.

    Empty for files that hold none, and for what cannot be read: that a document is
    damaged is said by the readers of its facts.

    Parameters
    ----------
    data, media_type
        The whole file, and what it is by content.
    seen
        Called with place and pixels of each picture that is returned.
    """
    found: list[tuple[str, Fingerprint]] = []
    for place, picture, content in _pictures(data, media_type):
        made = fingerprint(picture, content, points=len(found) < MOST_WITH_POINTS)
        if any(_is_same(made, other) for _, other in found[-1:]):
            continue
        found.append((place, made))
        if seen is not None:
            seen(place, picture)
        if len(found) == MOST:
            break
    return tuple(found)


def _pictures(data: Any, media_type: str) -> Iterator[tuple[str, Picture, bytes]]:
    if media_type == "application/pdf":
        reader = _pages(data)
    elif media_type.startswith(_WORD):
        reader = _media(data)
    elif media_type.startswith("video/"):
        reader = _frames(data)
    else:
        return
    try:
        yield from reader
    # Readers of hostile files raise anything at all; what was found before stays.
    except Exception:  # noqa: BLE001
        return


def _pages(data: Any) -> Iterator[tuple[str, Picture, bytes]]:
    from pypdf import PdfReader

    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
        if number > _MOST_PAGES:
            return
        for image in page.images:
            yield from _decoded(f"page={number}", image.data)


def _media(data: Any) -> Iterator[tuple[str, Picture, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        for member in sorted(document.infolist(), key=lambda member: member.filename):
            folder, _, name = member.filename.rpartition("/")
            if folder.endswith("media") and member.file_size <= _MOST_BYTES:
                with document.open(member) as stream:
                    yield from _decoded(f"media={name}", stream.read(_MOST_BYTES))


def _decoded(place: str, content: bytes) -> Iterator[tuple[str, Picture, bytes]]:
    try:
        picture = legible(content, media_type_of(content) or "")
    except EvidenceError:
        return
    if min(picture.width, picture.height) >= _SMALLEST:
        yield place, picture, content


def _frames(data: Any) -> Iterator[tuple[str, Picture, bytes]]:
    """Yield key frames only: they are whole pictures, and few."""
    import av

    with av.open(io.BytesIO(data), mode="r", metadata_errors="replace") as container:
        stream = container.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for count, frame in enumerate(container.decode(stream)):
            if count >= _MOST_FRAMES:
                return
            scale = min(1.0, LONGEST / max(frame.width, frame.height))
            size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
            small = frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray()
            pixels = np.ascontiguousarray(small, dtype=np.uint8)
            picture = Picture(frame.width, frame.height, 1, "RGB", 1, pixels)
            yield f"time={round(float(frame.time or 0.0), 1)}", picture, b""


def _is_same(one: Fingerprint, other: Fingerprint) -> bool:
    return (int(one.phash64, 16) ^ int(other.phash64, 16)).bit_count() <= _SAME_FRAME
