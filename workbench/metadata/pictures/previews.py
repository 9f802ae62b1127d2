"""Smaller pictures that a file carries of itself: where each stands and how large it is.

Cameras write a thumbnail and often larger previews beside the picture; programs that
crop or retouch often leave them as they were. Here only their structure is read;
:mod:`workbench.metadata.pictures.thumbnail` compares their content. Sources: Exif 2.32 (IFD1),
TIFF 6.0 and DNG 1.6 (SubIFDs), CIPA DC-007 (multi-picture format), T.871 (JFIF
extensions), Adobe's Photoshop File Formats (resource 0x040C), ISO/IEC 23008-12 (HEIF).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.metadata.containers import Data, blocks, heif, jpeg, payloads, tiff
from workbench.metadata.containers.multi import MultiPicture, pictures
from workbench.metadata.reading import Reading, SourceFile

SOURCE = "preview"
LARGEST = 8 * 1024 * 1024
_MOST = 16
_FRAMES = {0xC0, 0xC1, 0xC2}
_MPF_PREVIEWS = {0x010001, 0x010002}


class Preview(NamedTuple):
    """One picture inside a file.

    Attributes
    ----------
    where
        ``IFD1``, ``MPF 2``, ``SubIFD 1``, ``JpgFromRaw``, …
    width, height
        Pixels.
    jpeg
        Its bytes when it is a JPEG of at most 8 MB, otherwise empty.
    """

    where: str
    width: int
    height: int
    jpeg: bytes = b""


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield place and size of each picture that a file carries of itself, and its index."""
    listed = multi_pictures(source.data)
    if listed:
        count = str(len(listed))
        yield Reading(SOURCE, "MultiPicture", count, count, "number", "APP2")
        for number, one in enumerate(listed[1:], 2):
            where = f"MPF {number}"
            yield Reading(SOURCE, "MultiPictureKind", one.kind_name, "", "text", where)
    for found in previews(source.data):
        for name, value in (("Width", found.width), ("Height", found.height)):
            yield Reading(SOURCE, name, str(value), str(value), "number", found.where)


def previews(data: Data) -> Iterator[Preview]:
    """Yield every smaller picture of the same shot, as far as its size can be read."""
    for count, found in enumerate(_previews(data)):
        if count >= _MOST:
            return
        if found.width and found.height:
            yield found


def multi_pictures(data: Data) -> list[MultiPicture]:
    """Return the index of a multi-picture file; empty for every other."""
    if not any(block.kind == "mpf" for block in blocks(data)):
        return []
    for marker, start, end in jpeg.segments(data):
        if marker == 0xE2 and data[start : start + 4] == b"MPF\x00":
            return pictures(data, start + 4, end)
    return []


def _previews(data: Data) -> Iterator[Preview]:
    head = bytes(data[:16])
    if tiff.is_tiff(head):
        yield from _in_tiff(data, tiff.directories(data))
    elif head[4:8] == b"ftyp":
        for item, width, height in heif.thumbnails(data):
            yield Preview(f"item {item}", width, height)
    elif head.startswith(b"FUJIFILMCCD-RAW"):
        start, length = (int.from_bytes(data[at : at + 4], "big") for at in (84, 88))
        yield from _jpeg("preview", data, start, start + length)
    if not tiff.is_tiff(head):
        yield from _in_blocks(data)


def _in_blocks(data: Data) -> Iterator[Preview]:
    for block in blocks(data):
        if block.kind == "exif" and tiff.is_tiff(block.payload[:16]):
            # Only its own chain of directories: what hangs below belongs to maker notes.
            yield from _in_tiff(block.payload, tiff.directories(block.payload, most=2))
            break
    for block in blocks(data):
        if block.kind == "jfxx" and block.payload[:1] == b"\x10":
            yield from _jpeg("JFXX", block.payload, 1, len(block.payload))
    for payload in payloads(data, "thumbnail"):
        yield from _jpeg("8BIM 0x040c", payload, 28, len(payload))
    for number, one in enumerate(multi_pictures(data)[1:], 2):
        if one.kind in _MPF_PREVIEWS:
            yield from _jpeg(f"MPF {number}", data, one.start, one.end)


def _in_tiff(data: Data, found: Iterator[tiff.Directory]) -> Iterator[Preview]:
    for directory in found:
        tags = directory.tags
        at, length = tags.get(0x201, 0), tags.get(0x202, 0)
        if at and length and directory.where != "IFD0":
            yield from _jpeg(directory.where, data, at, at + length)
        elif tags.get(0xFE, 0) & 1 or (directory.where == "IFD0" and data[8:10] == b"CR"):
            yield _strip(data, directory)
        if 0x2E in tags and tags.get(-0x2E):
            yield from _jpeg("JpgFromRaw", data, tags[0x2E], tags[0x2E] + tags[-0x2E])


def _strip(data: Data, directory: tiff.Directory) -> Preview:
    """Return the smaller picture of a directory; its bytes only when they are a JPEG."""
    tags = directory.tags
    start, length = tags.get(0x111, 0), tags.get(0x117, 0)
    is_jpeg = tags.get(0x103) in {6, 7} and data[start : start + 2] == b"\xff\xd8"
    content = bytes(data[start : start + length]) if is_jpeg else b""
    width, height = tags.get(0x100, 0), tags.get(0x101, 0)
    if not (width and height) and content:
        width, height = size_of(content, 0)
    return Preview(directory.where, width, height, content if len(content) <= LARGEST else b"")


def _jpeg(where: str, data: Data, start: int, end: int) -> Iterator[Preview]:
    if 0 < start < end and data[start : start + 2] == b"\xff\xd8":
        width, height = size_of(data, start)
        end = min(end, len(data))
        kept = bytes(data[start:end]) if end - start <= LARGEST else b""
        yield Preview(where, width, height, kept)


def size_of(data: Data, start: int) -> tuple[int, int]:
    """Return width and height of the JPEG that begins at `start`; 0, 0 when it does not say."""
    for marker, at, end in jpeg.segments(data, start + 2):
        if marker in _FRAMES and end - at >= 6:
            height = int.from_bytes(data[at + 1 : at + 3], "big")
            return int.from_bytes(data[at + 3 : at + 5], "big"), height
    return 0, 0
