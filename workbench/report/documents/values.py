"""What the placeholders of the official documents stand for.

Every value is text, or a list of rows of text. A template may use any of them;
``templates/documents/README.md`` lists them for whoever edits a template in Word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.law.item import Words
from workbench.law.marked import Marked, marked_in, vouched_alike
from workbench.report.context import Context, grouped, paragraphs
from workbench.report.documents.office_settings import Office
from workbench.report.language import listed, number
from workbench.report.model import Picture
from workbench.report.sections.exhibits import media_name, place, status_name
from workbench.report.sections.kajian import basis, choice, cited, source, words
from workbench.report.sections.law import shown_law
from workbench.text import catalogue
from workbench.text.visible import visible

Json = Mapping[str, Any]
# Longest side in pixels: sharp at three centimetres, and forty of them stay a small file.
_THUMBNAIL = 320
Values = dict[str, Any]

PURPOSES = (
    "kajian_awal",
    "kajian",
    "undangan_klarifikasi",
    "ba_klarifikasi",
    "penerusan",
    "pemberitahuan_status",
    "ba_pleno",
    "daftar_bukti",
)


@dataclass(frozen=True)
class Forms:
    """Form codes and section labels, as the rule pack has them, with their marks."""

    codes: Mapping[str, Marked]
    labels: Mapping[str, Marked]

    @classmethod
    def of(cls, context: Context) -> Forms:
        """Read them from the rule pack that the study names; empty when it has none."""
        from workbench.case.moment import Moment
        from workbench.kajian.dossier import exact_day
        from workbench.law import load_pack

        named = ((context.study.get("kajian") or {}).get("rule_pack") or {}).get("id")
        named = named or context.case.get("rule_pack") or ""
        regime = context.case.get("regime")
        pack = load_pack(named, regime=regime)
        event = (context.case.get("dates") or {}).get("event")
        day = exact_day(Moment.parse(event)) if event else None
        found = {purpose: pack.form(purpose, regime, day) for purpose in PURPOSES}
        forms = [(purpose, form) for purpose, form in found.items() if form is not None]
        codes = {
            purpose: pack.marked(form, Words(id=form.code, en=form.code))
            for purpose, form in forms
            if form.code
        }
        return cls(codes, {item.id: pack.marked(item) for item in pack.data.sections})


def common(context: Context, office: Office, forms: Forms, purpose: str) -> Values:
    """Return what every document has: head, foot, words, the case's own data."""
    case = context.case
    code = forms.codes.get(purpose)
    word = office.form_word or context.text("document.form")
    labels = {key: text for key, text in forms.labels.items() if key.startswith(f"{purpose}.")}
    return {
        "t": _words(context),
        "label": {
            key.replace(".", "_"): text.in_(context.language) for key, text in forms.labels.items()
        },
        "vouched": _vouched(context, purpose, [*labels.values(), *([code] if code else [])]),
        "office": {name: visible(text) for name, text in office.model_dump().items()},
        "form": f"{word} {code.in_(context.language)}" if code else "",
        "title": context.text(f"document.title.{purpose}"),
        "number": _filled(context, case.get("number")),
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
        "parties": [_party(context, party) for party in case.get("parties") or ()],
    }


def kajian_awal(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the first study."""
    kajian: Json = context.study.get("kajian") or {}
    screening: Json = kajian.get("screening") or {}
    given = list(kajian.get("requirements") or ())
    result = words(context, screening.get("result_text")) or visible(screening.get("result"))
    return {
        "reporter_opening": context.text("document.reporter_opening"),
        "reporters": [
            _party(context, party)
            for party in context.case.get("parties") or ()
            if party.get("role") in {"pelapor", "penemu"}
        ],
        "formal": [_requirement(context, item) for item in given if item.get("kind") == "formal"],
        "material": [_requirement(context, item) for item in given if item.get("kind") != "formal"],
        "norms": norms(context),
        "opening": context.text("document.first_conclusion", office=_office(context, office)),
        "result": result or context.text("document.unfilled"),
        "reason": visible(screening.get("reason"), lines=True),
    }


def kajian(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the kajian itself."""
    given: Json = context.study.get("kajian") or {}
    return {
        "issue": list(paragraphs(given.get("issue"))) or [context.text("document.unfilled")],
        "exhibits": exhibits(context),
        "pictures": [row for row in exhibits(context) if isinstance(row["picture"], Picture)],
        "norms": norms(context),
        "facts": [
            context.text("document.fact_opening", text=_lowered(context, visible(fact.get("text"))))
            + (f" [{sources}]" if (sources := cited(fact.get("cites"))) else "")
            for fact in given.get("facts") or ()
        ]
        or [context.text("document.no_fact")],
        "statements": [_statement(context, item) for item in given.get("statements") or ()],
        "opening": context.text("document.conclusion_opening", office=_office(context, office)),
        "conclusions": conclusions(context),
        "recommendation_opening": context.text("document.recommendation_opening"),
        "recommendation": list(paragraphs(given.get("recommendation")))
        or [context.text("document.unfilled")],
        "drafter": visible((given.get("pleno") or {}).get("drafter")),
    }


def undangan_klarifikasi(context: Context, _: Office, person: Json) -> Values:
    """Return the values of an invitation; without real names the name is written in by hand."""
    return {
        "person": _party(context, person),
        "to": called(context, person.get("id")),
        "address": address(context, person.get("id")) or context.text("document.place_line"),
        "body": context.text(
            "document.invite_body",
            number=_filled(context, context.case.get("number")),
            role=context.named("role", person.get("role")),
        ),
    }


def ba_klarifikasi(context: Context, _: Office, item: Json) -> Values:
    """Return the values of the record of one clarification."""
    oath = {True: "yes", False: "no"}.get(item.get("sworn"), "unknown")  # type: ignore[arg-type]
    return {
        "person": called(context, item.get("person")),
        "signer": called(context, item.get("person")),
        "occupation": _occupation(context, item.get("person")),
        "address": address(context, item.get("person")) or context.text("document.kept_apart"),
        "role": context.named("role", item.get("role")),
        "body": context.text(
            "document.record_body",
            date=context.when(item.get("at")) or context.text("document.line"),
            mode=context.text(f"document.mode.{item.get('mode') or 'none'}"),
            person=_name(context, item.get("person")),
            role=context.named("role", item.get("role")) or context.text("document.line"),
            oath=context.text(f"document.oath.{oath}"),
            number=_filled(context, context.case.get("number")),
        ),
        "basis": context.named("basis", item.get("basis")) or context.text("document.unfilled"),
        "known": context.when(item.get("known_at")),
        "summary": list(paragraphs(item.get("summary"))) or [context.text("document.unfilled")],
        "quotes": [
            {
                "quote": visible(one.get("quote"), lines=True),
                "where": visible(one.get("locator")),
                "basis": context.named("basis", one.get("basis")),
            }
            for one in item.get("passages") or ()
        ],
    }


def penerusan(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the letter that forwards a case."""
    shown = conclusions(context)
    targets = list(dict.fromkeys(row["target"] for row in shown if row["target"]))
    count = number(len(context.exhibits), context.language)
    records = number(len(context.rows("statements")), context.language)
    fields = {"number": _filled(context, context.case.get("number"))}
    return {
        "subject": context.text("document.forward_subject", **fields),
        "body": context.text("document.forward_body", office=_office(context, office), **fields),
        "target": listed(targets, context.language) or context.text("document.line"),
        "respondents": _respondents(context),
        "conclusions": shown,
        "enclosed_exhibits": context.text("document.enclosed_exhibits", count=count),
        "enclosed_records": context.text("document.enclosed_records", count=records),
    }


def pemberitahuan_status(context: Context, _: Office, __: Json) -> Values:
    """Return the values of the notice of a case's status."""
    return {
        "conclusions": conclusions(context),
        "respondents": listed(
            [row["name"] for row in _respondents(context)],
            context.language,
        ),
    }


def ba_pleno(context: Context, office: Office, _: Json) -> Values:
    """Return the values of the minutes of the plenary meeting."""
    given: Json = context.study.get("kajian") or {}
    pleno: Json = given.get("pleno") or {}
    members = [
        {
            "name": visible(one.get("name")),
            "position": visible(one.get("position")),
            "vote": choice(context, "vote", one.get("vote")),
            "dissent": visible(one.get("dissent"), lines=True),
        }
        for one in (pleno.get("members") or {}).values()
    ]
    return {
        "body": context.text(
            "document.minutes_body",
            date=context.when(pleno.get("at")) or context.text("document.line"),
            office=_office(context, office),
            number=_filled(context, context.case.get("number")),
        ),
        "minutes": visible(pleno.get("minutes")),
        "issue": list(paragraphs(given.get("issue"))) or [context.text("document.unfilled")],
        "conclusions": conclusions(context),
        "decision": list(paragraphs(pleno.get("decision"))) or [context.text("document.unfilled")],
        "members": members,
    }


def daftar_bukti(context: Context, _: Office, __: Json) -> Values:
    """Return the values of the list of exhibits."""
    shown = exhibits(context)
    count = number(len(shown), context.language)
    return {
        "exhibits": shown,
        "balance": context.text("document.list_balance", count=count),
    }


def exhibits(context: Context) -> list[dict[str, Any]]:
    """Return one row for each exhibit, none left out."""
    rows = []
    for item in context.exhibits:
        claim: Json = item.get("claim") or {}
        received = [
            visible(claim.get("received_from")),
            context.when(claim.get("received_at"), short=True),
        ]
        digest = item.get("sha256")
        rows.append(
            {
                "id": visible(item["id"]),
                "label": visible(claim.get("label")) or context.text("exhibit.no_label"),
                "kind": context.named("kind", claim.get("kind"))
                or media_name(context, item.get("media_type")),
                "path": visible(item["path"]),
                "received": ", ".join(filter(None, received)),
                "sha256": " ".join(grouped(digest))
                if digest
                else context.text("exhibit.no_digest"),
                "status": status_name(context, item),
                "picture": _thumbnail(context, item),
            }
        )
    return rows


def _thumbnail(context: Context, item: Json) -> Picture | str:
    alt = context.text("likeness.alt", id=visible(item["id"]))
    return context.picture(item["path"], alt, longest=_THUMBNAIL) or "–"


def norms(context: Context) -> list[dict[str, Any]]:
    """Return the norms under study, each with its elements."""
    given: Json = context.study.get("kajian") or {}
    return [
        {
            "id": visible(norm.get("id")),
            "title": words(context, norm.get("title")),
            "source": source(context, norm),
            "force": words(context, norm.get("force")),
            "elements": [
                {
                    "text": words(context, element.get("text")),
                    "supports": cited(element.get("supports")),
                    "contradicts": cited(element.get("contradicts")),
                    "alternative": visible(element.get("alternative"), lines=True),
                    "status": choice(context, "judgement", element.get("status")),
                    "reason": visible(element.get("reason"), lines=True),
                }
                for element in norm.get("elements") or ()
            ],
        }
        for norm in given.get("norms") or ()
    ]


def conclusions(context: Context) -> list[dict[str, str]]:
    """Return what was concluded about each norm, and where it goes."""
    given: Json = context.study.get("kajian") or {}
    chosen = ("conclusion", "category", "disposition")
    return [
        {
            "norm": words(context, one.get("title")) or visible(one.get("norm")),
            **{
                name: words(context, one.get(f"{name}_text"))
                or visible(one.get(name))
                or context.text("word.open")
                for name in chosen
            },
            "target": words(context, one.get("target_text")) or visible(one.get("target")),
            "reason": visible(one.get("reason"), lines=True),
        }
        for one in given.get("conclusions") or ()
    ]


# What each document shows of the law beside its form code and labels.
_SHOWN: dict[str, tuple[str, ...]] = {
    "kajian_awal": ("requirements", "norms"),
    "kajian": ("norms", "elements", "conclusions"),
    "penerusan": ("conclusions",),
    "pemberitahuan_status": ("conclusions",),
    "ba_pleno": ("conclusions",),
}


def _vouched(context: Context, purpose: str, own: Sequence[Marked]) -> list[str]:
    """Return one line for each text of the law in a document that has a note or a basis."""
    given: Json = context.study.get("kajian") or {}
    shown = marked_in(list(shown_law(given, _SHOWN.get(purpose, ()))))
    found = vouched_alike((*own, *shown), context.language)
    return [visible(f"{texts}: {one.vouched_in(context.language)}") for texts, one in found]


def _requirement(context: Context, item: Json) -> dict[str, str]:
    return {
        "text": words(context, item.get("text")),
        "rule": basis(context, item.get("text")),
        "fact": visible(item.get("fact"), lines=True),
        "judgement": choice(context, "judgement", item.get("judgement")),
        "reason": visible(item.get("reason"), lines=True),
    }


def _statement(context: Context, item: Json) -> dict[str, str]:
    return {
        "heading": context.text(
            "document.statement_of",
            person=visible(item.get("person") or item.get("id")),
            role=context.named("role", item.get("role")) or context.text("word.not_stated"),
        ),
        "summary": " ".join(paragraphs(item.get("summary"))) or context.text("document.unfilled"),
        "basis": context.named("basis", item.get("basis")) or context.text("word.not_stated"),
    }


def called(context: Context, person: Any) -> str:
    """Return the name on a letter: the real one if it may stand there, else a line to fill in."""
    known = context.people.get(str(person))
    if known is not None and known.name:
        return visible(known.name)
    return f"{context.text('document.line')} ({visible(person)})"


def address(context: Context, person: Any) -> str:
    """Return somebody's address where their name may stand, else nothing."""
    known = context.people.get(str(person))
    return visible(known.address) if known is not None else ""


def _name(context: Context, person: Any) -> str:
    known = context.people.get(str(person))
    return visible(known.name if known is not None and known.name else person)


def _respondents(context: Context) -> list[dict[str, str]]:
    """Return those whom the case is about; the code is the one the papers call them by."""
    return [
        _party(context, party) | {"name": _named_with_code(context, party.get("id"))}
        for party in context.case.get("parties") or ()
        if party.get("role") == "terlapor"
    ]


def _named_with_code(context: Context, person: Any) -> str:
    name, code = _name(context, person), visible(person)
    return name if name == code else context.text("document.called", name=name, id=code)


def _occupation(context: Context, person: Any) -> str:
    parties = context.case.get("parties") or ()
    found = next((party for party in parties if party.get("id") == person), None)
    return _party(context, found)["occupation"] if found else context.text("word.not_stated")


def _party(context: Context, party: Json) -> dict[str, str]:
    occupation = [
        context.named("subject", party.get("subject")),
        visible(party.get("position")),
        visible(party.get("agency")),
    ]
    return {
        "id": visible(party.get("id")),
        "role": context.named("role", party.get("role")),
        "occupation": ", ".join(filter(None, occupation)) or context.text("word.not_stated"),
    }


def _filled(context: Context, value: Any) -> str:
    return visible(value) or context.text("document.line")


def _office(context: Context, office: Office) -> str:
    return visible(office.name) or context.text("document.line")


def _lowered(context: Context, text: str) -> str:
    """Return a fact without the word that the Indonesian form itself opens with."""
    if context.language != "id":
        return text
    return text.removeprefix("Bahwa ").removeprefix("bahwa ")


def _words(context: Context) -> dict[str, str]:
    entries = catalogue("report")["document"]
    return {
        name: entry[context.language]
        for name, entry in entries.items()
        if isinstance(entry.get(context.language), str)
    }
