"""workbench report as people and scripts meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.test_copies import made
from workbench.examples import copy


def workbench(*arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WORKBENCH_LANGUAGE": language, "COLUMNS": "120"},
    )


def looked_at(case: Path, folder: Path) -> None:
    """Keep everything that is left in the case's copies for others, as a person does."""
    for reader in ("public", "forwarding"):
        shown = workbench("copies", "review", case, "--for", reader, "--json")
        rows = json.loads(shown.stdout)["left"]
        file = folder / f"{reader}.json"
        kept = [{"key": one["key"], "act": "keep", "reason": "Dilihat."} for one in rows]
        file.write_text(json.dumps(kept), "utf-8")
        done = workbench("copies", "review", case, "--for", reader, "--decisions", file)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy("pemilu-temuan", tmp_path_factory.mktemp("report") / "case")
    made(folder)
    looked_at(folder, tmp_path_factory.mktemp("decisions"))
    return folder


def test_one_command_makes_everything_for_one_reader(case: Path, tmp_path: Path) -> None:
    done = workbench(
        "report", case, "--profile", "public", "--language", "en",
        "--output", tmp_path / "copy", "--by", "Officer", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"study_sha256", "profile", "language", "output", "files"} <= set(told)
    written = [p.relative_to(tmp_path / "copy") for p in (tmp_path / "copy").rglob("*.*")]
    assert sorted(path.as_posix() for path in written) == told["files"]
    again = workbench("report", case, "--output", tmp_path / "copy", language="id")
    assert again.returncode == 2
    assert "tidak ditimpa" in again.stderr


def test_one_command_makes_every_copy_and_one_makes_letters(case: Path, tmp_path: Path) -> None:
    done = workbench(
        "report",
        case,
        "--profile",
        "all",
        "--language",
        "all",
        "--output",
        tmp_path / "all",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["copies"]
    names = {f"{one['profile']}-{one['language']}" for one in told}
    assert len(names) == 6
    assert {path.name for path in (tmp_path / "all").iterdir()} == names
    done = workbench(
        "letters",
        case,
        "--for",
        "T-1",
        "--reason",
        "Undangan",
        "--output",
        tmp_path / "l",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["people"] == ["T-1"]
    refused = workbench("letters", case, "--output", tmp_path / "m")
    assert refused.returncode == 2
    assert "--reason" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--profile", "rahasia"), "internal, forwarding, public"),
        (("--language", "fr"), "id, en"),
    ],
)
def test_what_is_not_known_is_named_with_what_is(
    case: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = workbench("report", case, *arguments, "--output", tmp_path / "copy")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "copy").exists()


def test_a_case_without_a_study_says_what_to_run_first(tmp_path: Path) -> None:
    folder = copy("pemilu-temuan", tmp_path / "case")
    done = workbench("report", folder)
    assert done.returncode == 2
    assert "workbench study" in done.stderr
