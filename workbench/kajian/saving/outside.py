"""What was changed outside the form since the journal ended, and which change can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workbench.case.journal import Change, Entry
from workbench.case.replay import replay
from workbench.kajian.saving.answers import read_case_text
from workbench.kajian.saving.case_files import WrittenFile, is_written
from workbench.kajian.saving.history import comparable, differences
from workbench.kajian.saving.journals import Journals


class Outside:
    """Changes that no session made, told once before a session's first own change.

    So the journal tells the whole story again, and reading alone writes nothing.
    After a crash between journal and file, the journal is one change ahead: that
    change is then simply taken back in the journal, by the same lines.

    Parameters
    ----------
    case
        The case folder.
    journals
        Its journals, read.
    """

    def __init__(self, case: Path, journals: Journals) -> None:
        self._case = case
        self._journals = journals
        self._told: set[str] = set()

    def changes(self, names: Iterable[str], opened: Mapping[str, WrittenFile]) -> list[Change]:
        """Return what the journal does not know of these files, each file once.

        Parameters
        ----------
        names
            Files of the case.
        opened
            Those that the session holds, as it read them.
        """
        new = sorted({*names} - self._told)
        self._told.update(new)
        return [change for name in new for change in self._differing(name, opened)]

    def _differing(self, name: str, opened: Mapping[str, WrittenFile]) -> list[Change]:
        if is_written(name) and name in opened:
            file = opened[name].file
        else:
            file, problems = read_case_text(self._case / name, name)
            if problems:
                return []
        lines = self._journals.entries(name)
        if file.data and not any(entry.file == name for entry in lines):
            return [Change(name, (), None, comparable(file.data), "adopt")]
        said = replay(lines, name)
        return [
            Change(name, (key,), said.get(key), file.data.get(key), "adopt")
            for key in differences(self._journals, name, file)
        ]


def last_undoable(entries: Sequence[Entry]) -> Entry | None:
    """Return the last change of a journal that was not taken back, or None."""
    return next(undoable(entries), None)


def undoable(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the changes of a journal that were not taken back, the last one first.

    Nothing before a change from outside is undone: what stood there then is not known.
    """
    undone, closed = 0, set()
    for entry in reversed(entries):
        if entry.kind == "adopt":
            closed.add(entry.file)
        if entry.kind not in ("set", "undo") or not is_written(entry.file):
            continue
        if entry.kind == "undo":
            undone += 1
        elif undone:
            undone -= 1
        elif entry.file not in closed:
            yield entry
