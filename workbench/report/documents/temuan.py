"""The finding form: what takes the place of a report and its first study."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import address, name_of, party
from workbench.report.documents.letterhead import Forms, Json, Values, day_only, process
from workbench.report.documents.listings import exhibits
from workbench.report.documents.office_settings import Office


def values(context: Context, _: Office, __: Forms, ___: Json) -> Values:
    """Return the values of the finding form."""
    found = process(context)
    return {
        "finders": _those(context, "penemu"),
        "respondents": _those(context, "terlapor"),
        "witnesses": _those(context, "saksi"),
        "exhibits": exhibits(context),
        "lhp": context.when(found.get("lhp")),
        "signed_on": day_only(context, found.get("established")),
    }


def _those(context: Context, role: str) -> list[dict[str, str]]:
    return [
        party(context, one)
        | {
            "name": name_of(context, one.get("id")),
            "address": address(context, one.get("id")) or context.text("document.line"),
        }
        for one in context.case.get("parties") or ()
        if one.get("role") == role
    ]
