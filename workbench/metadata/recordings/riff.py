"""WAV and AVI: recorder, software and dates from their information chunks.

Read here: mutagen is under GPL-2, and tinytag gives no places and no dates of recorders.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbench.metadata.containers import Data
from workbench.metadata.containers.riff import chunks
from workbench.metadata.moments import letter_time, time_of
from workbench.metadata.reading import Reading, decimal, plain
from workbench.metadata.recordings import mp3

SOURCE = "container"
_CODECS = {
    1: "PCM", 2: "ADPCM", 3: "PCM float", 6: "A-law", 7: "mu-law", 0x11: "IMA ADPCM",
    0x31: "GSM 6.10", 0x55: "MP3", 0xFF: "AAC", 0xFFFE: "PCM extensible",
}  # fmt: skip
_UNPACKED = {1, 3, 0xFFFE}
_NAMES = {
    b"ICRD": "CreationDate", b"ISFT": "Software", b"IART": "Artist", b"INAM": "Title",
    b"ICMT": "Comment", b"IENG": "Engineer", b"ITCH": "Technician", b"ISRC": "Source",
    b"IDIT": "CreationDate",
}  # fmt: skip


def readings(data: Data) -> Iterator[Reading]:
    """Yield what the information chunks and the broadcast extension say."""
    rate = length = samples = codec = per_second = 0
    for kind, start, end in chunks(data):
        if kind == b"LIST" and data[start : start + 4] in {b"INFO", b"hdrl"}:
            yield from _list(data, start + 4, end)
        elif kind == b"fmt " and end - start >= 16:
            form = struct.unpack("<HHIIHH", bytes(data[start : start + 16]))
            codec, per_second, rate = form[0], form[2], form[3]
            yield from _sound(form)
        elif kind == b"data":
            length = end - start
        elif kind == b"fact" and end - start >= 4:
            samples = int.from_bytes(data[start : start + 4], "little")
        elif kind in {b"id3 ", b"ID3 "} and data[start : start + 3] == b"ID3":
            yield from mp3.id3(bytes(data[start:end]))
        elif kind == b"bext" and end - start >= 346:
            yield from _broadcast(bytes(data[start : start + 346]))
    # Packed sound has no even rate of bytes: the count of its samples stands beside it.
    lasts = samples / per_second if codec not in _UNPACKED and samples and per_second else 0.0
    lasts = lasts or (length / rate if rate else 0.0)
    if lasts:
        seconds = decimal(round(lasts, 3))
        yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "data")


def _sound(form: tuple[int, ...]) -> Iterator[Reading]:
    codec = _CODECS.get(form[0], f"0x{form[0]:04x}")
    yield Reading(SOURCE, "AudioCodec", codec, "", "text", "fmt")
    for name, value in (("SampleRate", form[2]), ("Channels", form[1])):
        yield Reading(SOURCE, name, str(value), str(value), "number", "fmt")


def _film(content: bytes) -> Iterator[Reading]:
    """Yield the main header of an AVI: size, and length from the time of one frame."""
    if len(content) < 40:
        return
    per_frame, *_ = struct.unpack_from("<I", content)
    frames, width, height = (struct.unpack_from("<I", content, at)[0] for at in (16, 32, 36))
    for name, value in (("StoredWidth", width), ("StoredHeight", height)):
        yield Reading(SOURCE, name, str(value), str(value), "number", "avih")
    if per_frame:
        rate = decimal(round(1e6 / per_frame, 3))
        yield Reading(SOURCE, "FrameRate", f"{rate} /s", rate, "number", "avih")
    if per_frame and frames:
        seconds = decimal(round(per_frame * frames / 1e6, 3))
        yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "avih")


def _stream(data: Data, start: int, end: int) -> Iterator[Reading]:
    """Yield the codec of one stream of an AVI."""
    for kind, at, _ in chunks(data, start, end):
        if kind == b"strh" and data[at : at + 4] == b"vids":
            codec = plain(data[at + 4 : at + 8])
            yield Reading(SOURCE, "VideoCodec", codec, "", "text", "strh")


def _list(data: Data, start: int, end: int) -> Iterator[Reading]:
    for kind, at, until in chunks(data, start, end):
        if kind == b"avih":
            yield from _film(bytes(data[at:until]))
        elif kind == b"LIST" and data[at : at + 4] == b"strl":
            yield from _stream(data, at + 4, until)
        name = _NAMES.get(kind)
        value = plain(data[at : min(until, at + 4000)]) if name else ""
        if name and value:
            typed = _moment(value) if name == "CreationDate" else ""
            yield Reading(SOURCE, name, value, typed, "time" if typed else "text", kind.decode())


def _broadcast(content: bytes) -> Iterator[Reading]:
    """Read originator and time of a broadcast wave (EBU Tech 3285)."""
    originator = plain(content[256:288])
    if originator:
        yield Reading(SOURCE, "Software", originator, "", "text", "bext")
    text = f"{plain(content[320:330])} {plain(content[330:338])}".replace("_", ":")
    if text.strip():
        typed = time_of(text)
        yield Reading(SOURCE, "CreationDate", text, typed, "time" if typed else "", "bext")


def _moment(text: str) -> str:
    return time_of(text) or letter_time(text) or _asctime(text)


def _asctime(text: str) -> str:
    """Return ISO 8601 for C's ``Mon Sep 30 19:22:11 2024``, which AVI writers use."""
    parts = text.split()
    if len(parts) != 5:
        return ""
    return letter_time(f"{parts[2]} {parts[1].title()} {parts[4]} {parts[3]}")
