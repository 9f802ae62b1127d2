"""One page for who decides: what is alleged, how it ends, what shows it, what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.report.context import Context, paragraphs
from workbench.report.model import Brief, Decisive, Link, Table
from workbench.report.sections.answer_part import captioned
from workbench.report.sections.clocks import state
from workbench.report.sections.ended import ended
from workbench.report.sections.exhibits import anchor
from workbench.report.sections.law_text import basis, words
from workbench.text.visible import visible

Json = Mapping[str, Any]
# So much fits on the page beside the rest; what is left out is counted.
_MOST_EXHIBITS = 4
_MOST_OPEN = 5
_SIDE = 320
# Of a longer account the first page shows the beginning; the whole stands in its own part.
_MOST_LETTERS = 600
# Gaps about two places of the case that do not agree: told even when somebody explained them.
_DISAGREE = frozenset({"known_earlier", "capture_earlier", "fact_times", "fact_places"})
_STARTED = frozenset({"met", "missed", "running"})


def brief(context: Context) -> Brief | None:
    """Return the page; None for a copy, which tells what is registered for its reader only."""
    given: Json = context.study.get("kajian") or {}
    if context.original is not None or context.profile != "internal":
        return None
    text = context.text
    decisive, more = _decisive(context, given)
    found = _open(context, given)
    hidden = len(found) - _MOST_OPEN
    return Brief(
        anchor="brief",
        title=text("brief.title"),
        alleged_title=text("brief.alleged"),
        alleged=_beginning(paragraphs(given.get("issue") or context.case.get("allegation"))),
        alleged_empty=text("cover.no_allegation"),
        ends=replace(
            captioned(
                context,
                "ends",
                "persons title conclusion disposition target",
                _ends(context, given),
            ),
            empty=text("kajian.empty"),
        ),
        exhibits_title=text("brief.exhibits"),
        exhibits=decisive,
        exhibits_more=more,
        exhibits_empty=text("brief.no_exhibit"),
        open_title=text("brief.open"),
        open=tuple(found[:_MOST_OPEN]),
        open_more=context.counted("brief.open_more", hidden) if hidden > 0 else "",
        open_empty=text("brief.nothing_open"),
        clocks=_clocks(context, given),
    )


def _beginning(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return paragraphs as far as the page has room, cut between two words and marked so."""
    shown: list[str] = []
    left = _MOST_LETTERS
    for text in texts:
        if len(text) > left:
            return (*shown, f"{text[:left].rpartition(' ')[0] or text[:left]} …")
        shown.append(text)
        left -= len(text)
    return tuple(shown)


def _ends(context: Context, given: Json) -> list[tuple[str, ...]]:
    """Return each end: who, which norm, what was concluded, what follows and by whom."""
    open_ = context.text("word.open")
    return [
        (
            ", ".join(visible(key) for key in one["for"]) or open_,
            _norm(context, one),
            words(context, one.get("conclusion_text")) or visible(one.get("conclusion")) or open_,
            words(context, one.get("disposition_text")) or visible(one.get("disposition")) or open_,
            visible(one.get("addressee"))
            or words(context, one.get("target_text"))
            or visible(one.get("target")),
        )
        for one in ended(given)
    ]


def _norm(context: Context, one: Json) -> str:
    """Return what a norm is about and the law that it stands in, each with its own tag."""
    title = words(context, one.get("title")) or visible(one.get("norm"))
    return "; ".join(filter(None, (title, basis(context, one.get("title")))))


def _rested_on(given: Json) -> Counter[str]:
    """Count how many elements rest on each thing that is cited; a mark is its exhibit."""
    counted: Counter[str] = Counter()
    marked = {str(one.get("id")): str(one.get("exhibit")) for one in given.get("marks") or ()}
    for norm in given.get("norms") or ():
        for element in norm.get("elements") or ():
            for one in (element, *(element.get("persons") or {}).values()):
                counted.update({marked.get(key, key) for key in one.get("supports") or ()})
    return counted


def _decisive(context: Context, given: Json) -> tuple[tuple[Decisive, ...], str]:
    """Return the exhibits that most elements rest on, with their pictures; how many more."""
    counted = _rested_on(given)
    rows = {row["id"]: row for row in context.exhibits}
    ordered = sorted((key for key in counted if key in rows), key=lambda key: -counted[key])
    shown = tuple(
        Decisive(
            anchor(key),
            visible(key),
            visible((rows[key].get("claim") or {}).get("label")) or visible(rows[key]["path"]),
            context.picture(
                rows[key]["path"], context.text("likeness.alt", id=visible(key)), longest=_SIDE
            ),
            context.no_picture(rows[key]),
        )
        for key in ordered[:_MOST_EXHIBITS]
    )
    hidden = len(ordered) - len(shown)
    return shown, context.counted("brief.exhibits_more", hidden) if hidden > 0 else ""


def _open(context: Context, given: Json) -> list[Link]:
    """Return what does not agree, and what nobody has explained, each leading to its place."""
    return [
        Link(_place(context, gap), words(context, gap.get("message")))
        for gap in given.get("gaps") or ()
        if gap.get("code") in _DISAGREE
        or (gap.get("level") == "explain" and not gap.get("explanation"))
    ]


def _place(context: Context, gap: Json) -> str:
    """Return the anchor of the exhibit that a gap is about; else of the kajian."""
    known = {str(row["id"]) for row in context.exhibits}
    about = [*(gap.get("fields") or {}).values(), *(gap.get("place") or ())]
    return next((anchor(str(one)) for one in about if str(one) in known), "kajian")


def _clocks(context: Context, given: Json) -> Table:
    rows = [
        (
            words(context, clock.get("title")),
            context.when(clock.get("last") or clock.get("ends_at"), short=True) or "–",
            context.when(clock.get("end"), short=True) or "–",
            state(context, clock),
        )
        for clock in given.get("clocks") or ()
        if clock.get("state") in _STARTED
    ]
    return Table(
        context.text("deadlines.caption"),
        tuple(context.text(f"deadlines.column.{one}") for one in ("clock", "last", "end", "state")),
        tuple(rows),
        context.text("deadlines.empty"),
    )
