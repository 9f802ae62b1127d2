"""AIFF, Windows Media and bare AAC: settings, length and, where there is one, the date.

Follows Apple's Audio Interchange File Format 1.3, Microsoft's Advanced Systems Format 1.2 and
ISO/IEC 13818-7 (ADTS). Read here: mutagen is under GPL-2, and tinytag knows no ADTS.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from workbench.evidence.unread import left_out
from workbench.metadata.containers import Data
from workbench.metadata.moments import stamp
from workbench.metadata.reading import Reading, decimal, plain

SOURCE = "container"
_MOST = 1000
#: Frames of AAC that are counted: some six hours.
MOST_FRAMES = 1_000_000
_AIFF_TEXTS = {b"NAME": "Title", b"AUTH": "Artist", b"ANNO": "Comment", b"(c) ": "Copyright"}
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_DESCRIPTION = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c")
_FILETIME = datetime(1601, 1, 1, tzinfo=UTC)
_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)


def aiff(data: Data) -> Iterator[Reading]:
    """Yield codec, settings, length and texts of an AIFF or AIFF-C file."""
    at = 12
    for _ in range(_MOST):
        if at + 8 > len(data):
            return
        kind, size = bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8], "big")
        content = bytes(data[at + 8 : at + 8 + min(size, 4000)])
        if kind == b"COMM" and len(content) >= 18:
            yield from _common(content)
        elif kind in _AIFF_TEXTS and (value := plain(content)):
            where = kind.decode().strip()
            yield Reading(SOURCE, _AIFF_TEXTS[kind], value, "", "text", where)
        at += 8 + size + (size & 1)


def _common(content: bytes) -> Iterator[Reading]:
    channels, frames, _ = struct.unpack_from(">hIh", content)
    exponent, mantissa = struct.unpack_from(">HQ", content, 8)
    rate = mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63) if exponent < 17000 else 0.0
    codec = plain(content[18:22]) if len(content) >= 22 else "PCM"
    yield Reading(SOURCE, "AudioCodec", codec, "", "text", "COMM")
    yield from _numbers("COMM", SampleRate=round(rate), Channels=channels)
    if rate >= 1:
        yield from _length(frames / rate, "COMM")


def asf(data: Data) -> Iterator[Reading]:
    """Yield the making, the length and the texts that Windows Media keeps in its header."""
    end = min(int.from_bytes(data[16:24], "little"), len(data))
    at = 30
    for _ in range(_MOST):
        if at + 24 > end:
            return
        kind, size = bytes(data[at : at + 16]), int.from_bytes(data[at + 16 : at + 24], "little")
        content = bytes(data[at + 24 : at + min(size, 64 * 1024)])
        if kind == _PROPERTIES and len(content) >= 64:
            yield from _properties(content)
        elif kind == _DESCRIPTION and len(content) >= 10:
            yield from _description(content)
        if size < 24:
            return
        at += size


def _properties(content: bytes) -> Iterator[Reading]:
    made, _, lasts, _, preroll = struct.unpack_from("<QQQQQ", content, 24)
    if made:
        try:
            moment = _FILETIME + timedelta(microseconds=made // 10)
        except OverflowError:
            moment = None
        if moment is not None and (typed := stamp(moment)):
            value = f"{moment:%Y-%m-%d %H:%M:%S} UTC"
            yield Reading(SOURCE, "Created", value, typed, "time", "properties")
    # The time before playing begins is counted in, though nothing is heard in it.
    yield from _length(lasts / 1e7 - preroll / 1e3, "properties")


def _description(content: bytes) -> Iterator[Reading]:
    sizes = struct.unpack_from("<5H", content)
    at = 10
    for name, size in zip(("Title", "Artist", "Copyright", "Comment", ""), sizes, strict=True):
        value = plain(content[at : at + size].decode("utf-16-le", "replace"))
        if name and value:
            yield Reading(SOURCE, name, value, "", "text", "description")
        at += size


def aac(data: Data) -> Iterator[Reading]:
    """Yield settings and length of AAC without a container: each frame holds 1,024 samples."""
    at = frames = 0
    if bytes(data[:3]) == b"ID3":
        size = data[6:10]
        at = 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    head = bytes(data[at : at + 7])
    rate = _RATES[head[2] >> 2 & 15] if len(head) == 7 and head[2] >> 2 & 15 < 13 else 0
    if not rate:
        return
    yield Reading(SOURCE, "AudioCodec", "AAC", "", "text", "frame")
    channels = (head[2] & 1) << 2 | head[3] >> 6
    yield from _numbers("frame", SampleRate=rate, Channels=channels)
    blocks = 0
    while at + 7 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF0:
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if length < 7:
            break
        if frames == MOST_FRAMES:
            left_out(SOURCE, "parts", MOST_FRAMES)
            break
        blocks += (data[at + 6] & 3) + 1
        frames, at = frames + 1, at + length
    yield from _length(blocks * 1024 / rate, "frames")


def _numbers(where: str, **values: int) -> Iterator[Reading]:
    for name, value in values.items():
        if value > 0:
            yield Reading(SOURCE, name, str(value), str(value), "number", where)


def _length(seconds: float, where: str) -> Iterator[Reading]:
    if seconds > 0:
        text = decimal(round(seconds, 3))
        yield Reading(SOURCE, "Duration", f"{text} s", text, "number", where)
