"""Every file that the form writes is told by the journal, undone by it, and given by its replay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.case import CaseFolder, examine_folder, load
from workbench.case.folder import CASE, EXHIBITS, IDENTITIES
from workbench.case.journal import JOURNAL
from workbench.errors import KajianError
from workbench.kajian.saving.case_files import statement_file
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.journals import IDENTITY_JOURNAL
from workbench.kajian.saving.session import Session

NAME = "Nama Rekaan Lengkap"


@pytest.fixture
def session(case: CaseFolder) -> Any:
    opened = Session(case, "Peninjau Rekaan")
    yield opened
    opened.close()


def test_case_exhibits_and_statements_are_saved_proved_and_undone(
    session: Session, case: CaseFolder
) -> None:
    comments = [one for one in _lines(case.path / CASE) if one.startswith("#")]
    told = statement_file(case, "S-1")
    session.set(("title",), "Judul baru", CASE)
    session.set(("exhibits", "B-01", "label"), "Foto baru", EXHIBITS)
    session.set((), {"person": "S-1", "role": "saksi"}, told)
    session.set(("passages", "1", "quote"), "Saya melihatnya.", told)
    there, problems = examine_folder(case.path)
    assert not any(problem.blocking for problem in problems)
    assert (there.case.title, there.claims[0].label) == ("Judul baru", "Foto baru")
    assert [one.passages[0].quote for one in there.statements if one.passages][-1]
    assert examine_journal(case) == []
    assert session.folder == there, "the session sees what it wrote"
    while session.undo():
        assert examine_journal(case) == []
    assert load(case.path).case == case.case
    assert load(case.path).claims == case.claims
    assert not (case.path / told).exists(), "an empty statement is not left behind"
    assert [one for one in _lines(case.path / CASE) if one.startswith("#")] == comments


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_a_file_changed_behind_the_journal_is_named_with_its_line(
    session: Session, case: CaseFolder
) -> None:
    session.set(("title",), "Judul baru", CASE)
    text = (case.path / CASE).read_text()
    (case.path / CASE).write_text(text.replace("Judul baru", "Judul lain"))
    (problem,) = examine_journal(case)
    assert (problem.code, problem.file, problem.key) == ("journal_differs", CASE, "title")
    assert problem.line
    with pytest.raises(KajianError, match=r"case\.yaml"):
        session.set(("title",), "Judul ketiga", CASE)
    assert "Judul lain" in (case.path / CASE).read_text()


def test_who_people_are_stays_out_of_the_journal_that_is_shown(
    session: Session, case: CaseFolder
) -> None:
    session.set(("people", "S-1", "name"), NAME, IDENTITIES)
    assert NAME not in (case.path / JOURNAL).read_text()
    assert NAME in (case.path / IDENTITY_JOURNAL).read_text()
    assert load(case.path).identities == session.folder.identities
    assert examine_journal(case) == []
    entry = session.undo()
    assert entry is not None
    assert entry.file == IDENTITIES
    assert load(case.path).identities == case.identities
    assert examine_journal(case) == []


def test_a_confidential_line_changed_or_dropped_is_found(
    session: Session, case: CaseFolder
) -> None:
    session.set(("people", "S-1", "name"), NAME, IDENTITIES)
    secret = case.path / IDENTITY_JOURNAL
    kept = secret.read_text()
    secret.write_text(kept.replace(NAME, "Nama Lain"))
    assert [p.code for p in examine_journal(case)] == ["journal_changed"]
    secret.write_text("".join(kept.splitlines(keepends=True)[:-1]))
    assert [p.code for p in examine_journal(case)] == ["journal_unvouched"]
    secret.unlink()
    assert [p.code for p in examine_journal(case)] == ["journal_unvouched"]


def test_a_crash_between_the_two_journals_is_told_and_mended(
    session: Session, case: CaseFolder
) -> None:
    session.set(("people", "S-1", "name"), NAME, IDENTITIES)
    main, told = (case.path / JOURNAL).read_text(), (case.path / IDENTITIES).read_text()
    session.set(("people", "S-1", "name"), "Nama yang hilang", IDENTITIES)
    session.close()
    (case.path / JOURNAL).write_text(main)
    (case.path / IDENTITIES).write_text(told)
    assert [p.code for p in examine_journal(case)] == ["journal_differs"]
    again = Session(load(case.path), "x")
    again.set(("people", "S-1", "address"), "Jalan Rekaan 1", IDENTITIES)
    assert again.can_write
    again.close()
    assert examine_journal(case) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
PLACES = st.sampled_from(
    [
        (CASE, ("title",)),
        (CASE, ("place", "name")),
        (CASE, ("parties", "S-1", "position")),
        (EXHIBITS, ("exhibits", "B-01", "note")),
        (EXHIBITS, ("exhibits", "B-02", "chain", "1", "giver")),
        (IDENTITIES, ("people", "S-1", "address")),
        ("kajian.yaml", ("issue",)),
        ("statements/S-1.yaml", ("summary",)),
        ("statements/S-1.yaml", ("passages", "1", "locator")),
        ("statements/P-9.yaml", ("passages", "1", "quote")),
        ("statements/P-9.yaml", ("passages", "2", "quote")),
        ("statements/P-9.yaml", ("passages", "3", "quote")),
        ("statements/P-9.yaml", ("passages", "2", "locator")),
    ]
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLACES, TEXTS), min_size=20, max_size=20))
def test_replaying_the_journal_gives_every_file_after_any_edits(
    case: CaseFolder, edits: list[tuple[tuple[str, tuple[str, ...]], str]]
) -> None:
    session = Session(load(case.path), "x")
    try:
        session.set((), {"person": "P-9"}, "statements/P-9.yaml")
        for number, ((file, place), text) in enumerate(edits):
            session.set(place, text, file)
            if number % 5 == 3:
                session.undo()
        assert not [p for p in examine_folder(case.path)[1] if p.blocking]
        assert examine_journal(case) == []
        assert session.folder == load(case.path)
    finally:
        session.close()
