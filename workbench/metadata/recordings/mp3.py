"""MP3: ID3 tags, the first frame's settings, the encoder's own mark, and the length.

Follows ID3v2.2 to v2.4 and ID3v1 (id3.org), ISO/IEC 11172-3 for frame headers, and the
Xing and LAME extensions as LAME documents them. Voice recorders and studio programs
differ in exactly these.

Read here: mutagen is under GPL-2; tinytag gives no places and not the encoder's own mark.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from workbench.metadata.containers import Data
from workbench.metadata.moments import is_bare_date, time_of
from workbench.metadata.reading import Reading, decimal, plain

SOURCE = "container"
_MOST = 500
#: Frames that are counted where the file does not say how many there are: an hour of sound.
MOST_FRAMES = 140_000
# So many frames in a row are no chance.
_FEW = 3
_LONGEST = 16 * 1024
_NAMES = {
    "TIT2": "Title", "TT2": "Title", "TPE1": "Artist", "TP1": "Artist", "TALB": "Album",
    "TSSE": "Software", "TSS": "Software", "TENC": "EncodedBy", "TEN": "EncodedBy",
    "TDRC": "CreationDate", "TDEN": "EncodedAt", "TDTG": "TaggedAt", "TYER": "CreationDate",
    "TYE": "CreationDate", "COMM": "Comment", "COM": "Comment", "TCOP": "Copyright",
    "TOWN": "Owner", "TPUB": "Publisher", "TXXX": "", "TXX": "",
}  # fmt: skip
_TIMES = {"CreationDate", "EncodedAt", "TaggedAt"}
_BIT_RATES = {
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def readings(data: Data) -> Iterator[Reading]:
    """Yield tags, settings and length."""
    at = 0
    if bytes(data[:3]) == b"ID3" and len(data) > 10:
        at = 10 + _synchsafe(bytes(data[6:10]))
        yield from id3(bytes(data[: min(at, 16 * 1024 * 1024)]))
    yield from _sound(data, at)
    last = bytes(data[max(0, len(data) - 128) : len(data)])
    if last[:3] == b"TAG" and len(last) == 128:
        for name, start, end in (("Title", 3, 33), ("Artist", 33, 63), ("Comment", 97, 125)):
            if value := plain(last[start:end]):
                yield Reading(SOURCE, name, value, "", "text", "ID3v1")
        if value := plain(last[93:97]):
            yield Reading(SOURCE, "ContentDate", value, "", "text", "ID3v1")


def id3(tag: bytes) -> Iterator[Reading]:
    """Yield the frames of an ID3v2 tag, which WAV files may hold as well."""
    version = tag[3]
    yield Reading(SOURCE, "ID3Version", f"2.{version}.{tag[4]}", "", "text", "ID3v2")
    if tag[5] & 0x80:
        tag = tag[:10] + tag[10:].replace(b"\xff\x00", b"\xff")
    at = 10
    if tag[5] & 0x40 and version > 2 and len(tag) > 14:
        size = _synchsafe(tag[10:14]) if version == 4 else int.from_bytes(tag[10:14], "big") + 4
        at += size
    width, head = (3, 6) if version == 2 else (4, 10)
    for _ in range(_MOST):
        key = tag[at : at + width]
        if at + head > len(tag) or not key.strip(b"\x00").isalnum():
            return
        raw = tag[at + width : at + 2 * width]
        size = _synchsafe(raw) if version == 4 else int.from_bytes(raw, "big")
        yield from _named(key.decode("latin-1"), tag[at + head : at + head + min(size, _LONGEST)])
        at += head + size


def _named(key: str, content: bytes) -> Iterator[Reading]:
    if key not in _NAMES or len(content) < 2:
        return
    name, value = _labelled(key, content)
    value = plain(value.replace("\x00", " ").replace("\ufeff", ""))
    name = plain(name)[:80]
    if not name or not value:
        return
    typed = time_of(value) if name in _TIMES else ""
    if name == "CreationDate" and is_bare_date(value):
        name, typed = "ContentDate", ""
    yield Reading(SOURCE, name, value, typed, "time" if typed else "text", key)


def _labelled(key: str, content: bytes) -> tuple[str, str]:
    """Return name and text of a frame; comments and own fields carry a label before their text."""
    name = _NAMES[key]
    is_comment = key in {"COMM", "COM"}
    value = _decoded(content[0], content[4 if is_comment else 1 :])
    if name and not is_comment:
        return name, value
    label, _, rest = value.partition("\x00")
    return (name or label, rest or label) if rest or name else (label, "")


def _decoded(encoding: int, content: bytes) -> str:
    codec = {1: "utf-16", 2: "utf-16-be", 3: "utf-8"}.get(encoding, "latin-1")
    return content.decode(codec, "backslashreplace").strip("\x00")


class _Frame(NamedTuple):
    """What the header of one frame says."""

    layer: int
    bit_rate: int
    rate: int
    channels: int
    samples: int
    size: int
    is_low: bool


def _frame(head: bytes) -> _Frame | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rates = _BIT_RATES.get((1 if version == 3 else 2, layer))
    index, rate_index = head[2] >> 4, head[2] >> 2 & 3
    if rates is None or version == 1 or index in {0, 15} or rate_index == 3:
        return None
    rate = _RATES[version][rate_index]
    samples = 576 if layer == 3 and version != 3 else 1152
    size = samples // 8 * rates[index] * 1000 // rate + (head[2] >> 1 & 1)
    channels = 1 if head[3] >> 6 == 3 else 2
    return _Frame(layer, rates[index], rate, channels, samples, size, version != 3)


def _sound(data: Data, at: int) -> Iterator[Reading]:
    """Yield the settings of the first frame and, from its extension, encoder and length."""
    window = bytes(data[at : at + 4096])
    start = next(
        (
            index
            for index in range(max(0, len(window) - 4))
            if window[index] == 0xFF and _frame(window[index : index + 4]) is not None
        ),
        -1,
    )
    if start < 0:
        return
    frame = _frame(window[start : start + 4])
    if frame is None:
        return
    yield Reading(SOURCE, "AudioCodec", f"MPEG layer {'I' * frame.layer}", "", "text", "frame")
    yield _number("SampleRate", frame.rate)
    yield _number("Channels", frame.channels)
    extension = bytes(data[at + start : at + start + 400])
    frames = 0
    mark = next((place for m in (b"Xing", b"Info") if (place := extension.find(m)) > 0), -1)
    if mark > 0 and len(extension) >= mark + 12:
        flags, count = struct.unpack_from(">II", extension, mark + 4)
        frames = count if flags & 1 else 0
        place = mark + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1)
        place += 4 * (flags >> 3 & 1)
        if encoder := plain(extension[place : place + 9]):
            yield Reading(SOURCE, "Encoder", encoder, "", "text", "Xing")
    else:
        yield _number("BitRate", frame.bit_rate * 1000)
    frames = frames or _counted(data, at + start)
    seconds = frames * frame.samples / frame.rate
    if frames < _FEW and frame.bit_rate:
        seconds = (len(data) - at) * 8 / (frame.bit_rate * 1000)
    if seconds > 0:
        text = decimal(round(seconds, 2))
        yield Reading(SOURCE, "Duration", f"{text} s", text, "number", "frames")


def _counted(data: Data, at: int) -> int:
    """Return how many frames follow one another: their bit rates may differ.

    0 when there are more than are counted, so that the first one's bit rate has to do.
    """
    frames = 0
    while (frame := _frame(bytes(data[at : at + 4]))) is not None and frame.layer > 1:
        frames, at = frames + 1, at + frame.size
        if frames > MOST_FRAMES or frame.size < 4:
            return 0
    return frames


def _number(name: str, value: int) -> Reading:
    return Reading(SOURCE, name, str(value), str(value), "number", "frame")


def _synchsafe(raw: bytes) -> int:
    """Return a number whose bytes keep their highest bit free."""
    value = 0
    for byte in raw:
        value = value << 7 | byte & 0x7F
    return value
