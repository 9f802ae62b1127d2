"""The guarded child: what the kernel refuses it, and limits that count the processor's time."""

from __future__ import annotations

import contextlib
import platform
import socket
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from tests.hostile.bombs import BOMBS
from workbench.evidence import recording
from workbench.evidence.sandbox import Failure, Sandbox, guards
from workbench.evidence.worker import SPENT
from workbench.examination.read_one import gathered

LINUX = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}
filtered = pytest.mark.skipif(not LINUX, reason="the kernel's filter is Linux's")


def outcome(reference: object, *items: object, **limits: float) -> list[object]:
    found = Sandbox(1, **limits).map(reference, items)  # type: ignore[arg-type]
    return [one.failure if one.failure else one.value for one in found]


@filtered
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_the_kernel_refuses_a_child_every_socket(family: int) -> None:
    (failure,) = outcome(socket.socket, family)
    assert isinstance(failure, Failure)
    assert failure.detail == "PermissionError: [Errno 1] Operation not permitted"


@filtered
def test_a_socket_opened_behind_pythons_back_is_refused_too() -> None:
    # No hook of Python's sees a call through libc, as a decoder would make it.
    script = (
        "import ctypes; from workbench.evidence.kernel_filter import install\n"
        "assert install() == ''\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.socket(2, 2, 0), ctypes.get_errno(), libc.execv(b'/bin/true', None))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["-1", "1", "-1"]


@filtered
def test_a_child_starts_no_other_program() -> None:
    (failure,) = outcome(subprocess.check_output, ["/bin/true"])
    assert isinstance(failure, Failure)
    assert "PermissionError" in failure.detail


@filtered
def test_the_sandbox_accounts_for_what_holds() -> None:
    assert guards() == {"sockets": "", "processor": "", "memory": ""}


def sockets() -> list[str]:
    found = []
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(str(path.readlink()))
    return sorted(one for one in found if one.startswith("socket:"))


@pytest.mark.skipif(sys.platform != "linux", reason="counts through /proc")
@pytest.mark.parametrize("media_type", [*recording.DEMUXERS, "text/plain", "application/sdp"])
def test_a_session_description_opens_no_socket(media_type: str, tmp_path: Path) -> None:
    # Here without the kernel's filter: the demuxer alone must keep to its kind.
    BOMBS["sdp.ts"](tmp_path / "sdp.ts")
    before, during = sockets(), []
    with contextlib.suppress(av.FFmpegError):
        with recording.opened((tmp_path / "sdp.ts").read_bytes(), media_type):
            during = sockets()
        assert during == before
    assert sockets() == before


def test_the_guesser_would_have_opened_some(tmp_path: Path) -> None:
    BOMBS["sdp.ts"](tmp_path / "sdp.ts")
    with (tmp_path / "sdp.ts").open("rb") as stream, av.open(stream) as opened:
        assert opened.format.name == "sdp"


def burn(seconds: float) -> str:
    spent = f"time.process_time() < {seconds} + begun"
    return f"import time\nbegun = time.process_time()\nwhile {spent}: pass"


def test_processor_time_just_inside_and_just_outside() -> None:
    inside, outside = outcome(exec, burn(0.3), burn(4), seconds=1)
    assert inside is None
    assert outside == Failure("timeout", "1")


def test_waiting_costs_no_processor_time() -> None:
    assert outcome(time.sleep, 2.5, seconds=1, wall=30) == [None]


def test_waiting_ends_at_the_far_wider_deadline() -> None:
    inside, outside = outcome(time.sleep, 0.1, 30, seconds=1, wall=4)
    assert inside is None
    assert outside == Failure("deadline", "4")


def test_a_busy_machine_takes_nothing_from_a_file() -> None:
    script = "while True: pass"
    others = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(4)]
    try:
        assert outcome(exec, burn(0.8), seconds=2) == [None]
    finally:
        for other in others:
            other.kill()
            other.wait()


def test_where_the_system_does_not_count_a_thread_does() -> None:
    script = (
        "from workbench.evidence import worker\nworker._resource = lambda: None\n"
        f"clock = worker._Clock(0.5)\nclock.begin()\n{burn(20)}\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=120)
    assert done.returncode == SPENT


@pytest.mark.parametrize(
    ("last", "failure"),
    [
        # Work in C, which no handler of Python's interrupts.
        ("sum(range(10**12))", Failure("timeout", "1")),
        ("__import__('os').kill(__import__('os').getpid(), 9)", Failure("crash", "-9")),
        ("int('x')", Failure("error", "ValueError: invalid literal for int() with base 10: 'x'")),
    ],
)
def test_what_was_handed_over_stays_whatever_comes_after(last: str, failure: Failure) -> None:
    generator = f"(number if number < 2 else {last} for number in range(3))"
    (found,) = Sandbox(1, seconds=1).map(eval, [generator])
    assert found.parts == (0, 1)
    assert found.failure == failure


def test_a_read_that_is_stopped_names_the_step_and_the_limit() -> None:
    parts = [("step", "pdf"), ("readings", [("pdf", "Title", "Judul", "", "text", "Info")])]
    found = gathered([*parts, ("step", "text")], Failure("timeout", "30"))
    assert found["stopped"] == ["text", "30"]
    assert found["readings"][0][2] == "Judul"
    assert found["failures"] == [("reading", "timeout", "30")]
