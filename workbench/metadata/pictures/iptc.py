"""IPTC-IIM: captions, bylines and dates that agencies and older programs write.

Records follow IPTC-NAA Information Interchange Model 4.2, record 2; record 1 names the
character set.

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
    3: "ObjectTypeReference", 4: "ObjectAttributeReference", 5: "ObjectName", 7: "EditStatus",
    8: "EditorialUpdate", 10: "Urgency", 12: "SubjectReference", 15: "Category",
    20: "SupplementalCategories", 22: "FixtureIdentifier", 25: "Keywords",
    26: "ContentLocationCode", 27: "ContentLocationName", 30: "ReleaseDate", 35: "ReleaseTime",
    37: "ExpirationDate", 38: "ExpirationTime", 40: "SpecialInstructions", 42: "ActionAdvised",
    45: "ReferenceService", 47: "ReferenceDate", 50: "ReferenceNumber", 55: "DateCreated",
    60: "TimeCreated", 62: "DigitalCreationDate", 63: "DigitalCreationTime",
    65: "OriginatingProgram", 70: "ProgramVersion", 75: "ObjectCycle", 80: "By-line",
    85: "By-lineTitle", 90: "City", 92: "Sub-location", 95: "Province-State",
    100: "Country-PrimaryLocationCode", 101: "Country", 103: "OriginalTransmissionReference",
    105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice", 118: "Contact",
    120: "Caption-Abstract", 121: "LocalCaption", 122: "Writer-Editor", 130: "ImageType",
    131: "ImageOrientation", 135: "LanguageIdentifier", 150: "AudioType",
    151: "AudioSamplingRate", 152: "AudioSamplingResolution", 153: "AudioDuration",
    154: "AudioOutcue", 184: "JobID", 185: "MasterDocumentID", 186: "ShortDocumentID",
    187: "UniqueDocumentID", 188: "OwnerID", 221: "Prefs", 225: "ClassifyState",
    228: "SimilarityIndex", 230: "DocumentNotes", 231: "DocumentHistory",
    232: "ExifCameraInfo",
}  # fmt: skip
_DATES = {30: 35, 37: 38, 47: 0, 55: 60, 62: 63}
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield the IPTC records of a picture."""
    for payload in payloads(source.data, "iptc"):
        yield from _readings(payload)


def _readings(payload: bytes) -> Iterator[Reading]:
    records = list(_records(payload))
    declared = dict(records).get(_CHARACTER_SET) == _UTF8
    first = dict(reversed(records))
    for (record, number), content in records:
        name = NAMES.get(number) if record == 2 else None
        value = _text(content, is_utf8=declared)
        if name is None or not value:
            continue
        typed = ""
        if number in _DATES:
            typed = _moment(value, plain(first.get((2, _DATES[number]), b"")))
        yield Reading(SOURCE, name, value, typed, "time" if typed else "", f"2:{number:02d}")


def _text(content: bytes, *, is_utf8: bool) -> str:
    """Return a field's text: UTF-8 where it is that, or is said to be; Windows Latin otherwise.

    Most programs name no code, and write the one of their own system.
    """
    content = content.rstrip(b"\x00")
    if is_utf8:
        return plain(content)
    try:
        return plain(content.decode("utf-8"))
    except UnicodeDecodeError:
        return plain(content.decode("cp1252", "backslashreplace"))


def _records(payload: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield (record, dataset) and content of the first two records."""
    begins = [at for mark in (b"\x1c\x01", b"\x1c\x02") if (at := payload.find(mark)) >= 0]
    at = min(begins, default=-1)
    for _ in range(_MOST):
        if at < 0 or at + 5 > len(payload) or payload[at] != 0x1C:
            return
        length, start = int.from_bytes(payload[at + 3 : at + 5], "big"), at + 5
        if length & 0x8000:
            # An extended dataset: so many bytes hold the length.
            size = length & 0x7FFF
            if size > 4:
                return
            length, start = int.from_bytes(payload[start : start + size], "big"), start + size
        if payload[at + 1] <= 2:
            yield (payload[at + 1], payload[at + 2]), payload[start : start + length]
        at = start + length
    if at + 5 <= len(payload):
        left_out(SOURCE, "values", _MOST)


def _moment(day: str, clock: str) -> str:
    """Return ISO 8601 for ``CCYYMMDD`` with ``HHMMSS±HHMM``."""
    if len(day) != 8 or not day.isdigit():
        return ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if len(clock) >= 6 and clock[:6].isdigit():
        return time_of(f"{date} {clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}")
    return time_of(date)
