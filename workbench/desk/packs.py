"""What was made of an exhibit to be seen: kept by content outside every case, bounded in bytes.

One file holds everything of one kind that was made of one exhibit, such as all tiles of a
picture. Each says its own digest; a damaged one is made anew. The oldest go first when there
is more than :data:`MOST_BYTES`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cache as once
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workbench.case import door, tidying
from workbench.errors import WriteRefusedError
from workbench.examination.cache import default_folder, forget

Pack = Mapping[str, bytes]
"""Parts by name, such as ``256.jpg``."""

#: Below the user's cache folder.
FOLDER = "desk"
#: On the disk, for all cases of this user.
MOST_BYTES = 500 * 1024 * 1024
#: After the oldest were taken away, this share of it is left.
KEPT = 0.8
#: In memory, for tiles that follow each other.
MOST_IN_MEMORY = 48 * 1024 * 1024

_MARK = b"workbench-desk 1 "
_LIBRARIES = ("av", "pillow", "pillow-heif", "pypdfium2")


class Packs:
    """The packs of one user.

    Parameters
    ----------
    folder
        Where they lie; by default below the user's cache folder.
    most
        Bytes kept on the disk.
    """

    def __init__(self, folder: Path | None = None, most: int = MOST_BYTES) -> None:
        self.root = (folder or default_folder()) / FOLDER
        self.most = most
        self._memory: OrderedDict[str, Pack] = OrderedDict()
        self._lock = threading.Lock()
        self._written: int | None = None

    def get(self, name: str) -> Pack | None:
        """Return a pack, or None when it must be made."""
        with self._lock:
            if name in self._memory:
                self._memory.move_to_end(name)
                return self._memory[name]
        try:
            entry = self._path(name).read_bytes()
        except OSError:
            return None
        head, _, body = entry.partition(b"\n")
        if head != _MARK + hashlib.sha256(body).hexdigest().encode("ascii"):
            return None
        pack = _opened(body)
        self._remember(name, pack)
        return pack

    def has(self, name: str) -> bool:
        """Whether a pack was made before; it is not opened for that."""
        return name in self._memory or self._path(name).is_file()

    def put(self, name: str, pack: Pack) -> None:
        """Keep a pack. A folder that cannot be written costs time, never the view."""
        self._remember(name, pack)
        body = _closed(pack)
        head = _MARK + hashlib.sha256(body).hexdigest().encode("ascii") + b"\n"
        path = self._path(name)
        with contextlib.suppress(OSError, WriteRefusedError):
            tidying.private_folder(self.root.parent)
            tidying.private_folder(self.root)
            tidying.private_folder(path.parent)
            door.write(path, head + body, private=True, durable=False)
            self._bound(len(head) + len(body))

    def _bound(self, added: int) -> None:
        with self._lock:
            if self._written is None:
                self._written = sum(size for _, size, _ in self._entries())
            else:
                self._written += added
            if self._written <= self.most:
                return
            entries = self._entries()
            left = sum(size for _, size, _ in entries)
            for _, size, path in sorted(entries):
                if left <= self.most * KEPT:
                    break
                with contextlib.suppress(OSError, WriteRefusedError):
                    door.remove(path)
                    left -= size
            self._written = left

    def _entries(self) -> list[tuple[int, int, Path]]:
        found = []
        for path in self.root.glob("*/*/*"):
            with contextlib.suppress(OSError):
                status = path.lstat()
                found.append((status.st_mtime_ns, status.st_size, path))
        return found

    def _path(self, name: str) -> Path:
        digest = hashlib.sha256(name.encode("ascii")).hexdigest()
        return self.root / makers_version()[:16] / digest[:2] / digest

    def _remember(self, name: str, pack: Pack) -> None:
        if _weight(pack) > MOST_IN_MEMORY:
            return
        with self._lock:
            self._memory[name] = pack
            self._memory.move_to_end(name)
            while sum(map(_weight, self._memory.values())) > MOST_IN_MEMORY:
                self._memory.popitem(last=False)


def named(sha256: str, media_type: str, what: str, number: int = 0) -> str:
    """Return the name of what is made of an exhibit: by its content alone."""
    return f"{sha256} {media_type} {what} {number}"


def size(folder: Path | None = None) -> tuple[int, int]:
    """Return how many packs are kept, of every version of the makers, and their bytes."""
    kept = [path.stat().st_size for path in _files(folder)]
    return len(kept), sum(kept)


def clear(folder: Path | None = None) -> int:
    """Forget every pack; return how many there were."""
    count = len(_files(folder))
    forget(folder, FOLDER)
    return count


def _files(folder: Path | None) -> list[Path]:
    root = (folder or default_folder()) / FOLDER
    return [path for path in root.glob("*/??/*") if path.is_file()]


def _weight(pack: Pack) -> int:
    return sum(map(len, pack.values()))


def _closed(pack: Pack) -> bytes:
    sizes = json.dumps([[name, len(part)] for name, part in pack.items()]).encode("ascii")
    return struct.pack("<I", len(sizes)) + sizes + b"".join(pack.values())


def _opened(body: bytes) -> Pack:
    (length,) = struct.unpack_from("<I", body)
    place, pack = 4 + length, {}
    for name, size in json.loads(body[4:place]):
        pack[name] = body[place : place + size]
        place += size
    return pack


@once
def makers_version() -> str:
    """Return a digest of everything that decides what is made of the same bytes."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for room in ("desk", "evidence", "metadata/chats"):
        for path in sorted((package / room).glob("*.*")):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{library}={version(library)};".encode())
    return digest.hexdigest()
