"""Groups of like exhibits: the pictures side by side, the distance in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.duplicates.pair import Pair, Scene
from workbench.duplicates.wording import distance_text, original_text, transform_text
from workbench.report.context import Context
from workbench.report.language import number
from workbench.report.parts import LikeGroup, Likeness, Member, Table
from workbench.report.ties import ties
from workbench.text import has, say
from workbench.text.visible import visible

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
        (*_scenes(context, found), context.text("likeness.intro")) if groups else (),
        ties(context),
        tuple(groups),
        context.text("likeness.empty"),
        context.text("likeness.limits"),
    )


def _scenes(context: Context, found: Mapping[str, Any]) -> list[str]:
    """Return how many distinct scenes the pictures show, and what lies nearest the original."""
    scenes = [
        Scene(scene["original"], tuple(scene["reasons"]), tuple(scene["members"]))
        for scene in found.get("scenes") or ()
    ]
    if not scenes:
        return []
    counts = {
        "exhibits": number(len(context.exhibits), context.language),
        "pictures": number(len({path for s in scenes for path in s.members}), context.language),
        "scenes": number(len(scenes), context.language),
    }
    shared = (scene for scene in scenes if len(scene.members) > 1)
    return [
        say("duplicates.summary.scenes", context.language, **counts),
        *(
            original_text(replace(scene, original=_id(context, scene.original)), context.language)
            for scene in shared
        ),
    ]


def distance(context: Context, pair: Mapping[str, Any]) -> str:
    """Return how far two exhibits are apart, as words: ``mirip, jarak 4 dari 256``."""
    measured = Pair(**pair)
    if not has(f"duplicates.distance.{measured.method}"):
        shown = number(measured.distance, context.language)
        return context.text("likeness.other", method=visible(measured.method), distance=shown)
    words = distance_text(measured, context.language)
    changed = transform_text(measured, context.language)
    return f"{words}; {changed}" if changed else words


def _group(
    context: Context, index: int, group: Mapping[str, Any], pairs: list[Mapping[str, Any]]
) -> LikeGroup:
    order = {row["path"]: place for place, row in enumerate(context.exhibits)}
    paths = sorted(group["members"], key=lambda path: order.get(path, len(order)))
    inside = [p for p in pairs if p["a"] in paths and p["b"] in paths]
    inside.sort(key=lambda p: (paths.index(p["a"]), paths.index(p["b"])))
    kind = str(group["kind"])
    ids = [_id(context, path) for path in paths]
    return LikeGroup(
        anchor=f"group-{index}",
        title=context.text("likeness.group", number=str(index), members=", ".join(ids)),
        kind=kind,
        meaning=say(f"duplicates.explain.{kind}", context.language),
        members=tuple(
            member
            for member in (_member(context, path) for path in paths)
            if context.profile != "public" or member.picture is not None
        ),
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
