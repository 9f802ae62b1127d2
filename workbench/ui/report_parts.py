"""Parts of the report as a notebook shows them: the same words, in static HTML.

No script, nothing to fetch; every value is escaped here on its way in. Drawings stay with
the report: each says what a table beside it says, and a notebook brings no fonts along.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from markupsafe import Markup

from workbench.report.marked_crop import Crop
from workbench.report.model import Answer, Section, Table
from workbench.text.visible import visible
from workbench.ui import show
from workbench.ui.show import Shown

_CELL = Markup(
    '<td style="text-align:left;vertical-align:top;white-space:pre-line;'
    'overflow-wrap:break-word;max-width:34em">{}</td>'
)
_PICTURE = Markup(
    '<img alt="{}" style="max-width:100%;max-height:320px" src="data:image/jpeg;base64,{}">'
)
_HEAD = Markup('<th scope="col" style="text-align:left;vertical-align:bottom">{}</th>')
_TABLE = Markup(
    '<div style="overflow-x:auto;margin:0.8em 0"><table style="margin-left:0">'
    '<caption style="text-align:left;font-weight:600">{}</caption>'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
)


def answer(part: Answer) -> Shown:
    """Return one part of the kajian under its heading."""
    found = [show.heading(part.title), *map(show.line, part.paragraphs)]
    if part.rows:
        found.append(show.pairs((row.name, row.value) for row in part.rows))
    found += [table(one) for one in part.tables]
    for one in part.crops:
        found += [*_crop(one)]
    if not (part.paragraphs or part.rows or part.tables or part.crops):
        found.append(show.line(part.empty))
    return show.joined(found)


def _crop(part: Crop) -> Iterator[Shown]:
    """Yield a marked place: its picture or its words, and where it is."""
    yield show.line(part.title)
    if part.picture is not None:
        encoded = base64.b64encode(part.picture.data).decode()
        yield Shown(_PICTURE.format(part.picture.alt, encoded), part.picture.alt)
    yield from map(show.line, part.lines)
    if part.why:
        yield show.line(part.why)
    yield show.pairs((row.name, row.value) for row in part.rows)


def section(part: Section) -> Iterator[Shown]:
    """Yield a section of plain sentences and tables under its heading."""
    yield show.heading(part.title)
    yield from map(show.line, part.intro)
    yield from map(table, part.tables)
    yield from map(show.line, part.closing)


def table(part: Table) -> Shown:
    """Return a table below its caption, or the sentence that there is nothing in it."""
    if not part.rows:
        return show.line(f"{part.caption}: {part.empty}")
    caption, columns = visible(part.caption), [visible(one) for one in part.columns]
    rows = [[visible(cell, lines=True) for cell in row] for row in part.rows]
    head = Markup().join(_HEAD.format(name) for name in columns)
    body = Markup().join(
        Markup("<tr>{}</tr>").format(Markup().join(_CELL.format(cell) for cell in row))
        for row in rows
    )
    text = "\n".join("\t".join(row) for row in [columns, *rows])
    return Shown(_TABLE.format(caption, head, body), f"{caption}\n{text}")
