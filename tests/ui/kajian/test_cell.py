"""The walk and its static twin: what a reviewer types must be saved, and nothing may run in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest

from workbench.case import load
from workbench.examination.examine import Examination
from workbench.kajian import load as load_kajian
from workbench.kajian import save
from workbench.kajian.gap import STEPS
from workbench.kajian.pages import Page, pages
from workbench.ui.kajian import cell
from workbench.ui.kajian.guided_walk import Walk

CASES = Path(__file__).parents[3] / "workbench" / "examples" / "cases"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Any]:
    target = tmp_path / "case"
    shutil.copytree(CASES / "pilkada-laporan", target, ignore=lambda _d, names: set(names) & {
        "kajian.yaml", "journal.jsonl"} )  # fmt: skip
    yield load(target)
    for session in list(cell._OPEN.values()):
        session.close()
    cell._OPEN.clear()


def inside(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def field(box: ipywidgets.Widget, name: str) -> Any:
    return next(w for w in inside(box) if name in getattr(w, "_dom_classes", ()))


def open_walk(folder: Any, language: Any = "id") -> Walk:
    cell.walk(folder, language, examination=Examination(folder), person="Peninjau Rekaan")
    return Walk(cell._OPEN[folder.path], language, Examination(folder))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_in_both_languages_and_every_control_is_named(
    folder: Any, language: Any
) -> None:
    walk = open_walk(folder, language)
    for step in STEPS:
        for page in pages(walk._dossier, step):
            walk.go(page)
            for widget in inside(walk.box):
                if isinstance(widget, ipywidgets.Text | ipywidgets.Textarea | ipywidgets.Dropdown):
                    assert widget.description.strip(), page


def test_typing_saves_and_says_when(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix", "SKB-2022/C4|hadir"))
    field(walk.box, "kajian-element-reason").value = "Terlihat pada foto."
    assert (
        load_kajian(folder).answers.matrix["SKB-2022/C4"]["hadir"].reason == "Terlihat pada foto."
    )
    assert "Tersimpan" in field(walk.box, "kajian-saved").value


def test_a_date_that_cannot_be_read_is_refused_in_words(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("pleno"))
    field(walk.box, "kajian-pleno-at").value = "kapan-kapan"
    assert "Tidak tersimpan" in field(walk.box, "kajian-saved").value
    assert load_kajian(folder).answers.pleno.at is None
    field(walk.box, "kajian-pleno-at").value = "14 Februari 2024"
    assert any("14 Februari 2024" in w.value for w in inside(walk.box)
               if isinstance(w, ipywidgets.HTML))  # fmt: skip


def test_a_citation_is_added_located_and_removed(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix", "SKB-2022/C4|hadir"))
    editor = field(walk.box, "kajian-element-supports")
    field(editor, "kajian-field").value = "B-01"
    field(editor, "kajian-add").click()
    field(editor, "kajian-locator").value = "kiri atas"
    row = load_kajian(folder).answers.matrix["SKB-2022/C4"]["hadir"]
    assert row.supports == {"B-01": "kiri atas"}
    field(editor, "kajian-remove").click()
    assert load_kajian(folder).answers.matrix == {}


def test_a_new_fact_opens_its_own_page(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("facts"))
    field(walk.box, "kajian-new").click()
    assert walk._page == Page("facts", "F-1")
    field(walk.box, "kajian-fact-text").value = "T-1 hadir."
    assert load_kajian(folder).answers.facts["F-1"].text == "T-1 hadir."


def test_a_gap_takes_the_reviewer_to_its_page(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    target = field(walk.box, "kajian-gaps")
    gap = next(g for _, g in target.options if g and len(g.place) > 2)
    target.value = gap
    assert walk._page == Page("matrix", f"{gap.place[1]}|{gap.place[2]}")


def test_the_place_is_kept_when_the_cell_runs_again(folder: Any) -> None:
    open_walk(folder).go(Page("exhibits", "B-04"))
    assert open_walk(folder)._page == Page("exhibits", "B-04")


def test_intake_answers_go_to_the_case_and_can_be_taken_back(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("intake", "T-1"))
    field(walk.box, "kajian-party-position").value = "Staf"
    text = (folder.path / "case.yaml").read_text()
    assert 'position: "Staf"' in text
    assert "# Koordinat rekaan" in text
    field(walk.box, "kajian-undo").click()
    assert "Kepala Bidang Kepemudaan" in (folder.path / "case.yaml").read_text()


def test_hostile_answers_are_shown_as_text(folder: Any) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    save(folder, {
        "issue": attack, "recommendation": attack,
        "facts": {"F-1": {"text": attack, "cites": {attack: attack}}},
        "exhibits": {"B-01": {"source": attack}},
        "matrix": {"SKB-2022/C4": {"hadir": {"reason": attack, "supports": {"B-01": attack}}}},
        "attributions": {"A-1": {"account": attack, "person": attack}},
        "pleno": {"decision": attack, "members": {"M-1": {"name": attack}}},
    })  # fmt: skip
    html = cell.static(folder, "id", examination=Examination(folder))._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    walk = open_walk(folder)
    for step in STEPS:
        for page in pages(walk._dossier, step):
            walk.go(page)
            for widget in inside(walk.box):
                if isinstance(widget, ipywidgets.HTML):
                    assert "<script" not in widget.value
                    assert "<img src=x" not in widget.value


def test_an_empty_kajian_says_so_and_what_to_do(folder: Any) -> None:
    shown = cell.static(folder, "id")
    assert "belum diisi" in shown.text
    assert "workbench lab" in shown._repr_html_()


def test_a_damaged_file_shows_what_is_wrong_and_the_last_good_state(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    field(walk.box, "kajian-issue").value = "Pokok masalah rekaan"
    folder.kajian.write_text("format: '1'\nissue: [rusak\n")
    box = cell.walk(folder, "id", examination=Examination(folder))
    shown = " ".join(str(w.value) for w in inside(box) if hasattr(w, "value"))
    assert "kajian.yaml" in shown
    assert "Pokok masalah rekaan" in shown
    assert "rusak" in folder.kajian.read_text()
