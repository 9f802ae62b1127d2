"""What may be told of an index: of a case that may not be opened, only that there is a hit."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.duplicates.index import database as tables
from workbench.duplicates.pair import STRENGTH, Pair
from workbench.duplicates.relations.groups import connected as joined


@dataclass(frozen=True)
class IndexedCase:
    """One case of the index: its folder, name and number of exhibits."""

    key: str
    name: str
    exhibits: int

    @property
    def is_open(self) -> bool:
        """Whether whoever asks may look into the case: its folder can be opened here."""
        return bool(self.key) and os.access(Path(self.key) / "evidence", os.R_OK | os.X_OK)


@dataclass(frozen=True)
class Hit:
    """One exhibit of the index that is like another file.

    Attributes
    ----------
    case
        Where it is; nameless when it may not be opened.
    exhibit, path, date, claims
        As in :class:`workbench.duplicates.index.database.Entry`.
    pair
        How the two are alike, from the file asked for to it; None when it is like
        something in a closed case only, or may not be told.
    """

    case: IndexedCase
    exhibit: str
    path: str
    date: str
    claims: Mapping[str, str]
    pair: Pair | None

    @property
    def is_closed(self) -> bool:
        """Whether nothing may be told but that there is a hit."""
        return not self.case.key

    def as_json(self) -> dict[str, Any]:
        """Return one row of ``workbench search --json``."""
        if self.is_closed:
            return {"closed": True}
        pair = self.pair
        return {
            "closed": False,
            "case": self.case.name,
            "folder": self.case.key,
            "exhibit": self.exhibit,
            "path": self.path,
            "date": self.date,
            "claims": dict(self.claims),
            "kind": pair.kind if pair else None,
            "method": pair.method if pair else None,
            "distance": pair.distance if pair else None,
            "transform": pair.transform if pair else "",
            "place": pair.place_b if pair else "",
            "place_asked": pair.place_a if pair else "",
        }


#: All that is said of hits in cases that may not be opened, however many there are.
CLOSED = Hit(IndexedCase("", "", 0), "", "", "", {}, None)


@dataclass(frozen=True)
class Repeat:
    """One picture, text, sound or file that stands in more than one case.

    Attributes
    ----------
    hits
        Each exhibit that shows it, with how it is like the closest of the others.
    """

    hits: tuple[Hit, ...]


def hits(database: sqlite3.Connection, found: Mapping[int, Pair]) -> tuple[Hit, ...]:
    """Return what may be told of exhibits that are like a file, the closest first."""
    ordered = sorted(found, key=lambda row: (_order(found[row]), row))
    return _told(_hit(database, row, found[row]) for row in ordered)


def repeats(
    database: sqlite3.Connection, links: Iterable[tuple[int, int, Pair]]
) -> tuple[Repeat, ...]:
    """Return what may be told of exhibits of several cases that are alike, by two of them."""
    every = list(links)
    cases = _open_cases(database, {row for a, b, _ in every for row in (a, b)})
    between = [link for link in every if {*link[:2]} <= cases.keys()]
    # What is like something in a closed case only stands for itself.
    half_open = [{a, b} & cases.keys() for a, b, _ in every if not {a, b} <= cases.keys()]
    shut = set[int]().union(*half_open)
    closest = _closest(between, cases)
    # Numbers as text of one length sort like the numbers.
    sets = [*joined((f"{a:015d}", f"{b:015d}") for a, b, _ in between)]
    sets += [(f"{row:015d}",) for row in shut - closest.keys()]
    told = (
        _repeat(database, [int(number) for number in numbers_], closest, shut)
        for numbers_ in sorted(sets)
    )
    return tuple(one for one in told if len({hit.case.key for hit in one.hits}) > 1)


def _open_cases(database: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the cases of exhibits whose case may be opened, by exhibit."""
    hits = {row: _hit(database, row, None) for row in numbers}
    return {row: hit.case.key for row, hit in hits.items() if not hit.is_closed}


def _closest(links: Iterable[tuple[int, int, Pair]], case: Mapping[int, str]) -> dict[int, Pair]:
    """Return, for each exhibit, how it is like the closest of the others."""
    found: dict[int, tuple[tuple[bool, int, int], Pair]] = {}
    for a, b, pair in links:
        # What is alike within one case counts only where nothing else tells how.
        order = (case[a] == case[b], *_order(pair))
        for row in (a, b):
            if row not in found or order < found[row][0]:
                found[row] = order, pair
    return {row: pair for row, (_, pair) in found.items()}


def _repeat(
    database: sqlite3.Connection, rows: Iterable[int], closest: Mapping[int, Pair], shut: set[int]
) -> Repeat:
    """Return exhibits that show one thing, and whether a closed case does as well."""
    listed = list(rows)
    shown = [_hit(database, row, closest.get(row)) for row in listed]
    return Repeat((*shown, *[CLOSED] * any(row in shut for row in listed)))


def _order(pair: Pair) -> tuple[int, int]:
    return STRENGTH[pair.kind], pair.distance


def _hit(database: sqlite3.Connection, number: int, pair: Pair | None) -> Hit:
    key, name, count, exhibit, path, date, claims = tables.exhibit_row(database, number)
    case = IndexedCase(key, name, count)
    if not case.is_open:
        return CLOSED
    return Hit(case, exhibit, path, date, json.loads(claims), pair)


def _told(found: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits as they may be told: of all closed cases one, last, whatever they hold."""
    every = list(found)
    shown = [hit for hit in every if not hit.is_closed]
    return (*shown, CLOSED) if len(shown) < len(every) else tuple(shown)
