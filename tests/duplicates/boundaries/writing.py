"""Pairs of the rules on writing that stands on pictures that are alike."""

from __future__ import annotations

from tests.duplicates.boundaries.boundary import boundary
from workbench.duplicates.compare.other_writing import (
    is_other,
    says_other,
    says_same,
    scrolls,
)


@boundary("SCROLL_ALIKE", inside=0.453, outside=0.447)
def scrolled_alike(alike: float) -> object:
    return scrolls(alike, 0.3)


@boundary("SCROLL_ALONE", inside=0.023, outside=0.017)
def scrolled_alone(alone: float) -> object:
    return scrolls(0.9, alone)


@boundary("WORDS_ALIKE", inside=0.497, outside=0.503)
def words_alike(fit: float) -> object:
    return is_other(fit)


@boundary("WORDS_APART", inside=0.123, outside=0.117)
def words_apart(share: float) -> object:
    return says_other(share)


@boundary("WORDS_SAME", inside=0.753, outside=0.747)
def words_same(alike: float) -> object:
    return says_same(alike)
