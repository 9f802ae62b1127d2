"""Eight processes on one case: nothing is lost, one writes at a time, a dead one is replaced.

Lost otherwise: an answer, when two windows are open on one case in an office.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from workbench.case import load
from workbench.case.journal import JOURNAL, read
from workbench.case.replay import replay
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
SAVES = int(os.environ.get("WORKBENCH_SAVES", "240"))
PROCESSES = 8

# Each writes its own numbers into one field, all the words of the others kept.
_WRITER = """
import sys, time
from workbench.case import load
from workbench.kajian.saving.session import Session
root, me, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
session = Session(load(root), me)
done = 0
while done < wanted:
    if not session.can_write and not session.take_over():
        time.sleep(0.002)
        continue
    before = session.get("issue") or ""
    session.set(("issue",), f"{before} {me}{done}")
    done += 1
    if done % 5 == 0:
        session.let_go()
        time.sleep(0.002)
session.close()
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    root = tmp_path / "case"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "foto.txt").write_text("isi")
    return root


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_of_many_saves_by_eight_processes_none_is_lost(case: Path) -> None:
    each = SAVES // PROCESSES
    writers = [start(_WRITER, case, f"w{number}-", each) for number in range(PROCESSES)]
    told = [writer.communicate(timeout=600)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * PROCESSES, "\n".join(told)
    words = Session(load(case)).get("issue").split()
    wanted = {f"w{number}-{done}" for number in range(PROCESSES) for done in range(each)}
    assert set(words) == wanted
    assert len(words) == len(wanted)
    entries, problems = read(case / JOURNAL)
    assert problems == []
    assert len([one for one in entries if one.kind == "set"]) == len(wanted)
    assert replay(entries, "kajian.yaml")["issue"].split() == words
    assert examine_journal(load(case)) == []
    # One writer at a time: no line of the journal stood before an answer that another replaced.
    assert all(one.before == before.after for before, one in pairwise(entries)
               if one.kind == "set" and before.kind == "set")  # fmt: skip


_HOLDER = """
import sys, time
from workbench.case import load
from workbench.kajian.saving.session import Session
session = Session(load(sys.argv[1]), "mati")
session.set(("issue",), "dari yang mati")
print("holds", flush=True)
time.sleep(60)
"""


def test_after_a_killed_holder_the_next_one_writes_within_a_second(case: Path) -> None:
    for _ in range(5):
        with start(_HOLDER, case) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "holds\n"
            session = Session(load(case), "hidup")
            assert not session.can_write
            assert session.other_writer is not None
            assert session.other_writer.person == "mati"
            holder.send_signal(signal.SIGKILL)
            holder.wait()
            begun = time.perf_counter()
            while not session.take_over():
                time.sleep(0.01)
            session.set(("issue",), "dari yang hidup")
            took = time.perf_counter() - begun
            session.close()
        assert took < 1
        assert not (case / ".kajian.writer.json").exists()
