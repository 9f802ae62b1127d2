"""The notice of a case's status."""

from __future__ import annotations

from workbench.report.context import Context
from workbench.report.documents.addressees import name_of
from workbench.report.documents.law_words import law
from workbench.report.documents.letterhead import Forms, Json, Values
from workbench.report.documents.listings import destination, law_named
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed
from workbench.report.sections.ended import ended
from workbench.text.visible import visible


def values(context: Context, _: Office, forms: Forms, __: Json) -> Values:
    """Return the values of the notice: one row for each end, in the columns of its form."""
    given: Json = context.study.get("kajian") or {}
    number = forms.number(context, "pemberitahuan_status")
    rows = [_row(context, one, number) for one in ended(given)]
    form = forms.layout("pemberitahuan_status")
    return {
        "rows": _gathered(context, rows) or [_unregistered(context, given, number)],
        "notes": [
            {"text": visible(part.label.in_(context.language)), "below": part.kind == "choice"}
            for part in (form.parts if form else ())
            if part.id.startswith("catatan.")
        ],
    }


def _gathered(context: Context, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return one row for people whose norms end alike, with all of these norms."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        alike = tuple(row[name] for name in ("people", "number", "status", "reason"))
        found.setdefault(alike, []).append(row["norm"])
    return [
        {
            "people": people,
            "number": number,
            "status": f"{status}: {listed(list(dict.fromkeys(norms)), context.language)}",
            "reason": reason,
        }
        for (people, number, status, reason), norms in found.items()
    ]


def _row(context: Context, one: Json, number: str) -> dict[str, str]:
    status = law(context, one.get("conclusion_text")) or visible(one.get("conclusion"))
    then = law(context, one.get("disposition_text")) or visible(one.get("disposition"))
    return {
        "people": _people(context, one["for"]),
        "norm": law_named(context, one),
        "number": number,
        "status": ". ".join(filter(None, (status, then))) or context.text("word.open"),
        "reason": destination(context, one) or visible(one.get("reason"), lines=True),
    }


def _unregistered(context: Context, given: Json, number: str) -> dict[str, str]:
    """Return the row of a report that the first study ended."""
    screening: Json = given.get("screening") or {}
    people = [
        str(one.get("id"))
        for one in context.case.get("parties") or ()
        if one.get("role") == "terlapor"
    ]
    return {
        "people": _people(context, people),
        "number": number,
        "status": law(context, screening.get("result_text")) or context.text("word.open"),
        "reason": destination(context, screening) or visible(screening.get("reason"), lines=True),
    }


def _people(context: Context, persons: list[str]) -> str:
    lines = []
    for role in ("pelapor", "penemu"):
        found = [
            name_of(context, one.get("id"))
            for one in context.case.get("parties") or ()
            if one.get("role") == role
        ]
        if found:
            names = listed(found, context.language)
            lines.append(f"{context.named('role', role)}: {names}")
    names = listed([name_of(context, one) for one in persons], context.language)
    lines.append(f"{context.text('document.respondent')}: {names or context.text('word.open')}")
    return "\n".join(lines)
