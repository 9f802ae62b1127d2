"""Check a record: every file that changed, is missing or was added, and nothing taken on trust.

Only files that really lie in the folder are opened, never a path that a manifest
names, and a check that had nothing to look at does not pass.
"""

from __future__ import annotations

from pathlib import Path

from workbench.errors import RecordError
from workbench.record import bag, container, content, signature
from workbench.record.container import FORMAT, LABEL
from workbench.record.expected import Expected
from workbench.record.loaded import Progress, Reading, read
from workbench.record.verdict import Check, Fault, Verdict


def examine(
    record: Path,
    progress: Progress | None = None,
    *,
    seals: Expected | None = None,
    signers: Path | None = None,
) -> Verdict:
    """Check one record; nothing is written anywhere.

    Parameters
    ----------
    record
        The folder.
    progress
        Told how many files were read.
    seals
        Seal values that were noted outside: the only thing that tells a record whose lists
        were all written anew from the one that was sealed, besides a signature.
    signers
        The office's ``allowed_signers``; None looks for it beside the record.

    Raises
    ------
    RecordError
        When there is no folder at `record`, or nothing of a bag in it.
    """
    if not record.is_dir():
        code = "record_not_a_folder" if record.exists() else "record_missing"
        raise RecordError(code, path=str(record))
    reading = read(record, progress)
    if not reading.tags & {bag.DECLARATION, bag.INFORMATION, *bag.TAG_MANIFESTS.values()}:
        raise RecordError("record_not_a_bag", path=str(record))
    seal = reading.sha256(bag.TAG_MANIFESTS["sha256"])
    checks = _checks(reading)
    if seals:
        names = (record.name, reading.information.get("External-Identifier", ""))
        checks = (*checks, seals.check(seal, *filter(None, names)))
    listed = signers if signers is not None else signature.allowed_beside(record)
    return Verdict(record, seal, checks, signature.read(reading, listed))


def _checks(reading: Reading) -> tuple[Check, ...]:
    version = reading.information.get(LABEL)
    if version is None and content.DOCUMENT not in reading.payload:
        return (Check("format", 1, (Fault("foreign_bag"),)),)
    if version != FORMAT:
        # What a later version keeps where is not known here: the container is, for any bag.
        wrong = Check("format", 1, (Fault("other_format", version or "-"),))
        return (wrong, *container.checks(reading))
    return (*container.checks(reading), *content.checks(reading))
