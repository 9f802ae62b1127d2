"""How observations write times and distances: the same in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta

from workbench.case import Moment
from workbench.case.moment import zone_name


def when(moment: Moment) -> str:
    """Return ``2024-09-30 19:22:11 WITA`` with exactly the parts that are known."""
    if moment.clock is None:
        return moment.iso()
    clock = moment.clock.isoformat("minutes" if moment.precision == "minute" else "seconds")
    return f"{moment.day.isoformat()} {clock} {zone_name(moment.offset)}".rstrip()


def length(span: timedelta) -> str:
    """Return ``3 d 4 h``, ``4 h 5 min`` or ``5 min 6 s``: the two largest units."""
    seconds = abs(int(span.total_seconds()))
    units = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
    parts = []
    for name, size in units:
        if seconds >= size:
            parts.append(f"{seconds // size} {name}")
            seconds %= size
    return " ".join(parts[:2]) or "0 s"


def local(moment: datetime, offset: timedelta) -> str:
    """Return an instant in the case's zone."""
    shifted = moment + offset
    return f"{shifted:%Y-%m-%d %H:%M} {zone_name(offset)}"
