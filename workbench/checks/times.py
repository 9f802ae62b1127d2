"""Time: dates that do not fit together, within one file, between files, and with the case.

A device's time without a zone may be any of Indonesia's three; an observation is
made only when it stands in each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from workbench.case import Moment
from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.observation import Observation
from workbench.checks.shown import length, when
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.timeline import device_span

# Sources inside the file: what the device or a program wrote, not the name.
INSIDE = {"exif", "xmp", "iptc", "container"}
# Clocks are set by hand and names are written when the file is saved.
TOLERANCE = timedelta(minutes=2)


@check("TIME-001", "serious")
def captured_after_report(context: CheckContext) -> Iterator[Observation]:
    """Find files that say they were made after the report that they support."""
    reported = context.folder.case.dates.reported
    if reported is None:
        return
    end = reported.span(context.folder.case.offset)[1]
    for exhibit, made, source in _capture_times(context):
        if device_span(made)[0] >= end:
            fields = {
                "exhibit": exhibit.id,
                "captured": when(made),
                "source": source,
                "reported": when(reported),
            }
            yield Observation("TIME-001", "serious", (exhibit.id,), fields)


@check("TIME-002", "serious")
def captured_after_receipt(context: CheckContext) -> Iterator[Observation]:
    """Find files that say they were made after the office received them."""
    offset = context.folder.case.offset
    for exhibit, made, source in _capture_times(context):
        claim = context.claim(exhibit)
        if claim is None or claim.received_at is None:
            continue
        if device_span(made)[0] >= claim.received_at.span(offset)[1]:
            fields = {
                "exhibit": exhibit.id,
                "captured": when(made),
                "source": source,
                "received": when(claim.received_at),
            }
            yield Observation("TIME-002", "serious", (exhibit.id,), fields)


@check("TIME-003", "attention")
def captured_before_event(context: CheckContext) -> Iterator[Observation]:
    """Find recordings older than the event that they are said to show."""
    yield from _outside_event(context, "TIME-003", before=True)


@check("TIME-004", "attention")
def captured_after_event(context: CheckContext) -> Iterator[Observation]:
    """Find recordings younger than the event that they are said to show."""
    yield from _outside_event(context, "TIME-004", before=False)


@check("TIME-005", "attention")
def exif_against_name(context: CheckContext) -> Iterator[Observation]:
    """Find files whose inner capture time differs from the one in their name."""
    for exhibit in context.exhibits:
        inside, name = _inside(context, exhibit), context.first(exhibit, "filename", "CapturedAt")
        if inside is None or name is None:
            continue
        named = Moment.parse(name.typed)
        if named.precision == "day" or inside.precision == "day":
            differs, by = named.day != inside.day, abs(named.day - inside.day)
        else:
            by = _apart(inside, named)
            differs = by > TOLERANCE
        if differs:
            fields = {
                "exhibit": exhibit.id,
                "inside": when(inside),
                "name": when(named),
                "by": length(by),
            }
            yield Observation("TIME-005", "attention", (exhibit.id,), fields)


@check("TIME-006", "attention")
def sent_before_captured(context: CheckContext) -> Iterator[Observation]:
    """Find pictures whose messenger's name carries a day before their capture time."""
    for exhibit in context.exhibits:
        inside, name = _inside(context, exhibit), context.first(exhibit, "filename", "SentAt")
        if inside is None or name is None:
            continue
        sent = Moment.parse(name.typed)
        if device_span(sent)[1] <= device_span(inside)[0]:
            fields = {"exhibit": exhibit.id, "inside": when(inside), "name": when(sent)}
            yield Observation("TIME-006", "attention", (exhibit.id,), fields)


CHECKS = (
    captured_after_report,
    captured_after_receipt,
    captured_before_event,
    captured_after_event,
    exif_against_name,
    sent_before_captured,
)


def _capture_times(context: CheckContext) -> Iterator[tuple[Exhibit, Moment, str]]:
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        made = moment_of(row.at)
        if made is not None:
            yield exhibit, made, row.source


def _inside(context: CheckContext, exhibit: Exhibit) -> Moment | None:
    row = context.row(exhibit)
    return moment_of(row.at) if row.source in INSIDE else None


def _outside_event(context: CheckContext, code: str, *, before: bool) -> Iterator[Observation]:
    event = context.folder.case.dates.event
    if event is None:
        return
    # The whole day counts: a meeting at 19.30 has people photographing at noon.
    alleged = Moment(event.day) if event.has_time else event
    start, end = alleged.span(context.folder.case.offset)
    for exhibit in context.exhibits:
        made = _inside(context, exhibit)
        if made is None or not _is_recording(context, exhibit):
            continue
        earliest, latest = device_span(made)
        if latest <= start if before else earliest >= end:
            fields = {"exhibit": exhibit.id, "captured": when(made), "event": when(event)}
            yield Observation(code, "attention", (exhibit.id,), fields)


def _is_recording(context: CheckContext, exhibit: Exhibit) -> bool:
    """Whether the exhibit is said to show an event, or comes from a camera and nobody says."""
    claim = context.claim(exhibit)
    if claim is not None and claim.kind is not None:
        return claim.kind in {"foto", "video", "rekaman_suara"}
    return bool(context.row(exhibit).make)


def _apart(one: Moment, other: Moment) -> timedelta:
    """Return how far two times of one device are apart.

    Where one names its zone and the other does not, whole and half hours up to 14
    may be the zone and do not count.
    """
    if one.has_zone and other.has_zone:
        return abs(one.span(timedelta())[0] - other.span(timedelta())[0])
    bare = (Moment(m.day, m.clock, None, m.precision) for m in (one, other))
    first, second = (moment.span(timedelta())[0] for moment in bare)
    distance = abs(first - second)
    if one.has_zone != other.has_zone and distance <= timedelta(hours=14):
        rest = distance % timedelta(minutes=30)
        return min(rest, timedelta(minutes=30) - rest)
    return distance
