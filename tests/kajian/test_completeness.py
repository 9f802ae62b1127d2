"""Completeness: what a reviewer would have to defend in a pleno without having seen it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kajian.build import NORM, codes, dossier, gap, met
from workbench.checks.observation import Observation
from workbench.kajian import as_json, completeness
from workbench.kajian.pages import page_of, pages

OFFICE = "UU10-2016/71(1)"
SERIOUS = Observation("TIME-003", "serious", ("B-01",), {})


def test_a_serious_observation_blocks_citing_until_it_is_answered() -> None:
    claims = ({"id": "B-01"},)
    answers = {"matrix": {NORM: {"hadir": met({"B-01": ""})}}}
    found = dossier(claims=claims, answers=answers, observations=(SERIOUS,))
    one = gap(found, "serious_unanswered_cited")
    assert one.level == "blocks"
    assert one.place == ("exhibits", "B-01", "answers", "TIME-003")
    answers["exhibits"] = {"B-01": {"answers": {"TIME-003": "Jam kamera salah."}}}  # type: ignore[dict-item]
    assert "serious_unanswered_cited" not in codes(
        dossier(claims=claims, answers=answers, observations=(SERIOUS,))
    )


def test_an_exhibit_whose_bytes_changed_since_it_was_cited_blocks() -> None:
    claims = ({"id": "B-01"},)
    answers = {
        "exhibits": {"B-01": {"sha256": "b" * 64}},
        "matrix": {NORM: {"hadir": met({"B-01": ""})}},
    }
    assert gap(dossier(claims=claims, answers=answers), "exhibit_changed").level == "blocks"


def test_an_official_without_office_and_a_pair_before_it_existed_are_pointed_out() -> None:
    answers = {
        "matrix": {OFFICE: {"subjek-pejabat": met({"B-01": ""}), "objek-paslon": met({"B-01": ""})}}
    }
    parties = [
        {"id": "T-1", "role": "terlapor", "subject": "asn_pns", "holds_office": "tidak"},
    ]
    case = {"norms": [OFFICE], "parties": parties, "dates": {"event": "21 September 2024"}}
    found = dossier(case=case, claims=({"id": "B-01"},), answers=answers)
    assert {"element_office_not_held_differs", "element_period_differs"} <= codes(found, "matrix")
    assert "22 September 2024" in gap(found, "element_period_differs").message("id")
    case |= {"dates": {"event": "22 September 2024"}}
    parties[0]["holds_office"] = "ya"
    later = codes(dossier(case=case, claims=({"id": "B-01"},), answers=answers), "matrix")
    assert not {"element_office_not_held_differs", "element_period_differs"} & later


def test_a_norm_out_of_time_or_of_another_regime_blocks() -> None:
    late = dossier(case={"norms": ["UU10-2016/71(1)-MK136"], "dates": {"event": "2024-11-13"}})
    assert "norm_not_in_force" in codes(late)
    intime = dossier(case={"norms": ["UU10-2016/71(1)-MK136"], "dates": {"event": "2024-11-14"}})
    assert "norm_not_in_force" not in codes(intime)
    assert "norm_other_regime" in codes(dossier(case={"norms": ["UU7-2017/490"]}))
    assert "norm_unknown" in codes(dossier(case={"norms": ["UU0-0/0"]}))


@pytest.mark.parametrize(
    ("day", "target", "serves"),
    [("2024-08-24", "asn-kasn", True), ("2024-08-25", "asn-kasn", False),
     ("2024-10-14", "asn-kasn", False), ("2024-10-14", "asn-bkn", True),
     ("2024-06-01", "asn-bkn", False), ("2027-10-17", "asn-bkn", False)],
)  # fmt: skip
def test_nothing_is_addressed_to_a_body_that_does_not_serve_that_day(
    day: str, target: str, serves: bool
) -> None:
    conclusion = {"conclusion": "diduga", "reason": "r", "category": "hukum_lainnya"}
    answers = {
        "conclusions": {NORM: conclusion | {"disposition": "diteruskan", "target": target}},
        "process": {"forwarded": day},
    }
    assert ("target_not_in_force" in codes(dossier(answers=answers))) is not serves


def test_a_missed_clock_is_shown_and_stays_shown_when_explained() -> None:
    dates = {"event": "2024-09-27", "known": "2024-09-28", "reported": "2024-10-09"}
    found = dossier(case={"dates": dates})
    one = gap(found, "clock_missed")
    assert "5 Oktober 2024" in one.message("id")
    explained = dossier(case={"dates": dates}, answers={"explanations": {one.id: "Diperiksa."}})
    again = gap(explained, "clock_missed")
    assert again.explanation == "Diperiksa."
    assert not again.is_open


def test_citations_that_lead_nowhere_block_and_name_their_place() -> None:
    answers = {
        "facts": {"F-1": {"text": "t", "cites": {"B-99": ""}}},
        "matrix": {NORM: {"hadir": met({"F-9": ""})}},
    }
    found = dossier(answers=answers)
    places = {one.place for one in completeness(found) if one.code == "citation_unknown"}
    assert places == {
        ("facts", "F-1", "cites", "B-99"),
        ("matrix", NORM, "hadir", "supports", "F-9"),
    }


def test_facts_that_circle_each_other_do_not_hang() -> None:
    answers = {
        "facts": {"F-1": {"text": "t", "cites": {"F-2": ""}},
                  "F-2": {"text": "t", "cites": {"F-1": ""}}},
    }  # fmt: skip
    assert "fact_without_source" not in codes(dossier(answers=answers))


def test_conclusions_of_elements_that_are_not_met_are_pointed_out() -> None:
    answers = {"conclusions": {NORM: {"conclusion": "diduga", "reason": "r"}}}
    assert {"conclusion_beyond_elements", "category_missing"} <= codes(dossier(answers=answers))


def test_every_gap_leads_to_a_page_that_exists() -> None:
    found = dossier(
        case={"dates": {"event": "1 April 2024", "known": "26 Juni 2024"}},
        claims=({"id": "B-01", "account": "a", "kind": "tangkapan_layar"},),
        statements=(
            {"person": "S-1"},
            {"person": "P-1", "role": "pelapor", "known_at": "2 April 2024"},
        ),
        observations=(SERIOUS,),
        answers={
            "exhibits": {"B-77": {"source": "x"}},
            "facts": {"F-1": {"text": ""}},
            "matrix": {NORM: {"hadir": met({"B-01": "", "S-1": ""})}},
            "conclusions": {NORM: {"conclusion": "diduga"}},
            "attributions": {"A-1": {"account": "a"}},
            "pleno": {"members": {"M-1": {"name": "x"}}},
        },
    )
    gaps = completeness(found)
    assert len(gaps) > 25
    assert {"known_earlier", "exhibit_unknown"} <= {one.code for one in gaps}
    for one in gaps:
        assert page_of(one) in pages(found, one.step), one.id
        assert one.message("id")
        assert one.message("en")


def test_two_runs_say_the_same_in_the_same_order() -> None:
    build = lambda: dossier(claims=({"id": "B-02"}, {"id": "B-01"}), observations=(SERIOUS,))  # noqa: E731
    assert completeness(build()) == completeness(build())
    assert as_json(build().kajian) == as_json(build().kajian)


def test_no_path_of_this_machine_enters_the_view() -> None:
    assert str(Path(__file__).parents[2]) not in str(as_json(dossier().kajian))


def test_a_number_that_names_another_route_is_pointed_out() -> None:
    finding = "001/TM/PB/Kab/06.99/X/2024"
    assert "number_other_route" in codes(dossier(case={"number": finding}), "intake")
    assert "number_other_route" not in codes(dossier(case={"number": finding.replace("TM", "LP")}))
    assert "number_unusual" in codes(dossier(case={"number": "nomor tiga"}), "intake")


def test_who_is_shown_needs_somebody_who_says_so() -> None:
    answers = {
        "exhibits": {"B-01": {"shown": ["T-1"]}},
        "matrix": {NORM: {"hadir": met({"B-01": ""})}},
    }
    found = codes(dossier(claims=({"id": "B-01"},), answers=answers), "exhibits")
    assert {"shown_by_nobody", "properties_open"} <= found
