"""Coordinates mean nothing to a reviewer until a name and a distance stand beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.case import CaseFolder
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.captured import captured
from workbench.metadata.places.earth import direction, kilometres
from workbench.metadata.places.gazetteer import nearest, zone_at
from workbench.metadata.places.iso6709 import position_of, step_of
from workbench.metadata.timeline import timeline

# Middles of cities, from an atlas: latitude, longitude, what must be named, its zone.
KNOWN = [
    (-6.9147, 107.6098, "Bandung", "WIB"),
    (-2.9761, 104.7754, "Palembang", "WIB"),
    (-0.0263, 109.3425, "Pontianak", "WIB"),
    (-2.2136, 113.9108, "Palangkaraya", "WIB"),
    (-3.3186, 114.5944, "Banjarmasin", "WITA"),
    (-8.6705, 115.2126, "Denpasar", "WITA"),
    (-5.1477, 119.4327, "Makassar", "WITA"),
    (-10.1772, 123.6070, "Kupang", "WITA"),
    (-3.6954, 128.1814, "Ambon", "WIT"),
    (-2.5330, 140.7181, "Jayapura", "WIT"),
]


@pytest.mark.parametrize(("latitude", "longitude", "name", "zone"), KNOWN)
def test_cities_are_named_with_their_zone(
    latitude: float, longitude: float, name: str, zone: str
) -> None:
    found = nearest(latitude, longitude)
    assert found is not None
    assert (name in found.name, found.km < 10) == (True, True)
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(1.29, 103.85), (-8.556, 125.56), (1.55, 110.35), (-2.68, 141.3), (52.5, 13.4), (-15.0, 95.0)],
)
def test_no_indonesian_zone_is_given_abroad_or_at_sea(latitude: float, longitude: float) -> None:
    assert zone_at(latitude, longitude) == ""


def test_far_from_every_name_none_is_given() -> None:
    assert nearest(52.5, 13.4) is None
    assert nearest(-15.0, 95.0) is None


def test_distance_and_direction() -> None:
    assert kilometres(0, 100, 0, 101) == pytest.approx(111.195, abs=0.01)
    sides = [
        direction(0, 0, latitude, longitude)
        for latitude, longitude in ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1))
    ]
    assert sides == ["N", "NE", "E", "SE", "S", "SW", "W"]


@pytest.mark.parametrize(
    ("text", "metres"),
    [("-03.3194+104.9100/", 11.1), ("-0319.1+10454.6/", 185.3), ("-031909+1045436/", 30.9)],
)
def test_how_finely_a_film_writes_its_position(text: str, metres: float) -> None:
    assert step_of(text) == pytest.approx(metres, abs=0.1)


def rows_of(facts: Any, data: bytes) -> tuple[Any, Any]:
    readings = facts("a.jpg", data).readings
    found = [one.as_fact("B-01", "a.jpg") for one in readings if one.source != "filename"]
    exhibit = Exhibit("B-01", "a.jpg", len(data), "0" * 64, "image/jpeg")
    moments = timeline(CaseFolder(Path("/tidak-ada")), [exhibit], found)
    return captured([exhibit], found)[0], moments


PLACE = {
    "GPSLatitudeRef": "S", "GPSLatitude": (5.0, 8.0, 51.72), "GPSLongitudeRef": "E",
    "GPSLongitude": (119.0, 25.0, 57.72),
}  # fmt: skip


def test_a_photo_with_a_position_gets_a_name_a_precision_and_a_zone(facts: Any, photo: Any) -> None:
    row, moments = rows_of(facts, photo(DateTimeOriginal="2024:09:30 19:22:11", **PLACE))
    assert row.near == "Makassar, Sulawesi Selatan"
    assert row.near_km is not None
    assert row.near_km < 3
    assert row.precision_m == pytest.approx(1.2)
    assert (row.zone, row.zone_by_place) == ("", "WITA")
    assert row.at == "2024-09-30T19:22:11"
    entry = next(entry for entry in moments if entry.kind == "captured")
    assert (entry.start, entry.end) == ("2024-09-30T11:22:11Z", "2024-09-30T11:22:12Z")
    assert entry.source == "exif DateTimeOriginal + WITA?"
    assert entry.stated == "2024-09-30T19:22:11"
    assert entry.reliability == 3


def test_a_stated_zone_is_never_replaced_by_the_position(facts: Any, photo: Any) -> None:
    tags = {"DateTimeOriginal": "2024:09:30 19:22:11", "OffsetTimeOriginal": "+07:00"}
    row, moments = rows_of(facts, photo(**tags, **PLACE))
    assert (row.zone, row.zone_by_place) == ("WIB", "WITA")
    entry = next(entry for entry in moments if entry.kind == "captured")
    assert (entry.start, entry.source) == ("2024-09-30T12:22:11Z", "exif DateTimeOriginal")


def test_without_a_position_a_time_spans_three_zones(facts: Any, photo: Any) -> None:
    row, moments = rows_of(facts, photo(DateTimeOriginal="2024:09:30 19:22:11"))
    assert (row.near, row.near_km, row.zone_by_place) == ("", None, "")
    entry = next(entry for entry in moments if entry.kind == "captured")
    assert (entry.start, entry.end) == ("2024-09-30T10:22:11Z", "2024-09-30T12:22:12Z")


def test_the_position_0_0_names_no_place(facts: Any, photo: Any) -> None:
    nowhere = {**PLACE, "GPSLatitude": (0.0, 0.0, 0.0), "GPSLongitude": (0.0, 0.0, 0.0)}
    row, _ = rows_of(facts, photo(**nowhere))
    assert (row.latitude, row.near, row.zone_by_place) == (0.0, "", "")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("-0359.99+10440.20/", "-3.999833,104.67"),
        ("-0360.00+10440.20/", ""),
        ("-035959+1044000/", "-3.999722,104.666667"),
        ("-030060+1044000/", ""),
        ("+90.0+180.0/", "90,180"),
        ("+90.1+180.0/", ""),
    ],
)
def test_minutes_and_seconds_end_at_sixty(text: str, typed: str) -> None:
    assert position_of(text) == typed
