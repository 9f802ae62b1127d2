"""Times as files write them, turned into ISO 8601 with exactly the parts that are there."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from workbench.case.moment import Moment

# What lies outside was never a moment that a file's making could name; a timeline must
# be able to reckon with every typed time.
FIRST, LAST = 1800, 2200
_FARTHEST = timedelta(hours=14)
_FULL = re.compile(
    r"^\s*(\d{4})[:/\-. ](\d{1,2})[:/\-. ](\d{1,2})[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?"
    r"(?:[.,]\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?"
)
_OFFSET = re.compile(r"^\s*([+-])(\d{2}):?(\d{2})\s*$")


def time_of(text: str, offset: str = "") -> str:
    """Return ISO 8601 for a time of EXIF, XMP and their kin, or '' when it is none.

    Parameters
    ----------
    text
        Such as ``2024:09:30 19:22:11``, ``2024-09-30T19:22:11.5+07:00`` or ``2024-09``.
    offset
        Distance from UTC that stands elsewhere, used when `text` names none.
    """
    match = _FULL.match(text)
    if match is None:
        return _shorter(text)
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        if not FIRST <= year <= LAST:
            return ""
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - names no zone
    except ValueError:
        return ""
    exactness = "seconds" if match[6] else "minutes"
    return f"{moment.isoformat(timespec=exactness)}{_suffix(match[7] or offset)}"


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


def _suffix(zone: str) -> str:
    if zone in {"Z", "UTC"}:
        return "+00:00"
    match = _OFFSET.match(zone)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return ""
    return f"{match[1]}{match[2]}:{match[3]}"


def _shorter(text: str) -> str:
    cleaned = text.strip().rstrip("\x00")
    if not re.match(r"^\d{4}(?:[-:]\d{2}){0,2}$", cleaned):
        return ""
    try:
        moment = Moment.parse(cleaned.replace(":", "-"))
    except ValueError:
        return ""
    return moment.iso() if FIRST <= moment.day.year <= LAST else ""
