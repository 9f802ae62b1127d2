"""If these fail, the reviewer's answer is lost, or comes back on the wrong pair."""

from __future__ import annotations

import pytest

from workbench.duplicates.decisions import FILE, Decision, decided, load, remember
from workbench.duplicates.group import groups
from workbench.duplicates.pair import Duplicates, Pair
from workbench.errors import CaseInvalidError

ONE, TWO, THREE = ("a" * 64, "b" * 64, "c" * 64)


def test_an_answer_is_kept_by_hash_in_either_order(tmp_path):
    remember(tmp_path, Decision.of(TWO, ONE, "different", "spanduk sama, orang berbeda"))
    assert load(tmp_path) == (Decision(ONE, TWO, "different", "spanduk sama, orang berbeda"),)


def test_a_later_answer_replaces_the_earlier_one(tmp_path):
    remember(tmp_path, Decision.of(ONE, TWO, "different", "keliru"))
    remember(tmp_path, Decision.of(ONE, THREE, "same", "jelas"))
    remember(tmp_path, Decision.of(TWO, ONE, "same", "dilihat lagi: sama\nsetelah diperbesar"))
    kept = load(tmp_path)
    assert [(one.b, one.decision) for one in kept] == [(TWO, "same"), (THREE, "same")]
    assert kept[0].reason == "dilihat lagi: sama\nsetelah diperbesar"


def test_a_rejected_pair_stays_visible_and_holds_nothing_together():
    """What was rejected must not vanish: somebody may ask why."""
    pairs = (
        Pair("1.jpg", "2.jpg", "near", "phash256", 20, 0.8),
        Pair("2.jpg", "3.jpg", "near", "phash256", 4, 0.9),
    )
    hashes = {"1.jpg": ONE, "2.jpg": TWO, "3.jpg": THREE}
    answer = Decision.of(ONE, TWO, "different", "latar sama saja")
    found = decided(Duplicates(groups(pairs), pairs), (answer,), hashes)
    assert [pair.decision for pair in found.pairs] == ["different", ""]
    assert [group.members for group in found.groups] == [("2.jpg", "3.jpg")]


def test_equal_bytes_cannot_be_answered_away():
    pair = Pair("1.jpg", "2.jpg", "exact", "sha256", 0, 1.0)
    answer = Decision.of(ONE, ONE, "different", "tidak percaya")
    found = decided(Duplicates(groups([pair]), (pair,)), (answer,), {"1.jpg": ONE, "2.jpg": ONE})
    assert found.pairs == (pair,)
    assert found.groups


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: 7\n", "format_newer"),
        ("decisions: ya\n", "not_a_list"),
        (f"decisions:\n- {{a: {ONE}, b: XYZ, decision: same, reason: x}}\n", "not_a_sha256"),
        (f"decisions:\n- {{a: {ONE}, b: {TWO}, decision: maybe, reason: x}}\n", "not_one_of"),
        (f"decisions:\n- {{a: {ONE}, b: {TWO}, decision: same}}\n", "missing_key"),
        ("decisions:\n- [1, 2]\n", "missing_key"),
        ("decisions: [\n", "yaml_syntax"),
    ],
)
def test_a_file_that_is_not_understood_stops_the_run(tmp_path, text, code):
    """Reading it half would turn a rejected pair back into a duplicate, unseen."""
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(CaseInvalidError) as caught:
        load(tmp_path)
    assert code in {problem.code for problem in caught.value.problems}


def test_comments_and_unknown_keys_survive(tmp_path):
    (tmp_path / FILE).write_text("format: 1\n# catatan tim\ntim: Klinik B\n", "utf-8")
    remember(tmp_path, Decision.of(ONE, TWO, "same", "jelas"))
    text = (tmp_path / FILE).read_text("utf-8")
    assert "# catatan tim" in text
    assert "tim: Klinik B" in text
