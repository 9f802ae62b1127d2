"""Many studies: cases found below a folder, several at once, each in a process of its own."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbench import processes
from workbench.case import load
from workbench.case.folder import CASE, EVIDENCE
from workbench.errors import CaseError, StudyError, WorkbenchError
from workbench.study import inputs, publish
from workbench.study.account import sentence
from workbench.study.kernels import forkserver
from workbench.study.launch import prepare_process
from workbench.study.parameters import Parameters
from workbench.study.readiness import ready
from workbench.study.run import RUN, destination
from workbench.text import LANGUAGES

if TYPE_CHECKING:
    from concurrent.futures import Future

Status = Literal["done", "skipped", "failed"]
DEEPEST = 8


@dataclass(frozen=True, order=True)
class Outcome:
    """What became of one case.

    Attributes
    ----------
    case
        Its folder, relative to the batch's root, with ``/``.
    status
        ``done``; ``skipped`` (nothing changed since its last study); ``failed``.
    study
        The study folder's path; empty when failed.
    seconds
        How long it took.
    code, message
        Why it failed; `message` in both languages.
    """

    case: str
    status: Status
    study: str = ""
    seconds: float = 0.0
    code: str = ""
    message: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench batch --json``."""
        return asdict(self) | {"seconds": round(self.seconds, 3), "message": dict(self.message)}


@dataclass(frozen=True)
class BatchResult:
    """Every case of a batch, by path."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    def count(self, status: Status) -> int:
        """Return how many cases ended as `status`."""
        return sum(outcome.status == status for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """Return what ``workbench batch --json`` prints."""
        return {
            "cases": [outcome.as_json() for outcome in self.outcomes],
            "done": self.count("done"),
            "skipped": self.count("skipped"),
            "failed": self.count("failed"),
            "seconds": round(self.seconds, 3),
        }


def find_cases(root: Path) -> list[Path]:
    """Return the case folders at or below `root`, sorted; links are not followed.

    A folder is a case when it holds ``evidence/`` or ``case.yaml``: one that lacks
    the other shall fail by name, not go missing.

    Raises
    ------
    CaseError
        When `root` is missing, not a folder, or holds no case.
    """
    if not root.exists():
        raise CaseError("batch_root_missing", path=str(root))
    if not root.is_dir():
        raise CaseError("case_not_a_folder", path=str(root))
    found = sorted(_cases(root, 0))
    if not found:
        raise CaseError("batch_without_cases", path=str(root))
    return found


def batch(
    root: Path,
    parameters: Parameters,
    jobs: int = 1,
    *,
    again: bool = False,
    told: Callable[[Outcome, int, int], None] | None = None,
) -> BatchResult:
    """Study every case below `root`.

    Parameters
    ----------
    parameters
        For every case; with ``output``, each case's studies go to its own folder below it.
    jobs
        How many at once.
    again
        Whether cases are studied also when nothing changed since their last study.
    told
        Called as each case ends, with how many have ended and how many there are.
    """
    begun = time.perf_counter()
    root = root.expanduser().resolve()
    cases = find_cases(root)
    outcomes: list[Outcome] = []
    for outcome in _outcomes(root, cases, parameters, max(1, jobs), again=again):
        outcomes.append(outcome)
        if told is not None:
            told(outcome, len(outcomes), len(cases))
    return BatchResult(tuple(sorted(outcomes)), time.perf_counter() - begun)


def unchanged_study(path: Path, parameters: Parameters) -> Path | None:
    """Return the case's last study when nothing that it rests on has changed since."""
    folder = load(path)
    studies = publish.published(destination(folder, parameters))
    if not studies:
        return None
    try:
        made = json.loads((studies[-1] / RUN).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    basis = inputs.digest(folder, parameters.language)
    return studies[-1] if made.get("inputs") == basis else None


def study_one(path: str, name: str, parameters: Parameters, again: bool) -> Outcome:  # noqa: FBT001
    """Study one case and say what became of it; runs in a worker process."""
    prepare_process()
    from workbench.study.run import run

    begun = time.perf_counter()
    try:
        made = None if again else unchanged_study(Path(path), parameters)
        if made is not None:
            return Outcome(name, "skipped", str(made), time.perf_counter() - begun)
        made = run(ready(path), parameters)
    except WorkbenchError as error:
        return _failed(name, error, time.perf_counter() - begun)
    return Outcome(name, "done", str(made), time.perf_counter() - begun)


def _outcomes(
    root: Path, cases: list[Path], parameters: Parameters, jobs: int, *, again: bool
) -> Iterator[Outcome]:
    """Yield outcomes as they come; when interrupted, leave no half study behind."""
    from concurrent.futures import as_completed

    from pebble import ProcessPool

    workers = min(jobs, len(cases))
    context = processes.pool_context()
    pool: Any = ProcessPool(max_workers=workers, context=context, initializer=_begin)
    futures: dict[Future[Outcome], tuple[str, Path, Parameters]] = {}
    try:
        for case in cases:
            name = case.relative_to(root).as_posix()
            own = _own_parameters(name, parameters)
            futures[pool.schedule(study_one, (str(case), name, own, again))] = (name, case, own)
        for future in as_completed(futures):
            name, case, own = futures[future]
            crash = future.exception()
            yield future.result() if crash is None else _crashed(name, case, own, crash)
        pool.close()
    except BaseException:
        pool.stop()
        pool.join()
        for _, case, own in futures.values():
            _clear(case, own)
        raise
    pool.join()


def _begin() -> None:
    """Make a worker ready; its starter stood wherever the command was typed."""
    processes.begin_worker()
    forkserver.keep()


def _own_parameters(name: str, parameters: Parameters) -> Parameters:
    if not parameters.output:
        return parameters
    return replace(parameters, output=str(Path(parameters.output) / name))


def _crashed(name: str, case: Path, parameters: Parameters, crash: BaseException) -> Outcome:
    """Return the outcome of a case whose process ended instead of answering."""
    _clear(case, parameters)
    reason = f"{type(crash).__name__}: {crash}".strip(": ")
    return _failed(name, StudyError("batch_crashed", reason=reason), 0.0)


def _clear(case: Path, parameters: Parameters) -> None:
    """Remove the staging of a process that is gone; a run of somebody else's is left alone."""
    try:
        folder = load(case)
        studies = destination(folder, parameters)
        if studies.is_dir():
            with publish.claimed(studies):
                pass
    except WorkbenchError:
        return  # not usable as a case, or in use: then there is nothing of ours in it


def _failed(name: str, error: WorkbenchError, seconds: float) -> Outcome:
    message = tuple((language, sentence(error, language)) for language in LANGUAGES)
    return Outcome(name, "failed", "", seconds, error.code, message)


def _cases(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = {entry.name: entry for entry in os.scandir(folder)}
    except OSError:
        return
    if EVIDENCE in entries or CASE in entries:
        yield folder
        return
    if depth < DEEPEST:
        for name, entry in entries.items():
            if entry.is_dir(follow_symlinks=False) and not name.startswith("."):
                yield from _cases(Path(entry.path), depth + 1)
