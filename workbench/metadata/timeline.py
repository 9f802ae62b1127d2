"""One timeline of a case: what its own files say happened, and what the exhibits say.

Reliability ranks, strongest first:

1. the office's own acts (reported, registered) and satellite clocks (GPS);
2. device or container times that name their zone, and the chain of hands;
3. device times without a zone; times that a server or messenger wrote;
4. what people state: event, publication, knowledge, who took a picture when;
5. what is easily changed or set by chance: file names, modification times.

A time without a zone is read in the zone of the case's office when a person states
it. When a device states it, the device may have been in any of Indonesia's three
zones, so that the entry spans all of them. Where the same file says where it was made, the
entry narrows to that place's zone and says so in its source (``+ WITA?``): a derivation, not
something the file states, so its rank stays that of a time without a zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workbench.case import CaseFolder, Moment
from workbench.case.moment import ZONES
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Fact, TimelineEntry
from workbench.metadata.moments import FIRST, LAST
from workbench.metadata.places.gazetteer import zone_at

# What a time of an exhibit is a time of, and how far it can be relied on when it
# names its zone. Without one it ranks one lower, but never below 5.
KINDS: dict[tuple[str, str], tuple[str, int]] = {
    ("exif", "GPSDateTime"): ("captured", 1),
    ("exif", "DateTimeOriginal"): ("captured", 2),
    ("exif", "DateTimeDigitized"): ("captured", 2),
    ("exif", "DateTime"): ("modified", 3),
    ("container", "CreationDate"): ("captured", 2),
    ("container", "Created"): ("captured", 3),
    ("container", "Modified"): ("modified", 3),
    ("pdf", "CreationDate"): ("modified", 3),
    ("pdf", "ModDate"): ("modified", 3),
    ("pdf", "Signature"): ("modified", 2),
    ("office", "Created"): ("modified", 3),
    ("office", "Modified"): ("modified", 3),
    ("office", "LastPrinted"): ("modified", 3),
    ("office", "TrackedChanges"): ("modified", 3),
    ("chat", "FirstMessage"): ("sent", 3),
    ("chat", "LastMessage"): ("sent", 3),
    ("chat", "Attached"): ("sent", 3),
    ("chat", "Edited"): ("modified", 3),
    ("mail", "Date"): ("sent", 3),
    ("mail", "Received"): ("received", 2),
    ("capture", "CapturedAt"): ("captured", 3),
    ("capture", "Published"): ("published", 3),
    ("filename", "CapturedAt"): ("captured", 4),
    ("filename", "RecordedAt"): ("captured", 4),
    ("filename", "ScreenshotAt"): ("captured", 4),
    ("filename", "SentAt"): ("sent", 4),
    ("filename", "SavedAt"): ("received", 4),
    ("filename", "PublishedAt"): ("published", 3),
    ("filename", "EditedAt"): ("modified", 4),
}
# Where a file says where it was made, and the layers in which its device wrote times.
POSITIONS = {("exif", "GPSPosition"), ("container", "Location"), ("xmp", "GPSPosition")}
_BY_DEVICE = {"exif", "container"}
WIDEST = max(ZONES.values())
NARROWEST = min(ZONES.values())


def timeline(
    folder: CaseFolder, exhibits: Iterable[Exhibit], facts: Iterable[Fact]
) -> tuple[TimelineEntry, ...]:
    """Return every time of the case, sorted; one entry per exhibit, kind and instant.

    Where two layers of one exhibit say the same thing, the more reliable stays.
    """
    ids = {exhibit.path: exhibit.id for exhibit in exhibits}
    entries = [*_case_entries(folder), *_claim_entries(folder), *_statement_entries(folder)]
    known = list(facts)
    zones = _zones(known)
    entries += [entry for fact in known if (entry := _fact_entry(fact, ids, zones)) is not None]
    return tuple(sorted(_strongest(entries)))


def _strongest(entries: Iterable[TimelineEntry]) -> Iterator[TimelineEntry]:
    """Keep one entry per exhibit, kind and instant, and no change at the moment of capture.

    Cameras write the same second into three fields; that is one thing that happened.
    """
    best: dict[tuple[str, str, str, str], TimelineEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.reliability):
        best.setdefault((entry.exhibit, entry.kind, entry.start, entry.end), entry)
    for (exhibit, kind, start, end), entry in best.items():
        if kind != "modified" or (exhibit, "captured", start, end) not in best:
            yield entry


def device_span(moment: Moment) -> tuple[datetime, datetime]:
    """Return the earliest and latest instant that a device's time can mean, in UTC.

    Without a zone it may be WIB, WITA or WIT.
    """
    if moment.has_zone:
        return moment.span(timedelta())
    return moment.span(WIDEST)[0], moment.span(NARROWEST)[1]


def instant(moment: datetime) -> str:
    """Return an instant as the timeline writes it: UTC with ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _case_entries(folder: CaseFolder) -> Iterator[TimelineEntry]:
    dates, offset = folder.case.dates, folder.case.offset
    for kind, rank in (
        ("event", 4), ("published", 4), ("first_seen", 4), ("known", 4),
        ("reported", 1), ("registered", 1),
    ):  # fmt: skip
        moment = getattr(dates, kind)
        if moment is not None:
            yield _entry(moment, moment.span(offset), kind, "", "case.yaml", rank)


def _claim_entries(folder: CaseFolder) -> Iterator[TimelineEntry]:
    offset = folder.case.offset
    for claim in folder.claims:
        times = (
            ("captured", claim.taken_at, 4),
            ("published", claim.published_at, 4),
            ("captured", claim.captured_at, 3),
            ("received", claim.received_at, 2),
            *(("received", step.at, 2) for step in claim.chain),
        )
        for kind, moment, rank in times:
            if moment is not None:
                yield _entry(moment, moment.span(offset), kind, claim.id, "exhibits.yaml", rank)


def _statement_entries(folder: CaseFolder) -> Iterator[TimelineEntry]:
    offset = folder.case.offset
    for statement in folder.statements:
        known = [statement.known_at, *(passage.known_at for passage in statement.passages)]
        for moment in known:
            if moment is not None:
                source = f"statements: {statement.person}"
                yield _entry(moment, moment.span(offset), "known", "", source, 4)


def _zones(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the zone of each file that says where it was made, where one zone is certain."""
    found: dict[str, str] = {}
    for fact in facts:
        if (fact.source, fact.name) in POSITIONS and fact.kind == "position":
            latitude, longitude = map(float, fact.typed.split(","))
            if fact.path not in found and (latitude, longitude) != (0, 0):
                found[fact.path] = zone_at(latitude, longitude)
    return found


def _fact_entry(fact: Fact, ids: dict[str, str], zones: dict[str, str]) -> TimelineEntry | None:
    known = KINDS.get((fact.source, fact.name))
    if known is None or fact.kind != "time" or fact.path not in ids:
        return None
    kind, rank = known
    moment = _readable(fact.typed)
    if moment is None:
        return None
    rank = rank if moment.has_zone else min(rank + 1, 5)
    source = f"{fact.source} {fact.name}"
    zone = zones.get(fact.path, "")
    if zone and not moment.has_zone and kind == "captured" and fact.source in _BY_DEVICE:
        # A device follows the zone of where it is; that it did so here is only likely.
        span, source = moment.span(ZONES[zone]), f"{source} + {zone}?"
    else:
        span = device_span(moment)
    entry = _entry(moment, span, kind, ids[fact.path], source, rank)
    return replace(entry, stated=fact.typed)


def _readable(typed: str) -> Moment | None:
    """Return a typed time as a moment that can be reckoned with, or None.

    Our own extractors give no other; one of another package might.
    """
    try:
        moment = Moment.parse(typed)
    except ValueError:
        return None
    return moment if FIRST <= moment.day.year <= LAST else None


def _entry(
    moment: Moment,
    span: tuple[datetime, datetime],
    kind: str,
    exhibit: str,
    source: str,
    reliability: int,
) -> TimelineEntry:
    start, end = span
    return TimelineEntry(
        instant(start), instant(end), kind, exhibit, source, moment.iso(), reliability
    )
