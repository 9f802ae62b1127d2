"""Pairs of the rules on films, moment by moment."""

from __future__ import annotations

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import bits, texture
from workbench.duplicates.compare.film import alike_films
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.film import SIDE, Film, Strip
from workbench.duplicates.fingerprint.region import WHOLE, Box
from workbench.duplicates.pair import Pair

STILL = np.full((SIDE, SIDE), 128, np.uint8)


def film(
    hashes: list[bytes],
    step: float = 0.1,
    *,
    shown: int = 0,
    box: Box = WHOLE,
    thumbs: np.ndarray | None = None,
) -> Known:
    """Return a film of these moments; nothing moves unless its pictures are given."""
    count = len(hashes)
    times = np.array([round(100 * step * n) for n in range(count)], "<u4").tobytes()
    tiny = np.repeat(STILL[None], count, axis=0) if thumbs is None else thumbs
    strip = Strip(box, bytes([shown] * count), b"".join(hashes), tiny.astype(np.uint8).tobytes())
    return Known(film=Film(times, (strip,)))


def moments(count: int, same: int, flips: int = 0) -> tuple[list[bytes], list[bytes]]:
    """Return two films' moments: the first ones are so many bits apart, the others unrelated."""
    ours = [bits(n) for n in range(count)]
    theirs = [bits(n, flips) if n < same else bits(5000 + n) for n in range(count)]
    return ours, theirs


def pair(one: Known, other: Known) -> Pair | None:
    return next(alike_films({"a": one, "b": other}), None)


@boundary("FILM_NEAR", inside=48, outside=49)
def near(flips: float) -> object:
    ours, theirs = moments(40, 40, int(flips))
    return pair(film(ours), film(theirs))


@boundary("FILM_HOPEFUL", inside=63, outside=64)
def hopeful(flips: float) -> object:
    ours = [bits(n) for n in range(40)]
    found = pair(film(ours), film([bits(n, 0 if n < 20 else int(flips)) for n in range(40)]))
    return found is not None and found.kind == "near"


@boundary("FILM_NEAR_TEXT", inside=12, outside=13)
def near_text(flips: float) -> object:
    ours, theirs = moments(40, 40, int(flips))
    return pair(film(ours, shown=1), film(theirs, shown=1))


@boundary("FILM_FEWEST", inside=3, outside=2)
def fewest(same: float) -> object:
    ours, theirs = moments(10, int(same))
    return pair(film(ours, 1.0), film(theirs, 1.0))


@boundary("FILM_SHORTEST", inside=41, outside=39)
def shortest(same: float) -> object:
    ours, theirs = moments(120, int(same))
    return pair(film(ours, 0.05), film(theirs, 0.05))


@boundary("FILM_MOST_OF", inside=161, outside=159)
def most_of(same: float) -> object:
    ours, theirs = moments(200, int(same))
    return pair(film(ours, 0.01), film(theirs, 0.01))


@boundary("FILM_SAME", inside=151, outside=149)
def same(moments_: float) -> object:
    ours, theirs = moments(200, int(moments_))
    found = pair(film(ours), film(theirs))
    return found is not None and found.kind == "near"


@boundary("FILM_MOSTLY", inside=0.603, outside=0.597)
def mostly(share: float) -> object:
    ours, theirs = moments(40, 40)
    found = pair(film(ours, box=(0, 0, 10_000, round(10_000 * share))), film(theirs))
    return found is not None and found.kind == "near"


def moving(amount: float, seed: int, count: int = 40) -> np.ndarray:
    """Return pictures in which something moves by so many tones before one still scene."""
    scene = texture(9, SIDE).astype(float)
    rng = np.random.default_rng(seed)
    moved = np.stack(
        [texture(int(rng.integers(1 << 30)), SIDE).astype(float) for _ in range(count)]
    )
    return np.clip(np.rint(scene + amount * (moved - 128)), 0, 255)


@boundary("FILM_TOGETHER", inside=0.712, outside=0.70)
def together(share: float) -> object:
    ours, theirs = moments(40, 40)
    one, other = moving(0.5, 1), moving(0.5, 2)
    scene = texture(9, SIDE).astype(float)
    both = scene + share * (one - scene) + (1 - share**2) ** 0.5 * (other - scene)
    found = pair(film(ours, thumbs=one), film(theirs, thumbs=np.clip(np.rint(both), 0, 255)))
    return found is not None and found.kind == "near"


@boundary("FILM_STILL", inside=0.04, outside=0.05)
def still(amount: float) -> object:
    ours, theirs = moments(40, 40)
    found = pair(film(ours, thumbs=moving(amount, 1)), film(theirs, thumbs=moving(amount, 2)))
    return found is not None and found.kind == "near"


@boundary("FILM_COARSE", inside=0.25, outside=0.35)
def coarse(step: float) -> object:
    ours, theirs = moments(40, 40)
    one, other = film(ours, step, thumbs=moving(0.5, 1)), film(theirs, step, thumbs=moving(0.5, 2))
    found = pair(one, other)
    return found is not None and found.kind == "scene"
