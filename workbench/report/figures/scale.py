"""A time axis with breaks: long empty stretches are folded, and said to be."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

_BREAK_WIDTH = 62.0
_NARROWEST = 76.0
_MOST_BREAKS = 5
# A gap is folded when it takes this share of all the time that is shown.
_FOLDED_SHARE = 0.34
_SHORTEST_FOLD = timedelta(hours=6)


@dataclass(frozen=True)
class Stretch:
    """One unbroken piece of the axis: its times, and its place in the drawing."""

    start: datetime
    end: datetime
    left: float
    right: float

    def place(self, when: datetime) -> float:
        """Return the x of `when`, which may lie outside, clipped to the piece."""
        length = (self.end - self.start).total_seconds()
        share = (when - self.start).total_seconds() / length if length else 0.5
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


@dataclass(frozen=True)
class Scale:
    """The whole axis: its pieces from left to right."""

    stretches: tuple[Stretch, ...]

    def place(self, when: datetime) -> float:
        """Return the x of `when`; inside a folded gap, the nearer edge of the fold."""
        best = self.stretches[0]
        for stretch in self.stretches:
            if when >= stretch.start:
                best = stretch
        return best.place(when)

    def folds(self) -> list[tuple[float, timedelta]]:
        """Return the middle x of each fold and how much time it hides."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return [((a.right + b.left) / 2, b.start - a.end) for a, b in pairs]


def scale(times: Sequence[datetime], left: float, right: float) -> Scale:
    """Return an axis on which all `times` have a place and the busy parts have room.

    Parameters
    ----------
    times
        At least one; their order does not matter.
    left, right
        The drawing's edges.
    """
    ordered = sorted(set(times))
    clusters = _clusters(ordered)
    widths = _widths(clusters, right - left - _BREAK_WIDTH * (len(clusters) - 1))
    stretches, x = [], left
    for (start, end), width in zip(clusters, widths, strict=True):
        pad = max((end - start) * 0.06, timedelta(minutes=10))
        stretches.append(Stretch(start - pad, end + pad, x, x + width))
        x += width + _BREAK_WIDTH
    return Scale(tuple(stretches))


def _clusters(ordered: list[datetime]) -> list[tuple[datetime, datetime]]:
    """Cut the times at the gaps that would leave the rest no room."""
    gaps = [(b - a, i) for i, (a, b) in enumerate(itertools.pairwise(ordered))]
    remaining = sum((gap for gap, _ in gaps), timedelta())
    cuts: set[int] = set()
    for gap, index in sorted(gaps, key=lambda item: (-item[0], item[1])):
        if len(cuts) == _MOST_BREAKS or gap < _SHORTEST_FOLD or gap < remaining * _FOLDED_SHARE:
            break
        cuts.add(index)
        remaining -= gap
    clusters, first = [], 0
    for index in sorted(cuts):
        clusters.append((ordered[first], ordered[index]))
        first = index + 1
    clusters.append((ordered[first], ordered[-1]))
    return clusters


def _widths(clusters: list[tuple[datetime, datetime]], room: float) -> list[float]:
    """Share the room: the square root keeps a short cluster readable beside a long one."""
    narrowest = min(_NARROWEST, room / len(clusters))
    weights = [sqrt(max((end - start).total_seconds(), 1.0)) for start, end in clusters]
    free = room - narrowest * len(clusters)
    return [narrowest + free * weight / sum(weights) for weight in weights]
