"""One office's index: where else does this picture appear, over all cases and records.

An SQLite file holds the truth; arrays beside it, mapped into memory, make it fast and
can be made anew from it at any time. Several people may add and search at once:
SQLite orders the writers, new arrays are written beside the old ones under a lock
and published by one rename, and entries that the arrays do not hold yet are compared
as well. Whole pictures, mirrored, turned, framed, or shown in a screenshot, are found
exactly to the radius that a case uses; crops and collages by a few of their points.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from workbench.duplicates import index_arrays as arrays
from workbench.duplicates import index_tables as tables
from workbench.duplicates.compact import proposed, unpacked
from workbench.duplicates.find import MOSTLY, NEAR, NEAR_TEXT
from workbench.duplicates.fingerprint import Fingerprint
from workbench.duplicates.group import connected as joined
from workbench.duplicates.index_tables import Entry, StoredView
from workbench.duplicates.pair import Kind
from workbench.duplicates.parts import compare
from workbench.duplicates.search import all_pairs, near
from workbench.duplicates.view import ORIENTATIONS, View
from workbench.errors import CaseError

__all__ = ["Entry", "Hit", "Index", "IndexedCase", "Repeat"]

# New arrays are made when this many entries, and this share, are not in them yet; never
# more than so many, since each search compares those one by one.
_FEWEST_NEW, _SHARE_NEW, _MOST_NEW = 512, 0.1, 5_000

_RANK = {"exact": 0, "near": 1, "part": 2, "scene": 3}

Measured = tuple[Kind, str, int, str, str]


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
    """One exhibit of the index that is like the file asked for.

    Attributes
    ----------
    case
        Where it is.
    exhibit, path, date, claims
        As in :class:`Entry`; empty when the case may not be opened. Of such a case there
        is one hit, however many of its exhibits are alike, and nothing is said of it.
    kind, method, distance, transform
        As in :class:`workbench.duplicates.pair.Pair`, from the file asked for to it.
    place
        Where in a document or video the picture lies; empty when it is the whole exhibit.
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
    place: str = ""

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
            "place": self.place,
        }


@dataclass(frozen=True)
class Repeat:
    """One picture or file that stands in more than one case.

    Attributes
    ----------
    hits
        Each exhibit that shows it, its distance the largest to one of the others.
    """

    hits: tuple[Hit, ...]


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
        with tables.connected(folder) as database:
            if tables.begin(database) != tables.FORMAT:
                raise CaseError("index_version", path=str(folder))

    def add(self, key: str, name: str, entries: Iterable[Entry]) -> int:
        """Put one case in, in place of what the index held of it; return its exhibits."""
        rows = list(entries)
        with tables.connected(self.folder) as database:
            database.execute("delete from cases where key = ?", (key,))
            database.execute("insert into cases values (?, ?, ?)", (key, name, len(rows)))
            for row in rows:
                tables.insert(database, key, row)
        self._refresh()
        return len(rows)

    def remove(self, key: str) -> bool:
        """Take one case out; return whether it was there."""
        with tables.connected(self.folder) as database:
            found = database.execute("delete from cases where key = ?", (key,)).rowcount
        return found > 0

    def cases(self) -> tuple[IndexedCase, ...]:
        """Return every case of the index, by name."""
        with tables.connected(self.folder) as database:
            rows = database.execute("select key, name, exhibits from cases order by name, key")
            return tuple(IndexedCase(*row) for row in rows)

    def search(
        self,
        sha256: str,
        fingerprint: Fingerprint | None = None,
        inside: Mapping[str, Fingerprint] | None = None,
        sound: str = "",
    ) -> tuple[Hit, ...]:
        """Return every exhibit with these bytes, or that looks like this picture.

        Equal bytes come first, then by distance.

        Parameters
        ----------
        sha256
            Of the file asked for.
        fingerprint
            None when it is no picture.
        inside
            Pictures that it encloses, by place.
        sound
            Of its coded sound; empty for none.
        """
        found: dict[int, Measured] = {}
        with tables.connected(self.folder) as database:
            for column, value, method in (("sha256", sha256, "sha256"), ("sound", sound, "audio")):
                query = f"select id from exhibits where {column} = ? and {column} != ''"  # noqa: S608
                for (row,) in database.execute(query, (value,)):
                    found.setdefault(row, ("exact", method, 0, "", ""))
            for picture, is_whole in _asked(fingerprint, inside):
                for row, measured in self._alike(database, picture, found):
                    seen = measured if is_whole else _within(measured)
                    if row not in found or _order(seen) < _order(found[row]):
                        found[row] = seen
            ordered = sorted(found.items(), key=lambda item: (_order(item[1]), item[0]))
            return _told(_hit(database, row, measured) for row, measured in ordered)

    def repeats(self) -> tuple[Repeat, ...]:
        """Return what stands in more than one case: files by bytes, pictures as they stand.

        Pictures by their public 64-bit hash to 7 bits, then by the long one; a mirrored
        or cropped copy is found by asking for it with :meth:`search`.
        """
        with tables.connected(self.folder) as database:
            links = [*_same_bytes(database), *_same_pictures(database)]
            farthest: dict[int, int] = {}
            for a, b, apart in links:
                farthest[a] = max(farthest.get(a, 0), apart)
                farthest[b] = max(farthest.get(b, 0), apart)
            # Numbers as text of one length sort like the numbers.
            sets = joined((f"{a:015d}", f"{b:015d}") for a, b, _ in links)
            found = []
            for numbers in sets:
                rows = [int(number) for number in numbers]
                hits = _told(_hit(database, row, _repeated(farthest[row])) for row in rows)
                if len({hit.case.key for hit in hits}) > 1:
                    found.append(Repeat(hits))
            return tuple(found)

    def rebuild(self) -> int:
        """Make the arrays anew from the database; return how many hashes they hold."""
        with self._locked(), tables.connected(self.folder) as database:
            return arrays.published(self.folder, database)

    def _alike(
        self, database: sqlite3.Connection, picture: Fingerprint, known: Mapping[int, Measured]
    ) -> Iterator[tuple[int, Measured]]:
        published = self._arrays(database)
        every = (published, arrays.since(database, published))
        near_ones = set(known)
        for searched in every:
            for row, measured in _near(database, searched, picture):
                near_ones.add(row)
                yield row, measured
        for searched in every:
            for number in proposed(searched.points, searched.owners, picture):
                stored = tables.stored_picture(database, number)
                if stored is not None and stored[0] not in near_ones:
                    pair = compare("", picture, "", unpacked(stored[2]))
                    if pair is not None:
                        said = (pair.kind, pair.method, pair.distance, pair.transform)
                        yield stored[0], _placed(*said, stored[1])

    def _arrays(self, database: sqlite3.Connection) -> arrays.Arrays:
        """Return the published arrays; they are made anew when they are damaged or missing."""
        for _ in range(2):
            try:
                return arrays.opened(self.folder, tables.setting(database, "arrays"))
            except (OSError, ValueError, EOFError):
                with self._locked():
                    arrays.published(self.folder, database)
        return arrays.opened(self.folder, tables.setting(database, "arrays"))

    def _refresh(self) -> None:
        """Make new arrays once enough has been added; otherwise leave the old ones."""
        with tables.connected(self.folder) as database:
            (total,) = database.execute("select count(*) from views").fetchone()
            held = int(tables.setting(database, "held") or 0)
        if total - held >= min(_MOST_NEW, max(_FEWEST_NEW, _SHARE_NEW * total)):
            self.rebuild()

    def _locked(self) -> FileLock:
        return FileLock(self.folder / "arrays.lock")


def _asked(
    fingerprint: Fingerprint | None, inside: Mapping[str, Fingerprint] | None
) -> Iterator[tuple[Fingerprint, bool]]:
    """Yield each picture to ask for, and whether it is the whole file."""
    if fingerprint is not None:
        yield fingerprint, True
    for picture in (inside or {}).values():
        yield picture, False


def _near(
    database: sqlite3.Connection, searched: arrays.Arrays, picture: Fingerprint
) -> Iterator[tuple[int, Measured]]:
    for view in picture.views:
        if view.texture == "flat":
            continue
        hits = near(searched.words, view.words(), NEAR)
        for row, orientation, distance in zip(*hits, strict=True):
            stored = tables.stored_view(database, int(searched.ids[row]))
            if stored is None:  # taken out since the arrays were made
                continue
            if "text" in (stored.texture, view.texture) and distance > NEAR_TEXT:
                continue
            yield stored.exhibit, _measured(view, stored, int(orientation), int(distance))


def _measured(view: View, stored: StoredView, orientation: int, distance: int) -> Measured:
    """Return how two views that are alike lie to each other."""
    areas = (view.area(), stored.area)
    kind: Kind = "near" if min(areas) >= MOSTLY else "part"
    steps = [ORIENTATIONS[orientation]]
    if kind == "part":
        both_inside = max(areas) < MOSTLY
        steps.append("overlaps" if both_inside else "contains" if areas[0] < areas[1] else "inside")
    elif min(areas) < 1:
        steps.append("trim")
    method = "phash256" if min(areas) >= 1 else "phash256-trim"
    transform = "+".join(step for step in steps if step)
    return _placed(kind, method, distance, transform, stored.place)


def _placed(kind: Kind, method: str, distance: int, transform: str, place: str) -> Measured:
    """Return a measurement with where in the exhibit the picture lies: then it is a part of it."""
    if not place or kind == "scene":
        return kind, method, distance, transform, place
    steps = [step for step in transform.split("+") if step not in {"", "trim", "contains"}]
    if kind == "near":
        steps.append("inside")
    elif "contains" in transform:
        steps.append("overlaps")
    return "part", method, distance, "+".join(steps), place


def _within(measured: Measured) -> Measured:
    """Return a measurement when the picture asked for is itself only a part of a file."""
    kind, method, distance, transform, place = measured
    if kind == "scene":
        return measured
    steps = [step for step in transform.split("+")
             if step not in {"", "trim", "inside", "contains", "overlaps"}]  # fmt: skip
    steps.append("overlaps" if place or kind == "part" else "contains")
    return "part", method, distance, "+".join(steps), place


def _order(measured: Measured) -> tuple[int, int]:
    return _RANK[measured[0]], measured[2]


def _hit(database: sqlite3.Connection, number: int, measured: Measured) -> Hit:
    key, name, count, exhibit, path, date, claims = tables.exhibit_row(database, number)
    case = IndexedCase(key, name, count)
    kind, method, distance, transform, place = measured
    if not case.is_open:
        return Hit(case, "", "", "", {}, "part", "", 0, "")
    said = json.loads(claims)
    return Hit(case, exhibit, path, date, said, kind, method, distance, transform, place)


def _told(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits as they may be told: of a closed case one, last, whatever it holds."""
    found = list(hits)
    closed = {hit.case.key: hit for hit in found if not hit.case.is_open}
    return (*(hit for hit in found if hit.case.is_open), *closed.values())


def _repeated(distance: int) -> Measured:
    if not distance:
        return "exact", "pixels", 0, "", ""
    return "near", "phash256", distance, "", ""


def _same_bytes(database: sqlite3.Connection) -> Iterator[tuple[int, int, int]]:
    """Yield exhibits with equal bytes, each with the next one like it."""
    query = (
        "select sha256, id from exhibits where sha256 in (select sha256 from exhibits"
        " group by sha256 having count(distinct case_key) > 1) order by sha256, id"
    )
    for (one, a), (other, b) in pairwise(database.execute(query)):
        if one == other:
            yield a, b, 0


def _same_pictures(database: sqlite3.Connection) -> Iterator[tuple[int, int, int]]:
    """Yield exhibits that show one picture as it stands, with the distance of the long hash."""
    ids, hashes = tables.short_hashes(database)
    order = np.argsort(hashes, kind="stable")
    values, starts = np.unique(hashes[order], return_index=True)
    equal = [pair for pair in pairwise(order.tolist()) if hashes[pair[0]] == hashes[pair[1]]]
    first = order[starts]
    alike = [(int(first[one]), int(first[other])) for one, other in all_pairs(values).tolist()]
    for one, other in (*equal, *alike):
        a, b = (tables.whole_view(database, int(ids[each])) for each in (one, other))
        apart = int(np.bitwise_count(a.hash ^ b.hash).sum())
        if apart <= (NEAR_TEXT if "text" in (a.texture, b.texture) else NEAR):
            yield a.exhibit, b.exhibit, apart
