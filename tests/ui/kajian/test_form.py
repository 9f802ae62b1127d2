"""What the form writes beside kajian.yaml, and two people at one case."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import ipywidgets
import pytest

from tests.ui.kajian.test_cell import field, folder, inside, open_walk
from workbench.case import load
from workbench.case.journal import JOURNAL
from workbench.checks.observation import Observation
from workbench.evidence.exhibit import Exhibit
from workbench.examination.examine import Examination
from workbench.kajian import load as load_kajian
from workbench.kajian.pages import Page
from workbench.kajian.saving.history import examine_journal
from workbench.kajian.saving.session import Session
from workbench.law.load import SHIPPED, VARIABLE
from workbench.ui.kajian.guided_walk import Walk
from workbench.ui.kajian.typing import REST

__all__ = ["folder"]


def status(walk: Walk) -> str:
    return str(field(walk.box, "kajian-saved").value)


def test_a_statement_is_begun_filled_and_undone_without_leaving_the_form(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("statements"))
    field(walk.box, "kajian-new-statement").value = "S-1"
    _button(walk, "kajian-new-statement").click()
    assert walk._page == Page("statements", "S-1/2")
    field(walk.box, "kajian-statement-basis").value = "melihat"
    field(walk.box, "kajian-statement-at").value = "14 Oktober 2024 pukul 09.00 WIB"
    _button(walk, "kajian-new-passage").click()
    field(walk.box, "kajian-passage-quote").value = "Saya berdiri di situ."
    field(walk.box, "kajian-passage-locator").value = "jawaban nomor 3"
    told = [one for one in load(folder.path).statements if one.person == "S-1"]
    assert len(told) == 2
    assert told[1].basis == "melihat"
    assert (told[1].passages[0].quote, told[1].passages[0].locator) == (
        "Saya berdiri di situ.", "jawaban nomor 3")  # fmt: skip
    assert examine_journal(folder) == []
    for _ in range(5):
        _button(walk, "kajian-undo").click()
    assert load(folder.path).statements == folder.statements
    assert not load_kajian(folder).answers.statements, "nothing about it is left in kajian.yaml"


def test_what_a_statement_says_is_changed_in_its_own_file(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("statements", "P-1"))
    shown = [w.value for w in inside(walk.box) if "kajian-passage-quote" in w._dom_classes]
    assert shown == [passage.quote for passage in folder.statements[0].passages]
    field(walk.box, "kajian-statement-mode").value = "daring"
    assert load(folder.path).statements[0].mode == "daring"
    row = field(walk.box, "kajian-row")
    field(row, "kajian-drop").click()
    assert len(load(folder.path).statements[0].passages) == len(folder.statements[0].passages) - 1
    _button(walk, "kajian-undo").click()
    assert load(folder.path).statements[0].passages == folder.statements[0].passages


def test_an_exhibits_claim_and_its_chain_of_hands_are_written(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("exhibits", "B-01"))
    _button(walk, "kajian-open-claim").click()
    field(walk.box, "kajian-claim-received-from").value = "P-1"
    field(walk.box, "kajian-claim-kind").value = "foto"
    _button(walk, "kajian-new-handover").click()
    giver = [w for w in inside(walk.box) if "kajian-handover-giver" in w._dom_classes][-1]
    giver.value = "S-1"
    claim = load(folder.path).claims[0]
    assert (claim.received_from, claim.kind) == ("P-1", "foto")
    assert claim.chain[-1].giver == "S-1"
    assert examine_journal(folder) == []


def test_a_file_that_nobody_listed_can_be_listed(folder: Any) -> None:
    (folder.path / "evidence" / "baru.txt").write_text("x")
    known = Examination(folder, (Exhibit("X-01", "baru.txt", 1, "a" * 64),))
    walk = Walk(Session(folder, "x"), "id", known)
    walk.go(Page("exhibits", "X-01"))
    _button(walk, "kajian-open-claim").click()
    _button(walk, "kajian-new-claim").click()
    field(walk.box, "kajian-claim-label").value = "Catatan baru"
    claim = load(folder.path).claims[-1]
    assert (claim.id, claim.file, claim.label) == ("X-01", "baru.txt", "Catatan baru")
    walk.session.close()


def test_a_weekday_that_does_not_fit_its_date_is_told_where_it_is_typed(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("intake"))
    told = "Hari dan tanggal pada Kamis, 4 Oktober 2024 tidak cocok."
    for typed, is_told in (("Jumat, 4 Oktober 2024", False), ("Kamis, 4 Oktober 2024", True)):
        field(walk.box, "kajian-dates-known").value = typed
        shown = "".join(str(getattr(one, "value", "")) for one in inside(walk.box))
        assert (told in shown) is is_told, typed


def test_a_norm_is_found_by_its_law(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    box = field(walk.box, "kajian-norms")
    finder = next(one for one in inside(box) if type(one) is ipywidgets.Text)
    chooser = next(one for one in inside(box) if isinstance(one, ipywidgets.Dropdown))
    everything = len(chooser.options)
    assert any("UU 10/2016 Pasal 71" in name for name, _ in chooser.options)
    finder.value = "10/2016 71"
    assert 1 < len(chooser.options) < everything
    assert all("UU 10/2016" in name for name, key in chooser.options if key)
    finder.value = "tidak ada kata ini"
    assert [key for _, key in chooser.options] == [""]


def test_who_somebody_is_stands_apart_and_that_it_was_shown_is_told(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("intake", "S-1"))
    assert not [w for w in inside(walk.box) if "Sari Melati" in str(getattr(w, "value", ""))]
    _button(walk, "kajian-open-identity").click()
    assert field(walk.box, "kajian-identity-name").value == "Sari Melati"
    field(walk.box, "kajian-identity-name").value = "Sari Melati Rekaan"
    journal = (folder.path / JOURNAL).read_text()
    assert '"kind":"unmask"' in journal
    assert "Sari Melati Rekaan" not in journal
    assert load(folder.path).identities.people[2].name == "Sari Melati Rekaan"
    assert examine_journal(folder) == []


def test_a_party_gets_the_letter_of_its_role_and_goes_again(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("intake"))
    field(walk.box, "kajian-new-party").value = "terlapor"
    _button(walk, "kajian-new-party").click()
    assert walk._page == Page("intake", "T-2")
    assert load(folder.path).case.parties[-1].role == "terlapor"
    _button(walk, "kajian-take-away").click()
    assert load(folder.path).case == folder.case
    _button(walk, "kajian-undo").click()
    assert walk._page == Page("intake", "T-2")


def test_an_exhibit_is_not_cited_before_its_serious_observation_is_answered(folder: Any) -> None:
    serious = Observation("EDIT-004", "serious", ("B-01",), {"exhibit": "B-01"})
    known = Examination(folder, (Exhibit("B-01", "x.jpg", 1, "a" * 64),), observations=(serious,))
    walk = Walk(Session(folder, "x"), "id", known)
    walk.go(Page("matrix", "SKB-2022/C4|hadir"))
    editor = field(walk.box, "kajian-element-supports")
    field(editor, "kajian-field").value = "B-01"
    field(editor, "kajian-add").click()
    assert "EDIT-004" in status(walk)
    assert load_kajian(folder).answers.matrix == {}
    walk.go(Page("exhibits", "B-01"))
    field(walk.box, "kajian-exhibit-answer").value = "Jam ponsel salah, menurut S-1."
    walk.go(Page("matrix", "SKB-2022/C4|hadir"))
    editor = field(walk.box, "kajian-element-supports")
    field(editor, "kajian-field").value = "B-01"
    field(editor, "kajian-add").click()
    assert "B-01" in load_kajian(folder).answers.matrix["SKB-2022/C4"]["hadir"].supports
    walk.session.close()


def test_undo_says_what_was_taken_back_and_goes_there(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix", "SKB-2022/C4|hadir"))
    field(walk.box, "kajian-element-reason").value = "x"
    walk.go(Page("pleno"))
    _button(walk, "kajian-undo").click()
    assert walk._page == Page("matrix", "SKB-2022/C4|hadir")
    assert "Diurungkan" in status(walk)
    assert field(walk.box, "kajian-element-reason").description in status(walk)


def test_a_reader_sees_what_the_writer_saves_and_takes_over_when_they_stop(folder: Any) -> None:
    writer = Walk(Session(folder, "Rina Rekaan"), "id", Examination(folder))
    reader = Walk(Session(load(folder.path), "Budi Rekaan"), "id", Examination(folder))
    writer.go(Page("matrix"))
    reader.go(Page("matrix"))
    assert "Rina Rekaan" in status(reader)
    assert field(reader.box, "kajian-issue").disabled
    assert not _is_shown(reader, "kajian-take-over")
    field(writer.box, "kajian-issue").value = "Pokok dari Rina"
    field(writer.box, "kajian-issue").value = "Pokok dari Rina, diperbaiki"
    reader._standing.look()
    assert field(reader.box, "kajian-issue").value == "Pokok dari Rina, diperbaiki"
    _button(writer, "kajian-leave").click()
    assert field(writer.box, "kajian-issue").disabled
    reader._standing.look()
    assert _is_shown(reader, "kajian-take-over")
    _button(reader, "kajian-take-over").click()
    field(reader.box, "kajian-issue").value = "Pokok dari Budi"
    writer._standing.look()
    assert field(writer.box, "kajian-issue").value == "Pokok dari Budi"
    assert "Budi Rekaan" in status(writer)
    assert load_kajian(folder).answers.issue == "Pokok dari Budi"
    assert examine_journal(folder) == []
    for walk in (reader, writer):
        walk.session.close()
    assert not [path for path in folder.path.iterdir() if path.name.startswith(".")]


def test_a_page_that_reads_the_same_is_not_drawn_again_under_a_reader(folder: Any) -> None:
    writer = Walk(Session(folder, "Rina Rekaan"), "id", Examination(folder))
    reader = Walk(Session(load(folder.path), "Budi Rekaan"), "id", Examination(folder))
    writer.go(Page("matrix"))
    reader.go(Page("pleno"))
    there = field(reader.box, "kajian-pleno-decision")
    field(writer.box, "kajian-issue").value = "Pokok"
    reader._standing.look()
    assert field(reader.box, "kajian-pleno-decision") is there
    for walk in (reader, writer):
        walk.session.close()


def test_an_edit_outside_is_told_and_only_read_when_asked(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    field(walk.box, "kajian-issue").value = "satu"
    text = folder.kajian.read_text()
    folder.kajian.write_text(text.replace("satu", "dua dari luar"))
    walk._standing.look()
    assert _is_shown(walk, "kajian-reload")
    assert "Muat ulang" in status(walk)
    field(walk.box, "kajian-issue").value = "tiga"
    assert "dua dari luar" in folder.kajian.read_text()
    _button(walk, "kajian-reload").click()
    assert field(walk.box, "kajian-issue").value == "dua dari luar"
    assert not _is_shown(walk, "kajian-reload")
    field(walk.box, "kajian-issue").value = "empat"
    assert examine_journal(folder) == []


def _button(walk: Walk, name: str) -> ipywidgets.Button:
    return next(w for w in inside(walk.box)
                if isinstance(w, ipywidgets.Button) and name in w._dom_classes)  # fmt: skip


def _is_shown(walk: Walk, name: str) -> bool:
    return bool(_button(walk, name).layout.display != "none")


def test_another_rule_pack_can_be_chosen_for_the_case(
    folder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The invented campus pack is offered to nobody who did not ask; an office's own is.
    own = tmp_path / "packs" / "kampus-sendiri"
    own.mkdir(parents=True)
    shipped = (SHIPPED / "integritas-kampus" / "pack.yaml").read_text("utf-8")
    text = shipped.replace("id: integritas-kampus", "id: kampus-sendiri").replace("example:", "#")
    (own / "pack.yaml").write_text(text, "utf-8")
    monkeypatch.setenv(VARIABLE, str(own.parent))
    walk = open_walk(folder)
    walk.go(Page("intake"))
    packs = field(walk.box, "kajian-rule-pack")
    assert packs.value == "netralitas-2022"
    [other] = [code for _, code in packs.options if code not in ("", "netralitas-2022")]
    assert other == "kampus-sendiri"
    packs.value = other
    assert load(folder.path).case.rule_pack == other
    assert walk._dossier.pack.id == other
    assert other in walk._head.value
    walk.go(Page("screening"))
    _button(walk, "kajian-undo").click()
    assert walk._dossier.pack.id == "netralitas-2022"


def test_a_contradiction_between_dates_can_be_explained_where_it_leads(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("facts"))
    _button(walk, "kajian-new-fact").click()
    walk.go(Page("facts"))
    target = field(walk.box, "kajian-gaps")
    target.value = next(gap for _, gap in target.options if gap and gap.code == "known_earlier")
    answer = field(walk.box, "kajian-explanation")
    assert "28 September 2024" in answer.description
    answer.value = "Pelapor ditanya lagi pada 12 Oktober (rekaan)."
    assert "Pelapor ditanya lagi" in folder.kajian.read_text()


def test_a_norm_that_was_named_by_mistake_is_left_out_and_comes_back(folder: Any) -> None:
    walk = open_walk(folder)
    first = folder.case.norms[0]
    walk.go(Page("matrix"))
    _button(walk, "kajian-leave-out").click()
    assert first not in load(folder.path).case.norms
    assert first not in walk._dossier.norm_ids
    _button(walk, "kajian-undo").click()
    assert load(folder.path).case.norms == folder.case.norms
    assert examine_journal(folder) == []


def test_a_damaged_journal_lets_nobody_write_until_it_is_restored(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    field(walk.box, "kajian-issue").value = "satu"
    walk.session.close()
    whole = (folder.path / JOURNAL).read_text()
    (folder.path / JOURNAL).write_text(whole.replace("satu", "dua"))
    again = open_walk(folder)
    again.go(Page("matrix"))
    assert field(again.box, "kajian-issue").disabled
    assert "jurnal rusak" in status(again)
    (folder.path / JOURNAL).write_text(whole)
    _button(again, "kajian-reload").click()
    field(again.box, "kajian-issue").value = "tiga"
    assert load_kajian(folder).answers.issue == "tiga"
    assert examine_journal(folder) == []


def test_nothing_to_take_back_is_said_and_is_no_failure(folder: Any) -> None:
    walk = open_walk(folder)
    _button(walk, "kajian-undo").click()
    assert "Tidak ada yang dapat diurungkan" in status(walk)
    assert "Tidak tersimpan" not in status(walk)


def type_into(walk: Walk, name: str, text: str) -> None:
    """Say what the browser says while somebody types into a field and has not left it."""
    mark = next(one for one in field(walk.box, name)._dom_classes if one.startswith("kajian-at-"))
    walk._typing.widget._handle_custom_msg({"field": mark, "text": text}, [])


def test_half_a_date_is_shown_again_and_can_be_mended_or_dropped(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("pleno"))
    for answer in ("drop", "save"):
        type_into(walk, "kajian-pleno-at", "14 Okt")
        assert "Yang sedang diketik ikut disimpan" in status(walk)
        walk.session.close()
        walk = open_walk(folder)
        walk.go(Page("pleno"))
        assert field(walk.box, "kajian-pleno-at").value == "14 Okt"
        assert not load_kajian(folder).answers.pleno.at
        _button(walk, f"kajian-typed-{answer}").click()
    assert "14 Okt" in status(walk), "it is said why half a date cannot be saved"
    field(walk.box, "kajian-pleno-at").value = "14 Oktober 2024"
    assert load_kajian(folder).answers.pleno.at
    assert field(walk.box, "kajian-typed-save").disabled is False
    walk.go(Page("pleno"))
    assert not [w for w in inside(walk.box) if "kajian-typed-save" in w._dom_classes]
    walk.session.close()


def test_dropped_words_are_gone(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("pleno"))
    type_into(walk, "kajian-pleno-at", "14 Okt")
    walk.go(Page("pleno"))
    _button(walk, "kajian-typed-drop").click()
    assert field(walk.box, "kajian-pleno-at").value == ""
    walk.session.close()
    assert not [path for path in folder.path.iterdir() if path.name.startswith(".")]


def test_a_refused_answer_stays_beside_the_one_that_was_saved_elsewhere(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("matrix"))
    field(walk.box, "kajian-issue").value = "satu"
    text = folder.kajian.read_text()
    folder.kajian.write_text(text.replace("satu", "dua dari luar"))
    field(walk.box, "kajian-issue").value = "tiga"
    _button(walk, "kajian-reload").click()
    assert field(walk.box, "kajian-issue").value == "dua dari luar"
    assert [w for w in inside(walk.box) if "“tiga”" in str(getattr(w, "value", ""))]
    _button(walk, "kajian-typed-save").click()
    assert load_kajian(folder).answers.issue == "tiga"
    assert examine_journal(folder) == []
    walk.session.close()


def test_a_typist_who_rests_has_an_answer_and_a_reader_sees_it(folder: Any) -> None:
    walk = open_walk(folder)
    walk.go(Page("facts", ""))
    _button(walk, "kajian-new-fact").click()
    lines = len((folder.path / JOURNAL).read_text().splitlines())

    async def typing() -> None:
        for text in ("Bahwa", "Bahwa T-1", "Bahwa T-1 hadir"):
            type_into(walk, "kajian-fact-text", text)
            await asyncio.sleep(0)
        assert walk._typing._rest is not None
        assert walk._typing._rest.when() - asyncio.get_running_loop().time() <= REST
        walk._typing._rest.cancel()
        walk._typing._rested()

    asyncio.run(typing())
    assert load_kajian(folder).answers.facts["F-1"].text == "Bahwa T-1 hadir"
    assert len((folder.path / JOURNAL).read_text().splitlines()) == lines + 1
    walk.session.close()
