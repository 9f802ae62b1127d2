"""Two invented cases that ship with the workbench, and copying one to a place of one's own.

The cases lie in ``cases/NAME``; ``build.py`` made their evidence from real
photographs with a free licence (``photographs/LICENCES.md``). Nobody and
nothing in them exists.
"""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from workbench.errors import CaseError

CASES = files("workbench.examples") / "cases"


def names() -> list[str]:
    """Return the names of the shipped examples, sorted."""
    return sorted(entry.name for entry in CASES.iterdir() if entry.is_dir())


def copy(name: str, destination: Path) -> Path:
    """Copy the example `name` to `destination`, which must not exist yet.

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
    if destination.exists() or destination.is_symlink():
        raise CaseError("case_exists", path=str(destination))
    destination.parent.mkdir(parents=True, exist_ok=True)
    with (
        as_file(CASES / name) as source,
        tempfile.TemporaryDirectory(prefix=".example-", dir=destination.parent) as staging,
    ):
        copied = Path(staging) / name
        # Contents only: an installed package may be read-only, a copy must not be.
        shutil.copytree(source, copied, copy_function=shutil.copyfile)
        copied.rename(destination)
    return destination
