"""The report in a real browser: it must ask for nothing, complain of nothing, and be usable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tests.report.test_copies import PROFILES, made
from workbench.examples import copy, names
from workbench.report.copies import Source, compose, load
from workbench.report.redaction.pictures.releases import Release, decide
from workbench.report.redaction.selection import Profile
from workbench.report.render.html import render
from workbench.report.view import build
from workbench.text import LANGUAGES, Language

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_opens_offline_without_a_request_an_error_or_a_barrier(
    browser: Browser,
    study: dict[str, Any],
    pictures: dict[str, bytes],
    tmp_path: Path,
    language: Language,
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(build(study, pictures, language)), "utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())

    asked = [url for url in requests if not url.startswith(("data:", file.as_uri()))]
    assert asked == []
    assert complaints == []
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
    broken = "[...document.images].filter(i => !i.complete || !i.naturalWidth).length"
    assert page.evaluate(broken) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200
    axe = Axe().run(page)
    assert axe.violations_count == 0, axe.generate_report()

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=tmp_path / "phone.png", full_page=True)
    page.close()


@pytest.fixture(scope="module", params=names())
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Figures, deadlines and the element matrix stand only in a case with a kajian."""
    source = load(made(copy(request.param, tmp_path_factory.mktemp("axe") / "case")))
    for row in source.study["exhibits"]:
        if row["path"] in source.previews:
            one = Release(row["id"], row["sha256"], (), "Diperiksa.")
            decide(source.folder.path, "public", one)
            break
    return source


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finished_case_is_without_barriers_for_every_reader_in_both_languages(
    browser: Browser, source: Source, tmp_path: Path, profile: Profile, language: Language
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(compose(source, profile, language)["report.html"])
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(file.as_uri())
    axe = Axe().run(page)
    assert axe.violations_count == 0, axe.generate_report()
    hidden = (
        "[...document.querySelectorAll('.wide')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    )
    assert page.evaluate(f"{hidden}.map(e => e.textContent.trim().slice(0, 60))") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
