"""A writing session: one person, one case, every change saved and journaled at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from workbench.case.folder import KAJIAN, STATEMENTS, CaseFolder, load
from workbench.case.journal import JOURNAL, Change, Entry, Place
from workbench.case.lock import WriteLock, Writer
from workbench.case.replay import changed, get
from workbench.errors import KajianError, WorkbenchError, machine_errors
from workbench.kajian.saving.answers import Kajian
from workbench.kajian.saving.case_files import WrittenFile, is_written, refreshed
from workbench.kajian.saving.drafts import Draft, Drafts
from workbench.kajian.saving.journals import Journals
from workbench.kajian.saving.outside import Outside, last_undoable, undoable
from workbench.kajian.saving.plain_values import plain, whole_list

Clock = Callable[[], datetime]


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
        :func:`workbench.kajian.saving.history.last_good` offers the state that the journal
        still holds.
    """

    def __init__(self, folder: CaseFolder, person: str = "", now: Clock | None = None) -> None:
        self.folder = folder
        self.person = person
        self._now = now or (lambda: datetime.now(UTC))
        #: Words that were still being typed when this case was left, and are answers now.
        self.recovered: tuple[Draft, ...] = ()
        self._lock = WriteLock(folder.path, person, self._instant())
        self.is_open = True
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
        return Kajian(self.folder, self._file(KAJIAN).model)

    def get(self, *place: str, file: str = KAJIAN) -> Any:
        """Return the text, list or mapping at a place as it stands in a file, or None."""
        return self._file(file).get(place)

    def set(self, place: Place, value: Any, file: str = KAJIAN) -> bool:
        """Save one answer; empty text and None remove it.

        Parameters
        ----------
        place, value
            Where, and what.
        file
            The file of the case that it stands in.

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
        return self._change(Change(file, place, None, plain(value)))

    def set_together(self, answers: Mapping[Place, Any], file: str) -> tuple[int, ...]:
        """Save several answers of one file in one write: all of them, or none.

        Parameters
        ----------
        answers
            Values by their place, as :meth:`set` takes one.
        file
            The file of the case that they stand in.

        Returns
        -------
        tuple of int
            The journal's lines that tell of it, one for each answer that changed.

        Raises
        ------
        KajianError
            As :meth:`set` does.
        """
        data, told = self._file(file).file.data, []
        for place, value in answers.items():
            before, after = get(data, place), plain(value)
            if before != after:
                told.append(Change(file, place, deepcopy(before), after))
                data = changed(data, place, after, file)
        return self._write_together(file, data, told)

    def undo_together(self, lines: Sequence[int]) -> int:
        """Take back what :meth:`set_together` saved, in one write; return how many answers.

        Raises
        ------
        KajianError
            When something else was saved since, or it was taken back already: nothing is
            changed then.
        """
        self._journals.refresh()
        last = list(islice(undoable(self._journals.main.entries), len(lines)))
        if not lines or [one.number for one in last] != sorted(lines, reverse=True):
            raise KajianError("kajian_saved_since")
        data, told = self._file(last[0].file).file.data, []
        for one in last:
            before = deepcopy(self._journals.before(one))
            told.append(Change(one.file, one.key, get(data, one.key), before, "undo"))
            data = changed(data, one.key, before, one.file)
        return len(self._write_together(last[0].file, data, told))

    def _write_together(
        self, file: str, data: dict[str, Any], told: list[Change]
    ) -> tuple[int, ...]:
        self._must_write()
        if not told:
            return ()
        self._write(file, (), data, told)
        return tuple(one.number for one in self._journals.main.entries[-len(told) :])

    def keep(self, place: Place, text: str, value: Any, file: str = KAJIAN) -> None:
        """Keep words that are still being typed; they become an answer later.

        Parameters
        ----------
        place, file
            Where their answer stands.
        text
            The words.
        value
            The answer that they make.

        Raises
        ------
        KajianError
            When another person is writing.
        CaseError
            When they cannot be written.
        """
        self._must_write()
        before, after = self.get(*place, file=file), plain(value)
        if before == after:
            self._drafts.drop(file, place)
        else:
            draft = Draft(file, place, before, after, text, self.person, self._instant())
            self._drafts.keep(draft)

    def kept(self, *place: str, file: str = KAJIAN) -> Draft | None:
        """Return words that were typed at a place and are no answer yet, or None."""
        return self._drafts.find(file, place) if self.can_write else None

    def settle(self) -> tuple[Draft, ...]:
        """Make answers of all words that were typed, one line of the journal for each field.

        Words stay as they are where they make no answer of their field's form, such as
        half a date, and where another answer came to stand there since.

        Returns
        -------
        tuple of Draft
            Those that are answers now.
        """
        if not self.can_write:
            return ()
        return tuple(one for one in self._drafts if self._is_settled(one))

    def _is_settled(self, draft: Draft) -> bool:
        try:
            if self.get(*draft.key, file=draft.file) != draft.before:
                return False
            change = Change(draft.file, draft.key, None, plain(draft.after))
            return self._change(change, by=draft.by)
        except WorkbenchError:
            return False

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
        answers = dict(self.get("exhibits") or {})
        for one, sha in sorted(new.items()):
            answers[one] = {**answers.get(one, {}), "sha256": sha}
        stamps = [
            Change(KAJIAN, ("exhibits", one, "sha256"), None, sha, "stamp")
            for one, sha in sorted(new.items())
        ]
        self._write(KAJIAN, ("exhibits",), answers, stamps)
        return True

    def unmask(self, person: str) -> None:
        """Tell the journal that somebody's identity is shown to whoever sits here.

        Raises
        ------
        CaseError
            When that cannot be told: the identity must not be shown then.
        """
        told = Change(JOURNAL, ("identities", person), None, None, "unmask")
        with self._journals.locked():
            self._journals.main.add([told], at=self._instant(), by=self.person)
        self._seen = self._there()

    def undo(self) -> Entry | None:
        """Take back the last change that was not taken back yet; return it, or None."""
        self.settle()
        self._journals.refresh()
        entry = last_undoable(self._journals.main.entries)
        if entry is None:
            return None
        before = deepcopy(self._journals.before(entry))
        self._change(Change(entry.file, entry.key, None, before, "undo"))
        return entry

    def saved_at(self) -> str:
        """Return the instant of the last change, ISO 8601 in UTC; empty when there is none."""
        return self._journals.main.entries[-1].at if self._journals.main.entries else ""

    def reload(self) -> None:
        """Read everything again, as after a change made outside.

        Raises
        ------
        CaseInvalidError
            When a file has problems now; what was read before is kept.
        """
        self.folder = load(self.folder.path)
        self._open()

    def is_current(self) -> bool:
        """Whether the files that the form shows are as this session read or wrote them."""
        return self._seen == self._there()

    def who_writes(self) -> Writer | None:
        """Return who holds the case for writing now; None when nobody else does."""
        return None if self.can_write else self._lock.holder()

    def take_over(self) -> bool:
        """Become the writer if nobody else is, with everything read again first.

        Returns
        -------
        bool
            Whether this session can write now.
        """
        lock = WriteLock(self.folder.path, self.person, self._instant())
        self.other_writer = lock.take()
        if self.other_writer is not None:
            return False
        self._lock = lock
        try:
            self.reload()
        except BaseException:
            self._lock.release()
            self.other_writer = Writer()
            raise
        return self.can_write

    def let_go(self) -> None:
        """Let others write, and go on reading."""
        self.settle()
        self._lock.release()
        if self.can_write:
            self.other_writer = Writer()

    def close(self) -> None:
        """Let others write."""
        self.settle()
        self._lock.release()
        self.is_open = False

    def _open(self) -> None:
        seen = self._there()
        files = {KAJIAN: WrittenFile.read(self.folder, KAJIAN)}
        journals = Journals(self.folder.path)
        journals.refresh()
        self._files, self._journals, self._seen = files, journals, seen
        self._outside = Outside(self.folder.path, journals)
        self._drafts = Drafts(self.folder.path)
        # A half line at the end is dropped with the next one; any other damage stays seen.
        damage = [one for one in journals.problems if one.code != "journal_torn"]
        self.journal_is_damaged = bool(damage)
        if damage and self.can_write:
            # Writing on would bury the damage under a chain that looks whole.
            self._lock.release()
            self.other_writer = Writer()
        self.recovered = self.settle()

    def _file(self, name: str) -> WrittenFile:
        if name not in self._files:
            self._files[name] = WrittenFile.read(self.folder, name)
        return self._files[name]

    def _must_write(self) -> None:
        if not self.can_write and self._lock.refusal is not None:
            raise self._lock.refusal
        if not self.can_write:
            writer = self.other_writer or Writer()
            raise KajianError("kajian_other_writer", person=writer.person, since=writer.since)

    def _change(self, change: Change, by: str = "") -> bool:
        file = self._file(change.file)
        key, after = whole_list(file.file.data, change)
        before = file.get(key)
        if before == after:
            self._must_write()
            self._drafts.drop(change.file, change.key)
            return False
        told = Change(change.file, key, before, after, change.kind)
        self._write(change.file, key, after, [told], by)
        self._drafts.drop(change.file, change.key)
        return True

    def _write(
        self, name: str, place: Place, value: Any, changes: list[Change], by: str = ""
    ) -> None:
        """Journal, then write: a crash between the two shows as a file that differs."""
        self._must_write()
        made = self._file(name).with_value(place, value)
        with self._journals.locked():
            adopted = self._outside.changes({*self._journals.files(), name}, self._files)
            self._journals.add(adopted, at=self._instant(), by=self.person)
            self._journals.add(changes, at=self._instant(), by=by or self.person)
            made.write()
        self._files[name] = made
        self.folder = refreshed(self.folder, made)
        self._seen = self._there()

    def _instant(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @machine_errors()
    def _there(self) -> list[tuple[str, int, int]]:
        """Return what changes when somebody writes a file that the form shows."""
        root = self.folder.path
        found = []
        for path in [*root.glob("*.yaml"), *root.glob(f"{STATEMENTS}/*.yaml")]:
            name = path.relative_to(root).as_posix()
            if is_written(name):
                status = path.lstat()
                found.append((name, status.st_mtime_ns, status.st_size))
        return sorted(found)
