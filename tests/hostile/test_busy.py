"""The same case gives the same study, whatever else the laptop does meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.kernel]


def study(case: Path, cache: Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "workbench", "study", str(case)],
        env={**os.environ, "WORKBENCH_CACHE": str(cache)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = case.glob("studies/2*")
    return (made / "study.json").read_bytes()


def test_a_study_beside_four_busy_loops_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        command = ["workbench", "example", "pilkada-laporan", str(tmp_path / name / "kasus")]
        (tmp_path / name).mkdir()
        subprocess.run([sys.executable, "-P", "-m", *command], check=True, capture_output=True)
    idle = study(tmp_path / "a" / "kasus", tmp_path / "cache-a")
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    try:
        assert study(tmp_path / "b" / "kasus", tmp_path / "cache-b") == idle
    finally:
        for one in busy:
            one.kill()
            one.wait()
