"""One word for one thing: words that sound like a finding never come back into what people read.

A screenshot that "was arrested by S-1", a copy that is "original" because somebody said so, a
norm that "was breached" on the cover: readers take such labels for what was found. And three
names for one thing make three things of it. ``terms.toml`` is the table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.case.yaml_files import read
from workbench.kajian.gap import Gap
from workbench.resources import templates
from workbench.text import LANGUAGES, areas, catalogue

TABLE = tomllib.loads((Path(__file__).parent / "terms.toml").read_text("utf-8"))["term"]
BANNED = {
    language: tuple(one for term in TABLE for one in term.get(f"never_{language}", ()))
    for language in LANGUAGES
}
ROOT = Path(__file__).parents[2]
# What the official forms themselves say is quoted as it stands.
QUOTED = ("forms-2022.yaml", "forms.yaml")
PACKS = sorted(
    path
    for path in (ROOT / "workbench" / "law" / "packs").rglob("*.yaml")
    if path.name not in QUOTED
)
GUIDES = {"id": ("panduan.md", "pemeriksaan.md"), "en": ("checks.md", "documents.md")}
# Files and keys are named where people work with files: at a terminal, and in errors about one.
WITH_FILES = {"commands", "errors", "problems", "doctor", "examples", "study", "record", "law"}


def texts(entry: Any, language: str, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        if isinstance(entry.get(language), str):
            yield key, entry[language]
            return
        for name, inner in entry.items():
            yield from texts(inner, language, f"{key}.{name}".lstrip("."))
    elif isinstance(entry, list | tuple):
        for number, inner in enumerate(entry):
            yield from texts(inner, language, f"{key}[{number}]")


def banned(text: str, language: str) -> list[str]:
    bare = re.sub(r"\{\w+\}", "…", text)
    return [one for one in BANNED[language] if re.search(one, bare, re.IGNORECASE)]


def wrong(found: Iterator[tuple[str, str]], language: str) -> list[tuple[str, str, list[str]]]:
    return [(key, text, which) for key, text in found if (which := banned(text, language))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", areas())
def test_a_catalogue_says_each_thing_in_one_word(area: str, language: str) -> None:
    assert wrong(texts(catalogue(area), language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_a_rule_pack_says_each_thing_in_one_word(pack: Path, language: str) -> None:
    document, problems = read(pack, pack.name)
    assert problems == []
    assert wrong(texts(document.data, language), language) == []


@pytest.mark.parametrize(
    ("language", "page"), [(lang, page) for lang, pages in GUIDES.items() for page in pages]
)
def test_a_page_says_each_thing_in_one_word(language: str, page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    told = text.partition("## Summary in English")[0] if language == "id" else text
    lines = ((f"{page}:{number}", line) for number, line in enumerate(told.splitlines(), 1))
    assert wrong(lines, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", sorted({*areas()} - WITH_FILES))
def test_no_text_for_reviewers_names_files_keys_or_the_parts_of_formats(
    area: str, language: str
) -> None:
    """A reviewer fills in a form; ``exhibits.yaml`` and ``received_at`` lie behind it."""
    found = texts(catalogue(area), language)
    bare = ((key, re.sub(r"\{\w+\}", "…", text)) for key, text in found)
    shown = {one for one in bare if re.search(r"\w+\.ya?ml\b|\b[a-z]+_at\b", one[1])}
    if area == "evidence":
        shown = {one for one in shown if one[0] != "reason.missing"}
    assert shown == set()


def test_word_templates_hold_no_words_of_their_own() -> None:
    """Then the catalogues say everything that a paper says."""
    import docx

    for path in sorted((templates() / "documents").glob("*.docx")):
        for paragraph in docx.Document(str(path)).paragraphs:
            bare = re.sub(r"\{[{%].*?[%}]\}", "", paragraph.text)
            assert not re.search(r"[A-Za-z]{3,}", bare), (path.name, paragraph.text)


@pytest.mark.parametrize(
    ("said", "is_banned"),
    [
        ("Ditangkap oleh S-1", True),
        ("Tangkapan layar oleh", False),
        ("Syarat formil", True),
        ("Syarat formal", False),
        ("SKB C4: larangan", True),
        ("SKB Netralitas 2022", False),
        ("folder studies/NAMA-STUDI", False),
        ("Satu studi", True),
    ],
)
def test_the_table_tells_such_a_word_from_its_better_one(said: str, is_banned: bool) -> None:
    assert bool(banned(said, "id")) == is_banned


def test_a_kept_deadline_is_no_element() -> None:
    """The same word for both would read as if the clock had found something."""
    clock = catalogue("report")["clock_state"]["met"]
    element = catalogue("kajian")["choice"]["judgement"]["terpenuhi"]
    assert clock["id"] != element["id"]
    assert catalogue("kajian")["clock"]["state"]["met"]["id"] == clock["id"]


def test_a_gap_names_norm_and_element_once_and_by_their_words() -> None:
    from workbench.kajian.wording import row_words
    from workbench.law import load_pack

    pack = load_pack("netralitas-2022", regime="pilkada")
    for norm in pack.data.norms:
        for element in pack.elements_of(norm):
            gap = Gap(
                "blocks",
                "element_unjudged",
                "matrix",
                words={"row": row_words(pack, norm, element)},
            )
            said = gap.message("id")
            assert norm.id not in said
            assert element.id not in said.split()
            assert "))" not in said
            assert said.count("(belum diverifikasi)") + said.count("(sumber berbeda)") <= 1, said
