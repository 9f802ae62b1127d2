"""The list of exhibits."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.letterhead import Forms, Json, Values
from workbench.report.documents.listings import exhibits
from workbench.report.documents.office_settings import Office
from workbench.report.language import number


def values(context: Context, _: Office, __: Forms, ___: Json) -> Values:
    """Return the values of the list of exhibits."""
    shown = exhibits(context)
    count = number(len(shown), context.language)
    return {
        "exhibits": shown,
        "balance": context.text("document.list_balance", count=count),
    }
