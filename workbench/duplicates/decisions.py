"""What the reviewer said about pairs: remembered by the hashes of the two files.

``duplicates.yaml`` stands beside ``kajian.yaml`` in the case folder. It names files
by SHA-256 and not by path, so that an answer survives renaming and holds for every
other copy of the same bytes; and it is a file of its own, because the kajian is about
the case while these answers are about files, and are made before the kajian begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from workbench.case.documents import Document, read, save
from workbench.duplicates.group import groups
from workbench.duplicates.pair import Duplicates
from workbench.errors import CaseInvalidError, Problem

FILE = "duplicates.yaml"
FORMAT = "1"

Verdict = Literal["same", "different"]
VERDICTS: tuple[Verdict, ...] = ("same", "different")
_HASH = 64


@dataclass(frozen=True, order=True)
class Decision:
    """One answer on one pair of files.

    Attributes
    ----------
    a, b
        SHA-256 of the two files, ``a <= b``.
    decision
        ``same``: the reviewer sees one picture; ``different``: they do not.
    reason
        In their words; never empty.
    """

    a: str
    b: str
    decision: Verdict
    reason: str

    @classmethod
    def of(cls, one: str, other: str, decision: Verdict, reason: str) -> Decision:
        """Return the answer on two files in either order."""
        first, second = sorted((one, other))
        return cls(first, second, decision, reason)


def load(folder: Path) -> tuple[Decision, ...]:
    """Return every answer that stands in a case folder, sorted.

    Raises
    ------
    CaseInvalidError
        With every problem of ``duplicates.yaml``: a form that is not understood must
        not turn a rejected pair back into a duplicate unseen.
    """
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return ()
    document, problems = read(path, FILE)
    if document.data.get("format", FORMAT) != FORMAT and not problems:
        found = str(document.data["format"])[:40]
        code = "format_newer" if found.isdigit() else "format_unknown"
        problems = [Problem(code, FILE, "format", document.line(("format",)), found, FORMAT)]
    decisions = [] if problems else _entries(document, problems)
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    return tuple(sorted(decisions))


def remember(folder: Path, decision: Decision) -> None:
    """Write one answer, in place of an earlier one on the same two files."""
    kept = [one for one in load(folder) if (one.a, one.b) != (decision.a, decision.b)]
    rows = [vars(one) for one in sorted([*kept, decision])]
    save(folder / FILE, {"format": FORMAT, "decisions": rows})


def decided(
    found: Duplicates, decisions: tuple[Decision, ...], hashes: Mapping[str, str]
) -> Duplicates:
    """Return the pairs with the reviewer's answers, and groups without rejected ones.

    Parameters
    ----------
    found
        From :func:`workbench.duplicates.find.find`.
    decisions
        From :func:`load`.
    hashes
        SHA-256 by path.
    """
    answers = {(one.a, one.b): one for one in decisions}
    pairs = []
    for pair in found.pairs:
        first, second = sorted((hashes.get(pair.a, ""), hashes.get(pair.b, "")))
        # Equal bytes are equal; no answer changes that.
        answer = None if pair.method == "sha256" else answers.get((first, second))
        if answer is None:
            pairs.append(pair)
        else:
            pairs.append(replace(pair, decision=answer.decision, reason=answer.reason))
    kept = [pair for pair in pairs if pair.decision != "different"]
    return replace(found, groups=groups(kept), pairs=tuple(pairs))


def _entries(document: Document, problems: list[Problem]) -> list[Decision]:
    rows: Any = document.data.get("decisions", [])
    if not isinstance(rows, list):
        problems.append(Problem("not_a_list", FILE, "decisions", document.line(("decisions",))))
        return []
    found = []
    for index, row in enumerate(rows):
        line = document.line(("decisions", index))
        before = len(problems)
        values = row if isinstance(row, dict) else {}
        for key in ("a", "b", "decision", "reason"):
            problem = _problem(key, values.get(key), f"decisions[{index + 1}].{key}", line)
            problems += [problem] if problem else []
        if len(problems) == before:
            found.append(
                Decision.of(values["a"], values["b"], values["decision"], values["reason"])
            )
    return found


def _problem(key: str, value: Any, place: str, line: int) -> Problem | None:
    shown = value[:60] if isinstance(value, str) else ""
    if not isinstance(value, str) or not value.strip():
        return Problem("missing_key", FILE, place, line)
    if key in {"a", "b"} and not (
        len(value) == _HASH and all(digit in "0123456789abcdef" for digit in value)
    ):
        return Problem("not_a_sha256", FILE, place, line, shown)
    if key == "decision" and value not in VERDICTS:
        return Problem("not_one_of", FILE, place, line, shown, ", ".join(VERDICTS))
    return None
