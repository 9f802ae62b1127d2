"""The record of one clarification, question by question as its form has them."""

from __future__ import annotations

from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import address, called, occupation
from workbench.report.documents.letterhead import Forms, Json, Values, matter
from workbench.report.documents.office_settings import Office
from workbench.text.visible import visible

_PURPOSE = "ba_klarifikasi"


def values(context: Context, _: Office, forms: Forms, item: Json) -> Values:
    """Return the values of the record of one clarification."""
    oath = {True: "yes", False: "no"}.get(item.get("sworn"), "unknown")  # type: ignore[arg-type]
    line = context.text("document.line")
    content = _content(context, item)
    opening = _questions(context, forms, "buka.", 1)
    closing = _questions(context, forms, "tutup.", len(opening) + len(content) + 1)
    return {
        "person": called(context, item.get("person")),
        "signer": called(context, item.get("person")),
        "occupation": occupation(context, item.get("person")),
        "address": address(context, item.get("person")) or line,
        "role": context.named("role", item.get("role")),
        "at": context.when(item.get("at")) or line,
        "body": context.text(
            "document.heard",
            mode=context.text(f"document.mode.{item.get('mode') or 'none'}"),
            role=context.named("role", item.get("role")) or line,
            oath=context.text(f"document.oath.{oath}"),
            matter=matter(context),
            number=forms.number(context, _PURPOSE),
        ),
        "opening": opening,
        "content": [
            row | {"number": f"{number:02d}"}
            for number, row in enumerate(content, start=len(opening) + 1)
        ],
        "closing": closing,
        "read_back": forms.part(context, _PURPOSE, "6").partition("/tidak bersedia")[0].rstrip("."),
        "basis": context.named("basis", item.get("basis")) or context.text("document.unfilled"),
        "known": context.when(item.get("known_at")),
    }


def _questions(context: Context, forms: Forms, start: str, first: int) -> list[dict[str, str]]:
    """Return the form's own questions of one part, numbered on; answers are written by hand."""
    form = forms.layout(_PURPOSE)
    parts = [one for one in (form.parts if form else ()) if one.id.startswith(start)]
    return [
        {
            "number": f"{number:02d}",
            # The form leaves open what the clarification is about.
            "question": visible(one.label.in_(context.language)).replace(
                "…", context.text("document.this_matter")
            ),
        }
        for number, one in enumerate(parts, start=first)
    ]


def _content(context: Context, item: Json) -> list[dict[str, str]]:
    """Return what the case has of the answers: the passages word for word, then the summary."""
    said = [
        {
            "answer": visible(one.get("quote"), lines=True),
            "where": ", ".join(
                filter(
                    None,
                    (visible(one.get("locator")), context.named("basis", one.get("basis"))),
                )
            ),
        }
        for one in item.get("passages") or ()
    ]
    summary = [{"answer": text, "where": ""} for text in paragraphs(item.get("summary"))]
    return [*summary, *said] or [{"answer": context.text("document.line"), "where": ""}]
