"""The desk with hundreds of exhibits, as a reviewer meets it: real Chromium over ``workbench lab``.

``WORKBENCH_DESK_EXHIBITS`` says how many (500); a tenth of them are films, papers and chats.
Beside each figure stands what was promised, or what the page before it took.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.harness import Row
from bench.large_case import build

COUNT = int(os.environ.get("WORKBENCH_DESK_EXHIBITS", "500"))
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
NODES = "document.querySelectorAll('.desk-gallery *').length"
# Milliseconds until no tile in view is without its picture or words.
FILLED = """() => new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const grid = document.querySelector('.desk-grid').getBoundingClientRect();
    const seen = [...document.querySelectorAll('.desk-tile')].filter((tile) => {
      const box = tile.getBoundingClientRect();
      return box.bottom > grid.top && box.top < grid.bottom;
    });
    const full = seen.length && seen.every((tile) =>
      [...tile.querySelectorAll('.desk-frame img')].some((image) => image.complete)
      || tile.querySelector('.desk-words'));
    if (full) done(performance.now() - start);
    else requestAnimationFrame(look);
  };
  look();
})"""
FILTER = """() => {
  const list = document.querySelector('.desk-kind');
  const start = performance.now();
  for (const value of ['film', '']) {
    list.value = value;
    list.dispatchEvent(new Event('change'));
  }
  return (performance.now() - start) / 2;
}"""
SCALE = "Number(document.querySelector('.desk-zoom')?.dataset.scale || 0)"


def rows() -> Iterator[Row]:
    """Yield what was promised of the desk, each with what was measured."""
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place) / "case", Path(place) / "cache"
        tenth = COUNT // 25
        build(folder, COUNT - 2 * tenth - tenth // 4, films=tenth, papers=tenth, chats=tenth // 4)
        os.environ["WORKBENCH_CACHE"] = str(store)
        yield _examined(folder)
        with _lab(folder) as (page, server):
            yield from _gallery(page)
            yield from _viewer(page)
            yield from _memory(page, server)


def _examined(folder: Path) -> Row:
    """Read every exhibit, as a study does; leave the thumbnails behind."""
    from workbench.case import load
    from workbench.desk import by_products
    from workbench.desk.standing_in import standing_in
    from workbench.examination.examine import examine

    known = examine(load(folder))
    start = time.process_time()
    kept = by_products.keep(known)
    spent = time.process_time() - start
    standing_in(known, "en")  # as the record of a study shows them
    return Row(f"thumbnails of {kept} pictures put into the cache", spent, unit="s of processor")


@contextmanager
def _lab(folder: Path) -> Iterator[tuple[Any, int]]:
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "workbench", "lab", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
        assert address is not None
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=FLAGS
                )
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                page.set_default_timeout(600_000)
                page.goto(address.group())
                page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
                page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
                page.locator(".jp-Notebook .jp-Cell").first.click()
                for _ in range(5):  # down to the gallery
                    page.keyboard.press("Shift+Enter")
                page.wait_for_selector(".desk-tile")
                yield page, process.pid
                browser.close()
        finally:
            process.send_signal(signal.SIGINT)


def _gallery(page: Any) -> Iterator[Row]:
    yield _promised("gallery: first screen filled", page.evaluate(FILLED) / 1000, 0.5)
    page.locator(".desk-gallery").evaluate("box => box.scrollIntoView({block: 'start'})")
    yield _promised("gallery: one filter", page.evaluate(FILTER) / 1000, 0.05,
                    "1_evidence took 4.8 s with 300")  # fmt: skip
    waits = []
    for part in range(1, 9):
        page.evaluate(f"""() => {{ const grid = document.querySelector('.desk-grid');
            grid.scrollTop = grid.scrollHeight * {part} / 9; }}""")
        waits.append(page.evaluate(FILLED) / 1000)
    detail = "jumps into the unseen: " + ", ".join(f"{wait:.2f}" for wait in waits)
    yield _promised("gallery: longest blank wait of 8 jumps", max(waits), 0.2, detail)
    yield _promised("gallery: nodes", page.evaluate(NODES), 800,
                    "53,355 with 300 in the whole of 1_evidence", "nodes")  # fmt: skip
    page.locator(".desk-grid").evaluate("grid => { grid.scrollTop = 0; }")


def _viewer(page: Any) -> Iterator[Row]:
    time.sleep(2)
    tile = page.locator(".desk-tile").first
    tile.focus()
    yield _promised("viewer: a cold 12-megapixel photograph", _took(
        lambda: page.keyboard.press("Enter"), page, f"{SCALE} > 0"), 0.8)  # fmt: skip
    yield _promised("viewer: its own pixels", _took(
        lambda: page.keyboard.press("1"), page, f"{SCALE} > 0.97"), 0.4)  # fmt: skip
    page.keyboard.press("0")
    time.sleep(3)  # as long as somebody looks, the neighbour is made ahead
    yield _promised("viewer: the next photograph", _took(
        lambda: page.keyboard.press("ArrowRight"), page,
        "document.querySelector('.desk-zoom[data-open=yes]') !== null"), 0.3)  # fmt: skip
    page.keyboard.press("Escape")


def _memory(page: Any, server: int) -> Iterator[Row]:
    yield _promised("server, without kernels and children", _used(server), 400, unit="MB")
    heap = "performance.memory.usedJSHeapSize / 1e6"
    before = page.evaluate(heap)
    tile = page.locator(".desk-tile").first
    for _ in range(50):
        tile.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".desk-viewer .desk-zoom[data-open=yes]")
        page.keyboard.press("Escape")
        page.wait_for_selector(".desk-viewer", state="detached")
    yield _promised("viewer: heap after 50 times open and closed", page.evaluate(heap) - before,
                    30, unit="MB")  # fmt: skip


def _took(act: Callable[[], None], page: Any, until: str) -> float:
    start = time.perf_counter()
    act()
    page.wait_for_function(until, polling=10)
    return time.perf_counter() - start


def _used(process: int) -> float:
    """Return the megabytes that a process holds, shared ones by its share."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return int(re.findall(r"^Pss:\s+(\d+)", told, re.MULTILINE)[0]) / 1000


def _promised(what: str, value: float, most: float, detail: str = "", unit: str = "s") -> Row:
    named = f"{what}, {COUNT} exhibits"
    return Row(named, value, most, "promised", unit, detail=detail, holds=value <= most)
