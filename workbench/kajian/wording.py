"""Sentences of the kajian: days as people write them, codes in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from workbench.law.item import Mark
from workbench.law.marked import tag, weakest
from workbench.law.pack import Pack
from workbench.law.shapes import Element, Norm
from workbench.text import LANGUAGES, Language, say

Wording = dict[str, dict[Language, str]]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def sentence(key: str, language: Language, fields: Mapping[str, str], words: Wording) -> str:
    """Return a sentence with ISO days written out and words in `language`."""
    shown = {name: in_words(value, language) for name, value in fields.items()}
    return say(key, language, **shown, **{name: text[language] for name, text in words.items()})


def in_words(value: str, language: Language) -> str:
    """Return an ISO day as ``14 Februari 2024``; any other text as it is."""
    if not _DAY.match(value):
        return value
    from babel.dates import format_date

    return format_date(date.fromisoformat(value), "d MMMM y", locale=language)


def subject_words(subjects: Iterable[str]) -> dict[Language, str]:
    """Return subject types as a list in each language."""
    kinds = sorted(set(subjects))
    return {
        language: ", ".join(say(f"kajian.choice.subject.{kind}", language) for kind in kinds)
        for language in LANGUAGES
    }


def date_words(name: str) -> dict[Language, str]:
    """Return how a date of the case is called."""
    return {language: say(f"kajian.field.dates.{name}.label", language) for language in LANGUAGES}


def field_words(key: str) -> dict[Language, str]:
    """Return how a field of the form is called."""
    return {language: say(f"kajian.field.{key}.label", language) for language in LANGUAGES}


def party_words(subject: str | None) -> dict[Language, str]:
    """Return one subject type in each language; dots while it is not known."""
    return subject_words([subject]) if subject else dict.fromkeys(LANGUAGES, "…")


def choice_words(group: str, code: str) -> dict[Language, str]:
    """Return one entry of a list of choices in each language."""
    return {language: say(f"kajian.choice.{group}.{code}", language) for language in LANGUAGES}


def norm_words(pack: Pack, norm: Norm) -> dict[Language, str]:
    """Return a norm as sentences name it, by its law and article, with its tag behind it."""
    named, mark = _place_in_law(pack, norm)
    return {language: f"{named[language]} {tag(mark, language)}".rstrip() for language in LANGUAGES}


def norm_choice(pack: Pack, norm: Norm, language: Language) -> str:
    """Return a norm to choose: what it forbids, its law and article, the weaker tag for both."""
    _, mark = _place_in_law(pack, norm)
    return f"{pack.cited(norm).words.in_(language)} {tag(mark, language)}".rstrip()


def row_words(pack: Pack, norm: Norm, element: Element) -> dict[Language, str]:
    """Return norm and element as sentences name them: once, and with one tag at most."""
    named, mark = _place_in_law(pack, norm)
    told = pack.marked(element)
    return {
        language: say(
            "kajian.row",
            language,
            norm=named[language],
            element=told.words.in_(language),
            tag=f" {tag(weakest(mark, told.mark), language)}".rstrip(),
        )
        for language in LANGUAGES
    }


def _place_in_law(pack: Pack, norm: Norm) -> tuple[dict[Language, str], Mark]:
    told = pack.marked(norm)
    rests = told.basis or told
    words = {language: rests.words.in_(language) for language in LANGUAGES}
    return words, weakest(told.mark, rests.mark)
