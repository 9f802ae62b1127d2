"""The election calendar that a case belongs to, as plain data for the checks."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from workbench.case.schema import CaseFile
from workbench.checks.context import Phase
from workbench.errors import LawError


def phases(case: CaseFile) -> tuple[Phase, ...]:
    """Return the stages of the election around the case's event, in the office's zone.

    Empty when the case names no event or no regime, or when its rule pack cannot be
    used: that is said where the law is applied, and must not stop the evidence.
    """
    event = case.dates.event
    if event is None or case.regime is None:
        return ()
    from workbench.law.load import load_pack
    from workbench.law.numbering import area_of

    try:
        pack = load_pack(case.rule_pack, regime=case.regime)
    except LawError:
        return ()
    zone = timezone(case.offset)
    return tuple(
        Phase(
            period.id,
            datetime.combine(period.from_, time(), zone),
            datetime.combine(period.to + timedelta(days=1), time(), zone),
            pack.told(period, "id"),
            pack.told(period, "en"),
        )
        for period in pack.stages(case.regime, event.day, area_of(pack, case.number))
        if period.from_ is not None and period.to is not None
    )
