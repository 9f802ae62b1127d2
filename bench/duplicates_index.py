"""The index at a million pictures: opening, one query, all pairs, memory, growth.

Peers are what people reach for first: one loop over ImageHash objects, and NumPy row
against all rows; both are timed on a sample and scaled up, and say so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.harness import Row, timed
from workbench.duplicates.bands import Bands, all_pairs, scan

MILLION = 1_000_000
SIZES = (10_000, 100_000, MILLION)
_OPENED = """
import resource, sys, time
start = time.perf_counter()
import numpy as np
from pathlib import Path
from workbench.duplicates.bands import Bands
bands = Bands.open(Path(sys.argv[1]))
query = np.asarray(bands.words[:8])
bands.within(query, int(sys.argv[2]))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    rng = np.random.default_rng(20241127)
    short = rng.integers(0, 2**64, (MILLION, 1), dtype=np.uint64)
    yield from _opening(short)
    for size in SIZES:
        yield _query(short[:size], 8)
    for size in SIZES:
        yield _pairs(short[:size, 0])
    long = rng.integers(0, 2**64, (MILLION, 4), dtype=np.uint64)
    yield _query(long, 31)
    eight = long[:8].copy()
    scanning = timed(lambda: scan(long, eight, 48), 3).best
    yield Row("256 bits, 1,000,000, 8 orientations, radius 48, every row", 1000 * scanning,
              unit="ms")  # fmt: skip


def _opening(words: np.ndarray) -> Iterator[Row]:
    """Open in a fresh interpreter, as a command does, and ask once."""
    with tempfile.TemporaryDirectory() as folder:
        Bands.build(words).save(Path(folder))
        command = [sys.executable, "-c", _OPENED, folder, "8"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, kilobytes = printed.split()
    yield Row("open 1,000,000 and answer, fresh process", float(seconds), 2.0, "limit",
              holds=float(seconds) < 2)  # fmt: skip
    yield Row("its memory", int(kilobytes) / 1024, 1024.0, "limit", "MB",
              holds=int(kilobytes) < 1024 * 1024)  # fmt: skip


def _query(words: np.ndarray, radius: int) -> Row:
    bands = Bands.build(words)
    rng = np.random.default_rng(7)
    queries = rng.integers(0, 2**64, (8, words.shape[1]), dtype=np.uint64)
    queries[0] = words[5] ^ np.uint64(0b1011)
    ours = timed(lambda: bands.within(queries, radius), 20)
    peer = timed(lambda: [_numpy(words, query, radius) for query in queries], 3)
    what = f"{64 * words.shape[1]} bits, {len(words):,}, 8 orientations, radius {radius}, exact"
    return Row(what, 1000 * ours.best, 1000 * peer.best, "NumPy popcount over all rows", "ms",
               detail=f"median {1000 * ours.median:.1f}", holds=ours.median < 0.010)  # fmt: skip


def _numpy(words: np.ndarray, query: np.ndarray, radius: int) -> np.ndarray:
    return np.flatnonzero(np.bitwise_count(words ^ query).sum(axis=1) <= radius)


def _pairs(hashes: np.ndarray) -> Row:
    start = time.perf_counter()
    found = all_pairs(hashes)
    seconds = time.perf_counter() - start
    sample = min(64, len(hashes))
    peer = timed(lambda: [np.flatnonzero(np.bitwise_count(hashes ^ one) <= 7)
                          for one in hashes[:sample]], 1).best  # fmt: skip
    scaled = peer / sample * len(hashes) / 2
    return Row(f"all pairs of {len(hashes):,} to radius 7", seconds, scaled,
               f"NumPy row against rest, scaled from {sample} rows",
               detail=f"{len(found)} pairs", holds=seconds < 80)  # fmt: skip
