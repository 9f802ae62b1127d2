"""The letters as they enter ``study.json``, with every text of the law that they need.

A letter can so be made from the study alone, years after the rule pack changed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.kajian.dossier import Dossier
from workbench.kajian.letters import Outgoing, grammar_of, letters, sent
from workbench.law.form_shapes import Form
from workbench.law.item import Cited, Words
from workbench.law.marked import Marked
from workbench.law.numbering import read_numbers
from workbench.law.routing import Letter

Json = dict[str, Any]
# Where a number still lacks what only the office gives.
_GAP = "......"
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def told_letters(dossier: Dossier) -> Json:
    """Return ``letters`` and ``without_letter``: each end that no letter follows from, and why."""
    made, kept = letters(dossier)
    return {
        "letters": [_letter(dossier, one) for one in made],
        "without_letter": [
            {"norm": one.norm, "persons": list(one.persons), "why": one.why} for one in kept
        ],
    }


def _letter(dossier: Dossier, one: Outgoing) -> Json:
    pack, route = dossier.pack, one.route
    how = grammar_of(dossier, one)
    form = how.form if how is not None else None
    day = sent(dossier, one)
    return {
        "track": one.track.id,
        "track_text": pack.marked(one.track).as_json(),
        "stage": one.track.stage,
        "purpose": one.track.form,
        "code": _code(dossier, form),
        "subject": _marked(dossier, form, form.subject) if form and form.subject else None,
        "law": [law.as_json() for law in _law(dossier, one, form)],
        "number": one.number,
        "number_begun": _begun(dossier, how, day),
        "sent": day,
        "target_text": pack.marked(route).as_json() if route else None,
        "via_text": _marked(dossier, route, route.via) if route and route.via else None,
        "copies_text": [_marked(dossier, route, words) for words in route.copies] if route else [],
        "addressee": one.addressee,
        "copies": list(one.copies),
        "persons": list(one.persons),
        "norms": [
            {"id": norm.id, "cited": pack.cited(norm).as_json()}
            for key in one.norms
            if (norm := pack.norm(key)) is not None
        ],
        "exhibits": list(one.exhibits),
        "statements": list(one.statements),
    }


def _marked(dossier: Dossier, item: Cited, words: Words) -> Json:
    return dossier.pack.marked(item, words).as_json()


def _code(dossier: Dossier, form: Form | None) -> Json | None:
    """Return the form's code; a span of codes names none."""
    if form is None or not form.code or any(sign in form.code for sign in "–/"):
        return None
    return _marked(dossier, form, Words(id=form.code, en=form.code))


def _law(dossier: Dossier, one: Outgoing, form: Form | None) -> list[Marked]:
    """Return what a letter names as its basis: as its form prints it, else its instruments."""
    pack = dossier.pack
    printed = [
        pack.marked(form, part.label)
        for part in (form.parts if form else ())
        if form is not None and part.kind == "statement" and part.id.startswith("1.")
    ]
    if printed:
        return printed
    items: list[Cited] = [*pack.data.categories, one.track]
    found = {law.id: law for item in items if (law := pack.rests_on(item)) is not None}
    return [pack.marked(law) for law in found.values()]


def _begun(dossier: Dossier, how: Letter | None, day: str) -> str:
    """Return as much of a letter's number as the case gives, the rest dotted; empty for none.

    The outcome, the office and the region follow from the track and the case's own number.
    """
    grammar = next(
        (one for one in dossier.pack.data.numbering if how and one.id == how.grammar), None
    )
    if how is None or grammar is None:
        return ""
    case = dossier.kajian.folder.case
    read = next(iter(read_numbers(dossier.pack, case.register_number or case.number)), None)
    values = dict(read.values) if read is not None else {}
    values |= {"sequence": "", "outcome": how.outcome, "month": "", "year": ""}
    if day:
        on = date.fromisoformat(day)
        values |= {"month": _MONTHS[on.month - 1], "year": str(on.year)}
    parts = []
    for segment in grammar.segments:
        found = values.get(segment.name, "")
        if segment.codes and found not in segment.codes:
            found = ""
        elif segment.codes and segment.codes[found].named:
            found += values.get(f"{segment.name}_name", "")
        parts.append(found or _GAP)
    return "/".join(parts)
