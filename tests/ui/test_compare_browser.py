"""Two exhibits laid beside and over each other, as a reviewer does it: real Chromium, by keyboard.

Lost otherwise: what differs between two copies, two exports of one chat, two pages. Pictures are
written to ``build/screenshots/`` for a person to look at.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk import exhibits as made
from tests.ui.test_desk_browser import FLAGS, LOCAL, RUN_ALL, Desk

pytestmark = [pytest.mark.browser, pytest.mark.kernel]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case with a photograph, a part of it, two exports of one chat, and two papers."""
    from PIL import Image, ImageDraw
    from skimage import data

    folder = tmp_path / "012-LP" / "evidence"
    folder.mkdir(parents=True)
    whole = Image.fromarray(data.coffee()).resize((1200, 800))
    whole.save(folder / "1 foto.jpg", quality=92)
    part = whole.crop((300, 150, 1100, 750))
    ImageDraw.Draw(part).rectangle((380, 250, 470, 340), fill="#d01010")
    part.save(folder / "2 potongan.jpg", quality=85)
    (folder / "3 obrolan.txt").write_text(made.CHAT, "utf-8")
    changed = made.CHAT.replace("07.05 - Pak Darma: Saya lihat di panggung nomor 2",
                                "07.05 - Pak Darma: Saya tidak lihat apa-apa")  # fmt: skip
    assert changed != made.CHAT
    (folder / "4 obrolan lain.txt").write_text(changed, "utf-8")
    made.paper(folder / "5 naskah.pdf", 2)
    made.paper(folder / "6 naskah.pdf", 3)
    return tmp_path / "012-LP"


@pytest.fixture
def desk(case: Path, chromium: Path) -> Iterator[Desk]:
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "workbench", "lab", str(case), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", process.stdout.readline())
        assert found
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
                page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="id-ID")
                seen = Desk(page)
                page.on("request", lambda request: seen.asked.append(request.url))
                page.on("pageerror", lambda error: seen.complaints.append(str(error)))
                page.goto(found.group())
                page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
                page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
                page.locator(".lm-MenuBar-itemLabel").nth(3).click()
                page.locator(RUN_ALL).first.click()
                page.wait_for_selector(".desk-tile img", timeout=60_000)
                page.locator(".desk-gallery").evaluate(
                    "box => box.scrollIntoView({block: 'start'})"
                )
                yield seen
                browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            process.wait(20)


def against(desk: Desk, one: str, other: str) -> Any:
    """Open one exhibit, and compare it with another, by keyboard."""
    desk.open(one)
    page = desk.page
    page.keyboard.press("c")
    page.locator(".desk-with").select_option(other)
    page.wait_for_selector(".desk-compare")
    return page.locator(".desk-compare")


def leave(desk: Desk) -> None:
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector(".desk-compare", state="detached")
    desk.close()


def test_two_exhibits_are_compared(desk: Desk) -> None:
    _pictures(desk)
    _chats(desk)
    _pages(desk)
    assert [url for url in desk.asked if not LOCAL.match(url)] == []
    assert desk.complaints == []


def _pictures(desk: Desk) -> None:
    page = desk.page
    window = against(desk, "B-01", "B-02")
    first = page.locator(".desk-with option").nth(1).inner_text()
    assert first.startswith("≈ B-02"), "what was found alike comes first"
    window.locator(".desk-panes[data-ready=yes]").wait_for()
    window.locator(".desk-note:has-text('Dijajarkan')").wait_for()
    page.wait_for_timeout(400)
    desk.picture("compare-side")
    page.keyboard.press("4")
    # Where both are the same the difference is black; what was painted in stands out.
    page.wait_for_timeout(600)
    desk.picture("compare-difference")
    shot = page.locator(".desk-pane").screenshot()
    bright = brightness(shot)
    assert bright["same"] < 8, bright
    assert bright["painted"] > 30, bright
    page.keyboard.press("3")
    page.wait_for_timeout(300)
    desk.picture("compare-over")
    page.keyboard.press("2")
    hidden = "document.querySelectorAll('.desk-layer[hidden]').length"
    page.wait_for_function(f"{hidden} === 1")
    page.wait_for_function(f"{hidden} === 0")
    page.keyboard.press("1")
    before = float(page.locator(".desk-panes").get_attribute("data-scale"))
    page.keyboard.press("+")
    page.wait_for_function(
        f"Number(document.querySelector('.desk-panes').dataset.scale) > {before * 1.3}"
    )
    desk.picture("compare-zoomed")
    rows = window.locator(".desk-differing tr")
    names = window.locator(".desk-differing tr td:first-child").all_inner_texts()
    assert "berkas" in names, "the files' names differ"
    assert "jenis isi" not in names, "both are JPEG: that is not shown"
    some = rows.count()
    window.locator(".desk-all input").check()
    assert rows.count() > some
    assert desk.violations(".desk-compare") == ""
    leave(desk)


def brightness(shot: bytes) -> dict[str, float]:
    """Return how bright the compared pane is where both agree, and where one was painted over."""
    import io

    import numpy as np
    from PIL import Image

    image = np.asarray(Image.open(io.BytesIO(shot)).convert("L")).astype(float)
    high, wide = image.shape
    scale = min(wide / 1000, high / (1000 * 800 / 1200)) * 0.98 * 1000 / 1200
    left, top = wide / 2 - 600 * scale, high / 2 - 400 * scale

    def part(x0: int, y0: int, x1: int, y1: int) -> float:
        rows = slice(round(top + y0 * scale), round(top + y1 * scale))
        return float(image[rows, round(left + x0 * scale) : round(left + x1 * scale)].mean())

    return {"same": part(880, 320, 1080, 700), "painted": part(700, 420, 750, 470)}


def _chats(desk: Desk) -> None:
    window = against(desk, "B-03", "B-04")
    window.locator(".desk-note:has-text('1 pesan hanya ada pada B-03, 1 pesan')").wait_for()
    assert "tidak lihat apa-apa" in window.locator(".desk-added").inner_text()
    assert "panggung nomor 2" in window.locator(".desk-gone").inner_text()
    assert window.locator(".desk-both").count() == 4
    desk.picture("compare-chat")
    assert desk.violations(".desk-compare") == ""
    leave(desk)


def _pages(desk: Desk) -> None:
    window = against(desk, "B-05", "B-06")
    window.locator(".desk-panes[data-ready=yes]").wait_for()
    desk.page.keyboard.press("PageDown")
    window.locator(".desk-note:has-text('Halaman 2 dari keduanya')").wait_for()
    desk.page.keyboard.press("3")
    desk.page.wait_for_timeout(300)
    desk.picture("compare-pages")
    assert window.locator(".desk-layer").count() == 2
    leave(desk)
