"""What rests on what differs: followed through citations, and never guessed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from tests.record.test_compare import VALUES
from workbench.record.compare import differences
from workbench.record.impact import words
from workbench.record.impact.resting import Chain, Resting
from workbench.record.impact.subjects import SORTS, Subject, gathered
from workbench.text import LANGUAGES


def element(name: str, *supports: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": {"id": name, "en": name}, "supports": dict.fromkeys(supports, ""),
            "contradicts": {}, "persons": {}, "tested": None, **more}  # fmt: skip


def study() -> dict[str, Any]:
    """An invented study: B-01 carries F-1 and norm N1, S-1 contradicts N2, B-09 nothing."""
    paths = {"B-01": "a b.jpg", "B-02": "c.jpg", "B-09": "z.txt"}
    return {
        "format": "1",
        "exhibits": [{"id": k, "path": v, "sha256": k, "size": 1} for k, v in paths.items()],
        "facts": [{"exhibit": "B-01", "source": "exif", "locator": "Image", "name": "Make",
                   "value": "Kamera"}],
        "observations": [{"code": "TIME-011", "exhibits": ["B-02"], "fields": {}}],
        "duplicates": {"groups": [], "pairs": [
            {"a": "a b.jpg", "b": "c.jpg", "kind": "near", "method": "phash256", "distance": 2}]},
        "statements": [{"person": "S-1", "at": "2024-10-12", "note": ""}],
        "case": {"number": "1"},
        "kajian": {
            "facts": [{"id": "F-1", "text": "Bahwa", "cites": {"B-01": "seluruh foto"}}],
            "attributions": [{"id": "A-1", "account": "akun", "cites": {"B-02": ""}}],
            "norms": [
                {"id": "N1", "title": {"id": "Norma 1", "en": "Norm 1"},
                 "elements": [element("satu", "F-1"), element("dua")]},
                {"id": "N2", "title": {"id": "Norma 2", "en": "Norm 2"}, "elements": [
                    element("tiga", contradicts={"S-1": ""},
                            tested={"code": "period", "agrees": True}),
                    element("empat", persons={"T-2": {"supports": {"A-1": ""}}})]},
            ],
            "conclusions": [{"norm": "N1", "conclusion": "terbukti"},
                            {"norm": "N2", "conclusion": ""}],
            "letters": [{"id": "etik", "norms": ["N1"], "addressee": "BKN"}],
            "phases": [{"id": "kampanye", "from": "2024-09-25", "to": "2024-11-23"}],
            "clocks": [{"id": "report_window", "last": "2024-10-11"}],
            "answers": {"matrix": {"N1": {"satu": {"reason": "a"}}},
                        "conclusions": {"N1": {"reason": "b"}},
                        "facts": {"F-1": {"text": "Bahwa"}}},
            "gaps": [],
        },
    }  # fmt: skip


def told(change: Any) -> list[Subject]:
    before, after = study(), study()
    change(after)
    return gathered(before, after, differences(before, after))


def rests(subject: Subject) -> list[str]:
    return [f"{one.kind} {one.id}" for one in subject.rests]


def test_an_exhibit_is_followed_through_facts_to_conclusions_and_letters() -> None:
    def change(after: dict[str, Any]) -> None:
        after["exhibits"][0]["sha256"] = "other"
        after["facts"].append({"exhibit": "B-01", "source": "picture", "locator": "COM",
                               "name": "Comment", "value": "x"})  # fmt: skip

    [subject] = told(change)
    assert (subject.sort, subject.id, subject.kind) == ("exhibit", "B-01", "changed")
    assert rests(subject) == ["fact F-1", "element N1 satu", "conclusion N1", "letter etik"]


@pytest.mark.parametrize(
    ("exhibit", "expected"),
    [(1, ["attribution A-1", "element N2 empat"]), (2, [])],
)
def test_what_was_not_concluded_is_no_conclusion_and_nothing_is_guessed(
    exhibit: int, expected: list[str]
) -> None:
    [subject] = told(lambda after: after["exhibits"][exhibit].update(size=2))
    assert rests(subject) == expected
    assert subject.is_followed
    nothing = words.resting(subject, "en") == "Nothing rests on it."
    assert nothing == (not expected)


def test_a_citation_that_was_taken_away_still_counts() -> None:
    def change(after: dict[str, Any]) -> None:
        after["exhibits"].pop(0)
        after["facts"].clear()
        after["kajian"]["facts"][0]["cites"] = {}

    subject = told(change)[0]
    assert (subject.id, subject.kind, len(subject.leaves)) == ("B-01", "removed", 2)
    assert "conclusion N1" in rests(subject)


def test_statements_observations_and_pairs_are_followed_by_their_exhibits() -> None:
    def change(after: dict[str, Any]) -> None:
        after["statements"][0]["note"] = "x"
        after["observations"].clear()
        after["duplicates"]["pairs"].clear()

    found = {subject.sort: subject for subject in told(change)}
    assert rests(found["statement"]) == ["element N2 tiga"]
    assert rests(found["observation"]) == ["attribution A-1", "element N2 empat"]
    assert found["observation"].kind == found["likeness"].kind == "removed"
    assert found["likeness"].id == "B-01 B-02"
    assert "fact F-1" in rests(found["likeness"])


def test_a_period_shakes_only_the_elements_whose_test_now_says_otherwise() -> None:
    def moved(after: dict[str, Any]) -> None:
        after["kajian"]["phases"][0]["from"] = "2024-09-28"

    def shaken(after: dict[str, Any]) -> None:
        moved(after)
        after["kajian"]["norms"][1]["elements"][0]["tested"]["agrees"] = False

    [calendar] = told(moved)
    assert (calendar.sort, rests(calendar)) == ("calendar", [])
    assert rests(told(shaken)[0]) == ["element N2 tiga"]


def test_an_answer_is_called_by_its_question_and_leads_to_its_conclusion_and_letter() -> None:
    def change(after: dict[str, Any]) -> None:
        after["kajian"]["answers"]["matrix"]["N1"]["satu"]["reason"] = "c"
        after["kajian"]["answers"]["conclusions"]["N1"]["reason"] = "d"
        after["kajian"]["answers"]["facts"]["F-1"]["text"] = "Bahwa benar"

    found = {subject.id.split()[0]: subject for subject in told(change)}
    assert rests(found["matrix"]) == ["conclusion N1", "letter etik"]
    assert rests(found["conclusions"]) == ["letter etik"]
    assert rests(found["facts"]) == ["element N1 satu", "conclusion N1", "letter etik"]
    assert words.heading(found["matrix"], "id") == "Alasan (N1, satu)"
    assert words.heading(found["facts"], "id").endswith("(F-1)")


def test_clocks_case_data_and_law_claim_nothing() -> None:
    def change(after: dict[str, Any]) -> None:
        after["kajian"]["clocks"][0]["last"] = "2024-10-12"
        after["case"]["number"] = "2"
        after["kajian"]["norms"][0]["title"]["id"] = "Norma satu"

    for subject in told(change):
        assert (subject.is_followed, words.resting(subject, "en")) == (False, "")
    assert {subject.sort for subject in told(change)} == {"clock", "case", "law"}


@given(VALUES, VALUES)
def test_every_leaf_stands_in_exactly_one_subject_whatever_the_documents_hold(
    before: object, after: object
) -> None:
    two = [{"facts": v, "exhibits": v, "duplicates": {"pairs": v}, "kajian": {"answers": v,
            "norms": v, "facts": v, "letters": v, "phases": v}, "x": v}
           for v in (before, after)]  # fmt: skip
    changes = list(differences(*two))
    found = gathered(*two, changes)
    assert sorted(str(leaf) for one in found for leaf in one.leaves) == sorted(map(str, changes))
    assert [SORTS.index(one.sort) for one in found] == sorted(
        SORTS.index(one.sort) for one in found
    )
    for subject in found:
        for language in LANGUAGES:
            assert "\n" not in words.heading(subject, language)
            assert all("\n" not in part for row in words.leaves(subject, language) for part in row)


def test_hostile_names_move_no_cursor_and_long_lists_end() -> None:
    before, after = study(), deepcopy(study())
    name = "B-\x1b[2J\u202e"
    for number in range(30):
        after["exhibits"].append({"id": name, "path": f"{number}", "sha256": "x"})
    for row in after["exhibits"][3:]:
        row["id"] = name
    for subject in gathered(before, after, differences(before, after)):
        shown = words.heading(subject, "en") + str(list(words.leaves(subject, "en")))
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert len(list(words.leaves(subject, "en"))) <= words.MOST_LEAVES + 1


def test_a_person_may_hold_an_element_of_their_own() -> None:
    chain = Chain(study())
    assert Resting("element", "N2 empat") in chain.on(["A-1"])
    assert chain.on([]) == set()
    assert Chain({}).on(["B-01"]) == set()
