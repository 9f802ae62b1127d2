"""The minutes of the plenary meeting."""

from __future__ import annotations

from workbench.report.context import Context, paragraphs
from workbench.report.documents.letterhead import Forms, Json, Values, filled, matter, office_name
from workbench.report.documents.listings import conclusions
from workbench.report.documents.office_settings import Office
from workbench.report.sections.answered import choice
from workbench.text.visible import visible


def values(context: Context, office: Office, forms: Forms, _: Json) -> Values:
    """Return the values of the minutes, which have a number of their own."""
    given: Json = context.study.get("kajian") or {}
    pleno: Json = given.get("pleno") or {}
    members = [
        {
            "name": visible(one.get("name")),
            "position": visible(one.get("position")),
            "vote": choice(context, "vote", one.get("vote")),
            "dissent": visible(one.get("dissent"), lines=True),
        }
        for one in (pleno.get("members") or {}).values()
    ]
    return {
        "body": context.text(
            "document.minutes_body",
            date=context.when(pleno.get("at")) or context.text("document.line"),
            office=office_name(context, office),
            matter=matter(context),
            number=forms.number(context, "ba_pleno"),
        ),
        "minutes": filled(context, pleno.get("minutes")),
        "issue": list(paragraphs(given.get("issue"))) or [context.text("document.unfilled")],
        "conclusions": conclusions(context),
        "decision": list(paragraphs(pleno.get("decision"))) or [context.text("document.unfilled")],
        "members": members,
    }
