"""Everything that the workbench writes in a case: what writes it, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from tests.record.conftest import make_study
from workbench.case import load
from workbench.duplicates.relations import pair_answers
from workbench.duplicates.relations.decisions import Decision
from workbench.kajian.saving.session import Session
from workbench.record.seal import seal
from workbench.report.copies import put
from workbench.report.redaction.pictures import releases
from workbench.study import publish
from workbench.words.reading import case_readings
from workbench.words.reading.line import Reading

SHA = hashlib.sha256(b"isi").hexdigest()
OTHER = hashlib.sha256(b"lain").hexdigest()


def form(case: Path) -> None:
    """Open the form, type, and save one answer of every file that it writes."""
    session = Session(load(case), "penelaah")
    try:
        session.keep(("issue",), "mengetik", "mengetik")
        session.set(("narrative", "chronology"), "Kronologi.")
        session.set(("allegation",), "Dugaan.", file="case.yaml")
        session.set(("exhibits",), [{"id": "B-01", "file": "foto.txt"}], file="exhibits.yaml")
        session.set(("people",), [{"id": "P-1", "name": "Rekaan"}], file="identities.yaml")
        session.set(("person",), "P-1", file="statements/S-1.yaml")
    finally:
        session.close()


def release(case: Path) -> None:
    releases.decide(case, "public", releases.Release("B-01", SHA, (), "rekaan"), by="penelaah")


def pair(case: Path) -> None:
    one, other = sorted((SHA, OTHER))
    pair_answers.remember(case, Decision(one, other, "rejected", "rekaan"), by="penelaah")


def readings(case: Path) -> None:
    case_readings.store(case, {SHA: Reading(looked_at=1)}, "penelaah")


def study(case: Path) -> None:
    """Do what a run does around its notebooks: claim the folder, stage, publish."""
    from datetime import UTC, datetime

    from workbench.case import door

    now = datetime.now(UTC)
    with publish.claimed(case / "studies") as studies:
        staged = publish.stage(studies, now)
        door.create(staged / "study.json", b"{}")
        publish.publish(staged, now)


def record(case: Path) -> None:
    found = sorted((case / "studies").glob("2*/tables"))
    seal(found[0].parent if found else make_study(case))


def copy(case: Path) -> None:
    put({"report.html": b"x", "tables/a.csv": b"y"}, case / "copy", before=lambda: None)


#: What writes each file; the name as it stands in the case.
WRITERS: dict[str, Callable[[Path], None]] = {
    ".kajian.lock": form,
    ".kajian.writer.json": form,
    ".kajian.draft.json": form,
    ".journal.jsonl.lock": form,
    ".identities.journal.jsonl.lock": form,
    "journal.jsonl": form,
    "identities.journal.jsonl": form,
    "kajian.yaml": form,
    "case.yaml": form,
    "exhibits.yaml": form,
    "identities.yaml": form,
    "statements": form,
    "statements/S-1.yaml": form,
    "releases.yaml": release,
    "duplicates.yaml": pair,
    "readings.json": readings,
    "studies": study,
    "studies/.lock": study,
    "records": record,
    "records/.lock": record,
    "copy": copy,
}
