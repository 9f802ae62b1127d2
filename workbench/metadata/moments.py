"""Times as files write them, turned into ISO 8601 with exactly the parts that are there."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from workbench.case.moment import ZONES, Moment

# What lies outside was never a moment that a file's making could name; a timeline must
# be able to reckon with every typed time.
FIRST, LAST = 1800, 2200
_FARTHEST = timedelta(hours=14)
# Marks of half days, before or behind the clock, as phones of several languages write them.
_BEFORE_NOON = "AM|a\\.m\\.|上午|午前|오전"
_AFTER_NOON = "PM|p\\.m\\.|下午|午後|오후"
_HALF = f"{_BEFORE_NOON}|{_AFTER_NOON}"
_FULL = re.compile(
    r"\s*(\d{4})[:/\-. ]\s?(\d{1,2})[:/\-. ]\s?(\d{1,2})(?:T|[T ]\s*)"
    rf"(?:(?P<before>{_HALF})\s*)?"
    r"(\d{1,2}):\s?(\d{1,2})(?::\s?(\d{1,2}))?(?:[.,]\d+)?"
    rf"(?:\s*(?P<behind>{_HALF}))?"
    r"\s*(?P<zone>Z|WIB|WITA?|(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?)[\s\x00]*",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?\s*", re.IGNORECASE)
_LETTER = re.compile(
    r"\s*(?:[A-Za-z]{3,9}\.?,?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+(?:\d{4}|\d{2})\s+"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?P<zone>[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T|WIB|WITA?))?"
    r"(?:\s*\([^()]*\))?\s*"
)
# What stands in a field that nobody filled.
_UNSET = re.compile(r"[0\s:/.,\-TZ+\x00]*")


def time_of(text: str, offset: str = "") -> str:
    """Return ISO 8601 for a time of EXIF, XMP and their kin, or '' when it is none.

    A text is read whole or not at all: what would be left over might be half a day, or a
    zone, and a time without it would be another one.

    Parameters
    ----------
    text
        Such as ``2024:09:30 19:22:11``, ``2024-09-30T19:22:11.5+07:00``,
        ``2024: 9:30 07:22:11 PM`` or ``2024-09``.
    offset
        Distance from UTC that stands elsewhere, used when `text` names none.
    """
    match = _FULL.fullmatch(text)
    if match is None:
        return _shorter(text)
    year, month, day, hour, minute, second = (int(match[n] or 0) for n in (1, 2, 3, 5, 6, 7))
    of_day = _of_day(hour, match["before"] or "", match["behind"] or "")
    zone = match["zone"]
    suffix = zone_of(zone or offset)
    if of_day is None or not FIRST <= year <= LAST or (zone and not suffix):
        return ""
    try:
        moment = datetime(year, month, day, of_day, minute, second)  # noqa: DTZ001 - names no zone
    except ValueError:
        return ""
    exactness = "seconds" if match[7] else "minutes"
    return f"{moment.isoformat(timespec=exactness)}{suffix}"


def _of_day(hour: int, *marks: str) -> int | None:
    """Return the hour of 24, or None where its marks contradict it or leave it open.

    Clocks of twelve hours call noon 12 PM, and some phones midnight 0 AM; 0 PM is neither.
    """
    named = [mark for mark in marks if mark]
    if not named:
        return hour
    is_after = re.fullmatch(_AFTER_NOON, named[0], re.IGNORECASE) is not None
    if len(named) > 1 or (is_after and hour == 0) or (not is_after and hour > 12):
        return None
    return hour if is_after and hour > 12 else hour % 12 + 12 * is_after


def is_unset(text: str) -> bool:
    """Whether a field of time holds nothing but zeros, blanks and signs: nobody filled it."""
    return _UNSET.fullmatch(text) is not None


def is_bare_date(text: str) -> bool:
    """Whether a text has no clock: the date of a work, as in music files, not of a recording."""
    return re.search(r"\d:\s?\d", text) is None


def letter_time(text: str) -> str:
    """Return ISO 8601 for a date as mail writes it (RFC 5322), or '' when it is none."""
    match = _LETTER.fullmatch(text)
    if match is None:
        return ""
    zone = match["zone"] or ""
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if zone in ZONES:
        moment = moment.replace(tzinfo=timezone(ZONES[zone]))
    return stamp(moment)


def utc(seconds: float) -> str:
    """Return ISO 8601 in UTC for Unix seconds.

    Raises
    ------
    ValueError, OverflowError, OSError
        When there is no such moment.
    """
    return stamp(datetime.fromtimestamp(int(seconds), UTC))


def stamp(moment: datetime) -> str:
    """Return ISO 8601 for a moment that a library has read, or '' when it is absurd."""
    offset = moment.utcoffset()
    is_zone = offset is None or (abs(offset) <= _FARTHEST and not offset.seconds % 60)
    if not is_zone or not FIRST <= moment.year <= LAST:
        return ""
    return moment.replace(microsecond=0).isoformat()


def zone_of(text: str) -> str:
    """Return ``+07:00`` for a distance from UTC as files write it, or '' when it is none."""
    if text.strip().upper() in {"Z", "UTC", "GMT"}:
        return "+00:00"
    if (name := text.strip().upper()) in ZONES:
        text = f"+{int(ZONES[name].total_seconds()) // 3600:02d}"
    match = _OFFSET.fullmatch(text)
    if match is None:
        return ""
    hours, minutes = int(match[2]), int(match[3] or 0)
    if minutes > 59 or timedelta(hours=hours, minutes=minutes) > _FARTHEST:
        return ""
    return f"{match[1]}{hours:02d}:{minutes:02d}"


def _shorter(text: str) -> str:
    cleaned = re.sub(r"(?<=[:-]) (?=\d(?:[:-]|$))", "0", text.strip().rstrip("\x00"))
    if not re.fullmatch(r"\d{4}(?:[-:]\d{2}){0,2}", cleaned):
        return ""
    try:
        moment = Moment.parse(cleaned.replace(":", "-"))
    except ValueError:
        return ""
    return moment.iso() if FIRST <= moment.day.year <= LAST else ""
