"""A whole study under watch: nothing below evidence/ is opened for writing, nobody is called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.whole.commands import Done, walk
from tests.whole.conftest import access_times, example

OPENING = ("open", "openat", "openat2")
CHANGING = (
    "creat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat",
    "link", "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "chown", "fchown",
    "lchown", "fchownat", "utimensat", "truncate", "ftruncate", "setxattr", "mknod", "mknodat",
)  # fmt: skip
CALLING = ("connect", "sendto", "sendmsg", "bind")
WRITING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)")
OUTSIDE = re.compile(r'sa_family=AF_INET6?(?!.*(inet_addr\("127\.|"::1"))')

# Where tracing is not allowed, Python's own audit events are the witness instead.
WITNESS = """
import os, sys
log, evidence = open(sys.argv.pop(1), "a", buffering=1), sys.argv.pop(1)
def watch(event, found):
    if event == "open" and isinstance(found[0], (str, bytes)):
        path, flags = os.fsdecode(found[0]), found[2] or 0
        if evidence in path and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            print("open", path, "O_WRONLY", file=log)
    elif event == "socket.connect" and isinstance(found[1], tuple):
        print("connect sa_family=AF_INET", found[1], file=log)
sys.addaudithook(watch)
from workbench.cli import main
main()
"""


def traced(log: Path, evidence: Path, arguments: list[str]) -> list[str]:
    """Run the command under watch and return what the watch wrote down."""
    done = watched(log, evidence, [sys.executable, "-m", "workbench", *arguments])
    assert done.returncode == 0, done.stderr[-2000:]
    return log.read_text("utf-8", "replace").splitlines()


def can_trace() -> bool:
    allowed = [shutil.which("strace") or "false", "-o", os.devnull, "true"]
    return subprocess.run(allowed, capture_output=True, check=False).returncode == 0


def watched(log: Path, evidence: Path, command: Sequence[str]) -> Done:
    """Run a command of ours under watch."""
    strace = shutil.which("strace")
    if strace and can_trace():
        calls = ",".join((*OPENING, *CHANGING, *CALLING))
        # Calls that another architecture does not have are marked as optional by the question mark.
        calls = "trace=" + ",".join(f"?{call}" for call in calls.split(","))
        watch = [strace, "-f", "--seccomp-bpf", "-qq", "-y", "-s", "400", "-e", calls, "-o", log]
        whole = [*watch, *command]
    else:
        _, _, _, *arguments = command
        whole = [sys.executable, "-c", WITNESS, log, evidence, *arguments]
    return subprocess.run(
        list(map(str, whole)), capture_output=True, text=True, check=False, timeout=300
    )


def written(lines: list[str], evidence: Path) -> list[str]:
    """Return the calls that open anything below the evidence for writing, or change it."""
    return [
        line
        for line in lines
        if str(evidence) in line
        and (
            WRITING.search(line.partition(" = ")[0])
            or re.search(rf"\b({'|'.join(CHANGING)})\(", line)
        )
    ]


def aged(evidence: Path) -> dict[Path, int]:
    """Make access times older than contents, which most systems then renew on any reading."""
    for path in access_times(evidence):
        modified = path.lstat().st_mtime_ns
        os.utime(path, ns=(modified - 10**9, modified), follow_symlinks=False)
    return access_times(evidence)


@pytest.mark.kernel
@pytest.mark.skipif(sys.platform != "linux", reason="system calls are watched on Linux only")
def test_a_whole_study_writes_nothing_there_and_calls_nobody(tmp_path: Path) -> None:
    case = example(tmp_path / "perkara yang diamati")
    evidence = case / "evidence"
    seen = aged(evidence)
    lines = traced(tmp_path / "calls", evidence, ["study", str(case)])
    below = [line for line in lines if str(evidence) in line]
    assert not written(lines, evidence)
    assert not [line for line in lines if OUTSIDE.search(line)]
    if "openat(" in "".join(lines):
        # The watch did watch: exhibits were opened, and kernels were spoken to.
        assert any("IMG_4471.HEIC" in line for line in below)
        assert any("AF_UNIX" in line for line in lines)
    if os.geteuid() == evidence.stat().st_uid:
        assert access_times(evidence) == seen


@pytest.mark.long
@pytest.mark.kernel
@pytest.mark.skipif(sys.platform != "linux", reason="system calls are watched on Linux only")
def test_no_command_opens_evidence_for_writing_or_calls_anybody(tmp_path: Path) -> None:
    if not can_trace():
        pytest.skip("strace may not attach here")
    case = example(tmp_path / "cases" / "perkara")
    evidence, log = case / "evidence", tmp_path / "calls"
    opened, bound = 0, set()
    for command, _ in walk(case, tmp_path / "aside", partial(watched, log, evidence)):
        lines = log.read_text("utf-8", "replace").splitlines()
        assert written(lines, evidence) == [], command
        assert [line for line in lines if OUTSIDE.search(line)] == [], command
        opened += sum(str(evidence) in line for line in lines)
        if any(re.search(r"\bbind\(.*sa_family=AF_INET", line) for line in lines):
            bound.add(command)
    assert opened > 100
    # JupyterLab's own server, and what kernels print through: this machine only.
    assert bound <= {"lab", "study", "batch"}
