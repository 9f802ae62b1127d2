"""BigTIFF: its directories written anew as those of TIFF, which every reader here knows.

The layout is TIFF's with numbers of eight bytes in place of four (AWare Systems, BigTIFF design).
Values stay as they are; the places of pixels are left out, since they would point elsewhere.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from workbench.evidence.unread import left_out
from workbench.metadata.containers.block import LARGEST, Data

_MARKS = {b"II+\x00": "<", b"MM\x00+": ">"}
_SIZES = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
    16: 8, 17: 8, 18: 8, 129: 1,
}  # fmt: skip
# Numbers of eight bytes become those of four where they fit.
_WIDE = {16: ("Q", "I", 4), 17: ("q", "i", 9), 18: ("Q", "I", 4)}
_BELOW = {0x8769, 0x8825, 0xA005}
_PIXELS = {273, 279, 324, 325, 288, 289, 513, 514, 330}
#: Entries read of one directory.
MOST_ENTRIES = 1000
_MOST_DIRECTORIES = 32


class _Entry(NamedTuple):
    tag: int
    kind: int
    number: int
    content: bytes


def is_big(head: bytes) -> bool:
    """Whether a file begins as BigTIFF does."""
    return head[:4] in _MARKS


def classic(data: Data) -> bytes:
    """Return the directories of a BigTIFF as a TIFF structure of the same byte order.

    Parameters
    ----------
    data
        A file for which :func:`is_big` holds. A damaged end gives what stood before it.
    """
    order = _MARKS[bytes(data[:4])]
    body = bytearray(struct.pack(order + "2sHI", bytes(data[:2]), 42, 0))
    at = _number(data, order, 8)
    link = 4
    seen: set[int] = set()
    for _ in range(_MOST_DIRECTORIES):
        found = _directory(data, order, at, seen)
        if found is None:
            break
        entries, at = found
        place, following = _written(data, order, entries, body, seen)
        struct.pack_into(order + "I", body, link, place)
        link = following
    return bytes(body)


def _number(data: Data, order: str, at: int) -> int:
    found: int = struct.unpack_from(order + "Q", data, at)[0] if at + 8 <= len(data) else 0
    return found


def _directory(data: Data, order: str, at: int, seen: set[int]) -> tuple[list[_Entry], int] | None:
    """Return the entries of one directory, and where the next stands."""
    if at < 16 or at in seen or at + 8 > len(data):
        return None
    seen.add(at)
    count = _number(data, order, at)
    if count > MOST_ENTRIES:
        left_out("exif", "tags", MOST_ENTRIES)
    entries: list[_Entry] = []
    for place in range(at + 8, at + 8 + 20 * min(count, MOST_ENTRIES), 20):
        if place + 20 > len(data):
            return entries, 0
        tag, kind, number = struct.unpack_from(order + "HHQ", data, place)
        length = number * _SIZES.get(kind, 0)
        start = place + 12 if length <= 8 else _number(data, order, place + 12)
        if tag in _PIXELS or not length or start + length > len(data):
            continue
        if length > LARGEST:
            left_out("exif", "bytes", LARGEST)
            continue
        entries.append(_Entry(tag, kind, number, bytes(data[start : start + length])))
    return entries, _number(data, order, at + 8 + 20 * count)


def _written(
    data: Data, order: str, entries: list[_Entry], body: bytearray, seen: set[int]
) -> tuple[int, int]:
    """Write one directory behind `body`; return where it stands, and where its link does."""
    rows = [row for entry in entries if (row := _row(data, order, entry, body, seen))]
    body += bytes(len(body) % 2)
    place = len(body)
    body += struct.pack(order + "H", len(rows)) + b"".join(rows) + bytes(4)
    return place, len(body) - 4


def _row(data: Data, order: str, entry: _Entry, body: bytearray, seen: set[int]) -> bytes:
    tag, kind, number, content = entry
    if kind in _WIDE:
        wide, narrow, kind = _WIDE[kind]
        try:
            values = struct.unpack(f"{order}{number}{wide}", content)
            content = struct.pack(f"{order}{number}{narrow}", *values)
        except struct.error:
            return b""
    if tag in _BELOW and kind == 4 and len(content) == 4:
        below = _directory(data, order, struct.unpack(order + "I", content)[0], seen)
        if below is None:
            return b""
        content = struct.pack(order + "I", _written(data, order, below[0], body, seen)[0])
    if len(content) > 4:
        body += bytes(len(body) % 2)
        place = struct.pack(order + "I", len(body))
        body += content
        content = place
    return struct.pack(order + "HHI", tag, kind, number) + content.ljust(4, b"\x00")
