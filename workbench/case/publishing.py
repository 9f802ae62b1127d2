"""Folders that appear by one rename: built in staging, flushed, given their name.

Cases, studies, records and copies for others are all built so. Staging of a killed
program (``.<name>.<8 digits>.partial``) is removed by whoever builds there next.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.case import door, tidying
from workbench.errors import WriteRefusedError


@contextmanager
def staging(parent: Path, name: str) -> Iterator[Path]:
    """Give an empty folder beside `name` to build in; what is left of it at the end is removed.

    What killed programs left there under that name is removed as well.

    Raises
    ------
    OSError
        When it cannot be made.
    """
    for left in abandoned_staging(parent, name):
        shutil.rmtree(left, ignore_errors=True)
    place = parent / f".{name}.{secrets.token_hex(4)}{door.PARTIAL}"
    door.make_folder(place, mode=0o700, new=True)
    held = tidying.hold(place)
    try:
        yield place
    finally:
        if held is not None:
            os.close(held)
        shutil.rmtree(place, ignore_errors=True)


def abandoned_staging(parent: Path, name: str = "") -> list[Path]:
    """Return staging folders in `parent` that nobody is building in, sorted.

    Parameters
    ----------
    name
        Of what was to be made; any when empty.
    """
    wanted = re.compile(rf"\.{re.escape(name) if name else '.+'}\.[0-9a-f]{{8}}\.partial")
    found: list[Path] = []
    with suppress(OSError), os.scandir(parent) as entries:
        folders = (one for one in entries if one.is_dir(follow_symlinks=False))
        found += (Path(one.path) for one in folders if wanted.fullmatch(one.name))
    return sorted(path for path in found if tidying.is_abandoned(path))


def publish(staged: Path, target: Path) -> None:
    """Give a finished folder its name by one rename, with everything in it on the disk.

    Raises
    ------
    WriteRefusedError
        When something has that name.
    OSError
        When it cannot be renamed.
    """
    flush_tree(staged)
    rename_folder(staged, target)


def rename_folder(staged: Path, target: Path) -> None:
    """Give a folder its name beside it by one rename; nothing existing is replaced."""
    with door.opened_folder(target.parent) as folder:
        if folder.status(target.name) is not None:
            raise WriteRefusedError("planted_taken", path=str(target))
        staged.rename(target)
        folder.flush()


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
    handle = os.open(path, os.O_RDONLY | door.PLAIN | door.AT_ONCE)
    try:
        door.flush_names(handle)
    finally:
        os.close(handle)
