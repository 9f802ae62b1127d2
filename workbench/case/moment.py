"""Dates and times as people write them, kept as exact as they were and no more.

``2 Oktober 2024``, ``Rabu, 2 Okt 2024 pukul 19.30 WITA`` and
``2024-10-02T19:30:00+08:00`` all become a :class:`Moment`: a date, perhaps a
time, perhaps a zone. What was not said stays unknown; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

Precision = Literal["year", "month", "day", "minute", "second"]

# Indonesia's three zones have fixed offsets (Keppres 41/1987) and no summer time.
ZONES: dict[str, timedelta] = {
    "WIB": timedelta(hours=7),
    "WITA": timedelta(hours=8),
    "WIT": timedelta(hours=9),
}

_MONTH_NAMES = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
_DAY_NAMES = (
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat friday",
    "sabtu saturday",
    "minggu ahad sunday",
)
_DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}

_LONGEST = 80
_WEEKDAY = re.compile(rf"^({'|'.join(_DAYS)}|jum['’]at)\b[,\s]*", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+|$)")
_EXIF = re.compile(r"^(\d{4}):(\d{2}):(\d{2})(?:\s+|$)")
_WORDS = re.compile(r"^(\d{1,2})(?:\s+|-)([a-z]+)\.?(?:\s+|-)(\d{4})(?:[,\s]+|$)", re.IGNORECASE)
_NUMERIC = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[,\s]+|$)")
_MONTH_ONLY = re.compile(r"^([a-z]+)\.?\s+(\d{4})$", re.IGNORECASE)
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_YEAR_ONLY = re.compile(r"^(\d{4})$")
_TIME = re.compile(
    r"^(?:pukul|pkl\.?|jam|at)?\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*"
    r"(am|pm)?\s*(WIB|WITA|WIT|UTC|GMT|Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=False)
class Moment:
    """A point in time as exact as its source.

    Attributes
    ----------
    day
        The date; the first of the month or year when only that is known.
    clock
        Time of day, or None when the source names none.
    offset
        Distance of local time from UTC, or None when the source names no zone.
    precision
        What the source says: ``year``, ``month``, ``day``, ``minute`` or ``second``.
    """

    day: date
    clock: time | None = None
    offset: timedelta | None = None
    precision: Precision = "day"

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read a date, with or without a time and a zone.

        Accepted are ISO 8601, EXIF's ``YYYY:MM:DD HH:MM:SS``, day-month-year with
        Indonesian or English month names, and day/month/year in digits; a weekday
        in front; times as ``19.30`` or ``19:30``; WIB, WITA, WIT, UTC or an offset.

        Raises
        ------
        ValueError
            When the text is no date in any of these forms, or names a day that
            does not exist.
        """
        cleaned = " ".join(text.split())
        if not cleaned or len(cleaned) > _LONGEST:
            raise ValueError("not a date")
        cleaned = _WEEKDAY.sub("", cleaned)
        partial = _parse_partial(cleaned)
        if partial is not None:
            return partial
        day, rest = _parse_day(cleaned)
        rest = rest.strip(" ,")
        if not rest:
            return cls(day)
        clock, precision, offset = _parse_clock(rest)
        return cls(day, clock, offset, precision)

    @classmethod
    def weekday_of(cls, text: str) -> int | None:
        """Return the weekday that `text` names in front of its date, Monday 0; None for none."""
        match = _WEEKDAY.match(" ".join(text[:_LONGEST].split()))
        return _DAYS[match[1].lower().replace("'", "").replace("’", "")] if match else None

    def agrees_with_weekday(self, text: str) -> bool:
        """Whether the weekday that a text names, if any, is that of its day."""
        named = self.weekday_of(text)
        return named is None or self.precision in {"year", "month"} or self.day.weekday() == named

    @property
    def has_time(self) -> bool:
        """Whether the source names a time of day."""
        return self.clock is not None

    @property
    def has_zone(self) -> bool:
        """Whether the source names a zone or an offset."""
        return self.offset is not None

    def span(self, default: timedelta) -> tuple[datetime, datetime]:
        """Return the earliest and latest instant, in UTC, that this can mean.

        Parameters
        ----------
        default
            Offset used where the source names none, usually the office's zone.

        Returns
        -------
        tuple of datetime
            Both aware, in UTC; the second is exclusive (one second, minute, day,
            month or year later).
        """
        start = datetime.combine(
            self.day,
            self.clock or time(),
            timezone(self.offset if self.has_zone else default),  # type: ignore[arg-type]
        ).astimezone(UTC)
        return start, start + self._length()

    def iso(self) -> str:
        """Return ISO 8601 text with exactly the parts that are known."""
        if self.precision == "year":
            return f"{self.day.year:04d}"
        if self.precision == "month":
            return f"{self.day.year:04d}-{self.day.month:02d}"
        if self.clock is None:
            return self.day.isoformat()
        clock = self.clock.isoformat("minutes" if self.precision == "minute" else "seconds")
        return f"{self.day.isoformat()}T{clock}{self._offset_text()}"

    def _length(self) -> timedelta:
        if self.precision == "year":
            return date(self.day.year + 1, 1, 1) - date(self.day.year, 1, 1)
        if self.precision == "month":
            following = (self.day.replace(day=1) + timedelta(days=32)).replace(day=1)
            return following - self.day.replace(day=1)
        if self.precision == "day":
            return timedelta(days=1)
        return timedelta(minutes=1) if self.precision == "minute" else timedelta(seconds=1)

    def _offset_text(self) -> str:
        if self.offset is None:
            return ""
        minutes = int(self.offset.total_seconds() // 60)
        sign = "-" if minutes < 0 else "+"
        return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def zone_name(offset: timedelta | None) -> str:
    """Return ``WIB``, ``WITA`` or ``WIT`` for their offsets, ``UTC±hh:mm`` else, '' for None."""
    if offset is None:
        return ""
    for name, value in ZONES.items():
        if value == offset:
            return name
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _parse_partial(text: str) -> Moment | None:
    if match := _YEAR_ONLY.match(text):
        return Moment(_date(int(match[1]), 1, 1), precision="year")
    if match := _ISO_MONTH.match(text):
        return Moment(_date(int(match[1]), int(match[2]), 1), precision="month")
    if (match := _MONTH_ONLY.match(text)) and match[1].lower() in MONTHS:
        return Moment(_date(int(match[2]), MONTHS[match[1].lower()], 1), precision="month")
    return None


def _date(year: int, month: int, day: int) -> date:
    """Return a date whose whole span can be reckoned with in any zone."""
    if not 1 < year < 9999:
        raise ValueError("not a date")
    return date(year, month, day)


def _parse_day(text: str) -> tuple[date, str]:
    if match := _ISO.match(text) or _EXIF.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _WORDS.match(text):
        month = MONTHS.get(match[2].lower())
        if month is not None:
            return _date(int(match[3]), month, int(match[1])), text[match.end() :]
    # Indonesia writes the day first; 10/02/2024 is 10 February.
    if match := _NUMERIC.match(text):
        return _date(int(match[3]), int(match[2]), int(match[1])), text[match.end() :]
    raise ValueError("not a date")


def _parse_clock(text: str) -> tuple[time, Precision, timedelta | None]:
    match = _TIME.match(text)
    if match is None:
        raise ValueError("not a time")
    hour, minute, second = int(match[1]), int(match[2]), match[3]
    if half := (match[4] or "").lower():
        if not 1 <= hour <= 12:
            raise ValueError("not a time")
        hour = hour % 12 + (12 if half == "pm" else 0)
    clock = time(hour, minute, int(second or 0))
    return clock, "second" if second else "minute", _parse_offset(match[5])


def _parse_offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    name = text.upper()
    if name in ZONES:
        return ZONES[name]
    if name in {"UTC", "GMT", "Z"}:
        return timedelta(0)
    sign = -1 if name[0] == "-" else 1
    digits = name[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("not a zone")
    return sign * timedelta(hours=hours, minutes=minutes)
