"""A damaged kajian: told whole, at once, and never overwritten."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.case import load
from workbench.kajian.saving.session import Session

CASES = Path(__file__).parents[2] / "workbench" / "examples" / "cases"

DAMAGED = """\
format: "1"
exhibits:
  B-01: {originality: mungkin}
  B-77: {relevance: x}
norms: [UU0-0/0]
matrix:
  SKB-2022/C4:
    hadir: {supports: {B-88: x}}
    terbang: {reason: x}
conclusions:
  SKB-2022/C4: {category: gaib}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    target = tmp_path / "case"
    shutil.copytree(CASES / "pemilu-temuan", target)
    (target / "kajian.yaml").unlink()
    return target


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_every_mistake_is_listed_at_once_and_nothing_is_changed(case: Path) -> None:
    (case / "kajian.yaml").write_text(DAMAGED)
    (case / "journal.jsonl").write_text("bukan jurnal\n")
    found = run("check", str(case), "--json")
    assert found.returncode == 1
    problems = json.loads(found.stdout)["problems"]
    named = {(p["code"], p["line"], p["found"]) for p in problems if p["file"] == "kajian.yaml"}
    assert named == {
        ("not_one_of", 3, "mungkin"),
        ("kajian_unknown_exhibit", 4, "B-77"),
        ("kajian_unknown_norm", 5, "UU0-0/0"),
        ("kajian_unknown_exhibit", 8, "B-88"),
        ("kajian_unknown_choice", 9, "terbang"),
        ("kajian_unknown_choice", 11, "gaib"),
    }
    assert ("journal_line", 1) in {(p["code"], p["line"]) for p in problems}
    assert (case / "kajian.yaml").read_text() == DAMAGED
    assert (case / "journal.jsonl").read_text() == "bukan jurnal\n"


def test_the_last_good_state_can_be_had_from_the_journal(case: Path) -> None:
    session = Session(load(case), "x")
    session.set(("issue",), "Pokok masalah rekaan")
    session.close()
    good = (case / "kajian.yaml").read_text()
    (case / "kajian.yaml").write_text("format: [")
    assert run("check", str(case)).returncode == 1
    assert run("kajian", "last-good", str(case)).stdout == good
    (case / "journal.jsonl").unlink()
    assert run("kajian", "last-good", str(case)).returncode == 2


def test_status_says_what_is_missing(case: Path) -> None:
    found = run("kajian", "status", str(case), "--json")
    assert found.returncode == 1
    document = json.loads(found.stdout)
    assert document["steps"][0]["step"] == "intake"
    assert {clock["state"] for clock in document["clocks"]} <= {"met", "running", "not_started"}
    assert document["gaps"]
