"""Copies laid side by side: what one of them keeps back, two of them must not tell unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.report.test_copies import made
from workbench.case.journal import JOURNAL, Change, note
from workbench.errors import ReportError
from workbench.examples import copy
from workbench.report.copies import find_study, left_open, load
from workbench.report.redaction.pictures.releases import Release, decide
from workbench.report.redaction.review.acts import Decision
from workbench.report.redaction.review.acts import decide as act
from workbench.report.redaction.review.linkage import FEWEST_PEOPLE, Link, Told, links

DAY, MINUTE = "2024-10-12", "2024-10-12 13:20"
PARTIES = [{"id": "T-1", "role": "terlapor"}, {"id": "S-1", "role": "saksi"}]


def study(*, witnesses: int = 1, exhibits: int = 1, hands: str = "") -> dict[str, Any]:
    people = [{"id": f"S-{number + 1}", "role": "saksi"} for number in range(witnesses)]
    rows = [{"id": f"B-0{number + 1}", "path": f"{number}.jpg", "claim": {"received_from": hands}}
            for number in range(exhibits)]  # fmt: skip
    return {"case": {"parties": [PARTIES[0], *people]}, "exhibits": rows}


def content(people: dict[str, str], exhibits: dict[str, str]) -> dict[str, Any]:
    said = [{"person": name, "at": at} for name, at in people.items()]
    return {
        "statements": said, "captured": [{"exhibit": k, "at": at} for k, at in exhibits.items()],
    }  # fmt: skip


def found(known: dict[str, Any], this: dict[str, Any], *earlier: Told, **more: Any) -> list[Link]:
    shown = frozenset(more.get("shown", ()))
    return links(known, Told("public", this, shown), earlier, more.get("ties", {}))


def test_a_day_that_one_exhibit_and_one_witness_share_ties_them_and_a_second_exhibit_frees_them(
) -> None:  # fmt: skip
    one = content({"S-1": DAY}, {"B-01": f"{DAY}T13:20"})
    assert Link("day", "B-01", "S-1", DAY) in found(study(), one)
    two = content({"S-1": DAY}, {"B-01": DAY, "B-02": DAY})
    assert found(study(exhibits=2), two) == []


@pytest.mark.parametrize(("many", "is_named"), [(FEWEST_PEOPLE - 1, True), (FEWEST_PEOPLE, False)])
def test_fewer_than_five_people_on_a_day_are_named(many: int, is_named: bool) -> None:
    people = {f"S-{number + 1}": DAY for number in range(many)}
    assert bool(found(study(witnesses=many), content(people, {"B-01": DAY}))) is is_named


def test_the_respondent_is_no_secret() -> None:
    assert found(study(), content({"T-1": DAY}, {"B-01": DAY})) == []


def test_what_two_copies_tell_apart_is_joined_and_what_only_old_ones_tell_is_past() -> None:
    here, before = content({}, {"B-01": DAY}), content({"S-1": DAY}, {})
    assert Link("day", "B-01", "S-1", DAY) in found(study(), here, Told("forwarding", before))
    assert found(study(), content({}, {}), Told("forwarding", {**before, **here})) == []


def test_a_minute_of_a_witness_that_another_row_has_too_is_named() -> None:
    this = content({"S-1": f"{DAY}T13:20"}, {"B-01": f"{DAY}T13:20", "B-02": f"{DAY}T13:21"})
    minutes = [one for one in found(study(exhibits=2), this) if one.join == "minute"]
    assert minutes == [Link("minute", "B-01", "S-1", MINUTE)]


def test_an_author_and_a_position_beside_a_code_are_named() -> None:
    this = {
        "observations": [
            {"code": "X", "exhibits": ["B-01"], "fields": {"author": "LastModifiedBy: [S-1]"}},
            {"code": "X", "exhibits": ["B-02"], "fields": {"author": "LastModifiedBy: [S-11]"}},
        ],
        "case": {"title": "Keterangan [S-1], Kepala Urusan Umum. Kepala Desa hadir."},
    }
    assert found(study(exhibits=2), this) == [
        Link("place", "case", "S-1", "Kepala Urusan Umum"),
        Link("trace", "B-01", "S-1", "LastModifiedBy: [S-1]"),
    ]


def test_a_picture_shown_here_whose_minute_an_older_copy_tells_is_named() -> None:
    before = Told("forwarding", content({}, {"B-02": f"{DAY}T13:20"}))
    ties = {"B-02": {"B-01": True}}
    known = study(exhibits=2)
    assert found(known, content({}, {}), before, shown=["B-01"], ties=ties) == [
        Link("picture", "B-01", "B-02", MINUTE)
    ]
    assert found(known, content({}, {}), before, ties=ties) == []
    withdrawn = Told("forwarding", content({}, {}), frozenset(["B-01"]))
    here = content({}, {"B-02": f"{DAY}T13:20"})
    assert found(known, here, withdrawn, ties=ties) == [Link("picture", "B-01", "B-02", MINUTE)]


@pytest.mark.parametrize(("hands", "is_named"), [("S-1", True), ("S-2", False)])
def test_the_neighbour_of_a_tied_exhibit_from_the_same_person_is_named(
    hands: str, is_named: bool
) -> None:
    this = content({"S-1": DAY}, {"B-01": DAY})
    order = [one for one in found(study(exhibits=3, hands=hands), this) if one.join == "order"]
    assert order == ([Link("order", "B-02", "S-1", "B-01")] if is_named else [])


def test_joins_of_a_real_case_are_items_of_the_review_that_only_a_reason_lets_pass(
    tmp_path: Path,
) -> None:
    """The clarification's own paper is dated like the witness's statement: somebody must look."""
    folder = copy("pemilu-temuan", tmp_path / "case")
    made(folder)
    source = load(find_study(folder))
    rows, waiting = left_open(source, "forwarding")
    (row,) = [one for one in waiting if one.kind == "linkage"]
    assert row.link == Link("day", "B-07", "S-1", "2024-01-18")
    assert "B-07" in row.told("id")
    assert row.told("id") != row.told("en")
    with pytest.raises(ReportError):
        act(source.folder, "forwarding", rows, [Decision(row.key, "mask")])
    act(source.folder, "forwarding", rows, [Decision(row.key, "keep", "Diketahui penerima.")])
    assert row.key not in {one.key for one in left_open(source, "forwarding")[1]}
    # A copy that left before shows a picture, withdrawn since; its minute stands in the next one.
    shown = Release("B-03", "0" * 64, (), "Dilihat.")
    decide(folder, "public", shown)
    decide(folder, "public", Release("B-03", "0" * 64, (), "Ditarik.", is_shown=False))
    said = {"study_sha256": source.digest, "files": {}}
    note(folder, Change(JOURNAL, ("exports", "public"), None, said, "export"))
    note(folder, Change(JOURNAL, ("exports", "public"), None, {"study_sha256": "f" * 64}, "export"))
    joins = {one.link.join: one for one in left_open(source, "forwarding")[1] if one.link}
    assert joins["picture"].link.one == "B-03"
    assert joins["missing"].word == f"public {'f' * 12}"


def test_the_same_copy_again_is_no_join(tmp_path: Path) -> None:
    folder = copy("pemilu-temuan", tmp_path / "case")
    made(folder)
    source = load(find_study(folder))
    before = [one.key for one in left_open(source, "forwarding")[0]]
    said = {"study_sha256": source.digest, "files": {}}
    note(folder, Change(JOURNAL, ("exports", "forwarding"), None, said, "export"))
    assert [one.key for one in left_open(source, "forwarding")[0]] == before
    assert json.loads((find_study(folder) / "study.json").read_bytes()) == source.study
