"""Which pairs of pictures are worth laying over each other: those that share likely points.

Comparing every point of every picture with every other takes milliseconds for each pair,
and a case of 400 pictures has 80,000 pairs. Points that are the same differ in few of
their 256 bits, so most of them agree in one of a few runs of 16 bits: sorting by such a
run brings them together (locality-sensitive hashing, Indyk and Motwani 1998). Pairs of
pictures with several such points, and these in one arrangement, are candidates; whether
they are alike is decided elsewhere, by all of their points and by their pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.points import Features

#: Runs of 16 bits that are looked at, of the sixteen that a descriptor has.
RUNS = 8
#: Points may differ in this many of 256 bits.
NEAR = 40
#: So many points of each picture must be near one of the other's, in one arrangement,
#: each near that one alone; one less will do where hardly any others are near.
FEWEST = 4
#: So many where points of a pattern, near several at once, count as well.
FEWEST_IN_PATTERN = 5
#: How far, in pixels, a point may lie from its place in that arrangement.
LOOSE = 16.0

_KEYS = 1 << 16
_PER_WORD = 4
_WORDS = 4
_ROUNDS = 60
# Points this many pixels apart are at one place: corners answer at several scales.
_ONE_PLACE = 3

Numbers = NDArray[np.int64]


def candidates(features: Sequence[Features]) -> Iterator[tuple[int, int, tuple[bool, ...]]]:
    """Yield pairs of pictures that may show the same.

    Yields
    ------
    one, other : int
        Places in `features`, the lower first, in rising order.
    mirrored : tuple of bool
        Whether they do so with the first as it stands, mirrored, or either way.
    """
    points = _Points.of(features)
    if not len(points.owner):
        return
    both = [_shared(points, mirrored=turned) for turned in (False, True)]
    shared = _Shared(*(np.concatenate(each) for each in zip(*both, strict=True)))
    alone, first = shared.alone(), shared.first()
    order = np.argsort(shared.pair, kind="stable")
    arranged = []
    for group in np.split(order, np.flatnonzero(np.diff(shared.pair[order])) + 1):
        strict, loose = group[alone[group]], group[first[group]]
        enough = FEWEST - (len(strict) <= FEWEST)
        if shared.agree(strict, enough) or shared.agree(loose, FEWEST_IN_PATTERN):
            arranged.append(divmod(int(shared.pair[group[0]]), 2))
    for code, ways in groupby(arranged, key=itemgetter(0)):
        yield *divmod(code, len(features)), tuple(bool(turned) for _, turned in ways)


@dataclass(frozen=True)
class _Points:
    """The points of all pictures in one row: descriptors in four columns of 64 bits."""

    count: int
    owner: Numbers
    places: NDArray[np.float32]
    straight: NDArray[np.uint64]
    mirrored: NDArray[np.uint64]

    @classmethod
    def of(cls, features: Sequence[Features]) -> _Points:
        return cls(
            len(features),
            np.repeat(np.arange(len(features)), [len(each) for each in features]),
            np.concatenate([each.places() for each in features] or [np.zeros((0, 2), np.float32)]),
            _columns([each.described() for each in features]),
            _columns([each.described(mirrored=True) for each in features]),
        )

    def spots(self) -> Numbers:
        """Return the same number for all points of one picture that are at one place."""
        x, y = np.rint(self.places / _ONE_PLACE).astype(np.int64).T
        _, numbers = np.unique(self.owner << 32 | x << 16 | y, return_inverse=True)
        return np.asarray(numbers, dtype=np.int64)


def _columns(parts: list[NDArray[np.uint8]]) -> NDArray[np.uint64]:
    if not parts:
        return np.zeros((_WORDS, 0), dtype=np.uint64)
    rows = np.ascontiguousarray(np.concatenate(parts)).view("<u8").astype(np.uint64)
    return np.ascontiguousarray(rows.T)


class _Shared(NamedTuple):
    """Spots of two pictures whose points are near each other, one row for each two spots.

    ``pair`` names the two pictures and, in its last bit, whether the first was mirrored;
    ``in_one`` and ``in_other`` name the pair and the spot in either picture.
    """

    pair: Numbers
    in_one: Numbers
    in_other: Numbers
    from_: NDArray[np.float32]
    to: NDArray[np.float32]

    def alone(self) -> NDArray[np.bool_]:
        """Return which rows are about spots that are near no other spot of that picture."""
        ours, theirs = (
            np.unique(spots, return_inverse=True, return_counts=True)
            for spots in (self.in_one, self.in_other)
        )
        return np.asarray((ours[2][ours[1]] == 1) & (theirs[2][theirs[1]] == 1))

    def first(self) -> NDArray[np.bool_]:
        """Return which rows to keep so that every spot speaks only once."""
        kept = np.unique(self.in_one, return_index=True)[1]
        kept = kept[np.unique(self.in_other[kept], return_index=True)[1]]
        chosen = np.zeros(len(self.pair), dtype=np.bool_)
        chosen[kept] = True
        return chosen

    def agree(self, rows: Numbers, enough: int) -> bool:
        """Whether one turn, shift and resize carries enough of the spots over, roughly."""
        if len(rows) < enough:
            return False
        estimate, inliers = cv2.estimateAffinePartial2D(
            self.from_[rows],
            self.to[rows],
            method=cv2.RANSAC,
            ransacReprojThreshold=LOOSE,
            maxIters=_ROUNDS,
            refineIters=0,
        )
        return estimate is not None and int(inliers.sum()) >= enough


def _shared(points: _Points, *, mirrored: bool) -> _Shared:
    """Return which spots of every two pictures have near points."""
    codes = np.unique(
        np.concatenate([_near_in(points, run, mirrored=mirrored) for run in range(RUNS)])
    )
    one, other = np.divmod(codes, len(points.owner))
    spots, count = points.spots(), len(points.owner)
    _, kept = np.unique(spots[one] * count + spots[other], return_index=True)
    one, other = one[kept], other[kept]
    pair = (points.owner[one] * points.count + points.owner[other]) * 2 + mirrored
    spots = spots * 2 + mirrored
    return _Shared(
        pair,
        spots[one] * points.count + points.owner[other],
        spots[other] * points.count + points.owner[one],
        points.places[one],
        points.places[other],
    )


def _near_in(points: _Points, run: int, *, mirrored: bool) -> Numbers:
    """Return near points of two pictures among those that agree in one run of 16 bits.

    Each pair of points is a number of two digits that count in as many points as there
    are: first the earlier picture's, mirrored if wanted, then the later one's.
    """
    count, stride = len(points.owner), int(points.owner[-1]) + 1
    key = _run(points.straight, run)
    order = np.argsort(key, kind="stable")
    sorted_words = points.straight[:, order]
    # Within a key, points stand by picture: so later pictures are one stretch to its end.
    code = key[order].astype(np.int64) * stride + points.owner[order]
    if mirrored:
        asked_key = _run(points.mirrored, run)
        asked = np.argsort(asked_key, kind="stable")
        words = points.mirrored[:, asked]
        asked_code = asked_key[asked].astype(np.int64) * stride + points.owner[asked]
    else:
        asked, words, asked_code = order, sorted_words, code
    place = np.searchsorted(code, asked_code, side="right")
    ends = np.append(np.searchsorted(code, np.arange(_KEYS) * stride), count)
    end = ends[asked_code // stride + 1]
    left = np.flatnonzero(place < end)
    place, end = place[left], end[left]
    found = []
    while len(left):
        near = _is_near(words, left, sorted_words, place)
        found.append(asked[left[near]] * count + order[place[near]])
        place = place + 1
        more = place < end
        left, place, end = left[more], place[more], end[more]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _run(words: NDArray[np.uint64], run: int) -> NDArray[np.uint16]:
    shift = np.uint64(16 * (run % _PER_WORD))
    return np.asarray((words[run // _PER_WORD] >> shift) & np.uint64(_KEYS - 1), dtype=np.uint16)


def _is_near(
    ours: NDArray[np.uint64], rows: Numbers, theirs: NDArray[np.uint64], others: Numbers
) -> Numbers:
    """Return which of the rows differ in few bits; half of the bits rule most of them out."""
    apart = np.bitwise_count(ours[3][rows] ^ theirs[3][others])
    apart += np.bitwise_count(ours[2][rows] ^ theirs[2][others])
    near = np.flatnonzero(apart <= NEAR)
    apart, rows, others = apart[near], rows[near], others[near]
    apart += np.bitwise_count(ours[1][rows] ^ theirs[1][others])
    apart += np.bitwise_count(ours[0][rows] ^ theirs[0][others])
    return np.asarray(near[apart <= NEAR])
