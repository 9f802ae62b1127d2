"""The page of checks is what reviewers look codes up in: it must be the present one."""

from __future__ import annotations

from pathlib import Path

from workbench.checks.page import page, rows

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_in_docs_is_current() -> None:
    assert PAGE.read_text("utf-8") == page("en"), (
        "run: workbench checks --markdown --language en > docs/checks.md"
    )


def test_both_languages_have_every_check() -> None:
    assert [row["code"] for row in rows("id")] == [row["code"] for row in rows("en")]
    assert any("{exhibit}" in row["message"] for row in rows("id"))
