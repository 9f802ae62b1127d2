"""One part of the kajian: its label, the reviewer's words, or plainly that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.report.context import Context, paragraphs
from workbench.report.marked_crop import Crop
from workbench.report.model import Answer, Figure, Row, Table


def part(
    context: Context,
    name: str,
    *,
    text: Any = "",
    rows: Sequence[Row] = (),
    figures: tuple[Figure, ...] = (),
    tables: Sequence[Table] = (),
    crops: tuple[Crop, ...] = (),
) -> Answer:
    """Return the part `name`; rows without a value and tables without rows are left out."""
    return Answer(
        context.text(f"kajian.part.{name}"),
        paragraphs(text),
        tuple(one for one in rows if one.value),
        figures,
        tuple(table for table in tables if table.rows),
        _nothing(context),
        crops,
    )


def captioned(context: Context, name: str, columns: str, rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a table with the caption `name`; `columns` are names with blanks between them."""
    return Table(
        context.text(f"kajian.caption.{name}"),
        tuple(context.text(f"kajian.column.{column}") for column in columns.split()),
        tuple(rows),
    )


def card(context: Context, caption: str, rows: Sequence[Row]) -> Table:
    """Return names and values under a caption: what was answered about one thing."""
    columns = tuple(context.text(f"kajian.column.{name}") for name in ("matter", "answer"))
    return Table(caption, columns, tuple((row.name, row.value) for row in rows))


def _nothing(context: Context) -> str:
    """Return why a part is empty: nobody has filled it in, or this copy leaves it out."""
    left_out = context.original is not None and not context.study.get("kajian")
    return context.text("copy.left_out" if left_out else "kajian.empty")
