"""Startup: what a person waits for before anything happens."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harness import Row, limit, python, side_by_side


def rows() -> Iterator[Row]:
    """Yield the promised limits, and the program's start against papermill's."""
    yield limit("import workbench, interpreter included", python("-c", "import workbench"), 0.1)
    yield limit("workbench --help", python("-m", "workbench", "--help"), 0.3)
    yield side_by_side(
        "workbench --help",
        python("-m", "workbench", "--help"),
        python("-m", "papermill", "--help"),
        against="papermill --help",
        runs=3,
    )
