"""Everything that the workbench writes in a case: what writes it, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from tests.record.conftest import make_study
from workbench.case import load
from workbench.case.new import scaffold, staged
from workbench.cli import batch
from workbench.doctor import installation
from workbench.duplicates.relations import pair_answers
from workbench.duplicates.relations.decisions import Decision
from workbench.errors import CaseError
from workbench.kajian.saving.session import Session
from workbench.record.seal import seal
from workbench.report.copies import put
from workbench.report.redaction.pictures import releases
from workbench.report.redaction.review import acts
from workbench.study import publish
from workbench.study.batch import BatchResult
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


def decide(case: Path) -> None:
    """Decide about something that a copy for others would show."""
    made = {"0123456789abcdef": {"act": "keep", "kind": "name", "reason": "rekaan"}}
    acts._write(case, "public", made, by="penelaah")


def probe(case: Path) -> None:
    """Look whether the case can be written, as the doctor does."""
    found = installation.writable("case", case)
    if found.code == "not_writable":
        raise CaseError("case_not_writable", path=str(case), detail=found.fields["reason"])


def summary(case: Path) -> None:
    """Write the table of a batch; its place is named by a person, here in a case."""
    batch._write_csv(case / "rekap.csv", BatchResult((), 0.0), "id")


def new(case: Path) -> None:
    """Make a case inside another one."""
    with staged(case / "baru") as folder:
        scaffold(folder)


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
    "copies.yaml": decide,
    ".workbench-doctor": probe,
    "rekap.csv": summary,
    "baru": new,
}

_RECORD, _PRIVATE = "a record under construction, below its lock", "a private folder of our own"
_STUDY = "a study under construction, below its lock"
#: Every module that writes through the door: its rows above, or what else it writes.
MODULES: dict[str, tuple[str, ...] | str] = {
    "case/journal.py": ("journal.jsonl", "identities.journal.jsonl"),
    "case/lock.py": (".kajian.lock", ".kajian.writer.json"),
    "case/new.py": ("baru",),
    "case/publishing.py": ("studies", "records", "copy", "baru"),
    "case/text_file.py": ("kajian.yaml", "releases.yaml"),
    "case/tidying.py": "removes what killed saves left",
    "case/yaml_files.py": ("kajian.yaml", "case.yaml"),
    "cli/batch.py": ("rekap.csv",),
    "cli/release.py": "a file that a person names, made only where nothing lies",
    "desk/packs.py": _PRIVATE,
    "desk/registration.py": _PRIVATE,
    "doctor/installation.py": (".workbench-doctor",),
    "doctor/leftovers.py": "only removes",
    "duplicates/index/database.py": _PRIVATE,
    "duplicates/index/index.py": _PRIVATE,
    "duplicates/relations/pair_answers.py": ("duplicates.yaml",),
    "evidence/acquisition.py": "a case under construction",
    "examination/cache.py": _PRIVATE,
    "examination/word_search.py": _PRIVATE,
    "kajian/place.py": _PRIVATE,
    "kajian/saving/answers.py": ("kajian.yaml",),
    "kajian/saving/case_files.py": ("exhibits.yaml", "identities.yaml", "statements/S-1.yaml"),
    "kajian/saving/drafts.py": (".kajian.draft.json",),
    "kajian/saving/journals.py": ("journal.jsonl", "identities.journal.jsonl"),
    "record/bag.py": _RECORD,
    "record/exhibits.py": _RECORD,
    "record/guide.py": _RECORD,
    "record/seal.py": _RECORD,
    "record/sign.py": "a record that was just found whole, below its lock",
    "record/staging.py": ("records", "records/.lock"),
    "report/copies.py": ("copy", "journal.jsonl"),
    "report/redaction/pictures/releases.py": ("releases.yaml",),
    "report/redaction/review/acts.py": ("copies.yaml",),
    "report/redaction/review/earlier.py": "only reads the journal",
    "study/account.py": "only reads the journal",
    "study/execute.py": _STUDY,
    "study/progress_file.py": _STUDY,
    "study/publish.py": ("studies", "studies/.lock"),
    "study/run.py": _STUDY,
    "ui/notebook.py": _STUDY,
    "words/reading/case_readings.py": ("readings.json", "journal.jsonl"),
}
