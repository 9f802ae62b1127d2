"""What a program or a person wrote beside a picture often stands only in its comment fields."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from PIL import Image

from workbench.metadata.pictures.exif_structure import MOST_TAGS
from workbench.metadata.pictures.exif_texts import LONGEST_TEXT

ASCII, UNICODE, JIS, NONE = b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8)
Tags = dict[int, tuple[int, bytes]]


def structure(order: str, image: Tags, **below: Tags) -> bytes:
    """Return a TIFF structure; `below` may be exif, gps and interop."""
    pointers = {"exif": 0x8769, "gps": 0x8825, "interop": 0xA005}
    body = bytearray(b"II*\0" if order == "<" else b"MM\0*") + bytes(4)

    def directory(tags: Tags) -> int:
        entries = []
        for tag, (kind, content) in sorted(tags.items()):
            size = {2: 1, 1: 1, 7: 1, 129: 1, 3: 2, 4: 4, 5: 8}[kind]
            if len(content) > 4:
                place = struct.pack(order + "I", len(body))
                body.extend(content)
            else:
                place = content.ljust(4, b"\0")
            entries.append(struct.pack(order + "HHI", tag, kind, len(content) // size) + place)
        at = len(body)
        body.extend(struct.pack(order + "H", len(entries)) + b"".join(entries) + bytes(4))
        return at

    tags = {"image": dict(image), **{name: dict(given) for name, given in below.items()}}
    for name, above in (("interop", "exif"), ("exif", "image"), ("gps", "image")):
        if name in tags:
            pointer = struct.pack(order + "I", directory(tags[name]))
            tags.setdefault(above, {})[pointers[name]] = (4, pointer)
    body[4:8] = struct.pack(order + "I", directory(tags["image"]))
    return bytes(body)


def jpeg(tiff: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "JPEG", exif=b"Exif\0\0" + tiff)
    return buffer.getvalue()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ASCII + b"Lokasi: Kantor Desa Rekaan", "Lokasi: Kantor Desa Rekaan"),
        (ASCII + "Rapat warga – café".encode(), "Rapat warga – café"),
        (ASCII + "Göteborg".encode("cp1252"), "Göteborg"),
        (UNICODE + "Balai desa é".encode("utf-16-le"), "Balai desa é"),
        (UNICODE + "Balai desa é".encode("utf-16-be"), "Balai desa é"),
        (UNICODE + b"\xff\xfe" + "Rumah".encode("utf-16-le"), "Rumah"),
        (UNICODE + b"\xfe\xff" + "電子病歷".encode("utf-16-be"), "電子病歷"),
        (UNICODE + b"written as eight bits", "written as eight bits"),
        (UNICODE + "Foto di kafé desa".encode(), "Foto di kafé desa"),
        (UNICODE + "投票所の写真です".encode("utf-16-be"), "投票所の写真です"),
        (JIS + "投票所".encode("iso2022_jp"), "投票所"),
        (NONE + b"Foto rekaan", "Foto rekaan"),
        (b"Foto rekaan tanpa kode", "Foto rekaan tanpa kode"),
        (ASCII + b"  \0\0  ", ""),
        (NONE + bytes(32), ""),
        (NONE + bytes(range(128, 160)) * 4, "[128 bytes]"),
    ],
)
def test_a_comment_arrives_in_every_code_and_order(
    facts: Any, order: str, content: bytes, said: str
) -> None:
    found = facts("a.jpg", jpeg(structure(order, {}, exif={0x9286: (7, content)})))
    assert found.value("exif", "UserComment") == said
    assert found.failures == []


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_windows_writes_is_text_once(facts: Any, order: str) -> None:
    words = {
        0x9C9B: ("XPTitle", "Der Goalie"), 0x9C9C: ("XPComment", "電子病歷"),
        0x9C9D: ("XPAuthor", "Українська (rekaan)"), 0x9C9E: ("XPKeywords", "pemilu;rekaan"),
        0x9C9F: ("XPSubject", "ö"),
    }  # fmt: skip
    tags = {tag: (1, f"{text}\0".encode("utf-16-le")) for tag, (_, text) in words.items()}
    found = facts("a.jpg", jpeg(structure(order, tags)))
    for name, text in words.values():
        assert [one.value for one in found.all("exif", name)] == [text]


def test_named_values_take_the_place_of_numbers(facts: Any) -> None:
    found = facts(
        "a.jpg",
        jpeg(
            structure(
                "<",
                {0x4749: (3, b"\x63\0"), 0x013B: (129, "Ani Rekaan é".encode())},
                exif={0xA460: (3, b"\x03\0"), 0xA437: (129, "Budi é".encode())},
                gps={
                    0x1B: (7, ASCII + b"HYBRID-FIX"),
                    0x1C: (7, UNICODE + "Palembang".encode("utf-16-le")),
                    0x1F: (5, struct.pack("<II", 7, 1)),
                },
                interop={1: (2, b"R98\0"), 2: (7, b"0100")},
            )
        ),
    )
    expected = {
        "RatingPercent": "99", "Artist": "Ani Rekaan é", "Photographer": "Budi é",
        "CompositeImage": "composite image captured when shooting",
        "GPSProcessingMethod": "HYBRID-FIX", "GPSAreaInformation": "Palembang",
        "InteroperabilityIndex": "R98", "InteroperabilityVersion": "0100",
        "GPSHPositioningError": "7",
    }  # fmt: skip
    for name, value in expected.items():
        assert [one.value for one in found.all("exif", name)] == [value], name
    assert not [one.name for one in found.readings if one.name.startswith("Tag 0x")]


def test_an_error_of_the_position_is_told_once(facts: Any) -> None:
    third = struct.pack("<6I", 3, 1, 7, 1, 30, 1)
    gps = {1: (2, b"S\0"), 2: (5, third), 3: (2, b"E\0"), 4: (5, third)}
    gps[0x1F] = (5, struct.pack("<II", 7, 1))
    found = facts("a.jpg", jpeg(structure("<", {}, gps=gps)))
    assert found.typed("exif", "PositionError") == "7"
    assert found.all("exif", "GPSHPositioningError") == []


def test_no_number_over_no_number_says_nothing(facts: Any) -> None:
    exif = {0x9206: (5, bytes(8)), 0x920A: (5, struct.pack("<II", 5, 1))}
    found = facts("a.jpg", jpeg(structure("<", {}, exif=exif)))
    assert found.all("exif", "SubjectDistance") == []
    assert found.typed("exif", "FocalLength") == "5"


_PACKET = (
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
    b"xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreatorTool='Program Rekaan'/></rdf:RDF>"
)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_large_tiff_is_read_like_a_small_one(facts: Any, order: str) -> None:
    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack(order + "HHQ", tag, kind, count) + value.ljust(8, b"\0")

    def number(value: int) -> bytes:
        return struct.pack(order + "Q", value)

    mark = b"II+\0" if order == "<" else b"MM\0+"
    words = {b"Kamera Rekaan\0": 0, b"2024:09:30 19:22:10\0": 0, _PACKET: 0}
    body = bytearray(mark + struct.pack(order + "HHQ", 8, 0, 0))
    for word in words:
        words[word] = len(body)
        body += word
    make, taken, packet = words.values()
    inner = len(body)
    body += number(1) + entry(36867, 2, 20, number(taken)) + number(0)
    first = len(body)
    rows = [
        entry(256, 16, 1, number(40)),
        entry(271, 2, 14, number(make)),
        entry(272, 2, 5, b"KR-7\0"),
        entry(700, 1, len(_PACKET), number(packet)),
        entry(0x8769, 18, 1, number(inner)),
    ]
    body += number(len(rows)) + b"".join(rows) + number(0)
    body[8:16] = number(first)
    found = facts("a.tif", bytes(body))
    assert found.value("exif", "Make") == "Kamera Rekaan"
    assert found.value("exif", "Model") == "KR-7"
    assert found.typed("exif", "DateTimeOriginal") == "2024-09-30T19:22:10"
    assert found.typed("exif", "ImageWidth") == "40"
    assert found.value("xmp", "CreatorTool") == "Program Rekaan"
    assert found.failures == []
    for length in range(0, len(body), 7):
        facts("b.tif", bytes(body[:length]))
    loop = body.replace(number(inner) + number(0), number(first) + number(first))
    assert facts("c.tif", bytes(loop)).value("exif", "Model") == "KR-7"


def test_a_text_longer_than_the_limit_says_so(facts: Any) -> None:
    def limits(length: int) -> list[str]:
        tiff = structure("<", {}, exif={0x9286: (7, ASCII + b"x" * (length - 8))})
        found = facts("a.tif", tiff)
        assert found.value("exif", "UserComment").startswith("xxxx")
        return [one.value for one in found.readings if one.kind == "limit"]

    assert limits(LONGEST_TEXT) == []
    assert limits(LONGEST_TEXT + 1) == [f"start {LONGEST_TEXT}"]


def test_directories_that_point_at_each_other_end(facts: Any) -> None:
    tiff = b"II*\0" + struct.pack("<I", 8)
    tiff += struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8, 0)
    assert facts("a.tif", tiff) is not None
    many = b"II*\0" + struct.pack("<IH", 8, 0xFFFF) + struct.pack("<HHII", 0x9286, 7, 4, 0) * 0xFFFF
    assert len(facts("b.tif", many).all("exif", "UserComment")) <= MOST_TAGS
