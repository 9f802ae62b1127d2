"""The clocks of one case: which run, from the dates of the case and of the kajian."""

from __future__ import annotations

from workbench.case.moment import Moment
from workbench.kajian.dossier import Dossier
from workbench.law.clocks import Reading, read_clock
from workbench.law.shapes import Clock

# What a clock starts from that runs once for each statement.
CLARIFIED = "clarified"
_FIRST_DAYS = {
    "temuan": ("lhp", "established"),
    "laporan": (
        "received_below",
        "relayed",
        "screened",
        "notified",
        "completed",
        "handed_over",
        "taken_over",
    ),
}


def clocks(dossier: Dossier) -> tuple[Reading, ...]:
    """Return every clock that runs in this case, in the order of its profile.

    An extension takes the place of the clock that it extends. Without a profile
    for the case's regime and time there is none.
    """
    case, process = dossier.kajian.folder.case, dossier.answers.process
    day = dossier.event_day
    profile = dossier.pack.clock_profile(case.regime, day)
    if profile is None:
        return ()
    dates = _dates(dossier)
    extended = {clock.extension for clock in profile.clocks} if process.extended else set()

    def runs(clock: Clock) -> bool:
        if case.route is not None and clock.routes and case.route not in clock.routes:
            return False
        if clock.when == "extended":
            return clock.id in extended
        if clock.when and dates.get(clock.when) is None:
            return False
        if clock.results and not (
            dossier.answers.screening.result in clock.results or dates.get(clock.until)
        ):
            return False
        return not (clock.extension and clock.extension in extended)

    return tuple(
        read_clock(dossier.pack, profile, clock, dates | more, case.offset, about)
        for clock in profile.clocks
        if runs(clock)
        for about, more in (_clarifications(dossier) if clock.from_ == CLARIFIED else [("", {})])
    )


def first_days(route: str | None) -> tuple[str, ...]:
    """Return the days of the process before the study that are asked for on a route."""
    finding, report = _FIRST_DAYS["temuan"], _FIRST_DAYS["laporan"]
    return _FIRST_DAYS.get(route or "", finding + report)


def _clarifications(dossier: Dossier) -> list[tuple[str, dict[str, Moment | None]]]:
    """Return for each statement whose it is, when it was taken and when it was asked for.

    A statement whose invitation nobody recorded has no clock: many were never invited.
    """
    return [
        (key, {CLARIFIED: one.at, "invited": one.invited})
        for key, one in dossier.statements.items()
        if one.invited is not None
    ]


def _dates(dossier: Dossier) -> dict[str, Moment | None]:
    case, process = dossier.kajian.folder.case, dossier.answers.process
    found: dict[str, Moment | None] = {
        name: getattr(case.dates, name) for name in type(case.dates).model_fields
    }
    found |= {
        name: getattr(process, name) for name in type(process).model_fields if name != "extended"
    }
    # A report that needed no completing is complete when it is handed in.
    found["completed"] = process.completed or (None if process.notified else process.screened)
    return found
