"""Kernels born of one process must be as clean, as limited and as mortal as started ones."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from workbench.case import CaseFolder
from workbench.errors import StudyError
from workbench.study.kernels import forkserver, kernel
from workbench.study.run import run

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(not forkserver.supported(), reason="a fork server needs Linux"),
]
Make = Callable[..., Path]
WRITES_STUDY = "from pathlib import Path\n_ = Path('study.json').write_text('{}')"
LOOKS = (
    "import os, sys, resource, time, random, gc\n"
    "(sys.path[0] != '', os.getcwd() == os.environ['PWD_EXPECTED'] if 'PWD_EXPECTED' in os.environ"
    " else True, resource.getrlimit(resource.RLIMIT_AS)[0] <= 6 * 2**30,"
    " os.getpgid(0) == os.getpid(), 'LEAK' in os.environ, hasattr(os, 'leak'), time.tzname[0])"
)


@pytest.mark.parametrize("born", [True, False], ids=["born", "started"])
def test_a_born_kernel_is_like_a_started_one(
    folder: CaseFolder, notebook: Make, monkeypatch: pytest.MonkeyPatch, born: bool
) -> None:
    monkeypatch.setattr(forkserver, "supported", lambda: born)
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    leaving = notebook("import os, sys; os.leak = 1; os.environ['LEAK'] = '1'", name="a")
    study = run(folder, notebooks=[leaving, notebook(WRITES_STUDY, LOOKS, name="b")])
    executed = nbformat.read(study / "b.ipynb", as_version=4)
    shown = executed.cells[-1].outputs[0].data["text/plain"]
    assert shown == "(True, True, True, True, False, False, 'WIT')"


def test_everything_dies_with_the_fork_server(tmp_path: Path) -> None:
    server = forkserver.ForkServer(kernel.environment())
    born = kernel.start(tmp_path, server=server)
    process = born.manager.provisioner.process
    assert process.poll() is None
    server.process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert process.poll() is not None
    with pytest.raises(StudyError, match="could not be started"):
        kernel.start(tmp_path, server=server)
    born.stop()
    server.close()


def test_a_killed_run_takes_fork_server_and_kernels_with_it(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys, time; from pathlib import Path\n"
        "from workbench.study.kernels import forkserver, kernel\n"
        "server = forkserver.ForkServer(kernel.environment())\n"
        "born = kernel.start(Path(sys.argv[1]), server=server)\n"
        "print(server.process.pid, born.manager.provisioner.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pids = [int(word) for word in process.stdout.readline().split()]
        process.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(_lives(pid) for pid in pids):
        time.sleep(0.02)
    assert [pid for pid in pids if _lives(pid)] == []


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
