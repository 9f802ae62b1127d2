"""ISO base media files: HEIC, AVIF, Canon's CR3, JPEG XL, JPEG 2000, MP4 and QuickTime.

Boxes follow ISO/IEC 14496-12; items with EXIF and XMP follow ISO/IEC 23008-12
annex A; Canon's boxes as documented by github.com/lclevy/canon_cr3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from workbench.evidence.unread import left_out
from workbench.metadata.containers.block import Block, Data, cut, tiff_in

_MOST = 20000
_MOST_ITEMS = 4096
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_EXIF_UUIDS = {b"JpgTiffExif->JP2", bytes.fromhex("0537cdab9d0c4431a72afa561f2a113e")}
_IPTC = {
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"),
    bytes.fromhex("09a14e97c0b442e0bebf36df6f0ce36f"),
}


class Box(NamedTuple):
    """One box: its type, and the range of its content in the file."""

    kind: bytes
    start: int
    end: int


def is_bmff(head: bytes) -> bool:
    """Whether a file begins with a box that such files begin with."""
    return head[4:8] in {b"ftyp", b"JXL ", b"jP  ", b"moov", b"mdat", b"wide", b"free", b"skip"}


def boxes(data: Data, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes of one level."""
    limit = len(data) if end is None else min(end, len(data))
    at = start
    for _ in range(_MOST):
        if at + 8 > limit:
            return
        size = int.from_bytes(data[at : at + 4], "big")
        kind = bytes(data[at + 4 : at + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = limit - at
        if size < head:
            return
        yield Box(kind, at + head, min(at + size, limit))
        at += size
    if at + 8 <= limit:
        left_out("container", "parts", _MOST)


def missing(data: Data) -> int:
    """Return how many bytes the last box of the file says that it has and has not: 0 when whole."""
    found = list(boxes(data))
    if not found or found[-1].end < len(data):
        return 0
    last = found[-1]
    # The head of eight or sixteen bytes stands just before the content.
    for head in (8, 16):
        at = last.start - head
        if at >= 0 and bytes(data[at + 4 : at + 8]) == last.kind:
            size = int.from_bytes(data[at : at + 4], "big")
            size = int.from_bytes(data[at + 8 : at + 16], "big") if size == 1 else size
            return max(0, at + size - len(data))
    return 0


def inside(data: Data, box: Box, *path: bytes) -> Iterator[Box]:
    """Yield the boxes at `path` below `box`; ``meta`` has four bytes before its content."""
    start = box.start
    if box.kind == b"meta" and data[box.start + 4 : box.start + 8] != b"hdlr":
        start += 4
    for found in boxes(data, start, box.end):
        if found.kind == path[0]:
            if len(path) == 1:
                yield found
            else:
                yield from inside(data, found, *path[1:])


def blocks(data: Data) -> Iterator[Block]:
    """Yield EXIF, XMP and IPTC of any of these files."""
    for box in boxes(data):
        if box.kind == b"meta":
            yield from _items(data, box)
        elif box.kind == b"moov":
            yield from _movie(data, box)
        elif box.kind == b"uuid":
            yield from _uuid(data, box)
        elif box.kind in {b"Exif", b"xml ", b"jumb"}:
            kind = {b"Exif": "exif", b"xml ": "xmp", b"jumb": "c2pa"}[box.kind]
            payload = cut(data, box.start, box.end)
            yield Block(
                kind, box.kind.decode().strip(), tiff_in(payload) if kind == "exif" else payload
            )


def _movie(data: Data, moov: Box) -> Iterator[Block]:
    for box in boxes(data, moov.start, moov.end):
        if box.kind == b"uuid" and data[box.start : box.start + 16] == _CANON:
            for part in boxes(data, box.start + 16, box.end):
                if part.kind in {b"CMT1", b"CMT2", b"CMT4"}:
                    yield Block("exif", part.kind.decode(), cut(data, part.start, part.end))
        elif box.kind == b"udta":
            for part in boxes(data, box.start, box.end):
                if part.kind == b"XMP_":
                    yield Block("xmp", "moov/udta/XMP_", cut(data, part.start, part.end))


def _uuid(data: Data, box: Box) -> Iterator[Block]:
    name = bytes(data[box.start : box.start + 16])
    payload = cut(data, box.start + 16, box.end)
    if name == _XMP:
        yield Block("xmp", "uuid", payload)
    elif name in _EXIF_UUIDS and (tiff := tiff_in(payload)):
        yield Block("exif", "uuid", tiff)
    elif name in _IPTC:
        yield Block("iptc", "uuid", payload)
    elif name == _C2PA:
        yield Block("c2pa", "uuid", payload)


@dataclass(frozen=True)
class _Item:
    kind: bytes
    content_type: bytes


def _items(data: Data, meta: Box) -> Iterator[Block]:
    """Yield the items of a HEIF ``meta`` box that hold EXIF or XMP."""
    found = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"iinf" not in found or b"iloc" not in found:
        return
    wanted = {
        number: item
        for number, item in _information(data, found[b"iinf"])
        if item.kind == b"Exif" or item.content_type.startswith(b"application/rdf+xml")
    }
    idat = found.get(b"idat")
    for number, method, extents in _locations(data, found[b"iloc"]):
        if number not in wanted:
            continue
        base = idat.start if method == 1 and idat is not None else 0
        payload = b"".join(cut(data, base + at, base + at + length) for at, length in extents)
        if wanted[number].kind == b"Exif":
            # Four bytes say how far the TIFF structure is away; some writers get them wrong.
            yield Block("exif", "meta/Exif", tiff_in(payload) or payload[4:])
        else:
            yield Block("xmp", "meta/mime", payload)


def _information(data: Data, iinf: Box) -> Iterator[tuple[int, _Item]]:
    wide = _byte(data, iinf.start) > 0
    for box in boxes(data, iinf.start + (8 if wide else 6), iinf.end):
        if box.kind != b"infe" or _byte(data, box.start) < 2:
            continue
        size = 2 if _byte(data, box.start) == 2 else 4
        at = box.start + 4
        number = int.from_bytes(data[at : at + size], "big")
        at += size + 2
        kind = bytes(data[at : at + 4])
        names = bytes(data[at + 4 : min(box.end, at + 300)]).split(b"\x00")
        yield number, _Item(kind, names[1] if kind == b"mime" and len(names) > 1 else b"")


def _locations(data: Data, iloc: Box) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield (item, construction method, extents) of an item location box."""
    version = _byte(data, iloc.start)
    sizes = int.from_bytes(data[iloc.start + 4 : iloc.start + 6], "big")
    offset_size, length_size, base_size = sizes >> 12 & 15, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version in {1, 2} else 0
    reader = _Reader(data, iloc.start + 6, iloc.end)
    for _ in range(min(reader.number(4 if version == 2 else 2), _MOST_ITEMS)):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version in {1, 2} else 0
        reader.number(2)
        base = reader.number(base_size)
        extents = []
        for _ in range(min(reader.number(2), 64)):
            reader.number(index_size)
            at = base + reader.number(offset_size)
            extents.append((at, reader.number(length_size)))
        if reader.is_past_end:
            return
        yield item, method, extents


def _byte(data: Data, at: int) -> int:
    """Return one byte as a number; 0 past the end."""
    return int.from_bytes(data[at : at + 1], "big")


class _Reader:
    """Reads big-endian numbers one after another."""

    def __init__(self, data: Data, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, end

    def number(self, size: int) -> int:
        value = int.from_bytes(self.data[self.at : self.at + size], "big")
        self.at += size
        return value

    @property
    def is_past_end(self) -> bool:
        return self.at > self.end
