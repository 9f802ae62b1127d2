"""Hamming distances between many hashes at once: exact, in blocks, with NumPy alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

# Rows compared at a time: large enough for NumPy to shine, small enough to stay in cache.
_BLOCK = 64


def distances(one: Words, many: Words) -> NDArray[np.uint16]:
    """Return distances in bits between each row of `one` and each row of `many`.

    Parameters
    ----------
    one, many
        Shapes (n, words) and (m, words).

    Returns
    -------
    ndarray
        Shape (n, m).
    """
    total = np.zeros((len(one), len(many)), dtype=np.uint16)
    for word in range(one.shape[1]):
        total += np.bitwise_count(one[:, word, None] ^ many[None, :, word])
    return total


def bits_apart(one: Words, other: Words) -> int:
    """Return the Hamming distance between two hashes, shape (words,) each."""
    return int(np.bitwise_count(one ^ other).sum())


def nearest_orientation(
    turned: NDArray[np.uint64], upright: Words
) -> Iterator[tuple[int, NDArray[np.uint16], NDArray[np.uint8]]]:
    """Yield, block by block, the best of eight distances from each row to each other row.

    Parameters
    ----------
    turned
        Shape (n, 8, words): each picture's hashes in all orientations.
    upright
        Shape (m, words): hashes as the pictures stand.

    Yields
    ------
    start : int
        First row of the block.
    distance : ndarray
        Shape (rows, m): the smallest distance over the eight orientations.
    orientation : ndarray
        Shape (rows, m): which orientation gave it.
    """
    for start in range(0, len(turned), _BLOCK):
        block = turned[start : start + _BLOCK]
        best = distances(block[:, 0], upright)
        which = np.zeros(best.shape, dtype=np.uint8)
        for orientation in range(1, block.shape[1]):
            now = distances(block[:, orientation], upright)
            closer = now < best
            best[closer] = now[closer]
            which[closer] = orientation
        yield start, best, which
