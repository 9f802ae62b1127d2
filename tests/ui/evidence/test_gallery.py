"""The static twin of the gallery, as an executed notebook keeps it.

Lost otherwise: exhibits that stand in no picture and are missed when the record is read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import exhibits as made
from workbench.case import load
from workbench.examination.examine import examine
from workbench.ui.evidence import gallery


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_kind_of_exhibit_is_an_empty_box(tmp_path: Path, language: str) -> None:
    known = examine(load(made.case(tmp_path / "kasus", link_to=tmp_path)))
    shown = gallery.pictures(known, language)  # type: ignore[arg-type]
    figures = str(shown.html).split("<figure")[1:]
    assert len(figures) == 12
    for figure in figures:
        words = figure.partition("<div")[2].partition(">")[2].partition("</div>")[0]
        assert 'src="data:image/jpeg;base64,' in figure or len(words) > 10, figure[:300]
    pictured = [n for n, figure in enumerate(figures, 1) if "<img" in figure]
    assert pictured == [1, 2, 3, 4]
    assert "<script" not in shown.html
    assert "panggung nomor 2" in shown.text
