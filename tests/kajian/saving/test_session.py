"""Saving: an answer that is lost, or saved over somebody else's, costs a reviewer's trust."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.case import CaseFolder, journal
from workbench.errors import CaseInvalidError, KajianError
from workbench.kajian import examine, load
from workbench.kajian.saving.history import examine_journal, last_good
from workbench.kajian.saving.session import Session

NORM = "SKB-2022/C4"


@pytest.fixture
def session(case: CaseFolder) -> Any:
    opened = Session(case, "Peninjau Rekaan")
    yield opened
    opened.close()


def test_an_answer_is_on_disk_as_soon_as_it_is_set(session: Session, case: CaseFolder) -> None:
    session.set(("exhibits", "B-01", "source"), "diserahkan P-1: 'asli' # bukan salinan")
    session.set(("matrix", NORM, "hadir", "supports"), {"B-01": "kiri atas"})
    answers = load(case).answers
    assert answers.exhibits["B-01"].source == "diserahkan P-1: 'asli' # bukan salinan"
    assert answers.matrix[NORM]["hadir"].supports == {"B-01": "kiri atas"}
    assert examine_journal(case) == []


def test_comments_and_unknown_keys_survive_a_change(case: CaseFolder) -> None:
    case.kajian.write_text(
        '# catatan kantor\nformat: "1"\nexhibits:\n  # dari pelapor\n  B-01:\n'
        "    source: P-1  # lisan\n    kolom_kantor: tetap\nlampiran: [a, b]\n"
    )
    session = Session(case, "x")
    session.set(("exhibits", "B-01", "relevance"), "hadir")
    session.close()
    text = case.kajian.read_text()
    for kept in ("# catatan kantor", "# dari pelapor", "# lisan", "kolom_kantor", "lampiran"):
        assert kept in text


def test_a_newer_format_is_refused_and_nothing_is_written(case: CaseFolder) -> None:
    case.kajian.write_text('format: "99"\nmasa_depan: ya\n')
    with pytest.raises(CaseInvalidError, match="99"):
        Session(case, "x")
    assert case.kajian.read_text() == 'format: "99"\nmasa_depan: ya\n'
    assert not case.journal.exists()


def test_every_mistake_of_a_hand_edited_file_is_listed_at_once(case: CaseFolder) -> None:
    case.kajian.write_text(
        'format: "1"\nexhibits:\n  B-01:\n    originality: mungkin\n    accessible: barangkali\n'
        "pleno:\n  at: kemarin dulu\nfacts: [satu]\n"
    )
    _, problems = examine(case)
    assert {(p.code, p.line) for p in problems} == {
        ("not_one_of", 4),
        ("not_yes_or_no", 5),
        ("not_a_date", 7),
        ("not_a_mapping", 8),
    }


def test_a_wrong_value_is_refused_and_the_file_stays(session: Session, case: CaseFolder) -> None:
    session.set(("pleno", "at"), "14 Oktober 2024")
    before = case.kajian.read_bytes(), case.journal.read_bytes()
    with pytest.raises(KajianError, match="kapan-kapan"):
        session.set(("pleno", "at"), "kapan-kapan")
    assert (case.kajian.read_bytes(), case.journal.read_bytes()) == before


def test_an_edit_made_outside_is_neither_overwritten_nor_hidden(
    session: Session, case: CaseFolder
) -> None:
    session.set(("issue",), "satu")
    case.kajian.write_text('format: "1"\nissue: "dua"\n')
    assert [p.key for p in examine_journal(case)] == ["issue"]
    with pytest.raises(KajianError):
        session.set(("issue",), "tiga")
    assert "dua" in case.kajian.read_text()
    session.reload()
    session.set(("recommendation",), "x")
    assert examine_journal(case) == []
    entries, _ = journal.read(case.journal)
    assert [(e.kind, e.before, e.after) for e in entries][1] == ("adopt", "satu", "dua")


def test_undo_goes_back_step_by_step(session: Session) -> None:
    session.set(("issue",), "satu")
    session.set(("issue",), "dua")
    session.set(("facts", "F-1", "text"), "hadir")
    assert session.undo() is not None
    assert session.get("facts") is None
    session.undo()
    assert session.get("issue") == "satu"
    session.undo()
    assert session.get("issue") is None
    assert session.undo() is None


def test_a_second_writer_learns_who_writes_and_can_only_read(case: CaseFolder) -> None:
    program = (
        "import sys; from workbench.case import load;"
        "from workbench.kajian.saving.session import Session;"
        "s=Session(load(sys.argv[1]), 'Rina Rekaan'); s.set(('issue',),'a');"
        "print('ready', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(case.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        second = Session(case, "Budi Rekaan")
        assert not second.can_write
        assert second.other_writer is not None
        assert second.other_writer.person == "Rina Rekaan"
        assert second.other_writer.since
        assert second.get("issue") == "a"
        with pytest.raises(KajianError, match="Rina Rekaan"):
            second.set(("issue",), "b")
        other.kill()
    third = Session(case, "Budi Rekaan")
    assert third.can_write
    third.close()


def test_a_journal_line_changed_or_dropped_is_found(session: Session, case: CaseFolder) -> None:
    for text in ("satu", "dua", "tiga"):
        session.set(("issue",), text)
    lines = case.journal.read_text().splitlines(keepends=True)
    case.journal.write_text(lines[0] + lines[2])
    assert [(p.code, p.line) for p in examine_journal(case)] == [("journal_chain", 2)]
    case.journal.write_text(lines[0] + lines[1].replace("dua", "DUA") + lines[2])
    assert [(p.code, p.line) for p in examine_journal(case)] == [("journal_changed", 2)]
    case.journal.write_text(lines[0] + "{}\n" + lines[2])
    assert [(p.code, p.line) for p in examine_journal(case)] == [("journal_line", 2)]
    assert 'issue: "satu"' in last_good(case)


def test_a_crash_between_journal_and_file_is_told_in_the_journal(case: CaseFolder) -> None:
    session = Session(case, "x")
    session.set(("issue",), "satu")
    kept = case.kajian.read_text()
    session.set(("issue",), "dua")
    session.close()
    case.kajian.write_text(kept)
    again = Session(case, "x")
    assert again.get("issue") == "satu"
    assert case.journal.read_text().count("adopt") == 0, "reading alone writes nothing"
    again.set(("recommendation",), "x")
    again.close()
    assert examine_journal(case) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40)
PLACES = st.sampled_from(
    [
        ("issue",),
        ("recommendation",),
        ("exhibits", "B-01", "source"),
        ("exhibits", "B-01", "answers", "TIME-001"),
        ("exhibits", "no", "relevance"),
        ("matrix", NORM, "hadir", "reason"),
        ("matrix", NORM, "hadir", "alternative"),
        ("explanations", "a:b/c"),
    ]
)
EDITS = st.lists(st.tuples(PLACES, TEXTS), min_size=50, max_size=50)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_replaying_the_journal_gives_the_file_after_any_edits(
    case: CaseFolder, edits: list[tuple[tuple[str, ...], str]]
) -> None:
    for path in (case.kajian, case.journal):
        path.unlink(missing_ok=True)
    session = Session(case, "x")
    try:
        for number, (place, text) in enumerate(edits):
            session.set(place, text)
            assert examine(case)[1] == [], "every file on the way can be read"
            if number % 7 == 3:
                session.undo()
        assert examine_journal(case) == []
        kajian, problems = examine(case)
        assert problems == []
        assert kajian.answers == session.kajian.answers
    finally:
        session.close()
