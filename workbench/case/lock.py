"""Locks on a case: one writer of the kajian at a time, and one journal line at a time.

The operating system frees a lock when its process dies, so that nobody is locked out
by a crash. Lock files are removed when a lock is given back: on Unix before, while
no other process can have taken the name, on Windows after, where a file that another
has open cannot be removed. What a killed process leaves behind locks nothing; the
next writer takes it over and removes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.case import door, tidying
from workbench.errors import CaseError, MachineError, WriteRefusedError

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = ".kajian.lock"
WRITER = ".kajian.writer.json"

# Somebody who only asks whether the lock is free holds it for less than this.
_GLANCE = 0.3
# A journal line takes milliseconds; whoever holds the lock longer than this is stuck.
_PATIENCE = 10.0


@dataclass(frozen=True)
class Writer:
    """Who holds a case for writing; empty fields when unknown."""

    person: str = ""
    since: str = ""


class WriteLock:
    """The right to write on one case; the operating system frees it when a process dies.

    Parameters
    ----------
    root
        The case folder.
    person, since
        What others are told while this lock is held.
    """

    def __init__(self, root: Path, person: str, since: str) -> None:
        self._root = root
        self._lock = door.locking(root / LOCK, _GLANCE)
        self._note = root / WRITER
        self._writer = Writer(person, since)
        #: Why the folder could not be written, when that was the reason.
        self.refusal: MachineError | None = None

    def take(self) -> Writer | None:
        """Take the lock; return None when it was taken, or who holds it.

        A folder that cannot be written has no writer: an empty one is returned, and
        `refusal` says why.

        Raises
        ------
        WriteRefusedError
            When something that is not ours stands where the note about the writer goes.
        """
        from filelock import Timeout

        try:
            self._lock.acquire()
        except Timeout:
            return read_writer(self._note)
        except OSError as error:
            self.refusal = MachineError.of(error, self._lock.lock_file)
            return Writer()
        try:
            tidying.tidy(self._root)
            note = json.dumps(vars(self._writer)).encode("utf-8")
            door.write(self._note, note, durable=False)
        except OSError as error:
            _release(self._lock)
            self.refusal = MachineError.of(error, self._note)
            return Writer()
        except WriteRefusedError:
            _release(self._lock)
            raise
        return None

    def holder(self) -> Writer | None:
        """Return who holds the lock now; None when nobody does."""
        if self._lock.is_locked:
            return self._writer
        from filelock import Timeout

        probe = door.locking(Path(self._lock.lock_file), 0)
        try:
            probe.acquire()
        except Timeout:
            return read_writer(self._note)
        except OSError:
            return Writer()
        _release(probe)
        return None

    def release(self) -> None:
        """Give the lock back, and leave nothing behind."""
        if self._lock.is_locked:
            with suppress(OSError):
                door.remove(self._note)
            _release(self._lock)


@contextmanager
def brief_lock(path: Path) -> Iterator[None]:
    """Keep other processes from appending to `path` for a moment.

    Raises
    ------
    CaseError
        When another holds it for too long, or the folder cannot be written.
    """
    from filelock import Timeout

    lock = door.locking(path.with_name(f".{path.name}.lock"), _PATIENCE)
    try:
        lock.acquire(poll_interval=0.01)
    except Timeout as error:
        raise CaseError("journal_busy", path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise CaseError("case_file_not_saved", path=str(path), detail=detail) from error
    try:
        yield
    finally:
        _release(lock)


def read_writer(note: Path) -> Writer:
    """Return who the note beside the lock names."""
    try:
        raw = json.loads(door.read(note, 4000))
        return Writer(str(raw["person"])[:120], str(raw["since"])[:40])
    except (OSError, WriteRefusedError, ValueError, KeyError, TypeError, RecursionError):
        return Writer()


def _release(lock: BaseFileLock) -> None:
    """Give a lock back and remove its file in the order that lets nobody hold a lost name."""
    path = Path(lock.lock_file)
    if os.name != "nt":
        with suppress(OSError):
            path.unlink()
    lock.release()
    if os.name == "nt":
        with suppress(OSError):
            path.unlink()
