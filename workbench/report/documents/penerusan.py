"""The letter that forwards a case to the body it concerns."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import respondents
from workbench.report.documents.letterhead import Json, Values, filled, office_name
from workbench.report.documents.listings import conclusions
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed, number

LAW: tuple[str, ...] = ("conclusions",)
"""What of the law it shows beside its form code and labels."""


def values(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the letter that forwards a case."""
    shown = conclusions(context)
    targets = list(dict.fromkeys(row["target"] for row in shown if row["target"]))
    count = number(len(context.exhibits), context.language)
    records = number(len(context.rows("statements")), context.language)
    fields = {"number": filled(context, context.case.get("number"))}
    office_called = office_name(context, office)
    return {
        "subject": context.text("document.forward_subject", **fields),
        "body": context.text("document.forward_body", office=office_called, **fields),
        "target": listed(targets, context.language) or context.text("document.line"),
        "respondents": respondents(context),
        "conclusions": shown,
        "enclosed_exhibits": context.text("document.enclosed_exhibits", count=count),
        "enclosed_records": context.text("document.enclosed_records", count=records),
    }
