"""Pairs of the rules on one thing in two pictures, by the windows around it."""

from __future__ import annotations

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import (
    carried,
    patched,
    picture,
    points,
    rounded,
    spread,
    texture,
    turned,
    view,
)
from workbench.duplicates.compare.shared import settled, windows
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import Box
from workbench.duplicates.pair import Kind, Pair

SCENE, ELSEWHERE = texture(21), texture(22)


def shared(
    kind: Kind,
    one: Fingerprint,
    other: Fingerprint,
    mapping: np.ndarray | None = None,
) -> bool:
    """Return whether a pair of that kind turns out to share a thing only."""
    lying = rounded(np.eye(3) if mapping is None else mapping)
    pair = Pair("a", "b", kind, "phash256-trim", 20, 0.9, mapping=lying)
    return settled(pair, one, other).kind == "shared"


def hung(
    thumb: np.ndarray,
    shift: float = 0.25,
    *,
    count: int = 30,
    degrees: float = 0.0,
    kind: Kind = "scene",
    first: np.ndarray = SCENE,
) -> bool:
    """Return whether a print is told that hangs so far elsewhere in the second picture."""
    places, mapping = spread(count, 0.1), turned(degrees, shift=(shift, 0.0))
    one = picture(view(1, thumb=first), features=points(places))
    other = picture(view(1, thumb=thumb), features=points(carried(places, mapping)))
    return shared(kind, one, other, mapping)


@boundary("SHARED_POINTS", inside=8, outside=7)
def plane(count: float) -> object:
    return hung(DARKER, count=int(count))


def toned(brighter: float, thumb: np.ndarray = ELSEWHERE) -> np.ndarray:
    return np.clip(thumb.astype(float) + brighter, 0, 255).astype(np.uint8)


DARKER = toned(-70)


@boundary("SHARED_ELSEWHERE", inside=0.203, outside=0.197)
def elsewhere(shift: float) -> object:
    return hung(DARKER, shift)


@boundary("SHARED_FAR", inside=0.403, outside=0.397)
def far(shift: float) -> object:
    # Tones are more alike than they may be nearer by.
    return hung(toned(-26), shift)


@boundary("SHARED_TONES", inside=1500, outside=2200)
def tones(brighter: float) -> object:
    # So many pixels are a few tones brighter than the others.
    return hung(patched(toned(-44), toned(-38), brighter))


@boundary("SHARED_TONES_FAR", inside=-22, outside=-21)
def tones_far(brighter: float) -> object:
    return hung(toned(brighter), 0.45)


def strip(count: int, seed: int, tones: float = 8.0) -> np.ndarray:
    """Return a grey picture with as much in so many windows, and nothing in the others."""
    length = 12 + 4 * (count - 1)
    rng = np.random.default_rng(seed)
    blocks = np.kron(np.sign(rng.normal(0, 1, (6, length // 2))), np.ones((2, 2)))
    made = np.full((64, 64), 128.0)
    made[24:36, 4 : 4 + length] += tones * blocks
    return np.rint(made).astype(np.uint8)


@boundary("SHARED_WINDOWS_APART", inside=10, outside=9)
def windows_apart(count: float) -> object:
    one, other = (picture(view(1, thumb=strip(int(count), seed))) for seed in (1, 2))
    return shared("near", one, other)


@boundary("SHARED_TEXTURE", inside=74, outside=59)
def textured(stronger: float) -> object:
    # So many pixels of one window are a tone stronger.
    thumb = strip(1, 1, 6.0)
    window = thumb[24:36, 4:16].reshape(-1).astype(int)
    window[: int(stronger)] += np.sign(window[: int(stronger)] - 128)
    thumb[24:36, 4:16] = window.reshape(12, 12)
    one = picture(view(1, thumb=thumb))
    return len(windows(one, one, np.eye(3)).places)


@boundary("SHARED_ALIKE", inside=0.74, outside=0.729)
def alike(agreement: float) -> object:
    noise = texture(23).astype(float) - 128
    other = 128 + agreement * (SCENE.astype(float) - 128) + (1 - agreement**2) ** 0.5 * noise
    thumbs = (SCENE, np.clip(np.rint(other), 0, 255).astype(np.uint8))
    one, two = (picture(view(1, thumb=thumb)) for thumb in thumbs)
    return windows(one, two, np.eye(3)).apart <= 40


@boundary("SHARED_REACH", inside=7, outside=8)
def reach(pixels: float) -> object:
    wide = texture(24, 96, 3.0)
    one, other = (picture(view(1, thumb=wide[:64, at : at + 64].copy())) for at in (0, int(pixels)))
    return windows(one, other, np.eye(3)).share_moved > 0.5


@boundary("SHARED_APART_WHOLE", inside=2085, outside=2078)
def apart_whole(pixels: float) -> object:
    one, other = (
        picture(view(1, thumb=SCENE)),
        picture(view(1, thumb=patched(SCENE, ELSEWHERE, pixels))),
    )
    return shared("near", one, other)


@boundary("SHARED_APART_INSIDE", inside=1090, outside=1066)
def apart_inside(pixels: float) -> object:
    there = toned(-70, np.roll(SCENE, 16, axis=1))
    return hung(patched(there, DARKER, pixels, side=3), degrees=2.0, kind="part")


@boundary("SHARED_MOVED", inside=2268, outside=2350)
def moved(pixels: float) -> object:
    there = toned(-70, np.roll(SCENE, 16 + 5, axis=1))
    return hung(patched(DARKER, there, pixels, side=3))


@boundary("SHARED_HARDLY", inside=1306, outside=1311)
def hardly(pixels: float) -> object:
    there = toned(-26, np.roll(SCENE, 28 + 5, axis=1))
    return hung(patched(toned(-26), there, pixels), 0.4375)


def boxed(thumb: np.ndarray, box: Box, other: Box | None = None, degrees: float = 0.0) -> bool:
    """Return whether two pictures share a rectangle only, or all but a rectangle."""
    first = picture(view(1, thumb=SCENE), view(2, box=box))
    second = picture(view(1, thumb=thumb), view(2, box=other or box))
    return shared("part", first, second, turned(degrees))


def box(left: float, top: float, right: float, bottom: float) -> Box:
    """Return a box from 64ths of a picture's sides."""
    scaled = [round(side * 10_000 / 64) for side in (left, top, right, bottom)]
    return scaled[0], scaled[1], scaled[2], scaled[3]


PORTRAIT = np.s_[0:48, 0:48]
STAMP = np.s_[24:40, 24:40]


@boundary("SHARED_WITHIN", inside=1064, outside=1050)
def within(pixels: float) -> object:
    return boxed(patched(SCENE, ELSEWHERE, pixels, PORTRAIT, seed=9, side=3), box(0, 0, 48, 48))


@boundary("SHARED_AROUND", inside=1699, outside=1679)
def around(pixels: float) -> object:
    made = patched(SCENE, ELSEWHERE, pixels, seed=9, side=3)
    made[STAMP] = SCENE[STAMP]
    return boxed(made, box(24, 24, 40, 40))


@boundary("SHARED_WINDOWS", inside=6, outside=5)
def few_windows(count: float) -> object:
    right = 8 + 12 + 4 * (int(count) - 1)
    place = np.s_[24:36, 8:right]
    return boxed(patched(SCENE, ELSEWHERE, 4096, place), box(8, 24, right, 36))


@boundary("SHARED_RECTANGLE", inside=0.597, outside=0.603)
def rectangle(share: float) -> object:
    made = ELSEWHERE.copy()
    made[:, :40] = SCENE[:, :40]
    return boxed(made, (0, 0, round(10_000 * share), 10_000))


@boundary("SHARED_SAME_SIDE", inside=0.027, outside=0.033)
def same_side(further: float) -> object:
    left, top, right, bottom = box(0, 0, 48, 48)
    by = round(10_000 * further)
    made = patched(SCENE, ELSEWHERE, 4096, PORTRAIT)
    return boxed(made, box(0, 0, 48, 48), (left + by, top, right + by, bottom))


@boundary("SHARED_STRIP", inside=2, outside=3)
def edges(count: float) -> object:
    # At the left and the upper edge, and then at the right one as well.
    right = 64 if count == 3 else 40
    place = np.s_[0:24, 0:right]
    return boxed(patched(SCENE, ELSEWHERE, 4096, place), box(0, 0, right, 24))


@boundary("SHARED_ASKEW", inside=1.17, outside=1.23)
def askew(degrees: float) -> object:
    made = patched(SCENE, ELSEWHERE, 4096, PORTRAIT)
    return boxed(made, box(0, 0, 48, 48), degrees=degrees)
