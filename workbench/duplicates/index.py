"""One office's index: where else does this picture appear, over all cases and records.

An SQLite file holds the truth; arrays beside it, mapped into memory, make it fast and
can be made anew from it at any time. Several people may add and search at once:
SQLite orders the writers, new arrays are written beside the old ones under a lock
and published by one rename, and entries that the arrays do not hold yet are compared
one by one. The index finds whole pictures, mirrored, turned, framed, or shown in a
screenshot; crops and collages are found inside a case, where points are compared.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from workbench.duplicates.bands import Bands, scan
from workbench.duplicates.find import MOSTLY, NEAR, NEAR_TEXT
from workbench.duplicates.fingerprint import Fingerprint
from workbench.duplicates.pair import Kind
from workbench.duplicates.view import ORIENTATIONS
from workbench.errors import CaseError

#: Up to this many pictures every row is compared, to the full radius.
SCANNED = 200_000
#: Above that, bands answer at once, exactly to this radius.
BANDED = 31
# New arrays are made when this many entries, and this share, are not in them yet.
_FEWEST_NEW, _SHARE_NEW = 512, 0.1

# Changes whenever the same picture would get other hashes, or the tables another shape.
_FORMAT = "1"

_SCHEMA = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists cases (
    key text primary key, name text not null, exhibits integer not null);
create table if not exists exhibits (
    id integer primary key, case_key text not null references cases on delete cascade,
    exhibit text not null, path text not null, sha256 text not null, date text not null,
    claims text not null);
create index if not exists exhibits_by_bytes on exhibits (sha256);
create index if not exists exhibits_by_case on exhibits (case_key);
create table if not exists views (
    id integer primary key autoincrement,
    exhibit_id integer not null references exhibits on delete cascade,
    area real not null, texture text not null, hash blob not null);
create index if not exists views_by_exhibit on views (exhibit_id);
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
        None for what is no picture: such exhibits are found by their bytes alone.
    """

    exhibit: str
    path: str
    sha256: str
    date: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True)
class IndexedCase:
    """One case of the index: its folder, name and number of exhibits."""

    key: str
    name: str
    exhibits: int

    @property
    def is_open(self) -> bool:
        """Whether whoever asks may look into the case: its folder can be opened here."""
        return os.access(Path(self.key) / "evidence", os.R_OK | os.X_OK)


@dataclass(frozen=True)
class Hit:
    """One exhibit of the index that is like the picture asked for.

    Attributes
    ----------
    case
        Where it is.
    exhibit, path, date, claims
        As in :class:`Entry`; empty when the case may not be opened.
    kind, method, distance, transform
        As in :class:`workbench.duplicates.pair.Pair`, from the picture asked for to it.
    """

    case: IndexedCase
    exhibit: str
    path: str
    date: str
    claims: dict[str, str]
    kind: Kind
    method: str
    distance: int
    transform: str

    def as_json(self) -> dict[str, Any]:
        """Return one row of ``workbench search --json``."""
        if not self.case.is_open:
            return {"closed": True}
        return {
            "closed": False,
            "case": self.case.name,
            "folder": self.case.key,
            "exhibit": self.exhibit,
            "path": self.path,
            "date": self.date,
            "claims": self.claims,
            "kind": self.kind,
            "method": self.method,
            "distance": self.distance,
            "transform": self.transform,
        }


class Index:
    """An index in a folder of its own; made when it is not there.

    Parameters
    ----------
    folder
        Holds ``index.sqlite`` and ``arrays/``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        with self._connected() as database:
            database.executescript(_SCHEMA)
            made_by = _setting(database, "format")
            if not made_by:
                _set(database, "format", _FORMAT)
            elif made_by != _FORMAT:
                raise CaseError("index_version", path=str(folder))

    def add(self, key: str, name: str, entries: Iterable[Entry]) -> int:
        """Put one case in, in place of what the index held of it; return its exhibits."""
        rows = list(entries)
        with self._connected() as database:
            database.execute("delete from cases where key = ?", (key,))
            database.execute("insert into cases values (?, ?, ?)", (key, name, len(rows)))
            for row in rows:
                _insert(database, key, row)
        self._refresh()
        return len(rows)

    def remove(self, key: str) -> bool:
        """Take one case out; return whether it was there."""
        with self._connected() as database:
            found = database.execute("delete from cases where key = ?", (key,)).rowcount
        return found > 0

    def cases(self) -> tuple[IndexedCase, ...]:
        """Return every case of the index, by name."""
        with self._connected() as database:
            rows = database.execute("select key, name, exhibits from cases order by name, key")
            return tuple(IndexedCase(*row) for row in rows)

    def search(self, sha256: str, fingerprint: Fingerprint | None) -> tuple[Hit, ...]:
        """Return every exhibit with these bytes, or that looks like this picture.

        Equal bytes come first, then by distance.
        """
        found: dict[int, tuple[tuple[int, int, int], tuple[Kind, str, int, str]]] = {}
        with self._connected() as database:
            for (row,) in database.execute("select id from exhibits where sha256=?", (sha256,)):
                found[row] = ((0, 0, row), ("exact", "sha256", 0, ""))
            for row, measured in self._alike(database, fingerprint):
                kind, _, distance, _ = measured
                rank = (1 if kind == "near" else 2, distance, row)
                if row not in found or rank < found[row][0]:
                    found[row] = (rank, measured)
            ordered = sorted(found.items(), key=lambda item: item[1][0])
            return tuple(_hit(database, row, measured) for row, (_, measured) in ordered)

    def rebuild(self) -> int:
        """Make the arrays anew from the database; return how many hashes they hold."""
        with FileLock(self.folder / "arrays.lock"), self._connected() as database:
            return self._publish(database)

    def _alike(
        self, database: sqlite3.Connection, fingerprint: Fingerprint | None
    ) -> Iterator[tuple[int, tuple[Kind, str, int, str]]]:
        views = [] if fingerprint is None else list(fingerprint.views)
        known, bands = self._arrays(database)
        newer_ids, newer = _hashes(database, after=int(known[-1]) if len(known) else 0)
        for view in views:
            if view.texture == "flat":
                continue
            turned = view.words()
            for ids, hits in (
                (known, _within(bands, turned)),
                (newer_ids, scan(newer, turned, NEAR)),
            ):
                for row, orientation, distance in zip(*hits, strict=True):
                    stored = _view(database, int(ids[row]))
                    if stored is None:  # taken out since the arrays were made
                        continue
                    exhibit, area, texture = stored
                    if "text" in (texture, view.texture) and distance > NEAR_TEXT:
                        continue
                    yield exhibit, _measured(view.area(), area, int(orientation), int(distance))

    def _arrays(self, database: sqlite3.Connection) -> tuple[NDArray[np.int64], Bands]:
        """Return the published arrays; they are made anew when they are damaged or missing."""
        for _ in range(2):
            place = self.folder / "arrays" / (_setting(database, "arrays") or "none")
            try:
                ids = np.load(place / "ids.npy", mmap_mode="r")
                bands = Bands.open(place)
                if len(ids) == len(bands):
                    return ids, bands
            except (OSError, ValueError, EOFError):
                pass
            with FileLock(self.folder / "arrays.lock"):
                self._publish(database)
        return np.zeros(0, dtype=np.int64), Bands.build(np.zeros((0, 4), dtype=np.uint64))

    def _refresh(self) -> None:
        """Make new arrays once enough has been added; otherwise leave the old ones."""
        with self._connected() as database:
            total = database.execute("select count(*) from views").fetchone()[0]
            held = int(_setting(database, "held") or 0)
        if total - held >= max(_FEWEST_NEW, _SHARE_NEW * total):
            self.rebuild()

    def _publish(self, database: sqlite3.Connection) -> int:
        ids, words = _hashes(database)
        parent = self.folder / "arrays"
        parent.mkdir(exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="a", dir=parent))
        np.save(fresh / "ids.npy", ids)
        Bands.build(words).save(fresh)
        _set(database, "arrays", fresh.name)
        _set(database, "held", str(len(ids)))
        database.commit()
        for other in parent.iterdir():
            # Who has an older one mapped keeps it: the file goes when the last reader does.
            if other.name != fresh.name:
                shutil.rmtree(other, ignore_errors=True)
        return len(ids)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.folder / "index.sqlite", timeout=60)) as database:
            database.execute("pragma foreign_keys = on")
            with database:
                yield database


def _within(
    bands: Bands, turned: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    if len(bands) > SCANNED:
        return bands.within(turned, BANDED)
    return scan(np.asarray(bands.words), turned, NEAR)


def _insert(database: sqlite3.Connection, key: str, entry: Entry) -> None:
    values = (
        key,
        entry.exhibit,
        _plain(entry.path),
        entry.sha256,
        entry.date,
        json.dumps(entry.claims, sort_keys=True),
    )
    cursor = database.execute(
        "insert into exhibits (case_key, exhibit, path, sha256, date, claims)"
        " values (?, ?, ?, ?, ?, ?)",
        values,
    )
    views = entry.fingerprint.views if entry.fingerprint else ()
    database.executemany(
        "insert into views (exhibit_id, area, texture, hash) values (?, ?, ?, ?)",
        [
            (cursor.lastrowid, view.area(), view.texture, bytes.fromhex(view.hashes[0]))
            for view in views
            if view.texture != "flat"
        ],
    )


def _hashes(
    database: sqlite3.Connection, after: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return ids, shape (n,), and hashes, shape (n, 4), of every view beyond an id."""
    rows = database.execute("select id, hash from views where id > ? order by id", (after,))
    ids, blobs = [], []
    for number, blob in rows:
        ids.append(number)
        blobs.append(blob)
    words = np.frombuffer(b"".join(blobs), dtype=">u8").astype(np.uint64).reshape(-1, 4)
    return np.array(ids, dtype=np.int64), words


def _view(database: sqlite3.Connection, number: int) -> tuple[int, float, str] | None:
    query = "select exhibit_id, area, texture from views where id = ?"
    row = database.execute(query, (number,)).fetchone()
    return None if row is None else (int(row[0]), float(row[1]), str(row[2]))


def _measured(
    asked: float, stored: float, orientation: int, distance: int
) -> tuple[Kind, str, int, str]:
    """Return kind, method, distance and transform of two views that are alike."""
    kind: Kind = "near" if min(asked, stored) >= MOSTLY else "part"
    steps = [ORIENTATIONS[orientation]]
    if kind == "part":
        both_inside = max(asked, stored) < MOSTLY
        steps.append("overlaps" if both_inside else "contains" if asked < stored else "inside")
    elif min(asked, stored) < 1:
        steps.append("trim")
    method = "phash256" if min(asked, stored) >= 1 else "phash256-trim"
    return kind, method, distance, "+".join(step for step in steps if step)


def _hit(database: sqlite3.Connection, number: int, measured: tuple[Kind, str, int, str]) -> Hit:
    key, name, count, exhibit, path, date, claims = database.execute(
        "select cases.key, cases.name, cases.exhibits, exhibit, path, date, claims"
        " from exhibits join cases on cases.key = case_key where id = ?",
        (number,),
    ).fetchone()
    case = IndexedCase(key, name, count)
    if not case.is_open:
        return Hit(case, "", "", "", {}, *measured)
    return Hit(case, exhibit, path, date, json.loads(claims), *measured)


def _setting(database: sqlite3.Connection, name: str) -> str:
    row = database.execute("select value from settings where name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _set(database: sqlite3.Connection, name: str, value: str) -> None:
    database.execute("insert or replace into settings values (?, ?)", (name, value))


def _plain(path: str) -> str:
    """Return a path that SQLite can hold: undecodable bytes written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
