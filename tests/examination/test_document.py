"""study.json: two runs that differ in a byte would make every later comparison worthless."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.examination.document import canonical, plain_values

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), values, max_size=4))
def test_any_values_become_canonical_json_that_stays_itself(document: dict[str, object]) -> None:
    once = canonical(document)
    assert canonical(json.loads(once)) == once
    backwards = dict(reversed(list(document.items())))
    if len(plain_values(backwards)) == len(document):
        assert canonical(backwards) == once


def test_what_is_no_json_value_is_a_mistake_and_not_a_guess() -> None:
    for value in (datetime.now(UTC), {1, 2}, b"x", object()):
        with pytest.raises(TypeError):
            canonical({"a": value})


def test_numbers_keep_their_digits() -> None:
    assert plain_values([9171015507890003 * 10, -0.0, 0.1234567, float("nan"), 5.0]) == [
        "91710155078900030",
        0,
        0.123457,
        None,
        5.0,
    ]
    assert canonical({"b": 1, "a": "nama-\udcff.jpg"}) == b'{"a":"nama-\\\\udcff.jpg","b":1}\n'
