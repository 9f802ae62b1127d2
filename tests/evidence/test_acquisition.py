"""Files are copied into a new case: whole, unchanged, and the originals stay as they were."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.case import load
from workbench.cli import app
from workbench.errors import CaseInvalidError
from workbench.evidence.acquisition import begin
from workbench.evidence.inventory import take


@pytest.fixture
def received(tmp_path: Path) -> Path:
    folder = tmp_path / "dari pelapor"
    (folder / "foto").mkdir(parents=True)
    (folder / "foto" / "IMG 10.jpg").write_bytes(b"ten" * 500_000)
    (folder / "foto" / "IMG 2.jpg").write_bytes(b"two")
    (folder / "Thumbs.db").write_bytes(b"litter")
    (folder / "kosong.txt").write_bytes(b"")
    os.utime(folder / "foto" / "IMG 2.jpg", ns=(10**18, 10**18 + 123))
    return folder


def state(folder: Path) -> dict[str, tuple[int, ...]]:
    return {
        str(path): (s.st_ino, s.st_mode, s.st_size, s.st_mtime_ns, s.st_atime_ns)
        for path in [folder, *sorted(folder.rglob("*"))]
        if (s := path.stat())
    }


def test_copies_equal_their_originals_which_are_left_alone(received: Path, tmp_path: Path) -> None:
    before = state(received)
    entered = begin(tmp_path / "case", [received])
    assert state(received) == before
    assert [each.file for each in entered] == [
        "dari pelapor/foto/IMG 2.jpg",
        "dari pelapor/foto/IMG 10.jpg",
        "dari pelapor/kosong.txt",
        "dari pelapor/Thumbs.db",
    ]
    for each in entered:
        original = received.parent / each.file
        copy = tmp_path / "case" / "evidence" / each.file
        assert copy.read_bytes() == original.read_bytes()
        assert hashlib.sha256(original.read_bytes()).hexdigest() == each.sha256
        assert copy.stat().st_mtime_ns == original.stat().st_mtime_ns
        assert copy.stat().st_ino != original.stat().st_ino


def test_the_new_case_names_every_copy_with_its_hash(received: Path, tmp_path: Path) -> None:
    entered = begin(tmp_path / "case", [received / "foto", received / "kosong.txt"])
    folder = load(tmp_path / "case")
    inventory = take(folder)
    assert [(exhibit.id, exhibit.path, exhibit.sha256) for exhibit in inventory] == [
        (each.id, each.file, each.sha256) for each in entered
    ]
    assert [claim.sha256 for claim in folder.claims] == [each.sha256 for each in entered]
    assert [each.id for each in entered] == ["B-01", "B-02", "B-03"]


@pytest.mark.skipif(os.name == "nt", reason="pipes and such names are POSIX")
def test_everything_that_cannot_be_taken_is_named_at_once_and_nothing_is_made(
    received: Path, tmp_path: Path
) -> None:
    os.mkfifo(received / "pipa")
    (received / "tautan.jpg").symlink_to(received / "foto" / "IMG 2.jpg")
    other = tmp_path / "lain"
    other.mkdir()
    (other / "img 2.JPG").write_bytes(b"x")
    with pytest.raises(CaseInvalidError) as caught:
        begin(
            tmp_path / "case",
            [
                received,
                received / "foto" / "IMG 2.jpg",
                other / "img 2.JPG",
                tmp_path / "tidak ada",
            ],
        )
    assert [(problem.code, problem.found) for problem in caught.value.problems] == [
        ("intake_refused", "pipe"),
        ("intake_refused", "link"),
        ("intake_missing", ""),
        ("intake_same_name", "img 2.JPG"),
    ]
    assert "4 things" in caught.value.message("en")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dari pelapor", "lain"]


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist there")
def test_a_name_that_is_no_text_is_copied_and_counted(tmp_path: Path) -> None:
    received = tmp_path / "masuk"
    received.mkdir()
    raw = os.fsencode(received) + b"/foto\xff.jpg"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    begin(tmp_path / "case", [received, Path(os.fsdecode(raw))])
    inventory = take(load(tmp_path / "case"))
    assert [exhibit.status for exhibit in inventory] == ["ok", "ok"]


def test_a_case_is_not_made_inside_its_own_evidence(received: Path) -> None:
    with pytest.raises(CaseInvalidError, match="holds the place"):
        begin(received / "case", [received])
    assert not (received / "case").exists()


def test_the_command_takes_several_files_after_one_option(received: Path, tmp_path: Path) -> None:
    case = tmp_path / "003-LP-PB-Kab-06.99-X-2024"
    files = sorted(str(path) for path in (received / "foto").iterdir())
    result = CliRunner().invoke(app, ["new", str(case), "--evidence", *files])
    assert result.exit_code == 0, result.output
    assert len(load(case).claims) == 2
    again = CliRunner().invoke(app, ["new", str(case)])
    assert again.exit_code != 0
