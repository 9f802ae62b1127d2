"""What killed runs left in a case or in a folder of cases, and clearing it away.

Nothing that is in use is taken for left: a save and a copy under way hold their own
locks, studies and records are looked at under the lock of their folder.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from workbench.case import door, publishing, tidying
from workbench.case.folder import CASE, EVIDENCE, STUDIES
from workbench.case.lock import LOCK, WRITER
from workbench.doctor.finding import Finding
from workbench.errors import CaseError, WriteRefusedError
from workbench.record.seal import RECORDS
from workbench.record.staging import remove
from workbench.study.batch import find_cases

# The form's lock, and those of the two journals.
_LOCKS = (LOCK, ".journal.jsonl.lock", ".identities.journal.jsonl.lock")


def cases(place: Path) -> list[Path]:
    """Return the case that a folder is, or those below it.

    Raises
    ------
    CaseError
        When there is none.
    """
    if (place / EVIDENCE).is_dir() or (place / CASE).is_file():
        return [place]
    return find_cases(place)


def examine(place: Path) -> Iterator[Finding]:
    """Yield what killed runs left in a case or in a folder of cases, and open files in it.

    Raises
    ------
    CaseError
        When there is no case.
    """
    found = cases(place)
    if found != [place]:
        yield from (_left("staging_left", path) for path in publishing.abandoned_staging(place))
    for case in found:
        yield from _in_case(case)


def _in_case(case: Path) -> Iterator[Finding]:
    unsaved = tidying.leftovers(case)
    yield from (_left("save_left", path) for path in unsaved)
    yield from (_left("staging_left", path) for path in publishing.abandoned_staging(case))
    for room, code in ((STUDIES, "study_left"), (RECORDS, "record_left")):
        yield from (_left(code, path) for path in _partial(case / room))
    yield from _locks(case)
    for path in tidying.confidential(case):
        if path in unsaved:
            continue
        if path.stat().st_mode & 0o077 and not case.stat().st_mode & stat.S_ISGID:
            yield Finding("open_to_others", "problem", {"path": str(path)}, path)


def _left(code: str, path: Path) -> Finding:
    return Finding(code, "problem", {"path": str(path)}, path)


def _partial(room: Path) -> list[Path]:
    """Return staging of a folder of studies or records that no run holds."""
    if not room.is_dir() or room.is_symlink():
        return []
    found = sorted(
        one for one in room.glob(f".*{door.PARTIAL}") if one.is_dir() and not one.is_symlink()
    )
    with _free(room / ".lock") as is_free:
        return found if is_free else []


def _locks(case: Path) -> Iterator[Finding]:
    """Yield lock files that nobody holds, with the note about who held the form."""
    for name in _LOCKS:
        path = case / name
        if not path.is_file() or path.is_symlink():
            continue
        with _free(path) as is_free:
            if is_free:
                yield _left("lock_left", path)
    writer = case / WRITER
    if writer.is_file() and not writer.is_symlink() and not (case / LOCK).exists():
        yield _left("lock_left", writer)


@contextmanager
def _free(lock: Path) -> Iterator[bool]:
    """Hold a lock that is there, to see that nobody else does; one that is not there is free."""
    if not lock.exists():
        yield True
        return
    try:
        held = door.locking(lock, 0)
        held.acquire()
    except (Timeout, OSError, WriteRefusedError):
        yield False
        return
    try:
        yield True
    finally:
        held.release()


def clean(found: list[Finding]) -> list[Path]:
    """Clear away what was found; return what could not be.

    What came into use since it was found is left alone.
    """
    return [one.leftover for one in found if one.leftover is not None and not _cleaned(one)]


def _cleaned(found: Finding) -> bool:
    path = found.leftover
    if path is None:
        return False
    try:
        if found.code == "open_to_others":
            return tidying.tighten(path)
        if found.code in {"study_left", "record_left"}:
            with _free(path.parent / ".lock") as is_free:
                if is_free:
                    remove(path)
        elif found.code == "lock_left":
            with _free(path) as is_free:
                if is_free:
                    path.unlink(missing_ok=True)
        elif tidying.is_abandoned(path):
            remove(path) if path.is_dir() else path.unlink()
    except (OSError, CaseError):
        return False
    return not path.exists()
