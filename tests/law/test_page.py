"""The page about rule packs is made from them: an old page would teach yesterday's law."""

from __future__ import annotations

from pathlib import Path

from workbench.law import examine_packs
from workbench.law.page import markdown

PAGE = Path(__file__).parents[2] / "docs" / "rule-packs.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == markdown(examine_packs(Path("/nonexistent")), "en"), (
        "run: workbench law page > docs/rule-packs.md"
    )


def test_the_page_exists_in_indonesian_as_well() -> None:
    text = markdown(examine_packs(Path("/nonexistent")), "id")
    assert "belum diverifikasi" in text
