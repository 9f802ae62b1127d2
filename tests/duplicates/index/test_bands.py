"""If these fail, the index misses a picture that it holds, and nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.duplicates.index.bands import Bands
from workbench.duplicates.index.hash_search import PAIR_RADIUS, all_pairs, near


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


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.sampled_from([(1, 8), (1, 3), (4, 48), (4, 31), (4, 15), (4, 8)]))
def test_near_finds_exactly_what_comparing_all_finds(seed, shape):
    words, radius = shape
    stored, queries = hashes(seed, 400, words), hashes(seed, 60, words)[:8]
    rows, which, distance = near(np.ascontiguousarray(stored.T), queries, radius)
    found = dict(zip(rows.tolist(), distance.tolist(), strict=True))
    assert found == plain(stored, queries, radius)
    measured = np.bitwise_count(stored[rows] ^ queries[which]).sum(axis=1)
    assert measured.tolist() == distance.tolist()


def test_near_looks_into_every_block():
    """A million hashes are read in blocks: none may fall between two of them."""
    columns = np.random.default_rng(3).integers(0, 2**64, (4, 100_000), dtype=np.uint64)
    places = [0, 32_767, 32_768, 65_535, 65_536, 99_999]
    for place in places:
        rows, _, distance = near(columns, columns[:, place][None], 48)
        assert (rows.tolist(), distance.tolist()) == ([place], [0])


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(0, PAIR_RADIUS))
def test_all_pairs_misses_none(seed, radius):
    stored = hashes(seed, 250, 1)[:, 0]
    apart = np.bitwise_count(stored[:, None] ^ stored[None])
    wanted = {(a, b) for a, b in zip(*np.nonzero(apart <= radius), strict=True) if a < b}
    assert {tuple(pair) for pair in all_pairs(stored, radius).tolist()} == wanted


def test_a_radius_beyond_what_is_exact_is_refused():
    with pytest.raises(ValueError, match="8"):
        all_pairs(np.zeros(4, dtype=np.uint64), 8)


def test_points_that_share_a_run_are_found_and_no_others():
    stored = hashes(5, 3000, 4)
    queries = stored[::300] ^ np.uint64(0b1011)
    rows, which = Bands.build(stored, 8, 32).sharing(queries, 20, 10**6)
    apart = np.bitwise_count(stored[rows] ^ queries[which]).sum(axis=1)
    assert apart.max() <= 20
    assert len(rows) >= 0.9 * sum(len(plain(stored, one[None], 20)) for one in queries)


def test_a_question_looks_at_no_more_rows_than_it_may():
    """Sky and cloth look alike in every picture: they must not make a question take minutes."""
    stored = np.concatenate([np.zeros((5000, 4), np.uint64), hashes(6, 50, 4)])
    bands = Bands.build(stored, 8, 32)
    asked = stored[[0, 5010]]
    rows, which = bands.sharing(asked, 20, 2000)
    assert 5010 in rows[which == 1]
    assert not len(rows[which == 0])


def test_empty_and_saved_bands(tmp_path):
    stored = hashes(7, 500, 4)
    (tmp_path / "satu").mkdir()
    made = Bands.build(stored, 8, 32, tmp_path / "satu").sharing(stored[:3], 0, 10**6)
    again = Bands.open(tmp_path / "satu", 32).sharing(stored[:3], 0, 10**6)
    assert [one.tolist() for one in again] == [one.tolist() for one in made]
    assert set(range(3)) <= set(made[0].tolist())
    (tmp_path / "kosong").mkdir()
    Bands.build(np.zeros((0, 4), dtype=np.uint64), 8, 32, tmp_path / "kosong")
    none = Bands.open(tmp_path / "kosong", 32)
    assert len(none) == 0
    rows, _ = none.sharing(np.zeros((8, 4), dtype=np.uint64), 31, 4096)
    assert rows.tolist() == []
