"""The index's arrays: hashes and points of all pictures, mapped into memory and not read in.

They are made from the database and can be made anew at any time. New ones are written
beside the old ones and published by naming them in the database; whoever has older ones
mapped keeps them until done.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import index_tables as tables
from workbench.duplicates.bands import Bands

_PLACE = "arrays"


@dataclass(frozen=True)
class Arrays:
    """What is searched.

    Attributes
    ----------
    ids
        Shape (n,): numbers of views, rising.
    words
        Shape (4, n): their hashes, word by word.
    owners
        Shape (m,): numbers of pictures, rising, one for each point.
    points
        The points that are searched for.
    """

    ids: NDArray[np.int64]
    words: NDArray[np.uint64]
    owners: NDArray[np.int64]
    points: Bands

    @property
    def last_view(self) -> int:
        """The highest number of a view among them; 0 when there are none."""
        return int(self.ids[-1]) if len(self.ids) else 0

    @property
    def last_picture(self) -> int:
        """The highest number of a picture among them; 0 when there are none."""
        return int(self.owners[-1]) if len(self.owners) else 0


def opened(folder: Path, name: str) -> Arrays:
    """Map published arrays.

    Raises
    ------
    OSError, ValueError, EOFError
        When they are missing or damaged.
    """
    place = folder / _PLACE / (name or "none")
    ids, words, owners = (
        np.load(place / f"{one}.npy", mmap_mode="r") for one in ("ids", "hashes", "owners")
    )
    points = Bands.open(place / "points")
    if words.shape != (4, len(ids)) or len(owners) != len(points):
        raise ValueError(words.shape)
    return Arrays(ids, words, owners, points)


def since(database: sqlite3.Connection, known: Arrays) -> Arrays:
    """Return the arrays of what was put in after `known` were made."""
    ids, words = tables.hashes(database, known.last_view)
    newer = list(tables.points(database, known.last_picture))
    owners = np.concatenate([
        np.zeros(0, np.int64), *(np.full(len(found), number) for number, found in newer)
    ])  # fmt: skip
    points = np.concatenate([np.zeros((0, 4), np.uint64), *(found for _, found in newer)])
    return Arrays(ids, words, owners, Bands.build(points))


def published(folder: Path, database: sqlite3.Connection) -> int:
    """Make new arrays from the database and publish them; return how many hashes they hold."""
    parent = folder / _PLACE
    parent.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="a", dir=parent))
    ids, words = tables.hashes(database)
    np.save(fresh / "ids.npy", ids)
    np.save(fresh / "hashes.npy", words)
    _write_points(database, fresh)
    tables.put_setting(database, "arrays", fresh.name)
    tables.put_setting(database, "held", str(len(ids)))
    database.commit()
    for other in parent.iterdir():
        # Who has an older one mapped keeps it: the file goes when the last reader does.
        if other.name != fresh.name:
            shutil.rmtree(other, ignore_errors=True)
    return len(ids)


def _write_points(database: sqlite3.Connection, fresh: Path) -> None:
    """Write points and their bands straight to disk: they may be larger than memory."""
    (size,) = database.execute("select coalesce(sum(length(points)), 0) from pictures").fetchone()
    count = size // 32
    place = fresh / "points"
    place.mkdir()
    owners = np.zeros(count, np.int64)
    if not count:
        words = np.zeros((0, 4), np.uint64)
    else:
        words = np.lib.format.open_memmap(
            place / "words.npy", mode="w+", dtype=np.uint64, shape=(count, 4)
        )
    at = 0
    for number, found in tables.points(database):
        words[at : at + len(found)], owners[at : at + len(found)] = found, number
        at += len(found)
    np.save(fresh / "owners.npy", owners)
    Bands.build(words, place)
