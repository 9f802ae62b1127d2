"""A writing session: one person, one case, every change saved and journaled at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.case.documents import Document, write_atomically
from workbench.case.folder import CASE, KAJIAN, CaseFolder
from workbench.case.schema import validate
from workbench.errors import CaseInvalidError, KajianError, Problem
from workbench.kajian import journal
from workbench.kajian.book import Kajian, read_file, sentences
from workbench.kajian.case_file import case_value, changed_case
from workbench.kajian.journal import Entry, get, put
from workbench.kajian.lock import WriteLock, Writer
from workbench.kajian.shapes import FORMAT, KajianFile
from workbench.kajian.text_file import TextFile

Clock = Callable[[], datetime]
Place = tuple[str, ...]
_KEPT = ("format",)


class Session:
    """The answers of one case, open for writing or, beside another writer, for reading.

    Parameters
    ----------
    folder
        The case.
    person
        Who writes; kept in the journal.
    now
        Where the time comes from.

    Raises
    ------
    CaseInvalidError
        When ``kajian.yaml`` cannot be read; nothing is changed, and
        :func:`last_good` offers the state that the journal still holds.
    """

    def __init__(self, folder: CaseFolder, person: str = "", now: Clock | None = None) -> None:
        self.folder = folder
        self.person = person
        self._now = now or (lambda: datetime.now(UTC))
        self._lock = WriteLock(folder, person, self._instant())
        self.other_writer: Writer | None = self._lock.take()
        try:
            self._open()
        except BaseException:
            self._lock.release()
            raise

    @property
    def can_write(self) -> bool:
        """Whether this session holds the case for writing."""
        return self.other_writer is None

    @property
    def kajian(self) -> Kajian:
        """The answers as they stand, typed."""
        return Kajian(self.folder, self._answers)

    def get(self, *place: str) -> Any:
        """Return the text, list or mapping at a place as it stands in the file, or None."""
        return get(self._file.data, place)

    def set(self, place: Place, value: Any) -> bool:
        """Save one answer; empty text and None remove it.

        Returns
        -------
        bool
            Whether anything changed.

        Raises
        ------
        KajianError
            When another person is writing, when the file was changed outside since it
            was read, or when the value does not have the form of this answer. Nothing
            is written then.
        """
        return self._change(place, _plain(value), "set")

    def stamp(self, hashes: Mapping[str, str]) -> bool:
        """Keep the hashes that exhibits had when they were first answered or cited.

        A later change of their bytes is then noticed even where nobody noted a hash
        on receipt. An exhibit that has one keeps it.

        Parameters
        ----------
        hashes
            SHA-256 by exhibit id.

        Returns
        -------
        bool
            Whether any was new.
        """
        new = {one: sha for one, sha in hashes.items() if not self.get("exhibits", one, "sha256")}
        if not new:
            return False
        self._must_write()
        data = self._file.data
        data = {"format": str(FORMAT), **data}
        for exhibit, sha in sorted(new.items()):
            data = _with(data, ("exhibits", exhibit, "sha256"), sha)
        answers, problems = validate(KajianFile, Document(KAJIAN, data))
        if answers is None:
            raise KajianError("kajian_change_refused", problems=sentences(problems))
        for exhibit, sha in sorted(new.items()):
            self._write_entry(("exhibits", exhibit, "sha256"), None, sha, "stamp")
        self._write_file(data, answers)
        return True

    def get_case(self, *place: str) -> Any:
        """Return what ``case.yaml`` says at a place; people are named by their id."""
        return case_value(self.folder, place)

    def set_case(self, place: Place, value: Any) -> bool:
        """Save one value of ``case.yaml``; see :meth:`set`."""
        return self._change_case(place, _plain(value), "set")

    def undo(self) -> Entry | None:
        """Take back the last change that was not taken back yet; return it, or None."""
        entry = self._last_undoable()
        if entry is None:
            return None
        change = self._change_case if entry.file == CASE else self._change
        change(entry.key, deepcopy(entry.before), "undo")
        return entry

    def saved_at(self) -> str:
        """Return the instant of the last change, ISO 8601 in UTC; empty when there is none."""
        return self._entries[-1].at if self._entries else ""

    def reload(self) -> None:
        """Read everything again, as after a change made outside."""
        self._open()

    def close(self) -> None:
        """Let others write."""
        self._lock.release()

    def _open(self) -> None:
        file, answers, problems = read_file(self.folder)
        if problems:
            raise CaseInvalidError.of(self.folder.name, problems)
        self._entries, faults = journal.read(self.folder.journal)
        self._file, self._answers = file, answers
        self._mark = _mark(self.folder.kajian)
        self._adopted = False
        self.journal_is_damaged = bool(faults)
        if faults and self.can_write:
            # Writing on would bury the damage under a chain that looks whole.
            self._lock.release()
            self.other_writer = Writer()

    def _adopt(self) -> None:
        """Before the first change, journal what was changed outside since the journal ended.

        So the journal tells the whole story again, and reading alone writes nothing.
        After a crash between journal and file, the journal is one change ahead: that
        change is then simply taken back in the journal, by the same entry.
        """
        if self._adopted:
            return
        self._adopted = True
        said = _comparable(journal.replay(self._entries, KAJIAN))
        there = _comparable(self._file.data)
        for name in sorted({*said, *there}):
            if said.get(name) != there.get(name):
                self._write_entry((name,), said.get(name), there.get(name), "adopt")

    def _change_case(self, place: Place, value: Any, kind: str) -> bool:
        self._must_write()
        self._adopt()
        before = case_value(self.folder, place)
        if before == value:
            return False
        text, case = changed_case(self.folder, place, value)
        self._write_entry(place, before, value, kind, CASE)
        write_atomically(self.folder.path / CASE, text)
        self.folder = replace(self.folder, case=case)
        return True

    def _must_write(self) -> None:
        if not self.can_write:
            writer = self.other_writer or Writer()
            raise KajianError("kajian_other_writer", person=writer.person, since=writer.since)

    def _change(self, place: Place, value: Any, kind: str) -> bool:
        self._must_write()
        self._adopt()
        if _mark(self.folder.kajian) != self._mark:
            raise KajianError("kajian_changed_outside", path=KAJIAN)
        before = get(self._file.data, place)
        if before == value:
            return False
        data = _with(self._file.data, place, value)
        data = {"format": str(FORMAT), **data}
        answers, problems = validate(KajianFile, Document(KAJIAN, data))
        if answers is None:
            raise KajianError("kajian_change_refused", problems=sentences(problems))
        self._write_entry(place, before, value, kind)
        self._write_file(data, answers)
        return True

    def _write_file(self, data: dict[str, Any], answers: KajianFile) -> None:
        self._file = self._file.replaced(data)
        write_atomically(self.folder.kajian, self._file.dump())
        self._mark, self._answers = _mark(self.folder.kajian), answers

    def _write_entry(
        self, place: Place, before: Any, after: Any, kind: str, file: str = KAJIAN
    ) -> None:
        last = self._entries[-1] if self._entries else None
        entry = journal.make(
            last,
            at=self._instant(),
            by=self.person,
            file=file,
            key=place,
            before=before,
            after=after,
            kind=kind,
        )
        journal.append(self.folder.journal, entry)
        self._entries.append(entry)

    def _last_undoable(self) -> Entry | None:
        undone = 0
        for entry in reversed(self._entries):
            if entry.kind == "adopt":
                return None
            if entry.kind == "stamp":
                continue
            if entry.kind == "undo":
                undone += 1
            elif undone:
                undone -= 1
            else:
                return entry
        return None

    def _instant(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def examine_journal(folder: CaseFolder) -> list[Problem]:
    """Prove the journal's chain, and that replaying it gives ``kajian.yaml``."""
    entries, problems = journal.read(folder.journal)
    file, _, faults = read_file(folder)
    if problems or faults or not folder.journal.exists():
        return problems
    said, there = _comparable(journal.replay(entries, KAJIAN)), _comparable(file.data)
    return [
        Problem("journal_differs", KAJIAN, name, file.lines.get((name,), 0), blocking=False)
        for name in sorted({*said, *there})
        if said.get(name) != there.get(name)
    ]


def last_good(folder: CaseFolder) -> str:
    """Return the text of the last state that the journal proves; empty without a journal.

    It is offered beside a damaged ``kajian.yaml`` and never written over it.
    """
    entries, _ = journal.read(folder.journal)
    data = journal.replay(entries, KAJIAN)
    return TextFile({"format": str(FORMAT), **data}).dump() if data else ""


def _with(data: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """Return a copy with one place changed; only the mappings on the way are copied."""
    copy = dict(data)
    here = copy
    for part in place[:-1]:
        below = here.get(part)
        here[part] = dict(below) if isinstance(below, dict) else {}
        here = here[part]
    put(copy, place, value)
    return copy


def _plain(value: Any) -> Any:
    """Return a value as the file keeps it: text, or lists and mappings of text; None if empty."""
    if isinstance(value, dict):
        return {
            str(key): "" if item is None else _plain(item) or "" for key, item in value.items()
        } or None
    if isinstance(value, list | tuple):
        return [str(item) for item in value] or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value).replace("\r\n", "\n").replace("\r", "\n") or None


def _comparable(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in _KEPT}


def _mark(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file is replaced or edited."""
    try:
        status = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
