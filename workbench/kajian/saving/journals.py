"""The two journals of a case: everybody's, and the confidential one of who people are.

What ``identities.yaml`` said before and says now stands in a journal of its own, so
that ``journal.jsonl`` can be shown and handed over without a name in it. The main
journal then has a line that names the place and the hash of the confidential line,
nothing of its content: the order of all changes is proved in one chain. A hash of a
short number can be guessed, so confidential lines are salted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbench.case.folder import IDENTITIES
from workbench.case.journal import JOURNAL, Change, Entry, Journal
from workbench.errors import Problem

IDENTITY_JOURNAL = "identities.journal.jsonl"


class Journals:
    """Both journals of one case, read as one.

    Attributes
    ----------
    main, confidential
        The journals themselves.
    """

    def __init__(self, root: Path) -> None:
        self.main = Journal(root / JOURNAL)
        self.confidential = Journal(root / IDENTITY_JOURNAL)

    @property
    def problems(self) -> list[Problem]:
        """Where a chain, or the link between the two, does not hold."""
        return [*self.main.problems, *self.confidential.problems, *self._unlinked()]

    def refresh(self) -> None:
        """Read what others appended since."""
        self.main.refresh()
        self.confidential.refresh()

    def entries(self, file: str) -> list[Entry]:
        """Return the lines that tell the content of `file`."""
        return self.confidential.entries if file == IDENTITIES else self.main.entries

    def files(self) -> list[str]:
        """Return the names of all files that the journals tell of, sorted."""
        return sorted({entry.file for entry in self.main.entries if entry.file != JOURNAL})

    def before(self, entry: Entry) -> Any:
        """Return what stood at an entry's place before it."""
        if entry.file != IDENTITIES:
            return entry.before
        number = entry.after["line"] if isinstance(entry.after, dict) else "0"
        return self.confidential.entries[int(number) - 1].before

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out of both.

        Raises
        ------
        CaseError
            When one cannot be written, or its chain does not hold.
        """
        with self.main.locked():
            yield

    def add(self, changes: Iterable[Change], *, at: str, by: str) -> None:
        """Append a line for each change, each where it belongs."""
        told = list(changes)
        secret = [one for one in told if one.file == IDENTITIES]
        if secret:
            with self.confidential.locked():
                salted = [Change(**{**vars(one), "salted": True}) for one in secret]
                lines = iter(self.confidential.add(salted, at=at, by=by))
            told = [_marker(next(lines)) if one.file == IDENTITIES else one for one in told]
        self.main.add(told, at=at, by=by)

    def _unlinked(self) -> Iterator[Problem]:
        """Find the first line of the main journal whose confidential line is not there.

        One confidential line more, after a crash between the two, changed nothing: the
        file differs from the replay then, and the next change says so.
        """
        if self.main.problems or self.confidential.problems:
            return
        there = {str(one.number): _marker(one) for one in self.confidential.entries}
        for entry in self.main.entries:
            if entry.file == IDENTITIES:
                line = str(entry.after.get("line")) if isinstance(entry.after, dict) else ""
                found = there.pop(line, None)
                if found is None or (found.key, found.after) != (entry.key, entry.after):
                    yield Problem("journal_unvouched", JOURNAL, line=entry.number, blocking=False)
                    return


def _marker(line: Entry) -> Change:
    said = {"line": str(line.number), "sha256": line.hash}
    return Change(line.file, line.key, None, said, line.kind)
