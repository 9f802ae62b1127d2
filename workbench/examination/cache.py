"""What was read from a file once need not be read again: a cache by content.

It lies outside every case folder and is keyed by the SHA-256 of an exhibit and by
everything that reads it (our own source text, and the versions of the libraries), so
nothing in it names a case. Entries are checked when they are read; a damaged one is
made anew. Files are put in place by one rename, so processes may share it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from functools import cache as once
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any

from workbench.case import door, tidying
from workbench.errors import WriteRefusedError

VARIABLE = "WORKBENCH_CACHE"
_MARK = b"workbench-reading 1 "
#: What is kept: what files say of themselves, words read in pictures, strips of those, passages.
KINDS = ("readings", "words", "strips", "passages")

# Libraries whose version may change what is read: what the packages below import.
_LIBRARIES = (
    "av",
    "babel",
    "cbor2",
    "exifread",
    "imagehash",
    "numpy",
    "olefile",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "puremagic",
    "pypdf",
)
# Our own packages that read exhibits; their text is part of the key.
_READERS = ("evidence", "metadata", "duplicates", "examination/read_one.py", "case/moment.py")


class Cache:
    """Readings by SHA-256, for one version of everything that reads.

    Parameters
    ----------
    folder
        Where it lies; by default the user's cache folder, or ``WORKBENCH_CACHE``.
    kind
        One of :data:`KINDS`.
    version
        Of everything that reads; by default that of the readers of facts.
    """

    def __init__(
        self, folder: Path | None = None, kind: str = "readings", version: str = ""
    ) -> None:
        self._root = folder or default_folder()
        self.folder = self._root / kind / (version or readers_version())[:16]

    def get(self, sha256: str) -> dict[str, Any] | None:
        """Return what was read from that content, or None when it must be read."""
        path = self._path(sha256)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        head, _, body = entry.partition(b"\n")
        if head != _MARK + hashlib.sha256(body).hexdigest().encode("ascii"):
            return None
        found: dict[str, Any] = json.loads(body)
        return found

    def put(self, sha256: str, reading: dict[str, Any]) -> None:
        """Keep what was read. A cache that cannot be written costs time, never a run."""
        body = json.dumps(reading, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        head = _MARK + hashlib.sha256(body).hexdigest().encode("ascii") + b"\n"
        path = self._path(sha256)
        with contextlib.suppress(OSError, WriteRefusedError):
            tidying.private_folder(self._root)
            tidying.private_folder(path.parent)
            door.write(path, head + body, private=True, durable=False)

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def default_folder() -> Path:
    """Return the cache's folder: ``WORKBENCH_CACHE``, or where this system keeps caches."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_cache_path("kajian-workbench", appauthor=False)


def size(folder: Path | None = None) -> tuple[int, int]:
    """Return how many readings are kept, and their bytes."""
    kept = [path.stat().st_size for path in _entries(folder)]
    return len(kept), sum(kept)


def clear(folder: Path | None = None) -> int:
    """Forget everything; return how many readings there were."""
    count = len(_entries(folder))
    for kind in KINDS:
        forget(folder, kind)
    return count


def forget(folder: Path | None, name: str) -> None:
    """Remove one kind of what is kept: a folder right below the cache's own."""
    shutil.rmtree((folder or default_folder()) / name, ignore_errors=True)


def _entries(folder: Path | None) -> list[Path]:
    root = folder or default_folder()
    found = (path for kind in KINDS for path in (root / kind).glob("*/??/*"))
    return [path for path in found if path.is_file()]


@once
def readers_version() -> str:
    """Return a digest of everything that decides what is read from the same bytes."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for name in _READERS:
        place = package / name
        for path in sorted(place.rglob("*.*")) if place.is_dir() else [place]:
            if path.suffix in {".py", ".toml", ".json"}:
                digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{library}={version(library)};".encode())
    for entry in sorted(entry_points(group="workbench.metadata"), key=lambda entry: entry.name):
        release = entry.dist.version if entry.dist else ""
        digest.update(f"{entry.name}={entry.value}={release};".encode())
    return digest.hexdigest()
