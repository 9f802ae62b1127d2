"""The record of an oath, one for each statement that was given under it."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import called
from workbench.report.documents.letterhead import Forms, Json, Values, matter
from workbench.report.documents.office_settings import Office


def purpose(item: Json) -> str:
    """Return the purpose of the form: an expert swears otherwise."""
    return "ba_sumpah_ahli" if item.get("role") == "ahli" else "ba_sumpah"


def values(context: Context, office: Office, forms: Forms, item: Json) -> Values:
    """Return the values of the record of one oath, in the words of its form."""
    wanted = purpose(item)
    word = office.form_word or context.text("document.form")
    code = forms.code(context, wanted)
    return {
        "form": f"{word} {code}" if code else "",
        "title": context.text(f"document.title.{wanted}"),
        "at": context.when(item.get("at")) or context.text("document.line"),
        "person": called(context, item.get("person")),
        "matter": matter(context),
        "oath": forms.part(context, wanted, "5"),
        "answers_for_it": forms.part(context, wanted, "6"),
    }
