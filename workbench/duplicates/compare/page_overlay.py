"""Near-duplicate pages: one page of text laid over another, and where their ink agrees.

What is written is compared without reading it: where ink stands, tile by tile. Two scans
of one letter agree nearly everywhere; two letters on one letterhead agree at the top only.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.text_page import SIDE, Page, along_lines

_RATIO = 0.88
_REPROJECTION = 4.0
_TILE = 40
_SLIP = 4


@dataclass(frozen=True)
class Agreement:
    """One page laid over another.

    Attributes
    ----------
    share_a, share_b
        Share of each page's ink that the other has at the same place.
    tiles
        Tiles that agree.
    mapping
        3 × 3: takes a point of the first page, in shares of its sides, to the second.
    """

    share_a: float
    share_b: float
    tiles: int
    mapping: NDArray[np.float64]

    @property
    def most(self) -> float:
        """The larger of the two shares."""
        return max(self.share_a, self.share_b)

    @property
    def is_one_text(self) -> bool:
        """Whether both show the same text, and no more."""
        return self.tiles >= rules.PAGE_TILES and min(self.share_a, self.share_b) >= rules.PAGE_SAME

    @property
    def is_held(self) -> bool:
        """Whether one shows nearly all of the other's text."""
        return self.tiles >= rules.PAGE_TILES and self.most >= rules.PAGE_HELD


def laid_over(a: Page, b: Page) -> Agreement | None:
    """Return how far two pages agree, or None when they cannot be laid over each other."""
    mapping = _mapping(a, b)
    if mapping is None:
        return None
    moved = cv2.warpPerspective(a.soft, mapping, (b.width, b.height))
    mask, tiles = _agreeing(along_lines(np.asarray(moved, dtype=np.float32)), b)
    back = cv2.warpPerspective(
        mask, mapping, (a.width, a.height), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    )
    unit = np.diag([1 / b.width, 1 / b.height, 1.0]) @ mapping @ np.diag([a.width, a.height, 1.0])
    unit = np.asarray(unit / unit[2, 2], dtype=np.float64)
    return Agreement(_share(a, np.asarray(back, dtype=np.uint8)), _share(b, mask), tiles, unit)


def _share(page_: Page, mask: NDArray[np.uint8]) -> float:
    return float((page_.ink * mask).sum() / page_.ink.sum())


def _mapping(a: Page, b: Page) -> NDArray[np.float64] | None:
    """Return what lays the first page over the second, in pixels, by points of both."""
    (from_, ours), (to, theirs) = a.anchors, b.anchors
    if min(len(ours), len(theirs)) < rules.PAGE_POINTS:
        return None
    distance, index = cv2.batchDistance(ours, theirs, cv2.CV_32S, normType=cv2.NORM_HAMMING, K=2)
    rows = np.flatnonzero(distance[:, 0] < _RATIO * distance[:, 1])
    if len(rows) < rules.PAGE_POINTS:
        return None
    cv2.setRNGSeed(1)
    found, inliers = cv2.findHomography(
        from_[rows], to[index[rows, 0]], cv2.RANSAC, _REPROJECTION, maxIters=1000
    )
    if found is None or int(inliers.sum()) < rules.PAGE_POINTS:
        return None
    stretch = np.linalg.svd(found[:2, :2], compute_uv=False)
    tilt = float(np.abs(found[2, :2]).max()) * SIDE
    if stretch[0] > rules.PAGE_STRETCH * max(stretch[1], 1 / rules.PAGE_STRETCH) or tilt > 1:
        return None
    return np.asarray(found, dtype=np.float64)


def _agreeing(moved: NDArray[np.float32], b: Page) -> tuple[NDArray[np.uint8], int]:
    """Return a mask over the tiles of a page in which another has its ink too, and how many."""
    mask = np.zeros((b.height, b.width), dtype=np.uint8)
    around = cv2.copyMakeBorder(moved, _SLIP, _SLIP, _SLIP, _SLIP, cv2.BORDER_CONSTANT)
    tiles = 0
    for top in range(0, b.height - _TILE // 2, _TILE):
        for left in range(0, b.width - _TILE // 2, _TILE):
            place = np.s_[top : top + _TILE, left : left + _TILE]
            if b.ink[place].mean() < rules.PAGE_TILE_INK:
                continue
            tile = b.strokes[place]
            rows, columns = tile.shape
            near = around[top : top + rows + 2 * _SLIP, left : left + columns + 2 * _SLIP]
            if (
                near.max() > 0
                and cv2.matchTemplate(near, tile, cv2.TM_CCOEFF_NORMED).max()
                > rules.PAGE_TILE_ALIKE
            ):
                mask[place] = 1
                tiles += 1
    return mask, tiles
