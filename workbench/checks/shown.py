"""How observations write times and distances: the same in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta

from workbench.case import Moment
from workbench.case.moment import zone_name


def when(moment: Moment, offset: timedelta) -> str:
    """Return ``2024-09-30 19:22:11 WITA`` with exactly the parts that are known.

    A time in another zone than the case's is given in both, as ``2024-09-27 21:38:43 WIB
    (2024-09-27 14:38:43 UTC)``: nobody should have to add hours to compare two clocks.
    """
    if moment.clock is None:
        return moment.iso()
    exact = "minutes" if moment.precision == "minute" else "seconds"
    stated = f"{moment.day.isoformat()} {moment.clock.isoformat(exact)}"
    if moment.offset in {None, offset}:
        return f"{stated} {zone_name(moment.offset)}".rstrip()
    here = datetime.combine(moment.day, moment.clock) - (moment.offset or timedelta()) + offset
    shifted = here.isoformat(" ", exact)
    return f"{shifted} {zone_name(offset)} ({stated} {zone_name(moment.offset)})"


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
