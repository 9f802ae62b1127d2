"""Parties by pseudonym, the case's dates, and what clarified people said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.case.schema import Party, Statement
from workbench.report.context import Context
from workbench.report.model import Section, Table
from workbench.report.sections import answered
from workbench.report.sections.analysis import readings_table
from workbench.report.sections.clocks import deadlines
from workbench.report.sections.law import vouchers
from workbench.text.visible import visible

_DATES = ("event", "published", "first_seen", "known", "reported", "registered")


def parties(context: Context) -> Section:
    """Return who is in the case, by pseudonym only, and its dates."""
    text = context.text
    people = [
        _party(context, index, party)
        for index, party in enumerate(context.case.get("parties") or [])
    ]
    dates = context.case.get("dates") or {}
    stated = [
        (
            context.named("date", name),
            context.when(dates.get(name)) or context.missing("case", "dates", name),
        )
        for name in _DATES
    ]
    return Section(
        "parties",
        text("parties.title"),
        intro=(text("parties.intro"),),
        tables=(
            Table(
                text("parties.caption"),
                tuple(text(f"parties.column.{name}") for name in ("id", "role", "who", "note")),
                tuple(people),
                text("parties.empty"),
            ),
            Table(
                text("dates.caption"),
                (text("dates.column.date"), text("dates.column.stated")),
                tuple(stated),
            ),
            *clocks(context),
        ),
    )


def clocks(context: Context) -> tuple[Table, ...]:
    """Return the deadlines, what vouches for them, and where guidance on counting differs."""
    return (deadlines(context), *_vouched(context), *_differing(context))


def _vouched(context: Context) -> tuple[Table, ...]:
    """Return what vouches for the deadlines; nothing when there are none."""
    clocks = (context.study.get("kajian") or {}).get("clocks") or ()
    shown = [
        [clock.get(name) for name in ("title", "profile_title", "conflicts")] for clock in clocks
    ]
    return (vouchers(context, shown),) if shown else ()


def _differing(context: Context) -> tuple[Table, ...]:
    """Return the readings of how a deadline is counted; nothing when none differ."""
    clocks = (context.study.get("kajian") or {}).get("clocks") or ()
    table = readings_table(
        context, [one for clock in clocks for one in clock.get("conflicts") or ()]
    )
    return (table,) if table.rows else ()


def statements(context: Context) -> Section:
    """Return each statement with how the person knows what they say."""
    text = context.text
    given = context.rows("statements")
    tables = [
        Table(
            text("statements.caption"),
            tuple(text(f"statements.column.{n}") for n in ("person", "taken", "basis", "summary")),
            tuple(_statement(context, index, item) for index, item in enumerate(given)),
            text("statements.empty"),
        )
    ]
    quotes = tuple(
        (
            visible(item.get("person")),
            visible(passage.get("quote"), lines=True),
            visible(passage.get("locator")),
            _basis(context, passage) or text("word.not_stated"),
        )
        for item in given
        for passage in item.get("passages") or []
    )
    if quotes:
        columns = ("person", "quote", "locator", "basis")
        names = tuple(text(f"statements.column.{name}") for name in columns)
        tables.append(Table(text("statements.passages"), names, quotes))
    intro = (text("statements.intro"),) if given else ()
    return Section("statements", text("statements.title"), intro, tuple(tables))


def _party(context: Context, index: int, party: Mapping[str, Any]) -> tuple[str, ...]:
    who = [
        context.named("subject", party.get("subject")),
        visible(party.get("position")),
        visible(party.get("agency")),
    ]
    laid_out = ("id", "role", "subject", "position", "agency", "note")
    more = answered.lines(context, Party, "parties", party, without=laid_out)
    return (
        visible(party.get("id")),
        context.named("role", party.get("role")),
        "\n".join(filter(None, (", ".join(filter(None, who)), more)))
        or context.missing("case", "parties", index, "position"),
        visible(party.get("note"), lines=True),
    )


def _statement(context: Context, index: int, item: Mapping[str, Any]) -> tuple[str, ...]:
    text = context.text
    sworn = {True: text("statements.sworn"), False: text("statements.not_sworn")}
    taken = [
        context.when(item.get("at"), short=True),
        context.named("mode", item.get("mode")),
        sworn.get(item.get("sworn"), ""),  # type: ignore[arg-type]
    ]
    role = context.named("role", item.get("role"))
    laid_out = ("person", "role", "at", "mode", "sworn", "basis", "known_at", "summary")
    more = answered.lines(context, Statement, "statements", item, without=laid_out)
    taken_as = ", ".join(filter(None, taken))
    return (
        ", ".join(filter(None, (visible(item.get("person")), role))),
        "\n".join(filter(None, (taken_as or context.missing("statements", index, "at"), more))),
        _basis(context, item) or context.missing("statements", index, "basis"),
        visible(item.get("summary"), lines=True).strip()
        or context.missing("statements", index, "summary"),
    )


def _basis(context: Context, given: Mapping[str, Any]) -> str:
    """Return how somebody knows what they say, and since when."""
    known = context.when(given.get("known_at"), short=True)
    since = context.text("statements.known", date=known) if known else ""
    return "; ".join(filter(None, (context.named("basis", given.get("basis")), since)))
