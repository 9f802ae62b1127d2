"""What is left in a copy is looked at by a person before it leaves, and covers agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.report.test_copies import made
from workbench.case import journal
from workbench.cli import app
from workbench.errors import ReportError
from workbench.examples import copy
from workbench.report.copies import find_study, gone_through, left_open, load
from workbench.report.redaction.copy import project
from workbench.report.redaction.pictures.covers import agree, alike, differing, without_overlays
from workbench.report.redaction.pictures.releases import Release
from workbench.report.redaction.review.acts import FILE, Decision, decide
from workbench.report.redaction.review.remainders import _like_names

STRANGER = "Zulhendri Mandalika"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case in whose papers a neighbour is mentioned whom nobody listed."""
    folder = copy("pilkada-laporan", tmp_path / "case")
    place = folder / "exhibits.yaml"
    label = "label: Foto spanduk dan lapangan saat deklarasi"
    text = place.read_text("utf-8")
    assert label in text
    place.write_text(
        text.replace(label, f"label: Foto spanduk milik {STRANGER} di lapangan"), "utf-8"
    )
    made(folder)
    return folder


def test_a_neighbour_whom_nobody_listed_is_asked_about_and_masked_everywhere(case: Path) -> None:
    source = load(find_study(case))
    rows, waiting = left_open(source, "public")
    (row,) = [one for one in waiting if one.word == STRANGER]
    assert row.kind == "name"
    assert row.sentence == f"Foto spanduk milik {STRANGER} di lapangan"
    with pytest.raises(ReportError) as caught:
        gone_through(source, "public")
    assert caught.value.code == "copy_not_reviewed"
    decide(source.folder, "public", rows, [Decision(row.key, "mask")], by="Petugas")
    again = load(find_study(case))
    assert STRANGER not in (case / FILE).read_text("utf-8")
    assert STRANGER not in (case / "journal.jsonl").read_text("utf-8")
    for profile in ("public", "forwarding"):
        copied = project(again.study, profile, identities=again.folder.identities.people)
        assert copied["exhibits"][0]["claim"]["label"] == "Foto spanduk milik [X-1] di lapangan"
    gone_through(again, "public")


def test_what_is_kept_has_a_reason_and_is_journaled(case: Path) -> None:
    source = load(find_study(case))
    rows, waiting = left_open(source, "public")
    with pytest.raises(ReportError) as caught:
        decide(source.folder, "public", rows, [Decision(one.key, "keep") for one in waiting])
    assert caught.value.code == "copy_decision_without_reason"
    kept = [Decision(one.key, "keep", "Tokoh yang dikenal umum.") for one in waiting]
    decide(source.folder, "public", rows, kept, by="Petugas")
    entries, problems = journal.read(case / "journal.jsonl")
    told = [entry for entry in entries if entry.file == FILE]
    assert problems == []
    assert {entry.by for entry in told} == {"Petugas"}
    assert {entry.after["reason"] for entry in told} == {"Tokoh yang dikenal umum."}
    gone_through(load(find_study(case)), "public")
    with pytest.raises(ReportError):
        gone_through(load(find_study(case)), "forwarding")


def test_a_case_without_identities_makes_no_copy_for_others_silently(case: Path) -> None:
    (case / "identities.yaml").unlink()
    source = load(find_study(case))
    _, waiting = left_open(source, "public")
    assert waiting[0].kind == "identities"
    with pytest.raises(ReportError):
        decide(source.folder, "public", waiting, [Decision(waiting[0].key, "mask")])


def test_the_command_refuses_the_copy_lists_what_is_left_and_takes_decisions(
    case: Path, tmp_path: Path
) -> None:
    runner = CliRunner()
    target = tmp_path / "salinan"
    refused = runner.invoke(
        app, ["report", str(case), "--profile", "public", "--output", str(target)]
    )
    assert isinstance(refused.exception, ReportError)
    assert not target.exists()
    listed = json.loads(runner.invoke(app, ["copies", "review", str(case), "--json"]).stdout)
    assert listed["open"] == len(listed["left"]) > 0
    file = tmp_path / "keputusan.json"
    rows = [{"word": one["word"], "act": "keep", "reason": "Dilihat."} for one in listed["left"]]
    file.write_text(json.dumps(rows), "utf-8")
    done = runner.invoke(app, ["copies", "review", str(case), "--decisions", str(file), "--json"])
    assert json.loads(done.stdout)["open"] == 0


SAME, BARE = (((100, 100, 200, 200),), ())


def tied(kind: str) -> dict[str, Any]:
    rows = [{"id": "B-01", "path": "a.jpg", "sha256": "a"},
            {"id": "B-02", "path": "b.jpg", "sha256": "a" if kind == "same" else "b"}]  # fmt: skip
    pairs = [] if kind == "same" else [{"a": "a.jpg", "b": "b.jpg", "mapping": [1, 0, 0, 0, 1, 0]}]
    return {"exhibits": rows, "duplicates": {"groups": [], "pairs": pairs}}


@pytest.mark.parametrize("kind", ["same", "near"])
@pytest.mark.parametrize("other", ["public", "forwarding"])
@pytest.mark.parametrize("is_shown", [True, False])
def test_alike_pictures_are_covered_alike_or_somebody_says_why(
    kind: str, other: str, is_shown: bool
) -> None:
    ties = alike(tied(kind))
    covered = Release("B-01", "a" * 64, SAME, "x")
    bare = Release("B-02", "a" * 64, BARE, "x", is_shown)
    known = {"public": {"B-01": covered}, "forwarding": {}}
    known[other] = {**known[other], "B-02": bare}
    assert differing(covered, known, ties) == ["B-02"]
    with pytest.raises(ReportError):
        agree(known, "public", ties)
    said = {
        **known,
        "public": {**known["public"], "B-01": Release("B-01", "a" * 64, SAME, "x", True, "Lain.")},
    }
    agree(said, "public", ties)
    alike_covers = {
        **known,
        other: {**known[other], "B-02": Release("B-02", "a" * 64, SAME, "x", is_shown)},
    }
    agree(alike_covers, "public", ties)


def test_no_picture_is_laid_over_a_cover() -> None:
    copied = {
        "duplicates": {"pairs": [{"a": "B-01.jpg", "b": "B-02.jpg", "mapping": [1, 0, 0, 0, 1, 0]}]}
    }
    decided = {"B-02": Release("B-02", "a" * 64, SAME, "x")}
    assert without_overlays(copied, decided)["duplicates"]["pairs"][0]["mapping"] == []
    assert without_overlays(copied, {})["duplicates"]["pairs"][0]["mapping"] != []


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Disunting dengan Photoshop lalu dikirim lewat WhatsApp dari Android.", []),
        ("Disunting oleh Zulhendri dengan Photoshop.", ["Zulhendri"]),
        ("Kata pak zulhendri lewat WhatsApp.", ["zulhendri"]),
    ],
)
def test_programs_are_nobody_and_a_neighbour_beside_one_is_listed(
    text: str, listed: list[str]
) -> None:
    """A list full of programs is gone through without reading."""
    assert [text[start:end] for start, end in _like_names(text, frozenset())] == listed
