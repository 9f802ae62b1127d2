"""Where a study is made and how it appears: in staging, then whole, by one rename.

``studies/.<name>.partial/`` is invisible to every reader and belongs to the run
that holds ``studies/.lock``; whatever staging another run finds there under the
lock was left by a process that is gone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from workbench.case import door, publishing, tidying
from workbench.case.folder import EVIDENCE
from workbench.errors import StudyError

LOCK = ".lock"
STUDY = "study.json"


@contextmanager
def claimed(studies: Path) -> Iterator[Path]:
    """Hold the folder of studies for one run; make it, and clear what dead runs left.

    Raises
    ------
    StudyError
        When another run of the case is under way, or nothing can be written there.
    """
    if studies.is_symlink():
        raise StudyError("studies_is_link", path=str(studies))
    try:
        door.make_folder(studies)
        lock = door.locking(studies / LOCK, 0)
        lock.acquire()
        if (studies.parent / EVIDENCE).is_dir():
            tidying.tidy(studies.parent)
    except Timeout as error:
        raise StudyError("study_running", path=str(studies)) from error
    except OSError as error:
        raise StudyError(
            "studies_not_writable", path=str(studies), reason=error.strerror or ""
        ) from error
    try:
        clear_abandoned(studies)
        yield studies
    finally:
        lock.release()


def clear_abandoned(studies: Path) -> list[str]:
    """Remove staging folders; call it only while holding the lock. Return their names."""
    found = sorted(
        entry
        for entry in studies.iterdir()
        if entry.name.startswith(".")
        and entry.name.endswith(door.PARTIAL)
        and not entry.is_symlink()
    )
    for entry in found:
        shutil.rmtree(entry, ignore_errors=True)
    return [entry.name for entry in found]


def stamp(moment: datetime) -> str:
    """Return a time as names carry it: UTC, ``20261121T101500Z``."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def stage(studies: Path, moment: datetime) -> Path:
    """Make and return an empty staging folder for the run that started at `moment`."""
    staging = studies / f".{stamp(moment)}-{os.getpid()}{door.PARTIAL}"
    door.make_folder(staging, mode=0o755, new=True)
    return staging


def publish(staging: Path, moment: datetime) -> Path:
    """Give a finished study its name, by one rename; nothing existing is replaced.

    Returns
    -------
    Path
        ``<UTC time>_<first 8 of study.json's sha256>`` beside the staging folder.

    Raises
    ------
    StudyError
        When the staging folder holds no ``study.json``.
    """
    document = staging / STUDY
    if not document.is_file():
        raise StudyError("study_without_document", path=str(staging))
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    publishing.flush_tree(staging)
    target = staging.parent / f"{stamp(moment)}_{digest[:8]}"
    while os.path.lexists(target):
        # Same second, same content: the name says when, so wait for the next second.
        time.sleep(1.0 - datetime.now(UTC).microsecond / 1e6)
        target = staging.parent / f"{stamp(datetime.now(UTC))}_{digest[:8]}"
    publishing.rename_folder(staging, target)
    return target


def discard(staging: Path) -> None:
    """Remove the staging folder of a run that failed."""
    shutil.rmtree(staging, ignore_errors=True)


def published(studies: Path) -> list[Path]:
    """Return the finished studies of a case, oldest first."""
    if not studies.is_dir():
        return []
    return sorted(
        entry
        for entry in studies.iterdir()
        if not entry.name.startswith(".") and (entry / STUDY).is_file()
    )
