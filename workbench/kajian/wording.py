"""Sentences of the kajian: days as people write them, codes in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

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
