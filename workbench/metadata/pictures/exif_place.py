"""Where and when a receiver says it was: the GPS directory of EXIF put together.

A position is only told where all of it stands: without the letter that names the half of the
globe, with minutes over 59 or degrees over 90 it is uncertain, and said to be so with what
stands there. Source: Exif 2.32, section 4.6.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from workbench.metadata.moments import time_of
from workbench.metadata.places.iso6709 import METRES
from workbench.metadata.reading import Reading, metres, number_of, plain, position

SOURCE = "exif"
_ABSURD = 1_000_000.0
_SIGNS = {
    "N": 1, "NORTH": 1, "S": -1, "SOUTH": -1, "E": 1, "EAST": 1, "W": -1, "WEST": -1,
}  # fmt: skip
_LETTERS = {"Latitude": ("N", "S"), "Longitude": ("E", "W")}
_LIMITS = {"Latitude": 90, "Longitude": 180}
# Receivers count weeks with ten bits: after 1,024 of them they begin again.
ROLLOVER = timedelta(weeks=1024)
# Between two clocks of which one names no zone.
_ZONES = timedelta(hours=14)


class _Axis(NamedTuple):
    """Degrees with their sign, or why there are none."""

    degrees: float | None
    trouble: str = ""


def place(tags: dict[str, Any]) -> Iterator[Reading]:
    """Yield the position and its precision, or that it is uncertain; 0,0 stays for the checks."""
    found = [_axis(tags, axis) for axis in ("Latitude", "Longitude")]
    if found == [None, None]:
        return
    axes = [axis or _Axis(None) for axis in found]
    trouble = axes[0].trouble or axes[1].trouble
    latitude, longitude = axes[0].degrees, axes[1].degrees
    if latitude is None or longitude is None:
        yield Reading(SOURCE, "PositionUncertain", _stated(tags), trouble or "half", "text", "GPS")
        return
    typed = position(latitude, longitude)
    yield Reading(SOURCE, "GPSPosition", typed.replace(",", " "), typed, "position", "GPS")
    steps = [_step(tags[f"GPS GPS{axis}"].values) for axis in _LIMITS]
    yield metres(SOURCE, "PositionStep", min(steps), "GPS")
    error = tags.get("GPS Tag 0x001F")
    length = number_of(error.values[0]) if error is not None and error.values else None
    if length is not None and 0 < length < _ABSURD:
        yield metres(SOURCE, "PositionError", length, "GPS")


def _stated(tags: dict[str, Any]) -> str:
    """Return what stands there, field by field; a dash for what is missing."""
    told = []
    for axis in _LIMITS:
        value, letter = tags.get(f"GPS GPS{axis}"), tags.get(f"GPS GPS{axis}Ref")
        parts = plain(value.printable) if value is not None else "-"
        told.append(f"{axis} {parts} {plain(letter.values) if letter is not None else '-'}")
    return "; ".join(told)


def _axis(tags: dict[str, Any], axis: str) -> _Axis | None:
    """Return one coordinate, or None when nothing of it stands there."""
    numbers, named = _written(tags, axis)
    if all(number is None for number in numbers):
        return None
    parts = [number for number in numbers if number is not None and number >= 0]
    if len(parts) < len(numbers):
        return _Axis(None, "parts")
    # Seconds of exactly sixty are 59.996 rounded, as cameras write them.
    if max(parts[1:2], default=0) >= 60 or max(parts[2:], default=0) > 60:
        return _Axis(None, "sixty")
    whole = sum(part / 60**power for power, part in enumerate(parts))
    if whole > _LIMITS[axis]:
        return _Axis(None, "range")
    sign = _SIGNS.get(named, 0) if named[:1] in _LETTERS[axis] else 0
    # Zero lies on neither side.
    if whole and not sign:
        return _Axis(None, "hemisphere")
    return _Axis(whole * sign if whole else 0.0)


def _written(tags: dict[str, Any], axis: str) -> tuple[list[float | None], str]:
    """Return the numbers of one coordinate, and the letter of its hemisphere."""
    tag, letter = tags.get(f"GPS GPS{axis}"), tags.get(f"GPS GPS{axis}Ref")
    values = tag.values[:3] if tag is not None and isinstance(tag.values, list) else []
    named = plain(letter.values).strip().upper() if letter is not None else ""
    return [number_of(value) for value in values], named


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


def satellite_time(tags: dict[str, Any]) -> Iterator[Reading]:
    """Yield the receiver's own clock: UTC, independent of how the camera was set.

    Where its date lies 1,024 weeks before the camera's, the receiver's count of weeks has run
    over: the date is told as such, and is no time of the picture.
    """
    date, clock = tags.get("GPS GPSDate"), tags.get("GPS GPSTimeStamp")
    if date is None or clock is None or not isinstance(clock.values, list):
        return
    parts = [number_of(value) for value in clock.values]
    if len(parts) != 3 or any(part is None for part in parts):
        return
    total = sum((part or 0.0) * 60**power for power, part in enumerate(reversed(parts)))
    minutes, seconds = divmod(int(total), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{plain(date.values)} {hours:02d}:{minutes:02d}:{seconds:02d}"
    typed = time_of(text, "+00:00")
    if typed and _has_run_over(typed, tags):
        yield Reading(SOURCE, "GPSWeekRollover", f"{text} UTC", "", "text", "GPS")
        return
    yield Reading(SOURCE, "GPSDateTime", f"{text} UTC", typed, "time" if typed else "", "GPS")


def _has_run_over(typed: str, tags: dict[str, Any]) -> bool:
    """Whether a satellite time lies one run of weeks before the camera's, but for a zone."""
    taken = tags.get("EXIF DateTimeOriginal")
    made = time_of(plain(taken.values)) if taken is not None else ""
    if "T" not in made:
        return False
    apart = datetime.fromisoformat(made[:19]) - datetime.fromisoformat(typed[:19])
    return abs(apart - ROLLOVER) <= _ZONES
