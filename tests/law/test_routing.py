"""Tracks and addressees: a letter on the wrong track tells one body what only another may know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbench.law import load_pack
from workbench.law.routing import letter, routes, tracks

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
DAY = date(2024, 10, 31)


def targets(subject: str, category: str, regime: str, level: str = "", on: date = DAY) -> set[str]:
    found = routes(PACK, subjects=[subject], category=category, on=on, regime=regime, level=level)
    return {one.id for one in found}


@pytest.mark.parametrize(
    ("track", "code", "outcome"),
    [("kode_etik", "B.14", "Rekom-KE"), ("administratif", "B.15", "Rekom-Adm"),
     ("pidana", "B.16", "Terus-TPP"), ("hukum_lainnya", "B.17", "Rekom-DPPL"),
     ("pelimpahan", "B.5", ""), ("pengambilalihan", "B.6", ""), ("koreksi", "B.20", "K"),
     ("informasi_awal", "B.8", "")],
)  # fmt: skip
def test_each_track_has_its_own_form_and_number(track: str, code: str, outcome: str) -> None:
    found = letter(PACK, track, regime="pemilu", on=date(2024, 1, 12))
    assert found is not None
    assert found.form is not None
    assert (found.form.code, found.outcome) == (code, outcome)
    if code in {"B.14", "B.15", "B.16", "B.17"}:
        assert found.grammar == "recommendation"
        segment = next(
            one
            for grammar in PACK.data.numbering
            if grammar.id == found.grammar
            for one in grammar.segments
            if one.name == "outcome"
        )
        assert outcome in segment.codes


def test_what_the_rule_gives_no_form_has_none() -> None:
    found = letter(PACK, "diteruskan_kajian_awal", regime="pemilu", on=date(2024, 1, 12))
    assert found is not None
    assert (found.form, found.grammar) == (None, "")
    assert letter(PACK, "tidak-ada", regime="pemilu", on=None) is None


def test_an_administrative_violation_of_a_local_election_goes_to_kpu() -> None:
    for subject in ("pejabat_negara", "pejabat_daerah"):
        assert targets(subject, "administratif", "pilkada") == {"administratif-kpu"}
    assert targets("pejabat_negara", "administratif", "pemilu", "Kec-") == {
        "administratif-panwascam"
    }


def test_a_sub_district_committee_forwards_no_offence_itself() -> None:
    assert targets("kepala_desa", "pidana", "pemilu", "Kab") == {"pidana-gakkumdu"}
    assert targets("kepala_desa", "pidana", "pemilu", "Kec-") == set()


def test_ethics_go_by_who_is_meant() -> None:
    found = targets("penyelenggara", "kode_etik_penyelenggara", "pemilu", "Kab")
    assert found == {"penyelenggara-dkpp", "penyelenggara-kpu", "pengawas-bawaslu-kabkota"}
    meant = {one.id: one.respondents for one in PACK.data.routing if one.id in found}
    assert all(words is not None for words in meant.values())


def test_a_civil_servant_goes_to_whoever_supervised_them_that_day() -> None:
    days = {date(2024, 8, 24): "asn-kasn", date(2024, 8, 25): "asn-menpanrb",
            date(2024, 9, 3): "asn-menpanrb", date(2024, 9, 4): "asn-bkn"}  # fmt: skip
    for on, target in days.items():
        assert targets("asn_pns", "hukum_lainnya", "pilkada", on=on) == {target}
    copies = {one.id: one.copies for one in PACK.data.routing}
    assert copies["asn-bkn"][0].id.startswith("Pejabat Pembina Kepegawaian")


def test_the_first_study_can_end_as_the_form_and_its_articles_say() -> None:
    found = {
        one.id: one
        for one in PACK.choices("screening_results", regime="pemilu", route="laporan", on=None)
    }
    assert set(found) == {
        "register", "register_administrative", "complete", "hand_over", "take_over", "forwarded",
        "not_registered_withdrawn", "not_registered_settled", "not_registered_late",
        "not_registered",
    }  # fmt: skip
    assert found["forwarded"].track == "diteruskan_kajian_awal"
    finding = PACK.choices("screening_results", regime="pemilu", route="temuan", on=None)
    assert [one.id for one in finding] == ["register"]
    opened = tracks(PACK, stage="screening", regime="pemilu", route="temuan")
    assert {one.id for one in opened} == {"informasi_awal"}


def test_a_recommendation_is_a_ruling_since_the_constitutional_court_said_so() -> None:
    def offered(on: date) -> set[str]:
        found = PACK.choices("dispositions", regime="pilkada", route=None, on=on)
        return {one.id for one in found}

    assert "putusan" not in offered(date(2025, 7, 29))
    assert "putusan" in offered(date(2025, 7, 30))
    general = PACK.choices("dispositions", regime="pemilu", route=None, on=date(2025, 8, 1))
    assert "putusan" not in {one.id for one in general}


@pytest.mark.parametrize(
    "section",
    ["categories", "conclusions", "dispositions", "routing", "sections", "screening_results"],
)
def test_no_paper_of_a_local_election_cites_the_law_on_general_elections(section: str) -> None:
    pack = load_pack("netralitas-2022", regime="pilkada", office=Path("/nonexistent"))
    for item in pack.items(section):
        regimes = getattr(item, "regimes", ()) or ("pilkada",)
        if "pilkada" in regimes:
            basis = pack.marked(item).basis_in("id")
            assert not basis.startswith(("UU 7/2017", "Perbawaslu 7/2022")), (item.id, basis)
