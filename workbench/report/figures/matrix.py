"""The element matrix at a glance: which parts of each norm the reviewer holds shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.report.figures.drawing import INK, SOFT, disc, line, svg, words

_LEFT, _ROW, _TOP = 430.0, 24.0, 8.0
# Letters that fit a norm's line and an element's column; the table beside the drawing has all.
PER_LINE, PER_CELL = 124, 66


@dataclass(frozen=True)
class Judged:
    """One element: its words as they fit, the reviewer's status, and how many sources it has."""

    text: str
    status: str
    status_name: str
    sources: str


@dataclass(frozen=True)
class NormRows:
    """One norm and its elements."""

    title: str
    elements: tuple[Judged, ...]


def matrix_svg(norms: Sequence[NormRows], *, title: str, description: str) -> str:
    """Draw the matrix: a disc is met, a ring not enough, a cross not met, a dash not judged."""
    parts, y = [], _TOP
    for norm in norms:
        y += 18
        parts.append(words(0, y, norm.title, 'font-weight="600"'))
        y += 8
        for element in norm.elements:
            parts += _row(element, y)
            y += _ROW
            parts.append(line(0, y - 1, 940, y - 1))
        y += 12
    return svg("matrix", y, title, description, parts)


def _row(element: Judged, y: float) -> list[str]:
    middle = y + _ROW / 2
    return [
        words(0, middle + 4, element.text),
        _shape(element.status, _LEFT + 24, middle),
        words(_LEFT + 48, middle + 4, element.status_name),
        words(_LEFT + 240, middle + 4, element.sources, f'fill="{SOFT}"'),
    ]


def _shape(status: str, x: float, y: float) -> str:
    if status == "terpenuhi":
        return disc(x, y, 6)
    if status == "belum_cukup_bukti":
        return disc(x, y, 6, filled=False)
    style = f'stroke="{INK}" stroke-width="2"'
    if status == "tidak_terpenuhi":
        return line(x - 5, y - 5, x + 5, y + 5, style) + line(x - 5, y + 5, x + 5, y - 5, style)
    return line(x - 6, y, x + 6, y, style)
