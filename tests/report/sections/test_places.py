"""The page on places must put a name and a distance beside bare coordinates."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from workbench.report.view import build
from workbench.report.view_texts import texts

HERE = {
    "near": "Tanjungraja, Sumatera Selatan", "near_km": 3.2, "near_direction": "NW",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "3,2 km di barat laut Tanjungraja, Sumatera Selatan"),
        ("en", "3.2 km northwest of Tanjungraja, Sumatera Selatan"),
    ],
)
def test_the_nearest_name_stands_beside_a_position(
    study: dict[str, Any], language: Any, sentence: str
) -> None:
    told = copy.deepcopy(study)
    for row in told["captured"]:
        if row.get("latitude") is not None:
            row.update(HERE)
    shown = " ".join(texts(build(told, {}, language)))
    assert sentence in shown
    assert "GeoNames" in shown
    # A study made before names were kept still gives a page.
    assert sentence not in " ".join(texts(build(study, {}, language)))


def test_a_zone_from_the_position_is_said_to_be_one(study: dict[str, Any]) -> None:
    told = copy.deepcopy(study)
    told["timeline"][0]["source"] = "exif DateTimeOriginal + WITA?"
    shown = " ".join(texts(build(told, {}, "id")))
    assert "EXIF (DateTimeOriginal; zona WITA menurut koordinat)" in shown
