"""If these fail, the reviewer's answer is lost, or comes back on the wrong pair."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.case.journal import read
from workbench.case.replay import replay
from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.relations.decisions import Decision, decided
from workbench.duplicates.relations.groups import groups
from workbench.duplicates.relations.pair_answers import FILE, examine, load, remember, undo
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
        ("decisions: ya\n", "not_a_mapping"),
        (f"decisions: {{{ONE}: {{XYZ: {{decision: same, reason: x}}}}}}\n", "not_a_sha256"),
        (f"decisions: {{{ONE}: {{{TWO}: {{decision: maybe, reason: x}}}}}}\n", "not_one_of"),
        (f"decisions: {{{ONE}: {{{TWO}: {{decision: same}}}}}}\n", "missing_key"),
        (f"decisions: {{{ONE}: {{{TWO}: {{decision: same, reason: [x]}}}}}}\n", "missing_key"),
        (f"decisions: {{{ONE}: [1, 2]}}\n", "not_a_mapping"),
        (f"decisions: {{{ONE}: {{{TWO}: ya}}}}\n", "not_a_mapping"),
        (f"decisions: {{{TWO}: {{{ONE}: {{decision: same, reason: x}}}}}}\n", "answer_order"),
        ("decisions: [\n", "yaml_syntax"),
    ],
)
def test_a_file_that_is_not_understood_stops_the_run(tmp_path, text, code):
    """Reading it half would turn a rejected pair back into a duplicate, unseen."""
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(CaseInvalidError) as caught:
        load(tmp_path)
    assert code in {problem.code for problem in caught.value.problems}
    problems = examine(tmp_path, {ONE, TWO})
    assert problems
    # Each is told with its line and a next step, in both languages.
    assert all(problem.line or code == "yaml_syntax" for problem in problems)
    assert all(problem.sentence(language) for problem in problems for language in ("id", "en"))


def test_comments_and_unknown_keys_survive(tmp_path):
    (tmp_path / FILE).write_text("format: 1\n# catatan tim\ntim: Klinik B\n", "utf-8")
    remember(tmp_path, Decision.of(ONE, TWO, "same", "jelas"))
    text = (tmp_path / FILE).read_text("utf-8")
    assert "# catatan tim" in text
    assert "tim: Klinik B" in text


def test_an_answer_on_a_changed_file_is_shown_as_such(tmp_path):
    """An answer that silently stops counting would be taken for one that still does."""
    remember(tmp_path, Decision.of(ONE, TWO, "different", "beda", "B-01, B-02"))
    (problem,) = examine(tmp_path, {ONE, THREE})
    assert (problem.code, problem.found, problem.blocking) == (
        "answer_outdated", "B-01, B-02", False,
    )  # fmt: skip
    assert problem.line > 1
    assert examine(tmp_path, {ONE, TWO}) == []
    found = decided(Duplicates(), load(tmp_path), {"1.jpg": ONE, "2.jpg": THREE})
    assert [one.exhibits for one in found.outdated] == ["B-01, B-02"]
    assert found.as_json()["outdated"][0]["decision"] == "different"


def test_every_answer_is_journaled_and_can_be_taken_back(tmp_path):
    """Who said of which files that they are not the same, when, and what before."""
    remember(tmp_path, Decision.of(ONE, TWO, "different", "beda"), by="Peninjau Rekaan")
    remember(tmp_path, Decision.of(ONE, TWO, "same", "dilihat lagi"), by="Peninjau Rekaan")
    remember(tmp_path, Decision.of(ONE, THREE, "same", "jelas"), by="Peninjau Lain")
    entries, problems = read(tmp_path / "journal.jsonl")
    assert problems == []
    assert [(one.by, one.kind, one.file) for one in entries][-1] == ("Peninjau Lain", "set", FILE)
    assert entries[1].before["decision"] == "different"
    assert entries[1].after["decision"] == "same"

    assert undo(tmp_path).key == ("decisions", ONE, THREE)
    assert undo(tmp_path).key == ("decisions", ONE, TWO)
    assert load(tmp_path) == (Decision(ONE, TWO, "different", "beda"),)
    assert undo(tmp_path) is not None
    assert load(tmp_path) == ()
    assert undo(tmp_path) is None


def test_the_journal_adds_up_to_the_file(tmp_path):
    """`workbench check` proves it; an answer written by hand is taken over before the next."""
    hand = f"format: '1'\ndecisions: {{{ONE}: {{{TWO}: {{decision: same, reason: tangan}}}}}}\n"
    (tmp_path / FILE).write_text(hand, "utf-8")
    remember(tmp_path, Decision.of(ONE, THREE, "same", "jelas", "B-01, B-03"))
    entries, _ = read(tmp_path / "journal.jsonl")
    assert [one.kind for one in entries] == ["adopt", "set"]
    told = replay(entries, FILE)["decisions"][ONE]
    assert told == {
        TWO: {"decision": "same", "reason": "tangan"},
        THREE: {"decision": "same", "reason": "jelas", "exhibits": "B-01, B-03"},
    }
    undo(tmp_path)
    assert undo(tmp_path) is None, "what somebody wrote by hand is theirs to take back"
    assert [one.reason for one in load(tmp_path)] == ["tangan"]


def test_two_windows_lose_no_answer(tmp_path):
    """The notebook is open while a colleague answers in a terminal."""
    script = (
        "import sys; from pathlib import Path\n"
        "from workbench.duplicates.relations.pair_answers import remember\n"
        "from workbench.duplicates.relations.decisions import Decision\n"
        "for n in range(6):\n"
        "    one = sys.argv[2] * 62 + f'{n:02d}'\n"
        "    remember(Path(sys.argv[1]), Decision.of(one, 'f' * 64, 'same', 'x'))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, tmp_path, who]) for who in "ab"]
    assert [one.wait(60) for one in running] == [0, 0]
    assert len(load(tmp_path)) == 12
    assert len(read(tmp_path / "journal.jsonl")[0]) == 12
