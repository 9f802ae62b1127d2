"""A machine's reading is confirmed, or corrected, on the exhibit's page and nowhere else.

Lost otherwise: a machine's mistake is quoted as what stands in the picture.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.ui.kajian.test_cell import field, folder, inside
from workbench.case.journal import read
from workbench.evidence.inventory import take
from workbench.examination.examine import Examination
from workbench.kajian import load as load_kajian
from workbench.kajian.pages import Page
from workbench.ui.kajian import cell
from workbench.ui.kajian.guided_walk import Walk
from workbench.words.reading.case_readings import CaseReadings
from workbench.words.reading.line import Line, Reading, Surface

__all__ = ["folder"]


@pytest.fixture
def walk(folder: Any) -> Walk:
    exhibits = take(folder)
    sha = next(one.sha256 for one in exhibits if one.id == "B-01") or ""
    lines = (Line("lya, nomor 2", (1000, 1000, 6000, 1500), 850), Line("Betul", (0, 0, 900, 900)))
    surface = Surface("", "rapidocr", 100, 100, lines)
    digest = hashlib.sha256(b"uji").hexdigest()
    words = CaseReadings({sha: Reading((surface,), 1)}, {"rapidocr": "0"}, "x", digest)
    known = Examination(folder=folder, exhibits=exhibits, words=words)
    cell.walk(folder, "id", examination=known, person="penelaah")
    return Walk(cell._OPEN[folder.path], "id", known)


def test_a_reading_is_confirmed_or_corrected_and_journaled(walk: Walk, folder: Any) -> None:
    walk.go(Page("exhibits", "B-01"))
    field(walk.box, "kajian-open-words").click()
    fields = [w for w in inside(walk.box) if "kajian-exhibit-word" in w._dom_classes]
    buttons = [w for w in inside(walk.box) if "kajian-confirm-words" in w._dom_classes]
    assert [one.value for one in fields] == ["", ""]
    assert "lya, nomor 2" in fields[0].description
    strips = "".join(w.value for w in inside(walk.box) if type(w).__name__ == "HTML")
    assert "[meragukan]" in strips
    fields[0].value = "Iya, nomor 2"
    buttons[1].click()
    kept = load_kajian(folder).answers.exhibits["B-01"].words
    assert kept == {
        "xywh=percent:10,10,50,5": "Iya, nomor 2", "xywh=percent:0,0,9,9": "Betul",
    }  # fmt: skip
    entries, _ = read(folder.journal)
    assert [(one.after, one.by) for one in entries if "words" in one.key] == [
        ("Iya, nomor 2", "penelaah"), ("Betul", "penelaah"),
    ]  # fmt: skip
