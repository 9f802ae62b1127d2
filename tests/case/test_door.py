"""The door: whole files, leftovers of killed saves, and saves that are still under way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.case import door, publishing, tidying
from workbench.errors import WriteRefusedError

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks and signals of POSIX")


def test_a_file_keeps_its_rights_and_gets_its_content(tmp_path: Path) -> None:
    file = tmp_path / "kajian.yaml"
    door.write(file, b"satu")
    file.chmod(0o640)
    door.write(file, b"dua")
    assert file.read_bytes() == b"dua"
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["kajian.yaml"]


def test_appending_that_fails_takes_back_what_it_wrote(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    file = tmp_path / "journal.jsonl"
    door.append(file, b"x" * 100)
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))\n"
        "from workbench.case import door\n"
        "try: door.append(Path(sys.argv[1]), b'y' * 100)\n"
        "except OSError: sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, file], check=False)
    assert done.returncode == 7
    assert file.read_bytes() == b"x" * 100
    assert resource is not None


@posix
@pytest.mark.parametrize(
    "name",
    [
        ".identities.yaml.0a1b2c3d.unsaved",
        ".identities.yaml.x8_qk2zt",
        ".kajian.draft.json.abcd_123",
    ],
)
def test_what_a_killed_save_left_is_removed(tmp_path: Path, name: str) -> None:
    """Lost otherwise: a full copy of the identities, under a name that nobody looks for."""
    (tmp_path / name).write_text("people: []")
    (tmp_path / "catatan.yaml.0a1b2c3d").write_text("milik peninjau")
    assert tidying.tidy(tmp_path) == [name]
    assert [path.name for path in tmp_path.iterdir()] == ["catatan.yaml.0a1b2c3d"]


@posix
def test_a_save_under_way_is_not_taken_for_one_that_was_killed(tmp_path: Path) -> None:
    """Lost otherwise: an answer whose file another window cleared away before its rename."""
    code = (
        "import sys, time; from pathlib import Path; from workbench.case import door\n"
        "real = door.os.fsync\n"
        "def slow(handle): print('ready', flush=True); sys.stdin.readline(); real(handle)\n"
        "door.os.fsync = slow\n"
        "door.write(Path(sys.argv[1]), b'baru')\n"
    )
    file = tmp_path / "kajian.yaml"
    file.write_bytes(b"lama")
    with subprocess.Popen(
        [sys.executable, "-c", code, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as saving:
        assert saving.stdout is not None
        assert saving.stdout.readline() == "ready\n"
        assert tidying.tidy(tmp_path) == []
        saving.communicate("go\ngo\n", timeout=30)
    assert saving.returncode == 0
    assert file.read_bytes() == b"baru"


@posix
def test_a_leftover_that_is_a_second_name_of_something_stays(tmp_path: Path) -> None:
    (tmp_path / "exhibit").write_text("isi")
    (tmp_path / ".kajian.yaml.0a1b2c3d.unsaved").hardlink_to(tmp_path / "exhibit")
    (tmp_path / ".case.yaml.0a1b2c3d.unsaved").symlink_to(tmp_path / "exhibit")
    assert tidying.tidy(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 3


@posix
def test_staging_of_a_killed_program_goes_and_a_living_one_stays(tmp_path: Path) -> None:
    dead = tmp_path / ".copy.0a1b2c3d.partial"
    dead.mkdir()
    with publishing.staging(tmp_path, "copy") as one:
        assert not dead.exists()
        with publishing.staging(tmp_path, "copy") as other:
            assert one.exists()
            assert other.exists()
    assert list(tmp_path.iterdir()) == []


def test_nothing_existing_is_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    with publishing.staging(tmp_path, "study") as staged, pytest.raises(WriteRefusedError):
        publishing.publish(staged, tmp_path / "study")
