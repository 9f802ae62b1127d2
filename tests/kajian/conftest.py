"""Case folders for the kajian's tests: the shipped invented case, without its large exhibits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbench.case import CaseFolder, load

CASES = Path(__file__).parents[2] / "workbench" / "examples" / "cases"


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """Return a fresh copy of the invented laporan, with empty files for its exhibits."""
    target = tmp_path / "case"
    source = CASES / "pilkada-laporan"

    def light(origin: str, copy: str) -> str:
        if "/evidence/" in origin:
            Path(copy).write_bytes(b"x")
            return copy
        return shutil.copy(origin, copy)

    shutil.copytree(source, target, copy_function=light)
    for name in ("kajian.yaml", "journal.jsonl"):
        (target / name).unlink(missing_ok=True)
    return target


@pytest.fixture
def case(case_path: Path) -> CaseFolder:
    return load(case_path)
