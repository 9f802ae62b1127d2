"""Which of an index's pictures are worth comparing: those that share points in one arrangement.

A point that is like one of few pictures says more than one that is like thousands.
Pictures with the weightiest points are laid over the one asked for, roughly; whether
they are alike is decided elsewhere, by all of their points and by their pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.points import Features
from workbench.duplicates.index.bands import Bands, Numbers
from workbench.duplicates.index.packing import words

#: Bits of 256 in which a point may differ to speak for a picture.
NEAR_POINT = 44
#: Pictures laid over the one asked for, and those of them that are proposed.
ARRANGED, MOST = 600, 32

# Rows looked at for one question, in all arrays together: this bounds its time.
_LOOKED_AT = 4_000_000
_FEWEST = 2
# How far, in pixels, a point may lie from its place in the arrangement.
_LOOSE = 16.0
_ROUNDS = 60
_FINE = 16


@dataclass(frozen=True)
class Points:
    """Points of many pictures.

    Attributes
    ----------
    bands
        Their descriptors, all of one picture in a row.
    numbers, firsts
        Shape (p,): numbers of the pictures, and which of the points is the first of each.
    places
        Shape (n, 2): where each point lies, in sixteenths of a pixel.
    """

    bands: Bands
    numbers: Numbers
    firsts: Numbers
    places: NDArray[np.uint16]

    def owners(self, rows: Numbers) -> Numbers:
        """Return whose points these are."""
        found = np.searchsorted(self.firsts, rows, side="right") - 1
        return np.asarray(self.numbers[found], dtype=np.int64)


@dataclass(frozen=True)
class _Near:
    """Points asked for and points that are near them, one row for each two."""

    owner: Numbers
    asked: Numbers
    place: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.owner)


def proposed(
    held: Sequence[Points], asked: Features, mirrored: tuple[bool, ...] = (False, True)
) -> list[int]:
    """Return whose points are arranged like those of a picture, the likeliest first.

    Parameters
    ----------
    held
        What is searched.
    asked
        All points of the picture asked for.
    mirrored
        Whether to ask for it as it stands, for its mirror image, or for both.
    """
    best: dict[int, tuple[int, float]] = {}
    for turned in mirrored:
        near = _near(held, asked, len(mirrored), mirrored=turned)
        places = _places(asked, mirrored=turned)
        for owner, weight, rows in _weighty(near):
            count = _arranged(places[near.asked[rows]], near.place[rows])
            best[owner] = max(best.get(owner, (0, 0.0)), (count, weight))
    likely = sorted(best, key=lambda owner: (-best[owner][0], -best[owner][1], owner))
    return likely[:MOST]


def _near(held: Sequence[Points], asked: Features, ways: int, *, mirrored: bool) -> _Near:
    queries = words(asked.described(mirrored=mirrored))
    share = _LOOKED_AT // (ways * max(1, len(held)))
    found = [_Near(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 2), np.float32))]
    for points in held:
        rows, which = points.bands.sharing(queries, NEAR_POINT, share)
        places = points.places[rows].astype(np.float32) / np.float32(_FINE)
        found.append(_Near(points.owners(rows), which, places))
    return _Near(
        *(np.concatenate([getattr(one, name) for one in found])
          for name in ("owner", "asked", "place"))
    )  # fmt: skip


def _places(asked: Features, *, mirrored: bool) -> NDArray[np.float32]:
    places = asked.places().copy()
    if mirrored:
        places[:, 0] = asked.width - 1 - places[:, 0]
    return places


def _weighty(near: _Near) -> list[tuple[int, float, Numbers]]:
    """Return owners by the weight of their points, the weightiest first, with their rows."""
    if not len(near):
        return []
    owners, whose = np.unique(near.owner, return_inverse=True)
    both = np.unique(near.asked * len(owners) + whose)
    common = np.bincount(both // len(owners))
    rarity = np.log1p(len(owners) / np.maximum(common, 1))
    asked, owner = np.divmod(both, len(owners))
    weight = np.bincount(owner, weights=rarity[asked], minlength=len(owners))
    count = np.bincount(owner, minlength=len(owners))
    order = np.lexsort((owners, -weight))
    order = order[count[order] >= _FEWEST][:ARRANGED]
    by_owner = np.argsort(whose, kind="stable")
    starts = np.searchsorted(whose[by_owner], np.arange(len(owners) + 1))
    return [
        (int(owners[one]), float(weight[one]), by_owner[starts[one] : starts[one + 1]])
        for one in order.tolist()
    ]


def _arranged(from_: NDArray[np.float32], to: NDArray[np.float32]) -> int:
    """Return how many places one turn, shift and resize carries over, roughly."""
    if len(from_) <= _FEWEST:
        return len(from_)
    _, inliers = cv2.estimateAffinePartial2D(
        from_, to, method=cv2.RANSAC, ransacReprojThreshold=_LOOSE, maxIters=_ROUNDS, refineIters=0
    )
    if inliers is None:
        return 0
    kept = np.flatnonzero(inliers)
    spots = (np.rint(places[kept] / _LOOSE) for places in (from_, to))
    return min(len(np.unique(one, axis=0)) for one in spots)
