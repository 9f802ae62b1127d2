"""A share of the faults of :mod:`tests.hostile.faults`; ``make faults`` runs them all."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile import faults
from tests.hostile.operations import OPERATIONS, make
from workbench.case import load
from workbench.errors import MachineError, WorkbenchError
from workbench.text import LANGUAGES

linux = pytest.mark.skipif(sys.platform != "linux", reason="strace")
SECONDS = float(os.environ.get("WORKBENCH_FAULT_SECONDS", "6"))


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not faults.can_attach():
        pytest.skip("strace is not here, or may not attach: sudo apt-get install strace")
    folder = tmp_path_factory.mktemp("faults")
    faults.prepared(folder)
    return folder


@linux
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_fault_leaves_the_old_state_or_the_new_one(work: Path, operation: str) -> None:
    every = faults.points(operation, work)
    assert len(every) > 10, "nothing was found to fail at"
    random.Random(len(every)).shuffle(every)
    end, struck = time.monotonic() + SECONDS, 0
    for point in every:
        if time.monotonic() > end and struck >= 5:
            break
        found = faults.strike(point, work)
        assert found in ([], [faults.MISSED]), str(point)
        struck += not found
    assert struck


@linux
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_what_an_operation_told_and_one_that_hangs_are_seen(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A harness that sees no traceback would call everything well."""

    def fails(root: Path) -> None:
        raise RuntimeError("told")

    def hangs(root: Path) -> None:
        time.sleep(30)

    monkeypatch.setitem(OPERATIONS, "journal", (fails, OPERATIONS["journal"][1]))
    code, told = faults.traced("journal", faults.copied(work, "journal"), ["-o", os.devnull])
    assert code == 1
    assert faults.traceback(told) == ["RuntimeError: told"]
    monkeypatch.setitem(OPERATIONS, "journal", (hangs, OPERATIONS["journal"][1]))
    monkeypatch.setattr(faults, "LONGEST", 0.5)
    code, _ = faults.traced("journal", faults.copied(work, "journal"), ["-o", os.devnull])
    assert code == faults.HUNG


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "machine_full"), (errno.EROFS, "machine_read_only"),
        (errno.EACCES, "machine_denied"), (errno.EMFILE, "machine_files"),
        (errno.EIO, "machine_disk"), (errno.ENOENT, "machine_gone"),
        (errno.ENOMEM, "machine_memory"), (errno.ENXIO, "machine_other"),
    ],
)  # fmt: skip
def test_every_refusal_of_the_system_is_one_sentence(number: int, code: str) -> None:
    error = MachineError.of(OSError(number, os.strerror(number), "/perkara/kajian.yaml"))
    assert error.code == code
    for language in LANGUAGES:
        said = error.message(language)
        assert "/perkara/kajian.yaml" in said
        assert errno.errorcode[number] in said
        assert "\n" not in said


def test_every_refusal_of_sqlite_is_one_sentence(tmp_path: Path) -> None:
    for name, code in (("SQLITE_FULL", "machine_full"), ("SQLITE_IOERR_FSYNC", "machine_disk"),
                       ("SQLITE_IOERR_NOMEM", "machine_memory"), ("SQLITE_BUSY", "machine_busy"),
                       ("SQLITE_CANTOPEN_ISDIR", "machine_database")):  # fmt: skip
        error = sqlite3.OperationalError("x")
        error.sqlite_errorname = name
        assert MachineError.of(error, tmp_path).code == code


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("command", ["check", "inventory"])
def test_too_few_files_is_a_sentence_and_no_traceback(tmp_path: Path, command: str) -> None:
    case = make(tmp_path / "case")
    for limit in range(4, 24):
        line = f'ulimit -n {limit}; exec "{sys.executable}" -c "$0" "$1" "$2"'
        code = (
            "import sys; import workbench.cli, workbench.case.folder, workbench.evidence.inventory;"
            "import os; print('READY', flush=True); sys.argv[0] = 'workbench'; workbench.cli.main()"
        )
        done = subprocess.run(["bash", "-c", line, code, command, str(case)],
                              capture_output=True, text=True, check=False)  # fmt: skip
        if "READY" in done.stdout:
            assert done.returncode in (0, 1, 2)
            assert "Traceback" not in done.stderr, (limit, done.stderr)


def test_a_form_that_cannot_write_says_so_when_an_answer_is_saved(tmp_path: Path) -> None:
    """Lost otherwise: an evening of answers in a form that nobody told that the disk is full."""
    from workbench.case import door
    from workbench.kajian.saving.session import Session

    case = make(tmp_path / "case")
    real = door.write

    def full(path: Path, data: bytes, **options: bool) -> None:
        if path.name == ".kajian.writer.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path, data, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "write", full)
        session = Session(load(case))
        with pytest.raises(WorkbenchError) as told:
            session.set(("issue",), "x")
        session.close()
    assert told.value.code == "machine_full"
    session = Session(load(case))
    assert session.set(("issue",), "x")
    session.close()
