"""The journal: a line that is lost, or two that claim one place, and it proves nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.case import journal
from workbench.case.journal import JOURNAL, Change, appending, note
from workbench.case.lock import WriteLock
from workbench.case.replay import changed, get, replay
from workbench.errors import CaseError

FILE = "duplicates.yaml"


def test_two_programs_that_write_at_once_keep_one_chain(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from workbench.case.journal import Change, note\n"
        "for n in range(40): note(Path(sys.argv[1]), Change('duplicates.yaml', (sys.argv[2],),"
        " None, str(n)))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "ab"
    ]
    assert [one.wait(120) for one in running] == [0, 0]
    entries, problems = journal.read(tmp_path / JOURNAL)
    assert problems == []
    assert [entry.number for entry in entries] == list(range(1, 81))
    assert replay(entries, FILE) == {"a": "39", "b": "39"}
    assert [path.name for path in tmp_path.iterdir()] == [JOURNAL], "no lock file stays"


def test_a_line_cut_off_by_a_power_cut_is_dropped_and_the_journal_says_so(tmp_path: Path) -> None:
    note(tmp_path, Change(FILE, ("a",), None, "1"))
    whole = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(whole + b'{"n":2,"af')
    assert [one.code for one in journal.read(tmp_path / JOURNAL)[1]] == ["journal_torn"]
    note(tmp_path, Change(FILE, ("a",), "1", "2"))
    entries, problems = journal.read(tmp_path / JOURNAL)
    assert problems == []
    assert [(one.kind, one.before) for one in entries] == [
        ("set", None), ("torn", '{"n":2,"af'), ("set", "1")]  # fmt: skip
    assert replay(entries, FILE) == {"a": "2"}


def test_nothing_is_appended_to_a_chain_that_does_not_hold(tmp_path: Path) -> None:
    for text in "12":
        note(tmp_path, Change(FILE, ("a",), None, text))
    lines = (tmp_path / JOURNAL).read_bytes().splitlines(keepends=True)
    (tmp_path / JOURNAL).write_bytes(lines[1])
    with pytest.raises(CaseError, match="does not hold"), appending(tmp_path):
        pass
    assert (tmp_path / JOURNAL).read_bytes() == lines[1]


def test_what_left_the_office_is_told_and_changes_no_file(tmp_path: Path) -> None:
    note(tmp_path, Change("case.yaml", ("title",), None, "x"))
    note(tmp_path, Change("case.yaml", ("exports",), None, "y", "export"))
    assert replay(journal.read(tmp_path / JOURNAL)[0], "case.yaml") == {"title": "x"}


@pytest.mark.parametrize(
    "file", ["../x.yaml", "statements/../case.yaml", "/etc/x.yaml", "a/b.yaml"]
)
def test_a_line_about_a_file_elsewhere_is_refused(tmp_path: Path, file: str) -> None:
    note(tmp_path, Change(file, ("a",), None, "1"))
    assert [one.code for one in journal.read(tmp_path / JOURNAL)[1]] == ["journal_line"]


def test_a_closed_session_leaves_no_lock_behind_and_lets_the_next_one_in(tmp_path: Path) -> None:
    first, second = (WriteLock(tmp_path, name, "2026-01-01T00:00:00Z") for name in "ab")
    assert first.take() is None
    assert second.take() == second.holder() == first.holder()
    first.release()
    assert list(tmp_path.iterdir()) == []
    assert second.holder() is None
    assert second.take() is None
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_items_of_a_list_keep_their_place_by_id_and_go_when_nothing_is_left() -> None:
    data = {"parties": [{"id": "P-1", "role": "pelapor"}], "title": "x"}
    more = changed(data, ("parties", "S-1", "role"), "saksi", "case.yaml")
    assert get(more, ("parties", "S-1", "role")) == "saksi"
    assert data["parties"] == [{"id": "P-1", "role": "pelapor"}], "the old one is untouched"
    assert changed(more, ("parties", "S-1", "role"), None, "case.yaml") == data
    told = changed({}, ("passages", "1", "quote"), "a", "statements/S-1.yaml")
    assert told == {"passages": [{"quote": "a"}]}
    assert changed(told, ("passages", "1", "quote"), None, "statements/S-1.yaml") == {}


def test_the_commands_of_the_page_prove_a_chain_and_name_a_changed_line(tmp_path: Path) -> None:
    """Lost otherwise: an outside party can check nothing without our programme."""
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    for text in ("é “kutip” \U0001f600 </script>\n\x7f", "dua"):
        note(tmp_path, Change(FILE, ("a",), None, {"teks": text}), by="Rina Rekaan")
    page = (Path(__file__).parents[2] / "docs" / "journal.md").read_text("utf-8")
    (commands,) = re.findall(r"^```\n(.*?)^```", page, re.MULTILINE | re.DOTALL)

    def run() -> list[str]:
        done = subprocess.run(
            ["bash", "-c", commands], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return done.stdout.splitlines()

    chain = [line.split("\t") for line in run()]
    assert [one[0] for one in chain] == ["0" * 64, chain[0][1]]
    changed_text = (tmp_path / JOURNAL).read_text().replace("dua", "tiga")
    (tmp_path / JOURNAL).write_text(changed_text)
    assert run()[0] == changed_text.splitlines()[1]
