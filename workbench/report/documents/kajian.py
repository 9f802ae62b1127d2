"""The kajian itself: case, data, legal basis, facts and analysis, conclusion, recommendation."""

from __future__ import annotations

from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import address, name_of, party
from workbench.report.documents.comments import begun
from workbench.report.documents.letterhead import (
    Forms,
    Json,
    Values,
    day_only,
    matter,
    office_name,
    process,
)
from workbench.report.documents.letters import recommended
from workbench.report.documents.listings import conclusions, exhibits, norms
from workbench.report.documents.office_settings import Office
from workbench.report.model import Picture
from workbench.report.sections.answered import cited
from workbench.report.sections.ended import ended
from workbench.text.visible import visible


def values(context: Context, office: Office, _: Forms, __: Json) -> Values:
    """Return the values of the kajian itself."""
    given: Json = context.study.get("kajian") or {}
    return {
        "issue": list(paragraphs(given.get("issue"))) or [context.text("document.unfilled")],
        "brought_by": _people(context, {"pelapor", "penemu"}),
        "respondents": _people(context, {"terlapor"}),
        "exhibits": exhibits(context),
        "pictures": [row for row in exhibits(context) if isinstance(row["picture"], Picture)],
        "norms": norms(context),
        "facts": [_fact(context, fact) for fact in given.get("facts") or ()]
        or [context.text("document.no_fact")],
        "statements": [_statement(context, item) for item in given.get("statements") or ()],
        "opening": context.text("document.conclusion_opening", office=office_name(context, office)),
        "concluded": _concluded(context),
        "recommended": [*recommended(context), *_without_letter(context, given)],
        "recommendation": list(paragraphs(given.get("recommendation")))
        or [context.text("document.unfilled")],
        "signed_on": day_only(context, process(context).get("decided")),
    }


def _concluded(context: Context) -> list[str]:
    """Return each conclusion as a sentence, as the form has them."""
    open_ = context.text("word.open")
    return [
        context.text(
            "document.concluded",
            persons=row["persons"],
            matter=matter(context),
            conclusion=begun(row["conclusion"], large=False),
            category="" if row["category"] == open_ else f" ({row['category']})",
            norm=row["norm"],
            reason=row["reason"],
        ).rstrip()
        for row in conclusions(context)
    ]


def _without_letter(context: Context, given: Json) -> list[str]:
    """Return what follows where no letter leaves the office, as sentences."""
    kept = {
        (str(one.get("norm")), tuple(one.get("persons") or ()))
        for one in given.get("without_letter") or ()
    }
    return [
        context.text(
            "document.stays",
            persons=told["persons"],
            norm=told["norm"],
            disposition=begun(told["disposition"], large=False),
        )
        for row, told in zip(ended(given), conclusions(context), strict=True)
        if (str(row.get("norm")), tuple(row["for"])) in kept and row.get("disposition")
    ]


def _fact(context: Context, fact: Json) -> str:
    """Return one fact in the form's words, with what it rests on."""
    text = context.text("document.fact_opening", text=_lowered(context, visible(fact.get("text"))))
    sources = cited(fact.get("cites"))
    return f"{text} [{sources}]" if sources else text


def _people(context: Context, roles: set[str]) -> list[dict[str, str]]:
    people = context.case.get("parties") or ()
    return [_person(context, one) for one in people if one.get("role") in roles]


def _person(context: Context, one: Json) -> dict[str, str]:
    return party(context, one) | {
        "name": name_of(context, one.get("id")),
        "address": address(context, one.get("id")) or context.text("document.line"),
    }


def _statement(context: Context, item: Json) -> dict[str, str]:
    return {
        "heading": context.text(
            "document.statement_of",
            person=visible(item.get("person") or item.get("id")),
            role=context.named("role", item.get("role")) or context.text("word.not_stated"),
        ),
        "summary": " ".join(paragraphs(item.get("summary"))) or context.text("document.unfilled"),
        "basis": context.named("basis", item.get("basis")) or context.text("word.not_stated"),
    }


def _lowered(context: Context, text: str) -> str:
    """Return a fact without the word that the Indonesian form itself opens with."""
    if context.language != "id":
        return text
    return text.removeprefix("Bahwa ").removeprefix("bahwa ")
