"""The desk as a reviewer uses it: real Chromium at the size of a small laptop, mostly by keyboard.

Lost otherwise: evidence that nobody can look at, or only with a mouse. Pictures are written to
``build/screenshots/`` for a person to look at.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.desk import exhibits as made
from workbench.case import load
from workbench.study import inputs

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
RUN_ALL = ", ".join(
    f'.lm-Menu-item[data-command="{command}"]'
    for command in ("runmenu:run-all", "notebook:run-all-cells")
)
UNTOUCHED: dict[Path, Any] = {}
LOCAL = re.compile(r"^(http|ws)s?://127\.0\.0\.1[:/]|^(data|blob|about):")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = made.case(tmp_path_factory.mktemp("desk") / "012-LP", link_to=Path("/etc/hostname"))
    made.photograph(4000, 3000, "BUPATI DAN WAKIL BUPATI").save(root / "evidence" / "13 besar.jpg")
    made.film(root / "evidence" / "14 film lama.mp4", "mpeg4")
    UNTOUCHED[root] = inputs.look(load(root))
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
        process.stdout.read()
        assert process.wait(20) == 0


@dataclass
class Desk:
    """A page with the gallery on it."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def tile(self, exhibit: str) -> Any:
        return self.page.locator(f'.desk-tile[data-id="{exhibit}"]')

    def open(self, exhibit: str) -> Any:
        """Open an exhibit by keyboard, from the tile that has the focus."""
        self.tile(exhibit).focus()
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(f".desk-title:has-text('{exhibit} ')")
        return self.page.locator(".desk-viewer")

    def close(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector(".desk-viewer", state="detached")

    def violations(self, within: str) -> str:
        found = Axe().run(self.page, context=within)
        return found.generate_report() if found.violations_count else ""


@pytest.fixture(scope="module")
def desk(lab: str, chromium: Path) -> Iterator[Desk]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="id-ID")
        seen = Desk(page)
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text)
                if message.type == "error" else None)  # fmt: skip
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(lab)
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        page.locator(".lm-MenuBar-itemLabel").nth(3).click()
        page.locator(RUN_ALL).first.click()
        page.wait_for_selector(".desk-tile img", timeout=60_000)
        page.locator(".desk-gallery").evaluate("box => box.scrollIntoView({block: 'start'})")
        yield seen
        browser.close()


def test_every_exhibit_stands_in_the_gallery_with_a_picture_or_a_reason(desk: Desk) -> None:
    page = desk.page
    assert page.locator(".desk-count").inner_text() == "14 dari 14 bukti"
    desk.tile("B-01").focus()
    seen = {}
    for number in range(1, 15):
        tile = desk.tile(f"B-{number:02d}")
        tile.wait_for()
        frame = tile.locator(".desk-frame")
        frame.locator("img, .desk-words").first.wait_for()
        seen[number] = frame.locator("img").count() or frame.inner_text()
        if number == 6:
            desk.picture("desk-gallery")
        page.keyboard.press("ArrowRight")
    assert [number for number in seen if seen[number] == 1] == [1, 2, 3, 4, 13, 14]
    assert "Surat undangan rekaan" in str(seen[5])
    assert "panggung nomor 2" in str(seen[7])
    for number in (8, 9, 10, 11, 12):
        assert len(str(seen[number])) > 15, "an empty box"
    order = page.evaluate("[...document.querySelectorAll('.desk-tile')].map(x => x.dataset.id)")
    assert sorted(order) == sorted(order, key=lambda name: int(name.split("-")[1]))
    assert page.evaluate("document.querySelectorAll('.desk-gallery *').length") <= 800


def test_the_gallery_is_filtered_by_kind_and_by_word(desk: Desk) -> None:
    page = desk.page
    page.locator(".desk-kind").select_option("film")
    assert page.locator(".desk-tile").count() == 2
    page.locator(".desk-kind").select_option("")
    page.locator(".desk-search").fill("berita")
    assert page.locator(".desk-count").inner_text() == "1 dari 14 bukti"
    assert page.locator(".desk-tile").get_attribute("data-id") == "B-04"
    page.locator(".desk-search").fill("tidak ada yang begini")
    assert page.locator(".desk-tile").count() == 0
    page.locator(".desk-search").fill("")
    assert page.locator(".desk-count").inner_text() == "14 dari 14 bukti"


def test_a_photograph_is_opened_zoomed_and_closed_by_keyboard_alone(desk: Desk) -> None:
    page = desk.page
    desk.tile("B-13").focus()
    start = time.monotonic()
    desk.open("B-13")
    box = page.locator(".desk-zoom[data-open=yes]")
    box.wait_for()
    page.wait_for_function("document.querySelector('.desk-zoom')?.dataset.scale")
    print(f"12 megapixels opened in {time.monotonic() - start:.2f} s")
    desk.picture("desk-photograph")
    page.keyboard.press("1")
    page.wait_for_function("Number(document.querySelector('.desk-zoom').dataset.scale) > 0.97")
    time.sleep(0.8)
    desk.picture("desk-photograph-full")
    levels = {int(m[1]) for url in desk.asked if (m := re.search(r"/B-13/tile/(\d+)-", url))}
    assert max(levels) == 12, "the picture's own pixels were never asked for"
    page.keyboard.press("0")
    page.wait_for_function("Number(document.querySelector('.desk-zoom').dataset.scale) < 0.4")
    page.keyboard.press("r")
    page.locator(".desk-brightness").fill("180")
    assert "brightness(180%)" in page.locator(".desk-stage").get_attribute("style")
    assert desk.violations(".desk-viewer") == ""
    desk.close()
    assert page.evaluate("document.activeElement.dataset.id") == "B-13", "the place is lost"


def test_what_the_file_says_stands_beside_it(desk: Desk) -> None:
    desk.open("B-01")
    facts = desk.page.locator(".desk-aside")
    facts.locator("dd:has-text('01 foto.jpg')").wait_for()
    assert 3 <= facts.locator("dt").count() <= 10
    before = facts.locator("dt").count()
    facts.locator("summary").click()
    desk.page.wait_for_function(f"document.querySelectorAll('.desk-aside dt').length > {before}")
    desk.close()


def test_every_kind_opens_and_the_next_one_with_it(desk: Desk) -> None:
    """From the first to the last by the arrow: nothing stops it, nothing shows an empty stage."""
    page = desk.page
    desk.open("B-01")
    waits = {
        1: ".desk-zoom[data-open=yes]", 2: "video:not([hidden])", 3: "audio, .desk-wave",
        4: ".desk-zoom[data-open=yes]", 5: ".desk-line-text:has-text('Surat undangan')",
        6: ".desk-line-text:has-text('Pelaku A')", 7: ".desk-message:has-text('panggung')",
        8: ".desk-line-text:has-text('onload')", 9: ".desk-line-text:has-text('unggahan')",
        10: ".desk-hex:has-text('00000000')", 11: ".desk-note", 12: ".desk-note",
        13: ".desk-zoom[data-open=yes]", 14: ".desk-still:not([hidden])",
    }  # fmt: skip
    for number, wanted in waits.items():
        page.wait_for_selector(f".desk-title:has-text('B-{number:02d} ')")
        page.locator(".desk-viewer").locator(wanted).first.wait_for(timeout=20_000)
        if number in {2, 3, 4, 7, 10, 12, 14}:
            time.sleep(0.3)
            desk.picture(f"desk-kind-{number:02d}")
            assert desk.violations(".desk-viewer") == "", number
        page.keyboard.press("ArrowRight")
    assert page.title() != "ran"
    desk.close()


def test_a_page_of_a_paper_is_turned_and_its_writing_can_be_read(desk: Desk) -> None:
    page = desk.page
    desk.open("B-04")
    page.locator(".desk-where:has-text('Halaman 1 dari 2')").wait_for()
    page.keyboard.press("PageDown")
    page.locator(".desk-where:has-text('Halaman 2 dari 2')").wait_for()
    page.locator(".desk-text summary").click()
    page.locator(".desk-text pre:has-text('halaman 2')").wait_for()
    desk.close()


def test_a_film_plays_and_is_stepped_frame_by_frame(desk: Desk) -> None:
    """Also one that the browser cannot play: its frames are stepped in place of it."""
    page = desk.page
    desk.open("B-02")
    page.wait_for_function("document.querySelector('video')?.readyState > 1")
    page.keyboard.press(".")
    page.keyboard.press(".")
    page.locator(".desk-time:has-text('00:00.20')").wait_for()
    page.keyboard.press(",")
    page.locator(".desk-time:has-text('00:00.10')").wait_for()
    page.locator(".desk-moment").nth(2).click()
    page.wait_for_function("document.querySelector('video').currentTime > 1")
    desk.close()
    desk.open("B-14")
    page.locator(".desk-still:not([hidden])").wait_for()
    page.wait_for_function("document.querySelectorAll('.desk-moment').length > 2")
    first = page.locator(".desk-still").get_attribute("src")
    page.keyboard.press(".")
    page.wait_for_function(
        f"document.querySelector('.desk-still').src.slice(-3) !== {first[-3:]!r}"
    )
    desk.close()


def test_the_gallery_has_no_barrier(desk: Desk) -> None:
    assert desk.violations(".desk-gallery") == ""


def test_nothing_left_this_machine_and_nothing_of_the_case_changed(desk: Desk, case: Path) -> None:
    assert [url for url in desk.asked if not LOCAL.match(url)] == []
    assert [url for url in desk.asked if "foto" in url or "evidence/" in url] == []
    # The answers that say why something cannot be shown are errors to a browser's console.
    assert [one for one in desk.complaints if "status of 4" not in one] == []
    assert inputs.look(load(case)) == UNTOUCHED[case]
    assert sorted(path.name for path in case.iterdir()) == ["evidence"]


def test_times_and_the_gallery_follow_each_other(desk: Desk) -> None:
    page = desk.page
    page.locator(".desk-gallery").evaluate("box => box.scrollIntoView({block: 'start'})")
    page.locator(".desk-lines summary").click()
    line = page.locator(".desk-line-control").first
    line.focus()
    at = "document.querySelector('.desk-tile[tabindex=\"0\"]').dataset.id"
    for key in ("End", "Home"):
        page.keyboard.press(key)
        told = line.get_attribute("aria-valuetext")
        assert told is not None
        assert told.startswith(page.evaluate(at)), "the gallery stands at another exhibit"
    dated = page.evaluate(at)
    desk.tile("B-01").focus()
    desk.picture("desk-lines")
    desk.tile("B-05").focus()
    while page.evaluate(at) != dated:
        page.keyboard.press("ArrowLeft" if dated < page.evaluate(at) else "ArrowRight")
    assert (line.get_attribute("aria-valuetext") or "").startswith(dated)
    assert desk.violations(".desk-gallery") == ""
    page.locator(".desk-lines summary").click()


def chosen(page: Any) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('.desk-tile[aria-selected=true]')].map(x => x.dataset.id)"
    )


def order(page: Any) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('.desk-tile')]"
        ".sort((a, b) => a.dataset.index - b.dataset.index).map(x => x.dataset.id)"
    )


def test_the_gallery_is_sorted_and_filtered_by_what_is_known(desk: Desk) -> None:
    page = desk.page
    page.locator(".desk-gallery").evaluate("box => box.scrollIntoView({block: 'start'})")
    page.locator(".desk-sort").select_option("name")
    assert order(page)[:2] == ["B-01", "B-02"]
    page.locator(".desk-sort").select_option("kind")
    assert order(page)[:3] == ["B-01", "B-11", "B-13"]
    page.locator(".desk-sort").select_option("number")
    page.locator(".desk-more summary").click()
    page.locator("select.desk-noticed").select_option(index=1)
    filtered = page.locator(".desk-count").inner_text()
    assert filtered != "14 dari 14 bukti"
    desk.picture("desk-filters")
    page.locator(".desk-clear").click()
    assert page.locator(".desk-count").inner_text() == "14 dari 14 bukti"
    took = page.evaluate("""() => {
        const list = document.querySelector('.desk-kind');
        const start = performance.now();
        for (const value of ['film', '']) {
            list.value = value;
            list.dispatchEvent(new Event('change'));
        }
        return performance.now() - start;
    }""")
    print(f"two filters took {took:.1f} ms")


def test_several_are_described_in_one_act_by_keyboard_and_taken_back(
    desk: Desk, case: Path
) -> None:
    """All from P-1, received 8 October, original: once for all of them."""
    page, keys = desk.page, desk.page.keyboard
    desk.tile("B-01").focus()
    keys.press("Space")
    keys.press("Shift+ArrowRight")
    keys.press("Shift+ArrowRight")
    assert chosen(page) == ["B-01", "B-02", "B-03"]
    keys.press("Space")
    assert chosen(page) == ["B-01", "B-02"]
    keys.press("Escape")
    assert chosen(page) == []
    keys.press("Control+a")
    assert page.locator(".desk-picked-count").inner_text() == "14 bukti dipilih"
    page.locator(".desk-describe").focus()
    keys.press("Enter")
    keys.type("P-1")
    keys.press("Tab")
    keys.type("8 Oktober 2024")
    keys.press("Tab")
    keys.type("asli")
    page.locator(".desk-field-tags").focus()
    keys.type("panggung, malam")
    desk.picture("desk-together")
    assert desk.violations(".desk-gallery") == ""
    keys.press("Enter")
    page.locator(".desk-said:has-text('Isian untuk 14 bukti tersimpan')").wait_for()
    claims = load(case).claims
    assert len(claims) == 14
    assert {(one.received_from, one.originality, one.tags) for one in claims} == {
        ("P-1", "original", ("panggung", "malam"))
    }
    page.locator("select.desk-tags").select_option("panggung")
    assert page.locator(".desk-count").inner_text() == "14 dari 14 bukti"
    page.locator(".desk-undo").click()
    page.locator(".desk-said:has-text('dikembalikan')").wait_for()
    assert load(case).claims == ()
    assert page.locator("select.desk-tags").is_hidden()
    page.locator(".desk-nothing").click()
    page.locator(".desk-more summary").click()


def test_one_is_chosen_by_mouse_without_being_opened(desk: Desk) -> None:
    page = desk.page
    desk.tile("B-01").locator(".desk-mark").click()
    assert page.locator(".desk-viewer").count() == 0
    desk.tile("B-03").click(modifiers=["Shift"])
    assert chosen(page) == ["B-01", "B-02", "B-03"]
    page.locator(".desk-nothing").click()
    assert chosen(page) == []


def test_without_the_door_the_kernel_gives_the_pictures(desk: Desk) -> None:
    """As in VS Code or a Jupyter of somebody else's: smaller pictures, but none missing."""
    page = desk.page
    page.route("**/workbench/desk/**", lambda route: route.abort())
    before = len(desk.complaints)
    page.locator(".lm-MenuBar-itemLabel").nth(3).click()
    page.locator(RUN_ALL).first.click()
    page.wait_for_selector(".desk-tile img[src^='blob:']", timeout=60_000)
    desk.open("B-04")
    page.locator(".desk-zoom[data-open=yes]").wait_for()
    page.locator(".desk-text summary").click()
    page.locator(".desk-text pre:has-text('halaman 1')").wait_for()
    desk.close()
    desk.open("B-01")
    page.locator(".desk-note:has-text('workbench lab')").wait_for()
    page.locator(".desk-zoom[data-open=yes]").wait_for()
    desk.close()
    page.unroute("**/workbench/desk/**")
    assert all("ERR_FAILED" in one for one in desk.complaints[before:])
