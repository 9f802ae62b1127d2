"""A whole case with awkward entries, and the command line as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import examples

Run = Callable[..., subprocess.CompletedProcess[str]]


def state(folder: Path) -> dict[bytes, tuple[object, ...]]:
    """Return everything about the entries below `folder` that no command may change."""
    found: dict[bytes, tuple[object, ...]] = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[os.fsencode(path.relative_to(folder))] = (
            status.st_mode, status.st_ino, status.st_nlink, status.st_uid, status.st_gid,
            status.st_size, status.st_mtime_ns, status.st_ctime_ns, content,
        )  # fmt: skip
    return found


def access_times(folder: Path) -> dict[Path, int]:
    """Return when each file was last read; looking at a link renews the link's own time."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path: path.lstat().st_atime_ns for path in files}


def example(destination: Path) -> Path:
    """Copy the shipped case and put entries beside its exhibits that must not be touched."""
    case = examples.copy("pilkada-laporan", destination)
    evidence = case / "evidence"
    (evidence / "pandas.py").write_text("raise SystemExit('a file of the case was imported')\n")
    (evidence / "kosong.jpg").write_bytes(b"")
    if os.name == "posix":
        os.mkfifo(evidence / "pipa")
        (evidence / "tautan.jpg").symlink_to(case / "case.yaml")
        (evidence / "IMG_4471.HEIC").chmod(0o400)
    return case


@pytest.fixture
def workbench() -> Run:
    def run(
        *arguments: object, before: tuple[str, ...] = (), cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [*before, sys.executable, "-m", "workbench", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)

    return run
