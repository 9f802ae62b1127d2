"""The journal: who changed what, when, from what to what, chained by hash.

One JSON object per line of ``journal.jsonl``. Each names the hash of the line
before it, so that a line changed, dropped or put in later is noticed; replaying
the lines of one file gives its data (:mod:`workbench.case.replay`). It proves
order and completeness within the file, not who sat at the keyboard: the record's
seal does the rest.

Every part of the workbench that writes an answer, or lets something out of the
office, calls :func:`note`, or :func:`appending` where the answer must be written
under the same lock. Several programs may write to one journal: each takes a lock
for the moment of its line, and goes on from whatever line is the last by then.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.case import door, tidying
from workbench.case.lock import brief_lock
from workbench.errors import CaseError, Problem, machine_errors

JOURNAL = "journal.jsonl"
START = "0" * 64
LARGEST_LINE = 2_000_000

#: Kinds of lines that tell what was done and change no file.
EVENTS = frozenset(["export", "look", "read", "unmask"])

_FILE = re.compile(r"(?:[a-z]+\.yaml|journal\.jsonl|statements/[^/\\\x00]+\.yaml)")

Place = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One change of one answer, or one event.

    Attributes
    ----------
    number
        From 1, without gaps.
    at
        Instant in UTC, ISO 8601 with ``Z``.
    by
        Who, as the session was told.
    file
        The file of the case that it changes, such as ``kajian.yaml``.
    key
        Place of the answer, as keys; see :mod:`workbench.case.replay`.
    before, after
        Text, list or mapping; None when there was, or is, nothing.
    kind
        ``set``, ``undo``, ``stamp`` for a hash that was kept by itself, ``adopt`` for
        a change that was made outside, ``torn`` for a half line that was dropped, or
        one of :data:`EVENTS`.
    previous, hash
        Of the line before, and of this one without its own hash.
    salt
        Random text in lines whose hash is told where their content must not be guessed.
    """

    number: int
    at: str
    by: str
    file: str
    key: Place
    before: Any
    after: Any
    kind: str
    previous: str
    hash: str
    salt: str = ""

    def line(self) -> str:
        """Return the entry as its line, without the line end."""
        return _canonical({**_body(self), "hash": self.hash})


@dataclass(frozen=True)
class Change:
    """What a new line is to say; see :class:`Entry`."""

    file: str
    key: Place
    before: Any
    after: Any
    kind: str = "set"
    salted: bool = False


@dataclass
class Journal:
    """The lines of one journal, as far as its chain holds.

    Attributes
    ----------
    path
        The file.
    entries
        Up to the first line that does not hold.
    problems
        That line; one is enough, for all after it hang on it.
    """

    path: Path
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _size: int = -1

    @machine_errors()
    def refresh(self) -> bool:
        """Read the file again if it grew or shrank; return whether it did."""
        try:
            size = self.path.stat(follow_symlinks=False).st_size
        except FileNotFoundError:
            size = 0
        if size == self._size:
            return False
        self.entries, self.problems = read(self.path)
        self._size = size
        return True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out, with every line read that they wrote before.

        Raises
        ------
        CaseError
            When the journal cannot be written, or its chain does not hold.
        """
        door.examine(self.path)
        with brief_lock(self.path):
            self.refresh()
            self._mend()
            if self.problems:
                raise CaseError("journal_broken", path=str(self.path))
            yield

    def add(self, changes: Iterable[Change], *, at: str = "", by: str = "") -> list[Entry]:
        """Append a line for each change, and wait once until all are on disk.

        To be called while the journal is :meth:`locked`.
        """
        last, made = self.entries[-1] if self.entries else None, []
        for one in changes:
            last = _make(last, one, at=at or now(), by=by)
            made.append(last)
        if made:
            self._append("".join(f"{entry.line()}\n" for entry in made).encode())
            self.entries += made
        return made

    def _append(self, lines: bytes) -> None:
        try:
            self._size = door.append(self.path, lines)
        except OSError as error:
            raise _not_written(self.path, error) from error

    @machine_errors()
    def _mend(self) -> None:
        """Drop the half line that a power cut left at the end, and say so in the journal.

        Its change never came to the file: a line is on disk before the file is written.
        """
        if not self._size or not self.problems or self.problems[0].code != "journal_torn":
            return
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        try:
            door.cut(self.path, whole)
        except OSError as error:
            raise _not_written(self.path, error) from error
        self._size, self.problems = whole, []
        rest = data[whole:].decode("utf-8", "replace")
        self.add([Change(JOURNAL, (), rest, None, "torn")])


@contextmanager
def appending(root: Path, *, name: str = JOURNAL) -> Iterator[Journal]:
    """Open a case's journal for new lines; nobody else appends meanwhile.

    Example: ``with appending(folder.path) as journal: journal.add([Change(…)]); write(…)``.
    The line comes first: a file that was not written then shows as one that differs.

    Raises
    ------
    CaseError
        When the journal cannot be written, or its chain does not hold.
    """
    tidying.tidy(root)
    journal = Journal(root / name)
    with journal.locked():
        yield journal


def note(root: Path, change: Change, *, by: str = "") -> Entry:
    """Append one line to a case's journal; see :func:`appending`.

    Parameters
    ----------
    root
        The case folder.
    change
        What it says.
    by
        Who; the account's name when empty.
    """
    with appending(root) as journal:
        return journal.add([change], by=by or account())[0]


def account() -> str:
    """Return the name of the account that runs this; empty when there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def now() -> str:
    """Return this instant as a journal writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(path: Path) -> tuple[list[Entry], list[Problem]]:
    """Read a journal and prove its chain.

    Returns
    -------
    list of Entry
        Up to the first line that does not hold.
    list of Problem
        That line, with what is wrong; one is enough, for all after it hang on it.
    """
    entries: list[Entry] = []
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return entries, [Problem("not_a_file", path.name, blocking=False)]
    if not path.exists():
        return entries, []
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        entry, fault = _parse(line, entries[-1] if entries else None)
        if entry is None:
            is_torn = number == len(lines) and fault == "journal_line"
            code = "journal_torn" if is_torn else fault
            return entries, [Problem(code, path.name, line=number, blocking=False)]
        entries.append(entry)
    return entries, []


def _make(previous: Entry | None, change: Change, *, at: str, by: str) -> Entry:
    number = previous.number + 1 if previous else 1
    link = previous.hash if previous else START
    salt = secrets.token_hex(16) if change.salted else ""
    said = (change.file, change.key, change.before, change.after, change.kind)
    entry = Entry(number, at, by, *said, link, "", salt)
    return replace(entry, hash=_hash(entry))


def _body(entry: Entry) -> dict[str, Any]:
    return {
        "n": entry.number,
        "at": entry.at,
        "by": entry.by,
        "file": entry.file,
        "key": list(entry.key),
        "before": entry.before,
        "after": entry.after,
        "kind": entry.kind,
        "previous": entry.previous,
        **({"salt": entry.salt} if entry.salt else {}),
    }


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _hash(entry: Entry) -> str:
    return hashlib.sha256(_canonical(_body(entry)).encode()).hexdigest()


def _parse(line: bytes, previous: Entry | None) -> tuple[Entry | None, str]:
    if len(line) > LARGEST_LINE:
        return None, "journal_line"
    try:
        raw = json.loads(line)
        entry = Entry(
            number=raw["n"],
            at=raw["at"],
            by=raw["by"],
            file=raw["file"],
            key=tuple(raw["key"]),
            before=raw["before"],
            after=raw["after"],
            kind=raw["kind"],
            previous=raw["previous"],
            hash=raw["hash"],
            salt=raw.get("salt", ""),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None, "journal_line"
    if _hash(entry) != entry.hash:
        return None, "journal_changed"
    expected = (previous.number + 1, previous.hash) if previous else (1, START)
    if (entry.number, entry.previous) != expected:
        return None, "journal_chain"
    if not _is_plain(entry):
        return None, "journal_line"
    return entry, ""


def _is_plain(entry: Entry) -> bool:
    """Whether file and place are of the kind that this program writes."""
    named = isinstance(entry.file, str) and _FILE.fullmatch(entry.file)
    return bool(named) and all(isinstance(part, str) for part in entry.key)


def _not_written(path: Path, error: OSError) -> CaseError:
    detail = error.strerror or type(error).__name__
    return CaseError("case_file_not_saved", path=str(path), detail=detail)
