"""What is not used must be said to be not used: a time, a place, the rest of a file."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest
from PIL import Image

CAMERA = {"Make": "Kamera Rekaan", "Model": "KR-7"}


@pytest.mark.parametrize(
    ("taken", "severity", "how"),
    [
        ("0000:00:00 00:00:00", "info", "time_unset"),
        ("    :  :     :  :  ", "info", "time_unset"),
        ("2024:09:30 24:08:19", "attention", "time_damaged"),
        ("2024:09:30 00:22:11 PM", "attention", "time_damaged"),
        ("2024:09:30 19:22:11+99:99", "attention", "time_damaged"),
    ],
)
def test_a_lost_time_is_said_with_what_stands_there(
    case: Any, photo: Any, taken: str, severity: str, how: str
) -> None:
    # The name has a time: nothing inside contradicts it, since nothing inside was read.
    case.exhibit("IMG_20240930_192211.jpg", photo(**CAMERA, DateTimeOriginal=taken))
    found = case.noticed()
    assert "TIME-005" not in found
    (one,) = found["TIME-015"]
    assert (one.severity, one.fields["how"]) == (severity, how)
    assert taken.rstrip() in one.message("en")


def test_a_time_that_another_field_tells_is_not_lost(case: Any, photo: Any) -> None:
    case.exhibit(
        "a.jpg",
        photo(**CAMERA, DateTime="2024:09:30 24:08:19", DateTimeOriginal="2024:09:30 19:22:11"),
    )
    assert [one.severity for one in case.noticed()["TIME-015"]] == ["info"]


def test_a_clock_of_twelve_hours_does_not_contradict_the_name(case: Any, photo: Any) -> None:
    taken = {"DateTimeOriginal": "2024:09:30 07:22:11 PM"}
    case.exhibit("IMG_20240930_192211.jpg", photo(**CAMERA, **taken))
    assert not {"TIME-005", "TIME-015"} & case.noticed().keys()
    case.exhibit("IMG_20240930_072211.jpg", photo(**CAMERA, **taken))
    assert "TIME-005" in case.noticed()


def test_an_odd_distance_from_utc_is_said_and_a_blank_one_is_not(case: Any, photo: Any) -> None:
    taken = {"DateTimeOriginal": "2024:09:30 19:22:11"}
    case.exhibit("a.jpg", photo(**CAMERA, **taken, OffsetTimeOriginal="+25:00"))
    assert [one.severity for one in case.noticed()["TIME-015"]] == ["info"]
    case.exhibit("a.jpg", photo(**CAMERA, **taken, OffsetTimeOriginal="   :  "))
    assert "TIME-015" not in case.noticed()


def test_an_uncertain_position_is_used_for_nothing(case: Any, photo: Any) -> None:
    place = {"GPSLatitude": (3.0, 7.0, 30.0), "GPSLongitude": (104.0, 40.0, 12.0)}
    at = {"DateTimeOriginal": "2024:09:27 10:00:00", "OffsetTimeOriginal": "+07:00"}
    letters = {"GPSLatitudeRef": "S", "GPSLongitudeRef": "E"}
    case.write("case.yaml", "format: 1\nzone: WIB\nplace: {latitude: '3.3', longitude: '104.9'}\n")
    case.exhibit("a.jpg", photo(**CAMERA, **at, **place))
    case.exhibit("b.jpg", photo(**CAMERA, **at, **place, **letters))
    context = case.context()
    assert [row.latitude for row in context.captured] == [None, -3.125]
    found = case.noticed()
    assert [one.exhibits for one in found["PLACE-004"]] == [("B-01",)]
    assert "PLACE-003" not in found
    assert [one.exhibits for one in found["PLACE-001"]] == [("B-02",)]


def film(*parts: bytes, lost: int = 0) -> bytes:
    whole = b"".join((b"\0\0\0\x10ftypisom\0\0\0\0", *parts))
    return whole[: len(whole) - lost]


def test_a_film_cut_off_by_a_download_says_what_is_missing(case: Any) -> None:
    content, structure = b"\0\0\0\x48mdat" + bytes(64), b"\0\0\0\x10moov" + b"\0\0\0\x08free"
    case.exhibit("a.mp4", film(structure, content, lost=1))
    case.exhibit("b.mp4", film(content, structure, lost=16))
    case.exhibit("c.mp4", film(structure, content))
    case.exhibit("d.mp4", film(structure, b"\0\0\0\0mdat" + bytes(9)))
    wide = b"\0\0\0\x01mdat" + struct.pack(">Q", 80) + bytes(64)
    case.exhibit("e.mp4", film(structure, wide, lost=3))
    found = {one.exhibits[0]: one.fields for one in case.noticed()["READ-006"]}
    assert {key: (one["how"], one["count"]) for key, one in found.items()} == {
        "B-01": ("film_partly", "1"),
        "B-02": ("film_unplayable", "?"),
        "B-05": ("film_partly", "3"),
    }


@pytest.mark.parametrize("password", ["rahasia", ""])
def test_a_paper_that_needs_a_password_says_so(case: Any, password: str) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(password, owner_password="lain", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    found = case.exhibit("a.pdf", buffer.getvalue()).noticed()
    assert ("READ-007" in found) is bool(password)
    assert "IDENT-005" not in found


def test_a_locked_archive_says_so(case: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("surat.txt", "rekaan")
    plain = buffer.getvalue()
    case.exhibit("a.zip", plain)
    assert "READ-007" not in case.noticed()
    at = plain.index(b"PK\x01\x02") + 8
    case.exhibit("a.zip", plain[:at] + b"\x01" + plain[at + 1 :])
    assert "READ-007" in case.noticed()


def pages(count: int, reduced: bool = False) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("L", (16, 16), 40 * n) for n in range(count)]
    if reduced:
        frames[-1].encoderinfo = {"tiffinfo": {254: 1}}
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def test_further_pages_of_a_scan_are_said_to_be_unread(case: Any) -> None:
    case.exhibit("a.tif", pages(1)).exhibit("b.tif", pages(3)).exhibit("c.tif", pages(2, True))
    context = case.context()
    told = {f.exhibit: f.typed for f in context.facts if f.name == "FurtherPictures"}
    assert told == {"B-02": "2"}
    assert [one.exhibits for one in case.noticed()["READ-005"]] == [("B-02",)]


def test_a_second_picture_of_a_heic_is_said_to_be_unread(case: Any) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")

    def heic(*shades: int, thumbnails: bool = False) -> bytes:
        made = pillow_heif.from_pillow(Image.new("RGB", (128, 96), (shades[0], 0, 0)))
        for shade in shades[1:]:
            made.add_from_pillow(Image.new("RGB", (128, 96), (shade, 0, 0)))
        if thumbnails:
            made[0].info["thumbnails"] = [64]
        buffer = io.BytesIO()
        made.save(buffer, quality=50)
        return buffer.getvalue()

    case.exhibit("a.heic", heic(10)).exhibit("b.heic", heic(10, 200))
    case.exhibit("c.heic", heic(10, thumbnails=True))
    told = {f.exhibit: f.typed for f in case.context().facts if f.name == "FurtherPictures"}
    assert told == {"B-02": "1"}
    assert [one.exhibits for one in case.noticed()["READ-005"]] == [("B-02",)]


def placed(text: str) -> bytes:
    content = struct.pack(">HH", len(text), 0x15C7) + text.encode()
    atom = struct.pack(">I", 8 + len(content)) + b"\xa9xyz" + content
    user = struct.pack(">I", 8 + len(atom)) + b"udta" + atom
    return film(struct.pack(">I", 8 + len(user)) + b"moov" + user)


def test_a_films_impossible_position_is_uncertain_and_a_name_is_none(case: Any) -> None:
    for name, text in {
        "a.mp4": "-03.1250+104.6700/", "b.mp4": "-0360.00+10440.20/", "c.mp4": "+95.0+104.0/",
        "d.mp4": "Desa Rekaan",
    }.items():  # fmt: skip
        case.exhibit(name, placed(text))
    assert [one.exhibits for one in case.noticed()["PLACE-004"]] == [("B-02",), ("B-03",)]


def test_unreadable_dates_of_papers_and_packets_are_said(case: Any) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/CreationDate": "30 September 2024 pukul 25", "/Title": "x"})
    buffer = io.BytesIO()
    writer.write(buffer)
    packet = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        b"xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreateDate='2024-09-30T24:08:19'/></rdf:RDF>"
    )
    picture = io.BytesIO()
    Image.new("RGB", (16, 16)).save(picture, "JPEG", xmp=packet)
    case.exhibit("a.pdf", buffer.getvalue()).exhibit("b.jpg", picture.getvalue())
    found = {one.exhibits[0]: one.fields["times"] for one in case.noticed()["TIME-015"]}
    assert found == {
        "B-01": "CreationDate “30 September 2024 pukul 25”",
        "B-02": "CreateDate “2024-09-30T24:08:19”",
    }
