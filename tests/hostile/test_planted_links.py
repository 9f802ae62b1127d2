"""What a case from elsewhere may hold at the place of a file that we write.

Lost otherwise: an exhibit, or any file of the reviewer that somebody else named, replaced
by the note of who has the form open.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.writers import WRITERS, form, record
from tests.record.conftest import make_study
from workbench.errors import CaseInvalidError, WorkbenchError
from workbench.text import LANGUAGES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")

KINDS = ("link to an exhibit", "link outside", "second name of an exhibit",
         "second name outside", "pipe", "folder", "read-only", "dangling link")  # fmt: skip
# Where a folder belongs, a folder is nothing planted.
FOLDERS = {"statements", "studies", "records"}


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """End a test that waits for the other end of a pipe."""

    def stop(*_: object) -> None:
        raise TimeoutError("it waited")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    root = tmp_path / "case"
    (root / "evidence").mkdir(parents=True)
    # Without an end of line: a journal of that kind would be cut.
    (root / "evidence" / "foto.txt").write_text("ISI BUKTI ASLI, jangan diubah")
    (tmp_path / "outside.txt").write_text("BERKAS DI LUAR PERKARA")
    return root


def plant(kind: str, place: Path, case: Path) -> None:
    exhibit, outside = case / "evidence" / "foto.txt", case.parent / "outside.txt"
    place.parent.mkdir(exist_ok=True)
    if kind == "link to an exhibit":
        place.symlink_to(exhibit)
    elif kind == "link outside":
        place.symlink_to(outside)
    elif kind == "dangling link":
        place.symlink_to(case.parent / "new.txt")
    elif kind == "second name of an exhibit":
        place.hardlink_to(exhibit)
    elif kind == "second name outside":
        place.hardlink_to(outside)
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
        (place / "isi.txt").write_text("milik orang lain")
    else:
        place.write_bytes(b"")
        place.chmod(0o444)


def foreign(case: Path) -> list[object]:
    """Return all that no command may change, with access rights and times."""
    found: list[object] = [sorted(path.name for path in case.parent.iterdir())]
    for path in (case / "evidence" / "foto.txt", case.parent / "outside.txt"):
        status = path.lstat()
        found.append((path.read_bytes(), stat.S_IMODE(status.st_mode), status.st_mtime_ns))
    return found


def one_sentence(error: WorkbenchError) -> bool:
    """Whether both languages say what, where and what next, and nothing of the programme."""
    said = [error.message(language) for language in LANGUAGES]
    lines = 1 + len(error.problems) if isinstance(error, CaseInvalidError) else 1
    return all("Traceback" not in text and len(text.splitlines()) == lines for text in said)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WRITERS)
def test_nothing_foreign_is_changed_and_one_sentence_says_why(
    case: Path, name: str, kind: str
) -> None:
    if kind == "folder" and name in FOLDERS:
        return
    if name.startswith("record"):
        make_study(case)
    place = case / name
    if kind == "read-only" and name.endswith(".yaml"):
        place.parent.mkdir(exist_ok=True)
    plant(kind, place, case)
    before, planted = foreign(case), place.lstat()
    with pytest.raises(WorkbenchError) as refused:
        WRITERS[name](case)
    assert one_sentence(refused.value), str(refused.value)
    stayed = place.lstat()
    assert stayed.st_ino == planted.st_ino
    assert stat.S_IFMT(stayed.st_mode) == stat.S_IFMT(planted.st_mode)
    assert foreign(case) == before
    if kind == "folder":
        assert (place / "isi.txt").read_text() == "milik orang lain"


def test_every_file_that_is_written_stands_in_the_table(case: Path) -> None:
    """A new file of ours gets its row, and with it everything that may be planted there."""
    for write in dict.fromkeys([record, *WRITERS.values()]):
        write(case)
    named = {path.relative_to(case).as_posix() for path in case.rglob("*")}
    inside = ("evidence", "copy/", "studies/2", "records/case", "baru/")
    written = {name for name in named if not name.startswith(inside)}
    assert written <= set(WRITERS), written - set(WRITERS)
    left = {name for name in named if name.endswith((".unsaved", ".partial", "writer.json"))}
    assert not left


@pytest.mark.parametrize("name", ["identities.yaml", "identities.journal.jsonl"])
def test_rights_of_an_exhibit_do_not_change_through_a_second_name(case: Path, name: str) -> None:
    (case / "evidence" / "foto.txt").chmod(0o644)
    (case / name).hardlink_to(case / "evidence" / "foto.txt")
    before = foreign(case)
    with pytest.raises(WorkbenchError):
        form(case)
    assert foreign(case) == before
