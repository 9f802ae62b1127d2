"""Exact search among millions of hashes: what is near one picture, and all that is near.

One picture is compared with every row, a block at a time so that the rows stay in the
processor's cache: at a million hashes that takes milliseconds, finds every row within
the radius, and needs nothing beside the hashes. For all pairs rows are brought together
by equal blocks of bits (Norouzi et al. 2012, multi-index hashing): two hashes that
differ in seven bits agree in three of ten blocks.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

# Rows compared at a time, for all queries one after the other.
_BLOCK = 1 << 15
# Differences of 64 random bits are 32 on average; below this, one word rules rows out.
_SMALL = 16
# All pairs: ten blocks of a 64-bit hash, of which seven differences leave three whole.
_BLOCKS = 10
_WHOLE = 3
PAIR_RADIUS = _BLOCKS - _WHOLE


def near(columns: Words, queries: Words, radius: int) -> Found:
    """Return every hash within `radius` bits of any query: none is missed, at any radius.

    Parameters
    ----------
    columns
        Shape (k, n): n hashes of 64 k bits, word by word; may be memory-mapped.
    queries
        Shape (q, k), such as one picture in its eight orientations.
    radius
        In bits, inclusive.

    Returns
    -------
    rows, nearest, distance
        Numbers of the hashes in rising order, the query that comes closest, its distance.
    """
    first = 1 if radius < _SMALL or len(columns) == 1 else 2
    rows, which = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, columns.shape[1], _BLOCK):
        block = columns[:first, start : start + _BLOCK]
        for index, query in enumerate(queries):
            # Some of the bits rule nearly every row out; the rest is read for what remains.
            apart = np.bitwise_count(block[0] ^ query[0])
            if first == 2:
                apart += np.bitwise_count(block[1] ^ query[1])
            close = np.flatnonzero(apart <= radius)
            if len(close):
                rows.append(close + start)
                which.append(np.full(len(close), index))
    return _nearest(columns, queries, np.concatenate(rows), np.concatenate(which), radius)


def all_pairs(hashes: NDArray[np.uint64], radius: int = PAIR_RADIUS) -> NDArray[np.int64]:
    """Return every pair of 64-bit hashes within `radius` bits.

    Parameters
    ----------
    hashes
        Shape (n,).
    radius
        At most 7: then three of ten blocks of the two hashes are equal, so that
        sorting by every choice of three blocks brings each such pair together.

    Returns
    -------
    ndarray
        Shape (pairs, 2), rows rising, the first number below the second.
    """
    if radius > PAIR_RADIUS:
        raise ValueError(radius)
    edges = np.linspace(0, 64, _BLOCKS + 1).round().astype(int)
    found = [
        _equal_in(hashes, [(edges[one], edges[one + 1]) for one in blocks], radius)
        for blocks in combinations(range(_BLOCKS), _WHOLE)
    ]
    codes = np.unique(np.concatenate(found))
    return np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)


def _equal_in(
    hashes: NDArray[np.uint64], blocks: list[tuple[int, int]], radius: int
) -> NDArray[np.int64]:
    """Return pairs, as ``first << 32 | second``, that are equal in some blocks and near."""
    key = np.zeros(len(hashes), dtype=np.uint32)
    for low, high in blocks:
        part = (hashes >> np.uint64(low)) & np.uint64((1 << (high - low)) - 1)
        key = (key << np.uint32(high - low)) | part.astype(np.uint32)
    order = np.argsort(key)
    sorted_key, sorted_hash = key[order], hashes[order]
    left = np.arange(len(order) - 1)
    found, step = [], 1
    while len(left):
        left = left[left + step < len(order)]
        left = left[sorted_key[left] == sorted_key[left + step]]
        near = np.bitwise_count(sorted_hash[left] ^ sorted_hash[left + step]) <= radius
        one, other = order[left[near]], order[left[near] + step]
        found.append((np.minimum(one, other) << 32) | np.maximum(one, other))
        step += 1
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _nearest(
    columns: Words,
    queries: Words,
    rows: NDArray[np.int64],
    which: NDArray[np.int64],
    radius: int,
) -> Found:
    """Measure candidates, and keep for each row the query that comes closest."""
    distance = np.bitwise_count(columns[:, rows] ^ queries[which].T).sum(axis=0, dtype=np.int64)
    close = np.flatnonzero(distance <= radius)
    rows, which, distance = rows[close], which[close], distance[close]
    best = np.lexsort((which, distance, rows))
    kept = best[np.unique(rows[best], return_index=True)[1]]
    return rows[kept], which[kept], distance[kept]
