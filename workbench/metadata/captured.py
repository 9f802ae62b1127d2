"""When, where and with what each exhibit says it was made: one row per exhibit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.case.moment import Moment, zone_name
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Captured, Fact
from workbench.metadata.places.gazetteer import nearest, zone_at

# Where a capture time may stand, the most telling first: what the device wrote at
# the moment itself comes before what a program or a name says later.
TIMES: tuple[tuple[str, str], ...] = (
    ("exif", "DateTimeOriginal"),
    ("exif", "DateTimeDigitized"),
    ("container", "CreationDate"),
    ("container", "Created"),
    ("xmp", "DateTimeOriginal"),
    ("xmp", "DateCreated"),
    ("iptc", "DateCreated"),
    ("exif", "GPSDateTime"),
    ("capture", "CapturedAt"),
    ("filename", "CapturedAt"),
    ("filename", "RecordedAt"),
    ("filename", "ScreenshotAt"),
    ("xmp", "CreateDate"),
    ("png", "CreationTime"),
)
_MAKES = (("exif", "Make"), ("container", "Make"), ("xmp", "Make"))
_MODELS = (("exif", "Model"), ("container", "Model"), ("xmp", "Model"))
_SOFTWARE = (
    ("exif", "Software"),
    ("container", "Software"),
    ("xmp", "CreatorTool"),
    ("png", "Software"),
)
_PRECISIONS = (("exif", "PositionStep"), ("exif", "PositionError"), ("container", "PositionStep"))
_POSITIONS = (("exif", "GPSPosition"), ("container", "Location"), ("xmp", "GPSPosition"))


def captured(exhibits: Iterable[Exhibit], facts: Iterable[Fact]) -> tuple[Captured, ...]:
    """Return one row per exhibit, in the order given; fields that nothing states stay empty."""
    by_path: dict[str, dict[tuple[str, str], Fact]] = defaultdict(dict)
    for fact in facts:
        # The first of several stands in the main directory of the file, not in a thumbnail's.
        if fact.locator != "Thumbnail":
            by_path[fact.path].setdefault((fact.source, fact.name), fact)
    return tuple(_row(exhibit, by_path[exhibit.path]) for exhibit in exhibits)


def _row(exhibit: Exhibit, facts: dict[tuple[str, str], Fact]) -> Captured:
    times = (facts[key] for key in TIMES if key in facts)
    when = next((fact for fact in times if fact.kind == "time" and fact.typed), None)
    latitude, longitude = _position(facts)
    row = Captured(
        exhibit=exhibit.id,
        path=exhibit.path,
        at=when.typed if when else "",
        zone=zone_name(Moment.parse(when.typed).offset) if when else "",
        source=when.source if when else "",
        make=_text(facts, _MAKES),
        model=_text(facts, _MODELS),
        software=_text(facts, _SOFTWARE),
        latitude=latitude,
        longitude=longitude,
        orientation=_orientation(facts),
    )
    return row if latitude is None or longitude is None else _placed(row, facts)


def _placed(row: Captured, facts: dict[tuple[str, str], Fact]) -> Captured:
    """Return a row with what its position tells; 0,0 is a receiver without one."""
    latitude, longitude = row.latitude or 0.0, row.longitude or 0.0
    if (latitude, longitude) == (0, 0):
        return row
    written = [facts[key].typed for key in _PRECISIONS if key in facts and facts[key].typed]
    found = nearest(latitude, longitude)
    return replace(
        row,
        precision_m=max(map(float, written), default=None),
        near=f"{found.name}, {found.province}" if found else "",
        near_km=round(found.km, 1) if found else None,
        near_direction=found.direction if found else "",
        zone_by_place=zone_at(latitude, longitude),
    )


def _text(facts: dict[tuple[str, str], Fact], keys: Sequence[tuple[str, str]]) -> str:
    return next((facts[key].value for key in keys if key in facts and facts[key].value), "")


def _position(facts: dict[tuple[str, str], Fact]) -> tuple[float | None, float | None]:
    for key in _POSITIONS:
        if key in facts and facts[key].kind == "position":
            latitude, _, longitude = facts[key].typed.partition(",")
            return float(latitude), float(longitude)
    return None, None


def _orientation(facts: dict[tuple[str, str], Fact]) -> int | None:
    for key in (("exif", "Orientation"), ("xmp", "Orientation")):
        typed = facts[key].typed if key in facts else ""
        if typed.isdigit() and 1 <= int(typed) <= 8:
            return int(typed)
    return None
