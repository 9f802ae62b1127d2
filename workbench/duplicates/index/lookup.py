"""Where else a file appears: what an index proposes, then compared as inside a case.

Hashes propose every picture within the radius that a case uses. Points, the ink of
pages, words and moments of sound propose the likeliest, as many as can be compared in
a moment. What is alike, and how, is decided by the same comparison as in a case.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from workbench.duplicates.find import NEAR, NEAR_TEXT
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing
from workbench.duplicates.index import database as tables
from workbench.duplicates.index.arrays import Arrays
from workbench.duplicates.index.database import StoredPicture
from workbench.duplicates.index.hash_search import near
from workbench.duplicates.index.matching import (
    Known,
    files_alike,
    heard_alike,
    pictures_alike,
    said_alike,
    same_bytes,
)
from workbench.duplicates.index.packing import page_points
from workbench.duplicates.index.proposals import proposed
from workbench.duplicates.pair import Pair
from workbench.evidence.sandbox import available_cores

#: Texts and recordings compared for one question, the likeliest first.
MOST_TEXTS, MOST_SOUNDS = 256, 24

# Bits of 32 by which a moment may differ, rows looked at, and moments that must agree
# with one shift in time, give or take a fifth of a second.
_NEAR_MOMENT, _LOOKED_AT, _FEWEST, _SHIFT = 8, 2_000_000, 3, 4


def alike(database: sqlite3.Connection, held: Sequence[Arrays], asked: Known) -> dict[int, Pair]:
    """Return every exhibit of an index that is like a file, and how.

    Parameters
    ----------
    database
        What is kept; it must not change meanwhile.
    held
        The arrays of all of it.
    asked
        The file.
    """
    found = {row: same_bytes() for row in tables.equal_bytes(database, asked.sha256)}
    ways = (_by_pictures, _by_words, _by_sound)
    for way in ways:
        for row, pair in way(database, held, asked, found.keys()):
            found.setdefault(row, pair)
    return found


Found = Iterator[tuple[int, Pair]]


def _by_pictures(
    database: sqlite3.Connection, held: Sequence[Arrays], asked: Known, known: Iterable[int]
) -> Found:
    wanted: list[tuple[str, Fingerprint, StoredPicture, Fingerprint]] = []
    done = set(known)
    for place, picture in asked.pictures().items():
        for number in _likely(database, held, picture):
            stored = tables.stored_picture(database, number)
            if stored is not None and stored.exhibit not in done:
                there = tables.fingerprint_of(database, number)
                wanted.append((place, picture, stored, there))

    def compared(one: tuple[str, Fingerprint, StoredPicture, Fingerprint]) -> Pair | None:
        return pictures_alike(one[0], one[1], one[2].place, one[3])

    pairs: dict[int, list[Pair]] = {}
    # OpenCV leaves Python's lock while it matches, so threads use every core.
    with ThreadPoolExecutor(available_cores(), "index") as threads:
        for one, pair in zip(wanted, threads.map(compared, wanted), strict=True):
            if pair is not None:
                pairs.setdefault(one[2].exhibit, []).append(pair)
    for exhibit, some in pairs.items():
        both = files_alike(some, asked, tables.places(database, exhibit))
        if both is not None:
            yield exhibit, both


def _likely(
    database: sqlite3.Connection, held: Sequence[Arrays], picture: Fingerprint
) -> list[int]:
    """Return the numbers of the pictures that are worth comparing with one."""
    found = {*tables.equal_pictures(database, picture)}
    for arrays in held:
        found |= set(_near(arrays, picture))
    found |= set(proposed([arrays.points for arrays in held], picture.features))
    if picture.page is not None:
        ink = page_points(picture.page)
        found |= set(proposed([arrays.ink for arrays in held], ink, (False,)))
    return sorted(found)


def _near(arrays: Arrays, picture: Fingerprint) -> Iterator[int]:
    """Yield the pictures with a hash near one of a picture's, as near as a case asks."""
    for view in picture.views:
        if view.texture == "flat":
            continue
        is_text = view.texture == "text"
        rows, _, apart = near(arrays.views.words, view.words(), NEAR_TEXT if is_text else NEAR)
        close = (apart <= NEAR_TEXT) | ~arrays.views.texts[rows]
        yield from arrays.views.numbers[rows[close]].tolist()


def _by_words(
    database: sqlite3.Connection, held: Sequence[Arrays], asked: Known, known: Iterable[int]
) -> Found:
    if asked.writing is None:
        return
    for row in _sharing_runs(held, asked.writing):
        stored = tables.writing_of(database, row) if row not in known else None
        pair = said_alike(asked.writing, stored) if stored is not None else None
        if pair is not None:
            yield row, pair


def _sharing_runs(held: Sequence[Arrays], writing: Writing) -> list[int]:
    """Return the exhibits that share most runs of words, or messages, with a text."""
    asked = writing.sketch
    owners = [np.zeros(0, np.int64)]
    for arrays in held:
        first = np.searchsorted(arrays.runs.hashes, asked, side="left")
        count = np.searchsorted(arrays.runs.hashes, asked, side="right") - first
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        owners.append(np.asarray(arrays.runs.owners[np.repeat(first, count) + within]))
    rows, counts = np.unique(np.concatenate(owners), return_counts=True)
    return [int(one) for one in rows[np.lexsort((rows, -counts))][:MOST_TEXTS]]


def _by_sound(
    database: sqlite3.Connection, held: Sequence[Arrays], asked: Known, known: Iterable[int]
) -> Found:
    if asked.sound is None:
        return
    likely = {*tables.equal_sound(database, asked.sound.coded), *_sounding(held, asked.sound)}
    for row in sorted(likely - set(known)):
        stored = tables.sound_of(database, row)
        pair = heard_alike(asked.sound, stored) if stored is not None else None
        if pair is not None:
            yield row, pair


def _sounding(held: Sequence[Arrays], sound: Sound) -> list[int]:
    """Return the exhibits most of whose moments follow each other as those of a sound do."""
    bits, heard = sound.moments()
    when = np.flatnonzero(heard)
    queries = bits[when].astype(np.uint64).reshape(-1, 1)
    found: dict[int, int] = {}
    for arrays in held:
        moments = arrays.moments
        rows, which = moments.bands.sharing(queries, _NEAR_MOMENT, _LOOKED_AT // len(held))
        # What is heard at one time in both is the same stretch: a shift, and each moment once.
        shift = (moments.at[rows] - when[which]) // _SHIFT
        one = np.unique(np.stack([moments.owners[rows], shift, when[which]]), axis=1)
        (owners, _), counts = np.unique(one[:2], axis=1, return_counts=True)
        for owner, count in zip(owners.tolist(), counts.tolist(), strict=True):
            found[owner] = max(found.get(owner, 0), count)
    likely = sorted(found, key=lambda owner: (-found[owner], owner))
    return [owner for owner in likely if found[owner] >= _FEWEST][:MOST_SOUNDS]
