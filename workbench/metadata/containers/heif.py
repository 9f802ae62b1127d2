"""Pictures inside a HEIF or AVIF file: which items are smaller forms of another, and their sizes.

Follows ISO/IEC 14496-12 (``iref``) and ISO/IEC 23008-12 (``iprp``, ``ispe``, ``thmb``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbench.metadata.containers.block import Data
from workbench.metadata.containers.bmff import Box, boxes

_MOST = 4096


def thumbnails(data: Data) -> Iterator[tuple[int, int, int]]:
    """Yield (item, width, height) of each item that is a thumbnail of another."""
    meta = next((box for box in boxes(data) if box.kind == b"meta"), None)
    if meta is None:
        return
    parts = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"iref" not in parts or b"iprp" not in parts:
        return
    small = set(_thumbnails(data, parts[b"iref"]))
    if small:
        yield from _sized(data, parts[b"iprp"], small)


# Item types that are pictures (ISO/IEC 23008-12, 23000-22; AV1 in HEIF).
_PICTURES = {b"hvc1", b"hev1", b"av01", b"avc1", b"jpeg", b"grid", b"iovl", b"iden", b"unci"}
# What refers so is a smaller form or a layer of another picture, and what is referred to by
# `dimg` a piece of one.
_LAYERS = {b"thmb", b"auxl"}


def independent(data: Data) -> int:
    """Return how many pictures stand for themselves: no thumbnail, layer, tile or hidden item."""
    meta = next((box for box in boxes(data) if box.kind == b"meta"), None)
    if meta is None:
        return 0
    parts = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"iinf" not in parts:
        return 0
    found = set(_shown(data, parts[b"iinf"]))
    if b"iref" in parts:
        found -= set(_dependent(data, parts[b"iref"]))
    return len(found)


def _shown(data: Data, iinf: Box) -> Iterator[int]:
    """Yield the items that are pictures and not hidden."""
    at = iinf.start + (6 if data[iinf.start] == 0 else 8)
    for number, box in enumerate(boxes(data, at, iinf.end)):
        content = bytes(data[box.start : min(box.end, box.start + 16)])
        if number >= _MOST or len(content) < 12:
            return
        size = 2 if content[0] == 2 else 4
        kind = content[6 + size : 10 + size]
        if content[0] >= 2 and kind in _PICTURES and not content[3] & 1:
            yield int.from_bytes(content[4 : 4 + size], "big")


def _dependent(data: Data, iref: Box) -> Iterator[int]:
    size = 4 if data[iref.start : iref.start + 1] == b"\x01" else 2
    for box in boxes(data, iref.start + 4, iref.end):
        content = bytes(data[box.start : min(box.end, box.start + 2 + size * (_MOST + 1))])
        items = [
            int.from_bytes(content[at : at + size], "big")
            for at in range(size + 2, len(content) - size + 1, size)
        ]
        if box.kind in _LAYERS:
            yield int.from_bytes(content[:size], "big")
        elif box.kind == b"dimg":
            yield from items


def _sized(data: Data, iprp: Box, wanted: set[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (item, width, height) of the wanted items whose size stands among the properties."""
    properties = {box.kind: box for box in boxes(data, iprp.start, iprp.end)}
    if b"ipco" not in properties or b"ipma" not in properties:
        return
    sizes = dict(_sizes(data, properties[b"ipco"]))
    for item, indexes in _associations(data, properties[b"ipma"]):
        found = next((sizes[index] for index in indexes if index in sizes), None)
        if item in wanted and found is not None:
            yield item, *found


def _thumbnails(data: Data, iref: Box) -> Iterator[int]:
    """Yield the items that refer to another as its thumbnail."""
    size = 4 if data[iref.start : iref.start + 1] == b"\x01" else 2
    for box in boxes(data, iref.start + 4, iref.end):
        if box.kind == b"thmb":
            yield int.from_bytes(data[box.start : box.start + size], "big")


def _sizes(data: Data, ipco: Box) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield (number of the property, its width and height) for each spatial extent."""
    for number, box in enumerate(boxes(data, ipco.start, ipco.end), 1):
        if number > _MOST:
            return
        if box.kind == b"ispe" and box.end - box.start >= 12:
            yield number, struct.unpack(">II", bytes(data[box.start + 4 : box.start + 12]))


def _associations(data: Data, ipma: Box) -> Iterator[tuple[int, list[int]]]:
    """Yield (item, numbers of its properties)."""
    content = bytes(data[ipma.start : min(ipma.end, ipma.start + 1024 * 1024)])
    if len(content) < 8:
        return
    wide_items, wide_numbers = content[0] > 0, content[3] & 1
    (count,) = struct.unpack_from(">I", content, 4)
    at = 8
    for _ in range(min(count, _MOST)):
        size = 4 if wide_items else 2
        if at + size + 1 > len(content):
            return
        item, many = int.from_bytes(content[at : at + size], "big"), content[at + size]
        at += size + 1
        step = 2 if wide_numbers else 1
        mask = 0x7FFF if wide_numbers else 0x7F
        raw = [content[at + step * n : at + step * (n + 1)] for n in range(many)]
        at += step * many
        yield item, [int.from_bytes(one, "big") & mask for one in raw]
