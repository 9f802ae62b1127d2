"""IPTC-IIM: captions, bylines and dates that agencies and older programs write.

Records follow IPTC-NAA Information Interchange Model 4.2, record 2.

Read here: iptcinfo3 is no longer kept and gives no places; pyexiv2 is under GPL-3.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.evidence.unread import left_out
from workbench.metadata.containers import payloads
from workbench.metadata.moments import time_of
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "iptc"
_MOST = 200
NAMES = {
    5: "ObjectName", 25: "Keywords", 55: "DateCreated", 60: "TimeCreated",
    62: "DigitalCreationDate", 63: "DigitalCreationTime", 65: "OriginatingProgram",
    70: "ProgramVersion", 80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sub-location",
    95: "Province-State", 101: "Country", 105: "Headline", 110: "Credit", 115: "Source",
    116: "CopyrightNotice", 120: "Caption-Abstract", 122: "Writer-Editor",
    40: "SpecialInstructions", 103: "OriginalTransmissionReference",
}  # fmt: skip
_DATES = {55: 60, 62: 63}


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the IPTC records of a picture."""
    for payload in payloads(source.data, "iptc"):
        yield from _readings(payload)


def _readings(payload: bytes) -> Iterator[Reading]:
    records = list(_records(payload))
    first = dict(reversed(records))
    for number, content in records:
        name = NAMES.get(number)
        value = plain(content)
        if name is None or not value:
            continue
        typed = ""
        if number in _DATES:
            typed = _moment(value, plain(first.get(_DATES[number], b"")))
        yield Reading(SOURCE, name, value, typed, "time" if typed else "", f"2:{number:02d}")


def _records(payload: bytes) -> Iterator[tuple[int, bytes]]:
    at = payload.find(b"\x1c\x02")
    for _ in range(_MOST):
        if at < 0 or at + 5 > len(payload) or payload[at] != 0x1C:
            return
        length = int.from_bytes(payload[at + 3 : at + 5], "big")
        if length & 0x8000:
            return
        if payload[at + 1] == 2:
            yield payload[at + 2], payload[at + 5 : at + 5 + length]
        at += 5 + length
    if at + 5 <= len(payload):
        left_out(SOURCE, "values", _MOST)


def _moment(day: str, clock: str) -> str:
    """Return ISO 8601 for ``CCYYMMDD`` with ``HHMMSS±HHMM``."""
    if len(day) != 8 or not day.isdigit():
        return ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if len(clock) >= 6 and clock[:6].isdigit():
        return time_of(f"{date} {clock[:2]}:{clock[2:4]}:{clock[4:6]}", clock[6:])
    return time_of(date)
