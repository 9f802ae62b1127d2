"""A text of the law in a paper for signature: bare in the line, its mark as a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.law.marked import Marked
from workbench.report.context import Context
from workbench.report.documents.comments import noted
from workbench.report.sections.law_text import words
from workbench.text import say
from workbench.text.visible import visible


def law(context: Context, value: Any) -> str:
    """Return a text of the study; what nobody verified carries a comment that says so."""
    if isinstance(value, Mapping) and "mark" in value:
        return marked(context, Marked.of(value))
    return words(context, value)


def marked(context: Context, found: Marked) -> str:
    """Return the same for a text straight from a rule pack."""
    text = visible(found.words.in_(context.language))
    weak = found.mark != "seen" or (found.basis is not None and found.basis.mark != "seen")
    return noted(text, comment(context, found)) if weak else text


def comment(context: Context, found: Marked) -> str:
    """Return what a signer must know about a text of the law."""
    language = context.language
    tag = say(f"law.tag.{found.mark}", language) if found.mark != "seen" else ""
    parts = (tag, found.basis_in(language), *found.notes_in(language))
    return visible(" · ".join(part for part in parts if part))
