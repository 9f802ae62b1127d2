"""One exhibit opened for reading, so that nothing on the way can be swapped or hang.

Every part of the path is opened without following links, only regular files are
accepted, and a pipe answers at once instead of blocking. Reading does not touch
the access time where the system lets us ask for that.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from workbench.errors import EvidenceError

# Up to here a file is read into memory; above, it is mapped and paged in as needed.
MAPPED_FROM = 32 * 1024 * 1024
CHUNK = 1024 * 1024

_FILE_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER_FLAGS = _FILE_FLAGS | getattr(os, "O_DIRECTORY", 0)
_QUIET = getattr(os, "O_NOATIME", 0)
_HAS_DIR_FD = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
_REPARSE_POINT = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: links and junctions on Windows

State = tuple[int, int, int, int]
"""Inode, size, modification and change time: equal before and after, or the file changed."""


class Source:
    """One open exhibit.

    Attributes
    ----------
    path
        Where it lies; only for tools that cannot take `data`.
    relative
        Its path below ``evidence/``, as in :class:`workbench.evidence.exhibit.Exhibit`.
    size
        Bytes.
    state
        What the system said when it was opened; see :data:`State`.
    """

    def __init__(self, path: Path, relative: str, handle: int) -> None:
        status = os.fstat(handle)
        self.path = path
        self.relative = relative
        self.size = status.st_size
        self.state = state_of(status)
        self.modified_ns = status.st_mtime_ns
        self._handle = handle

    @cached_property
    def data(self) -> bytes | mmap.mmap:
        """The whole content, bytes-like: in memory, or mapped when it is large."""
        if self.size < MAPPED_FROM:
            return self.head(self.size)
        return mmap.mmap(self._handle, 0, access=mmap.ACCESS_READ)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the content in lower-case hexadecimal, computed once."""
        if self.size < MAPPED_FROM:
            return hashlib.sha256(self.data).hexdigest()
        digest = hashlib.sha256()
        for part in self.chunks():
            digest.update(part)
        return digest.hexdigest()

    def head(self, size: int) -> bytes:
        """Return the first `size` bytes without reading the rest."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        parts = []
        left = size
        while left > 0 and (part := os.read(self._handle, min(left, MAPPED_FROM))):
            parts.append(part)
            left -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def part(self, start: int, size: int) -> bytes:
        """Return up to `size` bytes from a place in the file."""
        os.lseek(self._handle, start, os.SEEK_SET)
        return os.read(self._handle, size)

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the content from its start in pieces: for copying, whatever its size is."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        while part := os.read(self._handle, size):
            yield part

    def has_changed(self) -> bool:
        """Whether the file changed since it was opened, so that what was read cannot count."""
        return state_of(os.fstat(self._handle)) != self.state

    def close(self) -> None:
        """Release the mapping and the handle."""
        mapped = self.__dict__.pop("data", None)
        if isinstance(mapped, mmap.mmap):
            # A view that a reader still holds keeps the mapping until it lets go.
            with contextlib.suppress(BufferError):
                mapped.close()
        os.close(self._handle)


@contextmanager
def open_source(root: Path, relative: str) -> Iterator[Source]:
    """Open the file at `relative` below `root`, following no link anywhere on the way.

    Raises
    ------
    EvidenceError
        ``source_refused`` when it is not a regular file or the path leaves `root`;
        ``source_unreadable`` when the system does not allow it.
    """
    try:
        handle = _open_below(root, relative)
    except OSError as error:
        # A link under O_NOFOLLOW, and a socket, answer with an error of their own.
        refused = error.errno in {errno.ELOOP, errno.ENXIO, errno.ENOTDIR}
        code = "source_refused" if refused else "source_unreadable"
        raise EvidenceError(code, path=relative, detail=error.strerror or "") from error
    source = None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise EvidenceError("source_refused", path=relative)
        source = Source(root / relative, relative, handle)
        yield source
    finally:
        if source is None:
            os.close(handle)
        else:
            source.close()


def state_of(status: os.stat_result) -> State:
    """Return what must stay equal while a file is read."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def is_link(status: os.stat_result) -> bool:
    """Whether an entry leads elsewhere: a symbolic link, or a junction on Windows."""
    attributes = getattr(status, "st_file_attributes", 0)
    return stat.S_ISLNK(status.st_mode) or bool(attributes & _REPARSE_POINT)


def native(part: str) -> str | bytes:
    """Return a name as the system calls it, whatever the locale is."""
    return part if os.name == "nt" else part.encode("utf-8", "surrogateescape")


def open_quietly(name: str | bytes, flags: int, folder: int | None = None) -> int:
    """Open for reading without touching the access time, where the system lets us."""
    try:
        return os.open(name, flags | _QUIET, dir_fd=folder)
    except PermissionError:
        # Only a file's owner may ask for that; others read it the ordinary way.
        return os.open(name, flags, dir_fd=folder)


def open_folder(name: str | bytes, folder: int | None = None) -> int:
    """Open a folder for listing, refusing a link in its place."""
    return open_quietly(name, _FOLDER_FLAGS, folder)


def _open_below(root: Path, relative: str) -> int:
    parts = relative.split("/")
    if any(part in {"", ".", ".."} or "\x00" in part for part in parts):
        raise EvidenceError("source_refused", path=relative)
    if not _HAS_DIR_FD:
        return _open_checked(root, parts, relative)
    folder = open_folder(os.fsencode(root))
    try:
        for part in parts[:-1]:
            inner = open_folder(native(part), folder)
            os.close(folder)
            folder = inner
        return open_quietly(native(parts[-1]), _FILE_FLAGS, folder)
    finally:
        os.close(folder)


def _open_checked(root: Path, parts: list[str], relative: str) -> int:
    """Open where the system has no ``openat``: look at every part first."""
    path = root
    for part in parts:
        path = path / part
        if is_link(path.lstat()):
            raise EvidenceError("source_refused", path=relative)
    return os.open(path, _FILE_FLAGS)
