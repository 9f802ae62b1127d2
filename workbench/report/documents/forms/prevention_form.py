"""The prevention form of each act of an office's register."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.case.prevention import Act
from workbench.law import load_pack
from workbench.report.context import Context
from workbench.report.documents.forms.form_answers import Answer
from workbench.report.documents.forms.formulir import laid_out
from workbench.report.documents.letterhead import Forms, common, day_only
from workbench.report.documents.office_settings import load_office
from workbench.report.language import listed
from workbench.report.render.docx_template import fill
from workbench.resources import templates
from workbench.text import Language, say
from workbench.text.visible import visible

_PURPOSE = "pencegahan"


def forms(acts: Iterable[Act], language: Language) -> dict[str, bytes]:
    """Return one Word file for each act, by the name of the act's folder."""
    context = Context({"case": {}, "kajian": {}}, {}, language)
    office, pack_forms = load_office({}), Forms(load_pack(), None, None)
    made = {}
    for act in acts:
        values = common(context, office, pack_forms, "formulir")
        values |= laid_out(context, office, pack_forms, _PURPOSE, _answers(context, act))
        # The form carries the number of the act, which no case has.
        number = visible(act.told.number) or context.text("document.line")
        values |= {"form_number": number, "number": number}
        template = templates() / "documents" / "formulir.docx"
        title = f"{say('commands.prevention.column.form', language)} {number}"
        made[f"{_PURPOSE}_{act.folder}.docx"] = fill(template, values, title, language)
    return made


def _answers(context: Context, act: Act) -> dict[str, Answer]:
    told, language = act.told, context.language
    days = [context.when(one.iso()) for one in (told.date, told.until) if one is not None]
    form = say(f"commands.prevention.form.{told.form}", language) if told.form else ""
    first = told.officers[0] if told.officers else None
    return {
        "I.a": listed([visible(one.name) for one in told.officers], language),
        "I.b": listed([visible(one.position) for one in told.officers if one.position], language),
        "I.c": visible(told.assignment),
        "II.a": visible(told.stage),
        "II.b": form,
        "II.c": visible(told.kind),
        "II.d": visible(told.aim),
        "II.e": _targets(act),
        "II.f": " – ".join(days),
        "II.g": listed([visible(one) for one in told.papers], language),
        "II.h": visible(told.repository),
        "III": [visible(one) for one in told.account.splitlines() if one.strip()],
        "IV": [visible(one) for one in told.follow_up.splitlines() if one.strip()],
        "penutup.tempat": day_only(context, told.date.iso() if told.date else None),
        "penutup.tanda_tangan": visible(first.name) if first else "",
    }


def _targets(act: Act) -> str:
    """Return whom an act was meant for, each with position and agency."""
    return "; ".join(
        ", ".join(filter(None, (visible(one.position), visible(one.agency))))
        for one in act.told.targets
    )
