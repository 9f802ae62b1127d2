"""Words that are still being typed: lost ones cost an hour, doubled ones a journal nobody reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.case import CaseFolder, journal
from workbench.errors import WriteRefusedError
from workbench.kajian import load
from workbench.kajian.saving.drafts import DRAFT
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session

NORM = "SKB-2022/C4"


@pytest.fixture
def session(case: CaseFolder) -> Any:
    opened = Session(case, "Rina Rekaan")
    yield opened
    opened.close()


def type_out(session: Session, text: str, *place: str) -> None:
    """Type a text with a pause after each word."""
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        there = " ".join(words[:count])
        session.keep(place, there, there)


def lines(case: CaseFolder) -> list[journal.Entry]:
    return journal.read(case.journal)[0]


def test_a_page_of_typing_is_one_line_of_the_journal_and_one_undo(
    session: Session, case: CaseFolder
) -> None:
    session.set(("issue",), "satu")
    type_out(session, "satu kalimat yang tumbuh kata demi kata", "issue")
    assert len(lines(case)) == 1, "a pause while typing leaves no line"
    assert load(case).answers.issue == "satu"
    assert session.set(("issue",), "satu kalimat yang tumbuh kata demi kata")
    assert len(lines(case)) == 2
    assert not (case.path / DRAFT).exists(), "nothing is left beside the answer"
    session.undo()
    assert load(case).answers.issue == "satu"


def test_a_program_killed_while_somebody_types_loses_no_word_that_was_kept(
    case: CaseFolder,
) -> None:
    program = (
        "import sys; from workbench.case import load;"
        "from workbench.kajian.saving.session import Session;"
        "s=Session(load(sys.argv[1]), 'Rina Rekaan'); s.set(('issue',),'a');"
        "s.keep(('issue',),'a b c','a b c'); s.keep(('pleno','at'),'14 Okt','14 Okt');"
        "print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(case.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        os.kill(other.pid, signal.SIGKILL)
    again = Session(case, "Budi Rekaan")
    assert again.get("issue") == "a b c"
    assert [one.key for one in again.recovered] == [("issue",)]
    assert (lines(case)[-1].by, lines(case)[-1].after) == ("Rina Rekaan", "a b c")
    half = again.kept("pleno", "at")
    assert half is not None, "half a date is no answer, and is not thrown away either"
    assert half.text == "14 Okt"
    again.close()
    assert examine_journal(case) == []


def test_words_typed_over_another_answer_do_not_replace_it(case: CaseFolder) -> None:
    first = Session(case, "x")
    first.set(("issue",), "satu")
    first.keep(("issue",), "satu dua", "satu dua")
    kept = (case.path / DRAFT).read_bytes()
    first.set(("issue",), "tiga")
    first.close()
    (case.path / DRAFT).write_bytes(kept)
    again = Session(case, "x")
    assert again.get("issue") == "tiga"
    assert again.recovered == ()
    draft = again.kept("issue")
    assert draft is not None
    assert draft.text == "satu dua"
    again.set(("issue",), "tiga, satu dua")
    assert again.kept("issue") is None
    again.close()


def test_what_is_removed_takes_the_words_typed_in_it_along(session: Session) -> None:
    session.set(("facts", "F-1", "text"), "hadir")
    session.keep(("facts", "F-1", "place"), "Lapa", "Lapa")
    session.set(("facts", "F-1"), None)
    assert session.settle() == ()
    assert session.get("facts") is None


def test_undo_takes_back_what_is_being_typed_first(session: Session) -> None:
    session.set(("issue",), "satu")
    session.keep(("recommendation",), "Diteruskan", "Diteruskan")
    entry = session.undo()
    assert entry is not None
    assert entry.key == ("recommendation",)
    assert session.get("issue") == "satu"
    assert session.get("recommendation") is None


def test_a_reader_neither_keeps_nor_settles_what_the_writer_types(
    session: Session, case: CaseFolder
) -> None:
    session.keep(("issue",), "sedang diket", "sedang diket")
    reader = Session(case, "Budi Rekaan")
    assert reader.kept("issue") is None
    assert reader.settle() == ()
    reader.close()
    assert load(case).answers.issue == ""
    assert (case.path / DRAFT).exists()


@pytest.mark.parametrize(
    "planted",
    [
        "{",
        "[]",
        '{"drafts": [{}]}',
        '{"drafts": [7]}',
        {"file": "../other.yaml"},
        {"file": "statements/../../x.yaml"},
        {"file": "duplicates.yaml"},
        {"key": []},
        {"key": [1]},
        {"text": 3},
        {"after": {"a": 1}, "key": ["issue"]},
        {"key": ["format"]},
    ],
)
def test_a_planted_draft_changes_nothing(case: CaseFolder, planted: Any) -> None:
    whole = {"file": "kajian.yaml", "key": ["tidak", "ada"], "before": "lain", "after": "x",
             "text": "x", "by": "x", "at": "x"}  # fmt: skip
    text = planted if isinstance(planted, str) else json.dumps({"drafts": [{**whole, **planted}]})
    (case.path / DRAFT).write_text(text)
    before = sorted(path for path in case.path.parent.rglob("*.yaml"))
    session = Session(case, "x")
    session.set(("issue",), "tetap bisa")
    session.close()
    assert load(case).answers.issue == "tetap bisa"
    assert sorted({*case.path.parent.rglob("*.yaml")} - {*before, case.kajian}) == []
    assert examine_journal(case) == []


def test_a_draft_that_is_a_link_is_not_followed(case: CaseFolder, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"drafts": []}')
    (case.path / DRAFT).symlink_to(other)
    session = Session(case, "x")
    with pytest.raises(WriteRefusedError, match="link to another place"):
        session.keep(("issue",), "satu", "satu")
    session.close()
    assert other.read_text() == '{"drafts": []}'
    # What was typed is an answer all the same, once the form is left.
    assert load(case).answers.issue == "satu"
