"""Execute one shipped notebook with papermill, in a kernel that was started before."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.case import door
from workbench.errors import StudyError
from workbench.study.file_names import FAILURE
from workbench.study.kernels.kernel import Kernel

# Called with the notebook's name, the cell's step, cells done, cells in all.
Progress = Callable[[str, str, int, int], None]

_CODES = {"MemoryError": "step_out_of_memory", "OSError": "step_system"}
_LAB_ONLY = "lab-only"
_STEP = "step-"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Trace:
    """How far one notebook came, and how long its parts took, in seconds.

    Attributes
    ----------
    notebook
        Its name without suffix.
    step
        The step of the cell that ran last.
    kernel, save
        Waiting until the kernel was ready; writing the executed notebook.
    steps
        Each cell's step and its seconds; ``imports`` is the library's loading.
    """

    notebook: str
    progress: Progress | None = None
    step: str = ""
    kernel: float = 0.0
    save: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)

    def begin(self, cell: Mapping[str, Any], index: int, total: int) -> None:
        """Note that a cell starts."""
        self.step = step_of(cell)
        if self.progress is not None:
            self.progress(self.notebook, self.step, index, total)

    def end(self, seconds: float) -> None:
        """Note that the cell ended after `seconds`."""
        self.steps[self.step] = self.steps.get(self.step, 0.0) + seconds

    def as_json(self) -> dict[str, Any]:
        """Return the notebook's row in ``run.json``."""
        return {
            "notebook": self.notebook,
            "kernel": round(self.kernel, 4),
            "imports": round(self.steps.get("imports", 0.0), 4),
            "cells": round(sum(s for name, s in self.steps.items() if name != "imports"), 4),
            "save": round(self.save, 4),
            "steps": {name: round(seconds, 4) for name, seconds in self.steps.items()},
        }


def step_of(cell: Mapping[str, Any]) -> str:
    """Return the step that a cell's tag names; ``parameters`` for the cells that set them."""
    tags = cell.get("metadata", {}).get("tags", [])
    named = [tag.removeprefix(_STEP) for tag in tags if tag.startswith(_STEP)]
    return named[0] if named else "parameters"


def execute(
    source: Path,
    staging: Path,
    kernel: Kernel,
    values: Mapping[str, Any],
    deadline: int,
    trace: Trace,
) -> None:
    """Run the notebook at `source` and write it, executed, into the staging folder.

    Parameters
    ----------
    source
        A notebook without outputs, such as those of :mod:`workbench.resources`.
    values
        What :meth:`workbench.study.parameters.Parameters.for_notebook` gave.
    deadline
        Seconds that one cell may take.
    trace
        Is filled in as far as the notebook came.

    Raises
    ------
    StudyError
        Naming the notebook, the step and the reason.
    """
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    where = {"notebook": source.stem, "seconds": deadline}
    try:
        executed = papermill.execute_notebook(
            _template(source),
            None,
            parameters=dict(values),
            engine_name="workbench",
            progress_bar=False,
            execution_timeout=deadline,
            kernel=kernel,
            trace=trace,
        )
    except PapermillExecutionError as error:
        raise _cell_failure(error, staging, trace) from error
    except CellTimeoutError as error:
        raise StudyError("step_deadline", step=trace.step, **where) from error
    except (DeadKernelError, RuntimeError) as error:
        raise StudyError("kernel_died", step=trace.step, **where) from error
    begun = time.perf_counter()
    _write(executed, source.stem, staging)
    trace.save = time.perf_counter() - begun


def _template(source: Path) -> Any:
    """Return the notebook without the cells that only a person in JupyterLab needs."""
    import nbformat

    notebook: Any = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [
        cell for cell in notebook.cells if _LAB_ONLY not in cell.metadata.get("tags", [])
    ]
    # papermill adds these when it loads from a file, and expects them later.
    notebook.metadata.setdefault("papermill", {})
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", {})
    return notebook


def _write(executed: Any, name: str, staging: Path) -> None:
    """Write the executed notebook with file names instead of machine paths."""
    import nbformat

    executed.metadata.papermill["input_path"] = f"{name}.ipynb"
    executed.metadata.papermill["output_path"] = f"{name}.ipynb"
    for cell in executed.cells:
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags and "remove-input" not in tags:
            cell.metadata["tags"] = [*tags, "remove-input"]
    nbformat.validate(executed)
    text = nbformat.writes(executed)  # type: ignore[no-untyped-call]
    door.create(staging / f"{name}.ipynb", f"{text}\n".encode())


def _cell_failure(error: Any, staging: Path, trace: Trace) -> StudyError:
    """Return what a failed cell says: our own error's fields, or the programme's last words."""
    left = staging / FAILURE
    cause = json.loads(left.read_text("utf-8")) if left.is_file() else {}
    reason = _ESCAPES.sub("", f"{error.ename}: {error.evalue}")
    return StudyError(
        _CODES.get(error.ename, "step_failed"),
        notebook=trace.notebook,
        step=trace.step,
        reason=reason[:2000],
        cause=cause,
        traceback=[_ESCAPES.sub("", line) for line in error.traceback],
    )
