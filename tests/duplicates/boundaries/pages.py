"""Pairs of the rules on pages of text, by where their ink stands."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import carried, picture, points, spread, turned, view
from workbench.duplicates.compare.page_overlay import Agreement, laid_over
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.text_page import Page


@dataclass(frozen=True)
class Anchored(Page):
    """A page whose points are given."""

    given: Any = None

    @property
    def anchors(self) -> Any:
        return self.given.places(), self.given.described()


def page(ink: np.ndarray, places: np.ndarray) -> Page:
    packed = zlib.compress(np.packbits(ink).tobytes())
    return Anchored(ink.shape[1], ink.shape[0], packed, points(places, side=640))


def strokes(seed: int, share: float = 0.3) -> np.ndarray:
    """Return ink in small marks all over a page."""
    marks = np.random.default_rng(seed).random((160, 128)) < share
    return np.kron(marks, np.ones((4, 5))).astype(np.uint8)


INK = strokes(1)


@boundary("PAGE_POINTS", inside=12, outside=11)
def fewest(count: float) -> object:
    places = spread(int(count), side=640)
    return laid_over(page(INK, places), page(INK, places))


@boundary("PAGE_STRETCH", inside=2.96, outside=3.04)
def stretch(times: float) -> object:
    places = spread(60, side=640)
    there = carried(places, turned(zoom=(1.0, 1 / times)), 640)
    return laid_over(page(INK, places), page(INK, there))


def tiles(one: np.ndarray, other: np.ndarray) -> int:
    places = spread(60, side=640)
    found = laid_over(page(one, places), page(other, places))
    return 0 if found is None else found.tiles


@boundary("PAGE_TILE_INK", inside=0.0225, outside=0.0175)
def tile_ink(share: float) -> object:
    ink = np.zeros((640, 640), np.uint8)
    dots = np.random.default_rng(2).permutation(36 * 36)[: round(1600 * share)]
    ink[40:76, 40:76].ravel()
    rows, columns = np.divmod(dots, 36)
    ink[42 + rows, 42 + columns] = 1
    return tiles(ink, ink)


@boundary("PAGE_TILE_ALIKE", inside=0.603, outside=0.612)
def tile_alike(other: float) -> object:
    taken = np.kron(np.random.default_rng(3).random((160, 128)) < other, np.ones((4, 5))) > 0
    return tiles(INK, np.where(taken, strokes(4), INK)) >= 128


def agreement(*, ours: float = 0.9, theirs: float = 0.9, count: float = 40) -> Agreement:
    return Agreement(ours, theirs, int(count), np.eye(3))


@boundary("PAGE_TILES", inside=12, outside=11)
def fewest_tiles(count: float) -> object:
    return agreement(count=count).is_one_text


@boundary("PAGE_SAME", inside=0.403, outside=0.397)
def same(share: float) -> object:
    return agreement(ours=share).is_one_text


@boundary("PAGE_HELD", inside=0.453, outside=0.447)
def held(share: float) -> object:
    return agreement(ours=share, theirs=0.1).is_held


@boundary("PAGE_SURELY", inside=10, outside=11)
def surely(flips: float) -> object:
    # The same points, and other words: two letters on one letterhead.
    places = spread(60, side=640)
    one = picture(view(1), page=page(INK, places))
    other = picture(view(1, int(flips)), page=page(strokes(7), places))
    return find({"a": Known(picture=one), "b": Known(picture=other)}).pairs
