"""Place: where files say they were made, against where things are said to have happened."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from workbench.checks.check import check
from workbench.checks.context import CheckContext
from workbench.checks.observation import Observation

EARTH = 6371.0088  # mean radius in km (IUGG)
# Phones place themselves within metres outdoors and within about a kilometre by cell.
FAR = 2.0


@check("PLACE-001", "attention")
def far_from_place(context: CheckContext) -> Iterator[Observation]:
    """Find files whose coordinates lie far from the place of the alleged act."""
    place = context.folder.case.place
    if place.latitude is None or place.longitude is None:
        return
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        if row.latitude is None or row.longitude is None or (row.latitude, row.longitude) == (0, 0):
            continue
        far = kilometres(row.latitude, row.longitude, place.latitude, place.longitude)
        if far > FAR:
            fields = {
                "exhibit": exhibit.id,
                "latitude": f"{row.latitude:.5f}",
                "longitude": f"{row.longitude:.5f}",
                "km": f"{far:.0f}" if far >= 10 else f"{far:.1f}",
            }
            yield Observation("PLACE-001", "attention", (exhibit.id,), fields)


@check("PLACE-002", "info")
def null_island(context: CheckContext) -> Iterator[Observation]:
    """Find coordinates 0,0: a receiver that had no position, or a value written by hand."""
    for exhibit in context.exhibits:
        row = context.row(exhibit)
        if (row.latitude, row.longitude) == (0, 0):
            yield Observation("PLACE-002", "info", (exhibit.id,), {"exhibit": exhibit.id})


CHECKS = (far_from_place, null_island)


def kilometres(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return the great-circle distance between two positions in degrees (haversine)."""
    a, b, c, d = (radians(value) for value in (a_lat, a_lon, b_lat, b_lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
