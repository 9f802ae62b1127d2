"""A file that names a camera and is compressed by a program is a copy, whatever it claims."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from workbench.checks.families.compression import cameras, programs
from workbench.checks.run import run
from workbench.metadata.fact import Fact


def saved(make: str, **options: Any) -> bytes:
    block = Image.Exif()
    block[271], block[272] = make, "Rekaan 7"
    buffer = io.BytesIO()
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    picture.save(buffer, "JPEG", exif=block, **options)
    return buffer.getvalue()


OWN = [[min(255, 3 + 2 * number) for number in range(64)], [9] * 64]


@pytest.mark.parametrize(
    ("make", "options", "fires"),
    [
        ("Apple", {"quality": 80}, True),
        ("Canon", {"quality": 92}, True),
        ("Apple", {"qtables": OWN}, False),  # some tables of its own: perhaps a newer model
        ("samsung", {"quality": 96}, False),  # writes the standard's tables itself
        ("Kamera Rekaan", {"quality": 80}, False),
    ],
)
def test_tables_that_the_named_camera_does_not_write(
    case: Any, make: str, options: Any, fires: bool
) -> None:
    case.exhibit("a.jpg", saved(make, **options))
    found = case.noticed().get("EDIT-013", [])
    assert bool(found) is fires
    assert all("libjpeg" in one.message("id") and make in one.message("id") for one in found)


@pytest.mark.parametrize(("originality", "grade"), [("original", "attention"), ("copy", "info")])
def test_it_contradicts_only_a_claimed_original(case: Any, originality: str, grade: str) -> None:
    case.exhibit("a.jpg", saved("Apple", quality=80, progressive=True))
    row = f"{{id: B-01, file: a.jpg, originality: {originality}}}"
    case.write("exhibits.yaml", f"format: 1\nexhibits:\n  - {row}\n")
    noticed = case.noticed()
    assert [one.severity for one in noticed["EDIT-013"]] == [grade]
    assert [one.severity for one in noticed["EDIT-014"]] == [grade]


@pytest.mark.parametrize(
    ("options", "fires"), [({"progressive": True}, True), ({"progressive": False}, False)]
)
def test_a_camera_that_is_said_to_write_progressive_files(
    case: Any, options: Any, fires: bool
) -> None:
    case.exhibit("a.jpg", saved("Kamera Rekaan", **options))
    assert ("EDIT-014" in case.noticed()) is fires


def test_a_progressive_picture_without_a_camera_claims_nothing(case: Any) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, "JPEG", progressive=True)
    case.exhibit("a.jpg", buffer.getvalue())
    assert "EDIT-014" not in case.noticed()


def test_a_known_programs_tables_are_named(case: Any) -> None:
    context = case.exhibit("a.jpg", saved("Nikon")).context()
    digest = next(one for one in programs() if programs()[one].sure == "high")
    for value, fires in ((digest, True), ("0" * 16, False)):
        tables = Fact("B-01", "a.jpg", "picture", "QuantisationTables", value, "", "text")
        found = [o for o in run(replace(context, facts=(tables,))) if o.code == "EDIT-013"]
        assert [o.fields["encoder"] for o in found] == (["Adobe Photoshop"] if fires else [])


def test_the_table_says_how_sure_it_is() -> None:
    for one in cameras().values():
        assert one.sure == ("high" if one.files >= 200 else "medium")
        assert one.standard <= max(2, one.files // 15)
    assert all(len(digest) == 16 for digest in programs())
