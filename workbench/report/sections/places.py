"""Where exhibits say they were made, beside the places that people name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.metadata.places.earth import kilometres
from workbench.report.context import Context
from workbench.report.figures.places import Spot, place_svg
from workbench.report.language import number
from workbench.report.model import Figure, Section, Table
from workbench.report.sections.exhibits import place, position
from workbench.text.visible import visible


def places(context: Context) -> Section:
    """Return the plot and the distances; or that no exhibit names a position."""
    rows = [row for row in context.rows("captured") if row.get("latitude") is not None]
    named = _named(context)
    table = Table(
        context.text("places.caption"),
        tuple(
            context.text(f"places.column.{n}")
            for n in ("exhibit", "position", "near", "event", "nearest")
        ),
        tuple(_row(context, row, named) for row in rows),
        context.missing("captured") if context.original else context.text("places.empty"),
    )
    figures = (_figure(context, rows, named),) if rows else ()
    intro = (context.text("places.intro"),) if rows else ()
    return Section("places", context.text("places.title"), intro, (table,), figures)


def _named(context: Context) -> list[Spot]:
    """Return the places with a position: the event's first, then those of the claims."""
    found = [_spot(context.case.get("place") or {}, context.text("places.event"))]
    claims = (item.get("claim") or {} for item in context.exhibits)
    found += [_spot(claim.get("taken_place") or {}, "") for claim in claims]
    return list(dict.fromkeys(spot for spot in found if spot is not None))


def _spot(value: Mapping[str, Any], otherwise: str) -> Spot | None:
    if value.get("latitude") is None or value.get("longitude") is None:
        return None
    name = visible(value.get("name")) or place(value) or otherwise
    return Spot(name, value["latitude"], value["longitude"], named=True)


def _row(context: Context, row: Mapping[str, Any], named: list[Spot]) -> tuple[str, ...]:
    distances = [
        (kilometres(row["latitude"], row["longitude"], spot.latitude, spot.longitude), spot.label)
        for spot in named
    ]
    event = context.case.get("place") or {}
    has_event = event.get("latitude") is not None
    nearest = min(distances, default=None)
    return (
        visible(row["exhibit"]),
        position(context, row),
        near(context, row),
        length(context, distances[0][0]) if has_event else context.text("word.not_stated"),
        f"{nearest[1]}, {length(context, nearest[0])}" if nearest else "–",
    )


def near(context: Context, row: Mapping[str, Any]) -> str:
    """Return ``3,2 km di barat laut Tanjungraja, Sumatera Selatan``, or that none is near."""
    if not row.get("near") or row.get("near_km") is None:
        return context.text("places.not_near") if "near" in row else "–"
    side = context.text(f"compass.{row['near_direction']}")
    away = length(context, row["near_km"])
    return context.text("places.near", km=away, side=side, name=visible(row["near"]))


def length(context: Context, kilometre: float) -> str:
    """Return a distance as far as a position can tell it: to 10 m, to 100 m, to a kilometre."""
    if kilometre < 1:
        return f"{number(round(kilometre * 100) * 10, context.language)} m"
    digits = 1 if kilometre < 10 else 0
    return f"{number(round(kilometre, digits), context.language)} km"


def _own(context: Context, row: Mapping[str, Any], named: list[Spot]) -> Spot:
    """Return an exhibit's spot with its distance from the place of the event."""
    latitude, longitude = row["latitude"], row["longitude"]
    away = ""
    if (context.case.get("place") or {}).get("latitude") is not None:
        event = named[0]
        km = kilometres(latitude, longitude, event.latitude, event.longitude)
        away = length(context, km)
    return Spot(visible(row["exhibit"]), latitude, longitude, away=away)


def _figure(context: Context, rows: list[dict[str, Any]], named: list[Spot]) -> Figure:
    own = [_own(context, row, named) for row in rows]
    found = next((row for row in rows if row.get("near")), None)
    sentence = context.text("places.near_here", near=near(context, found)) if found else ""
    alt = context.counted("places.alt", len(rows))
    svg = place_svg(
        [*named, *own],
        context.language,
        title=context.text("places.title"),
        description=alt,
        near=sentence,
    )
    return Figure(svg, context.text("places.legend"), alt)
