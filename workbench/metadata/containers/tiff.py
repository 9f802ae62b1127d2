"""TIFF: the entries of the first directory, for what stands there beside EXIF."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from workbench.metadata.containers import jpeg
from workbench.metadata.containers.block import Block, Data, cut

_XMP, _IPTC, _PHOTOSHOP, _ICC = 700, 33723, 34377, 34675
# Panasonic keeps the camera's own JPEG, with its EXIF, in this tag of an RW2.
_JPEG_FROM_RAW = 0x002E
_C2PA = 52545
_KINDS = {_XMP: "xmp", _IPTC: "iptc", _PHOTOSHOP: "photoshop", _ICC: "icc", _C2PA: "c2pa"}
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


class Directory(NamedTuple):
    """One directory: its name, and each tag's first number (minus the tag: how many bytes).

    A tag's number is its value where that fits, and otherwise where the value stands.
    """

    where: str
    tags: dict[int, int]


_SUB_DIRECTORIES = 0x14A
_FIRST_OF = {3: "H", 4: "I", 13: "I"}


def directories(data: Data, most: int = 16) -> Iterator[Directory]:
    """Yield the chain of directories from the first on, each followed by those below it.

    Parameters
    ----------
    data
        A TIFF structure.
    most
        No more than this many of the chain, and 16 below each.
    """
    order = "<" if data[:2] == b"II" else ">"
    if len(data) < 8:
        return
    (at,) = struct.unpack_from(order + "I", data, 4)
    seen: set[int] = set()
    for number in range(most):
        found = _directory(data, order, at, seen)
        if found is None:
            return
        tags, following = found
        yield Directory(f"IFD{number}", tags)
        if most > 2:
            yield from _below(data, order, tags, f"IFD{number}", seen)
        at = following


def _below(
    data: Data, order: str, tags: dict[int, int], where: str, seen: set[int]
) -> Iterator[Directory]:
    count = min(tags.get(-_SUB_DIRECTORIES, 0) // 4, 16)
    places = [tags[_SUB_DIRECTORIES]] if count == 1 else []
    if count > 1 and tags[_SUB_DIRECTORIES] + 4 * count <= len(data):
        places = list(struct.unpack_from(f"{order}{count}I", data, tags[_SUB_DIRECTORIES]))
    for number, place in enumerate(places, 1):
        found = _directory(data, order, place, seen)
        if found is not None:
            yield Directory(f"{where}/SubIFD{number}", found[0])


def _directory(
    data: Data, order: str, at: int, seen: set[int]
) -> tuple[dict[int, int], int] | None:
    """Return the tags of one directory and where the next stands, or None at the end."""
    if at < 8 or at + 2 > len(data) or at in seen:
        return None
    seen.add(at)
    (count,) = struct.unpack_from(order + "H", data, at)
    end = at + 2 + 12 * count
    if end > len(data):
        return None
    tags: dict[int, int] = {}
    for entry in range(at + 2, end, 12):
        tag, kind, number, value = struct.unpack_from(order + "HHII", data, entry)
        size = number * _SIZES.get(kind, 1)
        if size <= 4 and kind in _FIRST_OF:
            (value,) = struct.unpack_from(order + _FIRST_OF[kind], data, entry + 8)
        tags[tag], tags[-tag] = value, size
    following = struct.unpack_from(order + "I", data, end)[0] if end + 4 <= len(data) else 0
    return tags, following
