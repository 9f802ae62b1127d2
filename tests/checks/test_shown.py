"""If these fail, a reviewer adds seven hours in the head, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workbench.case import Moment
from workbench.checks.observation import Observation
from workbench.checks.shown import when

WIB = timedelta(hours=7)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2024-09-27 14:38:43 UTC", "2024-09-27 21:38:43 WIB (2024-09-27 14:38:43 UTC)"),
        ("2024-09-27 20:38 UTC", "2024-09-28 03:38 WIB (2024-09-27 20:38 UTC)"),
        ("2024-09-27 19:30 WITA", "2024-09-27 18:30 WIB (2024-09-27 19:30 WITA)"),
        ("2024-09-27 19:30 WIB", "2024-09-27 19:30 WIB"),
        ("2024-09-27 19:30", "2024-09-27 19:30"),
        ("2024-09-27", "2024-09-27"),
    ],
)
def test_a_time_of_another_zone_is_given_in_the_cases_zone_beside_the_original(stated, shown):
    assert when(Moment.parse(stated), WIB) == shown


def test_what_people_say_differently_is_named_in_words():
    fields = {"a": "B-01", "b": "B-02", "about": "taken_by", "said_of_a": "S-1", "said_of_b": "S-2"}
    said = Observation("CLAIM-009", "attention", ("B-01", "B-02"), fields)
    assert "(siapa yang mengambil)" in said.message("id")
    assert "(who took it)" in said.message("en")
