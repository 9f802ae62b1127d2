"""One run over a case: three notebooks, each in a fresh kernel, published as one study."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench import __version__, resources
from workbench.case import CaseFolder, door, load
from workbench.errors import StudyError, WorkbenchError
from workbench.evidence.progress import Progress as Reading
from workbench.resources import NOTEBOOKS
from workbench.study import account, inputs, progress_file, publish
from workbench.study.execute import Progress, Trace, execute
from workbench.study.file_names import CASE_VARIABLE, FAILURE
from workbench.study.kernels import forkserver, kernel
from workbench.study.parameters import Parameters

RUN = "run.json"


@dataclass
class Run:
    """One run while it is under way.

    Attributes
    ----------
    started
        When, in UTC; names the study.
    staging
        The folder that becomes the study.
    notebooks
        The notebooks to execute, in order.
    traces
        One for each notebook that was begun.
    prepared
        Seconds spent on starting kernels, with the library that they share.
    """

    folder: CaseFolder
    parameters: Parameters
    started: datetime
    staging: Path
    notebooks: tuple[Path, ...] = ()
    progress: Progress | None = None
    reading: Reading | None = None
    traces: list[Trace] = field(default_factory=list)
    prepared: float = 0.0


def run(
    folder: CaseFolder,
    parameters: Parameters | None = None,
    *,
    progress: Progress | None = None,
    reading: Reading | None = None,
    notebooks: Sequence[Path] = (),
) -> Path:
    """Make one study of a case.

    Parameters
    ----------
    folder
        The case, as :func:`workbench.case.load` read it.
    parameters
        How; see :class:`workbench.study.parameters.Parameters`.
    progress
        Called before each cell.
    reading
        Called while a cell reads exhibits, with what it does and how many are done.
    notebooks
        Others than the three shipped ones; each may write into its working
        folder, and one of them must write ``study.json``.

    Returns
    -------
    Path
        The published study folder.

    Raises
    ------
    StudyError
        When a step failed: nothing was published, and an account lies beside the studies.
    """
    chosen = parameters or Parameters()
    sources = tuple(notebooks) or tuple(resources.notebook(name) for name in NOTEBOOKS)
    with publish.claimed(destination(folder, chosen)) as studies:
        kernel.sweep()
        started = datetime.now(UTC)
        staging = publish.stage(studies, started)
        try:
            return _publish(Run(folder, chosen, started, staging, sources, progress, reading))
        except StudyError as error:
            publish.discard(staging)
            raise _accounted(studies, started, error) from error
        except OSError as error:
            publish.discard(staging)
            raise _accounted(studies, started, _system_error(error)) from error
        finally:
            publish.discard(staging)


def destination(folder: CaseFolder, parameters: Parameters) -> Path:
    """Return the folder that receives a case's studies."""
    if not parameters.output:
        return folder.studies
    return Path(parameters.output).expanduser().resolve()


def _publish(made: Run) -> Path:
    begun = time.perf_counter()
    with forkserver.opened(kernel.environment()) as server:
        import papermill  # noqa: F401 - takes as long as the fork server needs to load, too

        before = inputs.look(made.folder)
        basis = inputs.digest(made.folder, made.parameters.language)
        try:
            _execute_notebooks(made, server)
        except StudyError as error:
            # An exhibit that was taken away stops whoever asks for it: say that, and once.
            _check_evidence(made.folder, before, error)
            load(made.folder.path)
            raise
    _check_evidence(made.folder, before)
    _write_run(made, basis, time.perf_counter() - begun)
    return publish.publish(made.staging, made.started)


def _execute_notebooks(made: Run, server: forkserver.ForkServer | None) -> None:
    values = made.parameters.for_notebook(_relative_case(made))
    with _kernels(made, server) as started, progress_file.followed(made.staging, made.reading):
        for source in made.notebooks:
            trace = Trace(source.stem, made.progress)
            made.traces.append(trace)
            limit = made.parameters.deadline
            execute(source, made.staging, started[source], values, limit, trace)
    door.remove(made.staging / FAILURE)


@contextmanager
def _kernels(
    made: Run, server: forkserver.ForkServer | None
) -> Iterator[dict[Path, kernel.Kernel]]:
    """Start every notebook's kernel at once: the later ones get ready meanwhile."""
    variables = {CASE_VARIABLE: str(made.folder.path), **progress_file.variables(made.reading)}
    started: dict[Path, kernel.Kernel] = {}
    begun = time.perf_counter()
    try:
        for source in made.notebooks:
            started[source] = kernel.start(made.staging, variables, server)
        made.prepared = time.perf_counter() - begun
        yield started
    finally:
        for each in started.values():
            each.stop()


def _relative_case(made: Run) -> str:
    """Return the case as the record names it: relative, or its folder's name when elsewhere."""
    if made.staging.parent == made.folder.studies:
        return os.path.relpath(made.folder.path, made.staging).replace(os.sep, "/")
    return made.folder.path.name


def _check_evidence(
    folder: CaseFolder, before: tuple[inputs.Seen, ...], cause: StudyError | None = None
) -> None:
    changed = inputs.differences(before, inputs.look(folder))
    if changed:
        paths = ", ".join(changed[:10])
        raise StudyError("evidence_changed", exhibit_path=changed[0], paths=paths) from cause


def _write_run(made: Run, basis: str, seconds: float) -> None:
    """Write ``run.json``: all that may differ between two runs over the same case."""
    document = made.staging / publish.STUDY
    if not document.is_file():
        raise StudyError("study_without_document", path=publish.STUDY)
    content: dict[str, Any] = {
        "format": "1",
        "started": made.started.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "kernels": round(made.prepared, 3),
        "workbench": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "packages": inputs.versions(),
        "parameters": {
            "language": made.parameters.language,
            "interactive": made.parameters.interactive,
            "deadline": made.parameters.deadline,
        },
        "inputs": basis,
        "study_sha256": hashlib.sha256(document.read_bytes()).hexdigest(),
        "notebooks": [trace.as_json() for trace in made.traces],
    }
    text = json.dumps(content, indent=2, sort_keys=True)
    door.create(made.staging / RUN, f"{text}\n".encode())


def _system_error(error: OSError) -> StudyError:
    return StudyError("study_system", reason=error.strerror or type(error).__name__)


def _accounted(studies: Path, started: datetime, error: StudyError) -> StudyError:
    """Return the error with the place of its account, which is written if it can be."""
    try:
        left = account.leave(studies, started, error)
    except (OSError, WorkbenchError) as cause:
        # A full disk takes the account, too; the reason itself must still be told.
        error.fields["account"] = ""
        error.add_note(f"no account could be written: {cause}")
        return error
    error.fields["account"] = str(left)
    return error
