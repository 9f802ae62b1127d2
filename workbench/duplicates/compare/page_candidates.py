"""Which pages are worth laying over each other: twenty times faster than doing it.

A case of 300 scans has 45,000 pairs, and two letters on one letterhead do meet at the
top. So some of the points of both pages are matched first, and then all: unless one
turn, shift and resize carries enough of them over, and these stand in enough places of
one page, no more is done. Measured on drawn pages (``bench/duplicates_pages.py``): of
pairs that show one text none is lost, of others one in a hundred is laid over.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.text_page import Page

# Points that one arrangement must carry over, and the share of the places where one
# page has points that they must stand in: for the strongest points, then for all.
_FEW, _FEW_PLACES = 9, 0.17
_FEWEST, _PLACES = 20, 0.25
_RATIO = 0.88
# How far, in pixels, points may lie from their place; rounds; side of one place.
_LOOSE = 6.0
_ROUNDS = 300
_PLACE = 64
_LEAST = 4

Points = tuple[NDArray[np.float32], NDArray[np.uint8]]


def may_agree(a: Page, b: Page) -> bool:
    """Whether laying one page over the other could show one text; nearly never wrongly not."""
    return _arranged(_strongest(a), _strongest(b), _FEW, _FEW_PLACES) and _arranged(
        a.anchors, b.anchors, _FEWEST, _PLACES
    )


def _strongest(page: Page) -> Points:
    places, described = page.anchors
    return places[page.strongest], described[page.strongest]


def _arranged(a: Points, b: Points, fewest: int, share: float) -> bool:
    (from_, ours), (to, theirs) = a, b
    if min(len(ours), len(theirs)) < fewest:
        return False
    distance, index = cv2.batchDistance(ours, theirs, cv2.CV_32S, normType=cv2.NORM_HAMMING, K=2)
    rows = np.flatnonzero(distance[:, 0] < _RATIO * distance[:, 1])
    if len(rows) < max(fewest, _LEAST):
        return False
    left, right = from_[rows], to[index[rows, 0]]
    cv2.setRNGSeed(1)
    _, inliers = cv2.estimateAffinePartial2D(
        left, right, method=cv2.RANSAC, ransacReprojThreshold=_LOOSE, maxIters=_ROUNDS,
        refineIters=0,
    )  # fmt: skip
    if inliers is None or int(inliers.sum()) < fewest:
        return False
    kept = np.flatnonzero(inliers)
    return max(_places(left[kept]) / _places(from_), _places(right[kept]) / _places(to)) >= share


def _places(points: NDArray[np.float32]) -> int:
    """Return in how many squares of a page points stand."""
    x, y = (points // _PLACE).astype(np.int64).T
    return len(np.unique(x << 16 | y))
