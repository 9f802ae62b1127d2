"""Evidence is read-only to every command, always: a changed time stamp can cost the exhibit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.whole.conftest import Run, example, state
from workbench.cli import app

# Every command, as it is used on a case; {study} and {record} are made on the way.
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "check": (("check", "{case}"),),
    "inventory": (("inventory", "{case}", "--json"),),
    "metadata": (("metadata", "{case}", "--json"),),
    "duplicates": (("duplicates", "{case}", "--json"),),
    "study": (("study", "{case}"),),
    "batch": (("batch", "{root}"),),
    "release": (
        ("release", "{case}", "--json"),
        ("release", "{case}", "B-01", "--faces", "none", "--reason", "rekaan", "--by", "rekaan"),
    ),
    "letters": (
        ("letters", "{study}", "--reason", "rekaan", "--by", "rekaan", "--output", "{root}/surat"),
    ),
    "copies": (("copies", "review", "{study}", "--json"),),
    "report": (("report", "{study}", "--output", "{root}/laporan", "--by", "invented"),),
    "kajian": (("kajian", "status", "{case}"),),
    "doctor": (("doctor", "{case}", "--clean", "--yes"),),
    "index": (("index", "add", "{case}"),),
    "search": (("search", "{case}/evidence/IMG_4471.HEIC", "--json"),),
    "seal": (("seal", "{study}", "--with-evidence"),),
    "verify": (("verify", "{record}"),),
    "compare": (("compare", "{study}", "{record}"),),
}
# Those that do not read a case's evidence, or are watched in the tests of their own family
ELSEWHERE = {"cache", "checks", "example", "lab", "law", "new", "sign"}


def test_every_command_is_watched_here_or_known_not_to_read_evidence() -> None:
    groups = {group.name for group in app.registered_groups}
    names = {command.name or "" for command in app.registered_commands} | groups
    assert names <= set(COMMANDS) | ELSEWHERE


@pytest.mark.kernel
def test_no_command_changes_anything_about_the_evidence(workbench: Run, tmp_path: Path) -> None:
    case = example(tmp_path / "cases" / "perkara")
    before = state(case / "evidence")
    run_all(workbench, case, lambda command: check_untouched(case, before, command))


@pytest.mark.kernel
@pytest.mark.skipif(os.name != "posix", reason="Windows has no read-only mounts")
def test_every_command_works_on_a_read_only_mount(workbench: Run, tmp_path: Path) -> None:
    case = example(tmp_path / "cases" / "perkara")
    before = state(case / "evidence")
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0:
        mount = 'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        prefix = ("unshare", "-m", "sh", "-c", mount, str(case / "evidence"))
        probe = [*prefix, "touch", str(case / "evidence" / "new")]
        assert subprocess.run(probe, capture_output=True, check=False).returncode != 0
    else:
        prefix = ()
        subprocess.run(["chmod", "-R", "a-w", case / "evidence"], check=True)
        before = state(case / "evidence")
    run_all(workbench, case, lambda command: check_untouched(case, before, command), prefix)


def check_untouched(case: Path, before: dict[bytes, tuple[object, ...]], command: str) -> None:
    after = state(case / "evidence")
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    assert not changed, f"{command} changed {changed}"


def run_all(workbench: Run, case: Path, check, prefix: tuple[str, ...] = ()) -> None:
    places = {"case": str(case), "root": str(case.parent), "study": "", "record": ""}
    for steps in COMMANDS.values():
        for step in steps:
            arguments = [part.format(**places) for part in step]
            done = workbench(*arguments, before=prefix)
            said = f"{arguments}: {done.stdout[-500:]}{done.stderr[-2000:]}"
            assert done.returncode in {0, 1}, said
            assert "Traceback" not in done.stderr, said
            if step[-1] == "--json":
                json.loads(done.stdout)
            check(step[0])
        places["study"] = newest(case / "studies")
        places["record"] = newest(case / "records")
    assert places["record"]
    shutil.rmtree(case / "studies")


def newest(folder: Path) -> str:
    found = sorted(folder.glob("[!.]*/")) if folder.is_dir() else []
    return str(found[-1]) if found else ""
