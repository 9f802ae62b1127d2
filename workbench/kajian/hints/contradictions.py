"""What the case says twice and differently: when it was known, and facts from one source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from workbench.kajian.dossier import Dossier, exact_day
from workbench.kajian.shapes import FactAnswer
from workbench.law.clocks import local_day

Kind = Literal["known_earlier", "capture_earlier", "fact_times", "fact_places"]


@dataclass(frozen=True)
class Contradiction:
    """Two places that do not agree.

    Attributes
    ----------
    kind
        ``known_earlier`` (a statement knew before the day of knowledge),
        ``capture_earlier`` (a capture was made before it), ``fact_times`` and
        ``fact_places`` (facts that cite one source but differ).
    left, right
        Ids of what disagrees; `left` is ``dates.known`` for the first two.
    left_says, right_says
        What each says: ISO days, or places.
    """

    kind: Kind
    left: str
    right: str
    left_says: str
    right_says: str


def contradictions(dossier: Dossier) -> tuple[Contradiction, ...]:
    """Return every contradiction that dates and places show, in a fixed order."""
    return (*_knowledge(dossier), *_facts(dossier))


def _knowledge(dossier: Dossier) -> Iterator[Contradiction]:
    case = dossier.kajian.folder.case
    known = local_day(case.dates.known, case.offset)
    if known is None:
        return
    for key, statement in dossier.statements.items():
        said = local_day(statement.known_at, case.offset)
        if said is not None and said < known and _starts_the_clock(dossier, key):
            yield _earlier("known_earlier", known, key, said)
    for claim in dossier.kajian.folder.claims:
        captured = local_day(claim.captured_at, case.offset)
        if captured is not None and captured < known and claim.captured_by in _reporters(dossier):
            yield _earlier("capture_earlier", known, claim.id, captured)


def _earlier(kind: Kind, known: date, right: str, said: date) -> Contradiction:
    return Contradiction(kind, "dates.known", right, known.isoformat(), said.isoformat())


def _starts_the_clock(dossier: Dossier, statement: str) -> bool:
    """Whether a statement is the reporter's or finder's own: only their knowledge counts."""
    said = dossier.statements[statement]
    return said.role in {"pelapor", "penemu"} or said.person in _reporters(dossier)


def _reporters(dossier: Dossier) -> set[str]:
    parties = dossier.kajian.folder.case.parties
    return {party.id for party in parties if party.role in {"pelapor", "penemu"}}


def _facts(dossier: Dossier) -> Iterator[Contradiction]:
    for (left, one), (right, other) in combinations(sorted(dossier.answers.facts.items()), 2):
        # One document tells of many days; only the same spot of it can contradict itself.
        if not set(one.cites.items()) & set(other.cites.items()):
            continue
        if _places_differ(one, other):
            yield Contradiction("fact_places", left, right, one.place, other.place)
        if _times_differ(dossier, one, other):
            times = (one.at.iso() if one.at else "", other.at.iso() if other.at else "")
            yield Contradiction("fact_times", left, right, *times)


def _places_differ(one: FactAnswer, other: FactAnswer) -> bool:
    """Whether neither place contains the other: a field and its village do agree."""
    first, second = one.place.casefold().strip(), other.place.casefold().strip()
    return bool(first and second) and first not in second and second not in first


def _times_differ(dossier: Dossier, one: FactAnswer, other: FactAnswer) -> bool:
    """Whether the days of two facts about one event day cannot both be right."""
    if one.at is None or other.at is None:
        return False
    zone = dossier.kajian.folder.case.offset
    first, second = one.at.span(zone), other.at.span(zone)
    apart = first[1] <= second[0] or second[1] <= first[0]
    event = exact_day(dossier.kajian.folder.case.dates.event)
    return apart and event in {exact_day(one.at), exact_day(other.at)}
