"""Seal a study: a bag of copies that anyone can check with tools that are not ours."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench import __version__
from workbench.case import door
from workbench.case.folder import EVIDENCE
from workbench.errors import RecordError, RecordRefusedError
from workbench.evidence.progress import Progress
from workbench.record import bag, exhibits, finished, guide, reasoning, staging, verify
from workbench.record.container import FORMAT, LABEL
from workbench.record.finished import Finished
from workbench.record.since import changed_since

RECORDS = "records"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Sealed:
    """A record that was just made.

    Attributes
    ----------
    path
        The record.
    id
        Its name: the case's number and the study's name, in plain characters.
    seal
        SHA-256 of ``tagmanifest-sha256.txt``: whoever keeps this value elsewhere
        can tell later whether the whole record was replaced.
    files, size
        Files of the payload, and their bytes together.
    exhibits, stored
        Exhibits listed, and how many of them lie in the record as copies.
    kajian
        ``none`` (not begun), ``unfinished`` or ``complete``.
    case
        The case folder whose evidence was compared.
    """

    path: Path
    id: str
    seal: str
    files: int
    size: int
    exhibits: int
    stored: int
    kajian: reasoning.State
    case: Path


def seal(
    study: Path,
    output: Path | None = None,
    *,
    case: Path | None = None,
    with_evidence: bool = False,
    unfinished: bool = False,
    as_studied: bool = False,
    progress: Progress | None = None,
) -> Sealed:
    """Make a record of a finished study.

    Parameters
    ----------
    study
        The study folder.
    output
        The folder that receives the record; ``CASE/records`` when None.
    case
        The case folder, when the study does not lie in its ``studies/``.
    with_evidence
        Whether copies of the exhibits go into the record.
    unfinished
        Whether a kajian with gaps that block sealing is sealed all the same; the
        record says so. A kajian that was not begun needs no leave: there is
        nothing in it that could be taken for finished.
    as_studied
        Whether the study is sealed although the case's files say something else now;
        the record says so.
    progress
        Told how many exhibits were compared.

    Raises
    ------
    RecordError
        When there is nothing to seal, or no place to put it.
    RecordRefusedError
        When the study is not whole, its kajian has gaps that block sealing, the
        case's answers were changed since, or the evidence is no longer what the
        study saw.
    """
    whole = finished.read(study, case)
    gaps = reasoning.blocking(whole.document)
    if gaps and not unfinished:
        raise RecordRefusedError.of("kajian_unfinished", whole.path, gaps)
    changed = changed_since(whole)
    if changed and not as_studied:
        raise RecordRefusedError.of("answers_changed", whole.path, changed)
    records = _destination(whole, output)
    name = identifier(whole)
    with staging.stage(records, name) as staged:
        gathered = _fill(staged, whole, progress, with_evidence=with_evidence)
        bag.write(
            staged,
            _information(whole, name, gathered.rows, is_current=not changed),
            gathered.digests,
        )
        _prove(staged)
        return _sealed(staging.publish(staged, name), name, whole, gathered.rows)


def identifier(study: Finished) -> str:
    """Return the record's name: plain on every system, and the same for the same study."""
    number = re.sub(r"[^A-Za-z0-9.]+", "-", study.number or study.case.name).strip("-.")
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", study.path.name).strip("-.")
    digest = study.digest[:8]
    return f"{(number or 'case')[:LONGEST_NAME]}_{plain}" + (
        "" if digest in plain else f"_{digest}"
    )


def _destination(study: Finished, output: Path | None) -> Path:
    records = output.expanduser().resolve() if output is not None else study.case / RECORDS
    for kept in (study.case / EVIDENCE, study.path):
        if records == kept or kept in records.parents:
            raise RecordError("record_inside", path=str(records), folder=str(kept))
    return records


def _fill(
    staged: Path, study: Finished, progress: Progress | None, *, with_evidence: bool
) -> exhibits.Gathered:
    payload = staged / bag.PAYLOAD
    copies = payload / exhibits.COPIES
    door.make_folder(copies)
    gathered = exhibits.gather(study, copies if with_evidence else None, progress)
    if not with_evidence:
        copies.rmdir()
    for name in study.files:
        target = payload / "study" / name
        door.make_folder(target.parent)
        with bag.opened(study.path / name) as stream, door.creating(target) as copy:
            shutil.copyfileobj(stream, copy)
    exhibits.write_lists(payload, gathered.rows)
    guide.write(staged, identifier(study), study)
    return gathered


def _information(
    study: Finished, name: str, rows: list[exhibits.Listed], *, is_current: bool
) -> list[tuple[str, str]]:
    office = study.document.get("case", {}).get("office") or {}
    return [
        ("Source-Organization", str(office.get("name") or "-")),
        ("External-Identifier", name),
        ("Internal-Sender-Identifier", study.number or study.case.name),
        ("Bagging-Date", datetime.now(UTC).strftime("%Y-%m-%d")),
        ("Bag-Software-Agent", f"kajian-workbench {__version__}"),
        (LABEL, FORMAT),
        ("Study-SHA256", study.digest),
        ("Kajian-State", reasoning.state(study.document)),
        ("Answers-Current", "yes" if is_current else "no"),
        ("Evidence-Listed", str(len(rows))),
        ("Evidence-Stored", str(sum(row.stored is not None for row in rows))),
    ]


def _prove(staged: Path) -> None:
    """Read the bag back from the disk before it is given its name."""
    failed = [check for check in verify.examine(staged).checks if not check.ok]
    if failed:
        detail = "; ".join(f"{check.name}: {check.detail('en')}" for check in failed)
        raise RecordError("record_not_written", path=str(staged.parent), reason=detail)


def _sealed(path: Path, name: str, study: Finished, rows: list[exhibits.Listed]) -> Sealed:
    payload = [
        size
        for file, size in bag.contents(path).files.items()
        if file.startswith(f"{bag.PAYLOAD}/")
    ]
    seal_value = bag.digests(path / bag.TAG_MANIFESTS["sha256"])["sha256"]
    return Sealed(
        path=path,
        id=name,
        seal=seal_value,
        files=len(payload),
        size=sum(payload),
        exhibits=len(rows),
        stored=sum(row.stored is not None for row in rows),
        kajian=reasoning.state(study.document),
        case=study.case,
    )
