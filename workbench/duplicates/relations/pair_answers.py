"""``duplicates.yaml``: the reviewer's answers on pairs of files, remembered by their hashes.

It stands beside ``kajian.yaml`` in the case folder. It names files by SHA-256 and not by
path, so that an answer survives renaming and holds for every other copy of the same
bytes; and it is a file of its own, because the kajian is about the case while these
answers are about files, and are made before the kajian begins. Every change is a line
of the case's journal first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from workbench.case.journal import Change, Entry, Journal, account, appending
from workbench.case.journal import read as read_journal
from workbench.case.replay import replay
from workbench.case.text_file import save
from workbench.case.yaml_files import Document, read
from workbench.duplicates.relations.decisions import VERDICTS, Decision
from workbench.errors import CaseInvalidError, Problem

FILE = "duplicates.yaml"
FORMAT = "1"

_KEY = "decisions"
_HASH = 64
_DIGITS = frozenset("0123456789abcdef")
_TEXTS = ("decision", "reason")


def load(folder: Path) -> tuple[Decision, ...]:
    """Return every answer that stands in a case folder, sorted.

    Raises
    ------
    CaseInvalidError
        With every problem of ``duplicates.yaml``: a form that is not understood must
        not turn a rejected pair back into a duplicate unseen.
    """
    decisions, problems = _read(folder)
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    return tuple(sorted(decisions))


def examine(folder: Path, known: Collection[str]) -> list[Problem]:
    """List every problem of ``duplicates.yaml``, and every answer on a file that is gone.

    Parameters
    ----------
    folder
        The case folder.
    known
        SHA-256 of every exhibit.
    """
    decisions, problems = _read(folder)
    if problems:
        return problems
    document, _ = read(folder / FILE, FILE) if decisions else (Document(FILE, {}), [])
    return [
        Problem(
            "answer_outdated",
            FILE,
            f"{_KEY}.{one.a[:12]}….{one.b[:12]}…",
            document.line((_KEY, one.a, one.b)),
            one.exhibits or f"{one.a[:12]}…, {one.b[:12]}…",
            blocking=False,
        )
        for one in sorted(decisions)
        if not {one.a, one.b} <= set(known)
    ]


def remember(folder: Path, decision: Decision, *, by: str = "") -> None:
    """Write one answer, in place of an earlier one on the same two files.

    Parameters
    ----------
    folder
        The case folder.
    decision
        The answer.
    by
        Who; the account's name when empty.

    Raises
    ------
    CaseInvalidError, CaseError
        When the file is not understood, or it or the journal cannot be written.
    """
    _write(folder, decision.a, decision.b, decision.as_row(), by, "set")


def undo(folder: Path, *, by: str = "") -> Entry | None:
    """Take back the last answer that was not taken back yet; return its line, or None.

    An answer that was written outside the workbench is not taken back, nor any before it.
    """
    entries, _ = read_journal(folder / "journal.jsonl")
    undone = 0
    for entry in reversed([one for one in entries if one.file == FILE]):
        if entry.kind == "adopt":
            return None
        if entry.kind == "undo":
            undone += 1
        elif undone:
            undone -= 1
        else:
            _, a, b = entry.key
            _write(folder, a, b, entry.before, by, "undo")
            return entry
    return None


def _write(folder: Path, a: str, b: str, row: Any, by: str, kind: str) -> None:
    """Journal and write the answer on two files; None takes it out."""
    with appending(folder) as journal:
        # Under the journal's lock, so that two windows never lose each other's answer.
        rows = _rows(load(folder))
        before = rows.get(a, {}).get(b)
        changes = _outside(journal, folder)
        if before != row:
            changes.append(Change(FILE, (_KEY, a, b), before, row, kind))
        journal.add(changes, by=by or account())
        rows.setdefault(a, {})[b] = row
        kept = {one: {other: said for other, said in under.items() if said}
                for one, under in sorted(rows.items())}  # fmt: skip
        kept = {one: dict(sorted(under.items())) for one, under in kept.items() if under}
        save(folder / FILE, {"format": FORMAT, _KEY: kept})


def _outside(journal: Journal, folder: Path) -> list[Change]:
    """Return what was changed outside since the journal's last line on this file."""
    told = replay(journal.entries, FILE)
    there = read(folder / FILE, FILE)[0].data if (folder / FILE).exists() else {}
    return [
        Change(FILE, (key,), told.get(key) or None, there.get(key) or None, "adopt")
        for key in sorted({*told, *there} - {"format"})
        if (told.get(key) or None) != (there.get(key) or None)
    ]


def _rows(decisions: tuple[Decision, ...]) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for one in decisions:
        rows.setdefault(one.a, {})[one.b] = one.as_row()
    return rows


def _read(folder: Path) -> tuple[list[Decision], list[Problem]]:
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return [], []
    document, problems = read(path, FILE)
    if document.data.get("format", FORMAT) != FORMAT and not problems:
        found = str(document.data["format"])[:40]
        code = "format_newer" if found.isdigit() else "format_unknown"
        problems = [Problem(code, FILE, "format", document.line(("format",)), found, FORMAT)]
    return ([] if problems else list(_entries(document, problems))), problems


def _entries(document: Document, problems: list[Problem]) -> Iterator[Decision]:
    """Yield every answer of a document; what is wrong goes to `problems`."""
    for keys, a, under in _under(document, (_KEY,), document.data.get(_KEY, {}), problems):
        for place, b, row in _under(document, keys, under, problems):
            before = len(problems)
            line = document.line(place)
            where = f"{_KEY}.{a[:12]}….{b[:12]}…"
            problems += [
                Problem("not_a_sha256", FILE, where, line, value[:60])
                for value in (a, b)
                if len(value) != _HASH or not set(value) <= _DIGITS
            ]
            problems += _wrong(document, place, where, row)
            if a > b and len(problems) == before:
                problems.append(Problem("answer_order", FILE, where, line))
            if len(problems) == before:
                yield Decision(a, b, row["decision"], row["reason"], row.get("exhibits", ""))


def _under(
    document: Document, keys: tuple[str, ...], value: Any, problems: list[Problem]
) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*keys, name), name, inner
    elif value != "":
        key = ".".join(part[:12] for part in keys)
        problems.append(Problem("not_a_mapping", FILE, key, document.line(keys)))


def _wrong(document: Document, place: tuple[str, ...], where: str, row: Any) -> Iterator[Problem]:
    if not isinstance(row, dict):
        yield Problem("not_a_mapping", FILE, where, document.line(place))
        return
    for key in _TEXTS:
        value, line = row.get(key), document.line((*place, key))
        if not isinstance(value, str) or not value.strip():
            yield Problem("missing_key", FILE, f"{where}.{key}", line)
        elif key == "decision" and value not in VERDICTS:
            expected = ", ".join(VERDICTS)
            yield Problem("not_one_of", FILE, f"{where}.{key}", line, value[:60], expected)
    if not isinstance(row.get("exhibits", ""), str):
        yield Problem("not_text", FILE, f"{where}.exhibits", document.line((*place, "exhibits")))
