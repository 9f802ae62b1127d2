"""Many cases: a bad one never stops the others, and what is done is not done again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.errors import CaseError
from workbench.study import publish
from workbench.study.batch import Outcome, batch, find_cases, unchanged_study
from workbench.study.parameters import Parameters


def make_case(path: Path) -> Path:
    (path / "evidence").mkdir(parents=True)
    (path / "evidence" / "a.txt").write_text("satu")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two good cases, one broken, one without evidence, one hidden, one behind a link."""
    root = tmp_path / "cases"
    make_case(root / "2024" / "b")
    make_case(root / "a")
    (make_case(root / "broken") / "case.yaml").write_text("a: [\n")
    (root / "lacking").mkdir()
    (root / "lacking" / "case.yaml").write_text("title: x\n")
    make_case(root / ".hidden")
    make_case(tmp_path / "elsewhere")
    (root / "link").symlink_to(tmp_path / "elsewhere")
    return root


def test_every_case_is_found_and_no_link_is_followed(root: Path) -> None:
    found = [path.relative_to(root).as_posix() for path in find_cases(root)]
    assert found == ["2024/b", "a", "broken", "lacking"]


def test_a_case_is_not_searched_for_cases(root: Path) -> None:
    make_case(root / "a" / "evidence" / "inner")
    assert root / "a" / "evidence" / "inner" not in find_cases(root)


def test_a_single_case_folder_is_a_batch_of_one(root: Path) -> None:
    assert find_cases(root / "a") == [root / "a"]


@pytest.mark.parametrize(("name", "code"), [("none", "batch_root_missing"),
                                            ("empty", "batch_without_cases"),
                                            ("file", "case_not_a_folder")])  # fmt: skip
def test_a_root_without_cases_says_so(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError) as caught:
        find_cases(tmp_path / name)
    assert caught.value.code == code


@pytest.mark.kernel
def test_bad_cases_fail_alone_and_only_changed_cases_run_again(root: Path) -> None:
    told: list[Outcome] = []
    result = batch(root, Parameters(), 2, told=lambda outcome, done, total: told.append(outcome))
    status = {outcome.case: outcome.status for outcome in result.outcomes}
    assert status == {"2024/b": "done", "a": "done", "broken": "failed", "lacking": "failed"}
    assert len(told) == 4
    assert json.loads(json.dumps(result.as_json()))["failed"] == 2
    broken = next(outcome for outcome in result.outcomes if outcome.case == "broken")
    assert "case.yaml:" in dict(broken.message)["id"]
    assert unchanged_study(root / "a", Parameters(language="en")) is None

    (root / "a" / "evidence" / "b.txt").write_text("baru")
    again = batch(root, Parameters(), 2)
    status = {outcome.case: outcome.status for outcome in again.outcomes}
    assert status["2024/b"] == "skipped"
    assert status["a"] == "done"
    assert len(publish.published(root / "a" / "studies")) == 2
    assert len(publish.published(root / "2024" / "b" / "studies")) == 1


@pytest.mark.kernel
@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a group is POSIX")
def test_ctrl_c_leaves_no_half_study_and_the_next_run_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "cases"
    for name in "abc":
        make_case(root / name)
    command = [sys.executable, "-m", "workbench", "batch", str(root), "--jobs", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not list(root.glob("*/studies/.*.partial")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode not in {0, 3}
    assert b"Traceback" not in errors
    assert not list(root.glob("*/studies/.*.partial"))
    for study in root.glob("*/studies/2*"):
        assert (study / "run.json").is_file()
    result = batch(root, Parameters(), 1)
    assert result.count("failed") == 0
