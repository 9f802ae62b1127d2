"""Clocks of a case: which run, for whom, and what is said where the sources differ."""

from __future__ import annotations

from tests.kajian.build import dossier, gap
from workbench.kajian.clocks import clocks
from workbench.kajian.export import compile_view

PEMILU = {"regime": "pemilu", "route": "temuan", "dates": {"event": "12 Januari 2024"}, "norms": []}


def test_an_invitation_sent_too_late_must_be_explained_at_that_statement() -> None:
    # Lost otherwise: a clarification that can be contested because nobody had a day's notice.
    said = {"S-1": {"role": "saksi", "invited": "22 Januari 2024", "at": "22 Januari 2024"}}
    found = dossier(case=PEMILU, answers={"statements": said})
    missed = gap(found, "clock_missed")
    assert missed.place == ("statements", "S-1", "invited")
    assert missed.step == "statements"
    assert "Undangan klarifikasi (S-1)" in missed.message("id")
    kept = {"S-1": {**said["S-1"], "invited": "19 Januari 2024"}}
    about = [one for one in clocks(dossier(case=PEMILU, answers={"statements": kept})) if one.about]
    assert [(one.about, one.state) for one in about] == [("S-1", "met")]


def test_a_statement_without_a_recorded_invitation_has_no_clock() -> None:
    said = {"S-1": {"role": "saksi", "at": "22 Januari 2024"}}
    assert not [
        one for one in clocks(dossier(case=PEMILU, answers={"statements": said})) if one.about
    ]


def test_the_pilkada_study_is_counted_both_ways_and_says_why() -> None:
    case = {
        "dates": {
            "event": "27 September 2024",
            "reported": "9 Oktober 2024",
            "registered": "11 Oktober 2024",
        }
    }
    view = compile_view(dossier(case=case, answers={"process": {"decided": "14 Oktober 2024"}}))
    found = {one["id"]: one for one in view["clocks"]}
    assert (found["kajian_received"]["state"], found["kajian_received"]["over"]) == ("late", 2)
    assert found["kajian_registered"]["state"] == "met"
    assert found["kajian_received"]["title"]["mark"] == "seen"
    assert found["kajian_registered"]["title"]["mark"] == "unverified"
    for one in (found["kajian_received"], found["kajian_registered"]):
        assert [conflict["id"] for conflict in one["conflicts"]] == ["mulai-kajian-pilkada"]


def test_advice_on_a_norms_mark_reaches_the_report() -> None:
    from workbench.report.view import build

    found = dossier(case={"norms": ["UU7-2017/283"], "regime": "pemilu"}, answers={"issue": "x"})
    study = {"format": "1", "case": {}, "kajian": compile_view(found)}
    table = next(
        table
        for answer in build(study, {}, "id").kajian.answers
        for table in answer.tables
        if any("sumbernya berbeda" in cell for row in table.rows for cell in row)
    )
    assert any("Pasal 283" in cell for row in table.rows for cell in row)
