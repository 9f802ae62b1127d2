"""A film's own clock and place are often the only proof of when a speech was held."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.metadata.places.iso6709 import position_of

EPOCH = datetime(1904, 1, 1, tzinfo=UTC)


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def seconds(iso: str) -> int:
    return int((datetime.fromisoformat(iso) - EPOCH).total_seconds()) if iso else 0


def header(created: str, modified: str = "", *, wide: bool = False) -> bytes:
    one, two = seconds(created), seconds(modified or created)
    form, version = (">QQIQ", b"\x01") if wide else (">IIII", b"\x00")
    return box(b"mvhd", version + bytes(3), struct.pack(form, one, two, 1000, 12500), bytes(80))


def track(turn: int = 0) -> bytes:
    matrix = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turn]
    a, b, c, d = (value * 65536 for value in matrix)
    shape = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x40000000)
    tkhd = box(b"tkhd", bytes(40), shape, struct.pack(">II", 1920 << 16, 1080 << 16))
    hdlr = box(b"hdlr", bytes(8), b"vide", bytes(12), b"Kamera Rekaan\x00")
    stsd = box(b"stsd", bytes(8), box(b"avc1", bytes(78)))
    return box(b"trak", tkhd, box(b"mdia", hdlr, box(b"minf", box(b"stbl", stsd))))


def apple(**values: str) -> bytes:
    keys = b"".join(box(b"mdta", name.encode()) for name in values)
    items = b"".join(
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), value.encode()))
        for number, value in enumerate(values.values(), 1)
    )
    return box(
        b"meta",
        box(b"hdlr", bytes(8), b"mdta", bytes(12)),
        box(b"keys", bytes(4), struct.pack(">I", len(values)), keys),
        box(b"ilst", items),
    )


def film(*parts: bytes, brand: bytes = b"isom") -> bytes:
    return box(b"ftyp", brand, bytes(4), brand) + box(b"moov", *parts) + box(b"mdat", bytes(64))


@pytest.mark.parametrize("wide", [False, True])
def test_the_movie_header_tells_times_and_length(facts: Any, wide: bool) -> None:
    head = header("2024-09-27T09:15:46+00:00", "2024-09-28T01:00:00+00:00", wide=wide)
    found = facts("a.mp4", film(head, track(90)))
    assert found.typed("container", "Created") == "2024-09-27T09:15:46+00:00"
    assert found.typed("container", "Modified") == "2024-09-28T01:00:00+00:00"
    assert found.typed("container", "Duration") == "12.5"
    assert found.typed("container", "Rotation") == "90"
    assert found.value("container", "VideoCodec") == "avc1"
    assert found.typed("container", "StoredWidth") == "1920"


def test_a_film_without_a_clock_says_none(facts: Any) -> None:
    found = facts("a.mp4", film(header("")))
    assert found.all("container", "Created") == []
    assert found.typed("container", "Duration") == "12.5"


def test_a_clock_counted_from_1970_is_understood(facts: Any) -> None:
    raw = int(datetime(2024, 9, 27, 9, 15, 46, tzinfo=UTC).timestamp())
    head = box(b"mvhd", bytes(4), struct.pack(">IIII", raw, raw, 1000, 1000), bytes(80))
    assert facts("a.mp4", film(head)).typed("container", "Created") == "2024-09-27T09:15:46+00:00"


def test_an_iphone_names_place_device_and_zone(facts: Any) -> None:
    meta = apple(
        **{
            "com.apple.quicktime.location.ISO6709": "-03.3194+104.9100+012.345/",
            "com.apple.quicktime.make": "Kamera Rekaan",
            "com.apple.quicktime.model": "KR-7",
            "com.apple.quicktime.creationdate": "2024-09-27T16:15:40+0700",
        }
    )
    found = facts("a.mov", film(header("2024-09-27T09:15:46+00:00"), meta, brand=b"qt  "))
    assert found.typed("container", "CreationDate") == "2024-09-27T16:15:40+07:00"
    assert found.typed("container", "Location") == "-3.3194,104.91"
    assert found.value("container", "Model") == "KR-7"


def test_android_writes_the_place_into_an_atom(facts: Any) -> None:
    text = b"-03.3194+104.9100/"
    atom = box(b"\xa9xyz", struct.pack(">HH", len(text), 0x15C7), text)
    found = facts("a.mp4", film(header(""), box(b"udta", atom)))
    assert found.typed("container", "Location") == "-3.3194,104.91"


def test_the_location_box_of_3gpp(facts: Any) -> None:
    place = struct.pack(">ii", int(104.5 * 65536), int(-3.25 * 65536))
    loci = box(b"loci", bytes(6), b"rekaan\x00\x00", place, bytes(8))
    found = facts("a.3gp", film(header(""), box(b"udta", loci), brand=b"3gp5"))
    assert found.typed("container", "Location") == "-3.25,104.5"


def test_a_year_in_a_music_file_is_no_recording_time(facts: Any) -> None:
    item = box(b"\xa9day", box(b"data", struct.pack(">II", 1, 0), b"2010"))
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdir", bytes(12)), box(b"ilst", item))
    found = facts("a.m4a", film(header(""), box(b"udta", meta), brand=b"M4A "))
    assert found.all("container", "CreationDate") == []
    assert found.value("container", "ContentDate") == "2010"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("+51.4169-000.0806/", "51.4169,-0.0806"),
        ("-0319.164+10454.6/", "-3.3194,104.91"),
        ("-031909.84+1045436/", "-3.3194,104.91"),
        ("+95.0000+104.0000/", ""),
        ("di lapangan", ""),
    ],
)
def test_positions_in_three_notations(text: str, position: str) -> None:
    assert position_of(text) == position


def test_a_voice_note_tells_encoder_and_length(facts: Any) -> None:
    def page(position: int, content: bytes) -> bytes:
        size = len(content)
        table = bytes([size // 255 * 0 + min(size, 255)])
        return b"OggS\x00\x00" + struct.pack("<qIIIB", position, 1, 0, 0, 1) + table + content

    opus = b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 16000, 0, 0)
    vendor = b"perekam rekaan"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    data = page(0, opus) + page(0, tags) + page(48000 * 7 + 312, b"x")
    found = facts("PTT-20240930-WA0001.opus", data)
    assert found.value("container", "Software") == "perekam rekaan"
    assert found.typed("container", "Duration") == "7"
    assert found.typed("filename", "SentAt") == "2024-09-30"


@pytest.mark.parametrize("text", ["Mon Sep 30 19:22:11 2024", "2024-09-30 19:22:11"])
def test_an_avi_tells_its_date(facts: Any, text: str) -> None:
    date = text.encode() + b"\x00"
    date += b"\x00" * (len(date) & 1)
    listed = b"hdrl" + b"IDIT" + struct.pack("<I", len(date)) + date
    body = b"AVI " + b"LIST" + struct.pack("<I", len(listed)) + listed
    data = b"RIFF" + struct.pack("<I", len(body)) + body
    assert facts("a.avi", data).typed("container", "CreationDate") == "2024-09-30T19:22:11"


@pytest.mark.parametrize("cut", range(8, 400, 28))
def test_a_film_cut_anywhere_gives_facts_or_nothing(facts: Any, cut: int) -> None:
    whole = film(header("2024-09-27T09:15:46+00:00"), track(), apple(make="x"))
    assert facts("a.mp4", whole[:cut]).failures == []


def test_a_truncated_upload_without_its_index_is_said(facts: Any) -> None:
    data = box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(64))
    assert facts("a.mp4", data).value("container", "MovieHeaderMissing") == "yes"
