"""What an official text showed to be wrong or missing, each held so that it cannot come back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.kajian.build import dossier
from workbench.kajian import completeness
from workbench.kajian.clocks import clocks
from workbench.law import load_pack, usable_packs

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
LATE = {"event": "2024-01-08", "known": "2024-01-10", "reported": "2024-01-23"}


def item(section: str, key: str) -> object:
    return next(one for one in PACK.items(section) if one.id == key)


def test_the_regulation_is_in_force_since_its_promulgation() -> None:
    found = PACK.instrument("PB7-2022")
    assert found is not None
    assert found.valid.from_ == date(2022, 10, 20)
    assert found.mark == "seen"
    assert PACK.clock_profile("pemilu", date(2022, 10, 19)) is None
    assert PACK.clock_profile("pemilu", date(2022, 10, 20)) is not None


def test_no_number_of_days_limits_registering_a_report() -> None:
    [profile] = [one for one in PACK.data.clock_profiles if one.id == "pemilu_2022"]
    for clock in profile.clocks:
        if "laporan" in clock.routes or not clock.routes:
            assert clock.until != "registered", clock.id
    assert profile.day_type_mark == "seen"


def test_three_copies_and_the_identity_card_have_their_articles() -> None:
    copies, card = item("requirements", "P1"), item("requirements", "F5")
    assert getattr(copies, "article", "") == "13 ayat (1) dan (2)"
    assert getattr(card, "article", "").startswith("11 ayat (5)")
    assert {getattr(copies, "mark", ""), getattr(card, "mark", "")} == {"seen"}


@pytest.mark.parametrize(
    "norm",
    ["UU10-2016/71(2)", "UU10-2016/71(3)", "UU10-2016/71(5)", "UU10-2016/190", "UU7-2017/304",
     "UU7-2017/280(1)h", "PP49-2018/53(3)c", "UU6-2014/64", "UU10-2016/69h"],
)  # fmt: skip
def test_a_norm_that_was_missing_can_be_weighed(norm: str) -> None:
    found = PACK.norm(norm)
    assert found is not None
    assert PACK.elements_of(found)


def test_a_regent_who_moves_officials_is_offered_the_norm_before_the_court_spoke() -> None:
    on = date(2024, 5, 2)
    offered = PACK.norms(regime="pilkada", subjects=("pejabat_daerah",), on=on)
    assert {"UU10-2016/71(2)", "UU10-2016/190"} <= {one.id for one in offered}


def test_support_under_the_discipline_rule_may_be_for_a_candidate_of_either_election() -> None:
    found = PACK.norm("PP94-2021/5n")
    assert found is not None
    assert "objek-peserta" not in found.elements


def test_rulings_and_regulations_that_were_missing_are_in_the_register() -> None:
    for key in ("MK135-2024", "PB3-2023", "PB7-2018"):
        found = PACK.instrument(key)
        assert found is not None
        assert found.mark == "seen"
        assert found.source


@pytest.mark.parametrize(
    "rule",
    ["pkd_chain", "pkd_reports", "first_information", "registration_no_days", "study_secret",
     "correction", "follow_up", "clarification_team", "proxy", "sigaplapor_originals"],
)  # fmt: skip
def test_a_duty_of_the_regulation_is_named_with_its_article(rule: str) -> None:
    found = item("guidance", rule)
    assert getattr(found, "article", "")
    assert getattr(found, "mark", "") == "seen"


def test_a_finding_registered_in_time_by_the_regulation_is_not_called_late_by_it() -> None:
    found = dossier(
        case={"regime": "pemilu", "route": "temuan",
              "dates": {"event": "2024-01-08", "known": "2024-01-10", "registered": "2024-01-30"}},
        answers={"process": {"lhp": "2024-01-22", "established": "2024-01-26"}},
    )  # fmt: skip
    states = {one.clock.id: one.state for one in clocks(found)}
    assert states["finding_window"] == "met"
    assert states["finding_registration"] == "met"
    assert states["finding_window_found"] == "late"
    assert "screening" not in states


def test_a_registered_finding_without_its_days_is_asked_for_them() -> None:
    dates = {"event": "2024-01-08", "known": "2024-01-10", "registered": "2024-01-30"}
    case = {"regime": "pemilu", "route": "temuan", "dates": dates}
    asked = [one.place[-1] for one in completeness(dossier(case=case)) if "finding_day" in one.code]
    assert sorted(asked) == ["established", "lhp"]
    days = {"lhp": "2024-01-22", "established": "2024-01-26"}
    told = completeness(dossier(case=case, answers={"process": days}))
    assert not [one for one in told if "finding_day" in one.code]


@pytest.mark.parametrize(("reported", "speaks"), [("2024-01-19", False), ("2024-01-22", True)])
def test_a_judgement_that_differs_from_a_clock_must_be_explained(
    reported: str, speaks: bool
) -> None:
    # Known on Wednesday 10 January: seven working days end on Friday the 19th.
    answers = {
        "screening": {
            "result": "register",
            "requirements": {"F4": {"judgement": "terpenuhi", "reason": "rekaan"}},
        }
    }
    case = {"regime": "pemilu", "dates": LATE | {"reported": reported}}
    found = {one.code: one for one in completeness(dossier(case=case, answers=answers))}
    assert ("requirement_against_clock" in found) is speaks
    assert ("screening_against_clock" in found) is speaks
    if speaks:
        assert found["requirement_against_clock"].level == "explain"
        assert "-pilkada" not in found["requirement_against_clock"].message("id")


def test_a_late_report_that_is_not_registered_needs_no_explanation() -> None:
    answers = {"screening": {"result": "not_registered_late"}}
    found = completeness(dossier(case={"regime": "pemilu", "dates": LATE}, answers=answers))
    assert "screening_against_clock" not in {one.code for one in found}


def test_a_result_of_reports_is_none_for_a_finding() -> None:
    case = {"regime": "pemilu", "route": "temuan"}
    for result, speaks in (("register", False), ("complete", True), ("take_over", True)):
        answers = {"screening": {"result": result}}
        codes = {one.code for one in completeness(dossier(case=case, answers=answers))}
        assert ("screening_result_other_route" in codes) is speaks, result


def test_a_number_of_the_other_election_or_an_old_one_is_told() -> None:
    def told(number: str) -> dict[str, str]:
        case = {"regime": "pilkada", "number": number}
        return {one.code: one.level for one in completeness(dossier(case=case))}

    assert "number_other_regime" in told("001/LP/PL/Kab/06.12/I/2024")
    assert told("01/REG/LP/PW/Prov/22.00/X/2024")["number_odd"] == "advice"
    clean = told("001/LP/PB/Kab/06.12/X/2024")
    assert not {"number_odd", "number_unusual", "number_other_regime"} & set(clean)


def test_a_letter_cites_the_law_once_and_no_number_of_ours() -> None:
    # Lost otherwise: "SKB C4" or "Pasal 28" of which law, in a letter to an agency.
    told = {key: PACK.cited(PACK.norm(key)).words.id for key in
            ("SKB-2022/C4", "UU2-2002/28", "UU10-2016/71(1)")}  # type: ignore[arg-type]  # fmt: skip
    assert "C4" not in told["SKB-2022/C4"]
    assert told["SKB-2022/C4"].endswith("(SKB Netralitas 2022 Lampiran II)")
    assert told["UU2-2002/28"].endswith("(UU 2/2002 Pasal 28)")
    assert told["UU10-2016/71(1)"].endswith("(UU 10/2016 Pasal 71 ayat (1), 188)")
    for norm in PACK.data.norms:
        cited = PACK.cited(norm).words
        assert cited.id.count("UU 10/2016") <= 1, cited.id
        assert cited.en, norm.id


def test_an_invented_pack_is_offered_to_nobody_who_did_not_ask() -> None:
    offered = {one.id for one in usable_packs(Path("/nonexistent")) if not one.example}
    assert offered == {"netralitas-2022"}
