"""The first study (kajian awal): the formal and material requirements, and the result."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import party
from workbench.report.documents.letterhead import Json, Values, office_name
from workbench.report.documents.listings import norms
from workbench.report.documents.office_settings import Office
from workbench.report.sections.answered import choice
from workbench.report.sections.law_text import basis, words
from workbench.text.visible import visible

LAW: tuple[str, ...] = ("requirements", "norms")
"""What of the law it shows beside its form code and labels."""


def values(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the first study."""
    kajian: Json = context.study.get("kajian") or {}
    screening: Json = kajian.get("screening") or {}
    given = list(kajian.get("requirements") or ())
    result = words(context, screening.get("result_text")) or visible(screening.get("result"))
    return {
        "reporter_opening": context.text("document.reporter_opening"),
        "reporters": [
            party(context, one)
            for one in context.case.get("parties") or ()
            if one.get("role") in {"pelapor", "penemu"}
        ],
        "formal": [_requirement(context, item) for item in given if item.get("kind") == "formal"],
        "material": [_requirement(context, item) for item in given if item.get("kind") != "formal"],
        "norms": norms(context),
        "opening": context.text("document.first_conclusion", office=office_name(context, office)),
        "result": result or context.text("document.unfilled"),
        "reason": visible(screening.get("reason"), lines=True),
    }


def _requirement(context: Context, item: Json) -> dict[str, str]:
    return {
        "text": words(context, item.get("text")),
        "rule": basis(context, item.get("text")),
        "fact": visible(item.get("fact"), lines=True),
        "judgement": choice(context, "judgement", item.get("judgement")),
        "reason": visible(item.get("reason"), lines=True),
    }
