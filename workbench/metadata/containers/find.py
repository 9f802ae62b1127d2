"""Which container a file is, by its first bytes, and the walk through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.metadata.containers import bmff, jpeg, misc, png, riff, tiff
from workbench.metadata.containers.block import Block, Data

Walk = Callable[[Data], Iterator[Block]]


def blocks(data: Data) -> Iterator[Block]:
    """Yield the metadata blocks of `data`; nothing for files that are no pictures."""
    walk = walk_for(bytes(data[:16]))
    if walk is not None:
        yield from walk(data)


def walk_for(head: bytes) -> Walk | None:
    """Return the walk for a file that begins with `head` (16 bytes), or None."""
    if jpeg.is_jpeg(head):
        return jpeg.blocks
    if tiff.is_tiff(head):
        return tiff.blocks
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return riff.blocks
    if bmff.is_bmff(head):
        return bmff.blocks
    return next((walk for mark, walk in _MARKS if head.startswith(mark)), None)


_MARKS: tuple[tuple[bytes, Walk], ...] = (
    (png.SIGNATURE, png.blocks),
    (b"GIF8", misc.gif),
    (b"8BPS", misc.psd),
    (b"FUJIFILMCCD-RAW", misc.raf),
    (b"\x00MRM", misc.mrw),
    (b"FOVb", misc.x3f),
)
