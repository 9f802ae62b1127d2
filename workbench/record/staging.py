"""Where a record is built, and how it appears: whole, read-only, by one rename.

A record under construction lies in ``.<name>.partial`` and counts for nobody.
One seal at a time works in a folder of records, so whatever staging another
seal finds there under the lock was left by a process that is gone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from workbench.case import door, publishing
from workbench.errors import RecordError

LOCK = ".lock"
WAIT = 600.0


@contextmanager
def stage(records: Path, name: str) -> Iterator[Path]:
    """Give an empty folder to build in; whatever is left there at the end is removed.

    Parameters
    ----------
    records
        The folder of records; made when it is not there.
    name
        What the record will be called.

    Raises
    ------
    RecordError
        When a record of that name exists, or nothing can be written here.
    """
    try:
        if records.is_symlink():
            raise RecordError("records_is_link", path=str(records))
        door.make_folder(records)
        with door.locking(records / LOCK, WAIT):
            _clear(records)
            if os.path.lexists(records / name):
                raise RecordError("record_exists", path=str(records / name))
            place = records / f".{name}{door.PARTIAL}"
            door.make_folder(place, new=True)
            try:
                yield place
            finally:
                remove(place)
    except Timeout as error:
        raise RecordError("records_busy", path=str(records)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RecordError("record_not_written", path=str(records), reason=reason) from error


def publish(staged: Path, name: str) -> Path:
    """Make a finished bag read-only and give it its name by one rename."""
    publishing.flush_tree(staged)
    for parent, _, files in os.walk(staged, topdown=False):
        for file in files:
            (Path(parent) / file).chmod(0o444)
        if Path(parent) != staged:
            Path(parent).chmod(0o555)
    target = staged.parent / name
    publishing.rename_folder(staged, target)
    # Last, because some systems do not let a read-only folder be renamed.
    target.chmod(0o555)
    return target


def _clear(records: Path) -> None:
    for entry in records.iterdir():
        if (
            entry.name.startswith(".")
            and entry.name.endswith(door.PARTIAL)
            and not entry.is_symlink()
        ):
            remove(entry)


def remove(place: Path) -> None:
    """Remove a staging folder, even one that was already made read-only."""
    if not place.is_dir() or place.is_symlink():
        return
    for parent, _, _ in os.walk(place):
        Path(parent).chmod(0o755)
    if os.name == "nt":
        for path in place.rglob("*"):
            path.chmod(0o755)
    shutil.rmtree(place)
