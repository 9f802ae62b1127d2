"""Containers with a single way in: GIF, Photoshop, Fujifilm, Minolta and Sigma raw files."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.metadata.containers import jpeg
from workbench.metadata.containers.block import Block, Data, cut, tiff_in

_MOST = 4096


def gif(data: Data) -> Iterator[Block]:
    """Yield comments and the XMP packet of a GIF (GIF89a; XMP part 3, section 1.1.2)."""
    mark = data.find(b"\x21\xff\x0bXMP DataXMP")
    if mark >= 0:
        end = data.find(b"\x01\xff\xfe\xfd", mark)
        yield Block(
            "xmp", "application extension", cut(data, mark + 14, end if end > 0 else len(data))
        )
    at = data.find(b"\x21\xfe")
    if 0 <= at < len(data) - 3:
        length = data[at + 2]
        yield Block("comment", "comment extension", bytes(data[at + 3 : at + 3 + length]))


def psd(data: Data) -> Iterator[Block]:
    """Yield EXIF, XMP and IPTC from the image resources of a Photoshop file."""
    at = 26
    at += 4 + int.from_bytes(data[at : at + 4], "big")
    length = int.from_bytes(data[at : at + 4], "big")
    yield from resources(cut(data, at + 4, at + 4 + length))


def resources(payload: bytes) -> Iterator[Block]:
    """Yield the blocks among Photoshop image resources (``8BIM`` records)."""
    kinds = {0x0404: "iptc", 0x0422: "exif", 0x0424: "xmp", 0x040F: "icc", 0x040C: "thumbnail"}
    at = 0
    for _ in range(_MOST):
        at = payload.find(b"8BIM", at)
        if at < 0 or at + 12 > len(payload):
            return
        number = int.from_bytes(payload[at + 4 : at + 6], "big")
        name = payload[at + 6] + 1
        at += 6 + name + (name & 1)
        length = int.from_bytes(payload[at : at + 4], "big")
        content = payload[at + 4 : at + 4 + length]
        if number in kinds and content:
            kind = kinds[number]
            yield Block(
                kind, f"8BIM 0x{number:04x}", tiff_in(content) if kind == "exif" else content
            )
        at += 4 + length


def raf(data: Data) -> Iterator[Block]:
    """Yield what the preview JPEG inside a Fujifilm raw file carries."""
    at = int.from_bytes(data[84:88], "big")
    length = int.from_bytes(data[88:92], "big")
    preview = cut(data, at, at + length)
    if jpeg.is_jpeg(preview[:16]):
        yield from jpeg.blocks(preview)


def mrw(data: Data) -> Iterator[Block]:
    """Yield the TIFF structure of a Minolta raw file (its ``TTW`` block)."""
    at, end = 8, 8 + int.from_bytes(data[4:8], "big")
    for _ in range(64):
        if at + 8 > min(end, len(data)):
            return
        length = int.from_bytes(data[at + 4 : at + 8], "big")
        if data[at : at + 4] == b"\x00TTW":
            yield Block("exif", "TTW", cut(data, at + 8, at + 8 + length))
        at += 8 + length


def x3f(data: Data) -> Iterator[Block]:
    """Yield what the preview JPEG inside a Sigma raw file carries."""
    at = data.find(b"\xff\xd8\xff\xe1")
    if at >= 0:
        yield from jpeg.blocks(cut(data, at, len(data)))
