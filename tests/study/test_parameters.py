"""A crafted parameter must never become code, and a typo must never run with a default."""

from __future__ import annotations

import pytest

from workbench.errors import ParameterError
from workbench.study.parameters import LONGEST_DEADLINE, Parameters

NAMES = [
    '__import__("os").system("touch pwned"); x',
    "case\nimport os",
    "case = 1; import os #",
    "Case",
    "case1",
    "cas\u0435",  # Cyrillic
    "case\u2028x",
    "",
    " case",
    "__class__",
    "validate",
    "for_notebook",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_outside_the_list_is_refused(name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Parameters.validate({name: "x"})
    assert caught.value.code == "parameter_unknown"
    assert "\n" not in caught.value.message("id")


def test_a_typing_mistake_names_the_nearest_parameter() -> None:
    with pytest.raises(ParameterError, match="language"):
        Parameters.validate({"langauge": "en"})


@pytest.mark.parametrize(
    "value",
    [b"print(1)", [("a", 1)], {"a": 1}, {1, 2}, None, 1.5, 3, ["en"], float("nan"), object()],
)
def test_only_a_json_scalar_of_the_right_type_passes(value: object) -> None:
    # bytes, pairs and sets are what YAML's !!binary, !!pairs, !!omap and !!set give.
    with pytest.raises(ParameterError) as caught:
        Parameters.validate({"language": value})
    assert caught.value.code == "parameter_type"


@pytest.mark.parametrize(
    "char", ["\n", "\r", "\u2028", "\u2029", "\u202e", "\u2066", "\x00", "\x1b", "\ud800", "\x85"]
)
def test_what_cannot_be_seen_is_refused_in_a_value(char: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Parameters.validate({"output": f"a{char}b"})
    assert caught.value.code == "parameter_hidden"
    assert char not in caught.value.message("en")


def test_command_line_pairs_are_typed_by_name() -> None:
    made = Parameters.parse(["deadline=60", "interactive=true", "output=a=b"], language="en")
    assert made == Parameters(language="en", output="a=b", interactive=True, deadline=60)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ("language", "parameter_without_value"),
        ("language=en", "parameter_twice"),
        ("interactive=1", "parameter_type"),
        ("deadline=-1", "parameter_type"),
        ("deadline=0", "parameter_type"),
        ("deadline=٣", "parameter_type"),
        ("language=!!binary eA==", "parameter_twice"),
    ],
)
def test_a_bad_pair_says_what_is_wrong(pair: str, code: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Parameters.parse([pair], language="id")
    assert caught.value.code == code


def test_booleans_are_not_numbers() -> None:
    with pytest.raises(ParameterError):
        Parameters.validate({"deadline": True})


def test_only_three_parameters_reach_the_notebook() -> None:
    assert Parameters(output="/x").for_notebook("../..") == {
        "case": "../..",
        "language": "id",
        "interactive": False,
    }


def test_a_notebook_may_run_for_half_an_hour_and_for_a_day_at_most() -> None:
    """A shorter deadline would stop large cases; a longer one never tells that a run hangs."""
    assert Parameters().deadline == 1800
    assert Parameters.validate({"deadline": LONGEST_DEADLINE}).deadline == LONGEST_DEADLINE
    with pytest.raises(ParameterError):
        Parameters.validate({"deadline": LONGEST_DEADLINE + 1})
    with pytest.raises(ParameterError):
        Parameters.validate({"deadline": 0})
