"""A table opened in a spreadsheet must show what a stranger wrote, and never run it."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from workbench.study import tables

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1", "＝1+1",
            " =1", "\ufeff=1", "＠x", "\n=1"]  # fmt: skip


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_starts_as_a_formula(value: str) -> None:
    assert tables.cell(value).startswith(("'", "\\u"))


def test_written_text_comes_back_whole(tmp_path: Path) -> None:
    value = 'a,"b"\nc\u202ed\udcff'
    frame = pd.DataFrame({"x": [value, None, ["B-01", "B-02"]], "n": [1, 2, 3]}, dtype=object)
    (path,) = tables.write({"one": frame}, tmp_path / "tables")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        ["x", "n"],
        ['a,"b"\nc\\u202ed\\udcff', "1"],
        ["", "2"],
        ["B-01; B-02", "3"],
    ]


def test_numbers_stay_numbers() -> None:
    assert tables.cell(-3) == -3
