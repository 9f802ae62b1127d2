"""Stages by area, hours of the desk, and an office's own stage: a wrong one misdates an act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.kajian.build import dossier
from workbench.case.moment import ZONES, Moment
from workbench.kajian.hints.element_tests import examine_element
from workbench.law import load_pack
from workbench.law.desk_hours import read_desk

PACK = load_pack("netralitas-2022", office=Path("/nonexistent"))
APRIL = date(2025, 4, 10)
OWN = """\
format: "1"
id: kantor
version: "1"
corrects: netralitas-2022
title: {id: Kantor, en: Office}
periods:
  - id: kampanye.pasaman
    calendar: psu-2025
    text: {id: "Masa kampanye: Pasaman", en: "Campaign: Pasaman"}
    from: "2025-03-26"
    to: "2025-04-15"
    areas: ["03.13"]
    mark: unverified
norms:
  - id: PERDA-REKAAN/1
    title: {id: "Perda rekaan", en: "Invented by-law"}
    instrument: UU6-2014
    elements: [subjek-kades]
    mark: unverified
"""


def test_a_repeated_vote_is_its_own_area_s() -> None:
    tasikmalaya = PACK.period("pilkada", APRIL, "pemungutan_suara", "13.26")
    siak = PACK.period("pilkada", APRIL, "pemungutan_suara", "04.11")
    assert tasikmalaya is not None
    assert siak is not None
    assert (tasikmalaya.from_, siak.from_) == (date(2025, 4, 19), date(2025, 3, 22))
    # Without an area nothing says which is meant, and none is guessed.
    assert PACK.period("pilkada", APRIL, "pemungutan_suara") is None
    assert PACK.period("pilkada", APRIL, "pemungutan_suara", "06.12") is None


@pytest.mark.parametrize(
    ("day", "agrees"), [("2025-03-25", False), ("2025-03-26", True), ("2025-04-15", True),
                        ("2025-04-16", False)],
)  # fmt: skip
def test_a_campaign_of_a_repeated_vote_is_tested_where_it_was(day: str, agrees: bool) -> None:
    element = PACK.element("masa-kampanye")
    assert element is not None
    case = {"number": "001/LP/PB/Kab/13.26/IV/2025", "dates": {"event": day}}
    tested = examine_element(dossier(case=case), element)
    assert tested is not None
    assert tested.agrees is agrees


def test_the_campaign_of_2024_is_offered_no_more_in_2025() -> None:
    assert PACK.calendar("pilkada", date(2025, 2, 23)).id == "pilkada-2024"  # type: ignore[union-attr]
    assert PACK.calendar("pilkada", date(2025, 2, 24)).id == "psu-2025"  # type: ignore[union-attr]
    assert PACK.period("pilkada", date(2025, 3, 10), "kampanye", "06.12") is None


@pytest.mark.parametrize(("day", "agrees"), [("2024-03-21", False), ("2024-03-22", True)])
def test_officials_may_not_be_replaced_from_six_months_before(day: str, agrees: bool) -> None:
    norm = PACK.norm("UU10-2016/71(2)")
    assert norm is not None
    [element] = [one for one in PACK.elements_of(norm) if one.id == "sejak-enam-bulan"]
    tested = examine_element(dossier(case={"dates": {"event": day}}), element)
    assert tested is not None
    assert tested.agrees is agrees


def test_an_office_adds_one_stage_and_one_norm_and_repeats_nothing(tmp_path: Path) -> None:
    own = tmp_path / "kantor"
    own.mkdir()
    (own / "pack.yaml").write_text(OWN)
    pack = load_pack("netralitas-2022", office=tmp_path)
    found = pack.period("pilkada", APRIL, "kampanye", "03.13")
    assert found is not None
    assert found.to == date(2025, 4, 15)
    assert pack.period("pilkada", APRIL, "pemungutan_suara", "13.26") is not None
    assert pack.norm("PERDA-REKAAN/1") is not None
    assert len(pack.data.norms) == len(PACK.data.norms) + 1


@pytest.mark.parametrize(
    ("at", "within"),
    [
        ("2024-01-18 08:00 WIB", True),
        ("2024-01-18 07:59 WIB", False),
        ("2024-01-18 16:00 WIB", True),
        ("2024-01-18 16:01 WIB", False),
        ("2024-01-19 16:30 WIB", True),
        ("2024-01-19 16:31 WIB", False),
        ("2024-01-20 10:00 WIB", False),
        ("2024-02-12 23:00 WIB", None),
        ("2024-02-14 05:00 WIB", None),
        ("2024-01-18", None),
        ("2024-01-18 15:30 WITA", True),
        ("2024-01-18 18:00 WIT", True),
    ],
)
def test_the_desk_has_hours_and_none_in_the_quiet_period(at: str, within: bool | None) -> None:
    found = read_desk(PACK, "pemilu", Moment.parse(at), ZONES["WIB"])
    assert found.within is within
