"""The journal: who changed which answer, when, from what to what, chained by hash.

One JSON object per line of ``journal.jsonl``. Each names the hash of the line
before it, so that a line changed, dropped or put in later is noticed; replaying
all of them gives the data of ``kajian.yaml``. It proves order and completeness
within the file, not who sat at the keyboard: the record's seal does the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case.folder import JOURNAL
from workbench.errors import Problem

START = "0" * 64
LARGEST_LINE = 2_000_000

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One change of one answer.

    Attributes
    ----------
    number
        From 1, without gaps.
    at
        Instant in UTC, ISO 8601 with ``Z``.
    by
        Who, as the session was told.
    file
        ``kajian.yaml``, or ``case.yaml`` for the case's own data (not replayed).
    key
        Place of the answer, as keys.
    before, after
        Text, list or mapping; None when there was, or is, nothing.
    kind
        ``set``, ``undo``, or ``adopt`` for a change that was made outside.
    previous, hash
        Of the line before, and of this one without its own hash.
    """

    number: int
    at: str
    by: str
    file: str
    key: Path_
    before: Any
    after: Any
    kind: str
    previous: str
    hash: str

    def line(self) -> str:
        """Return the entry as its line, without the line end."""
        return _canonical({**_body(self), "hash": self.hash})


def make(
    previous: Entry | None,
    *,
    at: str,
    by: str,
    file: str,
    key: Path_,
    before: Any,
    after: Any,
    kind: str = "set",
) -> Entry:
    """Return the next entry, chained to `previous`."""
    number = previous.number + 1 if previous else 1
    link = previous.hash if previous else START
    entry = Entry(number, at, by, file, key, before, after, kind, link, "")
    return Entry(**{**vars(entry), "hash": _hash(entry)})


def append(path: Path, entry: Entry) -> None:
    """Write one line and wait until it is on disk."""
    with path.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(entry.line() + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def read(path: Path) -> tuple[list[Entry], list[Problem]]:
    """Read the journal and prove its chain.

    Returns
    -------
    list of Entry
        Up to the first line that does not hold.
    list of Problem
        That line, with what is wrong; one is enough, for all after it hang on it.
    """
    entries: list[Entry] = []
    if not path.exists():
        return entries, []
    if path.is_symlink() or not path.is_file():
        return entries, [Problem("not_a_file", JOURNAL, blocking=False)]
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line:
            continue
        entry, fault = _parse(line, entries[-1] if entries else None)
        if entry is None:
            return entries, [Problem(fault, JOURNAL, line=number, blocking=False)]
        entries.append(entry)
    return entries, []


def replay(entries: Iterable[Entry], file: str) -> dict[str, Any]:
    """Return the data that the entries for `file` add up to."""
    data: dict[str, Any] = {}
    for entry in entries:
        if entry.file == file:
            put(data, entry.key, deepcopy(entry.after))
    return data


def get(data: Any, key: Path_) -> Any:
    """Return what stands at a place, or None."""
    for part in key:
        if not isinstance(data, dict) or part not in data:
            return None
        data = data[part]
    return data


def put(data: dict[str, Any], key: Path_, value: Any) -> None:
    """Set, or with None remove, what stands at a place; mappings left empty go too.

    An empty key stands for the whole.
    """
    if not key:
        data.clear()
        data.update(value or {})
        return
    steps: list[tuple[dict[str, Any], str]] = []
    here = data
    for part in key[:-1]:
        below = here.get(part)
        if not isinstance(below, dict):
            if value is None:
                return
            below = {}
            here[part] = below
        steps.append((here, part))
        here = below
    if value is not None:
        here[key[-1]] = value
        return
    here.pop(key[-1], None)
    for parent, part in reversed(steps):
        if parent[part]:
            break
        del parent[part]


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
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None, "journal_line"
    if _hash(entry) != entry.hash:
        return None, "journal_changed"
    expected = (previous.number + 1, previous.hash) if previous else (1, START)
    if (entry.number, entry.previous) != expected:
        return None, "journal_chain"
    if entry.file not in ("kajian.yaml", "case.yaml"):
        return None, "journal_line"
    return entry, ""
