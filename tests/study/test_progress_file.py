"""How far a long step is reaches the terminal; without it a reviewer thinks it hangs."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from workbench.study.file_names import PROGRESS
from workbench.study.progress_file import followed, noting, variables


def test_what_a_kernel_notes_is_told_to_whoever_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[tuple[str, int, int]] = []
    arrived = threading.Event()

    def reading(step: str, done: int, total: int) -> None:
        told.append((step, done, total))
        arrived.set()

    for name, value in variables(reading).items():
        monkeypatch.setenv(name, value)
    note = noting()
    assert note is not None
    with followed(tmp_path, reading):
        note("examine", 14, 40)
        note("examine", 15, 40)
        assert arrived.wait(10)
    assert told[0] == ("examine", 14, 40), "and the next one is not worth a write yet"
    assert list(tmp_path.iterdir()) == [], "nothing of it is published"


def test_nothing_is_written_when_nobody_watches(tmp_path: Path) -> None:
    assert variables(None) == {}
    assert noting() is None
    with followed(tmp_path, None):
        assert not (tmp_path / PROGRESS).exists()
