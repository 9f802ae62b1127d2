"""Near-duplicates across cases: what an index proposes, then compared as inside a case.

Hashes propose every picture, and every film with a moment, within the radius that a case
uses. Points, the ink of pages, words and moments of sound propose the likeliest, as many as
can be compared in a moment. What is alike, and how, is decided by the same comparison as in a case.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing
from workbench.duplicates.index import database as tables
from workbench.duplicates.index.arrays import Arrays
from workbench.duplicates.index.hash_search import near
from workbench.duplicates.index.matching import compared, same_bytes
from workbench.duplicates.index.packing import STILL, moments, page_points, turned
from workbench.duplicates.index.proposals import proposed
from workbench.duplicates.pair import Pair
from workbench.evidence.sandbox import available_cores

#: Texts, recordings and films compared for one question, the likeliest first.
MOST_TEXTS, MOST_SOUNDS, MOST_FILMS = 256, 24, 64

# Bits by which a mirrored or turned moment may lie beside the hash made from its own.
_TURNED = 8

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
    wanted: dict[int, set[tuple[str, str]]] = {}
    for way in (_by_pictures, _by_words, _by_sound, _by_films):
        for row, places in way(database, held, asked):
            if row not in found:
                wanted.setdefault(row, set()).update(places)
    rows = sorted(wanted)
    stored = [tables.kept(database, row, {there for _, there in wanted[row]}) for row in rows]

    def decided(row: int, known: Known | None) -> Pair | None:
        return None if known is None else compared(asked, known, wanted[row])

    # OpenCV leaves Python's lock while it matches, so threads use every core.
    with ThreadPoolExecutor(available_cores(), "index") as threads:
        pairs = zip(rows, threads.map(decided, rows, stored), strict=True)
        return found | {row: pair for row, pair in pairs if pair is not None}


# Exhibits that are worth comparing, and which of their pictures with which of the file's.
Proposed = Iterator[tuple[int, Iterable[tuple[str, str]]]]


def _by_pictures(database: sqlite3.Connection, held: Sequence[Arrays], asked: Known) -> Proposed:
    for place, picture in asked.pictures().items():
        for number in _likely(database, held, picture):
            stored = tables.stored_picture(database, number)
            if stored is not None:
                yield stored.exhibit, [(place, stored.place)]


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
        rows, _, apart = near(
            arrays.views.words, view.words(), rules.NEAR_TEXT if is_text else rules.NEAR
        )
        close = (apart <= rules.NEAR_TEXT) | ~arrays.views.texts[rows]
        yield from arrays.views.numbers[rows[close]].tolist()


def _by_words(_database: sqlite3.Connection, held: Sequence[Arrays], asked: Known) -> Proposed:
    if asked.words is not None:
        yield from ((row, ()) for row in _sharing_runs(held, asked.words))


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


def _by_sound(database: sqlite3.Connection, held: Sequence[Arrays], asked: Known) -> Proposed:
    if asked.sound is not None:
        likely = {*tables.equal_sound(database, asked.sound.coded), *_sounding(held, asked.sound)}
        yield from ((row, ()) for row in likely)


def _by_films(database: sqlite3.Connection, held: Sequence[Arrays], asked: Known) -> Proposed:
    """Yield films with a moment like one of a film or a picture, and pictures like a moment.

    What is kept stands for moments that lie at most `STILL` from it, so that none is passed
    over which a case would find again.
    """
    rows: Counter[int] = Counter()
    radius = rules.FILM_NEAR + STILL
    if asked.film is not None:
        shown = turned(moments(asked.film))
        for arrays in held:
            found, _, _ = near(arrays.frames.words, shown, radius + STILL)
            rows.update(arrays.frames.owners[found].tolist())
            found, _, _ = near(arrays.views.words, shown, radius + _TURNED)
            for number in np.unique(arrays.views.numbers[found]).tolist():
                stored = tables.stored_picture(database, number)
                if stored is not None and not stored.place:
                    yield stored.exhibit, ()
    if asked.picture is not None:
        asking = [view.words() for view in asked.picture.views if view.texture == "photo"]
        for arrays in held if asking else ():
            found, _, _ = near(arrays.frames.words, np.concatenate(asking), radius)
            rows.update(arrays.frames.owners[found].tolist())
    likely = sorted(rows, key=lambda row: (-rows[row], row))
    yield from ((row, ()) for row in likely[:MOST_FILMS])


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
