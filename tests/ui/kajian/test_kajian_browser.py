"""The walk as a reviewer meets it: real Chromium, from an empty kajian to a complete one.

What counts is what lies on disk: each wait ends when ``kajian.yaml`` holds the answer.
Pictures are written to ``build/screenshots/`` for a person to look at.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.ui.test_lab_browser import FLAGS, PICTURES, RUN_ALL
from workbench import resources
from workbench.case import load
from workbench.examination.examine import examine
from workbench.kajian import Dossier, completeness
from workbench.kajian import load as load_kajian
from workbench.kajian.saving.drafts import DRAFT
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

NORM = "UU6-2014/29"
CASE = """\
# Perkara rekaan untuk pengujian.
format: 1
number: 004/TM/PL/Kab/06.99/I/2024
regime: pemilu
route: temuan
rule_pack: netralitas-2022
invented: ya
parties:
  - {id: T-1, role: terlapor, subject: kepala_desa, holds_office: ya}
dates: {event: 12 Januari 2024, known: 14 Januari 2024, registered: 17 Januari 2024}
allegation: T-1 diduga membagikan barang pada pertemuan warga.
norms: [UU6-2014/29]
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    from PIL import Image
    from skimage import data

    root = tmp_path / "004-TM"
    (root / "evidence").mkdir(parents=True)
    Image.fromarray(data.coffee()).save(root / "evidence" / "a.png")
    Image.fromarray(data.cat()).save(root / "evidence" / "b.png")
    (root / "case.yaml").write_text(CASE, "utf-8")
    return root


@contextlib.contextmanager
def lab(case: Path, language: str) -> Iterator[tuple[str, int]]:
    """Run the command; yield the address of the kajian's notebook and the process id."""
    command = [sys.executable, "-m", "workbench", "lab", str(case), "--no-browser"]
    command += ["--language", language]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", process.stdout.readline())
        assert found
        try:
            yield found.group().replace("1_evidence", "2_kajian"), process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            process.wait(20)


@contextlib.contextmanager
def plain_lab(case: Path) -> Iterator[str]:
    """Run JupyterLab as anybody does, on the shipped notebook; yield its address."""
    made = case / "studies" / "x"
    made.mkdir(parents=True)
    (made / "2_kajian.ipynb").write_bytes(resources.notebook("2_kajian").read_bytes())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}"]
    command += ["--ip=127.0.0.1", f"--ServerApp.root_dir={case}", "--IdentityProvider.token=x"]
    command += ["--LabApp.news_url=None", "--allow-root"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "is running at" in line:
                break
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{port}/lab/tree/studies/x/2_kajian.ipynb?token=x"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@dataclass
class Reviewer:
    """Somebody at the form, by keyboard and lists only."""

    page: Any
    case: Path
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.run()

    def run(self) -> None:
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        self.page.locator(".lm-MenuBar-itemLabel").nth(3).click()
        self.page.locator(RUN_ALL).first.click()
        self.page.wait_for_selector(".kajian .kajian-steps")

    def close_tab_and_open(self, url: str) -> None:
        """Close the tab without a question, and open the notebook in a new one."""
        context = self.page.context
        self.page.close(run_before_unload=False)
        self.page = context.new_page()
        self.open(url)

    def step(self, name: str) -> None:
        # In one go: the cursor may still be on its way into a page that opened just now.
        self.page.locator(f".kajian-step-{name}").press("Enter")
        self.page.wait_for_selector(f".kajian-step-{name}.kajian-current")

    def item(self, text: str) -> None:
        chooser = self.page.locator(".kajian-pages select")

        def place() -> int | None:
            texts = [
                one.replace("\xa0", " ") for one in chooser.locator("option").all_text_contents()
            ]
            return next((n for n, one in enumerate(texts) if one.startswith(text)), None)

        self.until(lambda: place() is not None)
        chooser.select_option(index=place())

    def fill(self, name: str, text: str, nth: int = 0) -> None:
        control = self.page.locator(f".kajian-{name} input, .kajian-{name} textarea").nth(nth)
        control.fill(text)
        control.press("Tab")
        self.until(lambda: text in self.saved())

    def choose(self, name: str, value: str, nth: int = 0) -> None:
        before = self.saved()
        self.page.locator(f".kajian-{name} select").nth(nth).select_option(label=value)
        self.until(lambda: self.saved() != before)

    def cite(self, name: str, one: str, locator: str) -> None:
        box = self.page.locator(f".kajian-{name}").first
        rows = box.locator(".kajian-locator").count()
        box.locator(".desk-find").fill(one)
        box.locator(f".desk-option[data-id='{one}'] .desk-source").click()
        self.until(lambda: box.locator(".kajian-locator").count() == rows + 1)
        box.locator(".kajian-locator input").last.fill(locator)
        box.locator(".kajian-locator input").last.press("Tab")
        self.until(lambda: locator in self.saved())

    def saved(self, file: str = "kajian.yaml") -> str:
        path = self.case / file
        return path.read_text("utf-8") if path.exists() else ""

    def until(self, holds: Callable[[], bool], seconds: float = 15) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "not saved in time"
            self.page.wait_for_timeout(25)

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(300)
        self.page.locator(".kajian").first.screenshot(path=PICTURES / f"{name}.png")

    def accessible(self) -> None:
        found = Axe().run(self.page, context=".kajian")
        assert found.violations_count == 0, found.generate_report()


@contextlib.contextmanager
def reviewer(case: Path, chromium: Path) -> Iterator[Reviewer]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        context = browser.new_context(viewport={"width": 1300, "height": 2400}, locale="id-ID")
        context.set_default_timeout(30_000)
        seen = Reviewer(context.new_page(), case)
        context.on("request", lambda request: seen.asked.append(request.url))
        context.on("weberror", lambda error: seen.complaints.append(str(error.error)))
        yield seen
        browser.close()
        local = re.compile(r"^(http|ws)s?://127\.0\.0\.1[:/]|^(data|blob|about):")
        assert [url for url in seen.asked if not local.match(url)] == []
        assert seen.complaints == []


def test_a_whole_kajian_from_empty_to_complete_through_a_reload_and_a_dead_kernel(
    case: Path, chromium: Path
) -> None:
    with lab(case, "id") as (url, process), reviewer(case, chromium) as at:
        at.open(url)
        at.accessible()
        at.choose("intake-checked", "ya")
        _screening(at)
        at.page.reload()
        at.run()
        assert at.page.locator(".kajian-step-screening.kajian-current").count() == 1
        _exhibits(at)
        _kill_kernel(process)
        _mourn(at)
        _matrix(at)
        at.picture("kajian-unsur")
        at.accessible()
        _conclusion(at)
        _explanations(at)
        at.step("conclusion")
        at.picture("kajian-kesimpulan")
    folder = load(case)
    examined = examine(folder, jobs=1)
    dossier = Dossier(
        load_kajian(folder), examined.exhibits, examined.observations, examined.duplicates
    )
    gaps = [one.id for one in completeness(dossier) if one.is_open and one.level != "advice"]
    assert gaps == []
    assert examine_journal(folder) == []


def _screening(at: Reviewer) -> None:
    at.step("screening")
    at.choose("screening-result", "Diregistrasi")
    for one in ("F3", "F4", "M1", "M2", "M3"):
        at.item(one)
        at.page.wait_for_selector(f".kajian h4:text-is('{_TITLES[one]}')")
        at.fill("requirement-fact", f"Fakta rekaan {one}.")
        at.choose("requirement-judgement", "terpenuhi")
        at.fill("requirement-reason", f"Alasan rekaan {one}.")
    at.picture("kajian-awal")


_TITLES = {
    "F3": "Pihak terlapor",
    "F4": "Waktu pelaporan tidak melebihi batas sejak diketahui",
    "M1": "Waktu dan tempat kejadian",
    "M2": "Uraian kejadian dugaan pelanggaran",
    "M3": "Bukti (surat, dokumen, foto, video, barang, dan sebagainya)",
}


def _exhibits(at: Reviewer) -> None:
    at.step("exhibits")
    at.fill("exhibit-source", "Diserahkan pengawas desa (rekaan).")
    at.choose("exhibit-originality", "asli")
    at.picture("kajian-bukti")


def _matrix(at: Reviewer) -> None:
    assert "Diserahkan pengawas desa" in at.saved()
    at.step("matrix")
    at.item("Unsur")
    at.fill("issue", "Pokok masalah rekaan.")
    for element in ("Terlapor adalah kepala desa", "Menguntungkan diri"):
        at.item(f"{NORM} · {element}")
        at.page.wait_for_selector(f".kajian h4:has-text('{element}')")
        word = element.split()[0]
        at.cite("element-supports", "B-01", f"kiri {word}")
        at.cite("element-supports", "B-02", f"kanan {word}")
        at.fill("element-alternative", f"Penjelasan lain {word}.")
        at.choose("element-status", "terpenuhi")
        at.fill("element-reason", f"Alasan unsur {word}.")


def _conclusion(at: Reviewer) -> None:
    at.step("conclusion")
    at.fill("recommendation", "Diteruskan (rekaan).")
    at.fill("process-decided", "24 Januari 2024")
    at.item(NORM)
    at.page.wait_for_selector(".kajian-conclusion-conclusion select")
    at.page.locator(".kajian-conclusion-conclusion select").select_option(index=1)
    at.until(lambda: 'conclusion: "diduga"' in at.saved())
    at.page.locator(".kajian-conclusion-category select").select_option(index=4)
    at.until(lambda: 'category: "hukum_lainnya"' in at.saved())
    at.fill("conclusion-reason", "Alasan kesimpulan.")
    at.step("pleno")
    at.fill("pleno-at", "24 Januari 2024")
    at.page.wait_for_selector(".kajian-note:has-text('Rabu, 24 Januari 2024')")
    at.fill("pleno-decision", "Putusan rekaan.")
    at.page.locator(".kajian-new").click()
    at.page.wait_for_selector(".kajian-member-name input")
    at.fill("member-name", "Ketua Rekaan")
    at.choose("member-vote", "setuju")


def _explanations(at: Reviewer) -> None:
    """Close what remains by going where the list of gaps leads."""
    for step in ("intake", "screening", "exhibits", "statements", "facts", "matrix"):
        at.step(step)
        for number in range(12):
            targets = at.page.locator(".kajian-gaps select option").count()
            if targets < 2 or not at.page.locator(".kajian-gaps select").is_visible():
                break
            before = at.saved()
            shown = at.page.locator(".kajian-along").first.evaluate_handle(
                "along => along.previousElementSibling.firstElementChild"
            )
            try:
                at.page.locator(".kajian-gaps select").select_option(index=1, timeout=2000)
            except PlaywrightTimeout:
                continue  # the last gap closed, and the list with it, after it was looked at
            # What is typed into a page that is about to be drawn anew is lost with it.
            at.page.wait_for_function("old => !old?.isConnected", arg=shown)
            at.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
            at.page.wait_for_timeout(400)
            empty = [
                one
                for one in at.page.locator(".kajian-explanation textarea").all()
                if not one.input_value()
            ]
            if not empty:
                break
            empty[0].fill(f"Penjelasan rekaan {number}.")
            empty[0].press("Tab")
            at.until(lambda before=before: at.saved() != before)  # type: ignore[misc]
            at.page.wait_for_timeout(200)


def test_words_in_a_field_that_was_never_left_survive_a_closed_tab_and_a_killed_kernel(
    case: Path, chromium: Path
) -> None:
    """Whoever is typing when the tab closes or the kernel dies finds every word again."""
    with lab(case, "id") as (url, process), reviewer(case, chromium) as at:
        at.open(url)
        at.step("matrix")
        issue = at.page.locator(".kajian-issue textarea")
        issue.focus()
        at.page.keyboard.type("Satu kalimat yang masih diketik. ", delay=20)
        at.until(lambda: "masih diketik" in at.saved(DRAFT))
        assert not at.saved(), "a pause is no answer: undo goes by fields, not by keys"
        assert not at.saved("journal.jsonl")
        at.page.wait_for_selector(".kajian-saved:has-text('Yang sedang diketik ikut disimpan')")
        at.picture("kajian-typing")
        at.page.keyboard.type("Ditutup di tengah ka")
        at.close_tab_and_open(url)
        issue = at.page.locator(".kajian-issue textarea")
        assert issue.input_value() == "Satu kalimat yang masih diketik. Ditutup di tengah ka"
        assert at.saved("journal.jsonl").count("\n") == 1, "one field, one person, one line"
        assert not (case / DRAFT).exists()
        issue.focus()
        at.page.keyboard.press("Control+End")
        at.page.keyboard.type("ta. Kernel mati.", delay=20)
        at.until(lambda: "Kernel mati." in at.saved(DRAFT))
        _kill_kernel(process)
        _mourn(at)
        issue = at.page.locator(".kajian-issue textarea")
        assert issue.input_value().endswith("Ditutup di tengah kata. Kernel mati.")
        at.page.wait_for_selector(".kajian-saved:has-text('Dipulihkan')")
        at.picture("kajian-recovered")
        at.accessible()
        at.page.locator(".kajian-undo").focus()
        at.page.keyboard.press("Enter")
        at.until(lambda: issue.input_value().endswith("Ditutup di tengah ka"))
    assert examine_journal(load(case)) == []


def _mourn(at: Reviewer) -> None:
    """Put away what JupyterLab says of a dead kernel, load the page again and run it."""
    at.page.wait_for_timeout(1500)
    for button in at.page.locator(".jp-Dialog button.jp-mod-accept").all():
        button.click()
    at.page.reload()
    at.run()


def _kill_kernel(process: int) -> None:
    """Kill the notebook's kernel, and nothing else, below one process."""
    kernels = [
        child
        for child in psutil.Process(process).children(recursive=True)
        if any("ipykernel" in part for part in child.cmdline())
    ]
    assert kernels
    for kernel in kernels:
        os.kill(kernel.pid, signal.SIGKILL)


def test_a_second_reviewer_sees_each_change_and_takes_over_when_the_writer_stops(
    case: Path, chromium: Path
) -> None:
    first = Session(load(case), "Rina Rekaan")
    try:
        with lab(case, "en") as (url, _), reviewer(case, chromium) as at:
            at.open(url)
            status = at.page.locator(".kajian-saved")
            shown = status.text_content() or ""
            assert re.search(r"Read only\. Rina Rekaan has been writing since \d\d:\d\d", shown)
            assert at.page.locator(".kajian-intake-checked select").is_disabled()
            at.accessible()
            at.picture("kajian-read-only-en")
            at.step("matrix")
            first.set(("issue",), "Pokok masalah dari Rina")
            issue = at.page.locator(".kajian-issue textarea")
            at.until(lambda: issue.input_value() == "Pokok masalah dari Rina")
            assert at.page.locator(".kajian-take-over").is_hidden()
            first.close()
            take = at.page.locator(".kajian-take-over")
            at.until(take.is_visible)
            at.picture("kajian-take-over-en")
            take.focus()
            at.page.keyboard.press("Enter")
            at.until(issue.is_enabled)
            at.fill("issue", "Pokok masalah dari pengkaji kedua")
            assert "Pokok masalah dari Rina" not in at.saved()
    finally:
        first.close()
    assert examine_journal(load(case)) == []
    left = [path.name for path in case.iterdir() if path.name.startswith(".")]
    assert left == [], "nothing is left in the case folder when JupyterLab is closed"


@dataclass
class Keyboard:
    """Somebody without a mouse: keys, and what has the focus."""

    at: Reviewer

    def press(self, *keys: str) -> None:
        for key in keys:
            self.at.page.keyboard.press(key)

    def find(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the field with this class has the focus."""
        for _ in range(150):
            if self.is_in(name):
                return
            self.press("Shift+Tab" if back else "Tab")
        self.at.picture("kajian-not-reached")
        raise AssertionError(f"{name} is not reached by keyboard")

    def is_in(self, name: str) -> bool:
        script = "name => !!document.activeElement.closest('.' + name)"
        return bool(self.at.page.evaluate(script, name))

    def write(self, name: str, text: str, file: str = "kajian.yaml") -> None:
        self.find(name)
        self.at.page.keyboard.type(text)
        self.press("Tab")
        self.at.until(lambda: text in self.at.saved(file))

    def choose(self, name: str, letters: str) -> None:
        """Choose from a list by the first letters of an entry, as anybody does."""
        self.find(name)
        self.at.page.keyboard.type(letters)
        # Letters typed within a second belong together.
        self.at.page.wait_for_timeout(1200)

    def cite(self, name: str, one: str) -> None:
        """Choose a source by typing its number; Enter takes it."""
        self.find(name)
        self.at.page.keyboard.type(one)
        self.at.page.wait_for_selector(f".{name} .desk-option[data-id='{one}'][aria-selected=true]")
        self.press("Enter")
        self.at.until(lambda: one in self.at.saved())

    def step(self, name: str) -> None:
        """Go to a step by its button."""
        self.find(f"kajian-step-{name}", back=True)
        self.press("Enter")
        self.at.page.wait_for_selector(f".kajian-step-{name}.kajian-current")

    def item(self, text: str) -> None:
        """Open the page of a step whose entry begins with a text."""
        self.choose("kajian-pages", text)
        shown = ".kajian-pages select option:checked"
        self.at.until(lambda: (self.at.page.locator(shown).text_content() or "").startswith(text))

    def arrive(self, name: str) -> None:
        """Wait until the cursor was put into a field of a page that opened."""
        self.at.until(lambda: self.is_in(name))


def test_keys_pressed_in_the_form_are_no_commands_of_any_jupyterlab(
    case: Path, chromium: Path
) -> None:
    """Letters typed to choose from a list delete no cell, and Enter runs none."""
    with plain_lab(case) as url, reviewer(case, chromium) as at:
        at.open(url)
        keys = Keyboard(at)
        cells = at.page.locator(".jp-Notebook .jp-Cell")
        before = cells.count()
        for name in ("kajian-regime", "kajian-step-intake"):
            keys.find(name)
            keys.press("d", "d", "a", "b", "m", "x", "Escape", "Shift+Enter", "Control+Enter")
            assert keys.is_in(name), "no key takes the cursor out of the form"
            assert cells.count() == before
        at.page.locator(".jp-Notebook .jp-Cell").nth(3).locator(".jp-InputPrompt").click()
        keys.press("d", "d")
        at.page.wait_for_timeout(500)
        assert cells.count() == before, "a form's cell is not deleted from outside either"
        assert at.page.locator(".kajian .kajian-steps").count() == 1


def test_everything_is_reached_and_written_by_keyboard_alone(
    tmp_path: Path, chromium: Path
) -> None:
    root = tmp_path / "kosong"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "catatan.txt").write_text("Catatan rekaan.\n")
    with lab(root, "id") as (url, _), reviewer(root, chromium) as at:
        at.open(url)
        keys = Keyboard(at)
        cells = at.page.locator(".jp-Notebook .jp-Cell").count()
        keys.write("kajian-title", "Perkara rekaan", "case.yaml")
        keys.choose("kajian-regime", "pemilu")
        keys.write("kajian-dates-event", "12 Januari 2024", "case.yaml")
        keys.choose("kajian-new-party", "dd")
        keys.choose("kajian-new-party", "terlapor")
        assert at.page.locator(".jp-Notebook .jp-Cell").count() == cells, "d d is no command here"
        keys.press("Tab", "Enter")
        keys.arrive("kajian-party-role")
        keys.write("kajian-party-position", "Kepala Desa (rekaan)", "case.yaml")
        keys.find("kajian-open-identity")
        keys.press("Enter")
        at.page.wait_for_selector(".kajian-identity-name")
        keys.write("kajian-identity-name", "Nama Rekaan Sekali", "identities.yaml")
        keys.find("kajian-step-statements", back=True)
        keys.press("Enter")
        at.page.wait_for_selector(".kajian-new-statement select")
        keys.choose("kajian-new-statement", "T-1")
        keys.press("Tab", "Enter")
        keys.arrive("kajian-statement-person")
        keys.choose("kajian-statement-basis", "melihat")
        keys.find("kajian-new-passage")
        keys.press("Enter")
        keys.arrive("kajian-passage-quote")
        keys.write("kajian-passage-quote", "Saya ada di situ.", "statements/T-1.yaml")
        keys.find("kajian-next")
        keys.press("Enter")
        at.page.wait_for_selector(".kajian-step-facts.kajian-current")
        keys.find("kajian-new-fact")
        keys.press("Enter")
        keys.arrive("kajian-fact-text")
        keys.write("kajian-fact-text", "Bahwa T-1 hadir.")
        keys.cite("kajian-fact-cites", "T-1")
        at.page.wait_for_selector(".kajian-locator")
        keys.write("kajian-locator", "jawaban nomor 1")
        keys.find("kajian-undo", back=True)
        keys.press("Enter")
        at.until(lambda: "jawaban nomor 1" not in at.saved())
        at.page.wait_for_selector(".kajian-saved:has-text('Diurungkan')")
        _screen_by_keyboard(keys)
        _describe_an_exhibit_by_keyboard(keys)
        _judge_by_keyboard(keys)
        _conclude_by_keyboard(keys)
        at.accessible()
        at.picture("kajian-keyboard")
    folder = load(root)
    assert folder.case.regime == "pemilu"
    assert [one.role for one in folder.case.parties] == ["terlapor"]
    assert folder.statements[0].basis == "melihat"
    assert folder.claims[0].label == "Catatan rekaan"
    answers = load_kajian(folder).answers
    assert answers.facts["F-1"].cites == {"T-1": ""}
    assert answers.screening.result
    assert answers.screening.requirements["F1"].fact == "Fakta rekaan F1."
    assert answers.exhibits["B-01"].accessible is True
    assert answers.attributions["A-1"].account == "@rekaan"
    (row,) = answers.matrix[NORM].values()
    assert row.supports == {"B-01": "baris 1"}
    assert row.reason == "Alasan unsur."
    assert answers.conclusions[NORM].reason == "Alasan kesimpulan."
    assert answers.pleno.members["M-1"].vote == "setuju"
    assert examine_journal(folder) == []


def _screen_by_keyboard(keys: Keyboard) -> None:
    keys.step("screening")
    keys.choose("kajian-screening-result", "Di")
    keys.item("F1")
    keys.write("kajian-requirement-fact", "Fakta rekaan F1.")
    keys.choose("kajian-requirement-judgement", "terp")
    keys.write("kajian-requirement-reason", "Alasan rekaan F1.")


def _describe_an_exhibit_by_keyboard(keys: Keyboard) -> None:
    keys.step("exhibits")
    keys.write("kajian-exhibit-source", "Diserahkan pengawas (rekaan).")
    keys.choose("kajian-exhibit-accessible", "ya")
    keys.find("kajian-open-claim")
    keys.press("Enter")
    keys.find("kajian-new-claim")
    keys.press("Enter")
    keys.arrive("kajian-claim-label")
    keys.write("kajian-claim-label", "Catatan rekaan", "exhibits.yaml")
    keys.find("kajian-new-account-title")
    keys.press("Enter")
    keys.arrive("kajian-attribution-account")
    keys.write("kajian-attribution-account", "@rekaan")
    keys.cite("kajian-attribution-cites", "B-01")
    keys.find("kajian-remove")
    keys.press("Enter")
    keys.arrive("kajian-attribution-cites")


def _judge_by_keyboard(keys: Keyboard) -> None:
    keys.step("matrix")
    keys.write("kajian-issue", "Pokok masalah rekaan.")
    # Words of the law narrow the list below; what is left is chosen there and added.
    keys.choose("kajian-norms", "pasal 29 desa")
    keys.press("Tab", "ArrowDown", "Tab", "Enter")
    keys.at.until(lambda: NORM in keys.at.saved())
    keys.item(NORM)
    keys.find("kajian-element-supports")
    keys.cite("kajian-element-supports", "B-01")
    keys.at.page.wait_for_selector(".kajian-locator")
    keys.write("kajian-locator", "baris 1")
    keys.write("kajian-element-alternative", "Penjelasan lain.")
    keys.choose("kajian-element-status", "terp")
    keys.write("kajian-element-reason", "Alasan unsur.")


def _conclude_by_keyboard(keys: Keyboard) -> None:
    keys.step("conclusion")
    keys.write("kajian-recommendation", "Diteruskan (rekaan).")
    keys.item(NORM)
    keys.choose("kajian-conclusion-conclusion", "Diduga")
    keys.write("kajian-conclusion-reason", "Alasan kesimpulan.")
    keys.step("pleno")
    keys.write("kajian-pleno-decision", "Putusan rekaan.")
    for number in (1, 2):
        keys.find("kajian-new-member-new")
        keys.press("Enter")
        keys.arrive("kajian-member-name")
        keys.write("kajian-member-name", f"Ketua Rekaan {number}")
    keys.find("kajian-take-away")
    keys.press("Enter")
    keys.at.until(lambda: "Ketua Rekaan 2" not in keys.at.saved())
    keys.arrive("kajian-pleno-at")
    keys.item("M-1")
    keys.choose("kajian-member-vote", "setuju")
