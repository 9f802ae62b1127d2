"""One word for one thing: words that sound like a finding never come back into what people read.

A screenshot that "was arrested by S-1", a copy that is "original" because somebody said so, a
norm that "was breached" on the cover: readers take such labels for what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.text import LANGUAGES, catalogue

# What to write instead stands behind each; a pattern is looked for in whole texts.
BANNED: dict[str, tuple[str, ...]] = {
    "id": (
        r"\bditangkap (?:layar )?(?:oleh|pada)\b",  # tangkapan layar oleh, pada
        r"isi yang sama, diubah",  # mirip seluruhnya
        r"^keaslian$",  # asli atau salinan (menurut penyerah)
        r"ketentuan yang diduga dilanggar",  # norma yang dikaji
        r"yang disangkakan",  # dugaan pelanggaran
        r"\btenggat(?:nya)?\b",  # batas waktu
        r"\bformil\b",  # formal
        r"\bdiregister\b",  # diregistrasi
        r"dinyatakan tindak pidana",  # pleno menyatakan dugaan tindak pidana
        r"menurut hemat kami",  # merekomendasikan
        r"penjatuhan sanksi bukan",  # nothing: the addressee knows
        r"\bSKB [A-Z]\d",  # the decree and its annex, never our own numbering
    ),
    "en": (r"^captured (?:by|on)$", r"the same content, changed", r"found to be criminal"),
}
AREAS = ("report", "kajian", "duplicates", "notebook")


def texts(entry: Any, language: str, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        if isinstance(entry.get(language), str):
            yield key, entry[language]
            return
        for name, inner in entry.items():
            yield from texts(inner, language, f"{key}.{name}".lstrip("."))


def banned(text: str, language: str) -> list[str]:
    return [one for one in BANNED[language] if re.search(one, text, re.IGNORECASE)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_no_text_says_more_than_was_seen(area: str, language: str) -> None:
    found = list(texts(catalogue(area), language))
    assert len(found) > 20
    wrong = [(key, text, which) for key, text in found if (which := banned(text, language))]
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "is_banned"),
    [
        ("Ditangkap oleh S-1", True),
        ("Tangkapan layar oleh", False),
        ("Syarat formil", True),
        ("Syarat formal", False),
        ("SKB C4: larangan", True),
        ("SKB Netralitas 2022", False),
    ],
)
def test_the_table_tells_such_a_word_from_its_better_one(said: str, is_banned: bool) -> None:
    assert bool(banned(said, "id")) == is_banned


def test_a_kept_deadline_is_no_element() -> None:
    """The same word for both would read as if the clock had found something."""
    clock = catalogue("report")["clock_state"]["met"]
    element = catalogue("kajian")["choice"]["judgement"]["terpenuhi"]
    assert clock["id"] != element["id"]
