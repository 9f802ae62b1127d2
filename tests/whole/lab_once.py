"""Open JupyterLab on a case, look at its page, start a kernel, run a line, end it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request

PATIENCE = 120


def main() -> int:
    command = [sys.executable, "-P", "-m", "workbench", "lab", sys.argv[1], "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"(http://127\.0\.0\.1:\d+/)\S+token=(\w+)", process.stdout.readline())
        try:
            if found is None:
                return 3
            look(found[0], found[1], found[2])
        finally:
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
            code = process.wait(PATIENCE)
    return code


def look(page: str, base: str, token: str) -> None:
    """Ask for the page and its files, and have a kernel started by the server."""

    def ask(path: str, method: str = "GET", body: bytes | None = None) -> bytes:
        headers = {"Authorization": f"token {token}"}
        request = urllib.request.Request(base + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
        assert b"jupyter-config-data" in answer.read()
    (first, *_) = json.loads(ask("api/contents"))["content"]
    ask(f"api/contents/{first['name']}")
    kernel = json.loads(ask("api/kernels", "POST", b"{}"))["id"]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = json.loads(ask(f"api/kernels/{kernel}"))
        if told["execution_state"] in {"idle", "dead"}:
            break
        time.sleep(0.2)
    assert told["execution_state"] == "idle", told
    ask(f"api/kernels/{kernel}", "DELETE")


if __name__ == "__main__":
    sys.exit(main())
