"""Groups of like exhibits: the pictures side by side, the distance in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.duplicates.compare.enclosed import key
from workbench.duplicates.pair import Duplicates, Group, Outdated, Pair
from workbench.duplicates.relations.families import families
from workbench.duplicates.relations.wording import (
    LEGEND,
    decision_text,
    distance_text,
    family_columns,
    family_rows,
    family_text,
    place_text,
    scenes_text,
    transform_text,
    way_text,
)
from workbench.report.context import Context
from workbench.report.figures.duplicates import Panel, aligned
from workbench.report.language import number
from workbench.report.model import (
    Comparison,
    Drawn,
    LikeFamily,
    LikeGroup,
    Likeness,
    Member,
    Picture,
    Table,
)
from workbench.report.sections.pairs import alike
from workbench.report.sections.relations import ties
from workbench.text import has, say
from workbench.text.visible import visible

# Longest side of a picture on a group's sheet, by how many stand in a row.
_SIDES = {3: 360, 6: 180}
_MANY = 9
# Pairs of one group that are laid onto each other; the table below has them all.
_MOST_COMPARED = 6
# With very many exhibits: one pair in each of so many groups, the first ones.
_GROUPS_COMPARED = 12


def likeness(context: Context) -> Likeness:
    """Return every group of the study with its members and what was measured between them."""
    found = alike(context)
    shared = _Shared(
        found.pairs,
        frozenset(pair for family in families(found) for pair in family.pairs()),
        frozenset(scene.original for scene in found.scenes if scene.reasons),
    )
    groups = [_group(context, shared, index, group) for index, group in enumerate(found.groups, 1)]
    legend = tuple(say(f"duplicates.{key}", context.language) for key in LEGEND)
    counted = scenes_text(found.scenes, len(context.exhibits), context.language)
    return Likeness(
        "likeness",
        context.text("likeness.title"),
        (*([counted] if found.scenes else []), context.text("likeness.intro")) if groups else (),
        ties(context),
        _families(context, found),
        legend if groups else (),
        tuple(groups),
        context.text("likeness.empty"),
        _answers(context, found),
        context.text("likeness.limits"),
        _annex(context, shared, found) if context.has_many else None,
    )


@dataclass(frozen=True)
class _Shared:
    """What all groups share: pairs, the most telling first, and what leads among them."""

    pairs: tuple[Pair, ...]
    leading: frozenset[Pair]
    originals: frozenset[str]


def _families(context: Context, found: Duplicates) -> tuple[LikeFamily, ...]:
    """Return which exhibit is nearest to each original, and the way down to each copy."""
    names = {row["path"]: _id(context, row["path"]) for row in context.exhibits}
    ways = _ways(context)
    columns = family_columns(context.language)
    return tuple(
        LikeFamily(
            family_text(family, names, context.language),
            Table(
                say("duplicates.family.caption", context.language, number=number),
                columns,
                tuple(family_rows(family, names, ways, context.language)),
            ),
        )
        for number, family in enumerate(families(found), 1)
    )


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


def distance(context: Context, pair: Pair) -> str:
    """Return how far two exhibits are apart, as words: ``mirip, jarak 4 dari 256``."""
    if not has(f"duplicates.distance.{pair.method}"):
        shown = number(pair.distance, context.language)
        return context.text("likeness.other", method=visible(pair.method), distance=shown)
    words = distance_text(pair, context.language)
    changed = transform_text(pair, context.language)
    return f"{words}; {changed}" if changed else words


def _group(context: Context, shared: _Shared, index: int, group: Group) -> LikeGroup:
    paths = _in_order(context, shared, group)
    inside = _within(shared, group)
    told = _told(shared, group, inside)
    columns = 3 if len(paths) <= _MANY else 6
    comparisons, left = _comparisons(context, told, _most_compared(context, index))
    rest = len(inside) - len(told)
    # Of very many exhibits each is shown once, on its own card.
    shown = [] if context.has_many else paths
    members = [_member(context, shared, path, _SIDES[columns], inside) for path in shown]
    return LikeGroup(
        anchor=f"group-{index}",
        title=context.text(
            "likeness.group",
            number=str(index),
            members=", ".join(_id(context, path) for path in paths),
        ),
        kind=group.kind,
        meaning=say(f"duplicates.explain.{group.kind}", context.language),
        columns=columns,
        members=tuple(one for one in members if context.profile != "public" or one.picture),
        comparisons_title=context.text("likeness.compared.title") if comparisons else "",
        comparisons_intro=context.text("likeness.compared.intro") if comparisons else "",
        comparisons=comparisons,
        more=context.counted("likeness.compared.more", left) if left else "",
        pairs=_pairs(context, told),
        rest=context.counted("likeness.rest", rest) if rest else "",
    )


def _most_compared(context: Context, index: int) -> int:
    """Return how many pairs of a group are laid onto each other."""
    if not context.has_many:
        return _MOST_COMPARED
    return 1 if index <= _GROUPS_COMPARED else 0


def _pairs(context: Context, told: Sequence[Pair]) -> Table:
    """Return the pairs of a group; of very many exhibits they stand in the annex."""
    shown = () if context.has_many else told
    return Table(
        context.text("likeness.pairs"),
        (context.text("likeness.column.pair"), context.text("likeness.column.distance")),
        tuple((_names(context, pair), _measured(context, pair)) for pair in shown),
        context.text("likeness.in_annex" if context.has_many else "likeness.no_pairs"),
    )


def _annex(context: Context, shared: _Shared, found: Duplicates) -> Table:
    """Return the pairs that hold the groups together, of all groups in one table."""
    columns = ("group", "pair", "distance")
    return Table(
        context.text("likeness.annex"),
        tuple(context.text(f"likeness.column.{name}") for name in columns),
        tuple(
            (str(index), _names(context, pair), _measured(context, pair))
            for index, group in enumerate(found.groups, 1)
            for pair in _told(shared, group, _within(shared, group))
        ),
        context.text("likeness.no_pairs"),
    )


def _within(shared: _Shared, group: Group) -> list[Pair]:
    members = set(group.members)
    return [pair for pair in shared.pairs if {pair.a, pair.b} <= members]


def _in_order(context: Context, shared: _Shared, group: Group) -> list[str]:
    """Return a group's members: originals first, each part in the order of the exhibits."""
    order = {row["path"]: place for place, row in enumerate(context.exhibits)}
    return sorted(
        group.members, key=lambda path: (path not in shared.originals, order.get(path, len(order)))
    )


def _told(shared: _Shared, group: Group, inside: list[Pair]) -> list[Pair]:
    """Return the pairs that hold a group together, and those that the reviewer answered.

    Where stronger pairs hold it together, its own strongest ones.
    """
    own = [pair for pair in inside if pair.kind == group.kind]
    told = [pair for pair in own if pair in shared.leading] or own[: len(group.members) - 1]
    return told + [pair for pair in own if pair.decision and pair not in told]


def _answers(context: Context, found: Duplicates) -> Table | None:
    """Return what the reviewer said of pairs, with the reasons; None when nothing is alike.

    A rejected pair holds no group together, and would be missing without this table; an
    answer on a file that has changed since counts for nothing, and says so.
    """
    if not found.pairs and not found.outdated:
        return None
    current = (_answer(context, pair) for pair in found.pairs if pair.decision)
    old = (_old_answer(context, answer) for answer in found.outdated)
    return Table(
        context.text("likeness.answers.title"),
        tuple(context.text(f"likeness.answers.{name}") for name in ("pair", "answer", "reason")),
        (*current, *old),
        context.text("likeness.answers.empty"),
    )


def _answer(context: Context, pair: Pair) -> tuple[str, str, str]:
    why_not = "word.not_stated" if context.original is None else "copy.left_out"
    reason = visible(pair.reason, lines=True) or context.text(why_not)
    return _names(context, pair), decision_text(pair, context.language), reason


def _old_answer(context: Context, answer: Outdated) -> tuple[str, str, str]:
    called = visible(answer.exhibits) or f"{answer.a[:8]}…, {answer.b[:8]}…"
    said = say(f"duplicates.decision.{answer.decision}", context.language)
    why = context.text("likeness.answers.outdated")
    return called, f"{said} ({why})", visible(answer.reason, lines=True)


def _comparisons(
    context: Context, pairs: list[Pair], most: int
) -> tuple[tuple[Comparison, ...], int]:
    """Return the first pairs laid onto each other, and how many more there would be."""
    made: list[Comparison] = []
    left = 0
    for pair in pairs:
        if len(made) == most:
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
    laid = "changed" if drawings.changed else "laid"
    panels: tuple[tuple[str, Panel, str], ...] = (
        ("whole_a", drawings.first, fields["a"]),
        ("whole_b", drawings.second, fields["b"]),
        ("laid", drawings.laid, context.text(f"likeness.compared.{laid}", **fields)),
        ("both", drawings.both, context.text("likeness.compared.both")),
    )
    return Comparison(
        f"{_names(context, pair)}: {_measured(context, pair)}",
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


def _measured(context: Context, pair: Pair) -> str:
    """Return the distance in words, and what the reviewer said of it."""
    answer = decision_text(pair, context.language)
    return f"{distance(context, pair)}; {answer}" if answer else distance(context, pair)


def _names(context: Context, pair: Pair) -> str:
    return f"{_id(context, pair.a)} – {_id(context, pair.b)}"


def _member(
    context: Context, shared: _Shared, path: str, side: int, pairs: Sequence[Pair]
) -> Member:
    """Return an exhibit for the contact sheet: of a video or a letter, the picture inside it."""
    exhibit = next((row for row in context.exhibits if row["path"] == path), {})
    place = "" if path in context.previews else _place(context, path, pairs)
    called = _called(context, path, place)
    if path in shared.originals:
        called = f"{called} ({say('duplicates.family.nearest', context.language)})"
    alt = context.text("likeness.alt", id=_called(context, path, place))
    return Member(
        called,
        visible(path),
        context.picture(key(path, place), alt, longest=side),
        context.no_picture(exhibit),
    )


def _place(context: Context, path: str, pairs: Sequence[Pair]) -> str:
    """Return where in a file the picture lies that a group is about; empty when there is none."""
    places = (pair.place_a if pair.a == path else pair.place_b for pair in pairs
              if path in (pair.a, pair.b))  # fmt: skip
    return next((place for place in places if key(path, place) in context.frames), "")


def _id(context: Context, path: str) -> str:
    return visible(context.id_of.get(path, path))
