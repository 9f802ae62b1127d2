"""Points of many pictures, found again by bands of 16 bits that they share.

Not exact: of two descriptors that differ in 44 of 256 bits, half share one of the
sixteen bands. A picture has many points, so it is found all the same, and only rows
that share a band are looked at (locality-sensitive hashing, Indyk and Motwani 1998).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.uint32]

_KEYS = 1 << 16
_PER_WORD = 4
_NAMES = ("words", "order", "starts")


class Bands:
    """Descriptors and, for each band of 16 bits, their rows in the band's order.

    Parameters
    ----------
    words
        Shape (n, k): descriptors of 64 k bits; may be memory-mapped.
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
    def build(cls, words: Words, folder: Path | None = None) -> Bands:
        """Return the bands of descriptors of shape (n, k).

        Parameters
        ----------
        words
            The descriptors.
        folder
            Where to write the arrays instead of holding them: a million pictures' bands
            are larger than the memory of an office's computer.
        """
        bands = words.shape[1] * _PER_WORD
        order = _array(folder, "order", (bands, len(words)))
        starts = _array(folder, "starts", (bands, _KEYS + 1))
        for band in range(bands):
            values = _band(words, band)
            order[band] = np.argsort(values, kind="stable")
            starts[band, 0] = 0
            starts[band, 1:] = np.cumsum(np.bincount(values, minlength=_KEYS))
        if folder is not None and not (folder / "words.npy").exists():
            np.save(folder / "words.npy", words)
        return cls(words, order, starts)

    @classmethod
    def open(cls, folder: Path) -> Bands:
        """Map the arrays of a folder into memory; nothing is read until it is needed.

        Raises
        ------
        OSError, ValueError
            When a file is missing or is no array.
        """
        words, order, starts = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in _NAMES)
        bands = words.shape[1] * _PER_WORD
        if order.shape != (bands, len(words)) or starts.shape != (bands, _KEYS + 1):
            raise ValueError(order.shape)
        return cls(words, order, starts)

    def __len__(self) -> int:
        return len(self.words)

    def sharing(self, queries: Words, radius: int, common: int) -> NDArray[np.int64]:
        """Return rows within `radius` bits of a query that share one whole band with it.

        Parameters
        ----------
        queries
            Shape (q, k).
        radius
            In bits, inclusive.
        common
            Values of a band that more rows than this share are passed over.

        Returns
        -------
        ndarray
            Row numbers, rising, each once.
        """
        found = [np.zeros(0, np.int64)]
        for band in range(len(self.order)):
            keys = _band(queries, band).astype(np.int64)
            first = self.starts[band][keys].astype(np.int64)
            counts = self.starts[band][keys + 1].astype(np.int64) - first
            counts[counts > common] = 0
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            rows = self.order[band][np.repeat(first, counts) + within]
            which = np.repeat(np.arange(len(queries)), counts)
            apart = np.bitwise_count(self.words[rows] ^ queries[which]).sum(axis=1)
            found.append(np.unique(rows[apart <= radius]).astype(np.int64))
        return np.unique(np.concatenate(found))


def _array(folder: Path | None, name: str, shape: tuple[int, int]) -> Any:
    if folder is None or not shape[1]:
        made: Any = np.empty(shape, dtype=np.uint32)
        if folder is not None:
            np.save(folder / f"{name}.npy", made)
        return made
    return np.lib.format.open_memmap(
        folder / f"{name}.npy", mode="w+", dtype=np.uint32, shape=shape
    )


def _band(words: Words, band: int) -> NDArray[np.uint16]:
    shift = np.uint64(16 * (band % _PER_WORD))
    return ((words[:, band // _PER_WORD] >> shift) & np.uint64(0xFFFF)).astype(np.uint16)
