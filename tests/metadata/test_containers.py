"""EXIF must be found in whatever wraps it: a phone's HEIC or a forwarded WebP count as photos."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from workbench.metadata.containers import blocks
from workbench.metadata.containers.bmff import boxes
from workbench.metadata.containers.jpeg import end_of_image

CAMERA = {
    "Make": "Kamera Rekaan",
    "Model": "KR-7",
    "Orientation": 6,
    "DateTimeOriginal": "2024:09:30 19:22:11",
}


def says_camera(found: Any) -> bool:
    return (
        found.value("exif", "Make") == "Kamera Rekaan"
        and found.typed("exif", "DateTimeOriginal") == "2024-09-30T19:22:11"
        and not found.failures
    )


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def heif(brand: bytes, tiff: bytes, xmp: bytes = b"") -> bytes:
    """Return the skeleton of a HEIF file: brand, item directory, and the items' bytes."""
    items = [(1, b"Exif", b"", struct.pack(">I", 0) + tiff)]
    if xmp:
        items.append((2, b"mime", b"application/rdf+xml\x00", xmp))
    infe = b"".join(
        box(b"infe", b"\x02\x00\x00\x00", struct.pack(">HH", number, 0), kind, b"\x00", extra)
        for number, kind, extra, _ in items
    )
    iinf = box(b"iinf", b"\x00\x00\x00\x00", struct.pack(">H", len(items)), infe)

    def whole(base: int) -> bytes:
        rows, at = b"", base
        for number, _, _, content in items:
            rows += struct.pack(">HHHII", number, 0, 1, at, len(content))
            at += len(content)
        head = b"\x00\x00\x00\x00\x44\x00" + struct.pack(">H", len(items))
        hdlr = box(b"hdlr", bytes(8), b"pict", bytes(13))
        meta = box(b"meta", bytes(4), hdlr, iinf, box(b"iloc", head, rows))
        return box(b"ftyp", brand, bytes(4), brand, b"mif1") + meta

    front = whole(0)
    front = whole(len(front) + 8)
    return front + box(b"mdat", *(content for *_, content in items))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_what_pillow_writes_is_read(facts: Any, photo: Any, kind: str) -> None:
    assert says_camera(facts(f"a.{kind.lower()}", photo(kind, **CAMERA)))


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"])
def test_heif_of_every_brand_is_read(facts: Any, exif_block: Any, brand: bytes) -> None:
    assert says_camera(facts("a.heic", heif(brand, exif_block(**CAMERA))))


def test_a_heif_item_with_a_leading_exif_mark_is_read(facts: Any, exif_block: Any) -> None:
    assert says_camera(facts("a.hif", heif(b"heix", b"Exif\x00\x00" + exif_block(**CAMERA))))


def test_jpeg_xl_and_jpeg_2000_are_read(facts: Any, exif_block: Any) -> None:
    tiff = exif_block(**CAMERA)
    jxl = b"\x00\x00\x00\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl ", bytes(8))
    assert says_camera(facts("a.jxl", jxl + box(b"Exif", bytes(4), tiff)))
    jp2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + box(b"uuid", b"JpgTiffExif->JP2"[:16], tiff)
    assert says_camera(facts("a.jp2", jp2))


def test_canon_cr3_is_read_from_its_separate_directories(facts: Any, exif_block: Any) -> None:
    first = exif_block(Make="Kamera Rekaan")
    second = Image.Exif()
    second[36867] = "2024:09:30 19:22:11"
    third = Image.Exif()
    third[1], third[2], third[3], third[4] = "S", (3.0, 30.0, 0.0), "E", (104.0, 0.0, 0.0)
    parts = [
        box(name, block)
        for name, block in (
            (b"CMT1", first),
            (b"CMT2", second.tobytes().removeprefix(b"Exif\x00\x00")),
            (b"CMT4", third.tobytes().removeprefix(b"Exif\x00\x00")),
        )
    ]
    canon = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48"), *parts)
    found = facts("a.cr3", box(b"ftyp", b"crx ", bytes(8)) + box(b"moov", canon))
    assert says_camera(found)
    assert found.typed("exif", "GPSPosition") == "-3.5,104"


def test_fujifilm_raw_and_minolta_raw_are_read(facts: Any, photo: Any, exif_block: Any) -> None:
    jpeg = photo(**CAMERA)
    raf = b"FUJIFILMCCD-RAW 0201".ljust(84, b"\x00") + struct.pack(">II", 92, len(jpeg)) + jpeg
    assert says_camera(facts("a.raf", raf))
    block = b"\x00TTW" + struct.pack(">I", len(exif_block(**CAMERA))) + exif_block(**CAMERA)
    assert says_camera(facts("a.mrw", b"\x00MRM" + struct.pack(">I", len(block)) + block))


def test_imagemagick_hides_exif_in_png_text(facts: Any, exif_block: Any) -> None:
    tiff = b"Exif\x00\x00" + exif_block(**CAMERA)
    raw = f"\nexif\n{len(tiff):8d}\n{tiff.hex()}\n".encode()
    content = b"Raw profile type exif\x00\x00" + zlib.compress(raw)
    data = Image.new("L", (4, 4))
    buffer = io.BytesIO()
    data.save(buffer, "PNG")
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content + bytes(4)
    assert says_camera(facts("a.png", buffer.getvalue()[:33] + chunk + buffer.getvalue()[33:]))


def test_the_end_of_a_jpeg_is_its_own_end_not_that_of_what_follows(photo: Any) -> None:
    first, second = photo(size=(300, 200)), photo()
    assert end_of_image(first + second) == len(first)
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(buffer, "JPEG", progressive=True)
    assert end_of_image(buffer.getvalue() + second) == len(buffer.getvalue())
    assert end_of_image(first[:-200]) == -1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\x00\x00\x00\x00ftyp",
        b"\x00\x00\x00\x01ftyp\xff\xff\xff\xff\xff\xff\xff\xff",
        box(b"ftyp", b"heic", bytes(4)) + box(b"meta", b"\x00"),
        box(b"ftyp", b"heic", bytes(4)) + box(b"meta", bytes(4), box(b"iinf"), box(b"iloc")),
        b"RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffeXIf",
        b"II*\x00\xff\xff\xff\xff",
        b"8BPS" + b"\xff" * 60,
        b"FUJIFILMCCD-RAW " + b"\xff" * 80,
        b"GIF89a\x21\xfe",
    ],
)
def test_lengths_that_lie_end_the_walk_quietly(facts: Any, data: bytes) -> None:
    list(blocks(data))
    facts("a.bin", data or b"\x00")


def test_a_box_that_claims_no_size_does_not_loop() -> None:
    assert len(list(boxes(struct.pack(">I", 4) + b"free" * 10))) == 0
