"""Files as exhibits hold them, made here byte for byte, and what the extractors read from them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from workbench.evidence.source import open_source
from workbench.metadata.extract import extract
from workbench.metadata.reading import Reading

Extracted = Callable[..., "Facts"]


class Facts:
    """Readings of one file, asked for by layer and name."""

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self.readings = readings

    def all(self, source: str, name: str) -> list[Reading]:
        return [one for one in self.readings if (one.source, one.name) == (source, name)]

    def value(self, source: str, name: str) -> str:
        found = self.all(source, name)
        return found[0].value if found else ""

    def typed(self, source: str, name: str) -> str:
        found = self.all(source, name)
        return found[0].typed if found else ""

    @property
    def failures(self) -> list[Reading]:
        return [one for one in self.readings if one.kind == "failure"]


@pytest.fixture
def facts(tmp_path: Path) -> Extracted:
    """Return a function that writes a file below a folder and reads it as an exhibit."""

    def read(name: str, data: bytes, media_type: str | None = None) -> Facts:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with open_source(tmp_path, name) as source:
            return Facts(extract(source, media_type))

    return read


def exif(**tags: Any) -> bytes:
    """Return a TIFF block with `tags` by name; names of three directories are known."""
    names = {
        "Make": (0, 271), "Model": (0, 272), "Orientation": (0, 274), "Software": (0, 305),
        "DateTime": (0, 306), "Artist": (0, 315),
        "DateTimeOriginal": (0x8769, 36867), "DateTimeDigitized": (0x8769, 36868),
        "OffsetTime": (0x8769, 36880), "OffsetTimeOriginal": (0x8769, 36881),
        "GPSLatitudeRef": (0x8825, 1), "GPSLatitude": (0x8825, 2), "GPSLongitudeRef": (0x8825, 3),
        "GPSLongitude": (0x8825, 4), "GPSTimeStamp": (0x8825, 7), "GPSDateStamp": (0x8825, 29),
    }  # fmt: skip
    block = Image.Exif()
    for name, value in tags.items():
        directory, number = names[name]
        (block.get_ifd(directory) if directory else block)[number] = value
    return block.tobytes().removeprefix(b"Exif\x00\x00")


@pytest.fixture
def exif_block() -> Callable[..., bytes]:
    return exif


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """Return a function that makes a small picture in any format with EXIF `tags`."""

    def make(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **tags: Any) -> bytes:
        picture = Image.effect_noise(size, 60).convert("RGB")
        buffer = io.BytesIO()
        options = {"exif": b"Exif\x00\x00" + exif(**tags)} if tags else {}
        picture.save(buffer, kind, **options)
        return buffer.getvalue()

    return make


@pytest.fixture
def huge_maker_note() -> bytes:
    """Return 58 bytes of JPEG whose maker note claims a billion numbers: exifread's trap."""
    entry = struct.pack("<HHII", 0x927C, 3, 1_006_641_184, 0)
    directory = struct.pack("<H", 1) + entry + struct.pack("<I", 0)
    pointer = struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 26) + struct.pack("<I", 0)
    tiff = b"II*\x00" + struct.pack("<I", 8) + pointer + directory
    app1 = b"Exif\x00\x00" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + b"\xff\xd9"
