"""Pictures inside other files: on pages of a PDF, in a DOCX, in a video.

Each is known by where it lies: ``page=3``, ``media=image1.jpeg``, ``time=12.5``
(seconds). Call this in the sandbox only: the files are as hostile as any.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from workbench.duplicates.fingerprint.film import Reel
from workbench.duplicates.fingerprint.frames import moments
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.errors import EvidenceError
from workbench.evidence import pdf_pages
from workbench.evidence.content_type import media_type_of
from workbench.evidence.picture import Picture
from workbench.evidence.unread import LimitMetError, first, left_out

if TYPE_CHECKING:
    from pypdf import PageObject

#: Pictures looked at in one file.
MOST = 24
#: Pages of one document that are looked at.
MOST_PAGES = 60
#: Pixels decoded of the pictures of one file; a JPEG counts a fourth, as it is scaled.
MOST_PIXELS = 400_000_000
#: The layer of which limits are told.
PART = "inside"
_MOST_BYTES = 40_000_000
_MOST_MEMBERS = 10_000
_SMALLEST = 96
# Neighbouring key frames this close show the same scene.
_SAME_FRAME = 6

# Word, Excel and PowerPoint, LibreOffice; and where they keep pictures.
_OFFICE = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)
_FOLDERS = ("media", "Pictures")


def inner_pictures(
    data: Any,
    media_type: str,
    seen: Callable[[str, Picture], object] | None = None,
    reel: Reel | None = None,
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
    reel
        Given every moment of a film, between the pictures as well.
    """
    found: list[tuple[str, Fingerprint]] = []
    looked = 0
    for place, picture, content in _pictures(data, media_type, reel):
        if not media_type.startswith("video/"):
            looked += picture.width * picture.height // (4 if content[:2] == b"\xff\xd8" else 1)
            if looked > MOST_PIXELS:
                left_out(PART, "pixels", MOST_PIXELS)
                break
            if len(found) == MOST:
                left_out(PART, "pictures", MOST)
                break
        made = fingerprint(picture, content)
        if found and made.public_distance(found[-1][1]) <= _SAME_FRAME:
            continue
        found.append((place, made))
        if seen is not None:
            seen(place, picture)
    return tuple(found)


def _pictures(
    data: Any, media_type: str, reel: Reel | None
) -> Iterator[tuple[str, Picture, bytes]]:
    if media_type == "application/pdf":
        reader = _pages(data)
    elif media_type.startswith(_OFFICE):
        reader = _media(data)
    elif media_type.startswith("video/"):
        reader = _frames(data, media_type, reel)
    else:
        return
    try:
        yield from reader
    except LimitMetError as met:
        left_out(PART, met.limit, met.number)
    # Readers of hostile files raise anything at all; what was found before stays.
    except Exception:  # noqa: BLE001
        return


def _pages(data: Any) -> Iterator[tuple[str, Picture, bytes]]:
    """Yield the pictures of each page: ``page=3``, then ``page=3#2`` for the second on it."""
    document = pdf_pages.opened(data, PART)
    for number, page in pdf_pages.legible(document, MOST_PAGES, PART):
        count = 0
        for content in _on_page(page):
            for _, picture, shown in _decoded("", content):
                count += 1
                yield f"page={number}" + (f"#{count}" if count > 1 else ""), picture, shown


def _on_page(page: PageObject) -> Iterator[bytes]:
    """Yield a page's pictures as files; one that cannot be read hides none of the others."""
    for name in page.images.keys():  # noqa: SIM118 - a list that is read by names
        try:
            yield page.images[name].data
        # Readers of hostile files raise anything at all.
        except Exception:  # noqa: BLE001, S112
            continue


def _media(data: Any) -> Iterator[tuple[str, Picture, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        members = sorted(document.infolist(), key=lambda member: member.filename)
        for member in first(members, _MOST_MEMBERS, PART, "members"):
            folder, _, name = member.filename.rpartition("/")
            if folder.endswith(_FOLDERS):
                if member.file_size > _MOST_BYTES:
                    left_out(PART, "bytes", _MOST_BYTES)
                    continue
                with document.open(member) as stream:
                    yield from _decoded(f"media={name}", stream.read(_MOST_BYTES))


def _decoded(place: str, content: bytes) -> Iterator[tuple[str, Picture, bytes]]:
    try:
        picture = legible(content, media_type_of(content) or "")
    except EvidenceError:
        return
    if min(picture.width, picture.height) >= _SMALLEST:
        yield place, picture, content


def _frames(data: Any, media_type: str, reel: Reel | None) -> Iterator[tuple[str, Picture, bytes]]:
    for moment in moments(data, media_type):
        if reel is not None:
            reel.add(moment)
        if moment.picture is not None:
            yield f"time={round(moment.at, 1)}", moment.picture, b""
