"""The computer's clock: every line of a journal and the name of every study rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import workbench
from workbench.case import CaseFolder
from workbench.case.journal import read
from workbench.doctor.finding import Finding
from workbench.study.publish import published

#: A case is written in one zone and looked at in another: less than this says nothing.
SLACK = timedelta(days=1)


def examine(case: CaseFolder | None, now: datetime) -> Iterator[Finding]:
    """Compare the clock with this software's own files, and with what a case says.

    Parameters
    ----------
    case
        The case whose dates are compared; None for the installation alone.
    now
        What the clock says.
    """
    latest = max(_marks(case), key=lambda mark: mark[0], default=None)
    if latest is not None and now + SLACK < latest[0]:
        fields = {"now": f"{now:%Y-%m-%d}", "then": f"{latest[0]:%Y-%m-%d}", "where": latest[1]}
        yield Finding("clock_behind", "problem", fields)
    else:
        yield Finding("clock", "fine", {"now": f"{now:%Y-%m-%d %H:%M} UTC"})


def _marks(case: CaseFolder | None) -> Iterator[tuple[datetime, str]]:
    """Yield instants that have been, and where each stands."""
    made = Path(workbench.__file__).stat().st_mtime
    yield datetime.fromtimestamp(made, UTC), "workbench"
    if case is None:
        return
    for name in ("event", "published", "first_seen", "known", "reported", "registered"):
        moment = getattr(case.case.dates, name)
        if moment is not None:
            yield _start(moment.day), f"case.yaml: dates.{name}"
    entries, _ = read(case.journal)
    if entries:
        yield from _instant(entries[-1].at, "%Y-%m-%dT%H:%M:%SZ", case.journal.name)
    for study in published(case.studies)[-1:]:
        yield from _instant(study.name.partition("_")[0], "%Y%m%dT%H%M%SZ", f"studies/{study.name}")


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _instant(text: str, form: str, where: str) -> Iterator[tuple[datetime, str]]:
    try:
        yield datetime.strptime(text, form).replace(tzinfo=UTC), where
    except ValueError:
        return  # not a name of ours: it says nothing about the clock
