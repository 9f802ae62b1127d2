"""The letters that follow from a kajian: one for each track and addressee, nobody else in it.

A letter is made where the end is an alleged breach and goes to somebody. What has no letter
is told with the reason, so that nobody waits for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workbench.kajian.dossier import Dossier, exact_day
from workbench.kajian.endings import Ended, endings
from workbench.kajian.routing import forwarding_day
from workbench.law import routing
from workbench.law.shapes import Routing, Track

Why = Literal["not_alleged", "not_forwarded", "no_form", "other_level"]


@dataclass(frozen=True)
class Outgoing:
    """One letter.

    Attributes
    ----------
    track
        The track that it goes on.
    route
        The rule pack's address; None where the reviewer chose none.
    addressee, copies, number
        What the reviewer typed: to whom, copies to whom, the number of the letter.
    persons, norms, exhibits, statements
        Ids of whom it is about, what they are said to have broken, and what shows it.
    """

    track: Track
    route: Routing | None
    addressee: str
    copies: tuple[str, ...] = ()
    number: str = ""
    persons: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """An end that no letter follows from, and why."""

    norm: str
    persons: tuple[str, ...]
    why: Why


@dataclass
class _Gathered:
    """The ends of one letter while they are brought together."""

    track: Track
    route: Routing | None
    ends: list[Ended] = field(default_factory=list)


def letters(dossier: Dossier) -> tuple[list[Outgoing], list[Kept]]:
    """Return the letters that follow, in the order of the ends, and the ends without one."""
    made = list(_of_screening(dossier))
    kept: list[Kept] = []
    gathered: dict[tuple[str, str], _Gathered] = {}
    for end in endings(dossier):
        route = _route(dossier, end.answer.target)
        track = _track(dossier, end, route)
        why = _why_none(dossier, end, track)
        if why is not None or track is None:
            kept.append(Kept(end.norm.id, end.persons, why or "not_forwarded"))
            continue
        to = " ".join(end.answer.addressee.split()) or end.answer.target
        gathered.setdefault((track.id, to), _Gathered(track, route)).ends.append(end)
    return [*made, *(_letter(dossier, one) for one in gathered.values())], kept


def letter_day(dossier: Dossier) -> date | None:
    """Return the day whose forms a letter follows: of forwarding, else of the event."""
    return forwarding_day(dossier) or dossier.event_day


def sent(dossier: Dossier, one: Outgoing) -> str:
    """Return the day that the case gives a letter; empty while it gives none."""
    process = dossier.answers.process
    moments = {
        "penerusan_pidana": (process.forwarded_police, process.forwarded),
        "pelimpahan": (process.handed_over,),
    }.get(one.track.form, (process.forwarded,))
    day = next((found for moment in moments if (found := exact_day(moment)) is not None), None)
    return "" if day is None else day.isoformat()


def _route(dossier: Dossier, target: str) -> Routing | None:
    return next((one for one in dossier.pack.data.routing if one.id == target), None)


def _track(dossier: Dossier, end: Ended, route: Routing | None) -> Track | None:
    """Return the track of an end: what follows, the address, and the category may each name it.

    A track that does not serve the category of the end is passed over.
    """
    pack, answer = dossier.pack, end.answer
    disposition = pack.choice("dispositions", answer.disposition)
    category = pack.choice("categories", answer.category)
    names = (
        disposition.track if disposition else "",
        route.track if route else "",
        category.track if category else "",
    )
    for name in names:
        track = pack.track(name) if name else None
        if track is not None and (
            not answer.category or not track.categories or answer.category in track.categories
        ):
            return track
    return None


def _why_none(dossier: Dossier, end: Ended, track: Track | None) -> Why | None:
    """Return why no letter follows from an end; None where one does."""
    pack, answer = dossier.pack, end.answer
    conclusion = pack.choice("conclusions", answer.conclusion)
    if conclusion is None or not conclusion.positive:
        return "not_alleged"
    disposition = pack.choice("dispositions", answer.disposition)
    if disposition is None or track is None or not (disposition.addressed or disposition.track):
        return "not_forwarded"
    if not track.form:
        return "no_form"
    if track.levels and dossier.level and dossier.level not in track.levels:
        return "other_level"
    return None


def _letter(dossier: Dossier, gathered: _Gathered) -> Outgoing:
    ends = gathered.ends
    first = ends[0].answer
    persons = tuple(dict.fromkeys(person for end in ends for person in end.persons))
    cited = [key for end in ends for key in _citations(dossier, end)]
    reached = dossier.sources(cited)
    return Outgoing(
        gathered.track,
        gathered.route,
        " ".join(first.addressee.split()),
        tuple(dict.fromkeys(line for end in ends for line in _lines(end.answer.copies))),
        next((end.answer.letter for end in ends if end.answer.letter), ""),
        persons,
        tuple(dict.fromkeys(end.norm.id for end in ends)),
        tuple(_about(dossier, reached["exhibits"], persons)),
        tuple(sorted(reached["statements"])),
    )


def _citations(dossier: Dossier, end: Ended) -> Iterator[str]:
    """Yield what the elements of a norm rest on for these people."""
    for answer in dossier.answers.matrix.get(end.norm.id, {}).values():
        for person in end.persons or ("",):
            mine = answer.for_person(person)
            yield from mine.supports
            yield from mine.contradicts


def _about(dossier: Dossier, exhibits: set[str], persons: tuple[str, ...]) -> Iterator[str]:
    """Yield the exhibits that do not show other respondents only."""
    others = {one.id for one in dossier.kajian.folder.case.parties if one.role == "terlapor"} - set(
        persons
    )
    claims = {claim.id: claim for claim in dossier.kajian.folder.claims}
    for key in dossier.exhibit_ids:
        claim = claims.get(key)
        shown = {*(claim.shows if claim else ()), *dossier.exhibit_answer(key).shown}
        if key in exhibits and not (shown & others and not shown & set(persons)):
            yield key


def _of_screening(dossier: Dossier) -> Iterator[Outgoing]:
    """Yield the letter that the result of the first study asks for."""
    screening = dossier.answers.screening
    result = dossier.pack.choice("screening_results", screening.result)
    track = dossier.pack.track(result.track) if result is not None and result.track else None
    route_of_case = dossier.kajian.folder.case.route
    if result is None or track is None or track.stage != "screening":
        return
    form = dossier.pack.form(track.form, None, None) if track.form else None
    if not result.addressed and (form is None or form.subject is None):
        return
    if track.routes and route_of_case is not None and route_of_case not in track.routes:
        return
    parties = dossier.kajian.folder.case.parties
    yield Outgoing(
        track,
        _route(dossier, screening.target),
        " ".join(screening.addressee.split()),
        tuple(_lines(screening.copies)),
        screening.letter,
        tuple(one.id for one in parties if one.role == "terlapor"),
        _binding(dossier),
        dossier.exhibit_ids,
    )


def _binding(dossier: Dossier) -> tuple[str, ...]:
    """Return the case's norms that can bind a respondent; one that binds nobody is not cited."""
    subjects = set(dossier.subjects)
    return tuple(
        key
        for key in dossier.kajian.folder.case.norms
        if (norm := dossier.pack.norm(key)) is None
        or not (norm.subjects and subjects)
        or subjects & set(norm.subjects)
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def grammar_of(dossier: Dossier, one: Outgoing) -> routing.Letter | None:
    """Return form and numbering of a letter."""
    return routing.letter(dossier.pack, one.track.id, regime=dossier.regime, on=letter_day(dossier))
