"""What letters say: the ones that follow from the kajian, in a study, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workbench.report.context import Context
from workbench.report.documents.addressees import name_of
from workbench.report.documents.comments import is_noted, noted
from workbench.report.documents.law_words import law
from workbench.report.documents.letterhead import election
from workbench.report.language import listed
from workbench.text import has
from workbench.text.visible import visible

Json = Mapping[str, Any]


def outgoing(context: Context) -> list[dict[str, Any]]:
    """Return the letters of a study."""
    given: Json = context.study.get("kajian") or {}
    return list(given.get("letters") or ())


def wording(context: Context, letter: Json, part: str, **fields: str) -> str:
    """Return a sentence of a letter: that of its purpose, or of its track where it has no form."""
    key = letter.get("purpose") or letter.get("track")
    name = f"document.letter.{key}.{part}"
    if not has(f"report.{name}"):
        name = f"document.letter.other.{part}"
    return context.text(name, election=election(context), **fields)


def receiver(context: Context, letter: Json) -> str:
    """Return to whom a letter goes: as typed, else the rule pack's address to be checked."""
    typed = visible(letter.get("addressee"))
    if typed:
        return typed
    known = law(context, letter.get("target_text"))
    if not known:
        return context.text("document.line")
    # The pack names a kind of office; which one it is stands in no file of the case.
    return known if is_noted(known) else noted(known, context.text("document.check_address"))


def copied(context: Context, letter: Json) -> list[str]:
    """Return who gets a copy: as typed, else as the rule pack says."""
    typed = [visible(one) for one in letter.get("copies") or ()]
    return typed or [law(context, one) for one in letter.get("copies_text") or ()]


def recommended(context: Context) -> list[str]:
    """Return one sentence for each letter: what is recommended to whom, about whom."""
    return [
        wording(
            context,
            one,
            "recommended",
            persons=listed([name_of(context, key) for key in one["persons"]], context.language),
            norms=listed([law(context, norm["cited"]) for norm in one["norms"]], context.language),
            to=receiver(context, one),
        )
        for one in outgoing(context)
        if one.get("stage") == "kajian"
    ]


def about_them_only(context: Context, text: str, persons: list[str]) -> str:
    """Return a text in which no other respondent stands, not even by code."""
    others = [
        str(one["id"])
        for one in context.case.get("parties") or ()
        if one.get("role") == "terlapor" and one.get("id") not in persons
    ]
    if not others:
        return text
    found = "|".join(re.escape(one) for one in sorted(others, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{found})(?![\w-])", context.text("document.somebody"), text)
