"""A case that can be studied, or everything that keeps it from being studied, at once."""

from __future__ import annotations

from pathlib import Path

from workbench.case import CaseFolder, examine_folder
from workbench.errors import CaseInvalidError
from workbench.kajian import examine as examine_kajian


def ready(path: Path | str) -> CaseFolder:
    """Read a case folder whose own files and answers are sound.

    Raises
    ------
    CaseError
        When there is no case folder.
    CaseInvalidError
        With every problem of every file that blocks a run, so that all can be
        mended before the next try; nothing has been written then.
    """
    folder, problems = examine_folder(path)
    blocking = [problem for problem in problems if problem.blocking]
    blocking += examine_kajian(folder)[1]
    if blocking:
        raise CaseInvalidError.of(folder.name, blocking)
    return folder
