"""Errors for people: a sentence in both languages, also after crossing a process boundary."""

from __future__ import annotations

import pickle

import pytest

from workbench import errors
from workbench.errors import (
    BatchIncompleteError,
    CaseError,
    CaseInvalidError,
    Problem,
    WorkbenchError,
)
from workbench.text import LANGUAGES

CLASSES = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, WorkbenchError)
]


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_of_a_child_process_arrives_whole(kind: type[WorkbenchError]) -> None:
    # Lost otherwise: the reason why one exhibit of forty failed.
    error = kind("case_missing", path="a b")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.code, again.fields) == (error.code, error.fields)
    for language in LANGUAGES:
        assert again.message(language) == error.message(language)
        assert "a b" in again.message(language)


def test_all_problems_of_a_case_survive_the_crossing_too() -> None:
    problems = [Problem("missing_key", "case.yaml", f"k{n}", n) for n in range(1, 6)]
    again = pickle.loads(pickle.dumps(CaseInvalidError.of("perkara", problems)))
    assert again.problems == tuple(problems)
    assert len(again.message("id").splitlines()) == 6


def test_exit_codes_are_those_of_the_design() -> None:
    assert {kind.exit_code for kind in CLASSES} <= {1, 2, 3}
    assert (CaseError.exit_code, BatchIncompleteError.exit_code) == (2, 3)


def test_a_template_is_never_taken_from_a_case() -> None:
    # Lost otherwise: a folder named {problems} that prints what it should not.
    for hostile in ("{path}", "{0.__class__}", "{problems}", "%(path)s"):
        assert hostile in CaseError("case_missing", path=hostile).message("en")
