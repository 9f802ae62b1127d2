"""Whether two films change alike: a camera on a wall shows one room, and never one day twice.

Both films are looked at where they show the same place. What all moments share is taken
away; what is left moved. Copies move together, at one shift in time and one speed.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.film import SIDE, Film

#: Speeds at which films are played again.
SPEEDS = (1.0, 1.25, 0.8, 1.5, 2 / 3, 2.0, 0.5)

_SLOT = 0.1
_GRID = 16
# Fewer points than this in common show too little.
_FEWEST = 24

Shown = NDArray[np.float32]


def together(one: Film, other: Film, mapping: Sequence[float]) -> float | None:
    """Return how far the changes in two films agree, -1 to 1, at the best shift in time.

    Parameters
    ----------
    one, other
        The films.
    mapping
        Six numbers that carry a point of a frame of the first, in shares, to the second.

    Returns
    -------
    float or None
        None where too little changes, or is seen, to tell.
    """
    times = (one.seconds(), other.seconds())
    if (
        len(mapping) != 6
        or max(float(np.median(np.diff(each))) for each in times) > rules.FILM_COARSE
    ):
        return None
    seen = _places(mapping)
    if seen is None:
        return None
    ours, theirs = (_shown(film, *place) for film, place in zip((one, other), seen, strict=True))
    found = [_best(ours, theirs, times[0] * speed, times[1]) for speed in SPEEDS]
    best = max((value for value, _ in found), default=-1.0)
    if best < rules.FILM_TOGETHER and any(is_still for _, is_still in found):
        return None
    return best if best >= -1.0 else None


def _places(
    mapping: Sequence[float],
) -> tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...] | None:
    """Return where points that both show lie in the tiny pictures of either."""
    whole = np.array([*mapping, 0.0, 0.0, 1.0]).reshape(3, 3)
    if abs(float(np.linalg.det(whole))) < 1e-4:
        return None
    # The points are laid over whichever shows its part larger.
    steps = (np.arange(_GRID) + 0.5) / _GRID
    grid = np.stack([*(each.ravel() for each in np.meshgrid(steps, steps)), np.ones(_GRID**2)])
    is_larger = abs(float(np.linalg.det(whole))) >= 1
    a = np.linalg.inv(whole) @ grid if is_larger else grid
    b = grid if is_larger else whole @ grid
    inside = ((a[:2] >= 0) & (a[:2] <= 1) & (b[:2] >= 0) & (b[:2] <= 1)).all(axis=0)
    if inside.sum() < _FEWEST:
        return None
    pixels = ((each[:2, inside] * SIDE - 0.5).astype(np.float32) for each in (a, b))
    return tuple((each[0], each[1]) for each in pixels)


def _shown(film: Film, x: NDArray[np.float32], y: NDArray[np.float32]) -> Shown:
    """Return what each moment shows at these points, at one brightness and contrast."""
    seen = np.stack(
        [
            cv2.remap(cv2.GaussianBlur(each, (0, 0), 0.8), x, y, cv2.INTER_LINEAR).ravel()
            for each in film.strips[0].tiny()
        ]
    ).astype(np.float32)
    level = seen - seen.mean(axis=1, keepdims=True)
    level /= np.maximum(level.std(axis=1, keepdims=True), 2.0)
    return np.asarray(level, dtype=np.float32)


def _best(
    one: Shown, other: Shown, ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> tuple[float, bool]:
    """Return the best agreement over all shifts in time that leave enough in common.

    Also whether nothing moves at some shift at which the shorter film is seen nearly whole:
    then it may be that, and nothing can be said. The agreement is below -1 where no shift
    shows anything that moves.
    """
    step, shorter = float(np.median(np.diff(ours))), float(min(ours[-1], theirs[-1]))
    enough, best, is_still = min(rules.FILM_SHORTEST, rules.FILM_MOST_OF * shorter), -2.0, False
    for shift in np.arange(enough - ours[-1], theirs[-1] - enough + _SLOT / 2, _SLOT):
        wanted = ours + shift
        right = np.clip(np.searchsorted(theirs, wanted), 1, len(theirs) - 1)
        place = right - (wanted - theirs[right - 1] < theirs[right] - wanted)
        kept = np.flatnonzero(np.abs(theirs[place] - wanted) <= rules.FILM_COARSE / 2)
        if len(kept) < rules.FILM_FEWEST or len(kept) * step < enough * 0.9:
            continue
        a, b = (part - part.mean(axis=0) for part in (one[kept], other[place[kept]]))
        strong = (float((a**2).mean()) ** 0.5, float((b**2).mean()) ** 0.5)
        if max(strong) < rules.FILM_STILL:
            is_still |= len(kept) * step >= rules.FILM_MOST_OF * shorter
        else:
            agreement = float((a * b).mean()) / max(strong[0] * strong[1], 1e-9)
            best = max(best, agreement)
    return best, is_still
