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
from workbench.checks.documents import document_changed, document_made
from workbench.checks.observation import Observation, Severity
from workbench.checks.shown import length
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import TimelineEntry
from workbench.metadata.timeline import device_span, instant

# Sources inside the file: what the device or a program wrote, not the name.
INSIDE = {"exif", "xmp", "iptc", "container"}
# Clocks are set by hand and names are written when the file is saved.
TOLERANCE = timedelta(minutes=2)
# A receiver may keep an older position, and with it an older time, for a while.
STALE, OLD_FIX = timedelta(minutes=15), timedelta(hours=1)


@check("TIME-001", "serious", "info")
def captured_after_report(context: CheckContext) -> Iterator[Observation]:
    """Find files that say they were made after the report that they support."""
    reported, offset = context.folder.case.dates.reported, context.folder.case.offset
    if reported is None:
        return
    end = reported.span(offset)[1]
    for exhibit, made, source in _capture_times(context):
        if device_span(made)[0] >= end:
            claim = context.claim(exhibit)
            received = claim.received_at if claim is not None else None
            # Exhibits are added while a case is studied; then nothing contradicts anything.
            is_added = received is not None and device_span(made)[1] <= received.span(offset)[1]
            severity: Severity = "info" if is_added else "serious"
            fields = {
                "exhibit": exhibit.id,
                "captured": context.when(made),
                "source": source,
                "reported": context.when(reported),
            }
            yield Observation("TIME-001", severity, (exhibit.id,), fields)


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
                "captured": context.when(made),
                "source": source,
                "received": context.when(claim.received_at),
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
                "inside": context.when(inside),
                "name": context.when(named),
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
            fields = {
                "exhibit": exhibit.id,
                "inside": context.when(inside),
                "name": context.when(sent),
            }
            yield Observation("TIME-006", "attention", (exhibit.id,), fields)


@check("TIME-007", "info")
def digitised_against_original(context: CheckContext) -> Iterator[Observation]:
    """Find pictures whose camera wrote two different times for taking and for digitising."""
    for exhibit in context.exhibits:
        times = [
            context.first(exhibit, "exif", name)
            for name in ("DateTimeOriginal", "DateTimeDigitized")
        ]
        moments = [moment_of(fact.typed) for fact in times if fact is not None]
        if len(moments) < 2 or moments[0] is None or moments[1] is None:
            continue
        if (by := _apart(moments[0], moments[1])) > TOLERANCE:
            fields = {
                "exhibit": exhibit.id,
                "original": context.when(moments[0]),
                "digitised": context.when(moments[1]),
                "by": length(by),
            }
            yield Observation("TIME-007", "info", (exhibit.id,), fields)


@check("TIME-008", "attention")
def clock_against_satellite(context: CheckContext) -> Iterator[Observation]:
    """Find photos whose camera clock does not fit the satellite time, in any zone."""
    for exhibit in context.exhibits:
        clock = context.first(exhibit, "exif", "DateTimeOriginal")
        satellite = context.first(exhibit, "exif", "GPSDateTime")
        if clock is None or satellite is None or not clock.typed:
            continue
        camera, gps = Moment.parse(clock.typed), Moment.parse(satellite.typed)
        by = _apart(camera, gps, timedelta(hours=1))
        if by > (OLD_FIX if camera.has_zone else STALE):
            fields = {
                "exhibit": exhibit.id,
                "camera": context.when(camera),
                "gps": context.when(gps),
                "by": length(by),
            }
            yield Observation("TIME-008", "attention", (exhibit.id,), fields)


@check("TIME-009", "attention")
def published_before_captured(context: CheckContext) -> Iterator[Observation]:
    """Find recordings said to be published before they say they were made."""
    offset = context.folder.case.offset
    for exhibit in context.exhibits:
        made, claim = _inside(context, exhibit), context.claim(exhibit)
        if made is None or not _is_recording(context, exhibit):
            continue
        published = claim.published_at if claim is not None else None
        named = context.first(exhibit, "filename", "PublishedAt")
        if published is None and named is not None:
            published = Moment.parse(named.typed)
        if published is not None and published.span(offset)[1] <= device_span(made)[0]:
            fields = {
                "exhibit": exhibit.id,
                "captured": context.when(made),
                "published": context.when(published),
            }
            yield Observation("TIME-009", "attention", (exhibit.id,), fields)


@check("TIME-012", "attention")
def document_changed_after(context: CheckContext) -> Iterator[Observation]:
    """Find documents that were changed after they were handed in."""
    offset = context.folder.case.offset
    for exhibit in context.exhibits:
        claim = context.claim(exhibit)
        received = claim.received_at if claim is not None else None
        found = document_changed(context, exhibit) or document_made(context, exhibit)
        if received is None or found is None:
            continue
        changed = found[0]
        if device_span(changed)[0] >= received.span(offset)[1]:
            fields = {
                "exhibit": exhibit.id,
                "changed": context.when(changed),
                "received": context.when(received),
            }
            yield Observation("TIME-012", "attention", (exhibit.id,), fields)


@check("TIME-014", "attention")
def after_everything(context: CheckContext) -> Iterator[Observation]:
    """Find times in files that lie after everything that the case has seen.

    A study must not depend on the day on which it is made, so that *the future* begins
    here after the last act that the case's own files record.
    """
    last = _last_act(context)
    if last is None:
        return
    end = last.span(context.folder.case.offset)[1]
    ids = {exhibit.id: exhibit for exhibit in context.exhibits}
    told: set[str] = set()
    for entry in context.timeline:
        exhibit = ids.get(entry.exhibit)
        if exhibit is None or entry.source == "exhibits.yaml" or entry.exhibit in told:
            continue
        if instant(end) <= entry.start and not _has_own_check(context, exhibit, entry):
            told.add(entry.exhibit)
            fields = {
                "exhibit": exhibit.id,
                "time": context.when(Moment.parse(entry.stated)),
                "source": entry.source,
                "last": context.when(last),
            }
            yield Observation("TIME-014", "attention", (exhibit.id,), fields)


CHECKS = (
    captured_after_report,
    captured_after_receipt,
    captured_before_event,
    captured_after_event,
    exif_against_name,
    sent_before_captured,
    digitised_against_original,
    clock_against_satellite,
    published_before_captured,
    document_changed_after,
    after_everything,
)


def _last_act(context: CheckContext) -> Moment | None:
    """Return the last act of office that the case records, or None."""
    folder, dates = context.folder, context.folder.case.dates
    acts = [dates.reported, dates.registered, *(one.at for one in folder.statements)]
    for claim in folder.claims:
        acts += [claim.received_at, claim.captured_at, *(step.at for step in claim.chain)]
    known = [act for act in acts if act is not None]
    return max(known, key=lambda act: act.span(folder.case.offset)[1], default=None)


def _has_own_check(context: CheckContext, exhibit: Exhibit, entry: TimelineEntry) -> bool:
    """Whether another check speaks of a capture, or of a document, after the report."""
    if context.folder.case.dates.reported is None:
        return False
    is_document = entry.source.partition(" ")[0] in {"pdf", "office"}
    return is_document or entry.stated == context.row(exhibit).at


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
            fields = {
                "exhibit": exhibit.id,
                "captured": context.when(made),
                "event": context.when(event),
            }
            yield Observation(code, "attention", (exhibit.id,), fields)


def _is_recording(context: CheckContext, exhibit: Exhibit) -> bool:
    """Whether the exhibit is said to show an event, or comes from a camera and nobody says."""
    claim = context.claim(exhibit)
    if claim is not None and claim.kind is not None:
        return claim.kind in {"foto", "video", "rekaman_suara"}
    return bool(context.row(exhibit).make)


def _apart(one: Moment, other: Moment, step: timedelta = timedelta(minutes=30)) -> timedelta:
    """Return how far two times of one device are apart.

    Where one names its zone and the other does not, whole steps up to 14 hours may be
    the zone and do not count: half hours in the world, whole hours in Indonesia.
    """
    if one.has_zone and other.has_zone:
        return abs(one.span(timedelta())[0] - other.span(timedelta())[0])
    bare = (Moment(m.day, m.clock, None, m.precision) for m in (one, other))
    first, second = (moment.span(timedelta())[0] for moment in bare)
    distance = abs(first - second)
    if one.has_zone != other.has_zone and distance <= timedelta(hours=14):
        rest = distance % step
        return min(rest, step - rest)
    return distance
