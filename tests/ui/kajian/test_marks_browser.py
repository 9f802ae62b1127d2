"""Places in exhibits are marked and cited as a reviewer does it: by mouse, and by keyboard alone.

What counts is what lies on disk. Pictures are written to ``build/screenshots/`` for a person
to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.desk import exhibits as made
from tests.ui.kajian.test_kajian_browser import (
    CASE,
    PICTURES,
    Reviewer,
    _kill_kernel,
    lab,
    reviewer,
)
from workbench.case import load
from workbench.kajian import load as load_kajian
from workbench.kajian.saving.history import examine_journal
from workbench.study import inputs

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
KAJIAN = """\
format: 1
facts:
  F-1: {text: Bahwa T-1 hadir di panggung.}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    root = made.case(tmp_path / "004-TM")
    made.photograph(4000, 3000, "BUPATI DAN WAKIL BUPATI").save(root / "evidence" / "12 besar.jpg")
    (root / "case.yaml").write_text(CASE, "utf-8")
    (root / "kajian.yaml").write_text(KAJIAN, "utf-8")
    return root


class Marker:
    """Somebody who marks places; counts the keys that it takes."""

    def __init__(self, at: Reviewer) -> None:
        self.at, self.page = at, at.page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def find(self, words: str) -> None:
        """Look for a source in the field of a fact."""
        self.page.wait_for_selector(".desk-viewer", state="detached")
        self.page.locator(".kajian-fact-cites .desk-find").fill("")
        self.page.keyboard.type(words)
        self.page.wait_for_selector(".desk-option[aria-selected=true]")

    def look(self, words: str, wanted: str) -> None:
        self.find(words)
        self.press("Shift+Enter")
        self.page.locator(".desk-viewer").locator(wanted).first.wait_for()

    def marked(self, count: int) -> dict[str, Any]:
        self.at.until(lambda: self.at.saved().count("    exhibit:") >= count)
        return load_kajian(load(self.at.case)).answers.marks

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def accessible(self, within: str) -> None:
        found = Axe().run(self.page, context=within)
        assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def marker(case: Path, chromium: Path) -> Iterator[tuple[Marker, int]]:
    with lab(case, "id") as (url, process), reviewer(case, chromium) as at:
        at.page.set_viewport_size({"width": 1366, "height": 768})
        at.open(url)
        at.step("facts")
        at.item("F-1")
        yield Marker(at), process


def test_places_are_marked_and_cited_by_mouse_by_keyboard_and_past_a_dead_kernel(
    marker: tuple[Marker, int], case: Path
) -> None:
    at, process = marker
    before = inputs.look(load(case))
    _by_keyboard(at)
    _by_mouse(at)
    _other_kinds(at)
    _claims(at)
    _past_a_dead_kernel(at, process)
    assert inputs.look(load(case)) == before
    assert examine_journal(load(case)) == []


def _by_keyboard(at: Marker) -> None:
    page = at.page
    at.find("besar")
    at.picture("cite-find")
    at.accessible(".desk-picker")
    page.keyboard.press("Escape")
    page.locator(".kajian-fact-cites .desk-find").fill("")
    at.look("besar", ".desk-zoom[data-open=yes]")
    page.wait_for_function("document.querySelector('.desk-zoom')?.dataset.scale")
    at.press("l")
    page.wait_for_selector(".desk-lens canvas")
    at.picture("cite-loupe")
    at.press("l")
    at.keys = 0
    at.press("m", "ArrowRight", "ArrowDown", "Shift+ArrowLeft", "-", "Enter")
    assert at.keys <= 12
    page.wait_for_function("document.activeElement.className === 'desk-label'")
    page.keyboard.type("Nama pada spanduk")
    at.picture("cite-mark-keyboard")
    at.accessible(".desk-viewer")
    at.keys = 0
    at.press("Enter")
    [mark] = at.marked(1).values()
    assert (mark.exhibit, mark.label) == ("B-12", "Nama pada spanduk")
    assert mark.at.startswith("xywh=percent:")
    assert mark.sha256
    page.wait_for_selector(".desk-viewer", state="detached")
    page.wait_for_selector(".kajian-seen img")
    assert at.keys <= 4
    assert load_kajian(load(at.at.case)).answers.facts["F-1"].cites == {"L-1": ""}
    at.picture("cite-form")


def _by_mouse(at: Marker) -> None:
    page = at.page
    page.locator(".kajian-fact-cites .desk-find").click()
    page.locator(".desk-option[data-id='B-01'] .desk-thumb img").click()
    page.wait_for_selector(".desk-zoom[data-open=yes]")
    page.locator(".desk-mark").click()
    box = page.locator(".desk-drawing").bounding_box()
    x, y = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40)
    page.mouse.move(x + 200, y + 120)
    page.mouse.up()
    page.locator(".desk-label").fill("Sudut merah")
    at.picture("cite-mark-mouse")
    page.locator(".desk-keep").click()
    mark = at.marked(2)["L-2"]
    assert mark.exhibit == "B-01"
    left, top, width, height = (float(one) for one in mark.at.partition(":")[2].split(","))
    frame = page.evaluate("1") and (left, top, width, height)
    assert 0 <= left < 100
    assert width > 5, frame
    assert height > 5, frame


def _other_kinds(at: Marker) -> None:
    page = at.page
    page.wait_for_selector(".desk-viewer", state="detached")
    at.look("obrolan", ".desk-message")
    at.press("m", "ArrowDown", "Shift+ArrowDown", "Enter")
    page.keyboard.type("Pesan tentang panggung")
    at.picture("cite-mark-chat")
    at.accessible(".desk-viewer")
    at.press("Enter")
    assert at.marked(3)["L-3"].at == "msg=2-3"
    page.wait_for_selector(".desk-viewer", state="detached")
    at.look("film", "video")
    page.wait_for_function("document.querySelector('video')?.readyState > 1")
    at.press("m", ".", ".", ".", "]", "Enter")
    page.keyboard.type("Layar makin terang")
    at.picture("cite-mark-film")
    at.press("Enter")
    assert at.marked(4)["L-4"].at == "t=0,0.3"
    page.wait_for_selector(".desk-viewer", state="detached")
    at.look("berita", ".desk-zoom[data-open=yes]")
    at.press("PageDown")
    page.locator(".desk-where:has-text('Halaman 2')").wait_for()
    page.wait_for_selector(".desk-zoom[data-open=yes]")
    at.press("m", "m", "Enter")
    page.keyboard.type("Halaman kedua")
    at.press("Enter")
    assert at.marked(5)["L-5"].at == "page=2"
    page.wait_for_selector(".desk-viewer", state="detached")


def _claims(at: Marker) -> None:
    """What people say of an exhibit is changed beside it; a wrong date is refused in words."""
    page = at.page
    at.look("rusak", ".desk-claims")
    page.locator(".desk-claims summary").click()
    page.locator(".desk-claim[data-name=label]").fill("Foto rusak rekaan")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-claims .desk-said:has-text('Tersimpan')")
    page.locator(".desk-claim[data-name=received_at]").fill("31 September 2024")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-claims .desk-said:has-text('31 September')")
    at.picture("cite-claims")
    at.accessible(".desk-viewer")
    [claim] = load(at.at.case).claims
    assert (claim.id, claim.label, claim.received_at) == ("B-11", "Foto rusak rekaan", None)
    page.keyboard.press("Escape")
    page.wait_for_selector(".desk-viewer", state="detached")


def _past_a_dead_kernel(at: Marker, process: int) -> None:
    """What was drawn and named when the kernel died is saved when the form is there again."""
    page = at.page
    at.look("besar", ".desk-zoom[data-open=yes]")
    at.press("m", "ArrowLeft", "Enter")
    page.keyboard.type("Saat kernel mati")
    _kill_kernel(process)
    at.press("Enter")
    page.wait_for_selector(".desk-said:has-text('Belum tersimpan')")
    at.picture("cite-kernel-dead")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector(".desk-viewer", state="detached")
    page.reload()
    at.at.run()
    page.wait_for_selector(".kajian-fact-cites .desk-find")
    marks = at.marked(6)
    assert marks["L-6"].label == "Saat kernel mati"
    at.at.until(lambda: "L-6" in load_kajian(load(at.at.case)).answers.facts["F-1"].cites)
    assert len(marks) == 6
