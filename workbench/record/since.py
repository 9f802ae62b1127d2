"""What was answered otherwise since a study was made: it is not sealed unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.case import load
from workbench.case.folder import CASE, EXHIBITS, KAJIAN, STATEMENTS
from workbench.errors import CaseInvalidError, Problem
from workbench.examination.document import plain_values
from workbench.kajian.saving.answers import examine
from workbench.record.finished import Finished

# More than anybody reads; the first already says that the study must be made again.
MOST = 40


def changed_since(study: Finished) -> list[Problem]:
    """Return every place at which the case's files now say something else than the study.

    Files that cannot be read any more are named with their own problems.
    """
    try:
        folder = load(study.case)
    except CaseInvalidError as error:
        return list(error.problems)
    kajian, problems = examine(folder)
    if problems:
        return problems
    said = study.document.get("kajian")
    answers = said.get("answers") if isinstance(said, dict) else None
    now: dict[str, tuple[Any, Any]] = {
        KAJIAN: (answers, kajian.answers.model_dump(mode="json", exclude_defaults=True)),
        CASE: _known(study.document.get("case"), folder.case.model_dump(mode="json")),
        EXHIBITS: _claims(study, {one.id: one.model_dump(mode="json") for one in folder.claims}),
        STATEMENTS: (
            _by_number(study.document.get("statements")),
            _by_number([one.model_dump(mode="json") for one in folder.statements]),
        ),
    }
    found = [
        Problem("record_changed_since", file, ".".join(place))
        for file, (then, current) in now.items()
        if then is not None
        for place in _differing(then, plain_values(current), ())
    ]
    return found[:MOST]


def _known(then: Any, now: dict[str, Any]) -> tuple[Any, Any]:
    """Compare what the study knew of; a key that is new to this version says nothing."""
    return then, {key: now.get(key) for key in then} if isinstance(then, dict) else now


def _claims(study: Finished, now: dict[str, Any]) -> tuple[Any, Any]:
    then = {row["id"]: row["claim"] for row in study.exhibits if row.get("claim")}
    return then, {key: now[key] for key in now if key in {row["id"] for row in study.exhibits}}


def _by_number(rows: Any) -> Any:
    return {str(n): row for n, row in enumerate(rows, 1)} if isinstance(rows, list) else None


def _differing(then: Any, now: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            yield from _differing(then.get(key), now.get(key), (*place, str(key)))
    elif then != now:
        yield place
