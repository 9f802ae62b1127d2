"""A position on the wrong side of the equator sends a case to the wrong province."""

from __future__ import annotations

from typing import Any

import pytest

CAMERA = {"Make": "Kamera Rekaan", "DateTimeOriginal": "2024:09:30 19:22:11"}


def placed(latitude: Any, south: str | None, longitude: Any, east: str | None) -> dict[str, Any]:
    tags = {
        "GPSLatitude": latitude, "GPSLatitudeRef": south,
        "GPSLongitude": longitude, "GPSLongitudeRef": east,
    }  # fmt: skip
    return CAMERA | {name: value for name, value in tags.items() if value is not None}


@pytest.mark.parametrize(
    ("tags", "typed"),
    [
        (placed((3.0, 7.0, 30.0), "S", (104.0, 40.0, 12.0), "E"), "-3.125,104.67"),
        (placed((3.0, 7.0, 30.0), "s", (104.0, 40.0, 12.0), "East"), "-3.125,104.67"),
        (placed((3.125,), "N", (104.67,), "W"), "3.125,-104.67"),
        (placed((3.0, 59.0, 59.0), "S", (104.0, 59.0, 59.0), "E"), "-3.999722,104.999722"),
        (placed((90.0, 0.0, 0.0), "S", (180.0, 0.0, 0.0), "E"), "-90,180"),
        (placed((0.0, 0.0, 0.0), None, (0.0, 0.0, 0.0), None), "0,0"),
        # Exactly sixty seconds are a minute that a camera rounded, and no reason to ask.
        (placed((3.0, 7.0, 60.0), "S", (104.0, 40.0, 12.0), "E"), "-3.133333,104.67"),
    ],
)
def test_a_whole_position_is_told(facts: Any, photo: Any, tags: Any, typed: str) -> None:
    found = facts("a.jpg", photo(**tags))
    assert found.typed("exif", "GPSPosition") == typed
    assert found.all("exif", "PositionUncertain") == []


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        (placed((3.0, 7.0, 30.0), None, (104.0, 40.0, 12.0), None), "hemisphere"),
        (placed((3.0, 7.0, 30.0), None, (104.0, 40.0, 12.0), "E"), "hemisphere"),
        (placed((3.0, 7.0, 30.0), "X", (104.0, 40.0, 12.0), "E"), "hemisphere"),
        (placed((3.0, 7.0, 30.0), "E", (104.0, 40.0, 12.0), "S"), "hemisphere"),
        (placed((0.0, 0.0, 0.0), None, (104.0, 40.0, 12.0), None), "hemisphere"),
        (placed((3.0, 60.0, 0.0), "S", (104.0, 40.0, 12.0), "E"), "sixty"),
        (placed((3.0, 7.0, 60.01), "S", (104.0, 40.0, 12.0), "E"), "sixty"),
        (placed((90.0, 0.0, 1.0), "S", (104.0, 40.0, 12.0), "E"), "range"),
        (placed((3.0, 7.0, 30.0), "S", (180.0, 0.0, 1.0), "E"), "range"),
        (placed((3.0, 7.0, 30.0), "S", None, None), "half"),
    ],
)
def test_what_is_missing_or_impossible_makes_a_position_uncertain(
    facts: Any, photo: Any, tags: Any, reason: str
) -> None:
    found = facts("a.jpg", photo(**tags))
    assert found.all("exif", "GPSPosition") == []
    assert found.all("exif", "PositionStep") == []
    assert found.typed("exif", "PositionUncertain") == reason
    assert "Latitude" in found.value("exif", "PositionUncertain")


def satellite(date: str, *clock: float) -> dict[str, Any]:
    return CAMERA | {"GPSDateStamp": date, "GPSTimeStamp": clock}


def test_a_receiver_whose_weeks_have_run_over_gives_no_time(facts: Any, photo: Any) -> None:
    # 2024-09-30 less 1,024 weeks.
    found = facts("a.jpg", photo(**satellite("2005:02:14", 12.0, 22.0, 11.0)))
    assert found.all("exif", "GPSDateTime") == []
    assert found.value("exif", "GPSWeekRollover") == "2005:02:14 12:22:11 UTC"
    edge = facts("b.jpg", photo(**satellite("2005:02:14", 5.0, 22.0, 11.0)))
    assert edge.all("exif", "GPSWeekRollover")
    beyond = facts("c.jpg", photo(**satellite("2005:02:14", 5.0, 22.0, 10.0)))
    assert beyond.typed("exif", "GPSDateTime") == "2005-02-14T05:22:10+00:00"


def test_the_satellites_clock_is_read_whole(facts: Any, photo: Any) -> None:
    half_hours = facts("a.jpg", photo(**satellite("2024:09:30", 12.5, 0.0, 0.0)))
    assert half_hours.typed("exif", "GPSDateTime") == "2024-09-30T12:30:00+00:00"
    late = facts("b.jpg", photo(**satellite("2024:09:30", 24.0, 0.0, 1.0)))
    assert late.typed("exif", "GPSDateTime") == ""
    assert late.value("exif", "GPSDateTime") == "2024:09:30 24:00:01 UTC"
