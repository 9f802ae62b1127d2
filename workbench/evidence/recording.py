"""Recordings and films opened for decoding: by the kind that their content says, by no other.

FFmpeg left to guess also tries formats that are instructions: a session description opens
sockets, a playlist other files. So the demuxer is named, from the list below, and a file of
any other kind is not opened.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbench.evidence.unread import DAMAGED, left_out

if TYPE_CHECKING:
    from av.container import InputContainer

#: FFmpeg's demuxer for each kind; none of them follows a reference to anything outside.
DEMUXERS = {
    "video/mp4": "mov", "video/quicktime": "mov", "video/3gpp": "mov", "video/3gpp2": "mov",
    "audio/mp4": "mov", "video/webm": "matroska", "video/x-matroska": "matroska",
    "video/x-msvideo": "avi", "video/x-ms-asf": "asf", "video/mp2t": "mpegts",
    "video/mpeg": "mpeg", "video/x-flv": "flv", "video/ogg": "ogg", "audio/ogg": "ogg",
    "audio/mpeg": "mp3", "audio/aac": "aac", "audio/amr": "amr", "audio/wav": "wav",
    "audio/flac": "flac", "audio/aiff": "aiff", "audio/x-caf": "caf",
}  # fmt: skip
# The same kind without its packs: an elementary stream of pictures.
_ELEMENTARY = b"\0\0\x01\xb3"

#: The layer of which is told that a recording cannot be opened.
PART = "container"
# Pages of a mapped file count as ours while they are mapped in: let go of them this often.
_LET_GO = 64 * 1024 * 1024


class Window(io.RawIOBase):
    """A file over bytes or a memory map, without a copy; mapped pages are let go of again."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        super().__init__()
        self._data = data
        self._at = 0
        self._read = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._data)}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as there is something."""
        piece = self._data[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        self._read += len(piece)
        if self._read >= _LET_GO and isinstance(self._data, mmap.mmap):
            self._read = 0
            if hasattr(mmap, "MADV_DONTNEED"):
                self._data.madvise(mmap.MADV_DONTNEED)
        return len(piece)


def demuxer(data: Any, media_type: str) -> str | None:
    """Return the demuxer that may look at a file, or None."""
    if media_type == "video/mpeg" and bytes(data[:4]) == _ELEMENTARY:
        return "mpegvideo"
    return DEMUXERS.get(media_type)


@contextmanager
def opened(data: Any, media_type: str) -> Iterator[InputContainer | None]:
    """Open a recording by the one demuxer of its kind; None when there is none for it.

    Call this in the sandbox only: decoders of hostile files raise anything at all. That it
    cannot be opened is told as left out.
    """
    import av

    name = demuxer(data, media_type)
    if name is None:
        yield None
        return
    try:
        container = av.open(Window(data), mode="r", format=name, metadata_errors="replace")
    except Exception:
        left_out(PART, DAMAGED, 0)
        raise
    with container:
        if not (container.streams.audio or container.streams.video):
            left_out(PART, DAMAGED, 0)
        yield container
