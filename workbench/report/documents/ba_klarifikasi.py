"""The record of one clarification."""

from __future__ import annotations

from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import address, called, name_of, occupation
from workbench.report.documents.letterhead import Json, Values, filled
from workbench.report.documents.office_settings import Office
from workbench.text.visible import visible

LAW: tuple[str, ...] = ()
"""What of the law it shows beside its form code and labels."""


def values(context: Context, _: Office, item: Json) -> Values:
    """Return the values of the record of one clarification."""
    oath = {True: "yes", False: "no"}.get(item.get("sworn"), "unknown")  # type: ignore[arg-type]
    return {
        "person": called(context, item.get("person")),
        "signer": called(context, item.get("person")),
        "occupation": occupation(context, item.get("person")),
        "address": address(context, item.get("person")) or context.text("document.kept_apart"),
        "role": context.named("role", item.get("role")),
        "body": context.text(
            "document.record_body",
            date=context.when(item.get("at")) or context.text("document.line"),
            mode=context.text(f"document.mode.{item.get('mode') or 'none'}"),
            person=name_of(context, item.get("person")),
            role=context.named("role", item.get("role")) or context.text("document.line"),
            oath=context.text(f"document.oath.{oath}"),
            number=filled(context, context.case.get("number")),
        ),
        "basis": context.named("basis", item.get("basis")) or context.text("document.unfilled"),
        "known": context.when(item.get("known_at")),
        "summary": list(paragraphs(item.get("summary"))) or [context.text("document.unfilled")],
        "quotes": [
            {
                "quote": visible(one.get("quote"), lines=True),
                "where": visible(one.get("locator")),
                "basis": context.named("basis", one.get("basis")),
            }
            for one in item.get("passages") or ()
        ],
    }
