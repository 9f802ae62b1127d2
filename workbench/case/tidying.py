"""Clearing up after killed saves, and keeping to their owner what others must not read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from workbench.case import door
from workbench.case.confidential import is_confidential

_LEFT = re.compile(
    r"\..+\.[0-9a-f]{8}\.unsaved"
    # What versions before this one left behind.
    r"|\.(?:(?:case|duplicates|exhibits|identities|kajian|releases)\.yaml|kajian\.draft\.json)"
    r"\.[a-z0-9_]{8}"
)
# Where saves of a case happen.
_ROOMS = ("", "statements", "studies")


def leftovers(root: Path) -> list[Path]:
    """Return what killed saves left in a case and nobody is writing now, sorted."""
    return sorted(path for path in _unsaved(root) if is_abandoned(path))


def tidy(root: Path) -> list[str]:
    """Remove what killed saves left in a case, and keep its confidential files to its owner.

    Every writer calls it when it starts.

    Returns
    -------
    list of str
        The names of what was removed.
    """
    removed = []
    for path in leftovers(root):
        with suppress(OSError):
            path.unlink()
            removed.append(path.name)
    for path in confidential(root):
        tighten(path)
    return removed


def confidential(root: Path) -> list[Path]:
    """Return the files of a case that only their owner may read, sorted."""
    return sorted(path for path in _listed(root) if is_confidential(path.name))


def _unsaved(root: Path) -> Iterator[Path]:
    for room in _ROOMS:
        folder = root / room
        if folder.is_symlink():
            continue
        yield from (path for path in _listed(folder) if _LEFT.fullmatch(path.name))


def _listed(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(one.path) for one in entries if one.is_file(follow_symlinks=False)]
    except OSError:
        return []


def private_folder(path: Path) -> Path:
    """Make a folder of our own that only its owner may enter, also where it is there; return it.

    Of one that an office shares on purpose (marked setgid, as ``chmod g+s`` does) the
    group keeps its access. One that belongs to somebody else, or that everybody may write
    to, such as ``/tmp``, stays as it is.
    """
    missing = [one for one in (path, *path.parents) if not one.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    tighten(path)
    return path


def tighten(path: Path) -> bool:
    """Take from others what only the owner shall have; return whether anything changed."""
    if os.name == "nt":
        return False  # folders of the profile are the user's own there
    try:
        found = path.stat(follow_symlinks=False)
        mode = stat.S_IMODE(found.st_mode)
        wanted = mode & ~(0o007 if _is_shared(path, found) else 0o077)
        if wanted == mode or not _is_own(found):
            return False
        path.chmod(wanted)
    except OSError:
        return False
    return True


def shared(path: Path) -> Path:
    """Let the group use what was made in a folder that it shares on purpose; return it."""
    if os.name != "nt" and _is_shared(path, path.parent.stat()):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | (mode & 0o700) >> 3)
    return path


def _is_own(found: os.stat_result) -> bool:
    """Whether it is the user's, and no second name of something else, such as an exhibit."""
    if found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX:
        return False
    is_file = stat.S_ISREG(found.st_mode) and found.st_nlink == 1
    return is_file or stat.S_ISDIR(found.st_mode)


def _is_shared(path: Path, found: os.stat_result) -> bool:
    folder = found if stat.S_ISDIR(found.st_mode) else path.parent.stat()
    return bool(folder.st_mode & stat.S_ISGID)


def is_abandoned(path: Path) -> bool:
    """Whether nobody is writing a temporary file, or building in a folder, that we made.

    A file with a second name is not ours.
    """
    if os.name == "nt":
        return True  # a file that is being written cannot be removed there
    try:
        handle = os.open(path, os.O_RDONLY | door.PLAIN | door.AT_ONCE)
    except OSError:
        return False
    try:
        found = os.fstat(handle)
        is_ours = stat.S_ISDIR(found.st_mode) or found.st_nlink == 1
        return is_ours and door.claim(handle, wait=False)
    finally:
        os.close(handle)


def hold(place: Path) -> int | None:
    """Lock a folder for as long as the returned descriptor is open."""
    if os.name == "nt":
        return None
    handle = os.open(place, door.FOLDER)
    door.claim(handle)
    return handle
