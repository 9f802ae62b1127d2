"""What every paper has in common: head, foot, fixed words, the case's own data.

Every value is text, or a list of rows of text. A template may use any of them;
``templates/documents/README.md`` lists them for whoever edits a template in Word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.law.form_shapes import Form
from workbench.law.item import Words
from workbench.law.pack import Pack
from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import party
from workbench.report.documents.comments import noted
from workbench.report.documents.law_words import marked
from workbench.report.documents.numbers import kind_of, official
from workbench.report.documents.office_settings import Office
from workbench.report.language import dated
from workbench.report.sections.exhibits import place
from workbench.text import catalogue
from workbench.text.visible import visible

Json = Mapping[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class Forms:
    """The rule pack's forms and section labels, on the day of the case."""

    pack: Pack
    regime: str | None
    day: date | None

    @classmethod
    def of(cls, context: Context) -> Forms:
        """Read them from the study's rule pack."""
        from workbench.case.moment import Moment
        from workbench.kajian.dossier import exact_day
        from workbench.law import load_pack

        named = ((context.study.get("kajian") or {}).get("rule_pack") or {}).get("id")
        named = named or context.case.get("rule_pack") or ""
        regime = context.case.get("regime")
        event = (context.case.get("dates") or {}).get("event")
        day = exact_day(Moment.parse(event)) if event else None
        return cls(load_pack(named, regime=regime), regime, day)

    def form(self, purpose: str) -> Form | None:
        """Return the form for a purpose that is in force; None where the pack has none."""
        return self.pack.form(purpose, self.regime, self.day)

    def layout(self, purpose: str) -> Form | None:
        """Return the form whose parts are known: the one in force, else the latest of any."""
        own = self.form(purpose)
        if own is not None and own.parts:
            return own
        known = [one for one in self.pack.data.forms if one.purpose == purpose and one.parts]
        return known[-1] if known else None

    def code(self, context: Context, purpose: str) -> str:
        """Return a form's code; a span of several codes is none that a paper could print."""
        form = self.form(purpose)
        if form is None or not form.code or any(sign in form.code for sign in "–/"):
            return ""
        words = Words(id=form.code, en=form.code)
        return marked(context, self.pack.marked(form, words))

    def part(self, context: Context, purpose: str, part: str) -> str:
        """Return what a form prints at one of its parts; empty where it has none."""
        form = self.layout(purpose)
        found = next((one for one in form.parts if one.id == part), None) if form else None
        return visible(found.label.in_(context.language)) if found is not None else ""

    def labels(self, context: Context) -> dict[str, str]:
        """Return the headings of kajian and kajian awal."""
        found = {item.id: self.pack.marked(item) for item in self.pack.data.sections}
        return {key.replace(".", "_"): marked(context, text) for key, text in found.items()}

    def number(self, context: Context, purpose: str) -> str:
        """Return the official number that a paper carries, or a line to fill in."""
        return filled(context, official(self.pack, context.case, kind_of(self.pack, purpose)))


def common(context: Context, office: Office, forms: Forms, purpose: str) -> Values:
    """Return what every document has: head, foot, words, the case's own data."""
    case = context.case
    code = forms.code(context, purpose)
    word = office.form_word or context.text("document.form")
    dates: Json = case.get("dates") or {}
    return {
        "t": fixed_words(context),
        "label": forms.labels(context),
        "office": {name: visible(text) for name, text in office.model_dump().items()},
        "form": f"{word} {code}" if code else "",
        "title": noted(context.text(f"document.title.{purpose}"), context.text("document.draft")),
        "number": forms.number(context, purpose),
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
            for name, text in dates.items()
        }
        | {"taken_up": taken_up(context) or context.text("document.unfilled")},
        "signed_on": context.text("document.day_line"),
        "parties": [party(context, one) for one in case.get("parties") or ()],
    }


def taken_up(context: Context) -> str:
    """Return when the matter came to the office: a report handed in, a finding established."""
    dates: Json = context.case.get("dates") or {}
    if context.case.get("route") != "temuan":
        return context.when(dates.get("reported"))
    return context.when(
        process(context).get("established") or dates.get("registered") or dates.get("reported")
    )


def process(context: Context) -> Json:
    """Return the days that the office gave in the kajian."""
    answers: Json = (context.study.get("kajian") or {}).get("answers") or {}
    found: Json = answers.get("process") or {}
    return found


def matter(context: Context) -> str:
    """Return what the case is called in a sentence: ``Laporan`` or ``Temuan``."""
    return context.text(f"document.matter.{context.case.get('route') or 'laporan'}")


def election(context: Context) -> str:
    """Return the word of the case's election: ``Pemilu`` or ``Pemilihan``."""
    return context.text(f"document.election.{context.case.get('regime') or 'pemilu'}")


def day_only(context: Context, value: Any) -> str:
    """Return the day of a moment, as it stands above a signature; a line without one."""
    from workbench.case.moment import Moment

    try:
        found = Moment.parse(str(value)) if value else None
    except ValueError:
        found = None
    if found is None or found.precision in {"year", "month"}:
        return context.text("document.day_line")
    return dated(found.day, context.language)


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
