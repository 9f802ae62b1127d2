"""The page of checks is what reviewers look codes up in: it must be the present one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.checks.page import page, rows

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": "checks.md", "id": "pemeriksaan.md"}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_in_docs_is_current(language: Any) -> None:
    name = PAGES[language]
    assert (DOCS / name).read_text("utf-8") == page(language), (
        f"run: workbench checks --markdown --language {language} > docs/{name}"
    )


def test_both_languages_have_every_check() -> None:
    assert [row["code"] for row in rows("id")] == [row["code"] for row in rows("en")]
    assert any("{exhibit}" in row["message"] for row in rows("id"))
