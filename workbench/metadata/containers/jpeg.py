"""JPEG: marker segments (ITU-T T.81 annex B), and where the picture really ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from workbench.evidence.unread import left_out
from workbench.metadata.containers.block import Block, Data, tiff_in

_MOST = 4096
_ALONE = {0x01, *range(0xD0, 0xD8)}
SOS, EOI = 0xDA, 0xD9
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_WINDOW = 1 << 18
_END_PAIR = 0xD9FF
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class Segment(NamedTuple):
    """One marker segment: marker byte, and the range of its payload in the file."""

    marker: int
    start: int
    end: int


def is_jpeg(head: bytes) -> bool:
    """Whether a file begins as JPEG does; also exiv2's bare metadata container."""
    return head.startswith((b"\xff\xd8\xff", b"\xff\x01Exiv2"))


def segments(data: Data, at: int = 2) -> Iterator[Segment]:
    """Yield marker segments up to and with the first start of scan."""
    if data[:7] == b"\xff\x01Exiv2":
        at = 7
    size = len(data)
    for _ in range(_MOST):
        if at + 4 > size or data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == EOI:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield Segment(marker, at + 4, min(end, size))
        if marker == SOS:
            return
        at = end
    if at + 4 <= size:
        left_out("picture", "parts", _MOST)


def blocks(data: Data) -> Iterator[Block]:
    """Yield the metadata segments of a JPEG."""
    for marker, start, end in segments(data):
        if marker == 0xFE:
            yield Block("comment", "COM", bytes(data[start:end]))
        elif 0xE0 <= marker <= 0xEF:
            payload = bytes(data[start:end])
            found = _application(marker - 0xE0, payload)
            if found is not None:
                yield found


def end_of_image(data: Data, start: int = 0) -> int:
    """Return where the first picture of a JPEG ends: just behind its end marker, or -1.

    A 0xFF inside coded data is always followed by 0x00 or a restart marker, so the
    first other marker behind a scan is a real one. A file with one scan is only
    searched for the end marker.
    """
    at = start + 2
    is_progressive = False
    for _ in range(_MOST):
        last = None
        for last in segments(data, at):
            is_progressive = is_progressive or last.marker in _PROGRESSIVE
        if last is None or last.marker != SOS:
            return -1
        found = _after_scan(data, last.end) if is_progressive else _end_marker(data, last.end)
        if found < 0:
            return -1
        if data[found + 1] == EOI:
            return found + 2
        at = found
    return -1


def _after_scan(data: Data, at: int) -> int:
    """Return where the first real marker stands behind one of several scans, or -1."""
    match = _NEXT_MARKER.search(data, at)
    return match.start() if match else -1


def _end_marker(data: Data, at: int) -> int:
    """Return where the next end marker stands, or -1.

    ``bytes.find`` passes half a gigabyte a second here, because every 0xFF of the coded
    data stops it; numpy compares pairs ten times faster, once for each parity.
    """
    while at + 1 < len(data):
        found = [_first_pair(data, at + odd) for odd in (0, 1)]
        if any(place >= 0 for place in found):
            return min(place for place in found if place >= 0)
        at += _WINDOW
    return -1


def _first_pair(data: Data, at: int) -> int:
    """Return where the first pair within one window is the end marker, or -1."""
    count = min(_WINDOW, len(data) - at) // 2
    if count < 1:
        return -1
    is_end = np.frombuffer(data, "<u2", count, at) == _END_PAIR
    return at + 2 * int(is_end.argmax()) if is_end.any() else -1


def _application(number: int, payload: bytes) -> Block | None:
    where = f"APP{number}"
    for kind, prefix in _KINDS.get(number, ()):
        if payload.startswith(prefix):
            rest = payload[len(prefix) :]
            if kind == "exif":
                return Block(kind, where, tiff_in(rest) or rest)
            return Block(kind, where, rest)
    return None


_KINDS: dict[int, tuple[tuple[str, bytes], ...]] = {
    0: (("jfif", b"JFIF\x00"), ("jfxx", b"JFXX\x00")),
    1: (
        ("exif", b"Exif\x00"),
        ("xmp", b"http://ns.adobe.com/xap/1.0/\x00"),
        ("xmp_more", b"http://ns.adobe.com/xmp/extension/\x00"),
    ),
    2: (("icc", b"ICC_PROFILE\x00"), ("mpf", b"MPF\x00")),
    11: (("c2pa", b"JP"),),
    13: (("photoshop", b"Photoshop 3.0\x00"),),
    14: (("adobe", b"Adobe"),),
}
