"""The commands of the README on a fresh machine: a failure must say what to do next."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what building needs, in a folder whose name has a space and an apostrophe."""
    place = tmp_path / "kajian baru Ma'ruf"
    place.mkdir()
    # Other tests run beside this one: what their imports leave behind is not part of a checkout.
    compiled = shutil.ignore_patterns("__pycache__")
    for folder in (".ci", "workbench", "notebooks", "templates"):
        shutil.copytree(ROOT / folder, place / folder, ignore=compiled)
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place)
    return place


def make(place: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=place,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_the_commands(checkout: Path) -> None:
    listed = make(checkout, "help").stdout
    for name in ("study", "test", "lint", "format", "faults", "bench", "lock", "clean", "help"):
        assert f"make {name}" in listed


def test_without_python_it_says_what_to_install(checkout: Path) -> None:
    done = make(checkout, "environment-study", "PYTHON=")
    assert done.returncode != 0
    assert "apt-get install python3" in done.stderr


def test_offline_it_says_that_packages_are_needed(checkout: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        (checkout / name).write_text(f"no-such-package-here==1 --hash=sha256:{'0' * 64}\n")
    done = make(
        checkout, "environment-study", f"PYTHON={sys.executable}", PIP_NO_INDEX="1", PIP_RETRIES="0"
    )
    assert done.returncode != 0
    assert "needs a network or a folder of wheels" in done.stderr
    assert not (checkout / ".venv" / "built-from.json").exists()


def test_the_environment_is_kept_until_its_lock_changes(checkout: Path) -> None:
    # Empty locks and the tests' own build tools stand in for an hour of downloads.
    for name in ("requirements.lock", "requirements-dev.lock"):
        (checkout / name).write_text("")
    script = (
        "import environment, sys\n"
        "environment._pip = lambda *arguments: print('pip', *arguments[:1])\n"
        "sys.argv = ['environment.py', 'study']\n"
        "sys.exit(environment.main())\n"
    )

    def build() -> str:
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=checkout / ".ci",
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    first = build()
    assert "Building .venv" in first
    assert "pip --require-hashes" in first
    assert build() == ""
    marker = checkout / ".venv" / "left-over"
    marker.touch()
    (checkout / "requirements.lock").write_text("# newer\n")
    assert "Building .venv" in build()
    assert not marker.exists()


def test_clean_removes_only_what_was_built(checkout: Path) -> None:
    before = {path.relative_to(checkout) for path in checkout.rglob("*")}
    (checkout / "build").mkdir()
    (checkout / ".venv").mkdir()
    assert make(checkout, "clean").returncode == 0
    assert {path.relative_to(checkout) for path in checkout.rglob("*")} == before
