"""Distance and direction between two positions."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

RADIUS = 6371.0088  # mean radius in km (IUGG)
DIRECTIONS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def kilometres(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return the great-circle distance between two positions in degrees (haversine)."""
    a, b, c, d = (radians(value) for value in (a_lat, a_lon, b_lat, b_lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(half))


def direction(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> str:
    """Return where the second position lies as seen from the first: one of `DIRECTIONS`."""
    a, b, c, d = (radians(value) for value in (a_lat, a_lon, b_lat, b_lon))
    east = sin(d - b) * cos(c)
    north = cos(a) * sin(c) - sin(a) * cos(c) * cos(d - b)
    return DIRECTIONS[round(degrees(atan2(east, north)) % 360 / 45) % 8]
