"""A table opened in a spreadsheet must show what a stranger wrote, and never run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.evidence.exhibit import Exhibit
from workbench.examination import tables
from workbench.text import has

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1", "＝1+1",
            " =1", "\ufeff=1", "＠x", "\n=1"]  # fmt: skip


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_starts_as_a_formula(value: str) -> None:
    assert tables.cell(value).startswith(("'", "\\u"))


def test_lists_and_hidden_characters_become_plain_text() -> None:
    assert tables.cell(["B-01", "B-02"]) == "B-01; B-02"
    assert tables.cell("c\u202ed\udcff") == "c\\u202ed\\udcff"
    assert tables.cell(None) is None


def test_files_are_listed_with_their_hash_and_hidden_ones_left_out(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text("x")
    (tmp_path / ".failure.json").write_text("x")
    frame = tables.files(tmp_path)
    assert frame["path"].tolist() == ["tables/a.csv"]
    assert frame["sha256"][0].startswith("2d711642b726b044")


def test_numbers_stay_numbers() -> None:
    assert tables.cell(-3) == -3


def test_every_column_of_exhibits_is_filled_and_named_in_both_languages() -> None:
    """The columns stand in one place; a name that is missing would stop each notebook."""
    row = Exhibit("B-01", "a.txt").as_json()
    for name in tables.EXHIBITS:
        assert name in row
        assert has(f"notebook.column.{name}")
