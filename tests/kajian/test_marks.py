"""Marked places in the kajian: they count as their exhibit, and nothing about them is silent.

Lost otherwise: an element that rests on a place which nobody can find any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.kajian.build import NORM, codes, dossier, gap, met
from workbench.kajian import Dossier
from workbench.kajian.dossier import Extent
from workbench.kajian.export import compile_view
from workbench.kajian.hints.corroboration import corroboration
from workbench.kajian.pages import Page, page_of, pages
from workbench.kajian.whereabouts import clock, words, wrong
from workbench.text import LANGUAGES

SHA, OTHER = "a" * 64, "b" * 64
REGION = "xywh=percent:10,20,30,40"


def with_mark(media_type: str = "image/jpeg", extent: Extent | None = None, **mark: Any) -> Dossier:
    """Return a dossier with one exhibit and one fact that cites a mark in it."""
    given = {"exhibit": "B-01", "at": REGION, "label": "Nama pada spanduk", "sha256": SHA} | mark
    found = dossier(
        claims=({"id": "B-01", "label": "Foto"},),
        answers={
            "marks": {"L-1": {name: one for name, one in given.items() if one}},
            "facts": {"F-1": {"text": "Bahwa ada.", "cites": {"L-1": ""}}},
        },
    )
    exhibits = tuple(replace(one, media_type=media_type) for one in found.exhibits)
    return replace(found, exhibits=exhibits, extents={"B-01": extent} if extent else {})


def test_a_mark_counts_as_its_exhibit_wherever_exhibits_count() -> None:
    found = with_mark()
    assert found.cited_exhibits() == {"B-01"}
    assert found.knows("L-1")
    assert "exhibit_uncited" not in codes(found)
    assert not {"mark_astray", "mark_changed", "mark_unnamed", "mark_uncited"} & codes(found)
    assert not {"citation_unknown", "citation_without_locator"} & codes(found)
    counted = corroboration(found, ["L-1", "B-01"])
    assert (counted.exhibits, counted.sources) == (("B-01",), 1)


def test_a_mark_that_does_not_exist_is_no_source() -> None:
    found = dossier(answers={"facts": {"F-1": {"text": "x", "cites": {"L-7": ""}}}})
    assert "citation_unknown" in codes(found)


@pytest.mark.parametrize(
    ("media_type", "extent", "mark", "code"),
    [
        ("image/jpeg", None, {"exhibit": "B-99"}, "gone"),
        ("image/jpeg", None, {"exhibit": ""}, "gone"),
        ("image/jpeg", None, {"at": "xywh=percent:NaN,0,1,1"}, "unread"),
        ("image/jpeg", None, {"at": "xywh=percent:0,0,900,1"}, "unread"),
        ("image/jpeg", None, {"at": ""}, "unread"),
        ("application/pdf", Extent(pages=3), {"at": "page=0"}, "unread"),
        ("image/jpeg", None, {"at": "page=1"}, "unfit"),
        ("image/jpeg", None, {"at": "msg=1"}, "unfit"),
        ("application/pdf", None, {"at": REGION}, "unfit"),
        ("application/pdf", Extent(pages=3), {"at": "page=3"}, None),
        ("application/pdf", Extent(pages=3), {"at": "page=4"}, "beyond"),
        ("video/mp4", Extent(seconds=10.0), {"at": "t=9,11"}, None),
        ("video/mp4", Extent(seconds=10.0), {"at": "t=9,11.01"}, "beyond"),
        ("audio/ogg", Extent(seconds=10.0), {"at": "t=12"}, "beyond"),
        ("text/plain", None, {"at": "msg=4-6"}, None),
        ("image/jpeg", None, {"sha256": OTHER}, "changed"),
        ("image/jpeg", None, {"sha256": ""}, None),
    ],
)
def test_a_mark_that_leads_nowhere_says_why_in_both_languages(
    media_type: str, extent: Extent | None, mark: dict[str, Any], code: str | None
) -> None:
    found = with_mark(media_type, extent, **mark)
    astray = wrong(found, found.answers.marks["L-1"])
    assert (astray[0] if astray else None) == code
    gaps = {"mark_astray", "mark_changed"} & codes(found)
    assert gaps == (
        set() if code is None else {f"mark_{'changed' if code == 'changed' else 'astray'}"}
    )
    for name in gaps:
        one = gap(found, name)
        assert one.level == ("explain" if code == "changed" else "blocks")
        for language in LANGUAGES:
            assert one.message(language).endswith((".", ". "))
            assert "{" not in one.message(language)


def test_a_mark_without_a_name_and_one_that_nobody_cites_are_gaps() -> None:
    found = with_mark(label="")
    assert "mark_unnamed" in codes(found)
    assert page_of(gap(found, "mark_unnamed")) == Page("exhibits", "B-01")
    alone = dossier(
        claims=({"id": "B-01"},),
        answers={"marks": {"L-1": {"exhibit": "B-01", "at": REGION, "label": "x"}}},
    )
    assert gap(alone, "mark_uncited").level == "advice"


def test_a_vanished_exhibit_has_a_page_on_which_its_mark_can_be_dropped() -> None:
    found = with_mark(exhibit="B-99")
    assert Page("exhibits", "B-99") in pages(found, "exhibits")


def test_an_exhibit_without_a_name_is_a_gap() -> None:
    found = dossier(claims=({"id": "B-01"}, {"id": "B-02", "label": "Foto"}))
    assert gap(found, "exhibit_unnamed").fields == {"exhibit": "B-01"}
    assert gap(found, "exhibit_unnamed").level == "explain"


def test_a_study_holds_each_mark_with_its_place_in_words_and_who_rests_on_it() -> None:
    found = with_mark()
    [mark] = compile_view(found)["marks"]
    assert mark["locator"] == f"B-01#{REGION}"
    assert mark["cited_by"] == ["F-1"]
    assert mark["wrong"] is None
    assert "30%" in mark["place"]["id"]
    assert "30%" in mark["place"]["en"]


def test_an_element_that_rests_on_a_mark_rests_on_its_exhibit() -> None:
    found = dossier(
        claims=({"id": "B-01", "label": "Foto"},),
        answers={
            "marks": {"L-1": {"exhibit": "B-01", "at": REGION, "label": "x"}},
            "matrix": {NORM: {"hadir": met({"L-1": ""})}},
        },
    )
    assert "element_without_evidence" not in codes(found)
    assert found.cited_exhibits() == {"B-01"}
    assert compile_view(found)["marks"][0]["cited_by"] == [f"{NORM} hadir"]


def test_places_are_told_as_people_read_them() -> None:
    assert words("t=62.5,3700", "id") == "menit 01:02,5 sampai 1:01:40"
    assert words("page=3&xywh=percent:10,20.25,30,40", "en") == (
        "page 3, region of 30% × 40%, 10% from the left and 20.2% from the top"
    )
    assert words("msg=4-6,9", "id") == "pesan 4–6, 9"
    assert words("bukan letak", "id") == "bukan letak"
    assert clock(59.999, "en") == "01:00"
