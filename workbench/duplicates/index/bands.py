"""Descriptors of millions of points or moments, found again by runs of bits that they share.

Not exact: of two descriptors that differ in 44 of 256 bits, three in four share one of
eight runs of 16 bits. What is searched for has many points, so it is found all the
same, and only rows that share a run are looked at (locality-sensitive hashing, Indyk
and Motwani 1998). Beside each row's number stand 32 of its other bits, so that nearly
all that share a run by chance are dropped without a look elsewhere; and the rarest
values are looked up first, until there has been enough work: what half of all points
share (sky, cloth, print) says nothing, and a question takes as long as it may.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]

# So many rows share a value of a run on average, until the runs are as long as they may be.
_SHARING = 8
_SHORTEST, _LONGEST = 8, 20
# Of 32 further bits so many may differ: rows within 44 of 256 do 98 times in 100.
_FARTHEST = 10
_CHECK = np.uint64(0xFFFFFFFF)
_ROW = np.uint64(32)
_NAMES = ("words", "rows", "starts")


class Bands:
    """Descriptors, and for each run of their bits the rows in the order of its values.

    Parameters
    ----------
    words
        Shape (n, k): descriptors of up to 64 k bits; may be memory-mapped.
    rows
        Shape (runs, n): row number and 32 further bits, sorted by each run's value.
    starts
        Shape (runs, 2**bits + 1): where each value begins in `rows`.
    stride
        Bits from the beginning of one run to that of the next.
    """

    def __init__(self, words: Words, rows: Words, starts: NDArray[np.uint32], stride: int) -> None:
        self.words = words
        self.rows = rows
        self.starts = starts
        self.stride = stride
        self._bits = (starts.shape[1] - 1).bit_length() - 1

    @classmethod
    def build(cls, words: Words, runs: int, stride: int, folder: Path | None = None) -> Bands:
        """Return the bands of descriptors of shape (n, k).

        Parameters
        ----------
        words
            The descriptors.
        runs, stride
            How many runs of bits, and how far apart they begin.
        folder
            Where to write the arrays instead of holding them; `words` too, unless
            ``words.npy`` is there.
        """
        count = len(words)
        bits = min(stride, _LONGEST, max(_SHORTEST, (count // _SHARING).bit_length()))
        rows = array(folder, "rows", (runs, count), np.uint64)
        starts = array(folder, "starts", (runs, (1 << bits) + 1), np.uint32)
        for run in range(runs):
            values = _values(words, run * stride, bits)
            order = np.argsort(values, kind="stable")
            rows[run] = (order.astype(np.uint64) << _ROW) | _further(words, run * stride)[order]
            starts[run, 0] = 0
            starts[run, 1:] = np.cumsum(np.bincount(values, minlength=1 << bits))
        if folder is not None and not (folder / "words.npy").exists():
            np.save(folder / "words.npy", words)
        return cls(words, rows, starts, stride)

    @classmethod
    def open(cls, folder: Path, stride: int) -> Bands:
        """Map the arrays of a folder into memory; nothing is read until it is needed.

        Raises
        ------
        OSError, ValueError, EOFError
            When a file is missing or is no array.
        """
        words, rows, starts = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in _NAMES)
        values = starts.shape[-1] - 1
        if rows.shape != (len(starts), len(words)) or values < 1 or values & (values - 1):
            raise ValueError(rows.shape)
        return cls(words, rows, starts, stride)

    def __len__(self) -> int:
        return len(self.words)

    def sharing(self, queries: Words, radius: int, most: int) -> tuple[Numbers, Numbers]:
        """Return rows within `radius` bits of a query that share a whole run with it.

        Parameters
        ----------
        queries
            Shape (q, k).
        radius
            In bits, inclusive.
        most
            Rows looked at: those that share rare values first.

        Returns
        -------
        rows, which
            Numbers of row and query, each two once, in rising order of the query.
        """
        if not len(self) or not len(queries):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        first, counts = self._places(queries)
        order = np.argsort(counts, axis=None, kind="stable")
        last = np.searchsorted(np.cumsum(counts.ravel()[order]), most, side="right")
        wanted = np.zeros(counts.size, dtype=np.bool_)
        wanted[order[:last]] = True
        counts = np.where(wanted.reshape(counts.shape), counts, 0)
        found = [
            self._near(queries, run, first[run], counts[run], radius)
            for run in range(len(self.rows))
        ]
        which, rows = np.divmod(np.unique(np.concatenate(found)), len(self))
        return rows, which

    def _places(self, queries: Words) -> tuple[Numbers, Numbers]:
        """Return where in each run's order the rows of each query's value begin, how many."""
        first = np.empty((len(self.rows), len(queries)), dtype=np.int64)
        counts = np.empty_like(first)
        for run in range(len(self.rows)):
            values = _values(queries, run * self.stride, self._bits)
            starts = _read(self.starts, [run], [1])[0]
            first[run] = starts[values]
            counts[run] = starts[values + 1] - first[run]
        return first, counts

    def _near(
        self, queries: Words, run: int, first: Numbers, counts: Numbers, radius: int
    ) -> Numbers:
        """Return query and row as one number each, of those near each other in one run."""
        count = len(self)
        some = np.flatnonzero(counts)
        held = _read(self.rows.reshape(-1), first[some] + run * count, counts[some])
        which = np.repeat(np.arange(len(queries)), counts)
        further = _further(queries, run * self.stride)
        close = np.bitwise_count((held ^ further[which]) & _CHECK) <= _FARTHEST
        rows, which = (held[close] >> _ROW).astype(np.int64), which[close]
        every, back = np.unique(rows, return_inverse=True)
        words = _read(self.words, every, np.ones(len(every), np.int64))[back]
        near = np.bitwise_count(words ^ queries[which]).sum(axis=1) <= radius
        return np.asarray(which[near] * count + rows[near], dtype=np.int64)


def array(folder: Path | None, name: str, shape: tuple[int, int], kind: Any) -> Any:
    """Return an array to fill: in memory, or in a file of that name in a folder."""
    if folder is None or not shape[1]:
        made: Any = np.empty(shape, dtype=kind)
        if folder is not None:
            np.save(folder / f"{name}.npy", made)
        return made
    return np.lib.format.open_memmap(folder / f"{name}.npy", mode="w+", dtype=kind, shape=shape)


def _read(held: NDArray[Any], first: Numbers | list[int], counts: Numbers | list[int]) -> Any:
    """Return runs of rows of an array one after the other.

    What lies in a file is read there: through the mapping each run would cost a page
    fault, and memory for sixteen times what is asked for.

    Raises
    ------
    OSError, ValueError, IndexError
        When the file is gone, or too short.
    """
    if not isinstance(held, np.memmap) or not hasattr(os, "pread"):
        begin, count = np.asarray(first, np.int64), np.asarray(counts, np.int64)
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return held[np.repeat(begin, count) + within]
    size = held.strides[0]
    begin, length = np.asarray(first) * size + held.offset, np.asarray(counts) * size
    file = os.open(str(held.filename), os.O_RDONLY)
    try:
        pairs = zip(length.tolist(), begin.tolist(), strict=True)
        data = b"".join([os.pread(file, many, at) for many, at in pairs])
    finally:
        os.close(file)
    return np.frombuffer(data, held.dtype).reshape(int(np.sum(counts)), *held.shape[1:])


def _values(words: Words, start: int, bits: int) -> Numbers:
    """Return the value of a run that begins at bit `start`."""
    word, shift = divmod(start, 64)
    mask = np.uint64((1 << bits) - 1)
    return np.asarray((words[:, word] >> np.uint64(shift)) & mask).astype(np.int64)


def _further(words: Words, start: int) -> Words:
    """Return 32 bits to check by: of another word where there is one."""
    count = words.shape[1]
    return np.asarray(words[:, (start // 64 + count // 2) % count] & _CHECK)
