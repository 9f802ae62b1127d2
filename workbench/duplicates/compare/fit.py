"""Least squares: how exactly one mapping carries matched points over, and how sure that is.

Two shots from one hand can lie within a pixel of each other, at half a thousand pixels
across. So what a mapping turns, and what it pushes out of the picture, counts in
multiples of the error with which these many points measure it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.picture import Fingerprint

Points = NDArray[np.float64]

# Points farther off than this, in pixels, or than so many typical errors belong to
# something else; the typical error is never taken for less than the last number.
_AT_ALL = 5.0
_TRIM = 3.0
_LEAST_ERROR = 0.25
_ROUNDS = 3
_FEWEST = 10
_LEAST_SCALE = 0.02
# Points nearer to each other than this stand on one corner.
_CORNER = 3.0
# A bend takes six numbers more than a plane mapping does; what chance leaves of each
# point is never taken for less than so many square pixels.
_BEND = 6
_LEAST_LEFT = 0.15


@dataclass(frozen=True)
class Fit:
    """What matched points say of how two pictures lie to each other, and how surely.

    Attributes
    ----------
    turn, turn_error
        By how many degrees the worse of the two axes leaves its direction, right angles
        and mirroring undone; and the error of that.
    beyond, edge_error
        By how many pixels each of the two shows something that the other one does not:
        the smaller of both; near 0 when one holds the other. And the error of that.
    bend
        How many times better a bent mapping explains the points than chance would let it
        (an F ratio): about 1 for a flat picture, more where near things moved before far
        ones.
    """

    turn: float
    turn_error: float
    beyond: float
    edge_error: float
    bend: float

    @property
    def turned(self) -> float:
        """The turn in multiples of its error."""
        return self.turn / (self.turn_error + 0.01)

    @property
    def moved(self) -> float:
        """What each picture shows alone, in multiples of its error."""
        return self.beyond / (self.edge_error + 0.05)


#: Of points too few to say anything.
UNKNOWN = Fit(0.0, 180.0, 0.0, 1e3, 1.0)


def fitted(
    from_: NDArray[np.float32],
    to: NDArray[np.float32],
    mapping: Points,
    sizes: tuple[tuple[int, int], tuple[int, int]],
    *,
    mirrored: bool,
) -> Fit:
    """Return the fit of matched points.

    Parameters
    ----------
    from_, to
        Their places in both pictures, in pixels, shape (n, 2); wrong ones among them.
    mapping
        2 × 3, roughly right: where to start.
    sizes
        Width and height of both pictures, in the same pixels.
    mirrored
        Whether the mapping mirrors.
    """
    middle = np.array(sizes[0]) / 2
    places, there = np.asarray(from_, float) - middle, np.asarray(to, float)
    linear = mapping[:, :2]
    found = np.vstack([linear.T, mapping[:, 2] + linear @ middle])
    for _ in range(_ROUNDS):
        kept = _near(places, there, found)
        if int(kept.sum()) < _FEWEST:
            return UNKNOWN
        rows = np.column_stack([places[kept], np.ones(int(kept.sum()))])
        found = np.linalg.lstsq(rows, there[kept], rcond=None)[0]
    left = there[kept] - rows @ found
    # The same corner at several scales is one measurement.
    count = len(np.unique(np.rint(places[kept] / _CORNER), axis=0))
    scale = math.sqrt(abs(float(np.linalg.det(found[:2]))))
    if count < _FEWEST or _narrow(places[kept]) < 1.0 or scale < _LEAST_SCALE:
        return UNKNOWN
    spread = np.linalg.inv(rows.T @ rows)
    error = float((left**2).sum(axis=0).max()) / max(1, count - 3)
    turn_error = math.degrees(math.sqrt(error * max(spread[0, 0], spread[1, 1])) / scale)
    edges = np.array([(-1, 0, 1), (1, 0, 1), (0, -1, 1), (0, 1, 1)]) * (*middle, 1.0)
    edge_error = math.sqrt(error * float(np.einsum("ij,jk,ik->i", edges, spread, edges).max()))
    shrink = 1 / max(1.0, scale)
    return Fit(
        askew(found[:2].T, mirrored=mirrored),
        turn_error,
        _beyond(edges @ found, sizes[1]) * shrink,
        edge_error * shrink,
        _bend(rows, left, count),
    )


def roughly(
    mapping: Points, from_: NDArray[np.float32], to: NDArray[np.float32]
) -> tuple[float, float]:
    """Return the typical error of a mapping in pixels, and of its turn in degrees."""
    scale = float(np.sqrt(abs(np.linalg.det(mapping[:, :2]))))
    error = np.linalg.norm(from_ @ mapping[:, :2].T + mapping[:, 2] - to, axis=1)
    residual = float(np.median(error)) / max(1.0, scale)
    # Points along a line say little about what happens across it.
    reach = math.sqrt(max(2 * _narrow(np.asarray(from_, float)), 1.0)) * min(1.0, scale)
    return residual, math.degrees(max(residual, 0.3) / (reach * math.sqrt(len(from_))))


def _narrow(places: Points) -> float:
    """Return the variance of points across the line that they lie along, if they do."""
    return float(np.linalg.eigvalsh(np.cov(places.T))[0])


def _near(places: Points, there: Points, found: Points) -> NDArray[np.bool_]:
    """Return which points a mapping carries about where they belong."""
    off = np.asarray(np.linalg.norm(there - (places @ found[:2] + found[2]), axis=1))
    scale = max(1.0, math.sqrt(abs(float(np.linalg.det(found[:2])))))
    close: NDArray[np.bool_] = off < _AT_ALL * scale
    if not close.any():
        return close
    typical = max(_LEAST_ERROR * scale, float(np.median(off[close])))
    return np.asarray(off < _TRIM * typical)


def upright(linear: Points, *, mirrored: bool) -> Points:
    """Return the linear part of a mapping with right angles and mirroring undone."""
    back = linear @ np.diag([-1.0 if mirrored else 1.0, 1.0])
    angle = math.atan2(back[1, 0] - back[0, 1], back[0, 0] + back[1, 1])
    right = round(angle / (math.pi / 2)) * math.pi / 2
    turn = np.array([(math.cos(right), math.sin(right)), (-math.sin(right), math.cos(right))])
    return np.asarray(turn @ back, dtype=np.float64)


def in_pixels(mapping: Points, one: Fingerprint, other: Fingerprint) -> Points:
    """Return the linear part of a mapping of shares, as it carries pixels to pixels."""
    there, back = np.diag([other.width, other.height]), np.diag([1 / one.width, 1 / one.height])
    return np.asarray(there @ mapping[:2, :2] @ back, dtype=np.float64)


def askew(linear: Points, *, mirrored: bool) -> float:
    """Return by how many degrees the worse of the two axes leaves the nearest right angle."""
    straight = upright(linear, mirrored=mirrored)
    across = math.atan2(abs(straight[1, 0]), abs(straight[0, 0]))
    down = math.atan2(abs(straight[0, 1]), abs(straight[1, 1]))
    return math.degrees(max(across, down))


def _beyond(middles: Points, size: tuple[int, int]) -> float:
    """Return the lesser of how far the first reaches out of the second, and it out of that.

    `middles` are those of the first picture's left, right, upper and lower edge: a
    picture that only turned about its middle moves them along the other's edges.
    """
    sideways = abs(middles[1, 0] - middles[0, 0]) >= abs(middles[1, 1] - middles[0, 1])
    left_right, up_down = (middles[:2, 0], middles[2:, 1])
    if not sideways:
        left_right, up_down = middles[2:, 0], middles[:2, 1]
    out = np.array(
        [
            -left_right.min(),
            left_right.max() - size[0],
            -up_down.min(),
            up_down.max() - size[1],
        ]
    )
    return float(max(0.0, min(out.max(), -out.min())))


def _bend(rows: Points, left: Points, count: int) -> float:
    """Return how much better second powers of the places explain the points, as an F ratio."""
    if count < 2 * _FEWEST:
        return 1.0
    across, down = rows[:, 0] / np.std(rows[:, 0]), rows[:, 1] / np.std(rows[:, 1])
    powers = np.column_stack([rows, across**2, down**2, across * down])
    still = left - powers @ np.linalg.lstsq(powers, left, rcond=None)[0]
    before, after = float((left**2).sum()), float((still**2).sum())
    free = 2 * count - 6 - _BEND
    return (before - after) / _BEND / max(after / free, _LEAST_LEFT)
