"""Fingerprints as the index's arrays need them: hashes, points, words, sounds, films."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.film import Film
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing


def views(
    database: sqlite3.Connection, after: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.uint64]]:
    """Return of every view the picture, whether it is of text, and the hash, shape (n, 4)."""
    query = (
        "select picture_id, text, hash from pictures join views on picture_id = pictures.id"
        " where exhibit_id > ? and exhibit_id <= ?"
    )
    numbers, texts, blobs = [], [], []
    for number, text, blob in database.execute(query, (after, last)):
        numbers.append(number)
        texts.append(bool(text))
        blobs.append(blob)
    found = np.frombuffer(b"".join(blobs), dtype=">u8").astype(np.uint64).reshape(-1, 4)
    return np.array(numbers, dtype=np.int64), np.array(texts, dtype=np.bool_), found


def short_hashes(database: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return ids and public 64-bit hashes, shape (n,), of every picture that has one."""
    query = "select id, phash64 from pictures where phash64 != x'' order by id"
    numbers, blobs = [], []
    for number, blob in database.execute(query):
        numbers.append(number)
        blobs.append(blob)
    found = np.frombuffer(b"".join(blobs), dtype=">u8").astype(np.uint64)
    return np.array(numbers, dtype=np.int64), found


def count_points(database: sqlite3.Connection, kind: str, after: int, last: int) -> tuple[int, int]:
    """Return how many pictures and bytes :func:`points` yields."""
    query = (
        f"select count(*), coalesce(sum(length({kind})), 0) from pictures"  # noqa: S608
        f" where exhibit_id > ? and exhibit_id <= ? and {kind} != x''"
    )
    count, size = database.execute(query, (after, last)).fetchone()
    return int(count), int(size)


def points(
    database: sqlite3.Connection, kind: str, after: int, last: int
) -> Iterator[tuple[int, bytes]]:
    """Yield each picture with its ``points``, or ``ink``, that are searched for."""
    query = (
        f"select id, {kind} from pictures"  # noqa: S608
        f" where exhibit_id > ? and exhibit_id <= ? and {kind} != x'' order by exhibit_id, id"
    )
    yield from database.execute(query, (after, last))


def writings(database: sqlite3.Connection, after: int, last: int) -> Iterator[tuple[int, Writing]]:
    """Yield every exhibit that says something."""
    query = "select id, writing from exhibits where id > ? and id <= ? and writing != x''"
    for number, blob in database.execute(query, (after, last)):
        yield number, Writing.from_json(json.loads(zlib.decompress(blob)))


def sounds(database: sqlite3.Connection, after: int, last: int) -> Iterator[tuple[int, Sound]]:
    """Yield every exhibit that is heard."""
    query = "select id, sound from exhibits where id > ? and id <= ? and sound != x''"
    for number, blob in database.execute(query, (after, last)):
        yield number, Sound.from_json(json.loads(zlib.decompress(blob)))


def films(database: sqlite3.Connection, after: int, last: int) -> Iterator[tuple[int, Film]]:
    """Yield every exhibit that is a film."""
    query = "select id, film from exhibits where id > ? and id <= ? and film != x''"
    for number, blob in database.execute(query, (after, last)):
        yield number, Film.from_json(json.loads(zlib.decompress(blob)))


@dataclass(frozen=True)
class WholeView:
    """The long hash of a whole picture, shape (4,), and whose it is."""

    exhibit: int
    is_text: bool
    hash: NDArray[np.uint64]


def whole_view(database: sqlite3.Connection, picture: int) -> WholeView:
    """Return the long hash of one picture that has one."""
    query = (
        "select exhibit_id, text, hash from views join pictures on pictures.id = picture_id"
        " where picture_id = ? order by views.id limit 1"
    )
    exhibit, text, blob = database.execute(query, (picture,)).fetchone()
    return WholeView(exhibit, bool(text), np.frombuffer(blob, ">u8").astype(np.uint64))
