"""How a JPEG was compressed: quantisation tables, subsampling, coding, order of segments.

Together these are the fingerprint of the program or camera that wrote the file last,
whatever its EXIF says. Follows ITU-T T.81 (annexes B and K) and T.871 (JFIF); qualities
are those of the Independent JPEG Group's library.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from workbench.metadata.containers import Data
from workbench.metadata.containers.jpeg import SOS, Segment
from workbench.metadata.reading import Reading, decimal

SOURCE = "picture"
_DQT, _DHT, _APP0 = 0xDB, 0xC4, 0xE0
_FRAMES = {
    0xC0: "baseline", 0xC1: "extended", 0xC2: "progressive", 0xC3: "lossless", 0xC5: "differential",
    0xC6: "differential progressive", 0xC7: "differential lossless", 0xC9: "arithmetic",
    0xCA: "arithmetic progressive", 0xCB: "arithmetic lossless", 0xCD: "arithmetic differential",
    0xCE: "arithmetic differential progressive", 0xCF: "arithmetic differential lossless",
}  # fmt: skip
_NAMES = {
    **{0xE0 + number: f"APP{number}" for number in range(16)},
    **{marker: f"SOF{marker - 0xC0}" for marker in _FRAMES},
    _DQT: "DQT", _DHT: "DHT", SOS: "SOS", 0xDD: "DRI", 0xFE: "COM", 0xCC: "DAC", 0xDC: "DNL",
}  # fmt: skip
# The example tables of annex K, which most programs scale by one number: K.1 and K.2.
_LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMINANCE = (
    17, 18, 24, 47, *(99,) * 4, 18, 21, 26, 66, *(99,) * 4, 24, 26, 56, *(99,) * 5,
    47, 66, *(99,) * 38,
)  # fmt: skip
_ZIGZAG = (
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
)  # fmt: skip
# SHA-256 (first 16 digits) of the four Huffman tables of annex K.3, as most cameras write them.
_ANNEX_K3 = "532fd667aa554143"
_UNITS = {0: "", 1: " dpi", 2: " dpcm"}
_MOST_TABLES = 16


def readings(data: Data, segments: Iterable[Segment]) -> Iterator[Reading]:
    """Yield size, coding, tables and JFIF of a JPEG whose segments were walked already."""
    quantisers: dict[int, bytes] = {}
    coders: dict[int, bytes] = {}
    order = []
    frame = b""
    for marker, start, end in segments:
        order.append(_NAMES.get(marker) or f"{marker:02X}")
        if marker == _DQT:
            quantisers |= _tables(bytes(data[start:end]))
        elif marker == _DHT:
            coders |= _coders(bytes(data[start:end]))
        elif marker in _FRAMES and not frame:
            frame = bytes(data[start:end])
            yield from _frame(marker, frame)
        elif marker == _APP0 and data[start : start + 5] == b"JFIF\x00":
            yield from _jfif(bytes(data[start : start + 14]))
    yield from _quantisers(quantisers, frame)
    if coders:
        digest = hashlib.sha256(b"".join(coders[number] for number in sorted(coders)))
        value = "annex K" if digest.hexdigest()[:16] == _ANNEX_K3 else "own"
        yield Reading(SOURCE, "HuffmanTables", value, "", "text", "DHT")
    if order:
        yield Reading(SOURCE, "Segments", " ".join(order[:100]), "", "text", "markers")


def _frame(marker: int, frame: bytes) -> Iterator[Reading]:
    if len(frame) < 6:
        return
    where = f"SOF{marker - 0xC0}"
    height, width = struct.unpack_from(">HH", frame, 1)
    yield _number("StoredWidth", width, where)
    yield _number("StoredHeight", height, where)
    yield Reading(SOURCE, "Coding", _FRAMES[marker], "", "text", where)
    if sampling := _subsampling(frame):
        yield Reading(SOURCE, "Subsampling", sampling, "", "text", where)


def _subsampling(frame: bytes) -> str:
    """Return how coarsely colour is kept: ``4:2:0``, ``4:4:4``, …; or factors where unusual."""
    count = frame[5]
    if count == 1:
        return "grey"
    factors = [(byte >> 4, byte & 15) for byte in frame[7 : 6 + 3 * count : 3]]
    if len(factors) != count or any(not (h and v) for h, v in factors):
        return ""
    (across, down), *others = factors
    if count == 3 and set(others) == {(1, 1)}:
        name = _SAMPLINGS.get((across, down))
        if name:
            return name
    if count == 3 and len(set(factors)) == 1:
        return "4:4:4"
    return " ".join(f"{h}×{v}" for h, v in factors)


_SAMPLINGS = {
    (1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0", (4, 1): "4:1:1",
    (4, 2): "4:1:0",
}  # fmt: skip


def _tables(segment: bytes) -> dict[int, bytes]:
    """Return the quantisation tables of one segment by number: 64 or 128 bytes, zigzag order."""
    found = {}
    at = 0
    for _ in range(_MOST_TABLES):
        if at >= len(segment):
            break
        size = 128 if segment[at] >> 4 else 64
        table = segment[at + 1 : at + 1 + size]
        if len(table) == size:
            found[segment[at] & 15] = table
        at += 1 + size
    return found


def _coders(segment: bytes) -> dict[int, bytes]:
    """Return the Huffman tables of one segment by class and number."""
    found = {}
    at = 0
    for _ in range(_MOST_TABLES):
        if at + 17 > len(segment):
            break
        size = 17 + sum(segment[at + 1 : at + 17])
        found[segment[at]] = segment[at : at + size]
        at += size
    return found


def _quantisers(tables: dict[int, bytes], frame: bytes) -> Iterator[Reading]:
    """Yield the tables' digest, each table, and the quality that gives exactly them."""
    if not tables:
        return
    numbered = sorted(tables.items())
    digest = hashlib.sha256(b"".join(bytes([number]) + table for number, table in numbered))
    yield Reading(SOURCE, "QuantisationTables", digest.hexdigest()[:16], "", "text", "DQT")
    for number, table in numbered:
        yield Reading(SOURCE, "QuantisationTable", _shown(table), "", "text", f"DQT {number}")
    used = [tables[number] for number in _assigned(frame) if number in tables]
    if not used:
        used = [table for _, table in numbered[:2]]
    luminance, chrominance = used[0], used[1] if len(used) > 1 else b""
    quality = _qualities(_LUMINANCE).get(luminance)
    if quality is None:
        yield _number("NearestQuality", _nearest(luminance), "DQT")
        return
    yield _number("StandardQuality", quality, "DQT")
    if chrominance:
        other = _qualities(_CHROMINANCE).get(chrominance)
        # The finest and the coarsest qualities meet in one table: what fits both is meant.
        if other is not None and _scaled(_CHROMINANCE, quality) == chrominance:
            other = quality
        value = "other" if other is None else str(other)
        typed, kind = ("", "text") if other is None else (value, "number")
        yield Reading(SOURCE, "StandardColourQuality", value, typed, kind, "DQT")


def _assigned(frame: bytes) -> list[int]:
    """Return the numbers of the tables that brightness and colour use, in this order."""
    return list(dict.fromkeys(frame[8 : 6 + 3 * frame[5] : 3])) if len(frame) > 5 else []


@lru_cache(maxsize=256)
def _shown(table: bytes) -> str:
    """Return a table's numbers row by row, as people compare them."""
    numbers = struct.unpack(">64H", table) if len(table) == 128 else table
    rows = [0] * 64
    for at, number in zip(_ZIGZAG, numbers, strict=True):
        rows[at] = number
    return " ".join(map(str, rows))


@cache
def _qualities(standard: tuple[int, ...]) -> dict[bytes, int]:
    """Return the library's tables by quality, in the file's zigzag order."""
    return {_scaled(standard, quality): quality for quality in range(1, 101)}


@cache
def _scaled(standard: tuple[int, ...], quality: int) -> bytes:
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return bytes(min(255, max(1, (standard[at] * scale + 50) // 100)) for at in _ZIGZAG)


@cache
def _sums() -> tuple[int, ...]:
    return tuple(sum(_scaled(_LUMINANCE, quality)) for quality in range(1, 101))


def _nearest(table: bytes) -> int:
    """Return the quality whose table is about as coarse as this one, which is none of them."""
    total = sum(struct.unpack(">64H", table)) if len(table) == 128 else sum(table)
    sums = _sums()
    return min(range(1, 101), key=lambda quality: (abs(sums[quality - 1] - total), -quality))


def _jfif(head: bytes) -> Iterator[Reading]:
    """Yield version and density: cameras write EXIF instead, programs this."""
    if len(head) < 12:
        return
    yield Reading(SOURCE, "JFIF", f"{head[5]}.{head[6]:02d}", "", "text", "APP0")
    across, down = struct.unpack_from(">HH", head, 8)
    unit = _UNITS.get(head[7], "")
    yield Reading(SOURCE, "JFIFDensity", f"{across} × {down}{unit}", "", "text", "APP0")


def _number(name: str, value: float, where: str) -> Reading:
    text = decimal(value)
    return Reading(SOURCE, name, text, text, "number", where)
