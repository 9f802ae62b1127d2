"""`workbench lab` as a reviewer meets it: real Chromium, nothing beyond this machine.

Pictures are written to ``build/screenshots/`` for a person to look at.
"""

from __future__ import annotations

import contextlib
import http.server
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from workbench.case import load
from workbench.study import inputs

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_ALL = ", ".join(
    f'.lm-Menu-item[data-command="{command}"]'
    for command in ("runmenu:run-all", "notebook:run-all-cells")
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image
    from skimage import data

    root = tmp_path_factory.mktemp("lab") / "012-LP"
    (root / "evidence").mkdir(parents=True)
    Image.fromarray(data.astronaut()).save(root / "evidence" / "a.jpg")
    Image.fromarray(data.astronaut()[:, ::-1]).save(root / "evidence" / "b.jpg")
    (root / "evidence" / "pandas.py").write_text("raise SystemExit('plan' + 'ted')")
    (root / "pandas.py").write_text("raise SystemExit('plan' + 'ted')")
    return root


@pytest.fixture(scope="module")
def lab(case: Path) -> Iterator[str]:
    """The command itself, as started in a terminal; yields the address it prints."""
    command = [sys.executable, "-m", "workbench", "lab", str(case), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", line)
        assert found, line
        yield found.group()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(20) == 0
    assert "kajian.yaml" in rest


@dataclass
class Page:
    """A page, what it asked for, and what it complained about."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run_all(self, last: str) -> None:
        """Run every cell by the menu and wait for `last` to show."""
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        self.page.locator(".lm-MenuBar-itemLabel").nth(3).click()
        self.page.locator(RUN_ALL).first.click()
        self.page.wait_for_selector(last, timeout=30_000)

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def page(lab: str, chromium: Path) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        made = browser.new_page(viewport={"width": 1400, "height": 1000}, locale="id-ID")
        seen = Page(made)
        made.on("request", lambda request: seen.asked.append(request.url))
        made.on("console", lambda message: seen.complaints.append(message.text)
                if message.type == "error" else None)  # fmt: skip
        made.on("pageerror", lambda error: seen.complaints.append(str(error)))
        made.goto(lab)
        yield seen
        browser.close()


def test_the_notebook_opens_runs_and_shows_its_tables_without_any_other_host(
    page: Page, case: Path
) -> None:
    before = inputs.look(load(case))
    page.run_all(".workbench-facts")
    page.page.wait_for_selector(".workbench-exhibits td:has-text('b.jpg')")
    assert page.page.locator("text=planted").count() == 0
    page.page.locator(".workbench-exhibits .workbench-by-media_type select").select_option(
        label="image/jpeg"
    )
    gone = ".workbench-exhibits .workbench-table td:has-text('pandas.py')"
    page.page.wait_for_selector(gone, state="detached")
    page.page.locator(".workbench-exhibits").scroll_into_view_if_needed()
    page.picture("lab-1-evidence")
    local = re.compile(r"^(http|ws)s?://127\.0\.0\.1[:/]|^(data|blob|about):")
    assert [url for url in page.asked if not local.match(url)] == []
    assert page.complaints == []
    assert inputs.look(load(case)) == before
    assert sorted(path.name for path in case.iterdir()) == ["evidence", "pandas.py"]


def test_only_the_notebooks_can_be_seen_and_no_terminal_opens(page: Page, lab: str) -> None:
    import json
    import urllib.error
    import urllib.request

    base, _, token = lab.partition("/lab/tree/")
    headers = {"Authorization": f"token {token.partition('token=')[2]}"}
    request = urllib.request.Request(f"{base}/api/contents/", headers=headers)
    with urllib.request.urlopen(request) as answer:
        names = sorted(entry["name"] for entry in json.load(answer)["content"])
    assert names == ["1_evidence.ipynb", "2_kajian.ipynb", "3_report.ipynb"]
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(
            urllib.request.Request(f"{base}/api/terminals", headers=headers, method="POST")
        )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{base}/api/contents/")
    assert refused.value.code == 403
    refused.value.close()


# What somebody would write into an exhibit, a caption or a name, to have it run or call home.
LIVE = (
    '<img src="nothing" onerror="window.ran = 1">',
    "<script>window.ran = 1</script>",
    '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    '<iframe src="{elsewhere}/frame"></iframe>',
    '<img src="{elsewhere}/beacon.gif">',
    "<style>body {{ background: url({elsewhere}/beacon.gif) }}</style>",
    '<link rel="stylesheet" href="{elsewhere}/beacon.css">',
    '<video src="{elsewhere}/film.mp4"></video>',
    '<script src="{elsewhere}/code.js"></script>',
    '<a id="bait" href="javascript:window.ran = 1">lihat</a>',
    '<form action="{elsewhere}/"><input type="submit" id="bait"></form>',
    '<base href="{elsewhere}/">',
)
# Scripts put in by innerHTML never run: this way they would.
WRITTEN = """
text => { const box = document.createElement('div');
  document.body.append(box);
  box.append(document.createRange().createContextualFragment(text));
  box.querySelector('#bait')?.click(); }
"""
CALLED = """
async at => {
  const told = [];
  try { await fetch(at, {mode: 'no-cors'}); told.push('fetch'); } catch (error) { }
  navigator.sendBeacon(at, 'x');
  try { new WebSocket(at.replace('http', 'ws')); } catch (error) { }
  return told; }
"""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another server of this machine, and what it was asked for."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<p>halaman lain")

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_live_markup_that_reached_the_page_neither_runs_nor_calls_anybody(
    page: Page, elsewhere: tuple[str, list[str]]
) -> None:
    """Every output is escaped before; this wall stands behind that one."""
    address, asked = elsewhere
    page.page.wait_for_selector(".jp-Notebook .jp-Cell")
    for text in LIVE:
        page.page.evaluate(WRITTEN, text.format(elsewhere=address))
    assert page.page.evaluate(CALLED, address) == []
    page.page.wait_for_timeout(500)
    assert page.page.evaluate("window.ran") is None
    assert asked == []
    refused = " ".join(page.complaints)
    for rule in ("script-src", "img-src", "form-action", "connect-src", "frame-src", "base-uri"):
        assert rule in refused, rule


def test_no_page_of_another_address_frames_ours(
    page: Page, lab: str, elsewhere: tuple[str, list[str]]
) -> None:
    address, asked = elsewhere
    page.page.goto(f"{address}/stranger")
    assert "/stranger" in asked
    page.page.set_content(f'<iframe src="{lab}"></iframe>')
    page.page.wait_for_timeout(1500)
    (_, framed) = page.page.frames
    assert framed.url.startswith("chrome-error:")


def test_cookies_stay_with_our_own_pages_and_none_may_frame_ours(lab: str) -> None:
    import urllib.request

    with urllib.request.urlopen(lab) as answer:
        cookies = answer.headers.get_all("Set-Cookie")
        policy = answer.headers["Content-Security-Policy"]
    assert len(cookies) == 2
    assert all("; SameSite=Strict" in cookie for cookie in cookies)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["frame-ancestors"] == "'self'"
    assert "unsafe-inline" not in rules["script-src"]
    assert rules["script-src"].count("'sha256-") == 1
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_nothing_listens_but_the_server_itself(page: Page, lab: str) -> None:
    """Kernel channels are sockets of a folder that is nobody else's."""
    page.run_all(".workbench-facts")
    port = int(lab.partition("127.0.0.1:")[2].partition("/")[0])
    ours = {path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if is_of(path, lab)}
    listening = {pid: ports(pid) for pid in ours}
    assert {port} in listening.values()
    # ipykernel's own pipe for what forked processes print: it takes lines that begin with a secret.
    kernels = [found for found in listening.values() if found != {port}]
    assert kernels
    assert all(len(found) <= 1 for found in kernels)


def ports(pid: str) -> set[int]:
    """Return the ports of this machine on which a process listens."""
    opened = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            opened.add(str(link.readlink()))
    return {
        int(row[1].rpartition(":")[2], 16)
        for table in ("tcp", "tcp6")
        for row in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        if row[3] == "0A" and f"socket:[{row[9]}]" in opened
    }


def is_of(environ: Path, lab: str) -> bool:
    """Whether a process is the server's, or one that it started."""
    token = lab.partition("token=")[2]
    try:
        variables = dict(
            one.partition("=")[::2] for one in environ.read_text("utf-8", "replace").split("\0")
        )
        folder = variables.get("JUPYTER_RUNTIME_DIR", "")
        return bool(folder) and any(
            token in one.read_text("utf-8") for one in Path(folder).glob("jpserver-*.json")
        )
    except (OSError, ValueError):
        return False


def test_an_answer_on_a_like_pair_reaches_the_case_and_can_be_taken_back(
    page: Page, case: Path
) -> None:
    """The reviewer decides beside the pictures; what counts is what stands in the file."""
    page.run_all(".pair-answers .pair-save")
    form = page.page.locator(".pair-answers")
    form.locator("img").nth(3).wait_for()
    form.locator(".pair-answer select").select_option(index=2)
    form.locator(".pair-reason input").fill("orang lain pada foto itu (rekaan)")
    form.locator(".pair-save button, button.pair-save").first.click()
    form.locator("[role=status]:has-text('Tersimpan')").wait_for()
    assert "orang lain pada foto itu" in (case / "duplicates.yaml").read_text("utf-8")
    form.evaluate("box => box.scrollIntoView({block: 'start'})")
    page.picture("lab-1-pairs")
    form.locator(".pair-undo button, button.pair-undo").first.click()
    form.locator("[role=status]:has-text('dibatalkan')").wait_for()
    assert "orang lain" not in (case / "duplicates.yaml").read_text("utf-8")
    assert page.complaints == []
