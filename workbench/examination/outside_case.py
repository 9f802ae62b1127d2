"""Files outside any case: read with the same care, in the same children."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workbench.evidence.exhibit import Exhibit
from workbench.evidence.inventory import identify
from workbench.evidence.listing import Entry
from workbench.evidence.progress import Progress, silent
from workbench.examination.read_all import facts, read_all, states
from workbench.metadata.fact import Fact


def read_loose(
    files: Iterable[Path], *, jobs: int | None = None, progress: Progress | None = None
) -> tuple[tuple[Exhibit, ...], tuple[Fact, ...]]:
    """Return an exhibit and its facts for each file; ids are ``F-1``, ``F-2``, ….

    A path in an exhibit is the file's name alone. Files of one folder share their children.
    Nothing is cached and nothing is written.
    """
    numbered = [
        (path.absolute().parent, replace(_identified(path), id=f"F-{number}"))
        for number, path in enumerate(files, 1)
    ]
    facts_of: dict[str, list[Fact]] = {exhibit.id: [] for _, exhibit in numbered}
    for root in dict.fromkeys(root for root, _ in numbered):
        here = [exhibit for folder, exhibit in numbered if folder == root]
        known = states(root, (exhibit.path for exhibit in here))
        readings = read_all(root, here, known, jobs=jobs, tell=progress or silent, cache=None)
        for fact in facts(here, readings, known):
            facts_of[fact.exhibit].append(fact)
    in_order = tuple(exhibit for _, exhibit in numbered)
    return in_order, tuple(fact for one in in_order for fact in facts_of[one.id])


def _identified(path: Path) -> Exhibit:
    return identify(path.absolute().parent, _entry(path, path.name))


def _entry(path: Path, name: str) -> Entry:
    return Entry(name, "file", size=path.stat().st_size)
