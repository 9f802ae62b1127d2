"""ISO base media files by their boxes: MP4, QuickTime, 3GP, HEIF, AVIF, Canon CR3."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

_LONGEST_MOVIE = 8 * 1024 * 1024


def media_type(data: Any, head: bytes) -> str | None:
    """ISO base media files by brand (ISO/IEC 14496-12; HEIF 23008-12; 3GPP TS 26.244)."""
    kind = head[4:8]
    if kind in {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}:
        return "video/quicktime" if _has_movie(data) else None
    if kind != b"ftyp":
        return None
    size = min(struct.unpack_from(">I", head)[0], 256)
    brands = {head[8:12], *(head[place : place + 4] for place in range(16, size, 4))}
    for members, media_type in _BRANDS:
        if head[8:12] in members:
            return media_type
    for members, media_type in _COMPATIBLE:
        if brands & members:
            return media_type
    return "audio/mp4" if _is_sound_only(data) else "video/mp4"


_BRANDS = (
    ({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}, "image/heic"),
    ({b"avif", b"avis"}, "image/avif"),
    ({b"crx "}, "image/x-canon-cr3"),
    ({b"qt  "}, "video/quicktime"),
    ({b"M4A ", b"M4B ", b"M4P "}, "audio/mp4"),
    ({b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gr6", b"3gs7", b"3ge6", b"3ge7", b"3gg6"},
     "video/3gpp"),
    ({b"3g2a", b"3g2b", b"3g2c"}, "video/3gpp2"),
    ({b"jp2 ", b"jpx ", b"jpm "}, "image/jp2"),
)  # fmt: skip
_COMPATIBLE = (
    ({b"avif", b"avis"}, "image/avif"),
    ({b"heic", b"heix"}, "image/heic"),
    ({b"mif1", b"msf1", b"mif2"}, "image/heif"),
)


def _boxes(data: Any, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, end) of the boxes between two places."""
    place = start
    for _ in range(256):
        if place + 8 > end:
            return
        size, kind = struct.unpack(">I4s", bytes(data[place : place + 8]))
        body = 8
        if size == 1 and place + 16 <= end:
            (size,) = struct.unpack(">Q", bytes(data[place + 8 : place + 16]))
            body = 16
        stop = end if size == 0 else place + size
        if size and size < body:
            return
        yield kind, place + body, min(stop, end)
        place = stop


def _has_movie(data: Any) -> bool:
    return any(kind == b"moov" for kind, _, _ in _boxes(data, 0, len(data)))


def _is_sound_only(data: Any) -> bool:
    """Whether every track's handler is sound; the movie box may stand at the very end."""
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"moov":
            movie = bytes(data[start : min(end, start + _LONGEST_MOVIE)])
            handlers = {m.group(1) for m in re.finditer(rb"hdlr.{8}(vide|soun)", movie, re.DOTALL)}
            return handlers == {b"soun"}
    return False
