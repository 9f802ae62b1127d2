"""Power cuts, full disks and killed processes: the old state or the new one, never a third."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest

from workbench.case import CaseFolder, load
from workbench.resources import NOTEBOOKS
from workbench.study import inputs, publish
from workbench.study.batch import batch
from workbench.study.parameters import Parameters
from workbench.study.run import run

resource = pytest.importorskip("resource", reason="limits of POSIX")
pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]
KILLS = int(os.environ.get("WORKBENCH_KILLS", "4"))


def whole(study: Path) -> bool:
    """Whether a published folder holds everything, readable to its end."""
    for name in NOTEBOOKS:
        nbformat.validate(nbformat.read(study / f"{name}.ipynb", as_version=4))
    json.loads((study / "run.json").read_text())
    json.loads((study / "study.json").read_text())
    return (study / "report.html").read_text().rstrip().endswith("</html>")


def processes_in(folder: Path) -> list[int]:
    """Return the processes that still work in or below a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            where = entry.readlink()
        except OSError:
            continue
        if where.is_relative_to(folder) or str(where).startswith(str(folder)):
            found.append(int(entry.parent.name))
    return found


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


def settle(folder: Path) -> None:
    deadline = time.monotonic() + 10
    while processes_in(folder) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_killed_at_any_moment_leaves_no_half_study_and_no_process(folder: CaseFolder) -> None:
    seen = inputs.look(folder)
    killed: list[int] = []
    begun = time.monotonic()
    with start("study", folder.path) as first:
        first.communicate()
    usual = time.monotonic() - begun
    moments = random.Random(20261121)
    for _ in range(KILLS):
        with start("study", folder.path) as process:
            time.sleep(moments.uniform(0.2, 1.0) * usual)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        killed.append(process.pid)
        settle(folder.studies)
        assert processes_in(folder.studies) == []
        assert all(whole(study) for study in publish.published(folder.studies))
    run(folder)
    assert not list(folder.studies.glob(".*partial"))
    rooms = Path(tempfile.gettempdir())
    assert [pid for pid in killed if list(rooms.glob(f"workbench-{pid}-*"))] == []
    names = {path.name for path in folder.studies.iterdir()} - {publish.LOCK}
    assert names == {study.name for study in publish.published(folder.studies)}
    assert inputs.look(folder) == seen


def test_a_killed_batch_goes_on_where_it_was(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / "cases" / name / "evidence").mkdir(parents=True)
        (tmp_path / "cases" / name / "evidence" / "x.txt").write_text(name)
    with start("batch", tmp_path / "cases", "--jobs", "2", start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if list(tmp_path.glob("cases/*/studies/2*")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    settle(tmp_path / "cases")
    assert processes_in(tmp_path / "cases") == []
    before = {path for path in tmp_path.glob("cases/*/studies/2*") if whole(path)}
    result = batch(tmp_path / "cases", Parameters(), 1)
    assert result.count("failed") == 0
    assert result.count("skipped") == len(before) >= 1
    for name in "abc":
        studies = tmp_path / "cases" / name / "studies"
        assert len(publish.published(studies)) == 1
        assert not list(studies.glob(".*partial"))


@pytest.mark.parametrize("limit", [2_000, 40_000, 100_000])
def test_a_full_disk_fails_with_a_reason_and_publishes_nothing(
    folder: CaseFolder, limit: int
) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with start("study", folder.path, preexec_fn=small) as process:
        _, errors = process.communicate()
    assert process.returncode == 2
    assert b"Traceback" not in errors
    assert b"study" in errors
    assert publish.published(folder.studies) == []
    assert not list(folder.studies.glob(".*partial"))


def test_two_runs_of_one_case_do_not_meet(folder: CaseFolder) -> None:
    with publish.claimed(folder.studies), start("study", folder.path) as process:
        _, errors = process.communicate()
    assert process.returncode == 2
    assert b"under way" in errors


@pytest.mark.parametrize("kind", ["symbolic", "hard", "folder"])
def test_a_link_planted_as_the_lock_cannot_empty_an_exhibit(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "case"
    (root / "evidence").mkdir(parents=True)
    exhibit = root / "evidence" / "a.txt"
    exhibit.write_text("isi")
    if kind == "folder":
        (tmp_path / "elsewhere").mkdir()
        (root / "studies").symlink_to(tmp_path / "elsewhere")
    else:
        (root / "studies").mkdir()
        lock = root / "studies" / publish.LOCK
        lock.symlink_to(exhibit) if kind == "symbolic" else lock.hardlink_to(exhibit)
    with start("study", root) as process:
        _, errors = process.communicate()
    assert process.returncode == 2
    assert b"link to another place" in errors
    assert exhibit.read_text() == "isi"
    assert load(root).name == "case"
