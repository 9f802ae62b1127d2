"""The index's SQLite file: what is kept of cases, exhibits, pictures and their hashes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.compact import compacted, packed, sought
from workbench.duplicates.fingerprint import VERSION, Fingerprint

FILE = "index.sqlite"
#: Changes whenever the same picture would get other hashes, or the tables another shape.
FORMAT = f"2.{VERSION}"

_SCHEMA = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists cases (
    key text primary key, name text not null, exhibits integer not null);
create table if not exists exhibits (
    id integer primary key, case_key text not null references cases on delete cascade,
    exhibit text not null, path text not null, sha256 text not null, sound text not null,
    date text not null, claims text not null);
create index if not exists exhibits_by_bytes on exhibits (sha256);
create index if not exists exhibits_by_sound on exhibits (sound);
create index if not exists exhibits_by_case on exhibits (case_key);
create table if not exists pictures (
    id integer primary key autoincrement,
    exhibit_id integer not null references exhibits on delete cascade,
    place text not null, phash64 blob not null, points blob not null, compact blob not null);
create index if not exists pictures_by_exhibit on pictures (exhibit_id);
create table if not exists views (
    id integer primary key autoincrement,
    picture_id integer not null references pictures on delete cascade,
    area real not null, texture text not null, hash blob not null);
create index if not exists views_by_picture on views (picture_id);
"""


@dataclass(frozen=True)
class Entry:
    """One exhibit as the index keeps it.

    Attributes
    ----------
    exhibit, path, sha256
        As in the inventory.
    date
        When it says that it was made, or is said to have been; empty when unknown.
    claims
        What ``exhibits.yaml`` says: ``taken_at``, ``taken_by``, ``taken_place``, ``device``.
    fingerprint
        None for what is no picture.
    inside
        By place, the pictures that a document or video encloses.
    sound
        SHA-256 of the coded sound of a recording; empty for all else.
    """

    exhibit: str
    path: str
    sha256: str
    date: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None
    inside: Mapping[str, Fingerprint] = field(default_factory=dict)
    sound: str = ""


@dataclass(frozen=True)
class StoredView:
    """One hash of the index: whose it is, where it lies, and how much of the picture it covers."""

    exhibit: int
    place: str
    area: float
    texture: str


@contextmanager
def connected(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the database; what was done is kept unless something is raised."""
    with closing(sqlite3.connect(folder / FILE, timeout=60)) as database:
        database.execute("pragma foreign_keys = on")
        with database:
            yield database


def begin(database: sqlite3.Connection) -> str:
    """Make the tables that are missing; return the format that the database has."""
    (known,) = database.execute("select count(*) from sqlite_master").fetchone()
    if not known:
        database.executescript(_SCHEMA)
        put_setting(database, "format", FORMAT)
    return setting(database, "format")


def insert(database: sqlite3.Connection, key: str, entry: Entry) -> None:
    """Put one exhibit in, with every picture of it that a hash means something for."""
    cursor = database.execute(
        "insert into exhibits (case_key, exhibit, path, sha256, sound, date, claims)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (key, entry.exhibit, plain(entry.path), entry.sha256, entry.sound, entry.date,
         json.dumps(entry.claims, sort_keys=True)),
    )  # fmt: skip
    own = {"": entry.fingerprint} if entry.fingerprint else {}
    for place, picture in {**own, **entry.inside}.items():
        _insert_picture(database, int(cursor.lastrowid or 0), place, picture)


def _insert_picture(
    database: sqlite3.Connection, exhibit: int, place: str, picture: Fingerprint
) -> None:
    small = compacted(picture)
    means = picture.whole.texture != "flat"
    cursor = database.execute(
        "insert into pictures (exhibit_id, place, phash64, points, compact) values (?, ?, ?, ?, ?)",
        (exhibit, plain(place), bytes.fromhex(picture.phash64) if means else b"",
         sought(small).astype("<u8").tobytes(),
         packed(small) if len(small.features) else b""),
    )  # fmt: skip
    database.executemany(
        "insert into views (picture_id, area, texture, hash) values (?, ?, ?, ?)",
        [
            (cursor.lastrowid, view.area(), view.texture, bytes.fromhex(view.hashes[0]))
            for view in picture.views
            if view.texture != "flat"
        ],
    )


def hashes(
    database: sqlite3.Connection, after: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return ids, shape (n,), and hashes, shape (4, n), of every view beyond an id."""
    rows = database.execute("select id, hash from views where id > ? order by id", (after,))
    ids, words = _numbers(rows, 4)
    return ids, np.ascontiguousarray(words.T)


def short_hashes(database: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return ids and public 64-bit hashes, shape (n,), of every picture that has one."""
    query = "select id, phash64 from pictures where phash64 != x'' order by id"
    ids, words = _numbers(database.execute(query), 1)
    return ids, words.ravel()


def _numbers(rows: sqlite3.Cursor, words: int) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    ids, blobs = [], []
    for number, blob in rows:
        ids.append(number)
        blobs.append(blob)
    found = np.frombuffer(b"".join(blobs), dtype=">u8").astype(np.uint64).reshape(-1, words)
    return np.array(ids, dtype=np.int64), found


def points(
    database: sqlite3.Connection, after: int = 0
) -> Iterator[tuple[int, NDArray[np.uint64]]]:
    """Yield each picture beyond an id with the points that are searched for, shape (n, 4)."""
    query = "select id, points from pictures where id > ? and points != x'' order by id"
    for number, blob in database.execute(query, (after,)):
        yield number, np.frombuffer(blob, "<u8").astype(np.uint64).reshape(-1, 4)


def stored_view(database: sqlite3.Connection, number: int) -> StoredView | None:
    """Return one view; None when its case was taken out since the arrays were made."""
    query = (
        "select exhibit_id, place, area, texture from views"
        " join pictures on pictures.id = picture_id where views.id = ?"
    )
    row = database.execute(query, (number,)).fetchone()
    return None if row is None else StoredView(*row)


@dataclass(frozen=True)
class WholeView:
    """The long hash of a whole picture, shape (4,), and whose it is."""

    exhibit: int
    texture: str
    hash: NDArray[np.uint64]


def whole_view(database: sqlite3.Connection, picture: int) -> WholeView:
    """Return the long hash of one picture that has one."""
    query = (
        "select exhibit_id, texture, hash from views join pictures on pictures.id = picture_id"
        " where picture_id = ? order by views.id limit 1"
    )
    exhibit, texture, blob = database.execute(query, (picture,)).fetchone()
    return WholeView(exhibit, texture, np.frombuffer(blob, ">u8").astype(np.uint64))


def stored_picture(database: sqlite3.Connection, number: int) -> tuple[int, str, bytes] | None:
    """Return exhibit, place and compact form of one picture; None when it was taken out."""
    query = "select exhibit_id, place, compact from pictures where id = ?"
    row: tuple[int, str, bytes] | None = database.execute(query, (number,)).fetchone()
    return row


def exhibit_row(database: sqlite3.Connection, number: int) -> tuple[Any, ...]:
    """Return key, name and size of its case, then exhibit, path, date and claims."""
    row: tuple[Any, ...] = database.execute(
        "select cases.key, cases.name, cases.exhibits, exhibit, path, date, claims"
        " from exhibits join cases on cases.key = case_key where id = ?",
        (number,),
    ).fetchone()
    return row


def setting(database: sqlite3.Connection, name: str) -> str:
    """Return a setting; empty when it was never put."""
    row = database.execute("select value from settings where name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def put_setting(database: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a setting."""
    database.execute("insert or replace into settings values (?, ?)", (name, value))


def plain(path: str) -> str:
    """Return a path that SQLite can hold: undecodable bytes written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
