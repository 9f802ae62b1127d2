"""EXIF, read by exifread: what the camera or the last program wrote into a picture.

Always with ``details=False``: maker notes make exifread 18 times slower, and a
58-byte file can make it run for ever. With it go the user comment and others, which
:mod:`exif_texts` reads. Sources: Exif 2.32 (CIPA DC-008), TIFF 6.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from workbench.evidence.unread import head
from workbench.metadata.containers import Block, Data, big_tiff, blocks, tiff
from workbench.metadata.moments import time_of
from workbench.metadata.pictures import exif_by_pillow
from workbench.metadata.pictures.exif_place import place, satellite_time
from workbench.metadata.pictures.exif_structure import tags_of
from workbench.metadata.pictures.exif_texts import NUMBERED, texts
from workbench.metadata.reading import Reading, SourceFile, decimal, failure, number_of, plain

SOURCE = "exif"
# Directories of larger TIFF files that lie further behind are not looked for.
LARGEST = 128 * 1024 * 1024

# Each time with the tag that holds its distance from UTC (Exif 2.31 and later).
_TIMES = {
    "EXIF DateTimeOriginal": "EXIF OffsetTimeOriginal",
    "EXIF DateTimeDigitized": "EXIF OffsetTimeDigitized",
    "Image DateTime": "EXIF OffsetTime",
    "Image DateTimeOriginal": "EXIF OffsetTimeOriginal",
    "Image DateTimeDigitized": "EXIF OffsetTimeDigitized",
}
# Payloads, and places inside the file that say nothing to a person.
_SKIPPED = {
    "JPEGThumbnail", "TIFFThumbnail", "EXIF MakerNote", "Image ApplicationNotes",
    "Image ExifOffset", "Image GPSInfo", "EXIF InteroperabilityOffset", "Image StripOffsets",
    "Image StripByteCounts", "Image TileOffsets", "Image TileByteCounts",
    "Thumbnail JPEGInterchangeFormat", "Thumbnail JPEGInterchangeFormatLength",
    "Thumbnail StripOffsets", "Thumbnail StripByteCounts",
}  # fmt: skip


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the EXIF of a picture, with the position and the satellite time put together.

    Files built on TIFF are given to exifread whole. In every other container the
    EXIF structure is found first and exifread reads that alone: by itself it loses
    it in most WebP, AVIF, HIF and raw files, and raises on some PNG and HEIC.
    """
    data = source.data
    if big_tiff.is_big(bytes(data[:4])):
        yield from _structure(_Piece("", big_tiff.classic(data)))
    elif tiff.is_tiff(bytes(data[:16])):
        yield from _structure(_Piece("", data))
    # The first is the picture's own; further ones belong to previews or are left over.
    for number, block in enumerate(_exif_blocks(data)):
        is_own = number == 0 or block.where in _CANON
        place = "" if is_own else f"{block.where} #{number + 1}/"
        yield from _structure(_Piece(place, block.payload, _CANON.get(block.where, "")))


class _Piece(NamedTuple):
    """One TIFF structure: what locators put in front, its bytes, its only directory's name."""

    place: str
    data: Data
    directory: str = ""


# Canon's CR3 keeps each directory in a structure of its own.
_CANON = {"CMT1": "Image", "CMT2": "EXIF", "CMT4": "GPS"}


def _exif_blocks(data: Data) -> Iterator[Block]:
    seen: set[bytes] = set()
    for block in blocks(data):
        if block.kind == "exif" and block.payload not in seen:
            seen.add(block.payload)
            yield block


def _structure(piece: _Piece) -> list[Reading]:
    data = head(piece.data, LARGEST, SOURCE)
    try:
        tags, trouble = tags_of(data, piece.directory)
    except ValueError as error:
        tags, trouble = {}, [error]
    found = [failure(SOURCE, error, piece.place.rstrip("/")) for error in trouble[:1]]
    own = texts(data, piece.directory)
    told = {(reading.locator, reading.name) for reading in own}
    found += [one for one in readings(tags) if (one.locator, _named(one.name)) not in told]
    found += own
    if trouble:
        known = {reading.name for reading in found}
        found += [reading for reading in _second_try(piece) if reading.name not in known]
    if not piece.place:
        return found
    return [
        reading
        if reading.kind == "failure"
        else reading._replace(locator=piece.place + reading.locator)
        for reading in found
    ]


def _second_try(piece: _Piece) -> Iterator[Reading]:
    """Yield the main tags by Pillow, or nothing: the failure stands already."""
    if not piece.directory and not piece.place:
        with suppress(Exception):
            yield from exif_by_pillow.readings(bytes(piece.data[: 64 * 1024 * 1024]))


def _named(name: str) -> str:
    """Return a tag's own name where exifread knows only its number."""
    return NUMBERED.get(name, name)


def readings(tags: dict[str, Any]) -> list[Reading]:
    """Return one reading for each tag of exifread's result, then the composed ones."""
    found = []
    placed = [*place(tags), *satellite_time(tags)]
    skipped = _SKIPPED | ({_ERROR} if any(one.name == "PositionError" for one in placed) else set())
    for key, tag in tags.items():
        if key in skipped or type(tag) is bytes or _is_undefined(tag.values):
            continue
        values = tag.values
        value = plain(tag.printable if type(values) is list else values)
        if value:
            typed, kind = _typed(key, values, tags)
            ifd, _, name = key.partition(" ")
            name = _ERROR_NAME if key == _ERROR else name
            found.append(Reading(SOURCE, name, value, typed, kind, ifd))
    return found + placed


# The receiver's own estimate of its horizontal error, which exifread has no name for.
_ERROR, _ERROR_NAME = "GPS Tag 0x001F", "GPSHPositioningError"


def _is_undefined(values: Any) -> bool:
    """Whether every number is 0/0, by which cameras say that they know none."""
    return (
        type(values) is list
        and bool(values)
        and all(
            getattr(one, "denominator", 1) == 0 == getattr(one, "numerator", 1) for one in values
        )
    )


def _typed(key: str, values: Any, tags: dict[str, Any]) -> tuple[str, str]:
    if type(values) is list:
        if len(values) != 1:
            return "", ""
        if type(values[0]) is int:
            return str(values[0]), "number"
        number = number_of(values[0])
        return ("", "") if number is None else (decimal(number), "number")
    if key in _TIMES:
        offset = tags.get(_TIMES[key])
        typed = time_of(plain(values), plain(offset.values) if offset else "")
        return (typed, "time") if typed else ("", "")
    return "", ""
