"""The build of a picture file: size, compression tables, comments, and what hangs behind it.

Nothing is decoded: only the structure is read. The quantisation tables of a JPEG
are the fingerprint of the program that wrote it last.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from workbench.metadata.containers import Data, blocks, jpeg, png, riff
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "picture"
TRAILER = "trailer"
# Up to here a JPEG is searched whole for its end. Larger ones, which a camera wrote, only
# when their last bytes look like something else: searching costs more than all other facts.
SEARCHED = 2 * 1024 * 1024
_HINTS = (b"PK\x05\x06", b"%%EOF", b"SEFT", b"Rar!", b"moov", b"</html>")
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_TABLES = 0xDB
# The example table of ITU-T T.81 annex K, which most programs scale by one number.
_STANDARD = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_ZIGZAG = (
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
)  # fmt: skip


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the structure of a picture, and what stands behind its end."""
    data = source.data
    head = bytes(data[:16])
    if head.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(data)
        if len(data) <= SEARCHED or _has_hint(data):
            yield from trailer(data, jpeg.end_of_image(data))
    elif head.startswith(png.SIGNATURE):
        yield from _png(data)
        yield from trailer(data, png.end_of_image(data))
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        yield from trailer(data, riff.end_of_file(data))
    elif head.startswith(b"GIF8"):
        for block in blocks(data):
            if block.kind == "comment":
                yield Reading(SOURCE, "Comment", plain(block.payload), "", "text", block.where)


# Segments whose presence alone says something: marker, first bytes, name, value, place.
_PRESENT = {
    0xE0: (b"JFIF\x00", "JFIF", "yes", "APP0"),
    0xEE: (b"Adobe", "AdobeMarker", "yes", "APP14"),
    0xE2: (b"MPF\x00", "MultiPicture", "yes", "APP2"),
    0xEB: (b"JP", "ContentCredentials", "present", "APP11"),
    0xC2: (b"", "Progressive", "yes", "SOF2"),
}


def _jpeg(data: Data) -> Iterator[Reading]:
    tables: list[bytes] = []
    for marker, start, end in jpeg.segments(data):
        if marker in _FRAMES and end - start >= 6:
            height = int.from_bytes(data[start + 1 : start + 3], "big")
            width = int.from_bytes(data[start + 3 : start + 5], "big")
            yield from _size(width, height, "SOF")
        elif marker == _TABLES:
            tables.append(bytes(data[start:end]))
        elif marker == 0xFE and end > start:
            yield Reading(SOURCE, "Comment", plain(data[start:end]), "", "text", "COM")
        if marker in _PRESENT:
            prefix, name, value, where = _PRESENT[marker]
            if data[start : start + len(prefix)] == prefix:
                yield Reading(SOURCE, name, value, "", "text", where)
    yield from _compression(tables)


def _compression(tables: list[bytes]) -> Iterator[Reading]:
    if not tables:
        return
    digest = hashlib.sha256(b"".join(tables)).hexdigest()[:16]
    yield Reading(SOURCE, "QuantisationTables", digest, "", "text", "DQT")
    quality = _quality(tables[0])
    if quality:
        yield Reading(SOURCE, "StandardQuality", str(quality), str(quality), "number", "DQT")


def _png(data: Data) -> Iterator[Reading]:
    if data[12:16] == b"IHDR":
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        yield from _size(width, height, "IHDR")
    if any(block.kind == "c2pa" for block in blocks(data)):
        yield Reading(SOURCE, "ContentCredentials", "present", "", "text", "caBX")


def _size(width: int, height: int, where: str) -> Iterator[Reading]:
    yield Reading(SOURCE, "StoredWidth", str(width), str(width), "number", where)
    yield Reading(SOURCE, "StoredHeight", str(height), str(height), "number", where)


def _quality(segment: bytes) -> int:
    """Return the quality at which libjpeg makes exactly this first table, or 0."""
    return _standard_tables().get(segment[1:65], 0) if segment[:1] == b"\x00" else 0


@cache
def _standard_tables() -> dict[bytes, int]:
    """Return libjpeg's luminance table for each quality, in the file's zigzag order."""
    tables = {}
    for quality in range(1, 101):
        scale = 5000 // quality if quality < 50 else 200 - 2 * quality
        entries = (min(255, max(1, (_STANDARD[at] * scale + 50) // 100)) for at in _ZIGZAG)
        tables[bytes(entries)] = quality
    return tables


def _has_hint(data: Data) -> bool:
    """Whether the last bytes are not those of a picture."""
    last = bytes(data[max(0, len(data) - 4096) : len(data)])
    is_ended = last.rstrip(b"\x00\xff").endswith((b"\xff\xd9", b"\xd9"))
    return not is_ended or any(mark in last for mark in _HINTS)


def trailer(data: Data, end: int) -> Iterator[Reading]:
    """Yield how many bytes stand behind the picture's end, and what they seem to be."""
    if end < 0:
        # Damaged segments can hide the end from the walk; the last bytes still show it.
        if b"\xff\xd9" not in bytes(data[max(0, len(data) - 64) : len(data)]):
            yield Reading(TRAILER, "EndMissing", "yes", "", "text")
        return
    count = len(data) - end
    if count <= 0:
        return
    yield Reading(TRAILER, "Bytes", str(count), str(count), "number", f"offset {end}")
    yield Reading(TRAILER, "Kind", trailer_kind(data, end), "", "text", f"offset {end}")


_KNOWN = (
    ("zip", b"PK\x03\x04"),
    ("pdf", b"%PDF-"),
    ("rar", b"Rar!\x1a\x07"),
    ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("program", b"MZ"),
    ("program", b"\x7fELF"),
    ("html", b"<html"),
    ("html", b"<script"),
    ("php", b"<?php"),
)
_BLANK = re.compile(rb"[^\x00\xff\r\n \t]")


def trailer_kind(data: Data, end: int) -> str:
    """Name what stands behind a picture: known trailers of cameras, archives, or unknown."""
    first = bytes(data[end : end + 65536])
    last = bytes(data[max(end, len(data) - 64) : len(data)])
    if _BLANK.search(first) is None:
        return "padding"
    if last.endswith(b"SEFT") or b"MotionPhoto_Data" in first[:64]:
        return "samsung"
    if first[4:8] == b"ftyp" or data.find(b"ftypmp4", end) >= 0:
        return "motion_photo"
    for name, mark in _KNOWN:
        if first.lstrip(b"\x00\r\n \t").startswith(mark):
            return name
    if first.lstrip(b"\x00\xff").startswith(b"\xd8\xff") or b"\xff\xd8\xff" in first[:4096]:
        return "jpeg"
    if data.find(b"PK\x05\x06", max(end, len(data) - 66000)) >= 0:
        return "zip"
    return "unknown"
