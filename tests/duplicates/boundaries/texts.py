"""Pairs of the rules on texts, by the runs of words that they share."""

from __future__ import annotations

import numpy as np

from tests.duplicates.boundaries.boundary import boundary
from workbench.duplicates.compare.words import alike_words, compared
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.words import Writing


def text(*parts: range) -> Writing:
    """Return a text that has these runs."""
    runs = sorted({run for part in parts for run in part})
    return Writing("text", 1, np.array(runs, "<u8").tobytes())


def two(both: int, ours: int, theirs: int) -> tuple[Writing, Writing]:
    """Return two texts with so many runs each, and so many in both."""
    common = range(both)
    return (
        text(common, range(10_000, 10_000 + ours - both)),
        text(common, range(20_000, 20_000 + theirs - both)),
    )


@boundary("TEXT_ALIKE", inside=121, outside=119)
def alike(both: float) -> object:
    # 200 runs in all.
    own = (200 - int(both)) // 2
    return compared(*two(int(both), int(both) + own, 200 - own))


@boundary("TEXT_HELD", inside=171, outside=169)
def held(both: float) -> object:
    return compared(*two(int(both), 200, 2000))


@boundary("TEXT_FORM", inside=3, outside=2)
def form(texts: float) -> object:
    letters = {
        str(n): Known(words=text(range(100), range(1000 * n + 1000, 1000 * n + 1030)))
        for n in range(int(texts))
    }
    return not list(alike_words(letters))


FORM = frozenset(range(1000))


@boundary("TEXT_FEWEST_OWN", inside=12, outside=11)
def fewest_own(own: float) -> object:
    return compared(*two(1000, 1000 + int(own), 1000 + int(own)), FORM) is None


@boundary("TEXT_OWN", inside=61, outside=59)
def own(shared: float) -> object:
    return compared(*two(1000 + int(shared), 1200, 1200), FORM)


@boundary("TEXT_BADLY", inside=67, outside=66)
def badly(both: float) -> object:
    return compared(*two(int(both), 200, 200), frozenset({0}))


@boundary("TEXT_SIMILAR", inside=161, outside=159)
def similar(theirs: float) -> object:
    return compared(*two(80, 200, int(theirs)), frozenset({0}))
