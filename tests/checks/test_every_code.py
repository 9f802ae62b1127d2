"""No check is shipped without a case in which it speaks and a near miss in which it is silent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.checks.pairs import PAIRS
from workbench.checks.run import checks, run


def noticed(case: Any, photo: Any, code: str, hit: bool) -> list[Any]:
    beside = PAIRS[code](case, photo, hit) or {}
    facts = beside.pop("facts", None)
    context = case.context(**beside)
    if facts is not None:
        context = replace(context, facts=facts)
    found = run(context)
    assert "CHECK-001" not in {one.code for one in found}
    return [one for one in found if one.code == code]


def test_every_code_has_its_pair() -> None:
    assert sorted(PAIRS) == sorted(one.code for one in checks())


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_it_speaks_where_it_must_and_in_both_languages(case: Any, photo: Any, code: str) -> None:
    found = noticed(case, photo, code, hit=True)
    assert found
    graded = next(one for one in checks() if one.code == code).severities
    for one in found:
        assert one.severity in graded
        assert one.message("id") != one.message("en")
        assert "{" not in one.message("id") + one.message("en")
        assert all(text(one) for text in _TEXTS)


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_it_is_silent_on_a_near_miss(case: Any, photo: Any, code: str) -> None:
    assert noticed(case, photo, code, hit=False) == []


_TEXTS = [
    lambda one, part=part, language=language: getattr(one, part)(language)
    for part in ("title", "meaning", "limits", "next_step")
    for language in ("id", "en")
]
