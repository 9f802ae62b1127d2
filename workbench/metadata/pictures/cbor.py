"""CBOR (RFC 8949), decoded within bounds: content credentials are written in it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

_DEEPEST = 32
_MOST = 10_000


@dataclass(frozen=True)
class Tagged:
    """A value with its tag."""

    tag: int
    value: Any


def decode(data: bytes) -> Any:
    """Return the first value of `data`; what follows it is left alone.

    Raises
    ------
    ValueError
        When it is cut off, nested too deeply, too large, or no CBOR.
    """
    return _Decoder(data).value(0)


class _Decoder:
    """Reads one value after another and counts them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.count = data, 0, 0

    def value(self, depth: int) -> Any:
        self.count += 1
        if depth > _DEEPEST or self.count > _MOST:
            raise ValueError("too large")
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if major == 7:
            return self._simple(info)
        if info == 31 and major in {2, 3, 4, 5}:
            return self._open(major, depth)
        number = self._number(info)
        if major < 2:
            return number if major == 0 else -1 - number
        if major < 4:
            raw = self.take(number)
            return raw if major == 2 else raw.decode("utf-8", "backslashreplace")
        if major == 6:
            return Tagged(number, self.value(depth + 1))
        if number > _MOST:
            raise ValueError("too large")
        if major == 4:
            return [self.value(depth + 1) for _ in range(number)]
        return dict(self._pair(depth) for _ in range(number))

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        if len(piece) != count:
            raise ValueError("cut off")
        self.at += count
        return piece

    def _number(self, info: int) -> int:
        if info < 24:
            return info
        if info > 27:
            raise ValueError("no number")
        return int.from_bytes(self.take(1 << info - 24), "big")

    def _pair(self, depth: int) -> tuple[Any, Any]:
        key = self.value(depth + 1)
        return (key if isinstance(key, str | int | bytes) else repr(key)), self.value(depth + 1)

    def _open(self, major: int, depth: int) -> Any:
        """Read a value of unstated length: its parts until the break mark."""
        parts = []
        while self.data[self.at : self.at + 1] != b"\xff":
            parts.append(self._pair(depth) if major == 5 else self.value(depth + 1))
        self.take(1)
        if major == 5:
            return dict(parts)
        if major == 4:
            return parts
        kind: type = bytes if major == 2 else str
        if not all(isinstance(part, kind) for part in parts):
            raise ValueError("mixed parts")
        return kind().join(parts)

    def _simple(self, info: int) -> Any:
        if info in {25, 26, 27}:
            form = {25: ">e", 26: ">f", 27: ">d"}[info]
            return struct.unpack(form, self.take(struct.calcsize(form)))[0]
        if info == 24:
            return int(self.take(1)[0])
        return {20: False, 21: True}.get(info)
