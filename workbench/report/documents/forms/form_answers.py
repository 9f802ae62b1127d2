"""What a case knows of the parts of each form, by the part's place in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.report.context import Context, paragraphs
from workbench.report.documents.addressees import address, name_of, party, respondents
from workbench.report.documents.law_words import marked
from workbench.report.documents.letterhead import (
    Forms,
    Json,
    day_only,
    election,
    matter,
    office_name,
    process,
)
from workbench.report.documents.letters import outgoing, receiver, recommended
from workbench.report.documents.listings import exhibits, source_bare
from workbench.report.documents.numbers import official
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed
from workbench.report.sections.exhibits import place
from workbench.text.visible import visible

Answer = str | list[str]
Answers = dict[str, Answer]


def answers(context: Context, office: Office, forms: Forms, purpose: str) -> Mapping[str, Answer]:
    """Return what is known of each part of a form; a part of which nothing is known has none."""
    maker = _MAKERS.get(purpose)
    return maker(context, office, forms) if maker is not None else {}


def _first(context: Context, *roles: str) -> Json:
    parties = context.case.get("parties") or ()
    return next((one for one in parties if one.get("role") in roles), {})


def _named(context: Context, one: Json) -> str:
    return name_of(context, one.get("id")) if one else ""


def _work(context: Context, one: Json) -> str:
    """Return what somebody does; nothing where the case does not say."""
    told = party(context, one)["occupation"] if one else ""
    return "" if told == context.text("word.not_stated") else told


def _phone(context: Context, one: Json) -> str:
    known = context.people.get(str(one.get("id")))
    return visible(known.phone) if known is not None else ""


def _email(context: Context, one: Json) -> str:
    known = context.people.get(str(one.get("id")))
    return visible(known.email) if known is not None else ""


def _date(context: Context, name: str) -> str:
    return context.when((context.case.get("dates") or {}).get(name))


def _day_and_hour(context: Context, text: str) -> tuple[str, str]:
    """Return a moment as its day and its hour; a form asks for each by itself."""
    day, _, hour = text.partition({"id": " pukul ", "en": ", "}[context.language])
    if context.language == "en":
        # The English day holds a comma of its own.
        parts = text.split(", ")
        day, hour = ", ".join(parts[:2]), ", ".join(parts[2:])
    return day, hour


def _event(context: Context, first: str) -> Answers:
    """Return the event with place and days, as parts `first`.a and so on."""
    return {
        f"{first}.a": visible(context.case.get("title")),
        f"{first}.b": place(context.case.get("place") or {}),
        f"{first}.c": _date(context, "event"),
        f"{first}.d": _date(context, "known"),
    }


def _witnesses(context: Context) -> list[str]:
    return [
        ", ".join(filter(None, (name_of(context, one.get("id")),
                                _work(context, one),
                                address(context, one.get("id")))))
        for one in context.case.get("parties") or ()
        if one.get("role") == "saksi"
    ]  # fmt: skip


def _exhibits(context: Context) -> list[str]:
    return [f"{one['id']}: {one['label']} ({one['kind']})" for one in exhibits(context)]


def _account(context: Context) -> list[str]:
    return list(paragraphs(context.case.get("allegation")))


def _report(context: Context, _: Office, __: Forms) -> Answers:
    """Return the parts of the report form (B.1)."""
    reporter, respondent = _first(context, "pelapor"), _first(context, "terlapor")
    day, hour = _day_and_hour(context, _date(context, "reported"))
    accused = [one["name"] for one in respondents(context)]
    return {
        "1.a": _named(context, reporter),
        "1.d": _work(context, reporter),
        "1.f": address(context, reporter.get("id")),
        "1.g": _phone(context, reporter),
        "1.h": _email(context, reporter),
        "2.a": listed(accused, context.language),
        "2.b": address(context, respondent.get("id")),
        "2.c": _phone(context, respondent),
        **_event(context, "3"),
        "4": _witnesses(context),
        "5": _exhibits(context),
        "6": _account(context),
        "7.a": visible((context.case.get("office") or {}).get("name")),
        "7.b": day,
        "7.c": hour,
        "penutup.pelapor": _named(context, reporter),
    }


def _receipt(context: Context, _: Office, __: Forms) -> Answers:
    """Return the parts of the receipt (B.3), and of that of a completed report (B.3.1)."""
    reporter = _first(context, "pelapor")
    told = _date(context, "reported")
    day, hour = _day_and_hour(context, told)
    kinds: dict[str, int] = {}
    for one in exhibits(context):
        kinds[one["kind"]] = kinds.get(one["kind"], 0) + 1
    return {
        "1.a": _named(context, reporter),
        "1.c": address(context, reporter.get("id")),
        "1.d": _phone(context, reporter),
        "1.e": day,
        "1.f": hour,
        "2": [f"{kind}|{count}" for kind, count in kinds.items()],
        "3": "" if context.case.get("regime") == "pemilu"
        else context.text("document.form_text.receipt", election=election(context)),
        "penutup.tempat": day_only(context, (context.case.get("dates") or {}).get("reported")),
        "penutup.pelapor": _named(context, reporter),
    }  # fmt: skip


def _completed(context: Context, office: Office, forms: Forms) -> Answers:
    told = process(context).get("completed")
    day, hour = _day_and_hour(context, context.when(told))
    return _receipt(context, office, forms) | {
        "1.e": day, "1.f": hour, "2": [], "penutup.tempat": day_only(context, told),
    }  # fmt: skip


def _withdrawal(context: Context, office: Office, forms: Forms) -> Answers:
    """Return the parts of a withdrawal (B.4)."""
    line = context.text("document.line")
    return {
        "yth": context.text("document.form_text.chair_of", office=office_name(context, office)),
        "di": visible(office.place),
        "1": context.text(
            "document.form_text.withdrawal",
            date=_date(context, "reported") or line,
            number=official(forms.pack, context.case, "submission") or line,
        ),
        "penutup.pelapor": _named(context, _first(context, "pelapor")),
    }


def _tip(context: Context, _: Office, __: Forms) -> Answers:
    """Return the parts of first information (B.8)."""
    source = _first(context, "pelapor", "saksi", "penemu")
    return {
        "2": _named(context, source),
        "3": _exhibits(context),
        "4": _account(context),
        "penutup.tempat": day_only(context, (context.case.get("dates") or {}).get("reported")),
    }


def _supervision(context: Context, _: Office, forms: Forms) -> Answers:
    """Return the parts of a supervision report (form A)."""
    finder = _first(context, "penemu")
    kajian: Json = context.study.get("kajian") or {}
    about = _event(context, "V.1")
    norms = [source_bare(context, one) for one in kajian.get("norms") or ()]
    when = ", ".join(filter(None, (_date(context, "known"), str(about["V.1.b"]))))
    return {
        "I.a": _named(context, finder),
        "I.b": visible(finder.get("position")),
        "I.d": address(context, finder.get("id")),
        "II.a": context.named("regime", context.case.get("regime")),
        "II.b": _stage(context, forms),
        "III.d": when,
        "IV": _account(context),
        **{key: about[key] for key in ("V.1.a", "V.1.b", "V.1.c")},
        "V.1.d": listed([one["name"] for one in respondents(context)], context.language),
        "V.1.e": address(context, _first(context, "terlapor").get("id")),
        "V.2": norms,
        "V.3": _witnesses(context),
        "V.4": _exhibits(context),
        "V.5": list(paragraphs(kajian.get("issue"))),
        "V.7": [visible(one.get("text")) for one in kajian.get("facts") or ()],
        "penutup.tempat": day_only(context, process(context).get("lhp")),
        "penutup.tanda_tangan": _named(context, finder),
    }  # fmt: skip


def _stage(context: Context, forms: Forms) -> str:
    """Return the stages of the election in which the event lies."""
    day = forms.day
    stages = [
        one
        for one in (forms.pack.stages(forms.regime, day) if day else ())
        if one.from_ and one.to and day and one.from_ <= day <= one.to
    ]
    return listed([marked(context, forms.pack.marked(one)) for one in stages], context.language)


def _request(context: Context, _: Office, forms: Forms) -> Answers:
    """Return the parts of a request to correct (B.19): what of it the office itself knows."""
    line = context.text("document.line")
    sent = [one for one in outgoing(context) if one.get("stage") == "kajian"]
    numbers = [visible(one.get("number")) for one in sent if one.get("number")]
    number = listed(numbers, context.language) or line
    given = day_only(context, next((one.get("sent") for one in sent), None))
    return {
        "hal": context.text("document.form_text.request", number=number, date=given),
        "4": recommended(context),
        "5": context.text(
            "document.form_text.request_time", number=number, date=given,
            asked=context.when(process(context).get("correction_asked")) or line,
        ),
        "6": context.text(
            "document.form_text.request_reason", number=number, date=given,
            matter=matter(context),
            register=official(forms.pack, context.case, "register") or line,
        ),
    }  # fmt: skip


def _corrected(context: Context, office: Office, forms: Forms) -> Answers:
    """Return the parts of the record of a correction (B.20), and of its notice (B.21)."""
    line = context.text("document.line")
    done = process(context).get("correction_examined")
    number = official(forms.pack, context.case, "register") or line
    to = listed([receiver(context, one) for one in outgoing(context)], context.language)
    asked = context.when(process(context).get("correction_asked")) or line
    return {
        "1": context.text(
            "document.form_text.corrected", office=office_name(context, office),
            date=context.when(done) or line, matter=matter(context), number=number,
            to=to or line,
        ),
        "II": context.text("document.form_text.asked", asked=asked),
        "penutup.tempat": day_only(context, done),
        "penutup.tanda_tangan": visible(office.chair),
        "penutup.ketua": visible(office.chair),
    }  # fmt: skip


_MAKERS: dict[str, Callable[[Context, Office, Forms], Answers]] = {
    "laporan": _report,
    "tanda_bukti": _receipt,
    "tanda_bukti_perbaikan": _completed,
    "pencabutan": _withdrawal,
    "informasi_awal": _tip,
    "lhp": _supervision,
    "permintaan_koreksi": _request,
    "ba_koreksi": _corrected,
    "status_koreksi": _corrected,
}
