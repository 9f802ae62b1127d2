"""Decisions on pictures: each with a reason, each in the journal, none guessed from a bad file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.case import journal
from workbench.case import load as load_case
from workbench.errors import CaseInvalidError, ReportError
from workbench.examples import copy
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session
from workbench.report.redaction.pictures.releases import FILE, Release, decide, load

ONE = Release("B-01", "a" * 64, ((100, 50, 200, 180), (0, 0, 1000, 1000)), "Wajah ditutup.")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return copy("pilkada-laporan", tmp_path / "case")


def test_nothing_is_released_by_itself(case: Path) -> None:
    assert load(case) == {"forwarding": {}, "public": {}}


def test_a_decision_comes_back_as_it_was_given(case: Path) -> None:
    decide(case, "public", ONE)
    other = Release("B-02", "b" * 64, (), "Tidak ada orang.")
    decide(case, "forwarding", other)
    assert load(case) == {"forwarding": {"B-02": other}, "public": {"B-01": ONE}}
    withdrawn = Release("B-01", "a" * 64, (), "Diminta keluarga.", is_shown=False)
    decide(case, "public", withdrawn)
    kept = replace(withdrawn, faces=ONE.faces)
    assert load(case)["public"] == {"B-01": kept}, "what was covered in older copies stays known"


def test_each_decision_is_a_line_that_proves_the_file(case: Path) -> None:
    decide(case, "public", ONE, by="Petugas")
    [entry] = [e for e in journal.read(case / "journal.jsonl")[0] if e.file == FILE]
    assert (entry.by, entry.key, entry.before) == ("Petugas", ("public", "B-01"), None)
    assert entry.after["reason"] == "Wajah ditutup."
    assert examine_journal(load_case(case)) == []
    file = case / FILE
    file.write_text(file.read_text("utf-8").replace("100 50", "190 50"), "utf-8")
    assert [(p.code, p.file) for p in examine_journal(load_case(case))] == [
        ("journal_differs", FILE)
    ]


def test_it_can_be_decided_while_a_kajian_is_open(case: Path) -> None:
    session = Session(load_case(case), "Penyusun")
    session.set(("issue",), "Pokok masalah yang pertama.")
    decide(case, "public", ONE)
    session.set(("issue",), "Pokok masalah yang kedua.")
    session.close()
    assert journal.read(case / "journal.jsonl")[1] == []
    assert examine_journal(load_case(case)) == []


def test_a_decision_without_a_reason_is_none(case: Path) -> None:
    with pytest.raises(ReportError) as caught:
        decide(case, "public", Release("B-01", "a" * 64, (), "  "))
    assert caught.value.code == "release_without_reason"
    assert not (case / FILE).exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('faces: ["100 100 50 200"]', "not_a_box"),
        ('faces: ["100 100 200"]', "not_a_box"),
        ('faces: ["0 0 1 2000"]', "not_a_box"),
        ("sha256: abc", "not_a_sha256"),
        ("shown: mungkin", "not_yes_or_no"),
        ('reason: ""', "missing_key"),
    ],
)
def test_a_file_that_is_not_understood_releases_nothing(case: Path, wrong: str, code: str) -> None:
    lines = {"sha256": "a" * 64, "shown": "ya", "reason": "x"}
    name, _, value = wrong.partition(": ")
    rows = "".join(f"    {key}: {text}\n" for key, text in {**lines, name: value}.items())
    (case / FILE).write_text(f'format: "1"\npublic:\n  B-01:\n{rows}', "utf-8")
    with pytest.raises(CaseInvalidError) as caught:
        load(case)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_newer_format_is_refused(case: Path) -> None:
    (case / FILE).write_text('format: "2"\n', "utf-8")
    with pytest.raises(CaseInvalidError):
        load(case)
