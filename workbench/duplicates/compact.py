"""A few points of a picture, by which an index finds its parts: bounded whatever it shows.

A case compares all points of every two pictures; an office cannot keep those of a
million. Kept are 128 of a picture's points, the strongest of each of its areas first,
and its small grey picture. Bands of bits propose pictures that share some of 48 of
these; the same points and pixels as inside a case then decide. What that finds and
misses stands in ``docs/duplicates.md``.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.bands import Bands, Words
from workbench.duplicates.features import Features
from workbench.duplicates.fingerprint import Fingerprint

#: Points kept of one picture, and those of them that are searched for.
KEPT = 128
SOUGHT = 48
#: Bits of 256 in which a point may differ to speak for a picture.
NEAR_POINT = 44
#: Points that must speak for a picture, and pictures looked at closely.
FEWEST, MOST = 2, 24

# A value of a band that so many points share says nothing: sky, cloth, print.
_COMMON = 4096
_HEAD = 2 / 3


def compacted(picture: Fingerprint) -> Fingerprint:
    """Return a fingerprint with few points and without what only whole pictures need."""
    found = picture.features
    kept = _chosen(len(found))
    places = np.frombuffer(found.points, dtype="<u2").reshape(-1, 2)[kept]
    points = Features(
        found.width, found.height, places.tobytes(), found.described()[kept].tobytes(), b""
    )
    inner = (replace(view, hashes=(), thumb=b"") for view in picture.views[1:])
    return replace(picture, views=(picture.whole, *inner), features=points)


def packed(picture: Fingerprint) -> bytes:
    """Return what :func:`unpacked` understands: about 9 KB."""
    return zlib.compress(json.dumps(picture.to_json()).encode("ascii"))


def unpacked(data: bytes) -> Fingerprint:
    """Return the fingerprint that :func:`packed` described."""
    return Fingerprint.from_json(json.loads(zlib.decompress(data)))


def sought(picture: Fingerprint) -> Words:
    """Return the points of a compacted picture that are searched for, shape (n, 4)."""
    return _words(picture.features.described()[:SOUGHT])


def proposed(bands: Bands, owners: NDArray[np.int64], asked: Fingerprint) -> list[int]:
    """Return whose points are nearest to those of a picture, the likeliest first.

    Parameters
    ----------
    bands
        Of the points that are searched for.
    owners
        Shape (n,): whose each point is.
    asked
        With all its points; its mirror image is asked for as well.
    """
    votes: dict[int, int] = {}
    for mirrored in (False, True):
        points = _words(asked.features.described(mirrored=mirrored))
        rows = bands.sharing(points, NEAR_POINT, _COMMON)
        whose, counts = np.unique(owners[rows], return_counts=True)
        for owner, count in zip(whose.tolist(), counts.tolist(), strict=True):
            votes[owner] = max(votes.get(owner, 0), count)
    likely = sorted(votes, key=lambda owner: (-votes[owner], owner))
    return [owner for owner in likely if votes[owner] >= FEWEST][:MOST]


def _words(descriptors: NDArray[np.uint8]) -> Words:
    """Return descriptors of 32 bytes as four words each."""
    return np.ascontiguousarray(descriptors).view("<u8").astype(np.uint64).reshape(-1, 4)


def _chosen(count: int) -> NDArray[np.int64]:
    """Return which points to keep: the first are the strongest of each area of the whole."""
    head = min(count, round(KEPT * _HEAD))
    rest = np.linspace(head, count - 1, min(KEPT - head, count - head)).astype(np.int64)
    # The first third of what is searched for comes from the rest: photos of a collage
    # and of a screenshot have points of their own behind those of the whole.
    inner = rest[:: max(1, len(rest) * 3 // SOUGHT)][: SOUGHT // 3]
    first = np.concatenate([inner, np.arange(head)[: SOUGHT - len(inner)]])
    every = np.concatenate([np.arange(head), rest])
    return np.concatenate([first, np.setdiff1d(every, first)])
