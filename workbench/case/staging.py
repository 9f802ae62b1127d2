"""What every folder that appears by one rename needs: a lock that is no link, a flushed tree.

Studies and records are both built in staging folders under a lock beside evidence.
"""

from __future__ import annotations

import os
from pathlib import Path


def planted(folder: Path, lock: str) -> Path | None:
    """Return the link that stands where we are about to write, or None.

    A case folder from elsewhere may hold links. The lock is truncated when it is
    taken: a link of that name, symbolic or hard, could empty an exhibit.

    Parameters
    ----------
    folder
        The folder that will be written to; it need not exist.
    lock
        The name of the lock file in it.
    """
    path = folder / lock
    if path.is_symlink() or (path.exists() and (not path.is_file() or path.stat().st_nlink > 1)):
        return path
    return folder if folder.is_symlink() else None


def flush_tree(folder: Path) -> None:
    """Bring every file below `folder` to the disk, before a rename makes them count."""
    for parent, _, names in os.walk(folder):
        for name in names:
            flush(Path(parent) / name)
        flush(Path(parent))


def flush(path: Path) -> None:
    """Bring one file, or a folder's list of names, to the disk."""
    if os.name == "nt":
        return  # Windows can neither open a folder nor flush a file opened for reading
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
