"""The kajian itself: issue, exhibits, facts, statements, analysis, conclusion, recommendation."""

from __future__ import annotations

from workbench.report.context import Context, paragraphs
from workbench.report.documents.letterhead import Json, Values, office_name
from workbench.report.documents.listings import conclusions, exhibits, norms
from workbench.report.documents.office_settings import Office
from workbench.report.model import Picture
from workbench.report.sections.answered import cited
from workbench.text.visible import visible

LAW: tuple[str, ...] = ("norms", "elements", "conclusions")
"""What of the law it shows beside its form code and labels."""


def values(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the kajian itself."""
    given: Json = context.study.get("kajian") or {}
    return {
        "issue": list(paragraphs(given.get("issue"))) or [context.text("document.unfilled")],
        "exhibits": exhibits(context),
        "pictures": [row for row in exhibits(context) if isinstance(row["picture"], Picture)],
        "norms": norms(context),
        "facts": [
            context.text("document.fact_opening", text=_lowered(context, visible(fact.get("text"))))
            + (f" [{sources}]" if (sources := cited(fact.get("cites"))) else "")
            for fact in given.get("facts") or ()
        ]
        or [context.text("document.no_fact")],
        "statements": [_statement(context, item) for item in given.get("statements") or ()],
        "opening": context.text("document.conclusion_opening", office=office_name(context, office)),
        "conclusions": conclusions(context),
        "recommendation_opening": context.text("document.recommendation_opening"),
        "recommendation": list(paragraphs(given.get("recommendation")))
        or [context.text("document.unfilled")],
        "drafter": visible((given.get("pleno") or {}).get("drafter")),
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
