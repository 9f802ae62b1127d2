"""Place: where files say they were made, against where things are said to have happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from workbench.checks.check import check
from workbench.checks.context import CheckContext, moment_of
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Captured, Fact
from workbench.metadata.places.earth import kilometres
from workbench.metadata.timeline import device_span

# Phones place themselves within metres outdoors and within about a kilometre by cell.
FAR = 2.0


@check("PLACE-001", "attention")
def far_from_place(context: CheckContext) -> Iterator[Observation]:
    """Find files whose coordinates lie far from the place of the alleged act."""
    place = context.folder.case.place
    if place.latitude is None or place.longitude is None:
        return
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        if row.latitude is None or row.longitude is None or (row.latitude, row.longitude) == (0, 0):
            continue
        far = kilometres(row.latitude, row.longitude, place.latitude, place.longitude)
        if far > FAR:
            fields = {
                "exhibit": exhibit.id,
                "latitude": f"{row.latitude:.5f}",
                "longitude": f"{row.longitude:.5f}",
                "km": f"{far:.0f}" if far >= 10 else f"{far:.1f}",
            }
            yield Observation("PLACE-001", "attention", (exhibit.id,), fields)


@check("PLACE-002", "info")
def null_island(context: CheckContext) -> Iterator[Observation]:
    """Find coordinates 0,0: a receiver that had no position, or a value written by hand."""
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        if (row.latitude, row.longitude) == (0, 0):
            yield Observation("PLACE-002", "info", (exhibit.id,), {"exhibit": exhibit.id})


# Faster than any car or train in Indonesia, over a distance that no wrong fix explains.
FAST = 300.0
MOVED = 20.0


@check("PLACE-003", "attention")
def two_places_at_one_time(context: CheckContext) -> Iterator[Observation]:
    """Find two exhibits of one device whose places are too far apart for their times."""
    by_device: dict[str, list[tuple[datetime, datetime, Captured]]] = {}
    for exhibit in context.exhibits:
        row, made = context.row(exhibit), moment_of(context.row(exhibit).at)
        if made is None or not made.has_time or not row.model or not has_position(row):
            continue
        serial = context.first(exhibit, "exif", "BodySerialNumber")
        device = f"{row.make} {row.model} {serial.value if serial else ''}".strip()
        by_device.setdefault(device, []).append((*device_span(made), row))
    for device, rows in sorted(by_device.items()):
        rows.sort(key=lambda entry: (entry[0], entry[2].exhibit))
        for (_, _, one), (_, _, other) in _impossible(rows):
            far = distance(one, other)
            fields = {"a": one.exhibit, "b": other.exhibit, "device": device, "km": f"{far:.0f}"}
            ids = tuple(sorted((one.exhibit, other.exhibit)))
            yield Observation("PLACE-003", "attention", ids, fields)


# What iso6709 text begins with; words in that field are a place's name.
_NUMBERS = re.compile(r"[+-]\d|-?\d+(?:\.\d+)? -?\d")


@check("PLACE-004", "attention")
def position_uncertain(context: CheckContext) -> Iterator[Observation]:
    """Find positions of which a part is missing or impossible: they are used for nothing."""
    for exhibit in context.exhibits:
        if has_position(context.row(exhibit)):
            continue
        fact = next(_uncertain(context, exhibit), None)
        if fact is not None:
            fields = {
                "exhibit": exhibit.id,
                "found": fact.value,
                "how": f"position_{fact.typed or 'parts'}",
            }
            yield Observation("PLACE-004", "attention", (exhibit.id,), fields)


CHECKS = (far_from_place, null_island, two_places_at_one_time, position_uncertain)


def _uncertain(context: CheckContext, exhibit: Exhibit) -> Iterator[Fact]:
    for source in ("exif", "xmp"):
        yield from context.of(exhibit, source, "PositionUncertain")
    for fact in context.of(exhibit, "container", "Location"):
        if fact.kind != "position" and _NUMBERS.match(fact.value):
            yield fact


def has_position(row: Captured) -> bool:
    """Whether a file names a place; 0,0 is none."""
    return row.latitude is not None and (row.latitude, row.longitude) != (0, 0)


def distance(one: Captured, other: Captured) -> float:
    """Return kilometres between two exhibits that both name a place."""
    return kilometres(
        one.latitude or 0, one.longitude or 0, other.latitude or 0, other.longitude or 0
    )


Row = tuple[datetime, datetime, Captured]


def _impossible(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield neighbours in time that even the longest reading of their times cannot explain."""
    for earlier, later in pairwise(rows):
        hours = (later[1] - earlier[0]).total_seconds() / 3600
        far = distance(earlier[2], later[2])
        if far > MOVED and far > FAST * hours:
            yield earlier, later
