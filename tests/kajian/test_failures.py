"""The nine ways real cases failed: each is asked about at the step where it could be mended.

The stories stand in the rule pack's failure catalogue; the people here are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kajian import build
from tests.kajian.build import NORM, codes, dossier, gap, met
from workbench.kajian import completeness
from workbench.kajian.hints.corroboration import corroboration
from workbench.law import load_pack

STATEMENT = {"person": "S-1", "role": "saksi", "sworn": "ya"}


def test_e1_a_post_that_is_gone_and_a_capture_that_somebody_keeps() -> None:
    found = dossier(
        claims=({"id": "B-01", "kind": "tangkapan_layar", "url": "https://contoh.invalid/1"},),
        answers={"exhibits": {"B-01": {"held_by": "informan S-9"}}},
    )
    assert {"capture_unrecorded", "link_unchecked", "material_held"} <= codes(found, "exhibits")
    assert "S-9" in gap(found, "material_held").message("id")


def test_e2_the_reporter_knew_earlier_than_the_report_says() -> None:
    found = dossier(
        case={
            "dates": {"event": "1 April 2024", "known": "26 Juni 2024", "reported": "1 Juli 2024"}
        },
        statements=({"person": "P-1", "role": "pelapor", "known_at": "2 April 2024"},),
    )
    one = gap(found, "known_earlier")
    assert one.step == "facts"
    assert one.message("id").count("2 April 2024") == 1
    assert one.message("en").count("26 June 2024") == 1


def test_e2_a_capture_by_the_reporter_shows_earlier_knowledge() -> None:
    found = dossier(
        case={"dates": {"event": "1 April 2024", "known": "26 Juni 2024"}},
        claims=({"id": "B-01", "captured_by": "P-1", "captured_at": "3 April 2024 19.30 WIB"},),
    )
    assert "capture_earlier" in codes(found, "facts")


def test_e3_a_chat_is_cited_without_another_members_copy() -> None:
    answers = {"matrix": {NORM: {"hadir": met({"B-01": "pesan 4"})}}}
    claims = ({"id": "B-01", "kind": "percakapan"},)
    assert "comparison_missing" in codes(dossier(claims=claims, answers=answers), "exhibits")
    answers["exhibits"] = {"B-01": {"comparison": "Ekspor S-2 sama."}}  # type: ignore[dict-item]
    assert "comparison_missing" not in codes(dossier(claims=claims, answers=answers))


def test_e4_witnesses_who_know_only_from_media_carry_nothing_alone() -> None:
    found = dossier(
        statements=(
            {**STATEMENT, "basis": "dari_media"},
            {**STATEMENT, "person": "S-2", "basis": "dari_media"},
        ),
        answers={"matrix": {NORM: {"hadir": met({"S-1": "", "S-2": ""})}}},
    )
    assert "statement_media_only" in codes(found, "statements")
    assert "media_only" in codes(found, "matrix")
    counted = corroboration(found, ["S-1", "S-2"])
    assert (counted.sources, counted.media_only) == (0, ("S-1", "S-2"))


def test_e5_one_statement_is_not_enough_and_copies_are_one_source() -> None:
    one = dossier(
        statements=({**STATEMENT, "basis": "melihat"},),
        answers={"matrix": {NORM: {"hadir": met({"S-1": ""})}}},
    )
    assert "single_source" in codes(one, "matrix")
    copies = dossier(
        claims=({"id": "B-01"}, {"id": "B-02"}, {"id": "B-03"}),
        copies=(("B-01", "B-02"), ("B-02", "B-03")),
        answers={"matrix": {NORM: {"hadir": met({"B-01": "", "B-02": "", "B-03": ""})}}},
    )
    assert {"single_source", "copies_cited"} <= codes(copies, "matrix")
    assert corroboration(copies, ["B-01", "B-02", "B-03"]).sources == 1


def test_e6_each_norm_is_concluded_and_forwarded_on_its_own() -> None:
    found = dossier(
        case={"norms": [NORM, "UU10-2016/71(1)"]},
        answers={
            "conclusions": {
                "UU10-2016/71(1)": {
                    "conclusion": "tidak_terpenuhi",
                    "reason": "saksi tidak sesuai",
                },
                NORM: {
                    "conclusion": "diduga",
                    "category": "hukum_lainnya",
                    "disposition": "diteruskan",
                    "target": "asn-bkn",
                    "reason": "r",
                },
            },
            "process": {"forwarded": "14 Oktober 2024"},
            "recommendation": "r",
        },
    )
    # What remains is that the elements of the positive one are not judged yet.
    assert codes(found, "conclusion") == {"conclusion_beyond_elements"}


def test_e7_an_old_scene_that_went_round_again() -> None:
    found = dossier(
        case={"dates": {"event": "3 Maret 2021", "published": "1 Oktober 2024"}},
    )
    assert "published_long_after" in codes(found, "intake")


def test_e8_an_account_is_not_a_person_until_that_is_shown() -> None:
    claims = ({"id": "B-01", "account": "rahmat.rekaan"},)
    answers = {"matrix": {NORM: {"hadir": met({"B-01": ""})}}}
    assert "account_unattributed" in codes(dossier(claims=claims, answers=answers), "exhibits")
    answers["attributions"] = {  # type: ignore[dict-item]
        "A-1": {"account": "rahmat.rekaan", "person": "T-1", "judgement": "terpenuhi"}
    }
    assert "attribution_without_evidence" in codes(
        dossier(claims=claims, answers=answers), "exhibits"
    )


def test_e9_not_enough_evidence_says_what_would_have_been_needed() -> None:
    answers = {"matrix": {NORM: {"hadir": {"status": "belum_cukup_bukti", "reason": "r"}}}}
    one = gap(dossier(answers=answers), "element_needed_empty")
    assert (one.step, one.is_open) == ("matrix", True)
    answers["matrix"][NORM]["hadir"]["needed"] = "Surat penugasan dari instansinya."
    assert "element_needed_empty" not in codes(dossier(answers=answers))


def test_the_catalogue_names_the_step_at_which_each_is_caught() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    steps = {failure.id: failure.step for failure in pack.data.failures}
    assert steps == {
        "E1": "exhibits", "E2": "facts", "E3": "exhibits", "E4": "statements", "E5": "matrix",
        "E6": "conclusion", "E7": "intake", "E8": "exhibits", "E9": "matrix",
    }  # fmt: skip


STORIES = {
    "E1": ({"capture_unrecorded", "link_unchecked", "material_held"},
           (test_e1_a_post_that_is_gone_and_a_capture_that_somebody_keeps,)),
    "E2": ({"known_earlier", "capture_earlier"},
           (test_e2_the_reporter_knew_earlier_than_the_report_says,
            test_e2_a_capture_by_the_reporter_shows_earlier_knowledge)),
    "E3": ({"comparison_missing"}, (test_e3_a_chat_is_cited_without_another_members_copy,)),
    "E4": ({"statement_media_only", "media_only"},
           (test_e4_witnesses_who_know_only_from_media_carry_nothing_alone,)),
    "E5": ({"single_source", "copies_cited"},
           (test_e5_one_statement_is_not_enough_and_copies_are_one_source,)),
    "E6": ({"conclusion_beyond_elements"},
           (test_e6_each_norm_is_concluded_and_forwarded_on_its_own,)),
    "E7": ({"published_long_after"}, (test_e7_an_old_scene_that_went_round_again,)),
    "E8": ({"account_unattributed", "attribution_without_evidence"},
           (test_e8_an_account_is_not_a_person_until_that_is_shown,)),
    "E9": ({"element_needed_empty"},
           (test_e9_not_enough_evidence_says_what_would_have_been_needed,)),
}  # fmt: skip


def test_every_story_of_the_catalogue_is_told_here() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    assert {failure.id for failure in pack.data.failures} == set(STORIES)


@pytest.mark.parametrize(
    ("story", "code"),
    [(key, code) for key, (codes_, _) in STORIES.items() for code in sorted(codes_)],
)
def test_a_story_is_not_caught_any_more_when_its_check_is_switched_off(
    story: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that passes without the check that it is about would guard nothing."""
    told = STORIES[story][1]
    for tell in told:
        tell()
    monkeypatch.setattr(
        build,
        "completeness",
        lambda found: tuple(one for one in completeness(found) if one.code != code),
    )
    caught = 0
    for tell in told:
        try:
            tell()
        except (AssertionError, ValueError):
            caught += 1
    assert caught, f"{story} does not notice that {code} is gone"
