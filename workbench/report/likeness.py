"""Groups of like exhibits: the pictures side by side, the distance in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.report.context import Context
from workbench.report.language import number
from workbench.report.parts import LikeGroup, Likeness, Member, Table
from workbench.report.visible import visible
from workbench.text import has

_SIDE = 360


def likeness(context: Context) -> Likeness:
    """Return every group of the study with its members and what was measured between them."""
    found = context.study.get("duplicates") or {}
    pairs = list(found.get("pairs") or [])
    groups = [
        _group(context, index, group, pairs)
        for index, group in enumerate(found.get("groups") or [], start=1)
    ]
    return Likeness(
        "likeness",
        context.text("likeness.title"),
        (context.text("likeness.intro"),) if groups else (),
        tuple(groups),
        context.text("likeness.empty"),
        context.text("likeness.limits"),
    )


def distance(context: Context, pair: Mapping[str, Any]) -> str:
    """Return how far two exhibits are apart, as words: ``mirip, jarak 4 dari 256``."""
    method = str(pair.get("method"))
    fields = {
        "distance": number(int(pair.get("distance") or 0), context.language),
        "score": number(round(float(pair.get("score") or 0), 2), context.language),
        "method": visible(method),
    }
    known = has(f"report.method.{method}")
    words = context.text(f"method.{method}" if known else "method.other", **fields)
    steps = filter(None, str(pair.get("transform") or "").split("+"))
    return "; ".join([words, *(context.named("transform", step) for step in steps)])


def _group(
    context: Context, index: int, group: Mapping[str, Any], pairs: list[Mapping[str, Any]]
) -> LikeGroup:
    paths = list(group["members"])
    inside = [p for p in pairs if p["a"] in paths and p["b"] in paths]
    kind = str(group["kind"])
    ids = [_id(context, path) for path in paths]
    return LikeGroup(
        anchor=f"group-{index}",
        title=context.text("likeness.group", number=str(index), members=", ".join(ids)),
        kind=kind,
        meaning=context.named("like", kind),
        members=tuple(_member(context, path) for path in paths),
        pairs=Table(
            context.text("likeness.pairs"),
            (context.text("likeness.column.pair"), context.text("likeness.column.distance")),
            tuple(
                (f"{_id(context, p['a'])} – {_id(context, p['b'])}", distance(context, p))
                for p in inside
            ),
            context.text("likeness.no_pairs"),
        ),
    )


def _member(context: Context, path: str) -> Member:
    exhibit = next((row for row in context.exhibits if row["path"] == path), {})
    alt = context.text("likeness.alt", id=_id(context, path))
    return Member(
        _id(context, path),
        visible(path),
        context.picture(path, alt, longest=_SIDE),
        context.no_picture(exhibit),
    )


def _id(context: Context, path: str) -> str:
    return visible(context.id_of.get(path, path))
