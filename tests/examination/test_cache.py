"""What is kept of a reading belongs to the versions that read it, and to no others."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import workbench
from workbench.examination import cache

PACKAGE = Path(workbench.__file__).parent
# Read nothing of an exhibit: a lock of the index; signatures, which are looked at on demand only;
# PDFium, which draws for the viewer and for the reader of words, whose own keys name it.
NO_READERS = {"filelock", "c2pa-python", "pypdfium2"}


def imported(place: Path) -> set[str]:
    """Return the distributions that the modules of `place` import."""
    known = packages_distributions()
    found: set[str] = set()
    for path in place.rglob("*.py") if place.is_dir() else [place]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in {name.split(".")[0] for name in names} - {"workbench"}:
                if name not in sys.stdlib_module_names:
                    found |= {dist.lower().replace("_", "-") for dist in known[name]}
    return found


def test_every_library_that_reads_is_part_of_the_key_and_no_other() -> None:
    # Lost otherwise: after an update, what an old version read is taken for what the new one reads.
    used: set[str] = set()
    for name in cache._READERS:
        used |= imported(PACKAGE / name)
    assert used - NO_READERS == set(cache._LIBRARIES)
