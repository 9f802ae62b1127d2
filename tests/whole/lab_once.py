"""Open JupyterLab on a case, look at its page, start a kernel, run a line, end it."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
import urllib.request

from tornado.websocket import websocket_connect

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
    channels = f"{base.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?token={token}"
    asyncio.run(asyncio.wait_for(answered(channels), PATIENCE))
    ask(f"api/kernels/{kernel}", "DELETE")


async def answered(channels: str) -> None:
    """Have the kernel run a line, as the page does, and wait until it has."""
    header = {"msg_id": "1", "session": "1", "username": "", "date": "2024-09-30T00:00:00Z",
              "msg_type": "execute_request", "version": "5.3"}  # fmt: skip
    content = {"code": "import json, random, pandas", "silent": False, "store_history": False,
               "user_expressions": {}, "allow_stdin": False}  # fmt: skip
    asked = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
             "channel": "shell", "buffers": []}  # fmt: skip
    link = await websocket_connect(channels)
    await link.write_message(json.dumps(asked))
    while (told := await link.read_message()) is not None:
        answer = json.loads(told)
        if answer["header"]["msg_type"] == "execute_reply":
            assert answer["content"]["status"] == "ok", answer
            return
    raise RuntimeError("the kernel said nothing")


if __name__ == "__main__":
    sys.exit(main())
