"""Pairs of the rules on one picture in another, by matched points and the pixels under them."""

from __future__ import annotations

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import (
    carried,
    mixed,
    picture,
    points,
    spread,
    texture,
    turned,
    view,
)
from workbench.duplicates.compare.alignment import Alignment, agrees, align, matches
from workbench.duplicates.compare.fit import UNKNOWN
from workbench.duplicates.compare.parts import compare

SQUARE = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])


def described(*flips: int) -> np.ndarray:
    """Return descriptors that are so many bits from one that has none."""
    raw = np.zeros((len(flips), 256), np.uint8)
    for row, count in enumerate(flips):
        raw[row, :count] = 1
    return np.packbits(raw, axis=1)


@boundary("MATCH_CLEAR", inside=65, outside=66)
def clear(best: float) -> object:
    return len(matches(described(0), described(int(best), 80))[0])


@boundary("MATCH_FARTHEST", inside=72, outside=73)
def farthest(best: float) -> object:
    return len(matches(described(0), described(int(best), 200))[0])


def found(places: np.ndarray, mapping: np.ndarray, off: np.ndarray | float = 0.0) -> object:
    """Return how points are aligned that a mapping carries over, each so far off."""
    there = carried(places, mapping) + off
    return align(points(places), points(there), (False,))


@boundary("POINTS", inside=10, outside=9)
def fewest(count: float) -> object:
    return found(spread(int(count)), np.eye(3))


def scattered(count: int, seed: int) -> object:
    """Return how points are aligned that lie loosely, as where a camera moved."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, count)
    off = np.column_stack([np.cos(angle), np.sin(angle)]) * rng.uniform(5.2, 7.5, (count, 1))
    return found(spread(count, seed=seed), turned(shift=(0.05, 0.0)), off)


@boundary("POINTS_LOOSE", inside=14, outside=13)
def loose(count: float) -> object:
    # Scattered so that one mapping carries all of them loosely, and few closely.
    return scattered(int(count), {14: 35, 13: 45}[int(count)])


@boundary("POINTS_HOPEFUL", inside=7, outside=6)
def hopeful(close: float) -> object:
    # Of sixteen points that lie loosely, so many lie closely by chance.
    return scattered(16, {7: 14, 6: 198}[int(close)])


@boundary("STRETCH_LEAST", inside=0.053, outside=0.047)
def stretch_least(zoom: float) -> object:
    return found(spread(40), turned(zoom=(zoom, zoom)))


@boundary("STRETCH_MOST", inside=19.96, outside=20.04)
def stretch_most(zoom: float) -> object:
    places = carried(spread(40), turned(zoom=(1 / 16, 1 / 16)))
    # Both pictures are large enough for a sixteenth of a pixel to say little.
    there = (places - 256) * zoom + 1024
    return align(points(places), points(there, side=2048), (False,))


@boundary("STRETCH_ASPECT", inside=2.17, outside=2.23)
def stretch_aspect(times: float) -> object:
    return found(spread(40), turned(zoom=(1.0, 1 / times)))


@boundary("SPREAD_LEAST", inside=0.023, outside=0.017)
def spread_least(share: float) -> object:
    return found(spread(30, share), np.eye(3))


def agreeing(
    agreement: float, *, share: float, count: int = 20, hull: np.ndarray = SQUARE
) -> float:
    """Return how well two pictures are found to agree that lie over each other."""
    alignment = Alignment(np.eye(3), False, count, 30, 1.0, 1.0, hull, share, 0.5, 0.0, UNKNOWN)
    return agrees(*mixed(agreement), alignment)


@boundary("SPREAD", inside=0.103, outside=0.097)
def crowded(share: float) -> object:
    return agreeing(0.65, share=share)


@boundary("AGREEMENT", inside=0.553, outside=0.547)
def agreement(value: float) -> object:
    return agreeing(value, share=0.5)


@boundary("AGREEMENT_CROWDED", inside=0.903, outside=0.897)
def agreement_crowded(value: float) -> object:
    return agreeing(value, share=0.05)


# Points in the middle, and around it another picture.
MIDDLE = np.array([(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)])
INNER = np.s_[12:52, 12:52]


def between(value: float, share: float, count: int = 20, boxes: tuple = ()) -> float:
    one, inner = mixed(value)
    other = 255 - one
    other[INNER] = inner[INNER]
    alignment = Alignment(np.eye(3), False, count, 30, 1.0, 1.0, MIDDLE, share, 0.5, 0.0, UNKNOWN)
    return agrees(one, other, alignment, boxes, boxes)


@boundary("AGREEMENT_BETWEEN", inside=0.731, outside=0.722)
def agreement_between(value: float) -> object:
    # In the middle alone they agree by 0.706 and by 0.697.
    return between(value, 0.36)


@boundary("SPREAD_BETWEEN", inside=0.203, outside=0.197)
def spread_between(share: float) -> object:
    return between(0.8, share)


@boundary("POINTS_PLENTY", inside=30, outside=29)
def plenty(count: float) -> object:
    return between(0.8, 0.15, int(count), ((1900, 1900, 8100, 8100),))


@boundary("BOTH_WHOLE", inside=0.143, outside=0.155)
def both_whole(shift: float) -> object:
    wide = texture(7, 128, 4.0)
    pixels = round(64 * shift)
    one, other = wide[:64, pixels : pixels + 64].copy(), wide[:64, :64].copy()
    places, mapping = spread(40, 0.4), turned(shift=(shift, 0.0))
    ours = picture(view(1, thumb=one), features=points(places))
    theirs = picture(view(1, thumb=other), features=points(carried(places, mapping)))
    pair = compare("a", ours, "b", theirs, (False,))
    return pair is not None and pair.kind == "near"


@boundary("STRAIGHT", inside=1.47, outside=1.53)
def straight(degrees: float) -> object:
    places = spread(60, 0.7)
    there = carried(places, turned(degrees))
    one = picture(view(1, thumb=texture(7, 64, 4.0)), features=points(places))
    other = picture(view(1, thumb=texture(7, 64, 4.0)), features=points(there))
    pair = compare("a", one, "b", other, (False,))
    return pair is not None and not pair.transform
