"""Words that are still being typed, kept beside the case until they are an answer.

A line of the journal for each pause of a typist would make the journal a recording of
keystrokes and undo useless. So what is typed goes into one small file first, and into
the case's files, with one line in the journal, when the field is left, after a rest, or
when the case is opened again after a tab, a kernel or a machine died.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.case import door
from workbench.case.journal import Place
from workbench.case.yaml_files import write_atomically
from workbench.errors import machine_errors
from workbench.kajian.saving.case_files import is_written

DRAFT = ".kajian.draft.json"
LARGEST = 2_000_000

_NAME = re.compile(r"[a-z]+\.yaml|statements/[^/\\\x00]+\.yaml")


@dataclass(frozen=True)
class Draft:
    """What somebody was typing in one field.

    Attributes
    ----------
    file, key
        Where its answer stands.
    before
        The answer that they saw there when they typed.
    after
        The answer that their words make.
    text
        The words themselves.
    by, at
        Who, and the instant in UTC.
    """

    file: str
    key: Place
    before: Any
    after: Any
    text: str
    by: str
    at: str


class Drafts:
    """What is being typed in one case.

    Parameters
    ----------
    root
        The case folder.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / DRAFT
        self._kept = {(one.file, one.key): one for one in _read(self._path)}
        # What we never read or wrote is not ours to take away.
        self._is_written = bool(self._kept)

    def __iter__(self) -> Any:
        """Yield each draft, the oldest first."""
        return iter([*self._kept.values()])

    def find(self, file: str, key: Place) -> Draft | None:
        """Return what is being typed at a place, or None."""
        return self._kept.get((file, key))

    def keep(self, draft: Draft) -> None:
        """Keep words on disk, in place of those typed there before.

        Raises
        ------
        CaseError
            When they cannot be written.
        """
        self._kept[draft.file, draft.key] = draft
        self._write()

    def drop(self, file: str, key: Place) -> None:
        """Forget what was typed at a place, above it, or below it."""
        left = {
            place: one
            for place, one in self._kept.items()
            if place[0] != file or not _overlap(place[1], key)
        }
        if len(left) < len(self._kept):
            self._kept = left
            self._write()

    @machine_errors()
    def _write(self) -> None:
        if not self._kept:
            if self._is_written:
                door.remove(self._path)
            return
        data = {"format": 1, "drafts": [asdict(one) for one in self._kept.values()]}
        write_atomically(self._path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        self._is_written = True


def _overlap(one: Place, other: Place) -> bool:
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def _read(path: Path) -> list[Draft]:
    """Return the drafts that a file holds; none where it is not one that this program wrote."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return []
        raw = json.loads(path.read_text("utf-8"))["drafts"]
        made = [
            Draft(one["file"], tuple(one["key"]), one["before"], one["after"],
                  one["text"], one["by"], one["at"])
            for one in raw
        ]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [one for one in made if _is_plain(one)]


def _is_plain(one: Draft) -> bool:
    told = (one.file, one.text, one.by, one.at, *one.key)
    is_text = all(isinstance(part, str) for part in told)
    return is_text and bool(one.key) and bool(_NAME.fullmatch(one.file)) and is_written(one.file)
