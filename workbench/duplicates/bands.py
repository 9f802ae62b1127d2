"""Exact search among millions of hashes, by bands of 16 bits.

Two hashes of ``16 m`` bits that differ in at most ``r`` places agree in at least one
of their ``m`` bands but for ``r // m`` bits (Norouzi et al. 2012, multi-index
hashing). So only rows that share such a band are compared, and none is missed.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.uint32]

_KEYS = 1 << 16
_PER_WORD = 4
# All pairs: ten blocks of a 64-bit hash, of which seven differences leave three whole.
_BLOCKS = 10
_WHOLE = 3
PAIR_RADIUS = _BLOCKS - _WHOLE


class Bands:
    """Hashes and, for each band of 16 bits, their rows in the band's order.

    Parameters
    ----------
    words
        Shape (n, k): hashes of 64 k bits; may be memory-mapped.
    order
        Shape (4 k, n): row numbers sorted by each band's value.
    starts
        Shape (4 k, 65537): where each value begins in `order`.
    """

    def __init__(self, words: Words, order: Rows, starts: Rows) -> None:
        self.words = words
        self.order = order
        self.starts = starts

    @classmethod
    def build(cls, words: Words) -> Bands:
        """Return the bands of hashes of shape (n, k)."""
        count, width = words.shape
        order = np.empty((width * _PER_WORD, count), dtype=np.uint32)
        starts = np.zeros((width * _PER_WORD, _KEYS + 1), dtype=np.uint32)
        for band in range(width * _PER_WORD):
            values = _band(words, band)
            order[band] = np.argsort(values, kind="stable")
            starts[band, 1:] = np.cumsum(np.bincount(values, minlength=_KEYS))
        return cls(words, order, starts)

    def save(self, folder: Path) -> None:
        """Write the arrays into an existing folder."""
        np.save(folder / "words.npy", self.words)
        np.save(folder / "order.npy", self.order)
        np.save(folder / "starts.npy", self.starts)

    @classmethod
    def open(cls, folder: Path) -> Bands:
        """Map the arrays of a folder into memory; nothing is read until it is needed.

        Raises
        ------
        OSError, ValueError
            When a file is missing or is no array.
        """
        names = ("words", "order", "starts")
        words, order, starts = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in names)
        if order.shape != (words.shape[1] * _PER_WORD, words.shape[0]):
            raise ValueError(order.shape)
        return cls(words, order, starts)

    def __len__(self) -> int:
        return len(self.words)

    def within(
        self, queries: Words, radius: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return every row within `radius` bits of any query.

        Parameters
        ----------
        queries
            Shape (q, k), such as one picture in its eight orientations.
        radius
            In bits, inclusive.

        Returns
        -------
        rows, nearest, distance
            Row numbers in rising order, the query that comes closest, and its distance.
        """
        bands = len(self.order)
        masks = _masks(radius // bands)
        rows, which = [], []
        for band in range(bands):
            keys = (_band(queries, band)[:, None] ^ masks[None, :]).ravel()
            first = self.starts[band][keys].astype(np.int64)
            counts = self.starts[band][keys + 1].astype(np.int64) - first
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            rows.append(self.order[band][np.repeat(first, counts) + within])
            which.append(np.repeat(np.arange(len(queries)).repeat(len(masks)), counts))
        return _verified(self.words, queries, np.concatenate(rows), np.concatenate(which), radius)


def scan(
    words: Words, queries: Words, radius: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return what :meth:`Bands.within` returns, by comparing every row: any radius."""
    rows, which = [], []
    half = words.shape[1] // 2 or 1
    for index, query in enumerate(queries):
        # Half of the bits rule nearly every row out; the rest is read for what remains.
        near = np.zeros(len(words), dtype=np.uint16)
        for word in range(half):
            near += np.bitwise_count(words[:, word] ^ query[word])
        candidates = np.flatnonzero(near <= radius)
        rows.append(candidates.astype(np.uint32))
        which.append(np.full(len(candidates), index))
    return _verified(words, queries, np.concatenate(rows), np.concatenate(which), radius)


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


def _band(words: Words, band: int) -> NDArray[np.uint16]:
    shift = np.uint64(16 * (band % _PER_WORD))
    return ((words[:, band // _PER_WORD] >> shift) & np.uint64(0xFFFF)).astype(np.uint16)


def _masks(flips: int) -> NDArray[np.int64]:
    """Return every 16-bit pattern with at most `flips` bits set."""
    found = [
        sum(1 << bit for bit in bits)
        for count in range(flips + 1)
        for bits in combinations(range(16), count)
    ]
    return np.array(found, dtype=np.int64)


def _verified(
    words: Words,
    queries: Words,
    rows: NDArray[np.uint32],
    which: NDArray[np.int64],
    radius: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Measure candidates, and keep for each row the query that comes closest."""
    distance = np.bitwise_count(words[rows] ^ queries[which]).sum(axis=1, dtype=np.int64)
    near = np.flatnonzero(distance <= radius)
    close = rows[near].astype(np.int64)
    which, distance = which[near], np.asarray(distance[near], dtype=np.int64)
    best = np.lexsort((which, distance, close))
    kept = best[np.unique(close[best], return_index=True)[1]]
    return close[kept], which[kept], distance[kept]
