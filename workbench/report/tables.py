"""The study as tables for a spreadsheet: CSV and XLSX in which text stays text.

Every cell of the workbook is written as a string or a whole number, so that a
caption that begins with ``=`` is a caption, TPS ``007`` keeps its zeros and a
number of 16 digits its last ones. In CSV, where a spreadsheet guesses, a cell
that it would run is led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from workbench.case.register import Entry, entries
from workbench.evidence.exhibit import COLUMNS as EXHIBITS
from workbench.examination.tables import cell
from workbench.kajian.shapes import ElementAnswer
from workbench.law.marked import Marked
from workbench.report.context import Context
from workbench.report.render.docx_package import repacked
from workbench.report.sections.answered import cited
from workbench.report.sections.law import whole_law
from workbench.report.sections.law_text import words
from workbench.report.sections.observations import message, title
from workbench.report.sections.pairs import alike
from workbench.text.visible import visible

Rows = list[list[Any]]
# What was answered about an element: as the register has it, in its order.
_ANSWERED = entries(ElementAnswer, "kajian.analysis")

COLUMNS: dict[str, tuple[str, ...]] = {
    "exhibits": (*EXHIBITS, "label", "kind", "received_from", "received_at"),
    "captured": (
        "exhibit", "path", "at", "zone", "source", "make", "model", "software",
        "latitude", "longitude", "orientation",
        "precision_m", "near", "near_km", "near_direction", "zone_by_place",
    ),
    "facts": ("exhibit", "path", "source", "name", "value", "typed", "kind", "locator"),
    "timeline": ("start", "end", "kind", "exhibit", "source", "stated", "reliability"),
    "duplicate_pairs": ("a", "b", "kind", "method", "distance", "score", "transform"),
    "observations": ("code", "severity", "exhibits", "title", "message"),
    "elements": ("norm", "element", *(one.name for one in _ANSWERED)),
    "law": ("text", "mark", "basis", "basis_mark", "note"),
}  # fmt: skip
# A day that no clock gave: a workbook must not tell when it was written.
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def tables(context: Context) -> dict[str, Rows]:
    """Return the rows of every table by its name; columns are those of :data:`COLUMNS`."""
    return {
        "exhibits": [_exhibit(row) for row in context.exhibits],
        **{
            name: [[row.get(column) for column in COLUMNS[name]] for row in context.rows(name)]
            for name in ("captured", "facts", "timeline")
        },
        "duplicate_pairs": [
            [getattr(pair, column) for column in COLUMNS["duplicate_pairs"]]
            for pair in alike(context).pairs
        ],
        "observations": [
            [
                item.get("code"),
                item.get("severity"),
                ", ".join(item.get("exhibits") or ()),
                title(context, item),
                message(context, item),
            ]
            for item in context.rows("observations")
        ],
        "elements": list(_elements(context)),
        "law": [_law(context, one) for one in whole_law(context.study.get("kajian") or {})],
    }


def csv_files(found: Mapping[str, Rows]) -> dict[str, bytes]:
    """Return each table as CSV: UTF-8 with a byte order mark, as spreadsheets expect."""
    made = {}
    for name, rows in found.items():
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(COLUMNS[name])
        writer.writerows([cell(_plain(value)) for value in row] for row in rows)
        made[f"{name}.csv"] = buffer.getvalue().encode("utf-8-sig")
    return made


def workbook(found: Mapping[str, Rows], title: str = "", office: str = "") -> bytes:
    """Return all tables as one XLSX workbook without a formula or a link; always the same bytes.

    Parameters
    ----------
    title, office
        What the file says of itself: what it is, and whose.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title[:255], "author": office[:255], "created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, rows in found.items():
            _sheet(book.add_worksheet(name), COLUMNS[name], rows, head, text)
    return repacked(buffer.getvalue(), office)


def _sheet(sheet: Any, columns: Sequence[str], rows: Rows, head: Any, text: Any) -> None:
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column, head)
    for line, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            plain = _plain(value)
            if isinstance(plain, int | float) and not isinstance(plain, bool):
                sheet.write_number(line, number, plain)
            else:
                sheet.write_string(line, number, str(plain)[:32_767], text)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 22)


def _plain(value: Any) -> Any:
    """Return a cell's value: numbers as they are, everything else as text that can be seen."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return visible(value, lines=True)


def _exhibit(row: Mapping[str, Any]) -> list[Any]:
    claim = row.get("claim") or {}
    claimed = ("label", "kind", "received_from", "received_at")
    return [(claim if column in claimed else row).get(column) for column in COLUMNS["exhibits"]]


def _law(context: Context, one: Marked) -> list[Any]:
    language = context.language
    return [
        one.in_(language),
        one.mark,
        one.basis_in(language),
        one.basis.mark if one.basis else "",
        " ".join(one.notes_in(language)),
    ]


def _elements(context: Context) -> Any:
    for norm in (context.study.get("kajian") or {}).get("norms") or ():
        for element in norm.get("elements") or ():
            yield [
                norm.get("id"),
                words(context, element.get("text")),
                *(_answer(element, one) for one in _ANSWERED),
            ]


def _answer(given: Mapping[str, Any], entry: Entry) -> Any:
    """Return an answer as a cell: a code stays one, citations are one text."""
    value = given.get(entry.name)
    return cited(value) if entry.kind == "keyed" else value
