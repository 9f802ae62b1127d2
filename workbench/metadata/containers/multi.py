"""Several pictures in one JPEG: the index of the multi-picture format (CIPA DC-007)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from workbench.metadata.containers.block import Data

_ENTRIES = 0xB002
_MOST = 64
_KINDS = {
    0x000000: "other", 0x010001: "preview", 0x010002: "preview", 0x020001: "panorama",
    0x020002: "disparity", 0x020003: "multi-angle", 0x030000: "primary",
}  # fmt: skip


class MultiPicture(NamedTuple):
    """One entry of the index: what it is, and its range in the file."""

    kind: int
    start: int
    end: int

    @property
    def kind_name(self) -> str:
        """``primary``, ``preview``, ``panorama``, ``disparity``, ``multi-angle`` or ``other``."""
        return _KINDS.get(self.kind, "other")


def pictures(data: Data, start: int, end: int) -> list[MultiPicture]:
    """Return the entries of the index that stands between `start` and `end`.

    Offsets count from the index itself; the first picture's is 0 and means the file's start.
    """
    index = bytes(data[start:end])
    order = {b"II": "<", b"MM": ">"}.get(index[:2])
    if order is None or len(index) < 10:
        return []
    (at,) = struct.unpack_from(order + "I", index, 4)
    if at + 2 > len(index):
        return []
    (count,) = struct.unpack_from(order + "H", index, at)
    for number in range(min(count, _MOST)):
        entry = at + 2 + 12 * number
        if entry + 12 > len(index):
            return []
        tag, _, size, place = struct.unpack_from(order + "HHII", index, entry)
        if tag == _ENTRIES:
            return [
                _picture(struct.unpack_from(order + "III", index, place + 16 * one), start)
                for one in range(min(size // 16, _MOST))
                if place + 16 * one + 12 <= len(index)
            ]
    return []


def _picture(entry: tuple[int, ...], base: int) -> MultiPicture:
    attributes, size, offset = entry
    start = base + offset if offset else 0
    return MultiPicture(attributes & 0xFFFFFF, start, start + size)
