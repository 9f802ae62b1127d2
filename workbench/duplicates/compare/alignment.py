"""Image alignment: whether one picture by matched points that one mapping explains.

Points that look alike are only candidates. They count when a single affine mapping
carries enough of them over, spread over enough of one picture, and when the pixels
under the mapping then agree as well: a logo or banner in two photographs passes the
first test and not the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.compare.fit import Fit, fitted, roughly
from workbench.duplicates.compare.overlay import (
    Mapping3,
    Overlay,
    Places,
    correlation,
    inverse,
    landed,
    overlaid,
    within,
)
from workbench.duplicates.fingerprint.points import Features
from workbench.duplicates.fingerprint.region import SIDE, Box

_REPROJECTION = 5.0
_REPROJECTION_LOOSE = 10.0
_ROUNDS = 800
# Matched points may stand this far outside the rectangle that holds them.
_SLACK = 0.02
_GRID = (SIDE, SIDE)
_FEWEST_PIXELS = 16
_WHOLE = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class Alignment:
    """One picture laid over another.

    Attributes
    ----------
    mapping
        3 × 3: takes a point of `a`, in shares of its width and height, to `b`.
    mirrored
        Whether `a` had to be mirrored first; included in `mapping`.
    points
        How many matched points it explains.
    distance
        Their median distance in bits of 256.
    inside_a, inside_b
        Share of each picture that lands on the other one.
    hull
        Corners of the area in `a` that the matched points span, in shares of it.
    spread
        The larger of the two shares of a picture that the hull covers.
    residual
        How far matched points typically lie from where the mapping puts them, in
        pixels of whichever picture shows them smaller.
    wobble
        By how many degrees the mapping's turn may be off, given that residual.
    fit
        How exactly the points measure a turn, a shift and a bend.
    close
        Whether the points fit as those of copies do; if not, what is near moved
        against what is far, and the pictures share a scene at most.
    """

    mapping: Mapping3
    mirrored: bool
    points: int
    distance: int
    inside_a: float
    inside_b: float
    hull: NDArray[np.float64]
    spread: float
    residual: float
    wobble: float
    fit: Fit
    close: bool = True


def align(a: Features, b: Features, mirrored: tuple[bool, ...] = (False, True)) -> Alignment | None:
    """Return the best alignment of two pictures by their points alone, or None.

    Parameters
    ----------
    a, b
        Their points.
    mirrored
        Whether to try `a` as it stands, mirrored, or one after the other.
    """
    good = []
    for turned in mirrored:
        if turned and not a.mirrored:  # an index keeps no points of mirror images
            continue
        one = _aligned(a, b, mirrored=turned)
        if one is not None and one.points >= rules.POINTS_PLENTY:
            return one
        good += [one] if one is not None else []
    return max(good, key=lambda one: one.points, default=None)


def _aligned(a: Features, b: Features, *, mirrored: bool) -> Alignment | None:
    if min(len(a), len(b)) < rules.POINTS:
        return None
    ours, theirs, bits = matches(a.described(mirrored=mirrored), b.described())
    if len(ours) < rules.POINTS:
        return None
    from_, to = a.places()[ours], b.places()[theirs]
    explained = _explained(from_, to, _REPROJECTION)
    if explained is None:
        return None
    close = explained[1].sum() >= rules.POINTS
    if not close and explained[1].sum() >= rules.POINTS_HOPEFUL and not mirrored:
        explained = _explained(from_, to, _REPROJECTION_LOOSE)
    if explained is None:
        return None
    mapping, kept = explained
    count = _distinct(from_[kept], to[kept])
    spread = _spread_of(from_[kept], a, to[kept], b)
    fewest = rules.POINTS if close else rules.POINTS_LOOSE
    if (
        count < fewest
        or spread < rules.SPREAD_LEAST
        or not _is_plausible(mapping, mirrored=mirrored)
    ):
        return None
    hull = cv2.convexHull(from_[kept]).reshape(-1, 2) / (a.width, a.height)
    unit = _in_shares(mapping, a, b)
    sizes = ((a.width, a.height), (b.width, b.height))
    return Alignment(
        unit,
        mirrored,
        count,
        int(np.median(bits[kept])),
        _share_inside(unit),
        _share_inside(inverse(unit)),
        np.asarray(hull, dtype=np.float64),
        spread,
        *roughly(mapping, from_[kept], to[kept]),
        fitted(from_, to, mapping, sizes, mirrored=mirrored),
        close,
    )


def _explained(
    from_: NDArray[np.float32], to: NDArray[np.float32], within: float
) -> tuple[Mapping3, NDArray[np.bool_]] | None:
    """Return the mapping that explains most points to within so many pixels, and which."""
    cv2.setRNGSeed(1)
    estimate, inliers = cv2.estimateAffine2D(
        from_, to, method=cv2.RANSAC, ransacReprojThreshold=within, maxIters=_ROUNDS
    )
    if estimate is None:
        return None
    return np.asarray(estimate, dtype=np.float64), np.asarray(inliers).ravel() > 0


def matches(
    ours: NDArray[np.uint8], theirs: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return indices and distances of points that fit clearly better than the second best."""
    if len(theirs) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32)
    distance, index = cv2.batchDistance(ours, theirs, cv2.CV_32S, normType=cv2.NORM_HAMMING, K=2)
    best, second = distance.T
    clear = (best < rules.MATCH_CLEAR * second) & (best <= rules.MATCH_FARTHEST)
    rows = np.flatnonzero(clear)
    return rows, index[rows, 0].astype(np.int64), distance[rows, 0].astype(np.int32)


def _is_plausible(mapping: Mapping3, *, mirrored: bool) -> bool:
    """Whether the mapping could be a crop, a turn, a resize or a mild change of aspect."""
    linear = mapping[:, :2]
    stretch = np.linalg.svd(linear, compute_uv=False)
    if stretch[1] < rules.STRETCH_LEAST or stretch[0] > rules.STRETCH_MOST:
        return False
    if stretch[0] / stretch[1] > rules.STRETCH_ASPECT:
        return False
    return bool((np.linalg.det(linear) < 0) == mirrored)


def _distinct(from_: NDArray[np.float32], to: NDArray[np.float32]) -> int:
    """Count matched points, taking those at one place in either picture for one."""
    return min(len(np.unique(np.rint(points / 3), axis=0)) for points in (from_, to))


def _spread_of(
    from_: NDArray[np.float32], a: Features, to: NDArray[np.float32], b: Features
) -> float:
    hulls = ((from_, a), (to, b))
    return max(
        cv2.contourArea(cv2.convexHull(points)) / (picture.width * picture.height)
        for points, picture in hulls
    )


def _in_shares(mapping: Mapping3, a: Features, b: Features) -> Mapping3:
    whole = np.vstack([mapping, (0.0, 0.0, 1.0)])
    to_shares = np.diag([1 / b.width, 1 / b.height, 1.0])
    return np.asarray(to_shares @ whole @ np.diag([a.width, a.height, 1.0]), dtype=np.float64)


def _share_inside(unit: Mapping3) -> float:
    """Return the share of the first picture that lands inside the second."""
    return float(np.mean(landed(unit, _GRID)[1]))


def agrees(
    a: NDArray[np.uint8],
    b: NDArray[np.uint8],
    found: Alignment,
    boxes_a: Sequence[Box] = (),
    boxes_b: Sequence[Box] = (),
) -> float:
    """Return how well the pixels of two small grey pictures agree, 0 when not enough.

    Either all of the overlap agrees; or the rectangles do that stand out in the
    pictures around the matched points, such as a collage's cell; or the area between
    the points does and is a large share of a picture.

    Parameters
    ----------
    a, b
        The two pictures, small and grey.
    found
        From :func:`align`.
    boxes_a, boxes_b
        Rectangles that stand out inside each.
    """
    both = overlaid(a, b, found.mapping)
    inside = both.inside
    overall = _correlation(both, inside)
    if overall >= (rules.AGREEMENT if found.spread >= rules.SPREAD else rules.AGREEMENT_CROWDED):
        return overall
    framed = inside & _framed(found, boxes_a, boxes_b)
    if found.points >= rules.POINTS_PLENTY and (framed != inside).any():
        within = _correlation(both, framed)
        if within >= rules.AGREEMENT_BETWEEN:
            return within
    hull = np.zeros(_GRID, dtype=np.uint8)
    cv2.fillConvexPoly(hull, np.rint(found.hull * SIDE).astype(np.int32), 1)
    between = _correlation(both, inside & (hull > 0))
    is_enough = between >= rules.AGREEMENT_BETWEEN and found.spread >= rules.SPREAD_BETWEEN
    return between if is_enough else 0.0


def _framed(found: Alignment, boxes_a: Sequence[Box], boxes_b: Sequence[Box]) -> NDArray[np.bool_]:
    """Return the grid points of `a` within the rectangles around the matched points."""
    mask = within(_grid(), _around(found.hull, boxes_a))
    return mask & within(landed(found.mapping, _GRID)[0], _around(_hull_there(found), boxes_b))


def shown_whole(found: Alignment, boxes_a: Sequence[Box], boxes_b: Sequence[Box]) -> float:
    """Return how much of a rectangle around the matched points lands on the other picture.

    The larger share of the two sides: a collage's cell is all of what was put there, also
    where the mapping reaches on into its neighbours. 0 when no rectangle holds the points.
    """
    shares = [0.0]
    for points, boxes, mapping in (
        (found.hull, boxes_a, found.mapping),
        (_hull_there(found), boxes_b, inverse(found.mapping)),
    ):
        held = within(_grid(), _around(points, boxes))
        if not held.all():
            shares.append(float(within(landed(mapping, _GRID)[0], _WHOLE)[held].mean()))
    return max(shares)


def _hull_there(found: Alignment) -> NDArray[np.float64]:
    """Return the corners of the area in `b` that the matched points span, in shares of it."""
    corners = np.column_stack([found.hull, np.ones(len(found.hull))])
    return np.asarray((found.mapping @ corners.T)[:2].T, dtype=np.float64)


def _grid() -> Places:
    return landed(np.eye(3), _GRID)[0]


def _around(points: NDArray[np.float64], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Return the smallest rectangle that holds the points, in shares; else all of it.

    What was taken for a seam may be a shore or a lawn: so two rectangles count as one, too.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    shares = [(b[0] / 1e4, b[1] / 1e4, b[2] / 1e4, b[3] / 1e4) for b in boxes]
    shares += [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        for a, b in combinations(shares, 2)
    ]
    holding = [
        share
        for share in shares
        if low[0] >= share[0] - _SLACK
        and low[1] >= share[1] - _SLACK
        and high[0] <= share[2] + _SLACK
        and high[1] <= share[3] + _SLACK
    ]
    area = {share: (share[2] - share[0]) * (share[3] - share[1]) for share in holding}
    return min(holding, key=lambda share: (area[share], share), default=_WHOLE)


def _correlation(both: Overlay, where: NDArray[np.bool_]) -> float:
    """Return how well two pictures agree at some places; 0 where these are too few."""
    if int(where.sum()) < _FEWEST_PIXELS:
        return 0.0
    return correlation(both.first[where], both.second[where])
