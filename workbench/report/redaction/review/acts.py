"""What a person decided about each word that is left in a copy, and that they looked.

``copies.yaml`` holds, for each reader, the hash of a word with the reason for keeping it,
or the code that stands in its place; the word itself stands in ``identities.yaml`` or
nowhere. Every decision is a line in the journal before it is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from workbench.case.folder import IDENTITIES, CaseFolder
from workbench.case.journal import Change, account, appending
from workbench.case.text_file import save
from workbench.case.yaml_files import read
from workbench.errors import CaseInvalidError, Problem, ReportError
from workbench.report.redaction.pictures.releases import READERS
from workbench.report.redaction.review.remainders import Remainder

FILE = "copies.yaml"
FORMAT = "1"
UNLISTED = "X"
"""Letter of the codes of people who are not of the case."""

Act = Literal["mask", "keep"]
_NO_WORD = ("identities", "linkage")
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Decision:
    """One act on one remainder."""

    key: str
    act: Act
    reason: str = ""


def load(folder: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return what was decided, by reader and key.

    Raises
    ------
    CaseInvalidError
        When ``copies.yaml`` is not understood: then nothing counts as looked at.
    """
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return {reader: {} for reader in READERS}
    document, problems = read(path, FILE)
    if str(document.data.get("format", FORMAT)) != FORMAT:
        problems.append(Problem("format_unknown", FILE, "format", 0, "", FORMAT))
    found: dict[str, dict[str, dict[str, str]]] = {}
    for reader in READERS:
        rows = document.data.get(reader) or {}
        found[reader] = {}
        for key, row in rows.items() if isinstance(rows, dict) else ():
            if _is_decision(key, row):
                found[reader][key] = dict(row)
            else:
                line = document.line((reader, key))
                problems.append(Problem("missing_key", FILE, f"{reader}.{key}.reason", line))
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    return found


def decide(
    folder: CaseFolder,
    reader: str,
    rows: Iterable[Remainder],
    decisions: Iterable[Decision],
    *,
    by: str = "",
) -> None:
    """Carry out decisions on what is left in one reader's copy.

    Raises
    ------
    ReportError
        When one names nothing that is left, keeps without a reason, or masks what is
        no word of a text.
    """
    known = {row.key: row for row in rows}
    chosen = list(decisions)
    for one in chosen:
        _allowed(one, known)
    masked = [known[one.key] for one in chosen if one.act == "mask"]
    codes = _mask(folder, masked, by or account()) if masked else {}
    told = {one.key: one.reason.strip() for one in chosen if one.act == "keep"}
    made = {
        key: {"act": act, "kind": known[key].kind, "reason": reason}
        for act, reasons in (("keep", told), ("mask", codes))
        for key, reason in reasons.items()
    }
    _write(folder.path, reader, made, by or account())


def _allowed(decision: Decision, known: Mapping[str, Remainder]) -> None:
    """See that a decision can be carried out.

    Raises
    ------
    ReportError
        When it names nothing that is left, keeps without a reason, or masks what is no
        word of a text.
    """
    row = known.get(decision.key)
    if row is None:
        raise ReportError("copy_decision_unknown", name=decision.key)
    is_unexplained = decision.act == "keep" and not decision.reason.strip()
    if is_unexplained or (decision.act == "mask" and row.kind in _NO_WORD):
        raise ReportError("copy_decision_without_reason", name=row.word)


def _write(folder: Path, reader: str, made: Mapping[str, dict[str, str]], by: str) -> None:
    with appending(folder) as journal:
        before = load(folder)[reader]
        changes = [
            Change(FILE, (reader, key), before.get(key), row) for key, row in sorted(made.items())
        ]
        journal.add(changes, by=by)
        rows = dict(sorted({**before, **made}.items()))
        save(folder / FILE, {"format": FORMAT, reader: rows})


def _mask(folder: CaseFolder, rows: list[Remainder], by: str) -> dict[str, str]:
    """Give each word a code in ``identities.yaml``, through its confidential journal."""
    from workbench.kajian.saving.session import Session

    taken = [person.id for person in folder.identities.people]
    numbers = [int(one[2:]) for one in taken if re.fullmatch(rf"{UNLISTED}-\d{{1,4}}", one)]
    number = max(numbers, default=0)
    codes: dict[str, str] = {}
    session = Session(folder, by)
    try:
        if not session.can_write:
            raise ReportError("copy_case_open", path=str(folder.path))
        for row in rows:
            number += 1
            code = f"{UNLISTED}-{number}"
            field, value = ("name", row.word) if row.kind == "name" else ("aliases", [row.word])
            session.set(("people", code, field), value, file=IDENTITIES)
            codes[row.key] = code
    finally:
        session.close()
    return codes


def _is_decision(key: Any, row: Any) -> bool:
    if not isinstance(key, str) or not _KEY.fullmatch(key) or not isinstance(row, dict):
        return False
    reason = row.get("reason")
    return row.get("act") in {"keep", "mask"} and isinstance(reason, str) and bool(reason.strip())
