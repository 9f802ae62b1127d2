"""If these fail, the index misses a picture that it holds, and nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.duplicates.bands import PAIR_RADIUS, Bands, all_pairs, scan


def hashes(seed: int, count: int, words: int) -> np.ndarray:
    """Return hashes of which many are close to one another."""
    rng = np.random.default_rng(seed)
    base = rng.integers(0, 2**64, (max(1, count // 5), words), dtype=np.uint64)
    found = base[rng.integers(0, len(base), count)]
    for _ in range(12):
        flips = np.uint64(1) << rng.integers(0, 64, (count, words), dtype=np.uint64)
        found = np.where(rng.random((count, words)) < 0.5, found ^ flips, found)
    return found


def plain(words: np.ndarray, queries: np.ndarray, radius: int) -> dict[int, int]:
    apart = np.bitwise_count(words[:, None] ^ queries[None]).sum(axis=2, dtype=np.int64)
    best = apart.min(axis=1)
    return {int(row): int(best[row]) for row in np.flatnonzero(best <= radius)}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([(1, 8), (1, 3), (4, 31), (4, 15), (4, 20)]))
def test_bands_and_scan_find_exactly_what_comparing_all_finds(seed, shape):
    words, radius = shape
    stored, queries = hashes(seed, 400, words), hashes(seed, 60, words)[:8]
    wanted = plain(stored, queries, radius)
    for rows, which, distance in (
        Bands.build(stored).within(queries, radius),
        scan(stored, queries, radius),
    ):
        assert dict(zip(rows.tolist(), distance.tolist(), strict=True)) == wanted
        measured = np.bitwise_count(stored[rows] ^ queries[which]).sum(axis=1)
        assert measured.tolist() == distance.tolist()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, PAIR_RADIUS))
def test_all_pairs_misses_none(seed, radius):
    stored = hashes(seed, 250, 1)[:, 0]
    apart = np.bitwise_count(stored[:, None] ^ stored[None])
    wanted = {(a, b) for a, b in zip(*np.nonzero(apart <= radius), strict=True) if a < b}
    assert {tuple(pair) for pair in all_pairs(stored, radius).tolist()} == wanted


def test_a_radius_beyond_what_is_exact_is_refused():
    with pytest.raises(ValueError, match="8"):
        all_pairs(np.zeros(4, dtype=np.uint64), 8)


def test_empty_and_saved_bands(tmp_path):
    empty = Bands.build(np.zeros((0, 4), dtype=np.uint64))
    empty.save(tmp_path)
    again = Bands.open(tmp_path)
    rows, _, _ = again.within(np.zeros((8, 4), dtype=np.uint64), 31)
    assert len(again) == 0
    assert rows.tolist() == []
