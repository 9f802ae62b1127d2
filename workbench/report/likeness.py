"""Groups of like exhibits: the pictures side by side, the distance in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.duplicates.enclosed import key
from workbench.duplicates.pair import Link, Outdated, Pair, Scene
from workbench.duplicates.wording import (
    decision_text,
    distance_text,
    place_text,
    scene_lines,
    transform_text,
    way_text,
)
from workbench.report.context import Context
from workbench.report.duplicate_figures import Panel, aligned
from workbench.report.language import number
from workbench.report.parts import (
    Comparison,
    Drawn,
    LikeGroup,
    Likeness,
    Member,
    Picture,
    Table,
)
from workbench.report.ties import ties
from workbench.text import has, say
from workbench.text.visible import visible

# Longest side of a picture on a group's sheet, by how many stand in a row.
_SIDES = {3: 360, 6: 180}
_MANY = 9
# Pairs of one group that are laid onto each other; the table below has them all.
_MOST_COMPARED = 6


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
        _answers(context, pairs, found.get("outdated") or ()),
        context.text("likeness.limits"),
    )


def _scenes(context: Context, found: Mapping[str, Any]) -> list[str]:
    """Return how many distinct scenes the pictures show, what lies nearest, and the chains."""
    scenes = [
        Scene(
            scene["original"],
            tuple(scene["reasons"]),
            tuple(scene["members"]),
            tuple(Link(**link) for link in scene.get("links") or ()),
            tuple(scene.get("shots") or ()),
        )
        for scene in found.get("scenes") or ()
    ]
    names = {path: _id(context, path) for scene in scenes for path in scene.members}
    return scene_lines(scenes, len(context.exhibits), names, _ways(context), context.language)


def _ways(context: Context) -> dict[str, str]:
    """Return what each file says of how it was made, by path."""
    captured = context.rows("captured")
    cameras = {row["path"] for row in captured if row.get("make") or row.get("model")}
    tools = {
        row["path"]: visible(row["value"])
        for row in context.rows("facts")
        if (row.get("source"), row.get("name")) == ("filename", "Tool")
    }
    return {
        path: way_text(tools.get(path, ""), context.language, has_camera=path in cameras)
        for path in cameras | tools.keys()
    }


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
    columns = 3 if len(paths) <= _MANY else 6
    comparisons, left = _comparisons(context, [p for p in inside if p["kind"] == kind])
    return LikeGroup(
        anchor=f"group-{index}",
        title=context.text("likeness.group", number=str(index), members=", ".join(ids)),
        kind=kind,
        meaning=say(f"duplicates.explain.{kind}", context.language),
        columns=columns,
        members=tuple(
            member
            for member in (_member(context, path, _SIDES[columns]) for path in paths)
            if context.profile != "public" or member.picture is not None
        ),
        comparisons_title=context.text("likeness.compared.title") if comparisons else "",
        comparisons_intro=context.text("likeness.compared.intro") if comparisons else "",
        comparisons=comparisons,
        more=context.counted("likeness.compared.more", left) if left else "",
        pairs=Table(
            context.text("likeness.pairs"),
            (context.text("likeness.column.pair"), context.text("likeness.column.distance")),
            tuple((_names(context, p), _measured(context, p)) for p in inside),
            context.text("likeness.no_pairs"),
        ),
    )


def _answers(
    context: Context, pairs: list[Mapping[str, Any]], outdated: Sequence[Mapping[str, Any]]
) -> Table | None:
    """Return what the reviewer said of pairs, with the reasons; None when nothing is alike.

    A rejected pair holds no group together, and would be missing without this table; an
    answer on a file that has changed since counts for nothing, and says so.
    """
    if not pairs and not outdated:
        return None
    current = (_answer(context, pair) for pair in pairs if pair.get("decision"))
    old = (_old_answer(context, Outdated(**answer)) for answer in outdated)
    return Table(
        context.text("likeness.answers.title"),
        tuple(context.text(f"likeness.answers.{name}") for name in ("pair", "answer", "reason")),
        (*current, *old),
        context.text("likeness.answers.empty"),
    )


def _answer(context: Context, pair: Mapping[str, Any]) -> tuple[str, str, str]:
    why_not = "word.not_stated" if context.original is None else "copy.left_out"
    reason = visible(pair.get("reason"), lines=True) or context.text(why_not)
    return _names(context, pair), decision_text(Pair(**pair), context.language), reason


def _old_answer(context: Context, answer: Outdated) -> tuple[str, str, str]:
    called = visible(answer.exhibits) or f"{answer.a[:8]}…, {answer.b[:8]}…"
    said = say(f"duplicates.decision.{answer.decision}", context.language)
    why = context.text("likeness.answers.outdated")
    return called, f"{said} ({why})", visible(answer.reason, lines=True)


def _comparisons(
    context: Context, pairs: list[Mapping[str, Any]]
) -> tuple[tuple[Comparison, ...], int]:
    """Return pairs laid onto each other, and how many more there would be.

    Pairs with the exhibit nearest to the original come first, the rejected ones last.
    """
    found = context.study.get("duplicates") or {}
    originals = {scene["original"] for scene in found.get("scenes") or ()}
    ranked = sorted(
        pairs,
        key=lambda p: (p.get("decision") == "different", not originals & {p["a"], p["b"]}),
    )
    made: list[Comparison] = []
    left = 0
    for row in ranked:
        pair = Pair(**row)
        if len(made) == _MOST_COMPARED:
            wanted = {key(pair.a, pair.place_a), key(pair.b, pair.place_b)}
            left += bool(pair.mapping) and wanted <= context.previews.keys() | context.frames.keys()
        elif (drawn := _compared(context, pair)) is not None:
            made.append(drawn)
    return tuple(made), left


def _compared(context: Context, pair: Pair) -> Comparison | None:
    drawings = aligned(pair, {**context.previews, **context.frames})
    if drawings is None:
        return None
    fields = {
        "a": _called(context, pair.a, pair.place_a),
        "b": _called(context, pair.b, pair.place_b),
    }
    panels: tuple[tuple[str, Panel, str], ...] = (
        ("whole_a", drawings.first, fields["a"]),
        ("whole_b", drawings.second, fields["b"]),
        ("laid", drawings.laid, context.text("likeness.compared.laid", **fields)),
        ("both", drawings.both, context.text("likeness.compared.both")),
    )
    return Comparison(
        f"{_names(context, vars(pair))}: {_measured(context, vars(pair))}",
        tuple(
            Drawn(
                Picture(
                    panel.data,
                    panel.width,
                    panel.height,
                    context.text(f"likeness.compared.alt.{name}", **fields),
                ),
                caption,
            )
            for name, panel, caption in panels
        ),
    )


def _called(context: Context, path: str, place: str) -> str:
    """Return an exhibit's id, and where in it the picture lies."""
    where = visible(place_text(place, context.language))
    return f"{_id(context, path)}, {where}" if where else _id(context, path)


def _measured(context: Context, pair: Mapping[str, Any]) -> str:
    """Return the distance in words, and what the reviewer said of it."""
    answer = decision_text(Pair(**pair), context.language)
    return f"{distance(context, pair)}; {answer}" if answer else distance(context, pair)


def _names(context: Context, pair: Mapping[str, Any]) -> str:
    return f"{_id(context, pair['a'])} – {_id(context, pair['b'])}"


def _member(context: Context, path: str, side: int) -> Member:
    exhibit = next((row for row in context.exhibits if row["path"] == path), {})
    alt = context.text("likeness.alt", id=_id(context, path))
    return Member(
        _id(context, path),
        visible(path),
        context.picture(path, alt, longest=side),
        context.no_picture(exhibit),
    )


def _id(context: Context, path: str) -> str:
    return visible(context.id_of.get(path, path))
