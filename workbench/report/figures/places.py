"""Positions on an empty sheet: true to scale, north up, no map service asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log10, radians

from workbench.report.figures.drawing import (
    INK,
    LETTER,
    SOFT,
    WIDTH,
    diamond,
    disc,
    line,
    svg,
    words,
)
from workbench.report.language import number
from workbench.text import Language

_HEIGHT, _MARGIN = 430.0, 46.0
_KM_PER_DEGREE = 111.195
# Nearer than this on paper, two labels would cover each other.
_JOIN = 12.0


@dataclass(frozen=True)
class Spot:
    """A named position in degrees (WGS 84); `named` for a place that people name.

    `away` says how far it is from the place of the event, in words; empty when unknown.
    """

    label: str
    latitude: float
    longitude: float
    named: bool = False
    away: str = ""


def place_svg(
    spots: Sequence[Spot], language: Language, *, title: str, description: str, near: str = ""
) -> str:
    """Draw the spots: a disc is what an exhibit says, a diamond a place that people name.

    `near` is a sentence on the nearest named place, written into the upper corner.
    """
    middle = sum(spot.latitude for spot in spots) / len(spots)
    east = [spot.longitude * cos(radians(middle)) * _KM_PER_DEGREE for spot in spots]
    north = [spot.latitude * _KM_PER_DEGREE for spot in spots]
    across, along = max(east) - min(east), max(north) - min(north)
    room = WIDTH - 2 * _MARGIN - 160, _HEIGHT - 2 * _MARGIN - 24
    scale = min(room[0] / max(across, 0.2), room[1] / max(along, 0.2))
    left = (WIDTH - across * scale) / 2 - 60
    top = _MARGIN + (room[1] - along * scale) / 2
    marks = [
        (left + (x - min(east)) * scale, top + (max(north) - y) * scale, spot)
        for x, y, spot in zip(east, north, spots, strict=True)
    ]
    frame = (
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{_HEIGHT - 1}" fill="none" '
        f'stroke="{SOFT}" stroke-width="0.75"/>'
    )
    parts = [frame, *_marks(marks), _bar(scale, language), _north()]
    if near:
        parts.append(words(14, 24, near, f'fill="{SOFT}" font-size="12"'))
    return svg("places", _HEIGHT, title, description, parts)


def _marks(marks: list[tuple[float, float, Spot]]) -> list[str]:
    """Join the exhibits that fall on one spot; labels stand right of their mark, never over it."""
    joined = _joined(marks)
    parts: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for x, y, first, labels in sorted(joined, key=lambda place: (place[1], place[0])):
        named = first.named
        text = ", ".join(labels[:4]) + (f" … ({len(labels)})" if len(labels) > 4 else "")
        text += f" · {first.away}" if first.away else ""
        row = y + 4.5
        width = len(text) * LETTER + 24
        covered = [place for place in joined if x + 8 < place[0] < x + width]
        while any(
            abs(row - other) < 15 and abs(x - at) < reach for other, at, reach in taken
        ) or any(abs(row - 4 - place[1]) < 11 for place in covered):
            row += 15
        taken.append((row, x, width))
        shape = diamond(x, y, 7) if named else disc(x, y, 4.5)
        if row > y + 6:
            shape += line(x, y, x + 9, row - 4, f'stroke="{SOFT}" stroke-width="0.75"')
        parts.append(shape + words(x + 11, row, text, 'font-weight="600"' if named else ""))
    return parts


def _joined(
    marks: list[tuple[float, float, Spot]],
) -> list[tuple[float, float, Spot, list[str]]]:
    """Return the marks with the labels of all that fall on them; named places stay alone."""
    joined: list[tuple[float, float, Spot, list[str]]] = []
    for x, y, spot in marks:
        for at, row, first, labels in joined:
            if first.named == spot.named and max(abs(at - x), abs(row - y)) < _JOIN:
                labels.append(spot.label)
                break
        else:
            joined.append((x, y, spot, [spot.label]))
    return joined


def _bar(scale: float, language: Language) -> str:
    """Return a scale bar of a round length that fills a sixth of the sheet."""
    wanted = WIDTH / 6 / scale
    power = 10 ** int(log10(wanted) // 1)
    length = max(n * power for n in (1, 2, 5) if n * power <= wanted)
    shown = (
        f"{number(length, language)} km" if length >= 1 else f"{number(length * 1000, language)} m"
    )
    y, x0 = _HEIGHT - 20, 20.0
    x1 = x0 + length * scale
    style = f'stroke="{INK}" stroke-width="1.5"'
    ends = line(x0, y - 5, x0, y + 5, style) + line(x1, y - 5, x1, y + 5, style)
    return line(x0, y, x1, y, style) + ends + words(x1 + 8, y + 4.5, shown)


def _north() -> str:
    x, y = WIDTH - 24, _HEIGHT - 18
    arrow = f'<path d="M{x} {y - 34}l5 12h-10Z" fill="{INK}"/>'
    stem = line(x, y - 24, x, y - 12, f'stroke="{INK}" stroke-width="1.5"')
    return arrow + stem + words(x, y + 2, "U/N", 'text-anchor="middle" font-size="11"')
