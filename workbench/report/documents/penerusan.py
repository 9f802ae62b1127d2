"""One letter that leaves the office: on one track, to one addressee, about nobody else."""

from __future__ import annotations

from typing import Any

from workbench.report.context import Context
from workbench.report.documents.addressees import name_of, respondents
from workbench.report.documents.comments import noted
from workbench.report.documents.law_words import law
from workbench.report.documents.letterhead import (
    Forms,
    Json,
    Values,
    day_only,
    filled,
    matter,
    office_name,
)
from workbench.report.documents.letters import about_them_only, copied, receiver, wording
from workbench.report.documents.listings import exhibits
from workbench.report.documents.numbers import official
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed, number
from workbench.text.visible import visible


def values(context: Context, office: Office, forms: Forms, letter: Json) -> Values:
    """Return the values of one letter."""
    persons = list(letter.get("persons") or ())
    fields = _fields(context, office, forms, letter)
    from_kajian = letter.get("stage") == "kajian"
    line = context.text("document.line")
    code = law(context, letter.get("code"))
    word = office.form_word or context.text("document.form")
    subject = law(context, letter.get("subject")) or wording(context, letter, "subject")
    return {
        "form": f"{word} {code}" if code else "",
        "letter_number": visible(letter.get("number")) or letter.get("number_begun") or line,
        "subject": noted(subject, context.text("document.draft")),
        "to": fields["to"],
        "via": law(context, letter.get("via_text")) if not letter.get("addressee") else "",
        "at": context.text("document.place_line"),
        "law": [law(context, one) for one in letter.get("law") or ()],
        "body": wording(context, letter, "body", **fields),
        "more": [wording(context, letter, "more", **fields)] if not from_kajian else [],
        "respondents": respondents(context, persons),
        "norms": _norms(context, letter),
        "exhibits": _exhibits(context, letter, persons) if from_kajian else [],
        "enclosed": _enclosed(context, letter),
        "close": wording(context, letter, "close"),
        "copies": copied(context, letter),
        "signed_on": day_only(context, letter.get("sent")),
    }


def _fields(context: Context, office: Office, forms: Forms, letter: Json) -> dict[str, str]:
    """Return what the sentences of a letter name; a line to fill in where nothing is known."""
    line = context.text("document.line")
    dates, screening = context.case.get("dates"), context.study["kajian"].get("screening")
    return {
        "office": office_name(context, office),
        "matter": matter(context),
        "number": _number(context, forms, letter),
        "to": receiver(context, letter),
        "date": context.when((dates or {}).get("reported")) or line,
        "reporter": listed(_reporters(context), context.language) or line,
        "reason": visible((screening or {}).get("reason")) or line,
    }


def _norms(context: Context, letter: Json) -> list[Any]:
    """Return the norms that a letter cites; none while nobody is to receive it."""
    is_sent = letter.get("stage") == "kajian" or letter.get("target_text")
    if not is_sent and not letter.get("addressee"):
        return []
    return [law(context, one["cited"]) for one in letter.get("norms") or ()]


def _exhibits(context: Context, letter: Json, persons: list[str]) -> list[Any]:
    """Return the exhibits of a letter, named so that they tell of its own people only."""
    return [
        row | {"label": about_them_only(context, row["label"], persons)}
        for row in exhibits(context, letter.get("exhibits") or ())
    ]


def _number(context: Context, forms: Forms, letter: Json) -> str:
    """Return the number that a letter names: before registration, that of submission."""
    kind = "register" if letter.get("stage") == "kajian" else "submission"
    return filled(context, official(forms.pack, context.case, kind))


def _reporters(context: Context) -> list[str]:
    parties = context.case.get("parties") or ()
    return [name_of(context, one.get("id")) for one in parties if one.get("role") == "pelapor"]


def _enclosed(context: Context, letter: Json) -> list[str]:
    """Return what goes with a letter, counted: of the kajian only the part about these people."""
    count = number(len(letter.get("exhibits") or ()), context.language)
    found = [context.text("document.enclosed_matter", matter=matter(context))]
    if letter.get("stage") == "kajian":
        found.append(noted(context.text("document.enclosed_kajian"),
                           context.text("document.enclosed_check")))  # fmt: skip
    found.append(context.text("document.enclosed_exhibits", count=count))
    return found
