"""Matroska and WebM: who wrote the file, when, with which tracks, tags and attachments.

Read element by element (RFC 8794 for EBML, RFC 9559 for Matroska). Clusters, which hold
the pictures and the sound, are stepped over.

Read here: PyAV gives no places and FFmpeg's wording, and the schema of ebmlite is larger than this.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from workbench.evidence.unread import left_out
from workbench.metadata.containers import Data
from workbench.metadata.moments import is_bare_date, stamp, time_of
from workbench.metadata.places.iso6709 import position_of
from workbench.metadata.reading import Reading, decimal, plain

SOURCE = "container"
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
_MOST = 20_000
_MOST_TAGS = 200
_LONGEST = 64 * 1024
_HEADER, _SEGMENT = 0x1A45DFA3, 0x18538067
_INFO, _TRACKS, _TAGS, _ATTACHMENTS = 0x1549A966, 0x1654AE6B, 0x1254C367, 0x1941A469
_CLUSTER = 0x1F43B675
_TEXTS = {0x4D80: "MuxingApplication", 0x5741: "Software", 0x7BA9: "Title", 0x7384: "FileName"}
_DATE, _SCALE, _DURATION = 0x4461, 0x2AD7B1, 0x4489
_TRACK, _KIND, _CODEC, _TRACK_NAME, _PER_FRAME = 0xAE, 0x83, 0x86, 0x536E, 0x23E383
_VIDEO, _WIDTH, _HEIGHT = 0xE0, 0xB0, 0xBA
_TAG, _SIMPLE, _TAG_NAME, _TAG_TEXT = 0x7373, 0x67C8, 0x45A3, 0x4487
_FILE, _FILE_NAME, _FILE_TYPE = 0x61A7, 0x466E, 0x4660
_CODECS = {1: "VideoCodec", 2: "AudioCodec", 17: "SubtitleCodec"}
# Tags by which other programs carry what MP4 keeps in boxes of its own.
_NAMES = {
    "CREATION_TIME": "CreationDate", "DATE_RECORDED": "CreationDate", "DATE": "CreationDate",
    "ENCODER": "Encoder", "COMMENT": "Comment", "ARTIST": "Artist", "LOCATION": "Location",
    "COM.APPLE.QUICKTIME.LOCATION.ISO6709": "Location", "COM.APPLE.QUICKTIME.MAKE": "Make",
    "COM.APPLE.QUICKTIME.MODEL": "Model", "COM.APPLE.QUICKTIME.SOFTWARE": "Software",
    "COM.APPLE.QUICKTIME.CREATIONDATE": "CreationDate", "MAKE": "Make", "MODEL": "Model",
    "COM.ANDROID.VERSION": "AndroidVersion",
}  # fmt: skip


class Element(NamedTuple):
    """One element: its id, and the range of its content."""

    id: int
    start: int
    end: int


def readings(data: Data) -> Iterator[Reading]:
    """Yield the facts of a Matroska or WebM file."""
    for outer in elements(data, 0, len(data)):
        if outer.id == _HEADER:
            for one in elements(data, outer.start, outer.end):
                if one.id == 0x4282:
                    yield Reading(SOURCE, "Brand", _text(data, one), "", "text", "EBML")
        elif outer.id == _SEGMENT:
            readers = {_INFO: _info, _TRACKS: _tracks, _TAGS: _tags, _ATTACHMENTS: _attachments}
            for one in elements(data, outer.start, outer.end):
                if one.id in readers:
                    yield from readers[one.id](data, one)
            return


def elements(data: Data, start: int, end: int) -> Iterator[Element]:
    """Yield the elements of one level; one without a size reaches to the end of its parent."""
    at = start
    for _ in range(_MOST):
        number, at = _number(data, at, end, keep_mark=True)
        size, at = _number(data, at, end, keep_mark=False)
        if number < 0 or size == _BROKEN:
            return
        until = end if size == _UNKNOWN else min(at + size, end)
        yield Element(number, at, until)
        if size == _UNKNOWN and number == _CLUSTER:
            return
        at = until
    if at < end:
        left_out(SOURCE, "parts", _MOST)


_BROKEN, _UNKNOWN = -1, -2


def _number(data: Data, at: int, end: int, *, keep_mark: bool) -> tuple[int, int]:
    """Return a number of variable length and where it ends; -1 when there is none."""
    if at >= end:
        return _BROKEN, at
    first = data[at]
    length = 9 - first.bit_length()
    if length > (4 if keep_mark else 8) or at + length > end:
        return _BROKEN, at
    value = int.from_bytes(data[at : at + length], "big")
    if not keep_mark:
        value &= (1 << 7 * length) - 1
        if value == (1 << 7 * length) - 1:
            value = _UNKNOWN
    return value, at + length


def _info(data: Data, info: Element) -> Iterator[Reading]:
    scale, length = 1_000_000, 0.0
    for one in elements(data, info.start, info.end):
        if one.id in _TEXTS:
            if value := _text(data, one):
                yield Reading(SOURCE, _TEXTS[one.id], value, "", "text", "Info")
        elif one.id == _DATE and one.end - one.start == 8:
            (nanoseconds,) = struct.unpack(">q", bytes(data[one.start : one.end]))
            moment = _EPOCH + timedelta(microseconds=nanoseconds // 1000)
            if typed := stamp(moment):
                value = f"{moment:%Y-%m-%d %H:%M:%S} UTC"
                yield Reading(SOURCE, "Created", value, typed, "time", "DateUTC")
        elif one.id == _SCALE:
            scale = _unsigned(data, one) or scale
        elif one.id == _DURATION and one.end - one.start in {4, 8}:
            form = ">f" if one.end - one.start == 4 else ">d"
            (length,) = struct.unpack(form, bytes(data[one.start : one.end]))
    if 0 < length * scale < 1e15:
        seconds = decimal(round(length * scale / 1e9, 3))
        yield Reading(SOURCE, "Duration", f"{seconds} s", seconds, "number", "Info")


def _tracks(data: Data, tracks: Element) -> Iterator[Reading]:
    for track in elements(data, tracks.start, tracks.end):
        if track.id != _TRACK:
            continue
        found = {one.id: one for one in elements(data, track.start, track.end)}
        kind = _unsigned(data, found[_KIND]) if _KIND in found else 0
        if kind in _CODECS and _CODEC in found:
            codec = _text(data, found[_CODEC])
            yield Reading(SOURCE, _CODECS[kind], codec, "", "text", "Tracks")
        if _TRACK_NAME in found and (name := _text(data, found[_TRACK_NAME])):
            yield Reading(SOURCE, "Handler", name, "", "text", "Tracks")
        if kind == 1 and _PER_FRAME in found and (length := _unsigned(data, found[_PER_FRAME])):
            rate = decimal(round(1e9 / length, 3))
            yield Reading(SOURCE, "FrameRate", f"{rate} /s", rate, "number", "Tracks")
        if _VIDEO in found:
            for one in elements(data, found[_VIDEO].start, found[_VIDEO].end):
                label = {_WIDTH: "StoredWidth", _HEIGHT: "StoredHeight"}.get(one.id)
                if label:
                    value = str(_unsigned(data, one))
                    yield Reading(SOURCE, label, value, value, "number", "Tracks")


def _tags(data: Data, tags: Element) -> Iterator[Reading]:
    count = 0
    for tag in elements(data, tags.start, tags.end):
        for simple in elements(data, tag.start, tag.end) if tag.id == _TAG else ():
            if simple.id != _SIMPLE or count >= _MOST_TAGS:
                continue
            count += 1
            parts = {one.id: one for one in elements(data, simple.start, simple.end)}
            if _TAG_NAME in parts and _TAG_TEXT in parts:
                yield from _tag(_text(data, parts[_TAG_NAME]), _text(data, parts[_TAG_TEXT]))


def _tag(key: str, value: str) -> Iterator[Reading]:
    if not key or not value or key in {"DURATION", "BPS", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES"}:
        return
    name, typed, kind = _NAMES.get(key.upper(), key), "", "text"
    if name == "CreationDate":
        typed = time_of(value)
        name, typed = ("ContentDate", "") if is_bare_date(value) else (name, typed)
        kind = "time" if typed else "text"
    elif name == "Location" and (typed := position_of(value)):
        kind = "position"
    yield Reading(SOURCE, name, value, typed, kind, f"Tags/{key}"[:80])


def _attachments(data: Data, attachments: Element) -> Iterator[Reading]:
    for one in elements(data, attachments.start, attachments.end):
        if one.id == _FILE:
            parts = {part.id: part for part in elements(data, one.start, one.end)}
            if _FILE_NAME in parts:
                kind = _text(data, parts[_FILE_TYPE]) if _FILE_TYPE in parts else ""
                name = _text(data, parts[_FILE_NAME])
                yield Reading(SOURCE, "Attachment", name, kind, "text", "Attachments")


def _text(data: Data, one: Element) -> str:
    return plain(bytes(data[one.start : min(one.end, one.start + _LONGEST)]))


def _unsigned(data: Data, one: Element) -> int:
    return int.from_bytes(data[one.start : min(one.end, one.start + 8)], "big")
