"""Two invented cases that ship with the workbench, and copying one to a place of one's own.

The cases lie in ``cases/NAME``; ``tests/examples/builder`` made their evidence from real
photographs with a free licence (``photographs/LICENCES.md``). Nobody and
nothing in them exists.
"""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from workbench.case import tidying
from workbench.case.new import staged
from workbench.errors import CaseError

CASES = files("workbench.examples") / "cases"


def names() -> list[str]:
    """Return the names of the shipped examples, sorted."""
    return sorted(entry.name for entry in CASES.iterdir() if entry.is_dir())


def copy(name: str, destination: Path) -> Path:
    """Copy the example `name` to `destination`, where nothing may lie yet.

    Returns
    -------
    Path
        The new case folder, writable, whole or not there at all.

    Raises
    ------
    CaseError
        When there is no such example, or something lies at `destination` already.
    """
    if name not in names():
        raise CaseError("example_unknown", name=name, names=", ".join(names()))
    # Contents only: an installed package may be read-only, a copy must not be.
    with as_file(CASES / name) as source, staged(destination) as folder:
        shutil.copytree(source, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
        tidying.tidy(folder)
    return destination
