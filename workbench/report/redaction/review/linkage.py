"""Whom could somebody find who lays copies side by side? Each join that leads to few, by name.

A copy that tells nobody may do so beside another one. So the tool does what such a reader
would: it lays times, traces, places and pictures of this copy beside one another and
beside every copy that left the office before, and names each join that leads to fewer than
five people and to one row of the case. A person decides about each of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from workbench.report.redaction.review.rows import leaves, owner, sentence

Join = Literal["day", "minute", "trace", "place", "picture", "order", "missing"]
FEWEST_PEOPLE = 5
"""A join that leads to as many people of the case as this names nobody."""

RESPONDENT = "terlapor"
_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?")
_OFFICE = re.compile(
    r"\b(?:Kepala|Ketua|Wakil|Sekretaris|Bendahara|Camat|Lurah|Bupati|Kaur|Kasi|Kabid|Kadus"
    r"|Kadis|Anggota|Guru|Bidan|Staf|Operator)(?: [A-Z][\w'-]+){1,6}"
)
_TRACES = frozenset(["author", "account", "device", "serial", "software", "tool", "tools"])
_SKIPPED = ("kajian.phases", "kajian.clocks", "kajian.rule_pack")
_HANDED = ("received_from", "taken_by", "captured_by")


@dataclass(frozen=True)
class Told:
    """One copy: whose, and what it tells.

    Attributes
    ----------
    reader
        ``forwarding`` or ``public``; of this copy and of earlier ones.
    content
        The copy as :func:`workbench.report.redaction.copy.project` makes it.
    shown
        Exhibits whose pictures it shows, or showed before they were withdrawn.
    """

    reader: str
    content: Mapping[str, Any]
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class Link:
    """One join, with the two rows that it ties and what they share."""

    join: Join
    one: str
    other: str
    shared: str


def links(
    study: Mapping[str, Any],
    this: Told,
    earlier: Collection[Told],
    ties: Mapping[str, Mapping[str, bool]],
) -> list[Link]:
    """Return every join that this copy makes possible, alone or beside earlier ones.

    Parameters
    ----------
    study
        The study itself, for roles and for who handed in what.
    this
        The copy that is to leave.
    earlier
        Copies that left before, for any reader.
    ties
        Which exhibits are alike; see :func:`workbench.report.redaction.pictures.covers.alike`.
    """
    people = _protected(study)
    exhibits = [str(row.get("id")) for row in study.get("exhibits") or ()]
    found = {
        *_by_day(people, frozenset(exhibits), this, earlier),
        *_by_minute(people, frozenset(exhibits), this, earlier),
        *_by_trace(people, this, earlier),
        *_by_place(people, this, earlier),
        *_by_picture(frozenset(exhibits), this, earlier, ties),
    }
    return sorted({*found, *_by_order(found, exhibits, study, people)})


def _protected(study: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes of everybody whose identity no copy may tell."""
    parties = (study.get("case") or {}).get("parties") or ()
    return frozenset(str(one.get("id")) for one in parties if one.get("role") != RESPONDENT)


def _moments(copy: Told) -> Iterator[tuple[str, str, str]]:
    """Yield (row, day, minute) of every date that a copy tells of an exhibit or a person."""
    for keys, text in leaves(copy.content):
        where = ".".join(keys)
        if where.startswith(_SKIPPED) or (keys[0] == "timeline" and keys[-1] in {"start", "end"}):
            continue
        for day, clock in _DAY.findall(text):
            yield owner(copy.content, keys), day, f"{day} {clock}" if clock else ""


def _rows_by(
    copies: Collection[Told], *, minutes: bool
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return rows by day or minute: in this copy, which stands first, and in all."""
    here: dict[str, set[str]] = defaultdict(set)
    every: dict[str, set[str]] = defaultdict(set)
    for number, copy in enumerate(copies):
        for row, day, minute in _moments(copy):
            moment = minute if minutes else day
            if moment:
                every[moment].add(row)
                if number == 0:
                    here[moment].add(row)
    return here, every


def _by_day(
    people: frozenset[str], exhibits: frozenset[str], this: Told, earlier: Collection[Told]
) -> Iterator[Link]:
    """Find days that one exhibit and few people share: who gave it, or who was there."""
    here, every = _rows_by([this, *earlier], minutes=False)
    for day, rows in every.items():
        known, shown = rows & people, rows & exhibits
        if len(shown) != 1 or not 0 < len(known) < FEWEST_PEOPLE:
            continue
        (exhibit,) = shown
        for person in known:
            if here[day] & {person, exhibit}:
                yield Link("day", exhibit, person, day)


def _by_minute(
    people: frozenset[str], exhibits: frozenset[str], this: Told, earlier: Collection[Told]
) -> Iterator[Link]:
    """Find minutes that a person's row shares with any other, across copies."""
    here, every = _rows_by([this, *earlier], minutes=True)
    for minute, rows in every.items():
        known = rows & people
        if not 0 < len(known) < FEWEST_PEOPLE:
            continue
        for person in known:
            for other in rows & (exhibits | people) - {person}:
                if here[minute] & {person, other}:
                    yield Link("minute", other, person, minute)


def _by_trace(people: frozenset[str], this: Told, earlier: Collection[Told]) -> Iterator[Link]:
    """Find marks of a maker or a machine that name a person, or tie few exhibits together."""
    by_value: dict[str, set[str]] = defaultdict(set)
    here: set[str] = set()
    for number, copy in enumerate((this, *earlier)):
        for keys, text in leaves(copy.content):
            if keys[-1] not in _TRACES or keys[0] not in {"observations", "exhibits", "facts"}:
                continue
            by_value[text].add(owner(copy.content, keys))
            if number == 0:
                here.add(text)
    for text in here:
        for person in people:
            if re.search(rf"(?<![\w-]){re.escape(person)}(?![\w-])", text):
                yield from (Link("trace", row, person, text) for row in by_value[text])


def _by_place(people: frozenset[str], this: Told, earlier: Collection[Told]) -> Iterator[Link]:
    """Find sentences that tell a position beside the code of somebody who holds none here."""
    for copy in (this, *earlier):
        for keys, text in leaves(copy.content):
            for match in _OFFICE.finditer(text):
                said = sentence(text, match.start(), match.end())
                for person in people:
                    if re.search(rf"(?<![\w-]){re.escape(person)}(?![\w-])", said):
                        yield Link("place", owner(copy.content, keys), person, match.group())


def _by_picture(
    exhibits: frozenset[str],
    this: Told,
    earlier: Collection[Told],
    ties: Mapping[str, Mapping[str, bool]],
) -> Iterator[Link]:
    """Find pictures shown in one copy whose minute another copy tells, of it or of one alike."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for copy in earlier:
        for showing, telling in ((this, copy), (copy, this)):
            _, known = _rows_by([showing], minutes=True)
            _, told = _rows_by([telling], minutes=True)
            for minute, row in ((m, r) for m in told.keys() - known.keys() for r in told[m]):
                for picture in showing.shown & {row, *ties.get(row, {})} & exhibits:
                    found[picture, row].add(minute)
    for (picture, row), minutes in found.items():
        yield Link("picture", picture, row, ", ".join(sorted(minutes)))


def _by_order(
    found: Collection[Link],
    exhibits: list[str],
    study: Mapping[str, Any],
    people: frozenset[str],
) -> Iterator[Link]:
    """Find neighbours in the list of exhibits that came from whom another join names.

    Exhibits are numbered as they come in, so one that is tied to a person ties its
    neighbours, too.
    """
    givers = {str(row.get("id")): _hands(row) for row in study.get("exhibits") or ()}
    named = {(link.one, link.other) for link in found if link.other in people}
    for one, other in (*pairwise(exhibits), *pairwise(exhibits[::-1])):
        for exhibit, person in named:
            if exhibit == one and person in givers.get(one, ()) and person in givers.get(other, ()):
                yield Link("order", other, person, one)


def _hands(row: Mapping[str, Any]) -> frozenset[str]:
    claim = row.get("claim") or {}
    return frozenset(str(claim.get(key) or "") for key in _HANDED) - {""}
