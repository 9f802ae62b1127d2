"""Calendar: the case's own dates against each other and against the stages of the election."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.check import check
from workbench.checks.context import CheckContext, Phase
from workbench.checks.observation import Observation

# The period of a rule pack's calendar from which candidates exist.
CANDIDATES_FIXED = "penetapan_calon"
# What cannot come before what.
_ORDER = (
    ("event", "known"),
    ("published", "first_seen"),
    ("known", "reported"),
    ("reported", "registered"),
)


@check("TIME-010", "attention")
def dates_out_of_order(context: CheckContext) -> Iterator[Observation]:
    """Find dates of the case itself that stand in an impossible order."""
    dates, offset = context.folder.case.dates, context.folder.case.offset
    for first, second in _ORDER:
        earlier, later = getattr(dates, first), getattr(dates, second)
        if earlier is None or later is None:
            continue
        if later.span(offset)[1] <= earlier.span(offset)[0]:
            fields = {
                "first": first,
                "first_at": context.when(earlier),
                "second": second,
                "second_at": context.when(later),
            }
            yield Observation("TIME-010", "attention", (), fields)


def _named(phase: Phase) -> dict[str, str]:
    """Return a phase's name in both languages, as the rule pack has it, mark included."""
    return {"phase": phase.name, "phase_en": phase.name_en or phase.name}


@check("TIME-011", "info")
def phase_of_event(context: CheckContext) -> Iterator[Observation]:
    """Name the phase of the election's calendar in which the event lies."""
    event = context.folder.case.dates.event
    if event is None:
        return
    start, end = event.span(context.folder.case.offset)
    for phase in context.phases:
        if phase.start < end and start < phase.end:
            fields = {"event": context.when(event)} | _named(phase)
            yield Observation("TIME-011", "info", (), fields)


@check("TIME-013", "attention")
def before_candidates(context: CheckContext) -> Iterator[Observation]:
    """Find events before candidates were fixed: some norms know no candidate earlier."""
    event = context.folder.case.dates.event
    fixed = next((phase for phase in context.phases if phase.code == CANDIDATES_FIXED), None)
    if event is None or fixed is None:
        return
    if event.span(context.folder.case.offset)[1] <= fixed.start:
        fields = {"event": context.when(event), "fixed": fixed.start.date().isoformat()} | _named(
            fixed
        )
        yield Observation("TIME-013", "attention", (), fields)


CHECKS = (
    dates_out_of_order,
    phase_of_event,
    before_candidates,
)
