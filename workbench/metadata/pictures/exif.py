"""EXIF, read by exifread: what the camera or the last program wrote into a picture.

Always with ``details=False``: maker notes make exifread 18 times slower, and a
58-byte file can make it run for ever. Sources: Exif 2.32 (CIPA DC-008), TIFF 6.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from workbench.evidence.unread import head
from workbench.metadata.containers import Block, Data, blocks, tiff
from workbench.metadata.moments import time_of
from workbench.metadata.pictures import exif_by_pillow
from workbench.metadata.pictures.exif_structure import tags_of
from workbench.metadata.places.iso6709 import METRES
from workbench.metadata.reading import (
    Reading,
    SourceFile,
    decimal,
    failure,
    metres,
    plain,
    position,
)

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
    if tiff.is_tiff(bytes(data[:16])):
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


# The receiver's own estimate of its horizontal error, which exifread has no name for.
_ERROR = "GPS Tag 0x001F"
_ABSURD = 1_000_000.0


def _structure(piece: _Piece) -> list[Reading]:
    try:
        tags, trouble = tags_of(head(piece.data, LARGEST, SOURCE), piece.directory)
    except ValueError as error:
        tags, trouble = {}, [error]
    found = [failure(SOURCE, error, piece.place.rstrip("/")) for error in trouble[:1]]
    found += readings(tags)
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


def readings(tags: dict[str, Any]) -> list[Reading]:
    """Return one reading for each tag of exifread's result, then the composed ones."""
    found = []
    for key, tag in tags.items():
        if key in _SKIPPED or type(tag) is bytes:
            continue
        values = tag.values
        value = plain(tag.printable if type(values) is list else values)
        if value:
            typed, kind = _typed(key, values, tags)
            ifd, _, name = key.partition(" ")
            found.append(Reading(SOURCE, name, value, typed, kind, ifd))
    found += _position(tags)
    found += _satellite_time(tags)
    return found


def _typed(key: str, values: Any, tags: dict[str, Any]) -> tuple[str, str]:
    if type(values) is list:
        if len(values) != 1:
            return "", ""
        if type(values[0]) is int:
            return str(values[0]), "number"
        number = _number(values[0])
        return ("", "") if number is None else (decimal(number), "number")
    if key in _TIMES:
        offset = tags.get(_TIMES[key])
        typed = time_of(plain(values), plain(offset.values) if offset else "")
        return (typed, "time") if typed else ("", "")
    return "", ""


def _number(value: Any) -> float | None:
    try:
        # exifread gives floating point numbers as tuples of one.
        return float(value[0] if isinstance(value, tuple) else value)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError, IndexError):
        return None


def _position(tags: dict[str, Any]) -> Iterator[Reading]:
    """Put degrees, minutes, seconds and hemisphere together; 0,0 is kept for the checks."""
    latitude = _degrees(tags, "Latitude", "S", 90)
    longitude = _degrees(tags, "Longitude", "W", 180)
    if latitude is None or longitude is None:
        return
    typed = position(latitude, longitude)
    yield Reading(SOURCE, "GPSPosition", typed.replace(",", " "), typed, "position", "GPS")
    steps = [_step(tags[f"GPS GPS{axis}"].values) for axis in ("Latitude", "Longitude")]
    yield metres(SOURCE, "PositionStep", min(steps), "GPS")
    error = tags.get(_ERROR)
    length = _number(error.values[0]) if error is not None and error.values else None
    if length is not None and 0 < length < _ABSURD:
        yield metres(SOURCE, "PositionError", length, "GPS")


def _step(parts: list[Any]) -> float:
    """Return the metres of the smallest step in which degrees, minutes and seconds are written.

    Each part is a fraction in lowest terms, so that a value which happens to be round
    looks coarser than its receiver was: the finer of the two axes is taken.
    """
    steps = [METRES]
    for power, part in enumerate(parts[:3]):
        denominator = getattr(part, "denominator", 1)
        if part or power == 0:
            steps.append(METRES / 60.0**power / max(1, denominator))
    return float(min(steps))


def _degrees(tags: dict[str, Any], axis: str, negative: str, limit: int) -> float | None:
    tag, reference = tags.get(f"GPS GPS{axis}"), tags.get(f"GPS GPS{axis}Ref")
    if tag is None or not isinstance(tag.values, list) or not tag.values:
        return None
    parts = [_number(value) for value in tag.values[:3]]
    if any(part is None for part in parts):
        return None
    degrees = sum(part / 60**power for power, part in enumerate(parts) if part is not None)
    if reference is not None and plain(reference.values).upper().startswith(negative):
        degrees = -degrees
    return degrees if abs(degrees) <= limit else None


def _satellite_time(tags: dict[str, Any]) -> Iterator[Reading]:
    """Yield the receiver's own clock: UTC, independent of how the camera was set."""
    date, clock = tags.get("GPS GPSDate"), tags.get("GPS GPSTimeStamp")
    if date is None or clock is None or not isinstance(clock.values, list):
        return
    parts = [_number(value) for value in clock.values]
    if len(parts) != 3 or any(part is None for part in parts):
        return
    hours, minutes, seconds = (int(part or 0) for part in parts)
    text = f"{plain(date.values)} {hours:02d}:{minutes:02d}:{seconds:02d}"
    typed = time_of(text, "+00:00")
    if typed:
        yield Reading(SOURCE, "GPSDateTime", f"{text} UTC", typed, "time", "GPS")
