"""A record with very many facts still opens; nothing is dropped without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets

from workbench.case import CaseFolder
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.metadata.fact import Fact
from workbench.text import say
from workbench.ui.notebook import FEWEST_FACTS, MOST_FACTS, Workbook


def book(exhibits: int, each: int, *, interactive: bool = False) -> Workbook:
    folder = CaseFolder(Path("/nonexistent"))
    names = [f"B-{number:03d}" for number in range(exhibits)]
    facts = tuple(
        Fact(one, f"{one}.txt", "chat", f"name {number}", "value " * 5)
        for one in names
        for number in range(each)
    )
    known = Examination(
        folder, tuple(Exhibit(one, f"{one}.txt", 1, "a" * 64) for one in names), facts
    )
    made = Workbook(folder, "id", interactive=interactive)
    made.__dict__["examination"] = known
    return made


def test_a_record_shows_a_bounded_number_of_facts_and_says_where_all_are() -> None:
    few, many = book(40, 60).facts(), book(40, 3000).facts()
    assert few._repr_html_().count("<tr>") == 40 * 61, "an ordinary case is shown whole"
    shown = many._repr_html_()
    assert shown.count("<tr>") <= MOST_FACTS + 40
    assert len(shown) < 3_000_000
    most = max(MOST_FACTS // 40, FEWEST_FACTS)
    assert shown.count(say("notebook.more_rows", "id", shown=most, count=3000)) == 40
    assert "(3000)" in shown


def test_facts_begin_with_the_first_exhibit_and_all_of_its_sources() -> None:
    box: Any = book(1, 3, interactive=True).facts().children[0]
    choices = [w for w in box.children[1].children if isinstance(w, ipywidgets.Dropdown)]
    assert [one.label for one in choices] == ["B-000", "semua"]
    body = box.children[2]
    assert body.value.count("<tr>") == 4
    choices[1].index = 1
    assert body.value.count("<tr>") == 4
