"""One letter that leaves the office: on one track, to one addressee, about nobody else."""

from __future__ import annotations

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
    to = receiver(context, letter)
    fields = {
        "office": office_name(context, office),
        "matter": matter(context),
        "number": _number(context, forms, letter),
        "to": to,
        "date": context.when((context.case.get("dates") or {}).get("reported"))
        or context.text("document.line"),
        "reporter": listed(_reporters(context), context.language) or context.text("document.line"),
        "reason": visible((context.study["kajian"].get("screening") or {}).get("reason"))
        or context.text("document.line"),
    }
    from_kajian = letter.get("stage") == "kajian"
    code = law(context, letter.get("code"))
    word = office.form_word or context.text("document.form")
    subject = law(context, letter.get("subject")) or wording(context, letter, "subject")
    return {
        "form": f"{word} {code}" if code else "",
        "letter_number": visible(letter.get("number"))
        or letter.get("number_begun")
        or context.text("document.line"),
        "subject": noted(subject, context.text("document.draft")),
        "to": to,
        "via": law(context, letter.get("via_text")) if not letter.get("addressee") else "",
        "at": context.text("document.place_line"),
        "law": [law(context, one) for one in letter.get("law") or ()],
        "body": wording(context, letter, "body", **fields),
        "more": [wording(context, letter, "more", **fields)] if not from_kajian else [],
        "respondents": respondents(context, persons),
        "norms": [law(context, one["cited"]) for one in letter.get("norms") or ()]
        if from_kajian or letter.get("target_text") or letter.get("addressee")
        else [],
        "exhibits": [
            row | {"label": about_them_only(context, row["label"], persons)}
            for row in exhibits(context, letter.get("exhibits") or ())
        ]
        if from_kajian
        else [],
        "enclosed": _enclosed(context, letter),
        "close": wording(context, letter, "close"),
        "copies": copied(context, letter),
        "signed_on": day_only(context, letter.get("sent")),
    }


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
