"""How exhibits hang together: copies, parts, prints, one device, one moment, drawn as arcs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.report.figures.drawing import INK, SOFT, WIDTH, disc, line, svg, words

Tie = Literal["copy", "part", "scene", "shared", "device", "moment"]
_ABOVE: tuple[Tie, ...] = ("copy", "part", "scene", "shared")
_DASHES: dict[str, str] = {
    "copy": "",
    "part": "7 4",
    "scene": "1 4",
    "shared": "9 3 1 3",
    "device": "",
    "moment": "2 3",
}
_HIGHEST = 150.0
_EDGE = 40.0
# Exhibits that a row has room for, with labels that can be read.
MOST_IN_ROW = 32
# Fewer of a family at the end of a row are a remainder nobody would look for.
_FEW = 4
# Two exhibits need not stand at the two ends of the paper.
_WIDEST = 160.0


@dataclass(frozen=True)
class Relation:
    """Two exhibits and what ties them."""

    a: str
    b: str
    tie: Tie


def rows_of(families: Sequence[Sequence[str]], *, most: int = MOST_IN_ROW) -> list[list[str]]:
    """Return the rows that families stand in, each family together where it fits.

    A family longer than a row goes on in the next, which begins with its first exhibit again:
    most of the others hang on that one.
    """
    rows: list[list[str]] = [[]]
    for family in families:
        left = list(family)
        while left:
            room = most - len(rows[-1])
            if len(left) > room and (rows[-1] and (room < len(left) <= most or room < _FEW)):
                rows.append([])
                room = most
            rows[-1] += left[:room]
            left = left[room:]
            if left:
                rows.append([family[0]])
    return [row for row in rows if row]


def undrawn(rows: Sequence[Sequence[str]], relations: Sequence[Relation]) -> int:
    """Return how many ties run from one row to another, and are left out of the drawing."""
    return sum(_row_of(rows, relation) is None for relation in set(relations))


def relation_svg(
    rows: Sequence[Sequence[str]],
    relations: Sequence[Relation],
    names: dict[Tie, str],
    *,
    title: str,
    description: str,
) -> str:
    """Draw exhibits in rows; copies, parts, shots of one scene and shared prints arch above.

    Parameters
    ----------
    rows
        Ids, from :func:`rows_of`. What ties exhibits of two rows is not drawn.
    names
        What each tie is called; only those that occur are explained.
    """
    parts: list[str] = []
    top = 0.0
    for number, row in enumerate(rows):
        own = [one for one in relations if _row_of(rows, one) == number]
        drawn, top = _row(row, own, top)
        parts += drawn
    parts.append(_key(relations, names, top + 10))
    return svg("relations", top + 24, title, description, parts)


def _row_of(rows: Sequence[Sequence[str]], relation: Relation) -> int | None:
    places = (number for number, row in enumerate(rows) if {relation.a, relation.b} <= set(row))
    return next(places, None)


def _row(row: Sequence[str], relations: Sequence[Relation], top: float) -> tuple[list[str], float]:
    """Return the drawing of one row below `top`, and where it ends."""
    step = min(_WIDEST, (WIDTH - 2 * _EDGE) / max(1, len(row) - 1))
    place = {name: _EDGE + index * step for index, name in enumerate(row)}
    y = top + 16 + _reach(relations, place, above=True)
    parts = [_arc(relation, place, y) for relation in sorted(set(relations), key=_order)]
    turn = len(row) > 18
    parts += [disc(x, y, 4.5) + _label(name, x, y, turn=turn) for name, x in place.items()]
    return parts, y + 38 + _reach(relations, place, above=False)


def _order(relation: Relation) -> tuple[str, str, str]:
    return relation.tie, relation.a, relation.b


def _reach(relations: Sequence[Relation], place: dict[str, float], *, above: bool) -> float:
    spans = [abs(place[r.a] - place[r.b]) for r in relations if (r.tie in _ABOVE) == above]
    return min(_HIGHEST, max((span * 0.5 for span in spans), default=0.0)) + 6


def _arc(relation: Relation, place: dict[str, float], y: float) -> str:
    x0, x1 = sorted((place[relation.a], place[relation.b]))
    up = relation.tie in _ABOVE
    height = min(_HIGHEST, (x1 - x0) * 0.5)
    # A quadratic curve reaches half the height of its control point.
    start = y if up else y + 24
    top = start - 2 * height if up else start + 2 * height
    width = 1.6 if relation.tie in {"copy", "device"} else 1.2
    dash = _DASHES[relation.tie]
    return (
        f'<path d="M{x0:.1f} {start:.1f}Q{(x0 + x1) / 2:.1f} {top:.1f} {x1:.1f} {start:.1f}" '
        f'fill="none" stroke="{INK if up else SOFT}" stroke-width="{width}"'
        + (f' stroke-dasharray="{dash}"' if dash else "")
        + "/>"
    )


def _label(name: str, x: float, y: float, *, turn: bool) -> str:
    if not turn:
        return words(x, y + 20, name, 'text-anchor="middle"')
    return words(x, y + 19, name.rpartition("-")[2], 'text-anchor="middle" font-size="11"')


def _key(relations: Sequence[Relation], names: dict[Tie, str], y: float) -> str:
    parts, x = [], 0.0
    for tie, name in names.items():
        if not any(relation.tie == tie for relation in relations):
            continue
        dash = f' stroke-dasharray="{_DASHES[tie]}"' if _DASHES[tie] else ""
        colour = INK if tie in _ABOVE else SOFT
        parts.append(line(x, y - 4, x + 34, y - 4, f'stroke="{colour}" stroke-width="1.6"{dash}'))
        parts.append(words(x + 42, y, name, 'font-size="12"'))
        x += 42 + len(name) * 6 + 28
    return "".join(parts)
