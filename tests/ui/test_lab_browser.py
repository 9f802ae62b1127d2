"""`workbench lab` as a reviewer meets it: real Chromium, nothing beyond this machine.

Pictures are written to ``build/screenshots/`` for a person to look at.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
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
