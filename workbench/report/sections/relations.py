"""What ties exhibits to each other, as a drawing: copies, parts, one device, one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from workbench.duplicates.relations.families import Family, families
from workbench.report.context import Context
from workbench.report.figures.relations import Relation, Tie, relation_svg, rows_of, undrawn
from workbench.report.language import parse_instant
from workbench.report.model import Figure
from workbench.report.sections.pairs import alike
from workbench.text.visible import visible

# Two recordings this close in time are worth looking at together.
_MOMENT = timedelta(minutes=2)
_TIES: tuple[Tie, ...] = ("copy", "part", "scene", "shared", "device", "moment")
_OF_KIND: dict[str, Tie] = {"part": "part", "scene": "scene", "shared": "shared"}


def ties(context: Context) -> tuple[Figure, ...]:
    """Return the drawing of all ties; nothing when there are none."""
    ids = [visible(row["id"]) for row in context.exhibits]
    kin = families(alike(context))
    found = [r for r in _relations(context, kin) if r.a in ids and r.b in ids and r.a != r.b]
    if not found:
        return ()
    rows = rows_of(_in_order(context, kin, found))
    alt = context.counted("ties.alt", len(set(found)))
    caption = context.text("ties.caption")
    if left := undrawn(rows, found):
        caption = f"{caption} {context.counted('ties.undrawn', left)}"
    svg = relation_svg(
        rows,
        found,
        {tie: context.text(f"ties.{tie}") for tie in _TIES},
        title=context.text("ties.title"),
        description=alt,
    )
    return (Figure(svg, caption, alt),)


def _in_order(
    context: Context, kin: Iterable[Family], found: Iterable[Relation]
) -> list[list[str]]:
    """Return the exhibits that anything ties, family by family; each stands once."""
    tied = {name for relation in found for name in (relation.a, relation.b)}
    placed: set[str] = set()
    order: list[list[str]] = []
    loose = [[path] for path in context.id_of]
    for paths in (*([step.path for step in family.steps] for family in kin), *loose):
        names = [visible(context.id_of.get(path, path)) for path in paths]
        order.append([name for name in names if name in tied - placed])
        placed.update(names)
    return [
        *order[: len(order) - len(loose)],
        [name for one in order[-len(loose) :] for name in one],
    ]


def _relations(context: Context, kin: Iterable[Family]) -> Iterator[Relation]:
    # Each exhibit against the one that it hangs on: every pair would only blacken the page.
    for pair in (pair for family in kin for pair in family.pairs()):
        tie = _OF_KIND.get(pair.kind, "copy")
        a, b = sorted(visible(context.id_of.get(path, "")) for path in (pair.a, pair.b))
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
        yield from (Relation(a, b, "device") for a, b in pairwise(sorted(members)))
    for (first, a), (second, b) in pairwise(sorted(dated)):
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
