"""Ctrl-C says what it left; a computer of 2019 is said before a study of 2024 is named after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.case import load
from workbench.cli.output import warn_of_clock
from workbench.doctor import clock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.mark.parametrize(
    ("command", "said"), [("study", "not published"), ("seal", "not made"), ("check", "half")]
)
def test_ctrl_c_says_what_it_left(tmp_path: Path, command: str, said: str) -> None:
    """What is cut off here sleeps where the command would work: the end is what is tried."""
    program = (
        "import sys, time, workbench.cli as cli\n"
        f"sys.argv = ['workbench', '{command}']\n"
        "def app(**_):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "cli.app = app\ncli.main()\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "en"},
        cwd=tmp_path,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=30)
    assert run.returncode == 130
    assert said in errors
    assert "Traceback" not in errors


def test_a_clock_in_the_past_is_said_where_a_study_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "case.yaml").write_text("dates:\n  event: 2024-09-27\n")
    warn_of_clock(load(tmp_path))
    assert capsys.readouterr().err == ""
    # The clock of this machine cannot be set back; the case can lie ahead of it instead.
    ahead = datetime.now(UTC).year + 5
    (tmp_path / "case.yaml").write_text(f"dates:\n  event: {ahead}-09-27\n")
    warn_of_clock(load(tmp_path))
    assert f"{ahead}-09-27" in capsys.readouterr().err
    (found,) = clock.examine(load(tmp_path), datetime(2019, 1, 2, tzinfo=UTC))
    assert found.level == "problem"
