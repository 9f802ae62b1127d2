"""The clocks of the case: what started each, when it ends, and whether it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.report.context import Context
from workbench.report.model import Table
from workbench.report.sections.law_text import basis, words


def deadlines(context: Context) -> Table:
    """Return one row for each clock that the rule pack gives this case."""
    clocks = (context.study.get("kajian") or {}).get("clocks") or ()
    columns = ("clock", "counted", "start", "last", "end", "state", "basis")
    return Table(
        context.text("deadlines.caption"),
        tuple(context.text(f"deadlines.column.{name}") for name in columns),
        tuple(_row(context, clock) for clock in clocks),
        context.missing("kajian", "clocks")
        if context.original
        else context.text("deadlines.empty"),
    )


def state(context: Context, clock: Mapping[str, Any]) -> str:
    """Return whether a clock was kept, and by how much it was not."""
    over = int(clock.get("over") or 0)
    named = context.named("clock_state", clock.get("state"))
    if not over:
        return named
    unit = str(clock.get("unit") or "days").removesuffix("s")
    return f"{named}: {context.counted(f'unit.{unit}', over)}"


def _row(context: Context, clock: Mapping[str, Any]) -> tuple[str, ...]:
    caveats = [words(context, one) for one in clock.get("caveats") or ()]
    return (
        words(context, clock.get("title")),
        " ".join([words(context, clock.get("counted")), *caveats]),
        context.when(clock.get("start"), short=True) or "–",
        context.when(clock.get("last") or clock.get("ends_at"), short=True) or "–",
        context.when(clock.get("end"), short=True) or "–",
        state(context, clock),
        basis(context, clock.get("title")),
    )
