"""Ogg with Opus or Vorbis: voice notes. The messenger's encoder, tags, and the length.

Read here: mutagen is under GPL-2; tinytag gives no places.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbench.metadata.containers import Data
from workbench.metadata.moments import time_of
from workbench.metadata.places.iso6709 import position_of
from workbench.metadata.reading import Reading, decimal, plain

SOURCE = "container"
_NAMES = {"encoder": "Encoder", "creation_time": "CreationDate", "location": "Location"}
_OPUS_RATE = 48000  # RFC 7845: positions count samples at 48 kHz, whatever was recorded
_MOST = 100
_TAIL = 65536


def readings(data: Data) -> Iterator[Reading]:
    """Yield codec, encoder, comments and duration (RFC 7845, RFC 3533)."""
    head = bytes(data[:_TAIL])
    rate, skip = 0, 0
    if (at := head.find(b"OpusHead")) >= 0 and len(head) >= at + 16:
        skip, recorded = struct.unpack_from("<HI", head, at + 10)
        rate = _OPUS_RATE
        for name, value in (("SampleRate", recorded), ("Channels", head[at + 9])):
            yield Reading(SOURCE, name, str(value), str(value), "number", "OpusHead")
        yield Reading(SOURCE, "AudioCodec", "opus", "", "text", "OpusHead")
        yield from comments(head, head.find(b"OpusTags") + 8)
    elif (at := head.find(b"\x01vorbis")) >= 0 and len(head) >= at + 16:
        (rate,) = struct.unpack_from("<I", head, at + 12)
        yield Reading(SOURCE, "AudioCodec", "vorbis", "", "text", "identification header")
        yield from comments(head, head.find(b"\x03vorbis") + 7)
    last = bytes(data[max(0, len(data) - _TAIL) : len(data)])
    page = last.rfind(b"OggS")
    if rate and page >= 0 and len(last) >= page + 14:
        (samples,) = struct.unpack_from("<q", last, page + 6)
        if samples > skip:
            seconds = decimal(round((samples - skip) / rate, 3))
            yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "last page")


def comments(head: bytes, at: int) -> Iterator[Reading]:
    """Yield vendor and comments of a Vorbis comment block that begins at `at` (also in FLAC)."""
    if at < 8 or at + 8 > len(head):
        return
    (length,) = struct.unpack_from("<I", head, at)
    vendor = plain(head[at + 4 : at + 4 + min(length, 200)])
    if vendor:
        yield Reading(SOURCE, "Software", vendor, "", "text", "vendor")
    at += 4 + length
    if at + 4 > len(head):
        return
    (count,) = struct.unpack_from("<I", head, at)
    at += 4
    for _ in range(min(count, _MOST)):
        if at + 4 > len(head):
            return
        (length,) = struct.unpack_from("<I", head, at)
        name, _, value = plain(head[at + 4 : at + 4 + min(length, 4000)]).partition("=")
        at += 4 + length
        if value and "PICTURE" not in name.upper():
            typed = time_of(value) if "DATE" in name.upper() or "TIME" in name.upper() else ""
            label = _NAMES.get(name.lower(), name.title())
            kind = "time" if typed else "text"
            if label == "Location" and (typed := position_of(value)):
                kind = "position"
            yield Reading(SOURCE, label, value, typed, kind, "comment")
