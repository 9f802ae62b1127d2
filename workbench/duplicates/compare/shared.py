"""Whether two pictures share only a thing that both show: a banner, a poster, a post's picture.

The same print in two places is found again as surely as a copy is, and is none: what
hangs around it differs. So the plane on which the shared points lie is carried on over
the rest of both pictures, and small windows of one are looked for in the other. In a
copy, and where one place was taken twice, they are there, or close by when the camera
moved; around a print that hangs in two places they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.compare.alignment import matches
from workbench.duplicates.compare.fit import askew, in_pixels
from workbench.duplicates.compare.overlay import Mapping3, overlaid
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import SIDE
from workbench.duplicates.pair import Pair

_WINDOW, _STEP, _SLIP = 12, 4, 2
_REPROJECTION, _ROUNDS = 8.0, 1000
_TONES, _BESIDE = 16, 9
# Windows may stand this far outside the rectangle that they are of.
_EDGE = 0.04

Rectangle = tuple[float, float, float, float]


def settled(pair: Pair, one: Fingerprint, other: Fingerprint) -> Pair:
    """Return the pair, as one of pictures that only share a thing where that is what they do.

    Parameters
    ----------
    pair
        As hashes and points found it.
    one, other
        Its two pictures.
    """
    if pair.kind == "exact" or len(pair.mapping) != 6:
        return pair
    mapping = np.vstack([np.array(pair.mapping).reshape(2, 3), (0.0, 0.0, 1.0)])
    if pair.kind == "scene":
        shared = _hangs_elsewhere(mapping, one, other)
    elif pair.kind == "near":
        seen = windows(one, other, mapping)
        shared = (
            seen.share_apart >= rules.SHARED_APART_WHOLE
            and seen.apart >= rules.SHARED_WINDOWS_APART
        )
        shared = shared or _holds_a_rectangle(mapping, one, other, is_sure=False)
    else:
        is_mirrored = bool(np.linalg.det(mapping[:2, :2]) < 0)
        is_askew = askew(in_pixels(mapping, one, other), mirrored=is_mirrored) > rules.SHARED_ASKEW
        shared = (
            _hangs_elsewhere(mapping, one, other, rules.SHARED_APART_INSIDE)
            if is_askew
            else _holds_a_rectangle(mapping, one, other, is_sure=pair.method != "orb")
        )
    return replace(pair, kind="shared", transform="", why="") if shared else pair


@dataclass(frozen=True)
class Windows:
    """What small windows of one picture, laid over another, find there.

    Attributes
    ----------
    places
        Left and top of each window that shows something in both, in shares of the first.
    alike
        Which of them the other picture shows at the same place.
    near
        Which of them it shows best there or a little further on.
    """

    places: NDArray[np.float64]
    alike: NDArray[np.bool_]
    near: NDArray[np.bool_]

    @property
    def apart(self) -> int:
        """How many windows the other picture does not show at their places."""
        return int((~self.alike).sum())

    @property
    def share_apart(self) -> float:
        """The same as a share; 0 without any window."""
        return self.apart / len(self.alike) if len(self.alike) else 0.0

    @property
    def share_moved(self) -> float:
        """Of those, the share that the other picture shows close by; 1 without any."""
        return float(self.near[~self.alike].mean()) if self.apart else 1.0


def _hangs_elsewhere(
    mapping: Mapping3, one: Fingerprint, other: Fingerprint, least: float = 0.0
) -> bool:
    """Whether what matches is one flat thing, and around it nothing is where it should be."""
    plane = _plane(one, other, mirrored=bool(np.linalg.det(mapping[:2, :2]) < 0))
    off = _off(mapping)
    if plane is None or off < rules.SHARED_ELSEWHERE:
        return False
    seen = windows(one, other, plane.mapping)
    if (
        seen.apart < rules.SHARED_WINDOWS_APART
        or seen.share_apart < least
        or seen.share_moved >= rules.SHARED_MOVED
    ):
        return False
    is_far = off >= rules.SHARED_FAR and seen.share_moved < rules.SHARED_HARDLY
    return _tones_in_common(one, other, plane) < (
        rules.SHARED_TONES_FAR if is_far else rules.SHARED_TONES
    )


def _holds_a_rectangle(
    mapping: Mapping3, one: Fingerprint, other: Fingerprint, *, is_sure: bool
) -> bool:
    """Whether both hold a rectangle at one place, and only it, or all but it, is the same.

    The same one with other things around it is a picture in two posts; another one in the
    same surroundings is a portrait on two banners of one party. Where no window around a
    rectangle says anything, that decides which are surely the same: hashes of the
    rectangles themselves found them.
    """
    rectangles = list(_same_rectangles(mapping, one, other))
    seen = windows(one, other, mapping) if rectangles else None
    return seen is not None and any(_is_apart(seen, box, is_sure=is_sure) for box in rectangles)


def _is_apart(seen: Windows, box: Rectangle, *, is_sure: bool) -> bool:
    left, top, right, bottom = box
    reach = _WINDOW / SIDE
    x, y = seen.places.T
    beside = (x + reach < left) | (x > right) | (y + reach < top) | (y > bottom)
    across = (x >= left - _EDGE) & (x + reach <= right + _EDGE)
    within = across & (y >= top - _EDGE) & (y + reach <= bottom + _EDGE)
    # A strip along an edge is no portrait: words written over a photo may cover all of it.
    edges = sum((left <= _EDGE, top <= _EDGE, right >= 1 - _EDGE, bottom >= 1 - _EDGE))
    is_told = int(within.sum()) >= rules.SHARED_WINDOWS and edges < rules.SHARED_STRIP
    if is_told and float(seen.alike[within].mean()) < rules.SHARED_WITHIN:
        return True
    if int(beside.sum()) < rules.SHARED_WINDOWS:
        return is_sure
    return float(seen.alike[beside].mean()) < rules.SHARED_AROUND


def _same_rectangles(
    mapping: Mapping3, one: Fingerprint, other: Fingerprint
) -> Iterator[Rectangle]:
    """Yield rectangles, none of them most of its picture, that both pictures hold at one place."""
    ours = [view for view in one.views[1:] if view.area() < rules.SHARED_RECTANGLE]
    theirs = [_shares(view.box) for view in other.views[1:] if view.area() < rules.SHARED_RECTANGLE]
    for view in ours:
        left, top, right, bottom = _shares(view.box)
        corners = mapping @ np.array([(left, right), (top, bottom), (1.0, 1.0)])
        (x0, x1), (y0, y1) = sorted(corners[0]), sorted(corners[1])
        for box in theirs:
            if np.abs(np.array([x0, y0, x1, y1]) - box).max() <= rules.SHARED_SAME_SIDE:
                yield left, top, right, bottom


def _shares(box: tuple[int, int, int, int]) -> Rectangle:
    left, top, right, bottom = (side / 10_000 for side in box)
    return left, top, right, bottom


def windows(one: Fingerprint, other: Fingerprint, mapping: Mapping3) -> Windows:
    """Return which windows of the first picture the second shows where it should.

    Parameters
    ----------
    one, other
        The pictures; their small grey ones are compared.
    mapping
        Carries a point of the first, in shares, to the second.
    """
    both = overlaid(one.whole.grey(), other.whole.grey(), mapping)
    ours, theirs, inside = both.first, both.second, both.inside
    rows: list[tuple[float, float, bool, bool]] = []
    for top in range(0, SIDE + 1 - _WINDOW, _STEP):
        for left in range(0, SIDE + 1 - _WINDOW, _STEP):
            window = np.s_[top : top + _WINDOW, left : left + _WINDOW]
            here, there = np.ascontiguousarray(ours[window]), theirs[window]
            if not inside[window].all() or min(here.std(), there.std()) < rules.SHARED_TEXTURE:
                continue
            around = np.s_[
                max(0, top - _SLIP) : top + _WINDOW + _SLIP,
                max(0, left - _SLIP) : left + _WINDOW + _SLIP,
            ]
            fit = cv2.matchTemplate(theirs[around], here, cv2.TM_CCOEFF_NORMED)
            is_alike = bool(fit.max() >= rules.SHARED_ALIKE)
            is_near = is_alike or _is_near(theirs, here, left, top)
            rows.append((left / SIDE, top / SIDE, is_alike, is_near))
    places = np.array([row[:2] for row in rows], dtype=np.float64).reshape(-1, 2)
    return Windows(
        places,
        np.array([row[2] for row in rows], dtype=np.bool_),
        np.array([row[3] for row in rows], dtype=np.bool_),
    )


def _is_near(theirs: NDArray[np.float32], window: NDArray[np.float32], left: int, top: int) -> bool:
    """Return whether a window's best place in the other picture is not far from its own."""
    fit = cv2.matchTemplate(theirs, window, cv2.TM_CCOEFF_NORMED)
    y, x = np.unravel_index(int(fit.argmax()), fit.shape)
    return max(abs(int(y) - top), abs(int(x) - left)) <= rules.SHARED_REACH


@dataclass(frozen=True)
class _Plane:
    """The plane on which most matched points lie, and where they lie on it in either picture."""

    mapping: Mapping3
    hull_a: NDArray[np.float32]
    hull_b: NDArray[np.float32]


def _plane(one: Fingerprint, other: Fingerprint, *, mirrored: bool) -> _Plane | None:
    """Return the plane, everything on it in shares of the pictures."""
    a, b = one.features, other.features
    ours, theirs, _ = matches(a.described(mirrored=mirrored), b.described())
    if len(ours) < rules.SHARED_POINTS:
        return None
    from_, to = a.places()[ours], b.places()[theirs]
    cv2.setRNGSeed(1)
    estimate, inliers = cv2.findHomography(from_, to, cv2.RANSAC, _REPROJECTION, maxIters=_ROUNDS)
    kept = np.asarray(inliers).ravel() > 0 if estimate is not None else np.zeros(1, np.bool_)
    if estimate is None or int(kept.sum()) < rules.SHARED_POINTS:
        return None
    to_shares = np.diag([1 / b.width, 1 / b.height, 1.0])
    return _Plane(
        np.asarray(to_shares @ estimate @ np.diag([a.width, a.height, 1.0]), dtype=np.float64),
        np.asarray(cv2.convexHull(from_[kept]).reshape(-1, 2) / (a.width, a.height), np.float32),
        np.asarray(cv2.convexHull(to[kept]).reshape(-1, 2) / (b.width, b.height), np.float32),
    )


def _tones_in_common(one: Fingerprint, other: Fingerprint, plane: _Plane) -> float:
    """Return how much of the tones beside the matched points both pictures have, 0 to 1."""
    ours = _tones(one.whole.grey(), plane.hull_a)
    return float(np.minimum(ours, _tones(other.whole.grey(), plane.hull_b)).sum())


def _tones(grey: NDArray[np.uint8], hull: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the shares of sixteen tones beside a hull; none of any where it covers all."""
    covered = np.zeros(grey.shape, dtype=np.uint8)
    cv2.fillConvexPoly(covered, np.rint(hull * SIDE).astype(np.int32), 1)
    covered = np.asarray(cv2.dilate(covered, np.ones((_BESIDE, _BESIDE), np.uint8)), np.uint8)
    counts = np.bincount(grey[covered == 0] >> 4, minlength=_TONES).astype(np.float64)
    smooth = cv2.GaussianBlur(counts.reshape(1, -1), (3, 1), 0).ravel()
    return np.asarray(smooth / max(1.0, smooth.sum()), dtype=np.float64)


def _off(mapping: Mapping3) -> float:
    """Return how far the mapping is from leaving everything where it is, in shares."""
    middle = mapping @ np.array([0.5, 0.5, 1.0])
    shift = float(np.abs(middle[:2] - 0.5).max())
    return max(shift, float(np.abs(mapping[:2, :2] - np.eye(2)).max()))
