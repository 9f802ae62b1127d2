"""The invitation to a clarification, one for each party."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import address, called, party
from workbench.report.documents.law_words import marked
from workbench.report.documents.letterhead import (
    Forms,
    Json,
    Values,
    day_only,
    matter,
    office_name,
)
from workbench.report.documents.office_settings import Office


def values(context: Context, office: Office, forms: Forms, person: Json) -> Values:
    """Return the values of an invitation; without real names the name is written in by hand."""
    statement = _statement(context, person.get("id"))
    day, _, hour = context.when(statement.get("at")).partition(_AT[context.language])
    line = context.text("document.line")
    mode = statement.get("mode")
    return {
        "person": party(context, person),
        "to": called(context, person.get("id")),
        "address": address(context, person.get("id")) or context.text("document.place_line"),
        "law": basis(context, forms, "undangan_klarifikasi"),
        "body": context.text(
            "document.invite_body",
            office=office_name(context, office),
            matter=matter(context),
            number=forms.number(context, "undangan_klarifikasi"),
            role=context.named("role", person.get("role")),
        ),
        "day": day or line,
        "hour": hour or line,
        "mode": context.text(f"document.met.{mode or 'none'}"),
        "signed_on": day_only(context, statement.get("invited")),
    }


# What stands between day and hour in a date as people read it.
_AT = {"id": " pukul ", "en": " at "}


def basis(context: Context, forms: Forms, purpose: str) -> list[str]:
    """Return the law that a letter names first: as its form prints it, else its instruments.

    In another election than the form's own, its law is not cited.
    """
    form = forms.form(purpose)
    if form is None:
        return [context.text("document.line")]
    printed = [
        marked(context, forms.pack.marked(form, part.label))
        for part in form.parts
        if part.kind == "statement" and part.id.startswith("1.")
    ]
    law = forms.pack.rests_on(form)
    return printed or ([marked(context, forms.pack.marked(law))] if law is not None else [])


def _statement(context: Context, person: object) -> Json:
    given: Json = context.study.get("kajian") or {}
    rows = [*(given.get("statements") or ()), *context.rows("statements")]
    return next((one for one in rows if person is not None and one.get("person") == person), {})
