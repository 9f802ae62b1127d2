"""Files outside any case: read with the same care, in the same children."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workbench.evidence.exhibit import Exhibit
from workbench.evidence.inventory import identify
from workbench.evidence.progress import Progress, silent
from workbench.evidence.walk import Entry
from workbench.metadata.fact import Fact
from workbench.study.readings import facts, read_all, states


def read_loose(
    files: Iterable[Path], *, jobs: int | None = None, progress: Progress | None = None
) -> tuple[tuple[Exhibit, ...], tuple[Fact, ...]]:
    """Return an exhibit and its facts for each file; ids are ``F-1``, ``F-2``, ….

    A path in an exhibit is the file's name alone. Nothing is cached and nothing is written.
    """
    exhibits: list[Exhibit] = []
    found: list[Fact] = []
    for number, path in enumerate(files, 1):
        root, name = path.absolute().parent, path.name
        known = states(root, [name])
        exhibit = replace(identify(root, _entry(path, name)), id=f"F-{number}")
        readings = read_all(root, [exhibit], known, jobs=jobs, tell=progress or silent, cache=None)
        exhibits.append(exhibit)
        found += facts([exhibit], readings, known)
    return tuple(exhibits), tuple(found)


def _entry(path: Path, name: str) -> Entry:
    return Entry(name, "file", size=path.stat().st_size)
