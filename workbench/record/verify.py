"""Check a record: every file that changed, is missing or was added, and nothing taken on trust.

Only files that really lie in the folder are opened, never a path that a manifest
names, and a check that had nothing to look at does not pass.
"""

from __future__ import annotations

from pathlib import Path

from workbench.errors import RecordError
from workbench.record import bag, container, content
from workbench.record.loaded import Progress, read
from workbench.record.verdict import Verdict


def examine(record: Path, progress: Progress | None = None) -> Verdict:
    """Check one record; nothing is written anywhere.

    Parameters
    ----------
    record
        The folder.
    progress
        Told how many files were read.

    Raises
    ------
    RecordError
        When there is no folder at `record`.
    """
    if not record.is_dir():
        code = "record_not_a_folder" if record.exists() else "record_missing"
        raise RecordError(code, path=str(record))
    reading = read(record, progress)
    checks = (*container.checks(reading), *content.checks(reading))
    return Verdict(record, reading.sha256(bag.TAG_MANIFESTS["sha256"]), checks)
