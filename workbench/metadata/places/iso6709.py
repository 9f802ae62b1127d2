"""Positions as films write them: ISO 6709 text such as ``-03.3194+104.9100+012.000/``.

Our own, because it is short and the package iso6709 is no longer kept.
"""

from __future__ import annotations

import re

from workbench.metadata.reading import position

# Metres of one degree of latitude (mean earth radius).
METRES = 111_195.0
_FORM = re.compile(r"^([+-]\d{2,6}(?:\.\d+)?)([+-]\d{3,7}(?:\.\d+)?)")


def position_of(text: str) -> str:
    """Return ``latitude,longitude`` in decimal degrees, or '' when the text is none."""
    match = _FORM.match(text.strip())
    if match is None:
        return ""
    latitude, longitude = _degrees(match[1], 2), _degrees(match[2], 3)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return ""
    return position(latitude, longitude)


def step_of(text: str) -> float | None:
    """Return the metres of the last digit that a position is written with, or None."""
    match = _FORM.match(text.strip())
    if match is None:
        return None
    whole, _, fraction = match[1][1:].partition(".")
    unit = METRES / 60.0 ** ((len(whole) - 1) // 2)
    return float(unit / 10.0 ** len(fraction))


def _degrees(text: str, digits: int) -> float | None:
    """Return degrees from degrees, with minutes or seconds below 60 behind them, or None."""
    sign = -1 if text[0] == "-" else 1
    whole, _, fraction = text[1:].partition(".")
    parts = [whole[:digits], whole[digits : digits + 2], whole[digits + 2 : digits + 4]]
    present = [part for part in parts if part]
    present[-1] += f".{fraction}" if fraction else ""
    if any(float(part) >= 60 for part in present[1:]):
        return None
    return sign * sum((float(part) / 60.0**power for power, part in enumerate(present)), 0.0)
