"""What the form keeps of marked places and names, without a browser.

Lost otherwise: a mark that is written twice, or into the case although it leads nowhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk import exhibits as made
from tests.ui.kajian.test_cell import field, inside
from workbench.case import load
from workbench.examination.examine import Examination, examine
from workbench.kajian import load as load_kajian
from workbench.kajian.pages import Page
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session
from workbench.ui.kajian.guided_walk import Walk

REGION = {"exhibit": "B-01", "at": "xywh=percent:0,0,12.50,12.5", "label": " Sudut merah "}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made.case(tmp_path_factory.mktemp("citing") / "perkara")
    for number in range(12, 15):
        (folder / "evidence" / f"{number} catatan.txt").write_text(f"Catatan {number}", "utf-8")
    (folder / "case.yaml").write_text("format: 1\nregime: pilkada\ninvented: ya\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def known(root: Path) -> Examination:
    return examine(load(root))


@pytest.fixture
def walk(root: Path, known: Examination) -> Any:
    (root / "kajian.yaml").write_text("format: 1\nfacts: {F-1: {text: Bahwa ada.}}\n", "utf-8")
    for name in ("exhibits.yaml", "journal.jsonl"):
        (root / name).unlink(missing_ok=True)
    session = Session(load(root), "Rina Rekaan")
    yield Walk(session, "id", known)
    session.close()


def test_a_mark_is_kept_once_with_its_bytes_journaled_and_undone(walk: Walk, root: Path) -> None:
    desk = walk._maker.desk
    assert desk is not None
    assert desk.mark(REGION) == ("L-1", "")
    assert desk.mark(REGION) == ("L-1", ""), "a page that did not hear the answer asks again"
    mark = load_kajian(load(root)).answers.marks["L-1"]
    assert (mark.at, mark.label) == ("xywh=percent:0,0,12.5,12.5", "Sudut merah")
    assert mark.sha256 == next(one.sha256 for one in walk._dossier.exhibits if one.id == "B-01")
    assert desk.mark({**REGION, "label": "Yang lain"}) == ("L-2", "")
    assert examine_journal(load(root)) == []
    walk._undo()
    assert list(load_kajian(load(root)).answers.marks) == ["L-1"]
    assert walk._page == Page("exhibits", "B-01")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"exhibit": "B-99"}, "Bukti B-99 tidak ada"),
        ({"exhibit": "../etc/passwd"}, "tidak ada"),
        ({"at": "xywh=percent:0,0,NaN,1"}, "bukan empat angka persen"),
        ({"at": "xywh=percent:0,0,9999,1"}, "melampaui tepi"),
        ({"at": "page=0"}, "halaman dihitung dari 1"),
        ({"at": None}, "tidak dipahami"),
        ({"at": ""}, "Letak belum disebut"),
    ],
)
def test_a_mark_that_leads_nowhere_is_refused_in_words(
    walk: Walk, root: Path, told: dict[str, Any], words: str
) -> None:
    assert walk._maker.desk is not None
    key, reason = walk._maker.desk.mark({**REGION, **told})
    assert key == ""
    assert words in reason
    assert not load_kajian(load(root)).answers.marks


def test_what_can_be_cited_is_offered_in_natural_order_with_name_kind_and_place(walk: Walk) -> None:
    desk = walk._maker.desk
    assert desk is not None
    desk.mark(REGION)
    walk.go(Page("facts", "F-1"))
    picker = field(walk.box, "kajian-picker")
    sources = picker.given()["sources"]
    offered = [one["id"] for one in sources]
    exhibits = [one for one in offered if one.startswith("B-")]
    assert exhibits == [f"B-{number:02d}" for number in range(1, 15)]
    assert offered[offered.index("B-01") + 1] == "L-1", "a mark stands below its exhibit"
    first = sources[0]
    assert first["name"] == "01 foto.jpg"
    assert first["about"].startswith("Gambar")
    assert picker.cite("L-1") == ""
    assert picker.cited == ["L-1"]
    assert any("data:image/jpeg" in str(getattr(one, "value", "")) for one in inside(walk.box))


def test_an_exhibit_gets_its_name_from_the_form_or_from_what_it_proposes(
    walk: Walk, root: Path
) -> None:
    walk.go(Page("exhibits", "B-02"))
    take = field(walk.box, "kajian-take-name")
    assert take.description.startswith("Pakai nama: Video")
    take.click()
    [claim] = load(root).claims
    assert (claim.id, claim.file) == ("B-02", "02 film.mp4")
    assert claim.label.startswith("Video")
    walk.go(Page("exhibits", "B-03"))
    field(walk.box, "kajian-claim-label").value = "Rekaman rekaan"
    assert [one.label for one in load(root).claims][1] == "Rekaman rekaan"
    assert examine_journal(load(root)) == []


def test_a_claim_is_changed_beside_its_exhibit_and_nothing_else_is(walk: Walk, root: Path) -> None:
    desk = walk._maker.desk
    assert desk is not None
    assert desk.claim({"exhibit": "B-01", "name": "label", "value": "Foto rekaan"}) == ""
    assert desk.claim({"exhibit": "B-01", "name": "received_at", "value": "9 Oktober 2024"}) == ""
    assert "31 September" in desk.claim(
        {"exhibit": "B-01", "name": "received_at", "value": "31 September 2024"}
    )
    for name in ("file", "id", "sha256", "chain", "__class__"):
        assert desk.claim({"exhibit": "B-01", "name": name, "value": "x"})
    assert desk.claim({"exhibit": "B-99", "name": "label", "value": "x"})
    [claim] = load(root).claims
    assert (claim.label, claim.file) == ("Foto rekaan", "01 foto.jpg")
    assert claim.received_at is not None
    assert desk.claims()["B-01"]["received_at"] == "2024-10-09"
