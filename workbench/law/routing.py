"""Whom a conclusion may be forwarded to, by subject, category and the day of forwarding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbench.law.pack import Pack
from workbench.law.shapes import Routing


def routes(
    pack: Pack, *, subjects: Iterable[str], category: str, on: date | None
) -> tuple[Routing, ...]:
    """Return the addresses that are in force.

    Parameters
    ----------
    subjects
        Subject types of the respondents.
    category
        The category of the conclusion; empty matches any.
    on
        Day of forwarding; None returns every address whatever its dates, because
        choosing one would be a guess.
    """
    wanted = set(subjects)
    return tuple(
        route
        for route in pack.data.routing
        if (not route.subjects or not wanted or wanted & set(route.subjects))
        and (not category or not route.categories or category in route.categories)
        and (on is None or route.valid.holds_on(on))
    )
