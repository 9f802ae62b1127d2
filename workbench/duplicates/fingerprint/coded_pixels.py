"""The coded picture without its wrapping: equal when only metadata differ.

Taking away EXIF, comments or a colour profile leaves the compressed pixels of a
JPEG, PNG or WebP file byte for byte; a hash over those alone finds the pair.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from mmap import mmap

Data = bytes | bytearray | memoryview | mmap

# Whatever ends a run of entropy-coded JPEG bytes: neither stuffing nor restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PIXELS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT"})
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})


def coded_sha256(data: Data) -> str:
    """Return the SHA-256 of the compressed pixels; empty for other or damaged formats."""
    whole = memoryview(data).cast("B")
    head = bytes(whole[:12])
    if head[:2] == b"\xff\xd8":
        parts = _jpeg(whole)
    elif head[:8] == _PNG:
        parts = _png(whole)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        parts = _webp(whole)
    else:
        return ""
    digest = hashlib.sha256()
    seen = False
    for part in parts:
        digest.update(part)
        seen = True
    return digest.hexdigest() if seen else ""


def _jpeg(data: memoryview) -> Iterator[memoryview]:
    """Yield tables, frame and scan data; leave out application segments and comments.

    Segments as in ITU-T T.81 annex B. APP14 stays: it decides how colours are read.
    """
    at, end = 2, len(data)
    while at + 4 <= end and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        stop = at + 2 + size
        if size < 2 or stop > end:
            return
        wrapping = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker != 0xEE)
        if marker == 0xDA:
            following = _MARKER.search(data, stop)
            stop = following.start() if following else end
        if not wrapping:
            yield data[at:stop]
        at = stop


def _png(data: memoryview) -> Iterator[memoryview]:
    at, end = 8, len(data)
    while at + 12 <= end:
        size = int.from_bytes(data[at : at + 4], "big")
        name = bytes(data[at + 4 : at + 8])
        stop = at + 8 + size
        if stop > end:
            return
        if name == b"IDAT":
            # Encoders cut the same stream into chunks of any size.
            yield data[at + 8 : stop]
        elif name in _PNG_PIXELS:
            yield data[at + 4 : stop]
        at = stop + 4


def _webp(data: memoryview) -> Iterator[memoryview]:
    at, end = 12, len(data)
    while at + 8 <= end:
        name = bytes(data[at : at + 4])
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        stop = at + 8 + size
        if stop > end:
            return
        if name in _WEBP_PIXELS:
            yield data[at:stop]
        at = stop + (size & 1)
