"""TIFF: the entries of the first directory, for what stands there beside EXIF."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbench.metadata.containers import jpeg
from workbench.metadata.containers.block import Block, Data, cut

_XMP, _IPTC, _PHOTOSHOP, _ICC = 700, 33723, 34377, 34675
# Panasonic keeps the camera's own JPEG, with its EXIF, in this tag of an RW2.
_JPEG_FROM_RAW = 0x002E
_KINDS = {_XMP: "xmp", _IPTC: "iptc", _PHOTOSHOP: "photoshop", _ICC: "icc"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 13: 4}


def is_tiff(head: bytes) -> bool:
    """Whether a file begins as TIFF or one of the raw formats built on it."""
    return head[:2] in {b"II", b"MM"} and head[2:4] in {
        b"*\x00", b"\x00*", b"U\x00", b"RO", b"RS", b"OR", b"SR", b"\xbc\x01",
    }  # fmt: skip


def blocks(data: Data) -> Iterator[Block]:
    """Yield XMP, IPTC and ICC that stand in the first directory."""
    for tag, kind, count, at in entries(data):
        if tag == _JPEG_FROM_RAW:
            yield from jpeg.blocks(cut(data, at, at + count))
        if tag in _KINDS:
            end = at + count * _SIZES.get(kind, 1)
            yield Block(_KINDS[tag], "IFD0", cut(data, at, end))


def entries(data: Data) -> Iterator[tuple[int, int, int, int]]:
    """Yield (tag, type, count, where the value stands) of the first directory."""
    order = "<" if data[:2] == b"II" else ">"
    if len(data) < 8:
        return
    (at,) = struct.unpack_from(order + "I", data, 4)
    if at + 2 > len(data):
        return
    (count,) = struct.unpack_from(order + "H", data, at)
    for index in range(count):
        entry = at + 2 + 12 * index
        if entry + 12 > len(data):
            return
        tag, kind, number, value = struct.unpack_from(order + "HHII", data, entry)
        inline = number * _SIZES.get(kind, 1) <= 4
        yield tag, kind, number, entry + 8 if inline else value
