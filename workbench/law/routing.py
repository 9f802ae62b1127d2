"""Whom a conclusion may be forwarded to, on which track, and in which form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.law.form_shapes import Form
from workbench.law.pack import Pack
from workbench.law.shapes import Routing, Track


def routes(
    pack: Pack,
    *,
    subjects: Iterable[str],
    category: str,
    on: date | None,
    regime: str | None = None,
    level: str = "",
) -> tuple[Routing, ...]:
    """Return the addresses that are in force.

    Parameters
    ----------
    subjects
        Subject types of the respondents.
    category
        The category of the conclusion; empty matches any.
    on
        Day of forwarding; None returns every address whatever its dates, because
        choosing one would be a guess.
    regime, level
        The kind of election and the office's level by the code of official numbers;
        None and empty match any.
    """
    wanted = set(subjects)
    return tuple(
        route
        for route in pack.data.routing
        if _fits(wanted, route.subjects)
        and _fits({category} - {""}, route.categories)
        and _fits({regime or ""} - {""}, route.regimes)
        and _fits({level} - {""}, route.levels)
        and (on is None or route.valid.holds_on(on))
    )


def _fits(wanted: set[str], named: Iterable[str]) -> bool:
    """Whether one of what is wanted is named; nothing wanted, or nothing named, fits anything."""
    names = set(named)
    return not wanted or not names or bool(wanted & names)


@dataclass(frozen=True)
class Letter:
    """How one track is written down: its form and the number of the letter.

    Attributes
    ----------
    track, form
        The track, and the form it goes on in; None where the rule asks for none.
    grammar, outcome
        Id of the numbering of the letter's own number, and its code there; empty for none.
    """

    track: Track
    form: Form | None
    grammar: str = ""
    outcome: str = ""


def tracks(
    pack: Pack, *, stage: str, regime: str | None, route: str | None, level: str = ""
) -> tuple[Track, ...]:
    """Return the tracks that a matter may go on at a stage: ``screening``, ``kajian``, ``after``.

    `level` is the office's, by the code of official numbers; empty matches any.
    """
    return tuple(
        one
        for one in pack.data.tracks
        if one.stage == stage
        and (regime is None or not one.regimes or regime in one.regimes)
        and (route is None or not one.routes or route in one.routes)
        and (not level or not one.levels or level in one.levels)
    )


def letter(pack: Pack, track: str, *, regime: str | None, on: date | None) -> Letter | None:
    """Return how a track is written down on `on`; None when the pack knows no such track."""
    found = pack.track(track)
    if found is None:
        return None
    form = pack.form(found.form, regime, on) if found.form else None
    grammar = "" if form is None else _grammar(pack, form.number, regime)
    return Letter(found, form, grammar, found.outcome)


def _grammar(pack: Pack, kind: str, regime: str | None) -> str:
    """Return the numbering of a kind that serves an election; empty where there is none."""
    return next(
        (
            one.id
            for one in pack.data.numbering
            if one.kind == kind and (regime is None or not one.regimes or regime in one.regimes)
        ),
        "",
    )
