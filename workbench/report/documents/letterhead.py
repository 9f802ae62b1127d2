"""What every paper has in common: head, foot, fixed words, the case's own data.

Every value is text, or a list of rows of text. A template may use any of them;
``templates/documents/README.md`` lists them for whoever edits a template in Word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.law.item import Words
from workbench.law.marked import Marked, marked_in, vouched_alike
from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import party
from workbench.report.documents.office_settings import Office
from workbench.report.sections.exhibits import place
from workbench.report.sections.law import shown_law
from workbench.text import catalogue
from workbench.text.visible import visible

Json = Mapping[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class Forms:
    """Form codes and section labels, as the rule pack has them, with their marks."""

    codes: Mapping[str, Marked]
    labels: Mapping[str, Marked]

    @classmethod
    def of(cls, context: Context, purposes: Iterable[str]) -> Forms:
        """Read those for `purposes` from the study's rule pack; empty when it has none."""
        from workbench.case.moment import Moment
        from workbench.kajian.dossier import exact_day
        from workbench.law import load_pack

        named = ((context.study.get("kajian") or {}).get("rule_pack") or {}).get("id")
        named = named or context.case.get("rule_pack") or ""
        regime = context.case.get("regime")
        pack = load_pack(named, regime=regime)
        event = (context.case.get("dates") or {}).get("event")
        day = exact_day(Moment.parse(event)) if event else None
        found = {purpose: pack.form(purpose, regime, day) for purpose in purposes}
        forms = [(purpose, form) for purpose, form in found.items() if form is not None]
        codes = {
            purpose: pack.marked(form, Words(id=form.code, en=form.code))
            for purpose, form in forms
            if form.code
        }
        return cls(codes, {item.id: pack.marked(item) for item in pack.data.sections})


def common(
    context: Context, office: Office, forms: Forms, purpose: str, law: Collection[str]
) -> Values:
    """Return what every document has: head, foot, words, the case's own data.

    `law` names the parts of the kajian whose texts of the law the document shows: what
    vouches for them stands at its end.
    """
    case = context.case
    code = forms.codes.get(purpose)
    word = office.form_word or context.text("document.form")
    labels = {key: text for key, text in forms.labels.items() if key.startswith(f"{purpose}.")}
    return {
        "t": fixed_words(context),
        "label": {
            key.replace(".", "_"): text.in_(context.language) for key, text in forms.labels.items()
        },
        "vouched": _vouched(context, law, [*labels.values(), *([code] if code else [])]),
        "office": {name: visible(text) for name, text in office.model_dump().items()},
        "form": f"{word} {code.in_(context.language)}" if code else "",
        "title": context.text(f"document.title.{purpose}"),
        "number": filled(context, case.get("number")),
        "case_title": visible(case.get("title")),
        "invented": context.text("cover.invented") if case.get("invented") else "",
        "draft": context.text("document.draft"),
        "allegation": list(paragraphs(case.get("allegation")))
        or [context.text("document.unfilled")],
        "place": place(case.get("place") or {}),
        "line": context.text("document.line"),
        "unfilled": context.text("document.unfilled"),
        "dates": {
            name: context.when(text) or context.text("document.unfilled")
            for name, text in (case.get("dates") or {}).items()
        },
        "parties": [party(context, one) for one in case.get("parties") or ()],
    }


def _vouched(context: Context, law: Collection[str], own: Sequence[Marked]) -> list[str]:
    """Return one line for each text of the law in a document that has a note or a basis."""
    given: Json = context.study.get("kajian") or {}
    shown = marked_in(list(shown_law(given, law)))
    found = vouched_alike((*own, *shown), context.language)
    return [visible(f"{texts}: {one.vouched_in(context.language)}") for texts, one in found]


def filled(context: Context, value: Any) -> str:
    """Return a value, or a line to fill in by hand."""
    return visible(value) or context.text("document.line")


def office_name(context: Context, office: Office) -> str:
    """Return the office's name, or a line to fill in by hand."""
    return visible(office.name) or context.text("document.line")


def fixed_words(context: Context) -> dict[str, str]:
    """Return the words that stand in every paper of this language, by their keys."""
    entries = catalogue("report")["document"]
    return {
        name: entry[context.language]
        for name, entry in entries.items()
        if isinstance(entry.get(context.language), str)
    }
