"""The page beside the papers: what the reviewer checks before anybody signs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.report.context import Context
from workbench.report.documents.addressees import name_of
from workbench.report.documents.comments import plain, said
from workbench.report.documents.letterhead import Json, Values
from workbench.report.documents.listings import norm_cited
from workbench.report.language import listed


def values(context: Context, made: Mapping[str, Values]) -> Values:
    """Return the values of the page: every comment of every paper, and what has no letter."""
    given: Json = context.study.get("kajian") or {}
    found: dict[tuple[str, str], dict[str, None]] = {}
    draft = context.text("document.draft")
    for name, filled in made.items():
        for text, comment in _comments(filled):
            if comment != draft:
                found.setdefault((text, comment), {})[name] = None
    return {
        "checks": [
            {"text": text, "comment": comment, "papers": ", ".join(names)}
            for (text, comment), names in found.items()
        ],
        "kept": [
            {
                "norm": plain(norm_cited(context, one, given)),
                "persons": listed(
                    [name_of(context, key) for key in one.get("persons") or ()], context.language
                )
                or context.text("word.not_stated"),
                "why": context.text(f"document.no_letter.{one.get('why')}"),
            }
            for one in given.get("without_letter") or ()
        ],
    }


def _comments(value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        yield from said(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            # The headings of every form are at hand in every paper; few of them stand in it.
            if key != "label":
                yield from _comments(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _comments(item)
