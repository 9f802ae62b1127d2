"""The index's SQLite file: what is kept of cases and exhibits, with all their fingerprints."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case import door, publishing, tidying
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.film import Film
from workbench.duplicates.fingerprint.picture import VERSION, Fingerprint
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing
from workbench.duplicates.index.entry import Entry
from workbench.duplicates.index.packing import packed, page_points, sought, unpacked
from workbench.duplicates.pair import Pair
from workbench.errors import CaseError, MachineError
from workbench.text.visible import storable

FILE = "index.sqlite"
#: Changes whenever the same picture would get other hashes, or the tables another shape.
FORMAT = f"4.{VERSION}"

_SCHEMA = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists cases (
    key text primary key, name text not null, exhibits integer not null, state text not null);
create table if not exists exhibits (
    id integer primary key autoincrement,
    case_key text not null references cases on delete cascade,
    exhibit text not null, path text not null, sha256 text not null, date text not null,
    claims text not null, coded text not null, sound blob not null, writing blob not null,
    film blob not null, is_compared integer not null default 0);
create index if not exists exhibits_by_bytes on exhibits (sha256);
create index if not exists exhibits_by_sound on exhibits (coded);
create index if not exists exhibits_by_case on exhibits (case_key);
create table if not exists pictures (
    id integer primary key autoincrement,
    exhibit_id integer not null references exhibits on delete cascade,
    place text not null, coded text not null, pixels text not null, phash64 blob not null,
    points blob not null, ink blob not null, compact blob not null);
create index if not exists pictures_by_exhibit on pictures (exhibit_id);
create index if not exists pictures_by_coded on pictures (coded);
create index if not exists pictures_by_pixels on pictures (pixels);
create table if not exists views (
    id integer primary key, picture_id integer not null references pictures on delete cascade,
    text integer not null, hash blob not null);
create index if not exists views_by_picture on views (picture_id);
create table if not exists links (
    a integer not null references exhibits on delete cascade,
    b integer not null references exhibits on delete cascade,
    kind text not null, method text not null, distance integer not null, primary key (a, b));
create index if not exists links_by_second on links (b);
"""

# One transaction: all of it is there, or nothing.
_SCRIPT = "\n".join((
    "begin immediate;",
    _SCHEMA,
    f"insert or replace into settings values ('format', '{FORMAT}');",  # noqa: S608 - a constant
    "commit;",
))  # fmt: skip


@dataclass(frozen=True)
class StoredPicture:
    """One picture of the index: its number, whose it is and where it lies there."""

    number: int
    exhibit: int
    place: str


@contextmanager
def connected(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the database; what was done is kept unless something is raised.

    Raises
    ------
    MachineError
        When the system did not let it be read or written.
    CaseError
        When it is no database, or a damaged one.
    """
    try:
        with closing(sqlite3.connect(folder / FILE, timeout=60)) as database:
            database.execute("pragma foreign_keys = on")
            with database:
                yield database
    except sqlite3.OperationalError as error:
        raise MachineError.of(error, folder / FILE) from error
    except sqlite3.IntegrityError:
        raise  # a mistake of ours
    except sqlite3.DatabaseError as error:
        raise CaseError("index_damaged", path=str(folder)) from error


def begin(folder: Path) -> str:
    """Make the database when there is none; return the format that it has.

    It is built under another name and takes its own by one rename, so that whoever is
    interrupted leaves none, or a whole one. What versions before this one left half
    made, without a case in it, is made whole here. Hold the index's lock meanwhile.
    """
    if not (folder / FILE).is_file() or (folder / FILE).stat().st_size == 0:
        _build(folder)
    with connected(folder) as database:
        found = _format(database)
        if not found and not _holds_cases(database):
            database.executescript(_SCRIPT)
            return FORMAT
        return found


def begun(folder: Path) -> str:
    """Return the format of the database that is there; empty when it is not there, or not whole."""
    if not (folder / FILE).is_file():
        return ""
    with connected(folder) as database:
        return _format(database)


def _build(folder: Path) -> None:
    for left in folder.glob(f".{FILE}.*"):
        left.unlink()
    fresh = folder / f".{FILE}.{secrets.token_hex(4)}{door.UNSAVED}"
    door.create(fresh, b"", private=True)
    try:
        with closing(sqlite3.connect(fresh)) as database:
            database.executescript(_SCRIPT)
        publishing.flush(fresh)
        tidying.shared(fresh).replace(folder / FILE)
        publishing.flush(folder)
    except sqlite3.OperationalError as error:
        raise MachineError.of(error, folder / FILE) from error


def _format(database: sqlite3.Connection) -> str:
    query = "select count(*) from sqlite_master where name = 'settings'"
    return setting(database, "format") if database.execute(query).fetchone()[0] else ""


def _holds_cases(database: sqlite3.Connection) -> bool:
    query = "select count(*) from sqlite_master where name = 'cases'"
    if not database.execute(query).fetchone()[0]:
        return False
    return bool(database.execute("select exists (select 1 from cases)").fetchone()[0])


# --- what is put in --------------------------------------------------------------------------


def state(name: str, entries: Iterable[Entry]) -> str:
    """Return what changes whenever a case would be kept differently."""
    rows = [
        [one.exhibit, storable(one.path), one.known.sha256, one.date, one.claims,
         sorted(one.known.pictures()), one.known.kinds()]
        for one in entries
    ]  # fmt: skip
    return hashlib.sha256(json.dumps([name, rows], sort_keys=True).encode("ascii")).hexdigest()


def insert(database: sqlite3.Connection, key: str, entry: Entry) -> None:
    """Put one exhibit in, with every picture, text and sound of it."""
    heard, said, film = entry.known.sound, entry.known.words, entry.known.film
    cursor = database.execute(
        "insert into exhibits"
        " (case_key, exhibit, path, sha256, date, claims, coded, sound, writing, film)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, entry.exhibit, storable(entry.path), entry.known.sha256, entry.date,
         json.dumps(entry.claims, sort_keys=True), heard.coded if heard else "",
         _packed(heard.to_json()) if heard else b"", _packed(said.to_json()) if said else b"",
         _packed(film.to_json()) if film else b""),
    )  # fmt: skip
    for place, picture in entry.known.pictures().items():
        _insert_picture(database, int(cursor.lastrowid or 0), place, picture)


def _insert_picture(
    database: sqlite3.Connection, exhibit: int, place: str, picture: Fingerprint
) -> None:
    means = picture.whole.texture != "flat"
    page = picture.page
    cursor = database.execute(
        "insert into pictures"
        " (exhibit_id, place, coded, pixels, phash64, points, ink, compact)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (exhibit, storable(place), picture.coded, picture.pixels,
         bytes.fromhex(picture.phash64) if means else b"", sought(picture.features),
         sought(page_points(page)) if page else b"", packed(picture)),
    )  # fmt: skip
    database.executemany(
        "insert into views (picture_id, text, hash) values (?, ?, ?)",
        [
            (cursor.lastrowid, view.texture == "text", bytes.fromhex(view.hashes[0]))
            for view in picture.views
            if view.texture != "flat"
        ],
    )


def _packed(data: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(data).encode("ascii"))


# --- what is read for the arrays -------------------------------------------------------------


def last_exhibit(database: sqlite3.Connection) -> int:
    """Return the highest number of an exhibit; 0 when there are none."""
    (last,) = database.execute("select coalesce(max(id), 0) from exhibits").fetchone()
    return int(last)


def count_exhibits(database: sqlite3.Connection, after: int, last: int) -> int:
    """Return how many exhibits have a number beyond `after`, up to `last`."""
    query = "select count(*) from exhibits where id > ? and id <= ?"
    (count,) = database.execute(query, (after, last)).fetchone()
    return int(count)


# --- what is read for one answer -------------------------------------------------------------


def equal_bytes(database: sqlite3.Connection, sha256: str) -> list[int]:
    """Return the exhibits with these bytes."""
    return [row for (row,) in database.execute("select id from exhibits where sha256 = ?",
                                               (sha256,))]  # fmt: skip


def equal_sound(database: sqlite3.Connection, coded: str) -> list[int]:
    """Return the exhibits with this coded sound."""
    query = "select id from exhibits where coded = ? and coded != ''"
    return [row for (row,) in database.execute(query, (coded,))]


def equal_pictures(database: sqlite3.Connection, picture: Fingerprint) -> list[int]:
    """Return the pictures with these compressed or decoded pixels."""
    query = (
        "select id from pictures where coded = ? and coded != ''"
        " union select id from pictures where pixels = ? and pixels != ''"
    )
    return [row for (row,) in database.execute(query, (picture.coded, picture.pixels))]


def stored_picture(database: sqlite3.Connection, number: int) -> StoredPicture | None:
    """Return whose a picture is; None when it was taken out since the arrays were made."""
    query = "select id, exhibit_id, place from pictures where id = ?"
    row = database.execute(query, (number,)).fetchone()
    return None if row is None else StoredPicture(*row)


def fingerprint_of(database: sqlite3.Connection, number: int) -> Fingerprint:
    """Return what a picture is known by, its points as the picture stands only."""
    (blob,) = database.execute("select compact from pictures where id = ?", (number,)).fetchone()
    return unpacked(blob)


def kept(
    database: sqlite3.Connection, exhibit: int, wanted: Collection[str] | None = None
) -> Known | None:
    """Return what is kept of an exhibit; None when it was taken out.

    Parameters
    ----------
    database, exhibit
        Which one of which index.
    wanted
        Places of the pictures that are read at once; the others of a file wait until
        somebody asks for them. By default all.
    """
    query = "select sha256, sound, writing, film from exhibits where id = ?"
    row = database.execute(query, (exhibit,)).fetchone()
    if row is None:
        return None
    sound, writing, film = (json.loads(zlib.decompress(blob)) if blob else None for blob in row[1:])
    numbers = {
        place: number
        for number, place in database.execute(
            "select id, place from pictures where exhibit_id = ? order by id", (exhibit,)
        )
    }
    whole = numbers.pop("", None)
    inside = Enclosed(database, numbers)
    for place in numbers.keys() if wanted is None else wanted:
        if place:
            inside.read(place)
    return Known(
        row[0],
        None if whole is None else fingerprint_of(database, whole),
        inside,
        Writing.from_json(writing) if writing else None,
        Sound.from_json(sound) if sound else None,
        Film.from_json(film) if film else None,
    )


class Enclosed(Mapping[str, Fingerprint]):
    """The pictures that a file encloses, by place: all are named, each is read when needed.

    What is read already may be used on any thread.
    """

    def __init__(self, database: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
        self._database = database
        self._numbers = numbers
        self._read: dict[str, Fingerprint] = {}

    def read(self, place: str) -> Fingerprint:
        """Return one picture, and keep it."""
        if place not in self._read:
            self._read[place] = fingerprint_of(self._database, self._numbers[place])
        return self._read[place]

    def __getitem__(self, place: str) -> Fingerprint:
        return self.read(place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def are_of_one_case(database: sqlite3.Connection, a: int, b: int) -> bool:
    """Whether two exhibits are of one case."""
    query = "select count(distinct case_key) from exhibits where id in (?, ?)"
    return bool(database.execute(query, (a, b)).fetchone()[0] == 1)


# --- what is alike across cases --------------------------------------------------------------


def not_compared(database: sqlite3.Connection) -> list[int]:
    """Return the exhibits that were not searched for yet, the newest first."""
    query = "select id from exhibits where not is_compared order by id desc"
    return [row for (row,) in database.execute(query)]


def put_links(database: sqlite3.Connection, found: Mapping[int, Mapping[int, Pair]]) -> None:
    """Keep what exhibits were found to be like; those taken out meanwhile are passed over."""
    for number, others in found.items():
        database.execute("update exhibits set is_compared = 1 where id = ?", (number,))
        database.executemany(
            "insert or replace into links select ?1, ?2, ?3, ?4, ?5 where"
            " (select count(*) from exhibits where id in (?1, ?2)) = 2",
            [
                (min(number, row), max(number, row), pair.kind, pair.method, pair.distance)
                for row, pair in others.items()
            ],
        )


def links(database: sqlite3.Connection) -> list[tuple[int, int, Pair]]:
    """Return all exhibits that were found to be alike, by two, and how."""
    query = "select a, b, kind, method, distance from links order by a, b"
    return [(a, b, Pair("", "", kind, method, apart, 0.0))
            for a, b, kind, method, apart in database.execute(query)]  # fmt: skip


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
