"""Pairs of the rules on sounds, by the bits of their moments."""

from __future__ import annotations

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from workbench.duplicates.compare.sound import alike_sounds
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.pair import Pair


def sound(moments: int, differ: float = 0.0, name: str = "a") -> Known:
    """Return so many moments, with so large a share of the bits turned over."""
    rng = np.random.default_rng(8)
    raw = rng.integers(0, 2, (400, 32)).astype(np.uint8)[:moments]
    turned = rng.permutation(32 * moments)[: round(32 * moments * differ)]
    raw.ravel()[turned] ^= 1
    bits = (raw * (np.uint32(1) << np.arange(32, dtype=np.uint32))).sum(axis=1, dtype=np.uint32)
    heard = np.ones(moments, np.uint8)
    return Known(sound=Sound(moments / 20, name, bits.astype("<u4").tobytes(), heard.tobytes()))


def pair(one: Known, other: Known) -> Pair | None:
    return next(alike_sounds({"a": one, "b": other}), None)


@boundary("SOUND_FARTHEST", inside=0.297, outside=0.303)
def farthest(differ: float) -> object:
    return pair(sound(100), sound(100, differ, "b"))


@boundary("SOUND_FARTHEST_LONG", inside=0.347, outside=0.353)
def farthest_long(differ: float) -> object:
    return pair(sound(200), sound(200, differ, "b"))


@boundary("SOUND_LONG", inside=161, outside=159)
def long(moments: float) -> object:
    return pair(sound(int(moments)), sound(int(moments), 0.325, "b"))


@boundary("SOUND_SHORTEST", inside=61, outside=59)
def shortest(moments: float) -> object:
    return pair(sound(int(moments)), sound(int(moments), 0.1, "b"))


@boundary("SOUND_SAME", inside=161, outside=159)
def same(moments: float) -> object:
    found = pair(sound(200), sound(int(moments), 0.0, "b"))
    return found is not None and found.kind == "near"
