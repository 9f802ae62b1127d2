"""What is read on demand only: it may be slow or hang, and must never stop anything else."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest

from workbench.metadata.differences import differences
from workbench.metadata.fact import Fact
from workbench.metadata.on_demand import Wanted
from workbench.metadata.pictures import credentials_check
from workbench.metadata.pictures.maker_notes import maker_notes

SERIAL = 0x000C


def canon() -> bytes:
    """Return a JPEG whose maker note is one of Canon's with a serial number in it."""
    note = struct.pack("<H", 1) + struct.pack("<HHII", SERIAL, 4, 1, 123456789) + bytes(4)
    make = b"Canon\x00"
    inner_at, note_at = 38, 56
    make_at = note_at + len(note)
    first = struct.pack("<H", 2) + struct.pack("<HHII", 271, 2, len(make), make_at)
    first += struct.pack("<HHII", 0x8769, 4, 1, inner_at) + bytes(4)
    inner = struct.pack("<H", 1) + struct.pack("<HHII", 0x927C, 7, len(note), note_at) + bytes(4)
    tiff = b"II*\x00" + struct.pack("<I", 8) + first + inner + note + make
    app1 = b"Exif\x00\x00" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(app1) + 2) + app1 + b"\xff\xd9"


def test_maker_notes_are_read_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(canon())
    found = list(maker_notes([Wanted("B-01", tmp_path, "a.jpg")]))
    assert [(one.exhibit, one.source, one.name, one.value) for one in found] == [
        ("B-01", "makernote", "SerialNumber", "123456789")
    ]


def test_a_maker_note_that_never_ends_is_stopped_and_said(
    tmp_path: Path, huge_maker_note: bytes
) -> None:
    (tmp_path / "a.jpg").write_bytes(huge_maker_note)
    (tmp_path / "b.jpg").write_bytes(canon())
    before = time.perf_counter()
    wanted = [Wanted("B-01", tmp_path, "a.jpg"), Wanted("B-02", tmp_path, "b.jpg")]
    found = list(maker_notes(wanted, seconds=3))
    assert time.perf_counter() - before < 30
    assert [(one.exhibit, one.kind) for one in found] == [("B-01", "failure"), ("B-02", "text")]
    assert found[0].value in {"timeout", "memory"}


def test_a_file_without_any_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("catatan rekaan", "utf-8")
    assert list(maker_notes([Wanted("B-01", tmp_path, "a.txt")])) == []


@pytest.mark.skipif(not credentials_check.is_installed(), reason="an extra: c2pa-python")
def test_a_file_without_credentials_is_not_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(canon())
    assert list(credentials_check.check([Wanted("B-01", tmp_path, "a.jpg")])) == []


def test_only_what_two_exhibits_say_differently_is_listed() -> None:
    def fact(exhibit: str, name: str, value: str) -> Fact:
        return Fact(exhibit, f"{exhibit}.jpg", "exif", name, value, locator="Image")

    facts = [
        fact("B-01", "Make", "Kamera Rekaan"), fact("B-02", "Make", "Kamera Rekaan"),
        fact("B-01", "Software", "1.0"), fact("B-02", "Software", "Penyunting Rekaan"),
        fact("B-01", "Artist", "Nama Rekaan"), fact("B-03", "Make", "lain"),
    ]  # fmt: skip
    assert differences(facts, "B-01", "B-02") == [
        ("exif", "Artist", "Image", "Nama Rekaan", ""),
        ("exif", "Software", "Image", "1.0", "Penyunting Rekaan"),
    ]
