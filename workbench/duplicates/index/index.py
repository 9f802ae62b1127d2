"""One office's index: where else does this file appear, over all cases and records.

An SQLite file holds the truth; arrays beside it, mapped into memory, make it fast and
can be made anew from it at any time. Several people may add and search at once:
SQLite orders the writers, new arrays are written beside the old ones under a lock
and published by naming them, and exhibits that the arrays do not hold yet are compared
as well.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
from filelock import BaseFileLock

from workbench.case import door, tidying
from workbench.duplicates import rules
from workbench.duplicates.compare.distance import bits_apart
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.index import arrays, disclosure, fingerprint_rows
from workbench.duplicates.index import database as tables
from workbench.duplicates.index.disclosure import Hit, IndexedCase, Repeat
from workbench.duplicates.index.entry import Entry
from workbench.duplicates.index.hash_search import all_pairs
from workbench.duplicates.index.lookup import alike
from workbench.duplicates.index.matching import same_bytes
from workbench.duplicates.pair import Pair
from workbench.errors import CaseError

__all__ = ["Entry", "Hit", "Index", "IndexedCase", "Known", "Repeat"]

# New arrays are made when so many exhibits are not in them: each search makes arrays of
# those for itself.
_MOST_NEW = 100
# Exhibits searched for in one state of the index; whoever writes waits for that long.
_AT_ONCE = 16

T = TypeVar("T")

#: Told how many exhibits were compared, and how many there are.
Progress = Callable[[int, int], object]


class Index:
    """An index in a folder of its own; made when it is not there.

    Parameters
    ----------
    folder
        Holds ``index.sqlite`` and ``arrays/``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tidying.private_folder(folder)
        found = tables.begun(folder)
        if not found:
            with self._locked():
                found = tables.begin(folder)
        for kept in (folder / tables.FILE, folder / "arrays"):
            tidying.tighten(kept)
        if found != tables.FORMAT:
            raise CaseError("index_version", path=str(folder))

    def add(self, key: str, name: str, entries: Iterable[Entry]) -> int:
        """Put one case in, in place of what the index held of it; return its exhibits.

        A case that is kept as it is already stays untouched.
        """
        rows = list(entries)
        state = tables.state(name, rows)
        with tables.connected(self.folder) as database:
            query = "select count(*) from cases where key = ? and state = ?"
            if database.execute(query, (key, state)).fetchone()[0]:
                return len(rows)
            database.execute("delete from cases where key = ?", (key,))
            database.execute("insert into cases values (?, ?, ?, ?)", (key, name, len(rows), state))
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

    def search(self, asked: Known) -> tuple[Hit, ...]:
        """Return every exhibit that is like a file, the closest first.

        Of cases that may not be opened there is one hit, which says nothing more.
        """
        return self._read(
            lambda database, held: disclosure.hits(database, alike(database, held, asked))
        )

    def repeats(self) -> tuple[Repeat, ...]:
        """Return what stands in more than one case, as far as it was compared.

        Equal files and whole pictures as they stand always are; all else once
        :meth:`compare` came to it.
        """
        with tables.connected(self.folder) as database:
            links = [*_same_bytes(database), *_not_compared(database), *tables.links(database)]
            return disclosure.repeats(database, links)

    def compare(self, seconds: float, progress: Progress) -> int:
        """Search for every exhibit that was not searched for yet; return how many are left.

        What was found is kept, so that each exhibit is searched for once.

        Parameters
        ----------
        seconds
            When to stop.
        progress
            Told after each.
        """
        end = time.monotonic() + seconds
        self._refresh(fewest=1)
        with tables.connected(self.folder) as database:
            waiting = tables.not_compared(database)
        for done in range(0, len(waiting), _AT_ONCE):
            progress(done, len(waiting))
            if time.monotonic() >= end:
                return len(waiting) - done
            some = waiting[done : done + _AT_ONCE]
            found = self._read(partial(_searched, waiting=some))
            with tables.connected(self.folder) as database:
                tables.put_links(database, found)
        progress(len(waiting), len(waiting))
        return 0

    def rebuild(self) -> int:
        """Make the arrays anew from the database; return how many exhibits they hold."""
        with self._locked(), tables.connected(self.folder) as database:
            arrays.rebuilt(self.folder, database)
            return sum(part.count for part in arrays.parts(database))

    def _read(self, ask: Callable[[sqlite3.Connection, list[arrays.Arrays]], T]) -> T:
        """Return an answer from one state of the index; damaged arrays are made anew first."""
        for mend in (arrays.mended, arrays.rebuilt):
            try:
                return self._read_once(ask)
            except (OSError, ValueError, EOFError, IndexError):
                with self._locked(), tables.connected(self.folder) as database:
                    mend(self.folder, database)
        return self._read_once(ask)

    def _read_once(self, ask: Callable[[sqlite3.Connection, list[arrays.Arrays]], T]) -> T:
        with tables.connected(self.folder) as database:
            database.execute("begin")
            return ask(database, arrays.current(self.folder, database))

    def _refresh(self, fewest: int = _MOST_NEW) -> None:
        """Make arrays of what is new once it is enough; otherwise leave it to each search."""
        with tables.connected(self.folder) as database:
            new = tables.count_exhibits(database, *arrays.beyond(database))
        if new >= fewest:
            with self._locked(), tables.connected(self.folder) as database:
                arrays.refreshed(self.folder, database)

    def _locked(self) -> BaseFileLock:
        return door.locking(self.folder / "arrays.lock", -1)


def _searched(
    database: sqlite3.Connection, held: list[arrays.Arrays], waiting: Iterable[int]
) -> dict[int, dict[int, Pair]]:
    """Return, for each exhibit that is still there, what in other cases is like it."""
    found = {}
    for number in waiting:
        asked = tables.kept(database, number)
        if asked is not None:
            others = alike(database, held, asked)
            found[number] = {row: pair for row, pair in others.items()
                             if not tables.are_of_one_case(database, number, row)}  # fmt: skip
    return found


def _same_bytes(database: sqlite3.Connection) -> Iterator[tuple[int, int, Pair]]:
    """Yield exhibits with equal bytes, each with the next one like it."""
    query = (
        "select sha256, id from exhibits where sha256 in (select sha256 from exhibits"
        " group by sha256 having count(distinct case_key) > 1) order by sha256, id"
    )
    for (one, a), (other, b) in pairwise(database.execute(query)):
        if one == other:
            yield a, b, same_bytes()


def _not_compared(database: sqlite3.Connection) -> Iterator[tuple[int, int, Pair]]:
    """Yield exhibits that show one picture as it stands, unless comparing said what they are.

    Whoever was searched for was compared with all that were there before.
    """
    waiting = set(tables.not_compared(database))
    known = {(a, b) for a, b, _ in tables.links(database)}
    for a, b, pair in _same_pictures(database):
        if max(a, b) in waiting and (min(a, b), max(a, b)) not in known:
            yield a, b, pair


def _same_pictures(database: sqlite3.Connection) -> Iterator[tuple[int, int, Pair]]:
    """Yield exhibits that show one picture as it stands, with the distance of the long hash."""
    numbers, hashes = fingerprint_rows.short_hashes(database)
    order = np.argsort(hashes, kind="stable")
    values, starts = np.unique(hashes[order], return_index=True)
    equal = [pair for pair in pairwise(order.tolist()) if hashes[pair[0]] == hashes[pair[1]]]
    first = order[starts]
    near = [(int(first[one]), int(first[other])) for one, other in all_pairs(values).tolist()]
    for one, other in (*equal, *near):
        a, b = (fingerprint_rows.whole_view(database, int(numbers[each])) for each in (one, other))
        apart = bits_apart(a.hash, b.hash)
        if apart <= (rules.NEAR_TEXT if a.is_text or b.is_text else rules.NEAR):
            yield a.exhibit, b.exhibit, Pair("", "", "near", "phash256", apart, 0.0)
