"""The index's arrays: hashes, points, words, sounds and films, mapped into memory and not read in.

They are made from the database, a run of exhibits at a time, and can be made anew at
any time. New exhibits get arrays of their own, and only small ones are joined with
those before them, so that adding a case never makes all of them again. They are
published by naming them in the database; whoever has older ones mapped keeps them.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.case import tidying
from workbench.duplicates.index import database as tables
from workbench.duplicates.index import fingerprint_rows
from workbench.duplicates.index.bands import Bands, Numbers, Words, array
from workbench.duplicates.index.packing import moments, read_sought
from workbench.duplicates.index.proposals import Points

#: Exhibits of one set of arrays at most: making it stays within an office computer's memory.
MOST = 100_000
#: A set of arrays is made anew together with what follows unless it is so many times larger.
TIMES = 4

_PLACE = "arrays"
_SETTING = "arrays"
# Runs of bits by which points, and moments of a sound, are found again.
_POINT_RUNS, _POINT_STRIDE = 8, 32
_MOMENT_RUNS, _MOMENT_STRIDE = 2, 16
_POINT_BYTES = 36
# Of a sound, every second moment is kept: twenty a second are asked for.
_EVERY = 2


@dataclass(frozen=True)
class Views:
    """Hashes of whole pictures and of rectangles that stand out inside.

    Attributes
    ----------
    numbers
        Shape (n,): the pictures.
    texts
        Shape (n,): whether it is a picture of text.
    words
        Shape (4, n): the hashes, word by word.
    """

    numbers: Numbers
    texts: NDArray[np.bool_]
    words: Words


@dataclass(frozen=True)
class Runs:
    """Hashes of runs of words and of messages, rising, shape (n,), and whose each is."""

    hashes: Words
    owners: Numbers


@dataclass(frozen=True)
class Moments:
    """Moments of sounds: 32 bits each, whose, and which of its moments; shape (n,) each."""

    bands: Bands
    owners: Numbers
    at: NDArray[np.int32]


@dataclass(frozen=True)
class Frames:
    """Hashes of films' moments, word by word, shape (4, n), and whose each is, shape (n,)."""

    words: Words
    owners: Numbers


@dataclass(frozen=True)
class Arrays:
    """What is searched, of one run of exhibits."""

    views: Views
    points: Points
    ink: Points
    runs: Runs
    moments: Moments
    frames: Frames


@dataclass(frozen=True)
class Part:
    """Published arrays: the name of their folder, and which exhibits they hold.

    `after` and `last` bound the numbers of the exhibits; `count` of them were there.
    """

    name: str
    after: int
    last: int
    count: int


def parts(database: sqlite3.Connection) -> tuple[Part, ...]:
    """Return what is published, in the order of the exhibits."""
    said = tables.setting(database, _SETTING)
    return tuple(Part(**one) for one in json.loads(said)) if said else ()


def beyond(database: sqlite3.Connection) -> tuple[int, int]:
    """Return after which exhibit none is published, and the last exhibit."""
    published = parts(database)
    return published[-1].last if published else 0, tables.last_exhibit(database)


def current(folder: Path, database: sqlite3.Connection) -> list[Arrays]:
    """Return all arrays: those published, mapped, and those of the exhibits since, in memory.

    Raises
    ------
    OSError, ValueError, EOFError
        When published ones are missing or damaged.
    """
    found = [opened(folder / _PLACE / part.name) for part in parts(database)]
    after, last = beyond(database)
    return [*found, made(database, after, last)] if last > after else found


def refreshed(folder: Path, database: sqlite3.Connection) -> None:
    """Publish arrays of the exhibits that have none yet; hold the lock meanwhile."""
    published = list(parts(database))
    after, last = beyond(database)
    count = tables.count_exhibits(database, after, last)
    while published and _joins(database, published[-1], count):
        joined = published.pop()
        after = joined.after
        count = tables.count_exhibits(database, after, last)
    _publish(folder, database, [*published, *_written(folder, database, after, last)])


def rebuilt(folder: Path, database: sqlite3.Connection) -> None:
    """Make all arrays anew; hold the lock meanwhile."""
    _publish(folder, database, list(_written(folder, database, 0, tables.last_exhibit(database))))


def mended(folder: Path, database: sqlite3.Connection) -> None:
    """Make those arrays anew that cannot be opened; hold the lock meanwhile."""
    found: list[Part] = []
    for part in parts(database):
        try:
            opened(folder / _PLACE / part.name)
            found.append(part)
        except (OSError, ValueError, EOFError):
            found += _written(folder, database, part.after, part.last)
    _publish(folder, database, found)


def _joins(database: sqlite3.Connection, part: Part, count: int) -> bool:
    """Whether published arrays are made anew with the next ones: small, or mostly taken out."""
    held = tables.count_exhibits(database, part.after, part.last)
    return held + count <= MOST and (held < TIMES * count or 2 * held < part.count)


def _written(folder: Path, database: sqlite3.Connection, after: int, last: int) -> Iterator[Part]:
    """Write the arrays of a run of exhibits, in as many folders as needed."""
    parent = folder / _PLACE
    tidying.shared(tidying.private_folder(parent))
    while after < last:
        query = "select id from exhibits where id > ? and id <= ? order by id limit 1 offset ?"
        row = database.execute(query, (after, last, MOST - 1)).fetchone()
        end = row[0] if row else last
        fresh = tidying.shared(Path(tempfile.mkdtemp(prefix="a", dir=parent)))
        made(database, after, end, fresh)
        count = tables.count_exhibits(database, after, end)
        if count:
            yield Part(fresh.name, after, end, count)
        after = end


def _publish(folder: Path, database: sqlite3.Connection, published: list[Part]) -> None:
    said = json.dumps([asdict(part) for part in published])
    tables.put_setting(database, _SETTING, said)
    database.commit()
    names = {part.name for part in published}
    if (folder / _PLACE).is_dir():
        for other in (folder / _PLACE).iterdir():
            # Who has an older one mapped keeps it: the file goes when the last reader does.
            if other.name not in names:
                shutil.rmtree(other, ignore_errors=True)


# --- one set of arrays -----------------------------------------------------------------------


def opened(place: Path) -> Arrays:
    """Map one set of arrays.

    Raises
    ------
    OSError, ValueError, EOFError
        When a file is missing or damaged.
    """

    def mapped(*names: str) -> tuple[NDArray[np.generic], ...]:
        found = tuple(np.load(place / f"{name}.npy", mmap_mode="r") for name in names)
        if len({one.shape[-1] for one in found}) != 1:
            raise ValueError(names)
        return found

    def points(kind: str) -> Points:
        numbers, firsts = mapped(f"{kind}/numbers", f"{kind}/firsts")
        places = np.load(place / kind / "places.npy", mmap_mode="r")
        bands = Bands.open(place / kind, _POINT_STRIDE)
        if places.shape != (len(bands), 2) or bands.words.shape[1:] != (4,):
            raise ValueError(kind)
        return Points(bands, numbers, firsts, places)  # type: ignore[arg-type]

    numbers, texts, words = mapped("numbers", "texts", "hashes")
    hashes, owners = mapped("runs", "writers")
    whose, at = mapped("moments/owners", "moments/at")
    bands = Bands.open(place / "moments", _MOMENT_STRIDE)
    frames, filmed = mapped("frames", "filmed")
    if words.shape[:1] != (4,) or frames.shape[:1] != (4,) or len(bands) != len(at):
        raise ValueError(words.shape)
    return Arrays(
        Views(numbers, texts, words),  # type: ignore[arg-type]
        points("points"),
        points("ink"),
        Runs(hashes, owners),  # type: ignore[arg-type]
        Moments(bands, whose, at),  # type: ignore[arg-type]
        Frames(frames, filmed),  # type: ignore[arg-type]
    )


def made(database: sqlite3.Connection, after: int, last: int, place: Path | None = None) -> Arrays:
    """Make the arrays of some exhibits: in memory, or in the files of a folder as well.

    Parameters
    ----------
    database
        What is kept.
    after, last
        Which exhibits: those with a number beyond the one, up to the other.
    place
        Where to write them.
    """
    for name in ("points", "ink", "moments"):
        if place is not None:
            (place / name).mkdir()
    numbers, texts, found = fingerprint_rows.views(database, after, last)
    words = np.ascontiguousarray(found.T)
    hashes, owners = _runs(database, after, last)
    frames = _frames(database, after, last)
    _save(place, numbers=numbers, texts=texts, hashes=words, runs=hashes, writers=owners,
          frames=frames.words, filmed=frames.owners)  # fmt: skip
    return Arrays(
        Views(numbers, texts, words),
        _points(database, "points", after, last, place),
        _points(database, "ink", after, last, place),
        Runs(hashes, owners),
        _moments(database, after, last, place),
        frames,
    )


def _save(place: Path | None, **arrays: NDArray[np.generic]) -> None:
    if place is not None:
        for name, each in arrays.items():
            np.save(place / f"{name}.npy", each)


def _points(
    database: sqlite3.Connection, kind: str, after: int, last: int, place: Path | None
) -> Points:
    """Write points straight to disk, where there is one: they may be larger than memory."""
    folder = place / kind if place is not None else None
    pictures, size = fingerprint_rows.count_points(database, kind, after, last)
    words = array(folder, "words", (size // _POINT_BYTES, 4), np.uint64)
    places = array(folder, "places", (size // _POINT_BYTES, 2), np.uint16)
    numbers, firsts = np.zeros(pictures, np.int64), np.zeros(pictures, np.int64)
    at = 0
    for index, (number, blob) in enumerate(fingerprint_rows.points(database, kind, after, last)):
        numbers[index], firsts[index] = number, at
        found, where = read_sought(blob)
        words[at : at + len(found)], places[at : at + len(found)] = found, where
        at += len(found)
    _save(folder, numbers=numbers, firsts=firsts)
    bands = Bands.build(words, _POINT_RUNS, _POINT_STRIDE, folder)
    return Points(bands, numbers, firsts, places)


def _runs(database: sqlite3.Connection, after: int, last: int) -> tuple[Words, Numbers]:
    hashes, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for number, writing in fingerprint_rows.writings(database, after, last):
        hashes.append(writing.sketch)
        owners.append(np.full(len(writing.sketch), number))
    every, whose = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(every, kind="stable")
    return every[order], whose[order]


def _frames(database: sqlite3.Connection, after: int, last: int) -> Frames:
    found, owners = [np.zeros((0, 4), np.uint64)], [np.zeros(0, np.int64)]
    for number, film in fingerprint_rows.films(database, after, last):
        found.append(moments(film))
        owners.append(np.full(len(found[-1]), number))
    return Frames(np.ascontiguousarray(np.concatenate(found).T), np.concatenate(owners))


def _moments(database: sqlite3.Connection, after: int, last: int, place: Path | None) -> Moments:
    folder = place / "moments" if place is not None else None
    words, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    at = [np.zeros(0, np.int32)]
    for number, sound in fingerprint_rows.sounds(database, after, last):
        bits, heard = sound.moments()
        kept = np.flatnonzero(heard[::_EVERY]) * _EVERY
        words.append(bits[kept].astype(np.uint64))
        owners.append(np.full(len(kept), number))
        at.append(kept.astype(np.int32))
    whose, when = np.concatenate(owners), np.concatenate(at)
    _save(folder, owners=whose, at=when)
    every = np.concatenate(words).reshape(-1, 1)
    return Moments(Bands.build(every, _MOMENT_RUNS, _MOMENT_STRIDE, folder), whose, when)
