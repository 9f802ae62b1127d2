"""What ties exhibits to each other, as a drawing: copies, parts, one device, one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from workbench.report.context import Context
from workbench.report.language import parse_instant
from workbench.report.parts import Figure
from workbench.report.relation_figure import Relation, Tie, relation_svg
from workbench.text.visible import visible

# Two recordings this close in time are worth looking at together.
_MOMENT = timedelta(minutes=2)
_TIES: tuple[Tie, ...] = ("copy", "part", "scene", "device", "moment")
_OF_KIND: dict[str, Tie] = {"part": "part", "scene": "scene"}


def ties(context: Context) -> tuple[Figure, ...]:
    """Return the drawing of all ties; nothing when there are none."""
    ids = [visible(row["id"]) for row in context.exhibits]
    found = [r for r in _relations(context) if r.a in ids and r.b in ids and r.a != r.b]
    if not found:
        return ()
    alt = context.counted("ties.alt", len(set(found)))
    svg = relation_svg(
        ids,
        found,
        {tie: context.text(f"ties.{tie}") for tie in _TIES},
        title=context.text("ties.title"),
        description=alt,
    )
    return (Figure(svg, context.text("ties.caption"), alt),)


def _relations(context: Context) -> Iterator[Relation]:
    likes = context.study.get("duplicates") or {}
    for pair in likes.get("pairs") or ():
        tie = _OF_KIND.get(pair["kind"], "copy")
        a, b = sorted(visible(context.id_of.get(pair[end], "")) for end in ("a", "b"))
        yield Relation(a, b, tie)
    devices: dict[str, list[str]] = {}
    dated: list[tuple[datetime, str]] = []
    for row in context.rows("captured"):
        device = f"{row.get('make') or ''} {row.get('model') or ''}".strip()
        if device:
            devices.setdefault(device, []).append(visible(row["exhibit"]))
        moment = _instant(row)
        if moment is not None:
            dated.append((moment, visible(row["exhibit"])))
    for members in devices.values():
        # A chain is enough to see a family; every pair would only blacken the page.
        yield from (Relation(a, b, "device") for a, b in pairwise(sorted(members)))
    for (first, a), (second, b) in combinations(sorted(dated), 2):
        if second - first <= _MOMENT:
            one, other = sorted((a, b))
            yield Relation(one, other, "moment")


def _instant(row: Mapping[str, Any]) -> datetime | None:
    """Return when a recording was made, where its file says so with a zone."""
    at = str(row.get("at") or "")
    if not row.get("zone") or "T" not in at:
        return None
    try:
        return parse_instant(at)
    except ValueError:
        return None
