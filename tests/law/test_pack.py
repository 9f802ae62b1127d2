"""The law as data: a wrong line, a dead reference or a rule out of time misleads a whole study."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import LawError
from workbench.law import disagreements, examine_packs, load_pack
from workbench.law.differing import differences, told

ROOT = Path(__file__).parents[2]

MISTAKES = """\
format: "1"
id: kantor
version: "1"
title: {id: Kantor, en: Office}
instruments:
  - {id: X, title: {id: X, en: X}, mark: seen, valid: {from: "2024-13-01"}}
norms:
  - id: N1
    title: {id: N, en: N}
    instrument: Y
    elements: []
    mark: perhaps
    colour: red
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "packs" / "kantor"
    folder.mkdir(parents=True)
    return folder


def test_the_shipped_packs_have_no_mistake() -> None:
    for found in examine_packs(Path("/nonexistent")):
        assert found.problems == (), found.folder.name


def test_every_mistake_of_an_office_pack_is_named_with_its_line(office: Path) -> None:
    (office / "pack.yaml").write_text(MISTAKES)
    found = next(one for one in examine_packs(office.parent) if one.origin == "office")
    named = {(problem.code, problem.line, problem.found) for problem in found.problems}
    assert named == {
        ("law_not_a_day", 6, "2024-13-01"),
        ("not_one_of", 12, "perhaps"),
        ("law_unknown_key", 13, "colour"),
    }
    for problem in found.problems:
        assert problem.sentence("id")
        assert problem.sentence("en")


def test_a_reference_that_leads_nowhere_is_named_with_its_line(office: Path) -> None:
    text = MISTAKES.replace("    mark: perhaps\n    colour: red\n", "    mark: seen\n")
    (office / "pack.yaml").write_text(text.replace("2024-13-01", "2024-12-01"))
    found = next(one for one in examine_packs(office.parent) if one.origin == "office")
    assert [(p.code, p.line, p.found) for p in found.problems] == [
        ("law_unknown_reference", 10, "Y")
    ]


def test_an_office_can_correct_one_item_and_both_versions_are_shown(office: Path) -> None:
    (office / "pack.yaml").write_text(
        'format: "1"\nid: kantor\nversion: "1"\ncorrects: netralitas-2022\n'
        "title: {id: Kantor, en: Office}\n"
        "categories:\n  - {id: pidana, text: {id: Pidana Pemilu, en: Election crime}, mark: seen}\n"
    )
    pack = load_pack("netralitas-2022", office=office.parent)
    choice = pack.choice("categories", "pidana")
    assert choice is not None
    assert choice.text.id == "Pidana Pemilu"
    assert [(odd.section, odd.item) for odd in pack.disagreements] == [("categories", "pidana")]
    assert disagreements(office.parent) == pack.disagreements
    told_apart = {one.name: one for one in differences(pack, pack.disagreements[0])}
    assert {"text", "article", "instrument"} <= set(told_apart)
    assert told(told_apart["text"].used, "id") == "Pidana Pemilu"
    assert told(told_apart["text"].other, "id") == "Tindak pidana Pemilu/Pemilihan"
    article = told_apart["article"]
    assert (told(article.used, "id"), told(article.other, "id")[:3]) == ("–", "476")


def test_a_pack_with_mistakes_is_not_used(office: Path) -> None:
    (office / "pack.yaml").write_text(MISTAKES)
    with pytest.raises(LawError, match="colour"):
        load_pack("kantor", office=office.parent)
    with pytest.raises(LawError, match="netralitas-2022"):
        load_pack("tidak-ada", office=office.parent)


def test_norms_follow_regime_subject_and_the_day_of_the_event() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    before = {n.id for n in pack.norms(regime="pilkada", subjects=("tni",), on=date(2024, 11, 13))}
    after = {n.id for n in pack.norms(regime="pilkada", subjects=("tni",), on=date(2024, 11, 14))}
    assert len(after - before) == 1
    assert before <= after
    assert all(not n.id.startswith("UU7-2017/2") for n in pack.norms(regime="pilkada"))


def test_every_list_of_the_joint_decree_is_there_row_by_row() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    rows = {name: sum(norm.list_ == name for norm in pack.data.norms) for name in "ABC"}
    assert rows == {"A": 7, "B": 11, "C": 12}
    assert len(pack.data.failures) == 9


def test_no_article_form_code_or_date_of_law_stands_in_code() -> None:
    suspicious = re.compile(
        r"\b(Pasal|KASN|Perbawaslu|PB\d+-20\d\d|UU\d+-20\d\d|Model [AB])\b|\b20[12]\d-\d\d-\d\d\b"
    )
    for folder in ("law", "kajian", "ui"):
        for path in (ROOT / "workbench" / folder).rglob("*.py"):
            found = suspicious.search(path.read_text("utf-8"))
            assert found is None, f"{path}: {found[0] if found else ''}"


def test_a_date_or_an_inference_that_nobody_saw_is_not_called_seen() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    for section in ("elements", "thresholds"):
        assert {item.mark for item in pack.items(section)} == {"unverified"}, section
    for item in pack.data.numbering:
        assert item.mark == ("seen" if item.instrument else "unverified"), item.id
    for day in (*pack.data.collective_leave, *pack.data.national_holidays):
        assert day.mark != "seen" or day.source, day.id
    for profile in pack.data.clock_profiles:
        assert profile.day_type_mark != "seen" or profile.day_type_basis, profile.id
        assert profile.first_day_mark != "seen" or profile.first_day_basis, profile.id
    both = [item for _, item in pack.data.all_items() if item.mark == "conflicting"]
    for item in both:
        assert item.note is not None or len(getattr(item, "readings", ())) > 1, item.id


def test_a_row_of_the_joint_decree_names_no_number_that_only_we_gave_it() -> None:
    pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
    for norm in pack.data.norms:
        if norm.list_:
            assert "baris" not in norm.article, norm.id


def test_the_invented_pack_says_so_and_names_no_real_law() -> None:
    pack = load_pack("integritas-kampus", office=Path("/nonexistent"))
    assert pack.data.note is not None
    assert "rekaan" in pack.data.note.id
    assert "invented" in pack.data.note.en
    assert all("(rekaan)" in item.title.id for item in pack.data.instruments)
    assert {item.mark for _, item in pack.data.all_items()} == {"unverified"}
