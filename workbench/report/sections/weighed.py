"""What the reviewer wrote about each exhibit and each statement, and about what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.kajian.shapes import (
    Conclusion,
    ElementAnswer,
    ExhibitAnswer,
    PassageAnswer,
    RequirementAnswer,
    StatementAnswer,
)
from workbench.report.context import Context, row
from workbench.report.language import listed
from workbench.report.model import Answer, Row, Table
from workbench.report.sections import answered
from workbench.report.sections.answer_part import card, part
from workbench.report.sections.observations import title
from workbench.text import has, say
from workbench.text.visible import visible

Json = Mapping[str, Any]


def exhibits(context: Context, given: Json) -> Answer:
    """Return each exhibit as it was judged: source, chain, relevance, replies to observations."""
    judged = list(given.get("exhibits") or ())
    shown = [table for one in judged if (table := _exhibit(context, one)) is not None]
    silent = [visible(one.get("id")) for one in judged if not _of_exhibit(context, one)]
    name = context.text("kajian.row.not_judged")
    return part(
        context,
        "exhibits",
        rows=(row(name, listed(silent, context.language)),) if shown else (),
        tables=shown,
    )


def _exhibit(context: Context, given: Json) -> Table | None:
    rows = _of_exhibit(context, given)
    if not rows:
        return None
    name = visible(given.get("id"))
    claims = {item.get("id"): item.get("claim") or {} for item in context.exhibits}
    label = visible(claims.get(given.get("id"), {}).get("label"))
    cited = "cited" if given.get("cited") else "uncited"
    caption = " · ".join(filter(None, (name, label, say(f"kajian.ui.{cited}", context.language))))
    return card(context, caption, rows)


def _of_exhibit(context: Context, given: Json) -> list[Row]:
    """Return everything that was answered about one exhibit, and what was not."""
    found = [*answered.rows(context, ExhibitAnswer, "kajian.exhibits", given, without=("answers",))]
    for code, reply in (given.get("answers") or {}).items():
        name = context.text("kajian.row.reply", observation=_observation(context, code))
        found.append(Row(name, visible(reply, lines=True).strip()))
    waiting = [_observation(context, code) for code in given.get("unanswered") or ()]
    found.append(Row(context.text("kajian.row.unanswered"), "; ".join(waiting)))
    return [one for one in found if one.value]


def _observation(context: Context, code: Any) -> str:
    """Return an observation by its code and, where this version knows it, its name."""
    named = title(context, {"code": code})
    return visible(code) if named == visible(code) else f"{visible(code)} ({named})"


def statements(context: Context, given: Json) -> Answer:
    """Return what ``kajian.yaml`` says about statements, beside their own files."""
    told: Json = (given.get("answers") or {}).get("statements") or {}
    name = say("kajian.ui.statement", context.language)
    return part(
        context,
        "statements",
        tables=[
            card(context, f"{name} {visible(key)}", _of_statement(context, one))
            for key, one in told.items()
        ],
    )


def _of_statement(context: Context, given: Json) -> list[Row]:
    section = "kajian.statements"
    found = [*answered.rows(context, StatementAnswer, section, given)]
    for key, one in (given.get("passages") or {}).items():
        text = answered.lines(context, PassageAnswer, section, one)
        if text:
            found.append(Row(context.text("kajian.row.passage", id=visible(key)), text))
    return found


def unplaced(context: Context, given: Json) -> Answer | None:
    """Return answers about what the case or its rule pack has no more; None without any.

    A changed regime, another pack or an exhibit that was taken out must not make words
    disappear that somebody wrote.
    """
    rows = [(visible(place), text) for place, text in _unplaced(context, given) if text]
    if not rows:
        return None
    columns = tuple(context.text(f"kajian.column.{name}") for name in ("about", "answer"))
    table = Table(context.text("kajian.caption.unplaced"), columns, tuple(rows))
    return part(context, "unplaced", tables=(table,))


def _unplaced(context: Context, given: Json) -> Iterator[tuple[str, str]]:
    answers: Json = given.get("answers") or {}
    norms = {str(norm.get("id")): norm for norm in given.get("norms") or ()}
    for key, one in _beyond(answers.get("exhibits"), given.get("exhibits")):
        yield key, "\n".join(f"{r.name}: {r.value}" for r in _of_exhibit(context, one))
    screening: Json = answers.get("screening") or {}
    for key, one in _beyond(screening.get("requirements"), given.get("requirements")):
        yield key, answered.lines(context, RequirementAnswer, "kajian.screening", one)
    for norm, elements in (answers.get("matrix") or {}).items():
        for key, one in _beyond(elements, norms.get(norm, {}).get("elements")):
            told = answered.lines(context, ElementAnswer, "kajian.analysis", one)
            yield f"{norm} {key}", told
    for key, one in _beyond(answers.get("conclusions"), given.get("norms")):
        both = ("kajian.conclusion", "kajian.recommendation")
        said = [answered.lines(context, Conclusion, section, one) for section in both]
        yield key, "\n".join(filter(None, said))
    yield from _without_question(context, given, answers)


def _beyond(answered_: Json | None, asked: Iterable[Json] | None) -> Iterator[tuple[str, Any]]:
    """Yield the answers, by id, of what is not asked any more."""
    known = {str(one.get("id")) for one in asked or ()}
    for key, one in (answered_ or {}).items():
        if key not in known:
            yield key, one


def _without_question(context: Context, given: Json, answers: Json) -> Iterator[tuple[str, str]]:
    """Yield words on differing guidance and on gaps that are not there any more."""
    elements = [one for norm in given.get("norms") or () for one in norm.get("elements") or ()]
    places = [*elements, *(given.get("clocks") or ())]
    conflicts = [one for place in places for one in place.get("conflicts") or ()]
    for key, text in _beyond(answers.get("readings"), conflicts):
        yield key, visible(text, lines=True)
    for key, text in _beyond(answers.get("explanations"), given.get("gaps")):
        yield _gap_name(context, key), visible(text, lines=True)


def _gap_name(context: Context, key: str) -> str:
    """Return a closed gap by its place: its sentence needed what is gone now."""
    code, _, place = key.partition(":")
    known = has(f"kajian.gap.{code}")
    return context.text("kajian.gap_closed", place=visible(place or code)) if known else key
