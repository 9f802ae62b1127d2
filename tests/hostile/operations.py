"""What the faults are put under: each operation on a case of its own, and what must hold after."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.record.conftest import make_study
from workbench.case import door, journal, load
from workbench.duplicates.index.entry import Entry
from workbench.duplicates.index.index import Index
from workbench.duplicates.index.matching import Known
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session
from workbench.record.seal import seal
from workbench.record.verify import examine
from workbench.report.copies import put
from workbench.report.redaction.pictures import releases
from workbench.study import batch, publish
from workbench.study.parameters import Parameters

SHA = "ab" * 32
OLD, NEW = "Kronologi lama.", "Kronologi baru."
PLACE = ("narrative", "chronology")


def make(root: Path) -> Path:
    """Make a case with answers, identities and both journals, and one study."""
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "foto.txt").write_text("ISI BUKTI")
    write_answers(root, OLD)
    releases.decide(root, "public", releases.Release("B-01", SHA, (), OLD), by="x")
    make_study(root)
    return root


def write_answers(root: Path, text: str) -> None:
    session = Session(load(root), "penelaah")
    try:
        session.keep(PLACE, "mengetik", "mengetik")
        session.set(PLACE, text)
        session.set(("people",), [{"id": "P-1", "name": text}], file="identities.yaml")
    finally:
        session.close()


def save(root: Path) -> None:
    write_answers(root, NEW)


def saved(root: Path) -> list[str]:
    """Return what is wrong with the answers; what was typed counts as an answer."""
    session = Session(load(root), "lain")
    said = session.get(*PLACE), session.get("people", file="identities.yaml")[0]["name"]
    can_write = session.can_write
    session.close()
    wrong = [] if said[0] in (OLD, NEW, "mengetik") and said[1] in (OLD, NEW) else [f"{said}"]
    wrong += [] if can_write else ["cannot write"]
    # A line whose file was not written shows as one that differs, until the next save.
    told = [one.code for one in examine_journal(load(root))]
    return wrong + [code for code in told if code != "journal_differs"]


def note(root: Path) -> None:
    journal.note(root, journal.Change(journal.JOURNAL, ("exports", "x"), None, NEW, "export"))


def noted(root: Path) -> list[str]:
    entries, problems = journal.read(root / journal.JOURNAL)
    return [one.code for one in problems] + ([] if entries else ["journal is gone"])


def release(root: Path) -> None:
    releases.decide(root, "public", releases.Release("B-01", SHA, (), NEW), by="x")


def released(root: Path) -> list[str]:
    said = releases.load(root)["public"]["B-01"].reason
    return noted(root) + ([] if said in (OLD, NEW) else [f"release {said!r}"])


def study(root: Path) -> None:
    """Do what a run does around its notebooks."""
    now = datetime.now(UTC)
    with publish.claimed(root / "studies") as studies:
        staged = publish.stage(studies, now)
        try:
            door.make_folder(staged / "tables")
            door.create(staged / "tables" / "facts.csv", b"exhibit\n" * 50)
            door.write(staged / "study.json", b'{"format": "1"}', durable=False)
            publish.publish(staged, now)
        finally:
            publish.discard(staged)


def studied(root: Path) -> list[str]:
    wrong = []
    for one in publish.published(root / "studies"):
        json.loads((one / "study.json").read_text())
        if not (one / "tables" / "facts.csv").read_text().endswith("\n"):
            wrong.append(f"half a study {one.name}")
    with publish.claimed(root / "studies"):
        pass
    return wrong


def record(root: Path) -> None:
    made = [path.parent for path in (root / "studies").glob("2*/run.json")]
    # Looking for the study is part of the test: where the fault strikes that, nothing was begun.
    if made and not [*(root / "records").glob("[!.]*")]:
        seal(made[0], as_studied=True, with_evidence=True)


def recorded(root: Path) -> list[str]:
    return [
        f"{one.name}: {check.name}"
        for one in (root / "records").glob("[!.]*")
        for check in examine(one).checks
        if not check.ok
    ]


def copy(root: Path) -> None:
    if not (root / "copy").exists():
        files = {"report.html": b"x" * 50_000, "tables/a.csv": b"y"}
        put(files, root / "copy", before=lambda: note(root))


def copied(root: Path) -> list[str]:
    sizes = [path.stat().st_size for path in sorted((root / "copy").rglob("*.*"))]
    return noted(root) + ([] if sizes in ([], [50_000, 1]) else [f"half a copy {sizes}"])


def first_index(root: Path) -> None:
    index = Index(root / "index")
    index.add("/one", "009/LP", [Entry("B-1", "a.opus", Known("f" * 64))])
    index.rebuild()


def next_index(root: Path) -> None:
    index = Index(root / "index")
    index.add("/other", "010/LP", [Entry("B-1", "b.opus", Known("f" * 64))])
    index.rebuild()


def indexed(root: Path) -> list[str]:
    first_index(root)
    hits = Index(root / "index").search(Known("f" * 64))
    return [] if 1 <= len(hits) <= 2 else [f"{len(hits)} hits"]


def many(root: Path) -> None:
    """Do what a batch does in its own process: find cases, ask what changed, clear, tell."""
    for case in batch.find_cases(root):
        batch.unchanged_study(case, Parameters())
        study(case)


OPERATIONS: dict[str, tuple[Callable[[Path], None], Callable[[Path], list[str]]]] = {
    "save": (save, saved),
    "journal": (note, noted),
    "release": (release, released),
    "publish": (study, studied),
    "seal": (record, recorded),
    "copy": (copy, copied),
    "first index": (first_index, indexed),
    "next index": (next_index, indexed),
    "batch": (many, studied),
}
