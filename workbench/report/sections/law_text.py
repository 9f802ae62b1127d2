"""A text of the law as a report shows it: with its mark, never bare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.law.marked import Marked, article_words
from workbench.report.context import Context
from workbench.text.visible import visible

Json = Mapping[str, Any]


def words(context: Context, value: Any, *, most: int = 0) -> str:
    """Return a text of the study in the report's language: ``{"id": …, "en": …}``.

    A text of the law carries its mark, and is never returned without its tag; where
    there is room for `most` letters only, the text is cut and the tag stays.
    """
    if isinstance(value, Mapping) and "mark" in value:
        return visible(Marked.of(value).in_(context.language, most=most))
    if isinstance(value, Mapping):
        return visible(value.get(context.language) or value.get("id"))
    return visible(value)


def basis(context: Context, value: Any) -> str:
    """Return what a text of the law rests on, with its own tag; empty without one."""
    if not isinstance(value, Mapping) or "mark" not in value:
        return ""
    return visible(Marked.of(value).basis_in(context.language))


def source(context: Context, norm: Json) -> str:
    """Return a norm's instrument by its full title, with its article."""
    article = article_words(str(norm.get("article") or ""), context.language)
    return ", ".join(filter(None, (words(context, norm.get("instrument_title")), visible(article))))


def notes(context: Context, value: Any) -> str:
    """Return the notes on a text of the law; a dash without any."""
    said = Marked.of(value).notes_in(context.language) if isinstance(value, Mapping) else ()
    return visible(" ".join(said)) or "–"
