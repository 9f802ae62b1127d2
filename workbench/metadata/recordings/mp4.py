"""Films and sound: when, where and with what they were recorded.

MP4, QuickTime and 3GP are read here, box by box (ISO/IEC 14496-12, Apple's QuickTime File
Format) rather than through a media library, whose wording and zones change with its
version; the other containers have modules of their own. Times in the movie header are
meant to be UTC; cameras exist that write local time there, so the zone is kept as the
file's claim and checks compare it with other sources.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from workbench.metadata.containers import Data
from workbench.metadata.containers.bmff import Box, boxes, inside, is_bmff, missing
from workbench.metadata.moments import is_bare_date, stamp, time_of
from workbench.metadata.places.iso6709 import METRES, position_of, step_of
from workbench.metadata.reading import Reading, SourceFile, decimal, metres, plain, position
from workbench.metadata.recordings import flac, matroska, mp3, ogg, plain_sounds, riff

SOURCE = "container"
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_MOST = 200
_LONGEST = 4096
_MOST_RUNS = 100_000
# Brands of still pictures: their boxes hold no movie.
_STILL = {b"heic", b"heix", b"mif1", b"avif", b"crx ", b"jxl ", b"jp2 ", b"hevc", b"msf1", b"avis"}
# Names of Apple's and Android's keys, and of the four-letter atoms, as readings call them.
_KEYS = {
    "com.apple.quicktime.creationdate": "CreationDate",
    "com.apple.quicktime.make": "Make",
    "com.apple.quicktime.model": "Model",
    "com.apple.quicktime.software": "Software",
    "com.apple.quicktime.location.iso6709": "Location",
    "com.apple.quicktime.author": "Author",
    "com.apple.quicktime.comment": "Comment",
    "com.apple.quicktime.title": "Title",
    "creation_time": "CreationDate",
    "make": "Make",
    "model": "Model",
    "title": "Title",
    "location": "Location",
    "comment": "Comment",
    "encoder": "Software",
    "com.android.version": "AndroidVersion",
    "com.android.manufacturer": "Make",
    "com.android.model": "Model",
    "com.android.capture.fps": "CaptureFrameRate",
}
_ATOMS = {
    b"\xa9day": "CreationDate", b"\xa9mak": "Make", b"\xa9mod": "Model", b"\xa9swr": "Software",
    b"\xa9xyz": "Location", b"\xa9too": "Software", b"\xa9cmt": "Comment", b"\xa9nam": "Title",
    b"\xa9ART": "Artist", b"\xa9aut": "Author", b"\xa9inf": "Information", b"desc": "Description",
    b"loci": "Location", b"auth": "Author", b"titl": "Title", b"manu": "Make", b"modl": "Model",
}  # fmt: skip


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of a film or a recording; nothing for pictures and other files."""
    data = source.data
    head = bytes(data[:64])
    if (own := _reader(head, media_type)) is not None:
        yield from own(data)
    elif is_bmff(head) and not (head[4:8] == b"ftyp" and head[8:12] in _STILL):
        yield from _movie_file(data, head)


def _reader(head: bytes, media_type: str | None) -> Callable[[Data], Iterator[Reading]] | None:
    """Return the reader of a container that is none of this module's, or None."""
    if media_type == "audio/aac":
        return plain_sounds.aac
    if media_type == "audio/mpeg" or head.startswith(b"ID3"):
        return mp3.readings
    if head[:4] in {b"RIFF", b"FORM"}:
        return _CHUNKED.get(head[8:12])
    return next((reader for mark, reader in _MARKS if head.startswith(mark)), None)


_CHUNKED: dict[bytes, Callable[[Data], Iterator[Reading]]] = {
    b"WAVE": riff.readings, b"AVI ": riff.readings,
    b"AIFF": plain_sounds.aiff, b"AIFC": plain_sounds.aiff,
}  # fmt: skip
_MARKS: tuple[tuple[bytes, Callable[[Data], Iterator[Reading]]], ...] = (
    (b"OggS", ogg.readings),
    (b"\x1aE\xdf\xa3", matroska.readings),
    (b"fLaC", flac.flac),
    (b"#!AMR", flac.amr),
    (plain_sounds.ASF, plain_sounds.asf),
)


def _movie_file(data: Data, head: bytes) -> Iterator[Reading]:
    if head[4:8] == b"ftyp":
        yield Reading(SOURCE, "Brand", plain(head[8:12]), "", "text", "ftyp")
    found = False
    for box in boxes(data):
        if box.kind == b"moov":
            found = True
            yield from _movie(data, box)
        elif box.kind == b"uuid":
            name = plain(bytes(data[box.start : box.start + 16]).hex())
            yield Reading(SOURCE, "UserBox", name, "", "text", "uuid")
    if not found and head[4:8] == b"ftyp":
        yield Reading(SOURCE, "MovieHeaderMissing", "yes", "", "text")
    if lost := missing(data):
        yield Reading(SOURCE, "BytesMissing", str(lost), str(lost), "number")


def _movie(data: Data, moov: Box) -> Iterator[Reading]:
    for box in boxes(data, moov.start, moov.end):
        if box.kind == b"mvhd":
            yield from _header(data, box)
        elif box.kind == b"trak":
            yield from _track(data, box)
        elif box.kind == b"udta":
            yield from _user_data(data, box)
        elif box.kind == b"meta":
            yield from _keyed(data, box)


def _header(data: Data, box: Box) -> Iterator[Reading]:
    content = bytes(data[box.start : min(box.end, box.start + 120)])
    wide = content[:1] == b"\x01"
    form = ">QQIQ" if wide else ">IIII"
    if len(content) < 4 + struct.calcsize(form):
        return
    created, modified, scale, length = struct.unpack_from(form, content, 4)
    yield from _moment("Created", created, "mvhd")
    if modified != created:
        yield from _moment("Modified", modified, "mvhd")
    if scale and length and length != 0xFFFFFFFF:
        seconds = decimal(length / scale)
        yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "mvhd")


def _moment(name: str, seconds: int, where: str) -> Iterator[Reading]:
    """Yield a movie time; 0 means that nobody wrote one."""
    if not seconds:
        return
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return
    # Some writers count from 1970: what lies before 1980 is one of those.
    if moment.year < 1980:
        moment = datetime.fromtimestamp(seconds, UTC)
    if typed := stamp(moment):
        yield Reading(SOURCE, name, f"{moment:%Y-%m-%d %H:%M:%S} UTC", typed, "time", where)


def _track(data: Data, trak: Box) -> Iterator[Reading]:
    kind = next(
        (
            bytes(data[box.start + 8 : box.start + 12])
            for box in inside(data, trak, b"mdia", b"hdlr")
        ),
        b"",
    )
    for box in inside(data, trak, b"mdia", b"minf", b"stbl", b"stsd"):
        name = {b"vide": "VideoCodec", b"soun": "AudioCodec"}.get(kind)
        if name:
            codec = plain(data[box.start + 12 : box.start + 16])
            yield Reading(SOURCE, name, codec, "", "text", "stsd")
    if kind != b"vide":
        return
    for box in inside(data, trak, b"tkhd"):
        yield from _track_header(data, box)
    yield from _frame_rate(data, trak)
    for box in inside(data, trak, b"mdia", b"hdlr"):
        handler = plain(bytes(data[box.start + 24 : min(box.end, box.start + 124)]).strip(b"\x00"))
        if handler:
            yield Reading(SOURCE, "Handler", handler, "", "text", "hdlr")


def _frame_rate(data: Data, trak: Box) -> Iterator[Reading]:
    """Yield pictures per second: how many there are, by how long they last."""
    lasts = 0.0
    for box in inside(data, trak, b"mdia", b"mdhd"):
        content = bytes(data[box.start : min(box.end, box.start + 36)])
        form, at = (">IQ", 20) if content[:1] == b"\x01" else (">II", 12)
        if len(content) >= at + struct.calcsize(form):
            scale, length = struct.unpack_from(form, content, at)
            lasts = length / scale if scale else 0.0
    for box in inside(data, trak, b"mdia", b"minf", b"stbl", b"stts"):
        content = bytes(data[box.start : min(box.end, box.start + 8 + 8 * _MOST_RUNS)])
        if len(content) < 8:
            return
        runs = min(struct.unpack_from(">I", content, 4)[0], (len(content) - 8) // 8)
        count = sum(struct.unpack_from(f">{2 * runs}I", content, 8)[::2])
        if count > 1 and lasts > 0 and box.end - box.start <= len(content):
            rate = decimal(round(count / lasts, 3))
            yield Reading(SOURCE, "FrameRate", f"{rate} /s", rate, "number", "stts")


_TURNS = {(0, 1): "90", (-1, 0): "180", (0, -1): "270", (1, 0): "0"}


def _track_header(data: Data, box: Box) -> Iterator[Reading]:
    content = bytes(data[box.start : box.end])
    at = 52 if content[:1] == b"\x01" else 40
    if len(content) < at + 44:
        return
    matrix = struct.unpack_from(">9i", content, at)
    width, height = struct.unpack_from(">II", content, at + 36)
    for name, value in (("StoredWidth", width >> 16), ("StoredHeight", height >> 16)):
        yield Reading(SOURCE, name, str(value), str(value), "number", "tkhd")
    turn = _TURNS.get((matrix[0] >> 16, matrix[1] >> 16), "")
    if turn not in {"", "0"}:
        yield Reading(SOURCE, "Rotation", turn, turn, "number", "tkhd")


def _user_data(data: Data, udta: Box) -> Iterator[Reading]:
    for box in boxes(data, udta.start, udta.end):
        if box.kind == b"meta":
            yield from _keyed(data, box)
        elif box.kind in _ATOMS:
            yield from _atom(data, box)


def _atom(data: Data, box: Box) -> Iterator[Reading]:
    content = bytes(data[box.start : min(box.end, box.start + _LONGEST)])
    name = _ATOMS[box.kind]
    if box.kind == b"loci":
        yield from _location_box(content)
        return
    if box.kind[:1] == b"\xa9" and len(content) >= 4:
        length = int.from_bytes(content[:2], "big")
        content = content[4 : 4 + length] if 0 < length <= len(content) - 4 else content
    elif len(content) >= 6:
        content = content[6:]
    yield from _named(name, content, f"udta/{box.kind.decode('latin-1')}")


def _location_box(content: bytes) -> Iterator[Reading]:
    """Read 3GPP's location box (TS 26.244): name, role, then degrees as 16.16 numbers."""
    at = content.find(b"\x00", 6) + 2
    if at < 8 or len(content) < at + 8:
        return
    longitude, latitude = (value / 65536 for value in struct.unpack_from(">ii", content, at))
    value = f"{decimal(latitude)} {decimal(longitude)}"
    if abs(latitude) > 90 or abs(longitude) > 180:
        yield Reading(SOURCE, "Location", value, "range", "text", "udta/loci")
        return
    typed = position(latitude, longitude)
    yield Reading(SOURCE, "Location", value, typed, "position", "udta/loci")
    yield metres(SOURCE, "PositionStep", METRES / 65536, "udta/loci")


def _keyed(data: Data, meta: Box) -> Iterator[Reading]:
    """Read Apple's metadata: a list of keys, and their values by number."""
    keys = [key for box in inside(data, meta, b"keys") for key in _names(data, box)]
    for item in inside(data, meta, b"ilst"):
        for count, box in enumerate(boxes(data, item.start, item.end)):
            if count >= _MOST:
                return
            number = int.from_bytes(box.kind, "big")
            key = keys[number - 1] if 0 < number <= len(keys) else ""
            name = _KEYS.get(key.lower()) or _ATOMS.get(box.kind) or key.rpartition(".")[2]
            for value in boxes(data, box.start, box.end):
                if name and value.kind == b"data" and _is_text(data, value):
                    content = bytes(data[value.start + 8 : min(value.end, value.start + _LONGEST)])
                    yield from _named(name, content, key or box.kind.decode("latin-1"))


def _names(data: Data, box: Box) -> Iterator[str]:
    """Yield the names in a list of keys, as far as it is whole."""
    at = box.start + 8
    for _ in range(min(int.from_bytes(data[box.start + 4 : box.start + 8], "big"), _MOST)):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > box.end:
            return
        yield plain(data[at + 8 : at + size])
        at += size


def _is_text(data: Data, value: Box) -> bool:
    return int.from_bytes(data[value.start : value.start + 4], "big") in {0, 1}


def _named(name: str, content: bytes, where: str) -> Iterator[Reading]:
    value = plain(content.strip(b"\x00"))
    if not value:
        return
    typed, kind = "", "text"
    if name == "CreationDate":
        typed = time_of(value)
        # A bare year is the date of a work, as in music files, not of a recording.
        name, kind = (
            ("ContentDate", kind) if is_bare_date(value) else (name, "time" if typed else kind)
        )
        typed = typed if kind == "time" else ""
    if name == "Location" and (typed := position_of(value)):
        kind = "position"
        if step := step_of(value):
            yield metres(SOURCE, "PositionStep", step, where)
    yield Reading(SOURCE, name, value, typed, kind, where)
