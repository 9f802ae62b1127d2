"""What the journal proves: that the files are what it tells, and the last state it holds."""

from __future__ import annotations

from typing import Any

from workbench.case.folder import KAJIAN, CaseFolder
from workbench.case.replay import replay
from workbench.case.text_file import TextFile
from workbench.errors import Problem
from workbench.kajian.saving.answers import read_case_text
from workbench.kajian.saving.journals import Journals
from workbench.kajian.shapes import FORMAT

_KEPT = ("format",)


def examine_journal(folder: CaseFolder) -> list[Problem]:
    """Prove the chains, and that replaying them gives every file that they tell of.

    A file that no line is about was never changed in the workbench: nothing is said of it.
    """
    journals = Journals(folder.path)
    journals.refresh()
    problems = journals.problems
    if problems:
        return problems
    for name in journals.files():
        file, faults = read_case_text(folder.path / name, name)
        if faults:
            continue
        problems += [
            Problem("journal_differs", name, part, file.lines.get((part,), 0), blocking=False)
            for part in differences(journals, name, file)
        ]
    return problems


def differences(journals: Journals, name: str, file: TextFile) -> list[str]:
    """Return the top-level keys in which a file differs from what its journal tells."""
    said = comparable(replay(journals.entries(name), name))
    there = comparable(file.data)
    return [key for key in sorted({*said, *there}) if said.get(key) != there.get(key)]


def comparable(data: dict[str, Any]) -> dict[str, Any]:
    """Return a file's data without what every program writes by itself."""
    return {key: value for key, value in data.items() if key not in _KEPT}


def last_good(folder: CaseFolder) -> str:
    """Return the text of the last kajian that the journal proves; empty without a journal.

    It is offered beside a damaged ``kajian.yaml`` and never written over it.
    """
    journals = Journals(folder.path)
    journals.refresh()
    data = replay(journals.entries(KAJIAN), KAJIAN)
    return TextFile({"format": str(FORMAT), **data}).dump() if data else ""
