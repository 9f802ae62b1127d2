"""One writer at a time: who writes on a case, and since when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.case.folder import CaseFolder

LOCK = ".kajian.lock"
WRITER = ".kajian.writer.json"


@dataclass(frozen=True)
class Writer:
    """Who holds a case for writing; empty fields when unknown."""

    person: str = ""
    since: str = ""


class WriteLock:
    """The right to write on one case; the operating system frees it when a process dies."""

    def __init__(self, folder: CaseFolder, person: str, since: str) -> None:
        self._lock = FileLock(str(folder.path / LOCK), timeout=0, thread_local=False)
        self._note = folder.path / WRITER
        self._writer = Writer(person, since)

    def take(self) -> Writer | None:
        """Take the lock; return None when it was taken, or who holds it.

        A folder that cannot be written has no writer: an empty one is returned.
        """
        try:
            self._lock.acquire()
        except Timeout:
            return read_writer(self._note)
        except OSError:
            return Writer()
        self._note.write_text(json.dumps(vars(self._writer)), "utf-8")
        return None

    def release(self) -> None:
        """Give the lock back."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()


def read_writer(note: Path) -> Writer:
    """Return who the note beside the lock names."""
    try:
        raw = json.loads(note.read_text("utf-8")[:4000])
        return Writer(str(raw["person"])[:120], str(raw["since"])[:40])
    except (OSError, ValueError, KeyError, TypeError):
        return Writer()
