"""Build the report's view from a study: the one place where the report is composed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.desk.standing_in import Look
from workbench.report.context import Context, Original, paragraphs
from workbench.report.documents.office_settings import load_office
from workbench.report.language import number
from workbench.report.model import Attention, Count, Cover, Link, ReportView, Row, Summary
from workbench.report.sections.brief import brief
from workbench.report.sections.exhibits import exhibits, located
from workbench.report.sections.kajian import kajian
from workbench.report.sections.likeness import likeness
from workbench.report.sections.method import balance, counts, method, verify
from workbench.report.sections.observations import anchor, message, notes, ordered, title
from workbench.report.sections.parties import parties, statements
from workbench.report.sections.places import places
from workbench.report.sections.timeline import timeline
from workbench.text import Language
from workbench.text.visible import visible

# More than this does not fit on the summary's one page.
_MOST_ATTENTION = 8
_NO_DATE = "1970-01-01"


def build(
    study: Mapping[str, Any],
    previews: Mapping[str, bytes],
    language: Language,
    *,
    profile: str = "internal",
    original: Original | None = None,
    frames: Mapping[str, bytes] | None = None,
    looks: Mapping[str, Look] | None = None,
) -> ReportView:
    """Return the whole report as data.

    Parameters
    ----------
    study
        The content of ``study.json``.
    previews
        JPEG bytes by path below ``evidence/``, re-encoded from pixels. A path
        without one is shown as having no picture.
    language
        ``id`` or ``en``.
    profile, original
        For a copy made for somebody else: whom it is for, and the study it was made
        from, which is asked for counts only.
    frames
        JPEG bytes of pictures that documents and videos enclose, for comparisons.
    looks
        What stands for exhibits without a preview, by path.

    Returns
    -------
    ReportView
        The same for the same arguments, on every machine and at any time.
    """
    context = Context(
        study, previews, language, profile, original, frames=frames or {}, looks=looks or {}
    )
    parts = {
        "parties": parties(context),
        "timeline": timeline(context),
        "places": places(context),
        "exhibits": exhibits(context),
        "likeness": likeness(context),
        "notes": notes(context),
        "statements": statements(context),
        "kajian": kajian(context),
        "method": method(context),
        "verify": verify(context),
    }
    summary = _summary(context)
    first = brief(context)
    contents = (
        *((Link(first.anchor, first.title),) if first else ()),
        Link("summary", summary.title),
        *(Link(part.anchor, part.title) for part in parts.values()),  # type: ignore[attr-defined]
    )
    cover = _cover(context)
    return ReportView(
        language=language,
        dated=_dated(context),
        title=f"{cover.title} {cover.number}",
        running=f"{cover.title} · {cover.number}",
        office=visible(load_office(context.case).name),
        page_name=context.text("page"),
        skip=context.text("skip"),
        contents_title=context.text("contents"),
        contents=contents,
        cover=cover,
        brief=first,
        summary=summary,
        **parts,  # type: ignore[arg-type]
    )


def _dated(context: Context) -> str:
    """Return the latest of the case's own dates, as a day; the epoch when it has none."""
    stated = (str(value)[:10] for value in (context.case.get("dates") or {}).values() if value)
    return max((day for day in stated if len(day) == len(_NO_DATE)), default=_NO_DATE)


def _cover(context: Context) -> Cover:
    text, case = context.text, context.case
    rows = tuple(
        Row(text(f"cover.{name}"), value or context.missing("case", *keys))
        for name, value, keys in _cover_rows(context)
    )
    return Cover(
        kicker=text("cover.kicker"),
        title=text("cover.title"),
        number=visible(case.get("number")) or text("cover.no_number"),
        name=visible(case.get("title")),
        invented=text("cover.invented") if case.get("invented") else "",
        rows=rows,
        profile=text(f"copy.profile.{context.profile}"),
        allegation_title=text("cover.allegation"),
        allegation=paragraphs(case.get("allegation")),
        allegation_empty=text("cover.no_allegation"),
        principle=text("cover.principle"),
    )


def _cover_rows(context: Context) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return name, value and key of each row; an empty value is told as missing."""
    case = context.case
    office = case.get("office") or {}
    dates = case.get("dates") or {}
    named = [visible(office.get(name)) for name in ("name", "place")]
    # The kajian may name both where the case does not.
    kajian_: Mapping[str, Any] = context.study.get("kajian") or {}
    pack: Mapping[str, Any] = kajian_.get("rule_pack") or {}
    norms = case.get("norms") or [one.get("id") for one in kajian_.get("norms") or ()]
    numbers = [(one, visible(case.get(one))) for one in ("submission_number", "register_number")]
    return (
        *((name, given, (name,)) for name, given in numbers if given),
        ("office", ", ".join(filter(None, named)), ("office", "name")),
        ("regime", context.named("regime", case.get("regime")), ("regime",)),
        ("route", context.named("route", case.get("route")), ("route",)),
        ("place", located(context, case.get("place") or {}), ("place", "name")),
        ("event", context.when(dates.get("event")), ("dates", "event")),
        ("rule_pack", visible(case.get("rule_pack") or pack.get("id")), ("rule_pack",)),
        ("norms", ", ".join(visible(norm) for norm in norms), ("norms",)),
    )


def _summary(context: Context) -> Summary:
    text = context.text
    found = counts(context)
    observations = ordered(context)
    pressing = [item for item in observations if item.get("severity") != "info"]
    groups = (context.study.get("duplicates") or {}).get("groups") or ()
    numbers = (
        ("exhibits", found["all"]),
        ("unread", found["unreadable"] + found["refused"]),
        ("groups", len(groups)),
        ("serious", sum(o.get("severity") == "serious" for o in observations)),
        ("attention", sum(o.get("severity") == "attention" for o in observations)),
    )
    hidden = len(pressing) - _MOST_ATTENTION
    return Summary(
        title=text("summary.title"),
        counts=tuple(
            Count(number(count, context.language), context.counted(f"summary.{name}", count))
            for name, count in numbers
        ),
        balance=balance(context),
        status=tuple(_unread(context)),
        attention_title=text("summary.attention_title"),
        attention=tuple(_attention(context, item) for item in pressing[:_MOST_ATTENTION]),
        attention_more=context.counted("summary.more", hidden) if hidden > 0 else "",
        attention_empty=text("summary.attention_empty"),
    )


def _unread(context: Context) -> list[str]:
    """Return one sentence for each exhibit not read whole: none is passed over in silence."""
    from workbench.report.sections.exhibits import reason, status_name

    return [
        context.text(
            "summary.not_read",
            id=visible(item["id"]),
            path=visible(item["path"]),
            status=status_name(context, item),
            reason=reason(context, item),
        ).strip()
        for item in context.exhibits
        if (item.get("status") or "ok") != "ok" or item["id"] in context.partly_read
    ]


def _attention(context: Context, item: Mapping[str, Any]) -> Attention:
    return Attention(
        anchor(item),
        str(item.get("severity")),
        context.named("severity", item.get("severity")),
        title(context, item),
        message(context, item),
    )
