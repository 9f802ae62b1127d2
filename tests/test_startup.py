"""Startup: `workbench --help` on an office laptop must answer at once."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

HEAVY = (
    "numpy", "pandas", "PIL", "matplotlib", "scipy", "pydantic", "IPython", "ipywidgets",
    "papermill", "nbformat", "nbclient", "nbconvert", "jupyter_server", "rich.console",
)  # fmt: skip


def best(*arguments: str, runs: int = 9) -> float:
    """Return the seconds of the fastest run; a busy machine only ever adds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return min(found)


def test_import_takes_less_than_a_tenth_of_a_second() -> None:
    assert best("-c", "import workbench") < 0.1


def test_help_takes_less_than_three_tenths_of_a_second() -> None:
    assert best("-m", "workbench", "--help") < 0.3


@pytest.mark.parametrize("code", ["import workbench", "import workbench.cli"])
def test_nothing_heavy_is_imported_before_a_command_runs(code: str) -> None:
    script = f"import sys; {code}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []
