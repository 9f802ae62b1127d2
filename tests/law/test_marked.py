"""Marks travel with their words: cut, quoted or stored, a guess still says that it is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbench.law import load_pack
from workbench.law.item import Words
from workbench.law.marked import Marked, marked_in, weakest

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
LONG = Words(id="Memberikan tindakan atau dukungan secara aktif", en="Gave active support")


def test_a_list_with_little_room_cuts_the_text_and_never_the_tag() -> None:
    guess = Marked(LONG, "unverified")
    for most in range(30, 60):
        text = guess.in_("id", most=most)
        assert text.endswith("(belum diverifikasi)")
        assert len(text) <= max(most, 24)
    assert Marked(LONG, "seen").in_("id") == LONG.id


@pytest.mark.parametrize("mark", ["seen", "conflicting", "unverified"])
def test_what_study_json_holds_is_what_the_pack_said(mark: str) -> None:
    basis = Marked(Words(id="UU Rekaan Pasal 3", en="Invented law art. 3"), "conflicting", LONG)
    told = Marked(LONG, mark, Words(id="catatan", en="note"), basis)  # type: ignore[arg-type]
    assert Marked.of(told.as_json()) == told
    assert list(marked_in({"a": [told.as_json(), {"b": told.as_json()}]})) == [told]


def test_a_text_whose_mark_is_not_known_is_not_taken_for_seen() -> None:
    assert Marked.of({"id": "a", "en": "b", "mark": "certain"}).mark == "unverified"
    assert weakest("seen", "unverified", "conflicting") == "unverified"
    assert weakest() == "seen"


def test_a_basis_names_instrument_and_article_with_the_instruments_own_mark() -> None:
    requirement = next(one for one in PACK.data.requirements if one.id == "F1")
    told = PACK.marked(requirement)
    assert told.in_("id") == "Nama dan alamat pelapor"
    assert told.basis_in("id") == "Perbawaslu 7/2022 Pasal 15 ayat (3) huruf a"
    form = next(one for one in PACK.data.requirements if one.id == "M3-pilkada")
    told = PACK.marked(form)
    assert told.basis_in("id").startswith("Perbawaslu 9/2024")
    assert told.basis_in("id").endswith("(belum diverifikasi)")
    assert any("hari mulai berlakunya" in note for note in told.notes_in("id"))


def test_in_force_is_no_surer_than_the_dates_it_rests_on() -> None:
    # Lost otherwise: "in force" as a fact, resting on a day that nobody saw.
    norm = PACK.norm("PP94-2021/5n")
    assert norm is not None
    assert norm.mark == "seen"
    force = PACK.force(norm, date(2024, 9, 27))
    assert force.mark == "unverified"
    assert force.in_("en") == "in force on the day of the event (unverified)"
    seen = PACK.norm("UU10-2016/71(1)-MK136")
    assert seen is not None
    assert PACK.force(seen, date(2024, 9, 27)).in_("en") == "not in force on the day of the event"
    undated = PACK.norm("UU7-2017/490")
    assert undated is not None
    assert PACK.force(undated, date(2024, 1, 12)).mark == "unverified"
    assert PACK.force(undated, None).in_("en").startswith("cannot be said")


def test_requirements_of_a_local_election_rest_on_no_article_for_general_ones() -> None:
    for item in PACK.requirements("pilkada", "laporan"):
        assert item.instrument not in {"PB7-2022", "UU7-2017"}, item.id
    assert {one.id for one in PACK.requirements("pemilu", "laporan")} >= {"F1", "F2", "F3", "F4"}
    hints = [
        sorted(one.hint for one in PACK.requirements(regime, "laporan") if one.enforced)
        for regime in ("pemilu", "pilkada")
    ]
    assert hints[0] == hints[1]
