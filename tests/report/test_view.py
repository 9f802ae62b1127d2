"""The view: what a commissioner reads must be complete, in both languages, and count right."""

from __future__ import annotations

import ast
import copy
import itertools
from pathlib import Path
from typing import Any

import pytest

import workbench.report
from workbench.duplicates.compare.enclosed import key
from workbench.report.context import Original, grouped
from workbench.report.redaction.copy import file_names, project
from workbench.report.render.html import render
from workbench.report.view import build
from workbench.report.view_texts import texts
from workbench.text import LANGUAGES, Language, catalogue, has

SOURCES = sorted(Path(workbench.report.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_text_a_part_asks_for_exists(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        first = node.args[0]
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
            continue
        if name == "text":
            assert has(f"report.{first.value}"), f"{path.name}:{node.lineno} {first.value}"
        elif name == "counted":
            key = first.value if first.value.startswith("report.") else f"report.{first.value}"
            assert has(f"{key}.one"), f"{path.name}:{node.lineno} {first.value}"
            assert has(f"{key}.other"), f"{path.name}:{node.lineno} {first.value}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_in_what_it_counts_out(
    study: dict[str, Any], pictures: dict[str, bytes], language: Language
) -> None:
    view = build(study, pictures, language)
    assert view.summary.counts[0].number == "11"
    assert "11" in view.summary.balance
    assert "10" in view.summary.balance
    assert len(view.exhibits.cards) == 11
    assert [item.id for item in view.exhibits.cards] == [row["id"] for row in study["exhibits"]]
    assert any("kiriman/rusak.jpg" in text for text in view.summary.status)


def test_serious_observations_stand_first(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    notes = build(study, pictures, "id").notes.notes
    assert [note.severity for note in notes] == ["serious", "attention", "info"]
    assert len({note.anchor for note in notes}) == 3


def test_an_observation_without_texts_is_still_shown_by_its_code(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    study["observations"] = [
        {"code": "OFFICE-777", "severity": "attention", "exhibits": ["B-01"], "fields": {}}
    ]
    [note] = build(study, pictures, "en").notes.notes
    assert note.code == "OFFICE-777"
    assert note.messages


def test_the_summary_names_eight_observations_and_counts_the_others(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """A ninth must not be lost, and a first page of thirty is read by nobody."""
    one = {"code": "OFFICE-777", "severity": "attention", "exhibits": ["B-01"], "fields": {}}
    study["observations"] = [one] * 8
    eight = build(study, pictures, "en").summary
    assert (len(eight.attention), eight.attention_more) == (8, "")
    study["observations"] = [one] * 9
    nine = build(study, pictures, "en").summary
    assert len(nine.attention) == 8
    assert "1" in nine.attention_more


def test_a_digest_stands_in_groups_of_eight() -> None:
    """Two people compare it aloud, group by group."""
    assert grouped("a" * 8 + "b" * 8 + "c") == ("a" * 8, "b" * 8, "c")


def test_distances_are_said_in_words(study: dict[str, Any], pictures: dict[str, bytes]) -> None:
    groups = build(study, pictures, "id").likeness.groups
    said = [row[1] for group in groups for row in group.pairs.rows]
    assert "byte demi byte sama" in said
    assert "mirip, jarak 4 dari 256" in said
    assert "mirip, jarak 2 dari 256; dicerminkan" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_study_says_plainly_what_is_missing(language: Language) -> None:
    view = build({"format": "1", "case": {}}, {}, language)
    assert view.summary.balance
    assert view.cover.allegation == ()
    assert view.cover.allegation_empty
    assert view.likeness.empty
    assert view.notes.empty
    assert all(table.rows or table.empty for table in view.parties.tables)
    assert all(answer.empty for answer in view.kajian.answers)


def test_the_two_languages_share_the_case_and_differ_in_everything_else(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    shared = set(texts(build(study, pictures, "id"))) & set(texts(build(study, pictures, "en")))
    sentences = {text for text in shared if len(text.split()) > 5}
    for text in catalogue("report").values():
        assert not sentences & {text.get("id")}


def test_the_same_study_gives_the_same_view(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    assert build(study, pictures, "id") == build(copy.deepcopy(study), dict(pictures), "id")


def test_a_picture_that_opens_only_in_part_is_not_passed_off_as_read(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    hurt = study["exhibits"][0]
    study["observations"].append(
        {"code": "READ-001", "severity": "attention", "exhibits": [hurt["id"]], "fields": {}}
    )
    view = build(study, pictures, "id")
    assert any(hurt["id"] in line and "sebagian" in line for line in view.summary.status)


def test_what_the_reviewer_said_of_pairs_is_told_with_the_reason(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """A rejected pair holds no group: without this table nobody would learn of it."""
    rejected = study["duplicates"]["pairs"][1]
    rejected |= {"decision": "different", "reason": "spanduk sama, orang berbeda"}
    gone = {"exhibits": "B-01, B-09", "a": "a" * 64, "b": "b" * 64}
    study["duplicates"]["outdated"] = [{**gone, "decision": "same", "reason": "jelas"}]
    table = build(study, pictures, "id").likeness.answers
    assert table is not None
    assert table.rows[0] == ("B-01 – B-03", "ditolak: berbeda", "spanduk sama, orang berbeda")
    assert table.rows[1][0] == "B-01, B-09"
    assert "tidak berlaku lagi" in table.rows[1][1]
    assert "spanduk sama, orang berbeda" in render(build(study, pictures, "id"))


def test_like_pictures_are_laid_onto_each_other(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """The reader compares two pictures with their own eyes, and in words when they cannot see."""
    for pair in study["duplicates"]["pairs"]:
        if pair["kind"] == "near":
            pair["mapping"] = [1, 0, 0, 0, 1, 0]
    near = build(study, pictures, "id").likeness.groups[1]
    assert [shown.title[:11] for shown in near.comparisons] == ["B-01 – B-04", "B-01 – B-03"]
    alts = [panel.picture.alt for panel in near.comparisons[0].panels]
    assert len(set(alts)) == 4
    assert all("B-01" in alt or "B-03" in alt for alt in alts)
    page = render(build(study, pictures, "id"))
    assert all(alt in page for alt in alts)


def test_a_large_group_is_shown_small_and_says_what_it_leaves_to_the_table(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """Forty copies of one picture must not make a report of fifty megabytes."""
    first = study["exhibits"][0]
    names = [f"kiriman/salinan-{number}.jpg" for number in range(40)]
    study["exhibits"] += [{**first, "id": f"B-{20 + n}", "path": p} for n, p in enumerate(names)]
    shown = {**pictures, **dict.fromkeys(names, pictures[first["path"]])}
    pair = {**study["duplicates"]["pairs"][1], "mapping": [1, 0, 0, 0, 1, 0]}
    study["duplicates"]["pairs"] = [{**pair, "b": name} for name in names]
    study["duplicates"]["groups"] = [{"kind": "near", "members": [first["path"], *names]}]
    (group,) = build(study, shown, "en").likeness.groups
    assert len(group.members) == 41
    assert max(max(m.picture.width, m.picture.height) for m in group.members) <= 180
    assert len(group.comparisons) == 6
    assert group.more.startswith("34 ")
    assert len(group.pairs.rows) == 40


def test_members_of_a_group_stand_in_the_order_of_exhibits(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    for group in build(study, pictures, "en").likeness.groups:
        ids = [member.id for member in group.members]
        assert ids == sorted(ids)


def test_the_stages_of_the_election_stand_behind_the_timeline(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    stage = {
        "text": {"id": "Masa uji", "en": "Trial stage"},
        "from": "2024-09-01",
        "to": "2024-09-30",
    }
    study["kajian"] = {"phases": [stage]}
    [figure] = build(study, pictures, "en").timeline.figures
    assert "Trial stage" in figure.svg


def test_distinct_scenes_are_counted_and_the_nearest_original_is_named_by_its_id(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    first, second = (row["path"] for row in study["exhibits"][:2])
    scene = {"original": second, "reasons": ["camera"], "members": [first, second], "links": []}
    study["duplicates"]["scenes"] = [scene]
    part = build(study, pictures, "en").likeness
    assert any("1 distinct scenes" in line for line in part.intro)
    texts = [family.text for family in part.families]
    assert any(study["exhibits"][1]["id"] in line and second not in line for line in texts)
    assert all(second not in cell for family in part.families for row in family.steps.rows
               for cell in row)  # fmt: skip


def test_a_large_group_lists_each_exhibit_once_and_says_where_the_rest_stands(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """Fifteen copies were a table of 105 rows, and again in each weaker group."""
    first = study["exhibits"][0]
    names = [first["path"], *(f"kiriman/salinan-{number:02}.jpg" for number in range(14))]
    study["exhibits"] += [
        {**first, "id": f"B-{20 + n}", "path": path} for n, path in enumerate(names[1:])
    ]
    pair = study["duplicates"]["pairs"][1]
    study["duplicates"]["pairs"] = [
        {**pair, "a": a, "b": b} for a, b in itertools.combinations(sorted(names), 2)
    ]
    study["duplicates"]["groups"] = [{"kind": "near", "members": sorted(names)}]
    (group,) = build(study, pictures, "en").likeness.groups
    assert len(group.pairs.rows) == 14
    assert group.rest.startswith("91 ")


def test_a_video_stands_on_the_sheet_with_the_frame_that_is_alike(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """A grey box that says "no picture" hides the one thing that the group is about."""
    photo = study["exhibits"][0]["path"]
    film = next(row for row in study["exhibits"] if row["media_type"] == "video/mp4")
    pair = {**study["duplicates"]["pairs"][1], "a": photo, "b": film["path"], "kind": "part",
            "transform": "inside", "place_b": "time=2.5"}  # fmt: skip
    study["duplicates"]["pairs"] = [pair]
    study["duplicates"]["groups"] = [{"kind": "part", "members": [photo, film["path"]]}]
    frames = {key(film["path"], "time=2.5"): pictures[photo]}
    (group,) = build(study, pictures, "en", frames=frames).likeness.groups
    shown = {member.id: member.picture for member in group.members}
    assert shown[f"{film['id']}, second 2.5"] is not None


def test_a_copy_keeps_the_answers_and_says_where_a_reason_was_left_out(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """A rejected pair that a copy shows as similar would mislead whoever receives it."""
    rejected = study["duplicates"]["pairs"][1]
    rejected |= {"decision": "different", "reason": "orang lain", "mapping": [1, 0, 0, 0, 1, 0]}
    for profile, reason in (("forwarding", "orang lain"), ("public", "tidak dimuat")):
        copied = project(study, profile, language="id")  # type: ignore[arg-type]
        original = Original(study, len(pictures))
        view = build(copied, {}, "id", profile=profile, original=original)
        assert view.likeness.answers is not None
        ((_, answer, why),) = view.likeness.answers.rows
        assert answer == "ditolak: berbeda"
        assert reason in why
        # Without a released picture nothing is drawn.
        assert not any(group.comparisons for group in view.likeness.groups)
    names = file_names(study)
    shown = {names[path]: data for path, data in pictures.items()}
    copied = project(study, "forwarding", language="id")
    drawn = build(copied, shown, "id", profile="forwarding", original=Original(study, 3))
    assert any(group.comparisons for group in drawn.likeness.groups)


def test_a_time_in_two_zones_is_written_as_people_write_both(
    study: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """Beside dates in words, 2024-09-27 21:38:43 reads like a slip of the program."""
    fields = {"exhibit": "B-03", "held": "2024-09-27 21:38:43 WIB (2024-09-27 14:38:43 UTC)",
              "known": "2024-10-04", "source": "filename"}  # fmt: skip
    study["observations"] = [
        {"code": "CLAIM-004", "severity": "attention", "exhibits": ["B-03"], "fields": fields}
    ]
    ((said,),) = [note.messages for note in build(study, pictures, "id").notes.notes]
    assert "27 Sep 2024, 21.38 WIB (nama berkas)" in said
