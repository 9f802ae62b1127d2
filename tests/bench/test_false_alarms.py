"""The count of false alarms: which files it takes for untouched, and what it counts on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.false_alarms import AT_MOST, Noticed, measure, spread
from bench.untouched import is_untouched
from tests.examples.builder.camera import Shot, save_jpeg
from workbench import examples

CAMERA: dict[str, Any] = {
    "SourceFile": "IMG_0001.JPG",
    "File:MIMEType": "image/jpeg",
    "File:FileType": "JPEG",
    "IFD0:Make": "Kamera Rekaan",
    "IFD0:Model": "KR-7",
    "IFD0:Software": "KR-7 Ver. 1.02",
    "IFD0:ModifyDate": "2024:09:30 19:22:11",
    "ExifIFD:DateTimeOriginal": "2024:09:30 19:22:11",
    "Canon:SerialNumber": "1",
}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True),
        ({"IFD0:Software": ""}, True),
        ({"IFD0:Software": "17.6.1"}, True),
        ({"IFD0:Software": "A546EXXU9CXG8"}, True),
        ({"IFD0:Software": "Digital Camera X-T3 Ver1.00", "IFD0:Model": "X-T3"}, True),
        ({"IFD0:Software": "Adobe Photoshop 25.0"}, False),
        ({"IFD0:Software": "Instagram"}, False),
        ({"IFD0:Software": "GIMP 2.10.8"}, False),
        ({"IFD0:ModifyDate": "2024:10:02 08:00:00"}, False),
        ({"JFIF:JFIFVersion": 1.01}, False),
        ({"Photoshop:XResolution": 72}, False),
        ({"XMP-xmp:Rating": 0}, True),
        ({"XMP-xmpMM:DocumentID": "x"}, False),
        ({"XMP-xmp:Rating": 0, "XMP-x:XMPToolkit": "XMP Core 4.4.0-Exiv2"}, False),
        ({"Canon:SerialNumber": None}, False),
        ({"IFD0:Make": ""}, False),
        ({"ExifTool:Error": "File format error"}, False),
        ({"File:FileType": "EXV"}, False),
    ],
)
def test_the_rule_keeps_what_a_camera_wrote(changes: dict[str, Any], kept: bool) -> None:
    row = {key: value for key, value in {**CAMERA, **changes}.items() if value is not None}
    assert is_untouched(row) is kept


def photographs() -> list[Path]:
    return sorted((Path(examples.__path__[0]) / "photographs").glob("*.jpg"))


# Invented files as these phones and cameras write them: names, times, zones, software.
SHOTS = (
    ("20240930_192211.jpg", Shot("2024:09:30 19:22:11", "+07:00", "", "samsung", "SM-A546E",
                                 "A546EXXU9CXG8", -3.3, 104.9)),
    ("IMG_20240930_192211.jpg", Shot("2024:09:30 19:22:11", "", "", "Xiaomi", "2201117TG")),
    ("IMG_1234.jpg", Shot("2024:09:30 19:22:11", "+08:00", "", "Apple", "iPhone 12", "17.6.1")),
    ("DSC_0042.JPG", Shot("2024:09:30 19:22:11", "", "", "NIKON CORPORATION", "NIKON D5600",
                          "Ver.1.10")),
    ("IMG_0007.JPG", Shot("2024:09:30 19:22:11", "", "", "Canon", "Canon EOS 70D")),
    ("DJI_0010.JPG", Shot("2024:09:30 09:22:11", "", "", "DJI", "FC7303", "v01.43.0062",
                          -3.3, 104.9, 120)),
)  # fmt: skip


def test_faithful_camera_files_ask_for_no_answer(tmp_path: Path) -> None:
    for number, (name, shot) in enumerate(SHOTS):
        with Image.open(photographs()[number % len(photographs())]) as image:
            picture = image.convert("RGB")
        full = Shot(**{**vars(shot), "thumbnail": picture})
        save_jpeg(picture, tmp_path / name, full, quality=93)
    found = measure(sorted(tmp_path.iterdir()), jobs=1)
    asked = [
        (one.path.name, o.code) for one in found for o in one.observations if o.severity != "info"
    ]
    assert len(found) == len(SHOTS)
    assert asked == []


def test_a_changed_photograph_is_counted_and_copies_are_not(tmp_path: Path) -> None:
    with Image.open(photographs()[0]) as first, Image.open(photographs()[1]) as second:
        shot = Shot("2024:09:30 19:22:11", make="Kamera Rekaan", model="KR-7",
                    thumbnail=second.convert("RGB"))  # fmt: skip
        save_jpeg(first.convert("RGB"), tmp_path / "a.jpg", shot)
    (tmp_path / "b.jpg").write_bytes((tmp_path / "a.jpg").read_bytes())
    (found,) = measure(sorted(tmp_path.iterdir()), jobs=1)
    assert found.has("attention")
    assert "EDIT-011" in {one.code for one in found.observations}


def test_no_model_decides_the_share_alone() -> None:
    many = [Noticed(Path(f"{n}.jpg"), str(n), "KR-7", ()) for n in range(AT_MOST + 5)]
    assert len(spread([*many, Noticed(Path("x.jpg"), "x", "KR-9", ())])) == AT_MOST + 1
