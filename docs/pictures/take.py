"""Take the pictures of the documents from the real thing: ``python docs/pictures/take.py``.

Copies the shipped example, runs one study on it and photographs report and laboratory in
Chromium, offline. Look at each picture before committing it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

HERE = Path(__file__).parent
LARGEST = 400_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WORKBENCH = [sys.executable, "-m", "workbench"]


def main() -> None:
    """Take every picture; with ``papers`` or ``lab`` behind it, those alone."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="perkara-") as folder, sync_playwright() as playwright:
        case = Path(folder) / "012-LP-PB-Kab-06.99-X-2024"
        report = _studied("pilkada-laporan", case) / "report.html"
        found = _studied("pemilu-temuan", Path(folder) / "004-Reg-TM-PL-Kab-06.99-I-2024")
        if "lab" not in sys.argv:
            _papers({"pilkada-laporan": report.parent, "pemilu-temuan": found})
        if "papers" in sys.argv:
            return
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        _report(browser.new_page(viewport={"width": 1180, "height": 1100}), report)
        notebooks = (
            (_evidence, "1_evidence"),
            (_pairs, "1_evidence"),
            (_kajian, "2_kajian"),
            (_release, "3_report"),
        )
        for take, name in notebooks:
            with _lab(case) as address:
                take(_notebook(browser, address, name))
        browser.close()


def _studied(example: str, case: Path) -> Path:
    """Copy an example, make one study of it, and return its folder."""
    subprocess.run([*WORKBENCH, "example", example, str(case)], check=True)  # noqa: S603
    # Words are read first, so that what a study says of them is in the pictures; one exhibit
    # of the example is broken, so that this ends with 1.
    subprocess.run([*WORKBENCH, "read", str(case)], check=False)  # noqa: S603
    subprocess.run([*WORKBENCH, "study", str(case)], check=True)  # noqa: S603
    return next((case / "studies").glob("*/report.html")).parent


def _report(page: Any, report: Path) -> None:
    page.goto(report.as_uri())
    page.wait_for_timeout(500)
    _save(page, "report-head")
    for name, heading in (
        ("report-timeline", "Lini masa"),
        ("report-chains", "Bukti yang serupa"),
        ("report-similar", "Kelompok 2"),
    ):
        found = page.locator("h2, h3", has_text=re.compile(heading)).first
        found.evaluate("element => element.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(200)
        _save(page, name)


# Which page of which paper is shown; the report in three renderings, then each document.
PAPERS = {
    "paper-report-pdf": ("report.pdf", 2),
    "paper-report-word": ("report.docx", 2),
    "paper-kajian-awal": ("documents/kajian_awal.docx", 1),
    "paper-kajian": ("documents/kajian.docx", 1),
    "paper-undangan": ("documents/undangan_klarifikasi_S-1.docx", 1),
    "paper-ba-klarifikasi": ("documents/ba_klarifikasi_S-1.docx", 1),
    "paper-penerusan": ("documents/rekomendasi_hukum_lain.docx", 1),
    "paper-formulir": ("documents/formulir_laporan.docx", 1),
    "paper-lhp": ("documents/formulir_lhp.docx", 1),
    "paper-status": ("documents/pemberitahuan_status.docx", 1),
    "paper-ba-pleno": ("documents/ba_pleno.docx", 1),
    "paper-daftar-bukti": ("documents/daftar_bukti.docx", 1),
}
# What the report of a matter does not have: a finding has letters and a supervision report here.
OF_FINDING = ("paper-penerusan", "paper-lhp")
# Word's own fonts are seldom where pictures are taken: the report's stand in for them.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<match><test name="family"><string>Calibri</string></test>
<edit name="family" mode="assign" binding="strong">
<string>Source Sans 3 ExtraLight</string></edit></match>
<match><test name="family"><string>Cambria</string></test>
<edit name="family" mode="assign" binding="strong"><string>Source Serif 4</string></edit></match>
<match><test name="family"><string>Bookman Old Style</string></test>
<edit name="family" mode="assign" binding="strong"><string>Source Serif 4</string></edit></match>
</fontconfig>"""


def _papers(studies: dict[str, Path]) -> None:
    """Take a page of each paper, as LibreOffice sets it."""
    with tempfile.TemporaryDirectory(prefix="papers-") as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS.format(folder=HERE.parents[1] / "templates" / "fonts"), "utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": folder}
        for name, (paper, page) in PAPERS.items():
            example = "pemilu-temuan" if name in OF_FINDING else "pilkada-laporan"
            source = studies[example] / paper
            if source.suffix == ".docx":
                asked = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
                subprocess.run(["soffice", *asked], check=True, env=environment)  # noqa: S603, S607
                source = Path(folder) / f"{source.stem}.pdf"
            number = str(page)
            asked = ["-r", "82", "-png", "-f", number, "-l", number, "-singlefile", str(source)]
            subprocess.run(["pdftoppm", *asked, str(HERE / name)], check=True)  # noqa: S603, S607
            _framed(HERE / f"{name}.png")


def _framed(path: Path) -> None:
    """Draw the paper's edge: white on white would have none."""
    with Image.open(path) as picture:
        page = ImageOps.expand(picture.convert("RGB"), 1, (150, 150, 150))
    _small(page, path)


@contextmanager
def _lab(case: Path) -> Iterator[str]:
    command = [*WORKBENCH, "lab", str(case), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101
        try:
            yield re.findall(r"http://\S+", process.stdout.readline())[0]
        finally:
            process.send_signal(signal.SIGINT)


def _notebook(browser: Any, address: str, name: str) -> Any:
    """Open a notebook and run all of its cells."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(address.replace("1_evidence", name))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')", timeout=90_000)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=90_000)
    page.locator(".lm-MenuBar-itemLabel").nth(3).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').first.click()
    return page


def _evidence(page: Any) -> None:
    page.wait_for_selector(".workbench-facts", timeout=120_000)
    page.wait_for_timeout(1500)
    _save(page, "lab-evidence")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator('.desk-tile[data-id="B-07"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-viewer canvas")
    page.wait_for_timeout(2500)
    _save(page, "desk-viewer")
    page.close()


def _pairs(page: Any) -> None:
    page.wait_for_selector(".pair-answers", timeout=90_000)
    page.wait_for_timeout(4000)
    page.locator(".pair-answers").evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    _save(page, "lab-pairs")
    page.close()


def _kajian(page: Any) -> None:
    page.wait_for_selector(".kajian", timeout=120_000)
    for step in ("screening",):
        page.locator(f".kajian-step-{step}").click()
        page.wait_for_timeout(2000)
        page.locator(".kajian").evaluate("element => element.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(500)
        _save(page, f"lab-kajian-{step}")
    page.close()


def _release(page: Any) -> None:
    page.wait_for_selector(".workbench-release-reason", timeout=90_000)
    page.locator(".workbench-release-propose").click()
    page.locator(".workbench-release-add").click()
    page.wait_for_timeout(1500)
    page.locator(".workbench-release").evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    _save(page, "lab-release")
    page.close()


def _save(page: Any, name: str) -> None:
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        _small(picture.convert("RGB"), path)


def _small(picture: Image.Image, path: Path) -> None:
    small = picture.quantize(192, Image.Quantize.MEDIANCUT, dither=0)
    small.save(path, "PNG", optimize=True)
    if path.stat().st_size > LARGEST:
        print(f"{path} is larger than {LARGEST} bytes", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
