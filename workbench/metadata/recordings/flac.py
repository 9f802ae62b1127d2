"""FLAC and AMR: settings, length and comments of sound recordings.

Follows RFC 9639 (FLAC) and RFC 4867 (AMR storage format). AMR is what older phones and
some messengers record voice notes in; it carries no date at all.

Read here: mutagen is under GPL-2; tinytag knows no AMR and gives no places.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.metadata.containers import Data
from workbench.metadata.reading import Reading, decimal
from workbench.metadata.recordings import ogg

SOURCE = "container"
_MOST = 100
_FRAME_SIZES = {
    b"#!AMR\n": (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1),
    b"#!AMR-WB\n": (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1),
}
_LARGEST_AMR = 16 * 1024 * 1024


def flac(data: Data) -> Iterator[Reading]:
    """Yield settings, length, encoder and comments."""
    yield Reading(SOURCE, "AudioCodec", "flac", "", "text", "fLaC")
    at = 4
    for _ in range(_MOST):
        if at + 4 > len(data):
            return
        kind, size = data[at] & 0x7F, int.from_bytes(data[at + 1 : at + 4], "big")
        content = bytes(data[at + 4 : at + 4 + min(size, 1024 * 1024)])
        if kind == 0 and len(content) >= 18:
            yield from _stream(content)
        elif kind == 4:
            yield from ogg.comments(bytes(8) + content, 8)
        if data[at] & 0x80:
            return
        at += 4 + size


def _stream(content: bytes) -> Iterator[Reading]:
    packed = int.from_bytes(content[10:18], "big")
    rate, channels, samples = packed >> 44, (packed >> 41 & 7) + 1, packed & (1 << 36) - 1
    yield Reading(SOURCE, "SampleRate", str(rate), str(rate), "number", "STREAMINFO")
    yield Reading(SOURCE, "Channels", str(channels), str(channels), "number", "STREAMINFO")
    if rate and samples:
        seconds = decimal(round(samples / rate, 3))
        yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "STREAMINFO")


def amr(data: Data) -> Iterator[Reading]:
    """Yield codec and length: one frame is 20 milliseconds."""
    mark = next((mark for mark in _FRAME_SIZES if bytes(data[: len(mark)]) == mark), b"")
    if not mark:
        return
    name = "AMR-WB" if b"WB" in mark else "AMR-NB"
    yield Reading(SOURCE, "AudioCodec", name, "", "text", "header")
    sizes, at, frames = _FRAME_SIZES[mark], len(mark), 0
    end = min(len(data), _LARGEST_AMR)
    while at < end:
        at += sizes[data[at] >> 3 & 15]
        frames += 1
    seconds = decimal(round(frames * 0.02, 2))
    yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "frames")
