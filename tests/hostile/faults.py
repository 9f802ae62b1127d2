"""Faults of the machine, one system call at a time: ``make faults``, or a share in the tests.

Each operation runs once under strace, which lists the calls that touch its case. Then it
runs again for each of them, with that very call failing (no space, no right, a broken
disk, too many files) or the process killed at it. Afterwards the case holds the old state
or the new one, the next start works and leaves nothing behind, no exhibit changed, and
what a person was told is no traceback.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from traceback import print_exc

from tests.hostile.operations import OPERATIONS, first_index, make
from workbench.cli import reported
from workbench.errors import WorkbenchError

#: What can go wrong at each kind of call, besides that the power goes.
ERRORS = {
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "openat": ("EMFILE", "EROFS", "EIO", "EACCES", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "rename": ("ENOSPC", "EROFS", "EIO"),
    "renameat": ("ENOSPC", "EROFS", "EIO"),
    "mkdir": ("ENOSPC", "EROFS", "EACCES"),
    "unlink": ("EROFS", "EIO"),
    "unlinkat": ("EROFS", "EIO"),
    "rmdir": ("EROFS",),
    "ftruncate": ("EIO", "ENOSPC"),
    "chmod": ("EROFS",),
    "fchmod": ("EROFS",),
    "getdents64": ("EIO",),
    "flock": ("EIO", "ENOLCK"),
}
KILL = "signal=KILL"
#: A call that came in one run and not in the next: no fault, and counted apart.
MISSED = "the call did not come"
#: Seconds after which an operation is said to hang, and the exit code that tells it.
LONGEST, HUNG = 60, 99
_SET_PTRACER = 0x59616D61
_CALL = re.compile(r"(\w+)\((.*)")


@dataclass(frozen=True)
class Point:
    """One call of one operation, and what happens at it."""

    operation: str
    call: str
    number: int
    what: str
    shown: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.call} no. {self.number} {self.what} ({self.shown})"


def template(folder: Path, operation: str) -> Path:
    """Make the case that an operation starts from."""
    root = make(folder / "case")
    if operation == "next index":
        first_index(root)
    return root


def points(operation: str, work: Path) -> list[Point]:
    """Return every fault of an operation: each call that touches its case, failing or killed."""
    root = copied(work, operation)
    log = work / "calls"
    traced(operation, root, ["-y", "-e", f"trace={','.join(ERRORS)}", "-o", str(log)])
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        match = _CALL.match(line)
        if match is None or match[1] not in ERRORS:
            continue
        counts[match[1]] = counts.get(match[1], 0) + 1
        if str(root) in match[2] and "/evidence" not in match[2]:
            shown = match[2].replace(str(root), "…")[:90]
            found += [
                Point(operation, match[1], counts[match[1]], what, shown)
                for what in (KILL, *(f"error={name}" for name in ERRORS[match[1]]))
            ]
    return found


def traced(operation: str, root: Path, options: list[str]) -> tuple[int, str]:
    """Run an operation in a child under strace; return its exit code and what it told.

    The child is a copy of this process, with everything imported: strace sees the
    operation alone, and a fault takes a tenth of the time that a new Python needs.
    """
    told = root.parent / "told"
    # Opened here, not in the child: strace may be there first, and the fault would hit this call.
    errors = os.open(told, os.O_WRONLY | os.O_CREAT, 0o600)
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _let_trace()
            os.close(go)
            # pytest puts an object of its own in place of this one.
            sys.stderr = os.fdopen(errors, "w", encoding="utf-8", errors="backslashreplace")
            os.dup2(errors, 2)
            os.read(ready, 1)
            code = reported(lambda: OPERATIONS[operation][0](root))
        except BaseException:  # noqa: BLE001 - what Python would print and end with
            print_exc()
        finally:
            sys.stderr.flush()
            # Whatever happened: a child that came back from here would run the tests a second time.
            os._exit(code)
    os.close(ready)
    os.close(errors)
    with subprocess.Popen(["strace", "-qq", *options, "-p", str(child)]) as tracer:
        while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
            if tracer.poll() is not None:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise RuntimeError("strace cannot attach here")
            time.sleep(0.002)
        os.write(go, b"x")
        code = _ended(child)
        os.close(go)
    return code, told.read_text("utf-8", "replace")


def _ended(child: int) -> int:
    """Wait for a child and return its exit code; one that hangs is killed, and says so."""
    end = time.monotonic() + LONGEST
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return HUNG
        time.sleep(0.002)


def copied(work: Path, operation: str) -> Path:
    root = Path(tempfile.mkdtemp(dir=work)) / "case"
    shutil.copytree(work / operation.replace(" ", "-") / "case", root, symlinks=True)
    return root


def _let_trace() -> None:
    """Let strace, which is no parent of ours, attach where the system asks for leave."""
    ctypes.CDLL(None).prctl(_SET_PTRACER, ctypes.c_ulong(-1 & 0xFFFFFFFFFFFFFFFF), 0, 0, 0)


def can_attach() -> bool:
    """Whether strace may attach here: some containers forbid it."""
    if shutil.which("strace") is None:
        return False
    sleeping = ["sleep", "5"]
    with subprocess.Popen(sleeping, preexec_fn=_let_trace) as sleeper:  # noqa: PLW1509 - no threads
        options = ["-o", os.devnull, "-p", str(sleeper.pid)]
        with subprocess.Popen(["strace", *options], stderr=subprocess.DEVNULL) as tracer:
            time.sleep(0.3)
            is_there = tracer.poll() is None
            sleeper.kill()
    return is_there


def strike(point: Point, work: Path) -> list[str]:
    """Run an operation with one fault; return what is wrong afterwards."""
    root = copied(work, point.operation)
    before = exhibits(root)
    inject = f"inject={point.call}:{point.what}:when={point.number}"
    options = ["-o", os.devnull, "-e", f"trace={point.call}", "-e", inject]
    code, told = traced(point.operation, root, options)
    wrong = [f"told {line}" for line in traceback(told)]
    wrong += [f"hung for {LONGEST} s"] if code == HUNG else []
    if point.what == KILL and code != -9:
        wrong.append(MISSED)
    wrong += after(point.operation, root)
    wrong += [] if exhibits(root) == before else ["AN EXHIBIT CHANGED"]
    shutil.rmtree(root.parent, ignore_errors=True)
    return wrong


def after(operation: str, root: Path) -> list[str]:
    """Return what is wrong with a case after a fault, and after the next start on it."""
    run, check = OPERATIONS[operation]
    try:
        wrong = check(root)
        run(root)
        wrong += [f"later {one}" for one in check(root)]
    except (WorkbenchError, OSError, ValueError, KeyError) as error:
        return [f"the next start fails: {type(error).__name__}: {error}"]
    # A lock file that could not be removed locks nothing.
    hidden = (path for path in root.rglob(".*") if not path.name.endswith(".lock"))
    return wrong + [f"left {path.name}" for path in hidden]


def traceback(text: str) -> list[str]:
    return [text.strip().splitlines()[-1]] if "Traceback" in text else []


def exhibits(root: Path) -> dict[str, str]:
    files = (path for path in sorted((root / "evidence").rglob("*")) if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def prepared(work: Path) -> None:
    """Make the case that each operation starts from."""
    for operation in OPERATIONS:
        root = template(work / operation.replace(" ", "-"), operation)
        # What is worked out once for a process would be missing from the second run.
        warm = work / "warm" / operation
        shutil.copytree(root, warm)
        OPERATIONS[operation][0](warm)


def every_point(work: Path, seed: int) -> list[Point]:
    """Return all faults, in a random order that `seed` repeats."""
    every = [point for operation in OPERATIONS for point in points(operation, work)]
    random.Random(seed).shuffle(every)
    return every


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=20261121)
    chosen = parser.parse_args()
    counted: dict[str, int] = {}
    bad: dict[str, list[Point]] = {}
    end = time.monotonic() + chosen.seconds
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepared(work)
        every = every_point(work, chosen.seed)
        print(f"seed {chosen.seed}, {len(every)} faults", flush=True)
        for point in every:
            if time.monotonic() > end:
                break
            found = strike(point, work)
            name = MISSED if MISSED in found else point.operation
            counted[name] = counted.get(name, 0) + 1
            for one in found if name != MISSED else ():
                bad.setdefault(one, []).append(point)
                print(f"{point}: {one}", flush=True)
    missed = counted.pop(MISSED, 0)
    print(f"{sum(counted.values())} faults: {counted}; {missed} calls did not come again")
    print(f"{len(bad)} kinds of anomaly")
    for one, places in bad.items():
        print(f"{len(places)} x {one}; first at {places[0]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
