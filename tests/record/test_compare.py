"""Comparing: after a rule or a check changed, which conclusions rest on other facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.conftest import make_study
from workbench.errors import RecordError
from workbench.record.compare import Change, compare, differences
from workbench.record.seal import Sealed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text("ab#1 '"),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["id", "name", "exhibit", "x", "facts"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def test_the_same_study_and_its_record_say_the_same(study: Path, sealed: Sealed) -> None:
    assert compare(study, sealed.path) == []
    assert compare(study / "study.json", study) == []


def test_places_name_exhibits_and_facts_and_not_positions(case: Path, study: Path) -> None:
    facts = [
        {"exhibit": "B-01", "source": "exif", "name": "Make", "locator": "", "value": "Kamera"}
    ]
    other = make_study(case, "20261122T000000Z", facts=facts)
    (case / "evidence" / "foto 1.JPG").write_bytes(b"other bytes")
    third = make_study(case, "20261123T000000Z", facts=[facts[0] | {"value": "Ponsel"}])
    assert compare(study, other) == [Change("facts[B-01 exif Make]", None, facts[0], "added")]
    places = {change.where for change in compare(other, third)}
    assert "facts[B-01 exif Make].value" in places
    assert any(place.endswith("].sha256") and "exhibits[B-" in place for place in places)


def test_an_item_in_another_place_of_a_list_is_no_change_of_its_content() -> None:
    before = {"exhibits": [{"id": "B-01", "size": 1}, {"id": "B-02", "size": 2}]}
    after = {"exhibits": before["exhibits"][::-1]}
    (change,) = differences(before, after)
    assert change == Change("exhibits[]", ["B-01", "B-02"], ["B-02", "B-01"])


def test_repeated_items_are_counted_and_none_is_lost() -> None:
    fact = {"exhibit": "B-01", "source": "exif", "name": "Keyword", "locator": "", "value": "a"}
    (change,) = differences({"facts": [fact, fact]}, {"facts": [fact]})
    assert (change.where, change.kind) == ("facts[B-01 exif Keyword #2]", "removed")


def test_numbers_and_booleans_and_text_are_told_apart() -> None:
    for before, after in [(1, True), (0, False), (1, "1"), (1, 1.5), (None, ""), ([], {})]:
        assert list(differences({"x": before}, {"x": after})) == [Change("x", before, after)]


@given(VALUES, VALUES)
def test_nothing_is_listed_only_for_equal_values(before: object, after: object) -> None:
    same = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    assert (not list(differences(before, after))) == same


@pytest.mark.parametrize("text", ["", "[]", "not json", "[" * 100_000])
def test_what_is_no_study_is_one_clear_message(tmp_path: Path, study: Path, text: str) -> None:
    path = tmp_path / "study.json"
    path.write_text(text)
    with pytest.raises(RecordError, match="cannot be read as a study"):
        compare(study, path)
    with pytest.raises(RecordError, match=r"no study\.json"):
        compare(study, tmp_path / "nowhere")
