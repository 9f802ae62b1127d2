"""Analysis of the elements, and what is concluded and recommended from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.case.register import entries
from workbench.kajian.shapes import Conclusion, ElementAnswer
from workbench.report.context import Context
from workbench.report.figures.matrix import PER_CELL, PER_LINE, Judged, NormRows, matrix_svg
from workbench.report.model import Answer, Figure, Table
from workbench.report.sections import answered
from workbench.report.sections.answer_part import captioned, part
from workbench.report.sections.answered import choice
from workbench.report.sections.ended import ended
from workbench.report.sections.law_text import words
from workbench.text.visible import visible

Json = Mapping[str, Any]


def analysis(context: Context, given: Json) -> Answer:
    """Return the element matrix: drawn, one table for each norm, and where guidance differs."""
    norms = [norm for norm in given.get("norms") or () if norm.get("elements")]
    found = [
        conflict
        for norm in norms
        for element in norm.get("elements") or ()
        for conflict in element.get("conflicts") or ()
    ]
    readings = readings_table(context, found)
    return part(
        context,
        "analysis",
        figures=(_matrix_figure(context, norms),) if norms else (),
        tables=(*(matrix(context, norm) for norm in norms), readings),
    )


def readings_table(context: Context, conflicts: Sequence[Json]) -> Table:
    """Return where official guidance differs, each reading on its own row: none is chosen."""
    seen = {str(conflict.get("id")): conflict for conflict in reversed(conflicts)}
    rows = _readings(context, list(reversed(seen.values())))
    return captioned(context, "readings", "issue reading source considered", rows)


def _readings(context: Context, conflicts: Sequence[Json]) -> list[tuple[str, ...]]:
    return [
        (
            words(context, conflict.get("issue")),
            words(context, reading.get("text")),
            visible(reading.get("source")),
            (visible(conflict.get("considered"), lines=True) or context.text("kajian.empty"))
            if index == 0
            else "",
        )
        for conflict in conflicts
        for index, reading in enumerate(conflict.get("readings") or ())
    ]


def _matrix_figure(context: Context, norms: Sequence[Json]) -> Figure:
    rows = [
        NormRows(
            _norm_line(context, norm),
            tuple(
                Judged(
                    words(context, element.get("text"), most=PER_CELL),
                    str(element.get("status") or ""),
                    choice(context, "judgement", element.get("status")),
                    context.counted(
                        "matrix.sources",
                        int((element.get("corroboration") or {}).get("sources") or 0),
                    ),
                )
                for element in norm.get("elements") or ()
            ),
        )
        for norm in norms
    ]
    alt = context.counted("matrix.alt", sum(len(norm.elements) for norm in rows))
    svg = matrix_svg(rows, title=context.text("matrix.title"), description=alt)
    return Figure(svg, context.text("matrix.caption"), alt)


def _norm_line(context: Context, norm: Json) -> str:
    code = visible(norm.get("id"))
    return f"{code}: {words(context, norm.get('title'), most=PER_LINE - len(code) - 2)}"


def matrix(context: Context, norm: Json) -> Table:
    """Return one norm's elements with what speaks for and against each.

    An element that is otherwise for one person has a row of its own for that person.
    """
    items: list[tuple[tuple[str, ...], Json]] = []
    for one in norm.get("elements") or ():
        text = words(context, one.get("text"))
        items.append(((text,), one))
        for person, own in (one.get("persons") or {}).items():
            items.append(((f"{text} ({visible(person)})",), own))
    return answered.table(
        context,
        f"{visible(norm.get('id'))}: {words(context, norm.get('title'))}",
        ElementAnswer,
        "kajian.analysis",
        items,
        lead=(context.text("kajian.column.element"),),
    )


def conclusion(context: Context, given: Json) -> Answer:
    """Return what was concluded about each norm and person."""
    caption = context.text("kajian.caption.conclusions")
    table = _ends(context, given, caption, "kajian.conclusion")
    return part(context, "conclusion", tables=(table,))


def recommendation(context: Context, given: Json) -> Answer:
    """Return the recommendation, and where each norm's conclusion goes."""
    caption = context.text("kajian.caption.dispositions")
    table = _ends(context, given, caption, "kajian.recommendation")
    return part(context, "recommendation", text=given.get("recommendation"), tables=(table,))


def _ends(context: Context, given: Json, caption: str, section: str) -> Table:
    """Return one row for each norm and group of people that end alike."""
    lead = (context.text("kajian.column.title"), context.text("kajian.column.persons"))
    items = [
        ((_norm_name(context, one), ", ".join(visible(key) for key in one["for"])), one)
        for one in ended(given)
        if _says(one, section)
    ]
    return answered.table(context, caption, Conclusion, section, items, lead=lead)


def _says(given: Json, section: str) -> bool:
    """Whether anything that this part tells of a conclusion is filled in."""
    return any(given.get(entry.name) for entry in entries(Conclusion, section))


def _norm_name(context: Context, given: Json) -> str:
    return words(context, given.get("title")) or visible(given.get("norm"))
