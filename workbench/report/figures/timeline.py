"""The timeline as a drawing: SVG that prints in black and white and reads aloud.

Shapes carry the meaning, never colour alone: a diamond is what the case's own
papers say, a disc what an exhibit says, a hollow disc what it says on weak
grounds, a bar with two ends a time known only to lie between them. The same
input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import escape

from workbench.report.figures.drawing import LETTER, svg
from workbench.report.figures.scale import Scale, Stretch, scale
from workbench.report.language import clock, day, duration, offset
from workbench.text import Language, say

_LEFT, _RIGHT, _TOP = 196.0, 944.0, 34.0
_ROW = 21.0
_LANE_PAD = 9.0
_STEPS = (
    *(timedelta(minutes=n) for n in (5, 15, 30)),
    *(timedelta(hours=n) for n in (1, 3, 6, 12)),
    *(timedelta(days=n) for n in (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652)),
)


@dataclass(frozen=True)
class Mark:
    """One thing on the timeline.

    Attributes
    ----------
    lane
        Index of the lane it stands in.
    start, end
        Aware instants; `end` exclusive.
    label
        Id of the exhibit, or empty for the case's own dates.
    weak
        Whether the source is a weak one.
    """

    lane: int
    start: datetime
    end: datetime
    label: str = ""
    weak: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is known to the minute."""
        return self.end - self.start <= timedelta(minutes=1)


@dataclass(frozen=True)
class Phase:
    """A stretch of the election calendar, drawn behind the marks."""

    name: str
    start: datetime
    end: datetime


@dataclass
class _Placed:
    """A mark, or several at one place, with where it is drawn."""

    mark: Mark
    x0: float
    x1: float
    labels: list[str] = field(default_factory=list)
    row: int = 0

    @property
    def text(self) -> str:
        named = [label for label in self.labels if label]
        if len(named) > 3:
            return f"{named[0]}, {named[1]}, … {named[-1]} ({len(named)})"
        return ", ".join(named)

    @property
    def extent(self) -> tuple[float, float]:
        room = 12 + len(self.text) * LETTER
        if self.x1 + room > _RIGHT + 8:
            return self.x0 - room, self.x1 + 7
        return self.x0 - 7, self.x1 + room


def timeline_svg(
    marks: Sequence[Mark],
    lanes: Sequence[str],
    zone: str,
    language: Language,
    *,
    title: str,
    description: str,
    phases: Sequence[Phase] = (),
) -> str:
    """Draw the timeline.

    Parameters
    ----------
    marks
        What is to be drawn; at least one.
    lanes
        Names of the lanes from top to bottom.
    zone
        ``WIB``, ``WITA`` or ``WIT``: the axis shows its local time.
    title, description
        Read aloud in place of the drawing.
    phases
        Campaign phases, drawn as labelled bands behind.

    Returns
    -------
    str
        One ``<svg>`` element, 960 units wide, with no style sheet, link or script.
    """
    axis = scale([t for mark in marks for t in _ends(mark)], _LEFT + 14, _RIGHT - 10)
    placed = [_arrange([m for m in marks if m.lane == i], axis) for i in range(len(lanes))]
    body, y = [], _TOP
    for index, name in enumerate(lanes):
        rows = 1 + max((item.row for item in placed[index]), default=0)
        height = rows * _ROW + _LANE_PAD
        body.append(_lane(name, placed[index], y, height, last=index == len(lanes) - 1))
        y += height
    parts = [
        _phases(phases, axis, y),
        _grid(axis, y, zone, language),
        *body,
        _folds(axis, y, language),
    ]
    return svg("timeline", y + 44, title, description, parts)


def _ends(mark: Mark) -> tuple[datetime, datetime]:
    return (mark.start, mark.start) if mark.is_point else (mark.start, mark.end)


def _arrange(marks: list[Mark], axis: Scale) -> list[_Placed]:
    """Join marks that fall on one spot, and move the rest apart until no label is covered."""
    placed: list[_Placed] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end, m.weak, m.label)):
        x0, x1 = (axis.place(t) for t in _ends(mark))
        same = next((p for p in placed if _same_spot(p, mark, x0, x1)), None)
        if same is None:
            placed.append(_Placed(mark, x0, x1, [mark.label]))
        elif mark.label not in same.labels:
            same.labels.append(mark.label)
    ends: list[float] = []
    for item in sorted(placed, key=lambda p: p.extent[0]):
        left, right = item.extent
        row = next((i for i, end in enumerate(ends) if end + 4 <= left), len(ends))
        ends[row : row + 1] = [right]
        item.row = row
    return placed


def _same_spot(placed: _Placed, mark: Mark, x0: float, x1: float) -> bool:
    return (
        placed.mark.weak == mark.weak
        and bool(placed.mark.label) == bool(mark.label)
        and placed.mark.is_point == mark.is_point
        and abs(placed.x0 - x0) < 2.5
        and abs(placed.x1 - x1) < 2.5
    )


def _lane(name: str, placed: list[_Placed], y: float, height: float, *, last: bool) -> str:
    middle = y + _LANE_PAD / 2 + _ROW / 2
    parts = [f'<text x="0" y="{middle + 4.5:.1f}" font-weight="600">{escape(name)}</text>']
    if not last:
        bottom = y + height
        parts.append(
            f'<line x1="0" x2="{_RIGHT:.0f}" y1="{bottom:.1f}" y2="{bottom:.1f}" '
            'stroke="#b9b9b9" stroke-width="0.75"/>'
        )
    parts += [_drawn(item, middle + item.row * _ROW) for item in placed]
    return "".join(parts)


def _drawn(item: _Placed, y: float) -> str:
    x0, x1 = item.x0, item.x1
    if not item.mark.is_point:
        fill = "#ffffff" if item.mark.weak else "#8a8a8a"
        width = max(x1 - x0, 3.0)
        shape = (
            f'<rect x="{x0:.1f}" y="{y - 3.5:.1f}" width="{width:.1f}" height="7" '
            f'fill="{fill}" stroke="#1a1a1a" stroke-width="1"/>'
            f'<path d="M{x0:.1f} {y - 7:.1f}V{y + 7:.1f}M{x0 + width:.1f} {y - 7:.1f}V{y + 7:.1f}" '
            'stroke="#1a1a1a" stroke-width="1.5" fill="none"/>'
        )
    elif not any(item.labels):
        shape = (
            f'<path d="M{x0:.1f} {y - 6.5:.1f}L{x0 + 6.5:.1f} {y:.1f}L{x0:.1f} {y + 6.5:.1f}'
            f'L{x0 - 6.5:.1f} {y:.1f}Z" fill="#1a1a1a"/>'
        )
    else:
        fill = "#ffffff" if item.mark.weak else "#1a1a1a"
        shape = (
            f'<circle cx="{x0:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" '
            'stroke="#1a1a1a" stroke-width="1.5"/>'
        )
    if not item.text:
        return shape
    after = item.extent[1] > x1 + 8
    x, anchor = (x1 + 9, "start") if after else (x0 - 9, "end")
    place = f'x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="{anchor}"'
    return f"{shape}<text {place}>{escape(item.text)}</text>"


def _phases(phases: Sequence[Phase], axis: Scale, bottom: float) -> str:
    parts = []
    for phase in phases:
        for stretch in axis.stretches:
            if phase.end <= stretch.start or phase.start >= stretch.end:
                continue
            x0, x1 = stretch.place(phase.start), stretch.place(phase.end)
            parts.append(
                f'<rect x="{x0:.1f}" y="{_TOP - 20:.1f}" width="{x1 - x0:.1f}" '
                f'height="{bottom - _TOP + 20:.1f}" fill="#efefec"/>'
            )
            if (x1 - x0) > len(phase.name) * 5.6:
                parts.append(
                    f'<text x="{(x0 + x1) / 2:.1f}" y="{_TOP - 7:.1f}" font-size="12" '
                    f'text-anchor="middle" fill="#444444">{escape(phase.name)}</text>'
                )
    return "".join(parts)


def _grid(axis: Scale, bottom: float, zone: str, language: Language) -> str:
    parts = []
    for stretch in axis.stretches:
        parts.append(
            f'<line x1="{stretch.left:.1f}" x2="{stretch.right:.1f}" y1="{bottom:.1f}" '
            f'y2="{bottom:.1f}" stroke="#1a1a1a" stroke-width="1"/>'
        )
        shown = ""
        for tick in _ticks(stretch, zone):
            upper, lower = _tick_text(tick, stretch, zone, language)
            x = stretch.place(tick)
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP:.1f}" y2="{bottom + 5:.1f}" '
                'stroke="#d4d4d4" stroke-width="0.75"/>'
                f'<text x="{x:.1f}" y="{bottom + 19:.1f}" text-anchor="middle" font-size="12">'
                f"{escape(upper)}</text>"
            )
            if lower != shown:
                parts.append(
                    f'<text x="{x:.1f}" y="{bottom + 34:.1f}" text-anchor="middle" '
                    f'font-size="12" fill="#444444">{escape(lower)}</text>'
                )
                shown = lower
    return "".join(parts)


def _ticks(stretch: Stretch, zone: str) -> list[datetime]:
    """Return round local times at least 72 units apart; the middle when none fits."""
    length = stretch.end - stretch.start
    most = max(1.0, (stretch.right - stretch.left) / 72)
    step = next((s for s in _STEPS if length / s <= most), _STEPS[-1])
    # Counted from a local midnight, so that ticks fall on whole hours and days there.
    origin = datetime(1970, 1, 5, tzinfo=stretch.start.tzinfo) - offset(zone)
    tick = origin + -(-(stretch.start - origin) // step) * step
    ticks = []
    while tick <= stretch.end:
        ticks.append(tick)
        tick += step
    return ticks or [stretch.start + length / 2]


def _tick_text(tick: datetime, stretch: Stretch, zone: str, language: Language) -> tuple[str, str]:
    local = tick + offset(zone)
    shown = day(local.date(), language, short=True)
    if stretch.end - stretch.start < timedelta(days=3):
        return clock(local.time(), language), shown
    words = shown.rsplit(" ", 1)
    return words[0], words[1]


def _folds(axis: Scale, bottom: float, language: Language) -> str:
    parts = []
    for x, hidden in axis.folds():
        parts.append(
            f'<path d="M{x - 4:.1f} {bottom - 6:.1f}l4 4l-4 4l4 4M{x + 1:.1f} {bottom - 6:.1f}'
            'l4 4l-4 4l4 4" stroke="#1a1a1a" stroke-width="1.25" fill="none"/>'
            f'<text x="{x:.1f}" y="{bottom + 19:.1f}" text-anchor="middle" font-size="11" '
            f'font-style="italic" fill="#444444">{escape(duration(hidden, language))}</text>'
        )
    return "".join(parts)


def legend(language: Language) -> str:
    """Return the sentence that explains the shapes."""
    return say("report.timeline.legend", language)
