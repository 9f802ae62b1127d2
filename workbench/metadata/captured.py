"""When, where and with what each exhibit says it was made: one row per exhibit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.case.moment import Moment, zone_name
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Captured, Fact

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
    return Captured(
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
