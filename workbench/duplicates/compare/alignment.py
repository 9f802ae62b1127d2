"""Whether one picture lies inside another: matched points that one plane mapping explains.

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

from workbench.duplicates.compare.fit import Fit, fitted, roughly
from workbench.duplicates.fingerprint.points import Features
from workbench.duplicates.fingerprint.region import Box

#: Points that one mapping must explain.
FEWEST = 10
#: The same where they need not fit closely, because a camera moved between two shots.
FEWEST_LOOSE = 14
#: Share of one of the two pictures over which they must spread, and the least that
#: is looked at: all that a sky or a lake has to be found by stands along its edge.
SPREAD = 0.10
SPREAD_LEAST = 0.02
#: Agreement (correlation) of the pixels under the mapping.
AGREEMENT = 0.55
#: The same where points are crowded together: what they say of the rest is then seen to hold.
AGREEMENT_CROWDED = 0.9
#: Agreement between the matched points alone, and the share they must then span.
AGREEMENT_BETWEEN = 0.7
SPREAD_BETWEEN = 0.2

_RATIO = 0.82
_FARTHEST = 72
_REPROJECTION = 5.0
_REPROJECTION_LOOSE = 10.0
# Points that fit closely, of unrelated pictures, are fewer than this nearly always.
_HOPEFUL = 7
_ROUNDS = 800
_PLENTY = 30
# Matched points may stand this far outside the rectangle that holds them.
_SLACK = 0.02
_GRID = 64
_FEWEST_PIXELS = 16
_WHOLE = (0.0, 0.0, 1.0, 1.0)

Mapping3 = NDArray[np.float64]


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
        if one is not None and one.points >= _PLENTY:
            return one
        good += [one] if one is not None else []
    return max(good, key=lambda one: one.points, default=None)


def _aligned(a: Features, b: Features, *, mirrored: bool) -> Alignment | None:
    if min(len(a), len(b)) < FEWEST:
        return None
    ours, theirs, bits = matches(a.described(mirrored=mirrored), b.described())
    if len(ours) < FEWEST:
        return None
    from_, to = a.places()[ours], b.places()[theirs]
    explained = _explained(from_, to, _REPROJECTION)
    if explained is None:
        return None
    close = explained[1].sum() >= FEWEST
    if not close and explained[1].sum() >= _HOPEFUL and not mirrored:
        explained = _explained(from_, to, _REPROJECTION_LOOSE)
    if explained is None:
        return None
    mapping, kept = explained
    count = _distinct(from_[kept], to[kept])
    spread = _spread_of(from_[kept], a, to[kept], b)
    fewest = FEWEST if close else FEWEST_LOOSE
    if count < fewest or spread < SPREAD_LEAST or not _is_plausible(mapping, mirrored=mirrored):
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
    clear = (distance[:, 0] < _RATIO * distance[:, 1]) & (distance[:, 0] <= _FARTHEST)
    rows = np.flatnonzero(clear)
    return rows, index[rows, 0].astype(np.int64), distance[rows, 0].astype(np.int32)


def _is_plausible(mapping: Mapping3, *, mirrored: bool) -> bool:
    """Whether the mapping could be a crop, a turn, a resize or a mild change of aspect."""
    linear = mapping[:, :2]
    stretch = np.linalg.svd(linear, compute_uv=False)
    if stretch[1] < 0.05 or stretch[0] > 20 or stretch[0] / stretch[1] > 2.2:
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
    x, y = landed(unit)
    return float(np.mean((x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)))


def inverse(unit: Mapping3) -> Mapping3:
    """Return the mapping the other way."""
    return np.asarray(np.linalg.inv(unit), dtype=np.float64)


def landed(unit: Mapping3) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where a grid over the first picture lands in the second, in shares of it."""
    steps = (np.arange(_GRID) + 0.5) / _GRID
    x, y = np.meshgrid(steps, steps)
    points = unit @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
    return (
        (points[0] / points[2]).reshape(_GRID, _GRID),
        (points[1] / points[2]).reshape(_GRID, _GRID),
    )


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
    one, two, inside = _overlaid(a, b, found.mapping)
    overall = _correlation(one, two, inside)
    if overall >= (AGREEMENT if found.spread >= SPREAD else AGREEMENT_CROWDED):
        return overall
    framed = inside & _framed(found, boxes_a, boxes_b)
    if found.points >= _PLENTY and (framed != inside).any():
        within = _correlation(one, two, framed)
        if within >= AGREEMENT_BETWEEN:
            return within
    hull = np.zeros((_GRID, _GRID), dtype=np.uint8)
    cv2.fillConvexPoly(hull, np.rint(found.hull * _GRID).astype(np.int32), 1)
    between = _correlation(one, two, inside & (hull > 0))
    return between if between >= AGREEMENT_BETWEEN and found.spread >= SPREAD_BETWEEN else 0.0


def _overlaid(
    a: NDArray[np.uint8], b: NDArray[np.uint8], unit: Mapping3
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return `a`, what `b` shows at the same places, and where `b` shows anything."""
    x, y = landed(unit)
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    # Whichever picture is shown larger is softened, so that both have the same detail.
    scale = float(np.sqrt(abs(np.linalg.det(unit[:2, :2]))))
    soft = cv2.GaussianBlur(a, (0, 0), max(0.6, 0.5 / scale))
    other = cv2.GaussianBlur(b, (0, 0), max(0.6, 0.5 * scale))
    seen = cv2.remap(
        other,
        (x * b.shape[1] - 0.5).astype(np.float32),
        (y * b.shape[0] - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return soft.astype(np.float64), seen.astype(np.float64), inside


def _framed(found: Alignment, boxes_a: Sequence[Box], boxes_b: Sequence[Box]) -> NDArray[np.bool_]:
    """Return the grid points of `a` within the rectangles around the matched points."""
    mask = _within(_grid(), _around(found.hull, boxes_a))
    return mask & _within(landed(found.mapping), _around(_hull_there(found), boxes_b))


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
        held = _within(_grid(), _around(points, boxes))
        if not held.all():
            shares.append(float(_within(landed(mapping), _WHOLE)[held].mean()))
    return max(shares)


def _hull_there(found: Alignment) -> NDArray[np.float64]:
    """Return the corners of the area in `b` that the matched points span, in shares of it."""
    corners = np.column_stack([found.hull, np.ones(len(found.hull))])
    return np.asarray((found.mapping @ corners.T)[:2].T, dtype=np.float64)


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return landed(np.eye(3))


def _within(
    places: tuple[NDArray[np.float64], NDArray[np.float64]],
    rectangle: tuple[float, float, float, float],
) -> NDArray[np.bool_]:
    (x, y), (left, top, right, bottom) = places, rectangle
    return (x >= left) & (x <= right) & (y >= top) & (y <= bottom)


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


def _correlation(
    one: NDArray[np.float64], two: NDArray[np.float64], where: NDArray[np.bool_]
) -> float:
    first, second = one[where], two[where]
    if first.size < _FEWEST_PIXELS:
        return 0.0
    first, second = first - first.mean(), second - second.mean()
    norm = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / norm if norm else 0.0
