"""Where two copies of one picture differ by more than saving again explains.

One picture is laid on the other and its light fitted to it. A place differs when its
tone lies clearly outside all tones around the same place of the other picture, both
ways: edges that lie a pixel aside, noise and blur then differ nowhere. What remains is
what was painted over, put on, or moved. It does not say which of the two is the first.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

#: Left, top, right, bottom, in shares of the first picture's sides.
Share = tuple[float, float, float, float]

#: Longest side at which pictures are compared.
SIDE = 320
#: Tones (of 256) outside the other picture's around it, for a place to differ.
CLEARLY = 30.0
#: Share of the picture that a change covers at least; and all changes together at most,
#: beyond which the two are simply not alike enough to say where.
SMALLEST, MOST = 0.0015, 0.4
#: Boxes that are told.
FEW = 8

# Softening, and how far aside an edge may lie, in pixels.
_SOFT = 1.2
_ASIDE = 4
# Changes this near to each other are one.
_TOGETHER = 9
_ROUNDS = 4
# Tones that may have been clipped.
_BLACK, _WHITE = 4.0, 250.0
_FEWEST = 500


def changed(
    one: NDArray[np.uint8], other: NDArray[np.uint8], shown: NDArray[np.bool_]
) -> tuple[Share, ...]:
    """Return where two pictures differ, the largest first.

    Parameters
    ----------
    one, other
        Grey pictures of one shape, the second laid onto the first; :data:`SIDE` at most.
    shown
        Where the second shows anything.
    """
    # Where either picture ends, its edge is not that of the other.
    around = np.ones((2 * _ASIDE + 1,) * 2, np.uint8)
    ends = cv2.copyMakeBorder(shown.astype(np.uint8), *(1,) * 4, cv2.BORDER_CONSTANT, value=0)
    inner = np.asarray(cv2.erode(ends, around)[1:-1, 1:-1] > 0)
    if int(inner.sum()) < _FEWEST:
        return ()
    first, second = _softened(one), _softened(other)
    # Light that was clipped in one of the two can only be followed towards that one.
    there, back = _lit(second, first, inner), _lit(first, second, inner)
    off = np.minimum(_apart(first, there), _apart(second, back))
    differs = (off > CLEARLY) & inner
    if float(differs.sum()) > MOST * float(inner.sum()):
        return ()
    return _boxes(differs)


def _softened(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    soft = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), _SOFT)
    return np.asarray(soft, dtype=np.float32)


def _lit(
    one: NDArray[np.float32], like: NDArray[np.float32], where: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return a picture in another one's brightness and contrast, by the places that agree."""
    whole = where & (np.minimum(one, like) > _BLACK) & (np.maximum(one, like) < _WHITE)
    kept, gain, lift = whole, 1.0, 0.0
    for _ in range(_ROUNDS):
        if int(kept.sum()) < _FEWEST:
            break
        x, y = one[kept].astype(np.float64), like[kept].astype(np.float64)
        spread = float(x.var())
        gain = float(np.cov(x, y, bias=True)[0, 1]) / spread if spread > 1 else 1.0
        lift = float(y.mean() - gain * x.mean())
        off = np.abs(like - (gain * one + lift))
        kept = whole & (off <= 3 * np.median(off[whole]) + 1)
    return np.asarray(np.clip(gain * one + lift, 0, 255), dtype=np.float32)


def _apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return by how many tones two pictures differ, whichever is taken for the ground."""
    return np.maximum(_outside(one, other), _outside(other, one))


def _outside(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return by how many tones each place of one lies outside those around it in the other."""
    around = np.ones((2 * _ASIDE + 1,) * 2, np.uint8)
    high, low = cv2.dilate(other, around), cv2.erode(other, around)
    return np.asarray(np.maximum(one - high, low - one), dtype=np.float32)


def _boxes(differs: NDArray[np.bool_]) -> tuple[Share, ...]:
    height, width = differs.shape
    near = np.ones((_TOGETHER, _TOGETHER), np.uint8)
    joined = cv2.morphologyEx(differs.astype(np.uint8), cv2.MORPH_CLOSE, near)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, len(stats)):
        left, top, across, down, _ = (int(value) for value in stats[label])
        area = int((differs & (labels == label)).sum())
        if area >= SMALLEST * height * width:
            found.append((-area, (left, top, left + across, top + down)))
    return tuple(
        (
            round(max(0, box[0] - 2) / width, 3),
            round(max(0, box[1] - 2) / height, 3),
            round(min(width, box[2] + 2) / width, 3),
            round(min(height, box[3] + 2) / height, 3),
        )
        for _, box in sorted(found)[:FEW]
    )
