"""One study and many, against the same notebooks run by plain papermill.

Both sides read the same copies of the shipped example and find what the exhibits
say in the same cache, filled before the clock runs: what is compared is the way of
running notebooks, not the checks. Ours also checks that the evidence is unchanged,
publishes in one step and writes ``run.json``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness import Row, side_by_side
from workbench import resources

EXAMPLE = "pilkada-laporan"
CASES = 3
AGAINST = "papermill 2.7 in one process"

# What somebody writes who has the notebooks and papermill.
PLAIN = """
import os, sys, papermill
from pathlib import Path
case, output = Path(sys.argv[1]), Path(sys.argv[2])
output.mkdir(parents=True)
for source in sys.argv[3:]:
    parameters = {"case": str(case), "language": "id", "interactive": False}
    papermill.execute_notebook(source, str(output / Path(source).name), parameters=parameters,
                               kernel_name="python3", progress_bar=False, cwd=str(output))
"""


def rows() -> Iterator[Row]:
    """Yield one study whole, its parts, and a batch."""
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as name:
        root = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(root / "cache")
        case = root / "cases" / "0"
        _run("-m", "workbench", "example", EXAMPLE, str(case))
        ours, plain = _Ours(case, root / "ours"), _Plain(case, root / "plain")
        yield side_by_side(
            f"one study of {EXAMPLE}, command to report", ours, plain, against=AGAINST, runs=3
        )
        yield from _parts(ours, plain)
        yield _batch(root)


class _Ours:
    """``workbench study`` into a folder of its own."""

    def __init__(self, case: Path, output: Path) -> None:
        self.case, self.output = case, output

    def __call__(self) -> None:
        self.output = self.output.with_name(f"ours-{time.monotonic_ns()}")
        _run("-m", "workbench", "study", str(self.case), "--output", str(self.output))

    def parts(self) -> dict[str, float]:
        run = json.loads(next(self.output.glob("2*/run.json")).read_text())
        total = {
            name: sum(row[name] for row in run["notebooks"])
            for name in ("kernel", "imports", "cells", "save")
        }
        started = run["kernels"] + total["kernel"] + total["imports"]
        return {"kernels and imports": started, "cells": total["cells"], "save": total["save"]}


class _Plain:
    """The same notebooks by papermill alone, one after the other in one process."""

    def __init__(self, case: Path, output: Path) -> None:
        self.case, self.output = case, output

    def __call__(self) -> None:
        self.output = self.output.with_name(f"plain-{time.monotonic_ns()}")
        sources = [str(resources.notebook(name)) for name in resources.NOTEBOOKS]
        _run("-c", PLAIN, str(self.case), str(self.output), *sources)

    def parts(self) -> dict[str, float]:
        parts = dict.fromkeys(("kernels and imports", "cells"), 0.0)
        for path in self.output.glob("*.ipynb"):
            notebook = json.loads(path.read_text())
            cells = 0.0
            for cell in notebook["cells"]:
                seconds = cell["metadata"]["papermill"]["duration"] or 0.0
                cells += 0.0 if "step-imports" in cell["metadata"]["tags"] else seconds
            # papermill notes no more than the whole: starting, ending and saving are the rest.
            parts["cells"] += cells
            parts["kernels and imports"] += notebook["metadata"]["papermill"]["duration"] - cells
        return parts


def _parts(ours: _Ours, plain: _Plain) -> Iterator[Row]:
    mine, theirs = ours.parts(), plain.parts()
    notes = {
        "kernels and imports": "ours load once and fork; papermill's with ending and saving",
        "cells": "the work itself",
        "save": "papermill saves after every cell, counted above",
    }
    for part, seconds in mine.items():
        peer = theirs.get(part)
        yield Row(f"part: {part}", seconds, peer, AGAINST if peer else "", detail=notes[part])


def _batch(root: Path) -> Row:
    for number in range(1, CASES):
        shutil.copytree(root / "cases" / "0", root / "cases" / str(number))
    cases = sorted((root / "cases").iterdir())

    def ours() -> None:
        _run("-m", "workbench", "batch", str(root / "cases"), "--jobs", "2", "--again")

    def plain() -> None:
        for case in cases:
            _Plain(case, root / "plain")()

    return side_by_side(
        f"batch of {CASES} cases, --jobs 2", ours, plain, against=f"{AGAINST}, per case", runs=1
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)  # fmt: skip
