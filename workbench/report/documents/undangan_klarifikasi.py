"""The invitation to a clarification, one for each party."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import address, called, party
from workbench.report.documents.letterhead import Json, Values, filled
from workbench.report.documents.office_settings import Office

LAW: tuple[str, ...] = ()
"""What of the law it shows beside its form code and labels."""


def values(context: Context, _: Office, person: Json) -> Values:
    """Return the values of an invitation; without real names the name is written in by hand."""
    return {
        "person": party(context, person),
        "to": called(context, person.get("id")),
        "address": address(context, person.get("id")) or context.text("document.place_line"),
        "body": context.text(
            "document.invite_body",
            number=filled(context, context.case.get("number")),
            role=context.named("role", person.get("role")),
        ),
    }
