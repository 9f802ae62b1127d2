"""The one door through which the workbench writes: into a case, beside it, into its own folders.

A case folder comes from people with an interest in its outcome, and may hold a link, a
pipe or a second name of an exhibit where a file of ours is about to go. So everything
that is written goes through here: the folder is opened and used by its descriptor, no
link is followed, what is written to is a regular file with one name, and a file changes
by a temporary one beside it, flushed, that takes its name by one rename. What stands
in the way is named in one sentence, and left as it is.

Windows has neither ``O_NOFOLLOW`` nor descriptors of folders: the same is looked up by path
before each step. A program that swaps names meanwhile could get around that, a case cannot.

A killed save leaves ``.<name>.<8 digits>.unsaved``. A save under way holds a lock on that
file, by which the next writer (:mod:`workbench.case.tidying`) tells the two apart.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from workbench.case.confidential import is_confidential
from workbench.errors import WriteRefusedError

if TYPE_CHECKING:
    from filelock import BaseFileLock

UNSAVED = ".unsaved"
PARTIAL = ".partial"

_BY_DESCRIPTOR = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | PLAIN
# Opening a pipe must not wait for somebody at its other end.
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
# Systems that cannot flush a folder's list of names say so in one of these ways.
_NO_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


class FolderNotFlushedError(OSError):
    """The file has its new content, but the disk did not confirm its name."""


@dataclass(frozen=True)
class _Folder:
    """An open folder; every name is looked up in it, never by a path again."""

    path: Path
    handle: int | None

    def _at(self, name: str) -> str:
        return name if self.handle is not None else str(self.path / name)

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        return os.open(self._at(name), flags | PLAIN, mode, dir_fd=self.handle)

    def status(self, name: str) -> os.stat_result | None:
        try:
            return os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def writable(self, name: str) -> os.stat_result | None:
        """Return what stands at a name, or None; refuse all that is not one file of ours."""
        found = self.status(name)
        if found is not None:
            _refuse(found, self.path / name)
        return found

    def rename(self, old: str, new: str) -> None:
        old, new = self._at(old), self._at(new)
        os.replace(old, new, src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def unlink(self, name: str) -> None:
        os.unlink(self._at(name), dir_fd=self.handle)

    def flush(self) -> None:
        if self.handle is not None:
            flush_names(self.handle)


@contextmanager
def opened_folder(path: Path) -> Iterator[_Folder]:
    """Open a folder that is no link, to look names up in it."""
    found = path.stat(follow_symlinks=False)
    if _is_link(found):
        raise WriteRefusedError("planted_link", path=str(path))
    if not stat.S_ISDIR(found.st_mode):
        raise WriteRefusedError("planted_no_folder", path=str(path))
    if not _BY_DESCRIPTOR:
        yield _Folder(path, None)
        return
    handle = os.open(path, FOLDER)
    try:
        yield _Folder(path, handle)
    finally:
        os.close(handle)


# --- files -----------------------------------------------------------------------------------


def write(path: Path, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Give a file new content, whole: it holds the old or the new one at every moment.

    Parameters
    ----------
    path
        The file. It keeps the access rights that it had; a new one gets those of any new
        file, and only its owner may read what is confidential.
    data
        The content.
    private
        Whether only the owner may read it, whatever it is called.
    durable
        Whether to wait until it is on the disk. False where a whole folder is flushed
        before it counts (:mod:`workbench.case.publishing`), and for what can be made again.

    Raises
    ------
    WriteRefusedError
        When a link, a folder, a pipe, a second name or a read-only file stands there.
    FolderNotFlushedError
        When the file is new, but might not survive a power cut.
    OSError
        When it could not be written: the old file is there as it was.
    """
    with opened_folder(path.parent) as folder:
        known = folder.writable(path.name)
        secret = private or is_confidential(path.name)
        mode = stat.S_IMODE(known.st_mode) & 0o777 if known else None
        if secret:
            mode = 0o600 if mode is None else mode & 0o700
        while not _replaced(folder, path.name, data, mode, is_durable=durable):
            pass  # somebody who cleared up took the temporary file before it was locked
        if durable:
            try:
                folder.flush()
            except OSError as error:
                raise FolderNotFlushedError(error.errno, error.strerror, str(path)) from error


def _replaced(
    folder: _Folder, name: str, data: bytes, mode: int | None, *, is_durable: bool
) -> bool:
    temporary = f".{name}.{secrets.token_hex(4)}{UNSAVED}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    handle: int | None = folder.open(temporary, flags, 0o666 if mode is None else 0o600)
    assert handle is not None  # noqa: S101 - for the type alone
    try:
        claim(handle)
        _write_all(handle, data)
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        if is_durable:
            os.fsync(handle)
        if os.name == "nt":  # a file that is open cannot be renamed there
            os.close(handle)
            handle = None
        folder.rename(temporary, name)
    except FileNotFoundError:
        return False
    except BaseException:
        with suppress(OSError):
            folder.unlink(temporary)
        raise
    finally:
        if handle is not None:
            os.close(handle)
    return True


def create(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make a new file of a folder that is still being built; see :func:`creating`."""
    with creating(path, private=private) as stream:
        stream.write(data)


@contextmanager
def creating(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a new file for writing; whatever stands at its name is refused.

    Raises
    ------
    WriteRefusedError
        When something stands there.
    OSError
        When it cannot be made or written.
    """
    with opened_folder(path.parent) as folder:
        mode = 0o600 if private or is_confidential(path.name) else 0o666
        try:
            handle = folder.open(path.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError as error:
            raise WriteRefusedError("planted_taken", path=str(path)) from error
        with os.fdopen(handle, "wb") as stream:
            yield stream


def append(path: Path, data: bytes) -> int:
    """Add bytes to the end of a file, wait until they are on the disk; return its size.

    What was added before it failed is taken away again, where the disk lets that happen.

    Raises
    ------
    WriteRefusedError
        When a link, a folder, a pipe, a second name or a read-only file stands there.
    OSError
        When it cannot be written.
    """
    with opened_folder(path.parent) as folder:
        known = folder.writable(path.name)
        mode = 0o600 if is_confidential(path.name) else 0o666
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | AT_ONCE
        handle = folder.open(path.name, flags, mode)
        try:
            found = os.fstat(handle)
            _refuse(found, path)
            try:
                _write_all(handle, data)
                os.fsync(handle)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(handle, found.st_size)
                raise
            if known is None:
                folder.flush()
            return os.fstat(handle).st_size
        finally:
            os.close(handle)


def cut(path: Path, size: int) -> None:
    """Shorten a file to its first `size` bytes, as :func:`append` would reach it."""
    with opened_folder(path.parent) as folder:
        folder.writable(path.name)
        handle = folder.open(path.name, os.O_WRONLY | AT_ONCE)
        try:
            _refuse(os.fstat(handle), path)
            os.ftruncate(handle, size)
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Take away a file of ours, if it is there.

    Raises
    ------
    WriteRefusedError
        When a link, a folder, a pipe, a second name or a read-only file stands there.
    OSError
        When it cannot be removed.
    """
    with suppress(FileNotFoundError), opened_folder(path.parent) as folder:
        if folder.writable(path.name) is not None:
            folder.unlink(path.name)


def read(path: Path, most: int) -> bytes:
    """Return at most `most` bytes of a regular file, following no link, waiting for no pipe.

    Raises
    ------
    WriteRefusedError
        When it is a link, a pipe or a folder.
    OSError
        When it cannot be read.
    """
    with opened_folder(path.parent) as folder:
        found = folder.status(path.name)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        _refuse_kind(found, path)
        with os.fdopen(folder.open(path.name, os.O_RDONLY | AT_ONCE), "rb") as stream:
            return stream.read(most)


def examine(path: Path) -> None:
    """Refuse what stands where a file of ours is about to be written; see :func:`write`."""
    with suppress(FileNotFoundError), opened_folder(path.parent) as folder:
        folder.writable(path.name)


def locking(path: Path, timeout: float) -> BaseFileLock:
    """Return a lock on a file that is ours alone: taking it empties the file.

    Raises
    ------
    WriteRefusedError
        When a link, a folder, a pipe or a second name stands there.
    """
    from filelock import FileLock

    examine(path)
    return FileLock(str(path), timeout=timeout, thread_local=False)


# --- folders ---------------------------------------------------------------------------------


def make_folder(path: Path, *, mode: int = 0o777, new: bool = False) -> None:
    """Make a folder, and those above it; one that is there must be no link.

    Parameters
    ----------
    mode
        Access rights, less what the system keeps from new files.
    new
        Whether it must not be there.

    Raises
    ------
    WriteRefusedError
        When something else stands there.
    OSError
        When it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode)
    except FileExistsError as error:
        if new:
            raise WriteRefusedError("planted_taken", path=str(path)) from error
        with opened_folder(path):
            return


def claim(handle: int, *, wait: bool = True) -> bool:
    """Lock a temporary file for as long as it is open; return whether nobody else had it."""
    if os.name == "nt":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return wait  # a file system without locks: then nothing is taken for abandoned
    return True


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def flush_names(handle: int) -> None:
    """Bring a folder's list of names, or a file, to the disk, where the system can."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise


def _refuse(found: os.stat_result, path: Path) -> None:
    _refuse_kind(found, path)
    if found.st_nlink > 1:
        raise WriteRefusedError("planted_hard_link", path=str(path))
    if not found.st_mode & 0o222:
        raise WriteRefusedError("planted_read_only", path=str(path))


def _refuse_kind(found: os.stat_result, path: Path) -> None:
    if _is_link(found):
        raise WriteRefusedError("planted_link", path=str(path))
    if stat.S_ISDIR(found.st_mode):
        raise WriteRefusedError("planted_folder", path=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise WriteRefusedError("planted_special", path=str(path))


def _is_link(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINK_TAGS


_LINK_TAGS = {
    tag
    for name in ("IO_REPARSE_TAG_SYMLINK", "IO_REPARSE_TAG_MOUNT_POINT")
    if (tag := getattr(stat, name, 0))
}
