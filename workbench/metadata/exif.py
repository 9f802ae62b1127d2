"""EXIF, read by exifread: what the camera or the last program wrote into a picture.

Always with ``details=False``: maker notes make exifread 18 times slower, and a
58-byte file can make it run for ever. Sources: Exif 2.32 (CIPA DC-008), TIFF 6.0.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from mmap import mmap
from typing import Any, BinaryIO

from workbench.metadata.reading import Reading, SourceFile, decimal, failure, plain, position

# exifread reports damage through logging; we report it as readings.
logging.getLogger("exifread").setLevel(logging.CRITICAL)

SOURCE = "exif"
# First bytes of the containers that exifread can open by itself.
_HEADS = (b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"\x89PNG\r\n\x1a\n")

_TIME = re.compile(
    r"^\s*(\d{4})[:/\-. ](\d{1,2})[:/\-. ](\d{1,2})[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?"
    r"(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_OFFSET = re.compile(r"^\s*([+-]\d{2}):?(\d{2})\s*$")

# Each time with the tag that holds its distance from UTC (Exif 2.31 and later).
_TIMES = {
    "EXIF DateTimeOriginal": "EXIF OffsetTimeOriginal",
    "EXIF DateTimeDigitized": "EXIF OffsetTimeDigitized",
    "Image DateTime": "EXIF OffsetTime",
    "Image DateTimeOriginal": "EXIF OffsetTimeOriginal",
    "Image DateTimeDigitized": "EXIF OffsetTimeDigitized",
}
_SKIPPED = {"JPEGThumbnail", "TIFFThumbnail", "EXIF MakerNote", "Image ApplicationNotes"}


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the EXIF of a picture, with the position and the satellite time put together."""
    head = bytes(source.data[:16])
    if not head.startswith(_HEADS):
        return
    try:
        tags = process(_stream(source.data))
    except Exception as error:  # noqa: BLE001 - exifread raises ten kinds on odd files
        yield failure(SOURCE, error)
        return
    yield from readings(tags)


def _stream(data: bytes | mmap) -> BinaryIO:
    """Return `data` as a file; a memory map is one already and is not copied."""
    return data if isinstance(data, mmap) else io.BytesIO(data)  # type: ignore[return-value]


def process(stream: BinaryIO) -> dict[str, Any]:
    """Return exifread's tags without maker notes; every exception of exifread can escape."""
    import exifread

    return exifread.process_file(stream, details=False)


def readings(tags: dict[str, Any]) -> Iterator[Reading]:
    """Yield one reading for each tag of exifread's result, then the composed ones."""
    for key, tag in tags.items():
        if key in _SKIPPED or not hasattr(tag, "values"):
            continue
        ifd, _, name = key.partition(" ")
        value = plain(tag.values) if isinstance(tag.values, str | bytes) else plain(tag.printable)
        if value:
            typed, kind = _typed(key, tag, tags)
            yield Reading(SOURCE, name, value, typed, kind, ifd)
    yield from _position(tags)
    yield from _satellite_time(tags)


def exif_time(text: str, offset: str = "") -> str:
    """Return ISO 8601 for an EXIF time, or '' when it is blank or no time at all."""
    match = _TIME.match(text)
    if match is None:
        return ""
    try:
        moment = datetime(*(int(part or 0) for part in match.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - the file names no zone
    except ValueError:
        return ""
    zone = _OFFSET.match(match[7] or offset)
    suffix = f"{zone[1]}:{zone[2]}" if zone else "+00:00" if match[7] == "Z" else ""
    return f"{moment.isoformat()}{suffix}"


def _typed(key: str, tag: Any, tags: dict[str, Any]) -> tuple[str, str]:
    if key in _TIMES:
        offset = tags.get(_TIMES[key])
        typed = exif_time(plain(tag.values), plain(offset.values) if offset else "")
        return (typed, "time") if typed else ("", "")
    values = tag.values
    if isinstance(values, list) and len(values) == 1:
        number = _number(values[0])
        if number is not None:
            return decimal(number), "number"
    return "", ""


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError):
        return None


def _position(tags: dict[str, Any]) -> Iterator[Reading]:
    """Put degrees, minutes, seconds and hemisphere together; 0,0 is kept for the checks."""
    latitude = _degrees(tags, "Latitude", "S", 90)
    longitude = _degrees(tags, "Longitude", "W", 180)
    if latitude is None or longitude is None:
        return
    typed = position(latitude, longitude)
    yield Reading(SOURCE, "GPSPosition", typed.replace(",", " "), typed, "position", "GPS")


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
    typed = exif_time(text, "+00:00")
    if typed:
        yield Reading(SOURCE, "GPSDateTime", f"{text} UTC", typed, "time", "GPS")
