"""The JupyterLab server as a process of its own, and its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from workbench import processes
from workbench.errors import StudyError
from workbench.study.kernels.child import die_with_parent
from workbench.study.launch import prepare_process
from workbench.ui.lab.workspace import Workspace

FIRST = "1_evidence.ipynb"
PATIENCE = 60.0


@dataclass
class Server:
    """A running server.

    Attributes
    ----------
    process
        Leader of its own group, so that Ctrl-C reaches us alone and we end it.
    url
        Where the page is, with its token.
    """

    process: subprocess.Popen[bytes]
    url: str

    def stop(self) -> None:
        """End the server and its kernels; by force when it takes longer than 10 s."""
        stop(self.process)


def start(workspace: Workspace, *, browser: bool) -> Server:
    """Start JupyterLab on a workspace and wait until it answers.

    Raises
    ------
    StudyError
        When it ends or stays silent instead; with the last lines it wrote.
    """
    log = workspace.root / "server.log"
    command = [
        *processes.python(__name__, str(os.getpid()), str(workspace.notebooks)),
        f"--ServerApp.root_dir={workspace.notebooks}",
        f"--ServerApp.default_url=/lab/tree/{FIRST}",
        f"--ServerApp.open_browser={browser}",
    ]
    # Empty: a case that the user's shell names must not stand for the one that is opened.
    variables = {**workspace.variables(), "WORKBENCH_CASE": ""}
    with log.open("wb") as stream:
        process = processes.start(
            command,
            more=variables,
            desktop=browser,
            stdout=stream,
            stderr=stream,
            leads_group=True,
        )
    try:
        return Server(process, _address(workspace, process, log))
    except BaseException:
        stop(process)
        raise


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server's process and whatever it started."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    if sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # everything had ended already


def _address(workspace: Workspace, process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the page's address, from the file in which the server describes itself."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        for path in workspace.runtime.glob("jpserver-*.json"):
            try:
                told = json.loads(path.read_text("utf-8"))
            except ValueError:
                continue  # still being written
            return f"{told['url']}lab/tree/{FIRST}?token={told['token']}"
        time.sleep(0.05)
    last = log.read_text("utf-8", "replace").strip().splitlines()[-5:]
    raise StudyError("lab_failed", code=process.poll(), log="\n".join(last))


def main() -> None:
    """Be the server; what :func:`start` runs."""
    die_with_parent(int(sys.argv.pop(1)))
    os.chdir(sys.argv.pop(1))
    prepare_process()
    from jupyterlab.labapp import main as serve

    serve()


if __name__ == "__main__":
    main()
