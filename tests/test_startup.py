"""Startup: `workbench --help` on an office laptop must answer at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = (
    "numpy", "pandas", "PIL", "matplotlib", "scipy", "pydantic", "IPython", "ipywidgets",
    "papermill", "nbformat", "nbclient", "nbconvert", "jupyter_server", "rich.console",
)  # fmt: skip


def best(*arguments: str, runs: int = 9) -> float:
    """Return the processor seconds of the cheapest run.

    On a loaded machine wall time says how long the queue was, not what startup costs.
    """
    return min(_cost([sys.executable, *arguments]) for _ in range(runs))


def _cost(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


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
