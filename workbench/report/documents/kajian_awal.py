"""The first study (kajian awal) of a report: its requirements, and what comes of it."""

from __future__ import annotations

from workbench.law.marked import Marked
from workbench.report.context import Context
from workbench.report.documents.addressees import address, name_of, party
from workbench.report.documents.law_words import law, marked
from workbench.report.documents.letterhead import (
    Forms,
    Json,
    Values,
    day_only,
    office_name,
    process,
)
from workbench.report.documents.listings import norms
from workbench.report.documents.office_settings import Office
from workbench.report.sections.answered import choice
from workbench.text.visible import visible


def values(context: Context, office: Office, forms: Forms, _: Json) -> Values:
    """Return the values of the first study."""
    kajian: Json = context.study.get("kajian") or {}
    screening: Json = kajian.get("screening") or {}
    given = list(kajian.get("requirements") or ())
    result = law(context, screening.get("result_text")) or visible(screening.get("result"))
    return {
        "reporters": [
            party(context, one)
            | {
                "name": name_of(context, one.get("id")),
                "address": address(context, one.get("id")) or context.text("document.line"),
            }
            for one in context.case.get("parties") or ()
            if one.get("role") == "pelapor"
        ],
        "formal": [_requirement(context, item) for item in given if item.get("kind") == "formal"],
        "material": [_requirement(context, item) for item in given if item.get("kind") != "formal"],
        "norms": norms(context),
        "where_there_is_one": _where_there_is_one(context, forms, screening),
        "opening": context.text("document.first_conclusion", office=office_name(context, office)),
        "result": result or context.text("document.unfilled"),
        "reason": visible(screening.get("reason"), lines=True),
        "signed_on": day_only(context, process(context).get("screened")),
    }


# Which result a part of the form tells of, where there is such a one.
_PARTS = {
    "III_C": "hand_over",
    "III_D": "take_over",
    "III_E": "not_registered_withdrawn",
    "III_F": "not_registered_settled",
}


def _where_there_is_one(context: Context, forms: Forms, screening: Json) -> list[dict[str, str]]:
    """Return parts c to f: handing over, taking over, withdrawal, stopping."""
    labels = forms.labels(context)
    reason = visible(screening.get("reason"), lines=True) or context.text("document.line")
    return [
        {
            "label": labels[f"kajian_awal_{part}"],
            "text": reason
            if screening.get("result") == result
            else context.text("document.not_here"),
        }
        for part, result in _PARTS.items()
        if f"kajian_awal_{part}" in labels
    ]


def _requirement(context: Context, item: Json) -> dict[str, str]:
    text = item.get("text")
    found = Marked.of(text).basis if isinstance(text, dict) and "mark" in text else None
    return {
        "text": law(context, text),
        "rule": marked(context, found) if found is not None else "",
        "fact": visible(item.get("fact"), lines=True),
        "judgement": choice(context, "judgement", item.get("judgement")),
        "reason": visible(item.get("reason"), lines=True),
    }
