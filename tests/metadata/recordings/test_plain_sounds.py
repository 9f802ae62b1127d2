"""How long a recording lasts decides whether it can hold what it is said to hold."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.metadata.recordings import mp3, plain_sounds


def aiff(kind: bytes = b"AIFF", more: bytes = b"") -> bytes:
    rate = struct.pack(">HQ", 16383 + 15, 44100 << 48)
    common = struct.pack(">hIh", 2, 66150, 16) + rate + more
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    chunks += b"NAME" + struct.pack(">I", 6) + b"rekaan"
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + kind + chunks


def test_an_aiff_tells_its_length(facts: Any) -> None:
    found = facts("a.aiff", aiff(), "audio/aiff")
    assert found.typed("container", "Duration") == "1.5"
    assert found.typed("container", "SampleRate") == "44100"
    assert found.value("container", "Title") == "rekaan"
    packed = facts("b.aifc", aiff(b"AIFC", b"ima4\0\0"), "audio/aiff")
    assert packed.value("container", "AudioCodec") == "ima4"


def asf(made: datetime | None, seconds: float, preroll: int) -> bytes:
    ticks = int((made - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 1e7) if made else 0
    body = bytes(16) + struct.pack(
        "<QQQQQQ", 0, ticks, 1, int((seconds + preroll / 1e3) * 1e7), 0, preroll
    )
    properties = (
        plain_sounds._PROPERTIES + struct.pack("<Q", 24 + len(body) + 16) + body + bytes(16)
    )
    title = "Rapat rekaan".encode("utf-16-le")
    words = struct.pack("<5H", len(title), 0, 0, 0, 0) + title
    description = plain_sounds._DESCRIPTION + struct.pack("<Q", 24 + len(words)) + words
    objects = properties + description
    return plain_sounds.ASF + struct.pack("<QIBB", 30 + len(objects), 2, 1, 2) + objects


def test_windows_media_tells_when_it_was_made_and_how_long_it_lasts(facts: Any) -> None:
    made = datetime(2024, 9, 30, 12, 22, 11, tzinfo=UTC)
    found = facts("a.wma", asf(made, 61.5, 3000), "video/x-ms-asf")
    assert found.typed("container", "Duration") == "61.5"
    assert found.typed("container", "Created") == "2024-09-30T12:22:11+00:00"
    assert found.value("container", "Title") == "Rapat rekaan"
    assert facts("b.wma", asf(None, 1, 0), "video/x-ms-asf").all("container", "Created") == []


def adts(count: int) -> bytes:
    length = 20
    head = bytes([
        0xFF, 0xF1, 1 << 6 | 4 << 2, 2 << 6 | length >> 11, length >> 3 & 255,
        (length & 7) << 5 | 0x1F, 0xFC,
    ])  # fmt: skip
    return (head + bytes(length - 7)) * count


def test_bare_aac_is_counted_frame_by_frame(facts: Any) -> None:
    found = facts("a.aac", adts(431), "audio/aac")
    assert found.typed("container", "Duration") == "10.008"
    assert found.typed("container", "SampleRate") == "44100"
    assert found.typed("container", "Channels") == "2"
    tagged = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + adts(431)
    assert facts("b.aac", tagged, "audio/aac").typed("container", "Duration") == "10.008"


@pytest.mark.parametrize(("count", "limits"), [(5, 0), (6, 1)])
def test_more_frames_than_are_counted_are_said(
    facts: Any, monkeypatch: pytest.MonkeyPatch, count: int, limits: int
) -> None:
    monkeypatch.setattr(plain_sounds, "MOST_FRAMES", 5)
    found = facts("a.aac", adts(count), "audio/aac")
    assert len([one for one in found.readings if one.kind == "limit"]) == limits


def wave(codec: int, samples: int, rate: int = 8000) -> bytes:
    form = struct.pack("<HHIIHH", codec, 1, rate, 4055, 256, 4)
    chunks = b"fmt " + struct.pack("<I", 16) + form
    chunks += (
        b"fact" + struct.pack("<II", 4, samples) + b"data" + struct.pack("<I", 4055) + bytes(4055)
    )
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def test_packed_sound_lasts_as_long_as_its_samples(facts: Any) -> None:
    assert facts("a.wav", wave(2, 20000)).typed("container", "Duration") == "2.5"
    assert facts("b.wav", wave(1, 20000)).typed("container", "Duration") == "1"
    assert facts("c.wav", wave(2, 0)).typed("container", "Duration") == "1"


def frame(index: int) -> bytes:
    head = bytes([0xFF, 0xFB, index << 4, 0xC4])
    found = mp3._frame(head)
    assert found is not None
    return head + bytes(found.size - 4)


def test_frames_of_several_bit_rates_are_counted(facts: Any) -> None:
    # 1,152 samples each at 44,100 a second, whatever they weigh.
    data = frame(1) * 100 + frame(9) * 100
    assert facts("a.mp3", data, "audio/mpeg").typed("container", "Duration") == "5.22"
    lone = frame(9) + b"\0" * 8000
    assert facts("b.mp3", lone, "audio/mpeg").typed("container", "Duration") == "0.53"


@pytest.mark.parametrize(("count", "seconds"), [(5, "0.13"), (6, "0.16")])
def test_more_frames_than_are_counted_go_by_the_first_ones_rate(
    facts: Any, monkeypatch: pytest.MonkeyPatch, count: int, seconds: str
) -> None:
    monkeypatch.setattr(mp3, "MOST_FRAMES", 5)
    found = facts("a.mp3", frame(9) * count, "audio/mpeg")
    assert found.typed("container", "Duration") == seconds


@pytest.mark.parametrize("length", range(0, 140, 9))
def test_a_sound_cut_anywhere_gives_facts_or_nothing(facts: Any, length: int) -> None:
    facts("a.aiff", aiff()[:length], "audio/aiff")
    facts("a.wma", asf(None, 1, 0)[:length], "video/x-ms-asf")
    facts("a.aac", adts(9)[:length], "audio/aac")
    facts("a.wav", wave(2, 5)[:length])
