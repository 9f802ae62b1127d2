"""EXIF is where most cases' times, places and devices stand."""

from __future__ import annotations

import time
from typing import Any

import pytest

from workbench.metadata.moments import time_of

CAMERA = {
    "Make": "Kamera Rekaan",
    "Model": "KR-7",
    "Software": "KR 1.2",
    "DateTime": "2024:09:30 19:30:00",
    "DateTimeOriginal": "2024:09:30 19:22:11",
    "Orientation": 6,
}
PLACE = {
    "GPSLatitudeRef": "S",
    "GPSLatitude": (3.0, 19.0, 9.84),
    "GPSLongitudeRef": "E",
    "GPSLongitude": (104.0, 54.0, 36.0),
    "GPSDateStamp": "2024:09:30",
    "GPSTimeStamp": (12.0, 22.0, 9.0),
}


def test_a_photo_tells_time_device_and_orientation(facts: Any, photo: Any) -> None:
    found = facts("a.jpg", photo(**CAMERA))
    assert found.typed("exif", "DateTimeOriginal") == "2024-09-30T19:22:11"
    assert found.value("exif", "DateTimeOriginal") == "2024:09:30 19:22:11"
    assert found.typed("exif", "DateTime") == "2024-09-30T19:30:00"
    assert (found.value("exif", "Make"), found.value("exif", "Model")) == ("Kamera Rekaan", "KR-7")
    assert found.typed("exif", "Orientation") == "6"
    assert found.failures == []


def test_a_zone_in_the_file_is_kept_and_a_missing_one_is_not_invented(
    facts: Any, photo: Any
) -> None:
    zoned = facts("a.jpg", photo(**CAMERA, OffsetTimeOriginal="+08:00"))
    assert zoned.typed("exif", "DateTimeOriginal") == "2024-09-30T19:22:11+08:00"
    assert zoned.typed("exif", "DateTime") == "2024-09-30T19:30:00"


def test_position_and_satellite_time_are_put_together(facts: Any, photo: Any) -> None:
    found = facts("a.jpg", photo(**CAMERA, **PLACE))
    assert found.typed("exif", "GPSPosition") == "-3.3194,104.91"
    assert found.typed("exif", "GPSDateTime") == "2024-09-30T12:22:09+00:00"


def test_half_a_position_is_none(facts: Any, photo: Any) -> None:
    half = {key: value for key, value in PLACE.items() if "Longitude" not in key}
    assert facts("a.jpg", photo(**CAMERA, **half)).all("exif", "GPSPosition") == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("2024:09:30 19:22:11", "2024-09-30T19:22:11"),
        ("2024-09-30T19:22:11+07:00", "2024-09-30T19:22:11+07:00"),
        ("2024/09/30 19:22:11.250", "2024-09-30T19:22:11"),
        ("2024:09:30 19:22:11Z", "2024-09-30T19:22:11+00:00"),
        ("0000:00:00 00:00:00", ""),
        ("    :  :     :  :  ", ""),
        ("2024:13:30 19:22:11", ""),
        ("2024:09:30 24:61:11", ""),
        ("", ""),
    ],
)
def test_times_are_read_or_left_alone(text: str, typed: str) -> None:
    assert time_of(text) == typed


def test_the_billion_entry_maker_note_does_not_hang(facts: Any, huge_maker_note: bytes) -> None:
    before = time.perf_counter()
    facts("a.jpg", huge_maker_note)
    assert time.perf_counter() - before < 1


@pytest.mark.parametrize("cut", [3, 20, 40, 100, 150, 200])
def test_a_cut_file_gives_facts_or_a_reason_never_an_exception(
    facts: Any, photo: Any, cut: int
) -> None:
    facts("a.jpg", photo(**CAMERA, **PLACE)[:cut])


def test_bytes_that_are_no_text_stay_visible(facts: Any, photo: Any) -> None:
    data = photo(**CAMERA).replace(b"KR-7\x00", b"KR\xff7\x00")
    assert facts("a.jpg", data).value("exif", "Model") == "KR\\xff7"
