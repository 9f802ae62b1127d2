"""What ``workbench metadata`` shows of an examination: its rows through filters, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from workbench.text import Language, say

if TYPE_CHECKING:
    from workbench.checks.observation import Observation
    from workbench.examination.examine import Examination
    from workbench.metadata.fact import Captured, Fact, TimelineEntry


class Filters(NamedTuple):
    """What the command line asked for; an empty set asks for everything."""

    exhibits: set[str]
    sources: set[str]
    codes: set[str]


class Chosen:
    """An examination seen through the filters of the command line, with what was read besides."""

    def __init__(
        self,
        found: Examination,
        filters: Filters,
        more: tuple[Observation, ...] = (),
        extra: Iterable[Fact] = (),
    ) -> None:
        self.found, self.filters, self.more = found, filters, more
        self.extra = tuple(extra)

    def _wants(self, exhibit: str) -> bool:
        return not self.filters.exhibits or exhibit in self.filters.exhibits

    def facts(self) -> list[Fact]:
        """Return the facts that were asked for, those read on demand last."""
        sources = self.filters.sources
        return [
            fact
            for fact in (*self.found.facts, *self.extra)
            if self._wants(fact.exhibit) and (not sources or fact.source in sources)
        ]

    def captured(self) -> list[Captured]:
        """Return one row per exhibit: when, where and with what it was made."""
        return [row for row in self.found.captured if self._wants(row.exhibit)]

    def timeline(self) -> list[TimelineEntry]:
        """Return the moments of the exhibits that were asked for."""
        return [entry for entry in self.found.timeline if self._wants(entry.exhibit)]

    def observations(self) -> list[Observation]:
        """Return what was noticed of these exhibits under these codes."""
        exhibits, codes = self.filters.exhibits, self.filters.codes
        return [
            one
            for one in (*self.found.observations, *self.more)
            if (not exhibits or exhibits & set(one.exhibits)) and (not codes or one.code in codes)
        ]

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the document of ``--json``."""
        return {
            "case": self.found.folder.name,
            "facts": [fact.as_json() for fact in self.facts()],
            "captured": [row.as_json() for row in self.captured()],
            "timeline": [entry.as_json() for entry in self.timeline()],
            "observations": [one.as_json(language) for one in self.observations()],
        }


def print_chosen(chosen: Chosen, language: Language, *, with_facts: bool) -> None:
    """Print the tables that a person reads; facts only where they were asked for."""
    from workbench.cli.output import print_table

    def table(heading: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        names = [say(f"metadata.column.{column}", language) for column in columns.split()]
        print_table(names, rows, say(f"metadata.heading.{heading}", language))

    table("captured", "exhibit path at device position software", _captured(chosen))
    if places := _places(chosen, language):
        table("places", "exhibit position precision near from_event zone_by_place", places)
    table("timeline", "from until kind exhibit from_source stated reliability", _timeline(chosen))
    if with_facts:
        table("facts", "exhibit source name value typed locator", fact_rows(chosen.facts()))
    noticed: list[tuple[Any, ...]] = [
        (one.code, say(f"metadata.severity.{one.severity}", language), one.message(language))
        for one in chosen.observations()
    ]
    if noticed:
        table("observations", "code severity observation", noticed)
    else:
        typer.echo(say("metadata.heading.none", language))


def fact_rows(facts: Iterable[Fact]) -> list[tuple[Any, ...]]:
    """Return a row for each fact, long values cut to what a terminal's line bears."""
    return [(f.exhibit, f.source, f.name, f.value[:120], f.typed, f.locator) for f in facts]


def _captured(chosen: Chosen) -> list[tuple[Any, ...]]:
    return [
        (
            row.exhibit,
            row.path,
            f"{row.at} {row.zone} ({row.source})" if row.at else "",
            f"{row.make} {row.model}".strip(),
            "" if row.latitude is None else f"{row.latitude:.5f}, {row.longitude:.5f}",
            row.software,
        )
        for row in chosen.captured()
    ]


def _places(chosen: Chosen, language: Language) -> list[tuple[Any, ...]]:
    """Return where each exhibit with a position lies, in words."""
    from workbench.metadata.places.earth import kilometres

    event = chosen.found.folder.case.place
    rows: list[tuple[Any, ...]] = []
    for row in chosen.captured():
        if row.latitude is None or row.longitude is None:
            continue
        away = ""
        if event.latitude is not None and event.longitude is not None:
            km = kilometres(row.latitude, row.longitude, event.latitude, event.longitude)
            away = f"{_figure(km, language)} km"
        rows.append(
            (
                row.exhibit,
                f"{row.latitude:.5f}, {row.longitude:.5f}",
                "" if row.precision_m is None else f"{_figure(row.precision_m, language)} m",
                _near(row, language),
                away,
                row.zone_by_place,
            )
        )
    return rows


def _near(row: Captured, language: Language) -> str:
    if row.near_km is None:
        return say("metadata.message.not_near", language)
    side = say(f"metadata.compass.{row.near_direction}", language)
    km = _figure(row.near_km, language)
    return say("metadata.message.near", language, km=km, side=side, name=row.near)


def _figure(value: float, language: Language) -> str:
    """Return a number with one decimal below ten, as the language writes it."""
    text = f"{value:.1f}" if value < 10 else f"{value:.0f}"
    return text.replace(".", ",") if language == "id" else text


def _timeline(chosen: Chosen) -> list[tuple[Any, ...]]:
    """Return the rows with their times in the office's zone, which people think in."""
    offset = chosen.found.folder.case.offset
    return [
        (_local(e.start, offset), _local(e.end, offset), e.kind, e.exhibit, e.source, e.stated,
         e.reliability)
        for e in chosen.timeline()
    ]  # fmt: skip


def _local(instant: str, offset: timedelta) -> str:
    from datetime import datetime

    from workbench.checks.shown import local

    return local(datetime.fromisoformat(instant), offset)
