"""PNG: chunks (W3C PNG third edition), among them text that programs leave behind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from workbench.evidence.unread import left_out
from workbench.metadata.containers.block import Block, Data, cut, tiff_in

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST = 20000
_INFLATED = 4 * 1024 * 1024
_HEX = re.compile(rb"[^0-9a-fA-F]+")


class Text(NamedTuple):
    """One text chunk: its keyword, its text, and the chunk's type."""

    keyword: str
    text: str
    chunk: str


def chunks(data: Data) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, end) of each chunk's content up to and with IEND."""
    at, size = len(SIGNATURE), len(data)
    for _ in range(_MOST):
        if at + 8 > size:
            return
        length = int.from_bytes(data[at : at + 4], "big")
        kind = bytes(data[at + 4 : at + 8])
        if not kind.isalpha():
            return
        yield kind, at + 8, min(at + 8 + length, size)
        at += 12 + length
        if kind == b"IEND":
            return
    if at + 8 <= size:
        left_out("picture", "parts", _MOST)


def end_of_image(data: Data) -> int:
    """Return where the picture ends: just behind IEND and its checksum, or -1."""
    return next((end + 4 for kind, _, end in chunks(data) if kind == b"IEND"), -1)


def blocks(data: Data) -> Iterator[Block]:
    """Yield EXIF, XMP, IPTC and ICC of a PNG, also where ImageMagick hides them in text."""
    for kind, start, end in chunks(data):
        if kind == b"eXIf":
            payload = cut(data, start, end)
            yield Block("exif", "eXIf", tiff_in(payload) or payload)
        elif kind == b"iCCP":
            packed = cut(data, start, end).partition(b"\x00")[2]
            yield Block("icc", "iCCP", _inflate(packed[1:]))
        elif kind == b"caBX":
            yield Block("c2pa", "caBX", cut(data, start, end))
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            yield from _from_text(kind, cut(data, start, end))


def texts(data: Data) -> Iterator[Text]:
    """Yield every text chunk that is not one of the metadata formats of its own."""
    for kind, start, end in chunks(data):
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            keyword, raw = _text(kind, cut(data, start, end))
            if not keyword.startswith("Raw profile") and keyword != "XML:com.adobe.xmp":
                encoding = "utf-8" if kind == b"iTXt" else "latin-1"
                yield Text(keyword, raw.decode(encoding, "backslashreplace"), kind.decode())


def _from_text(kind: bytes, payload: bytes) -> Iterator[Block]:
    keyword, raw = _text(kind, payload)
    if keyword == "XML:com.adobe.xmp":
        yield Block("xmp", kind.decode(), raw)
    elif keyword.startswith("Raw profile type "):
        profile = _raw_profile(raw)
        name = keyword.removeprefix("Raw profile type ").lower()
        if name in {"exif", "app1"} and (tiff := tiff_in(profile)):
            yield Block("exif", keyword, tiff)
        elif name == "xmp" or (name == "app1" and b"<" in profile[:200]):
            yield Block("xmp", keyword, profile[profile.find(b"<") :])
        elif name in {"iptc", "8bim", "app13"}:
            yield Block("iptc" if profile[:1] == b"\x1c" else "photoshop", keyword, profile)


def _text(kind: bytes, payload: bytes) -> tuple[str, bytes]:
    keyword, _, rest = payload.partition(b"\x00")
    name = keyword.decode("latin-1")[:80]
    if kind == b"tEXt":
        return name, rest
    if kind == b"zTXt":
        return name, _inflate(rest[1:])
    is_packed, rest = rest[:1] == b"\x01", rest[2:]
    rest = rest.partition(b"\x00")[2].partition(b"\x00")[2]
    return name, _inflate(rest) if is_packed else rest


def _inflate(packed: bytes) -> bytes:
    """Return at most 4 MB of unpacked text: a chunk of 4 KB can claim gigabytes."""
    try:
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(packed, _INFLATED)
    except zlib.error:
        return b""
    if unpacking.unconsumed_tail:
        left_out("picture", "start", _INFLATED)
    return found


def _raw_profile(text: bytes) -> bytes:
    """Return the bytes of ImageMagick's ``name, length, hexadecimal`` text."""
    lines = text.strip().split(b"\n", 2)
    digits = _HEX.sub(b"", lines[2]) if len(lines) == 3 else b""
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
