"""Which container a file is, by its first bytes, and the walk through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from workbench.metadata.containers import big_tiff, bmff, jpeg, misc, png, riff, tiff
from workbench.metadata.containers.block import Block, Data

Walk = Callable[[Data], Iterator[Block]]


def blocks(data: Data) -> Iterator[Block]:
    """Yield the metadata blocks of `data`; nothing for files that are no pictures.

    Several extractors ask for the blocks of one file in turn: the last answer is kept,
    together with the bytes that it belongs to.
    """
    if _last.data is not data:
        walk = walk_for(bytes(data[:16]))
        _last.found = tuple(walk(data)) if walk is not None else ()
        _last.data = data
    return iter(_last.found)


def payloads(data: Data, kind: str) -> Iterator[bytes]:
    """Yield what the blocks of one kind hold, also those that Photoshop's resources enclose."""
    for block in blocks(data):
        if block.kind == kind:
            yield block.payload
        elif block.kind == "photoshop":
            yield from (one.payload for one in misc.resources(block.payload) if one.kind == kind)


class _Last(threading.local):
    """The blocks found last, in each thread."""

    data: Data | None = None
    found: tuple[Block, ...] = ()


_last = _Last()


def walk_for(head: bytes) -> Walk | None:
    """Return the walk for a file that begins with `head` (16 bytes), or None."""
    if jpeg.is_jpeg(head):
        return jpeg.blocks
    if tiff.is_tiff(head):
        return tiff.blocks
    if big_tiff.is_big(head):
        return lambda data: tiff.blocks(big_tiff.classic(data))
    if head[:4] == b"RIFF":
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
