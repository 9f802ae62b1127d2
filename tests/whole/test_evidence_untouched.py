"""Evidence is read-only to every command, always: a changed time stamp can cost the exhibit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.whole.commands import COMMANDS, Done, registered, walk
from tests.whole.conftest import example, state


def test_every_command_stands_in_the_list() -> None:
    """A new command is watched by every test of this kind from its first day."""
    assert registered() == set(COMMANDS)


@pytest.mark.kernel
def test_no_command_changes_anything_about_the_evidence(tmp_path: Path) -> None:
    case = example(tmp_path / "cases" / "perkara")
    before = state(case / "evidence")
    for command, _ in walk(case, tmp_path / "aside", started):
        check_untouched(case, before, command)


@pytest.mark.kernel
@pytest.mark.skipif(os.name != "posix", reason="Windows has no read-only mounts")
def test_every_command_works_on_a_read_only_mount(tmp_path: Path) -> None:
    case = example(tmp_path / "cases" / "perkara")
    before = state(case / "evidence")
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0:
        mount = 'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        prefix = ["unshare", "-m", "sh", "-c", mount, str(case / "evidence")]
        probe = [*prefix, "touch", str(case / "evidence" / "new")]
        assert subprocess.run(probe, capture_output=True, check=False).returncode != 0
    else:
        prefix = []
        subprocess.run(["chmod", "-R", "a-w", case / "evidence"], check=True)
        before = state(case / "evidence")
    run = partial(started, before=prefix)
    for command, _ in walk(case, tmp_path / "aside", run):
        check_untouched(case, before, command)


def check_untouched(case: Path, before: dict[bytes, tuple[object, ...]], command: str) -> None:
    after = state(case / "evidence")
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    assert not changed, f"{command} changed {changed}"


def started(command: Sequence[str], before: Sequence[str] = ()) -> Done:
    return subprocess.run([*before, *command], capture_output=True, text=True, check=False)
