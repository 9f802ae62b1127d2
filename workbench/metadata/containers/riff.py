"""RIFF: the chunks of WebP pictures (and of WAV and AVI)."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.metadata.containers.block import Block, Data, cut, tiff_in

_MOST = 20000


def chunks(data: Data, at: int = 12, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, end) of each chunk's content."""
    size = len(data) if end is None else end
    for _ in range(_MOST):
        if at + 8 > size:
            return
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield bytes(data[at : at + 4]), at + 8, min(at + 8 + length, size)
        at += 8 + length + (length & 1)


def end_of_file(data: Data) -> int:
    """Return where the RIFF structure says that the file ends."""
    return 8 + int.from_bytes(data[4:8], "little")


def blocks(data: Data) -> Iterator[Block]:
    """Yield EXIF, XMP, ICC and content credentials of WebP, WAV or AVI."""
    for kind, start, end in chunks(data):
        if kind == b"EXIF":
            payload = cut(data, start, end)
            yield Block("exif", "EXIF", tiff_in(payload) or payload)
        elif kind in {b"XMP ", b"XMP\x00"}:
            yield Block("xmp", "XMP", cut(data, start, end))
        elif kind == b"ICCP":
            yield Block("icc", "ICCP", cut(data, start, end))
        elif kind == b"C2PA":
            yield Block("c2pa", "C2PA", cut(data, start, end))
