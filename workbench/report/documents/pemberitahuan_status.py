"""The notice of a case's status."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import respondents
from workbench.report.documents.letterhead import Json, Values
from workbench.report.documents.listings import conclusions
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed

LAW: tuple[str, ...] = ("conclusions",)
"""What of the law it shows beside its form code and labels."""


def values(context: Context, _: Office, __: Json) -> Values:
    """Return the values of the notice of a case's status."""
    return {
        "conclusions": conclusions(context),
        "respondents": listed(
            [row["name"] for row in respondents(context)],
            context.language,
        ),
    }
