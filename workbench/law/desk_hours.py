"""Whether a report reached the desk in its hours: told beside the clock, never a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from workbench.case.moment import Moment
from workbench.law.clocks import local_day
from workbench.law.pack import Pack
from workbench.law.shapes import Hours, Period


@dataclass(frozen=True)
class DeskReading:
    """What the desk's hours say about one moment.

    Attributes
    ----------
    within
        Whether it lies inside them; None where no hours apply: a stage of the election
        in which the desk may be open all day, a day without a time of day, no rule.
    hours
        The rule of that day of the week; None on a day without one.
    at
        The moment in the office's zone; None when not known to the hour.
    """

    within: bool | None
    hours: Hours | None = None
    at: datetime | None = None


def read_desk(
    pack: Pack, regime: str | None, moment: Moment | None, zone: timedelta, area: str = ""
) -> DeskReading:
    """Return whether `moment` lies in the hours in which the desk receives reports.

    Both ends count as inside. Times that name no zone are taken to be in the office's.
    """
    serving = [one for one in pack.data.hours if _serves(one, regime)]
    day = local_day(moment, zone)
    if not serving or moment is None or day is None or moment.clock is None:
        return DeskReading(within=None)
    at = moment.span(zone)[0].astimezone(timezone(zone))
    rule = next((one for one in serving if day.isoweekday() in one.weekdays), None)
    excepted = {name for one in serving for name in one.except_in}
    stages = pack.stages(regime, day, area)
    if any(stage.id.partition(".")[0] in excepted for stage in stages if _holds(stage, day)):
        return DeskReading(None, rule, at)
    if rule is None:
        return DeskReading(within=False, at=at)
    minute = at.time().replace(second=0, microsecond=0)
    return DeskReading(rule.from_ <= minute <= rule.to, rule, at)


def _serves(hours: Hours, regime: str | None) -> bool:
    """Whether hours are those of a kind of election; hours that name none serve each."""
    return regime is None or not hours.regimes or regime in hours.regimes


def _holds(stage: Period, day: date) -> bool:
    """Whether a day lies in a stage of the election whose both ends are known."""
    return stage.from_ is not None and stage.to is not None and stage.from_ <= day <= stage.to
