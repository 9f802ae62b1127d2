"""What a cell shows: static HTML with everything escaped, and the same as plain text.

No script and nothing to fetch, so that an executed notebook reads the same in ten
years. Text from a case folder is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from workbench.errors import WorkbenchError
from workbench.text import Language, has, say
from workbench.text.visible import visible

MOST_ROWS = 2000

_CELL = Markup('<td style="text-align:left">{}</td>')
_HEAD = Markup('<th scope="col" style="text-align:left">{}</th>')


@dataclass(frozen=True)
class Shown:
    """One cell's result.

    Attributes
    ----------
    html
        Escaped HTML.
    text
        The same for readers without HTML.
    table
        The pandas table underneath, or None.
    """

    html: Markup
    text: str
    table: pd.DataFrame | None = None

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return self.text


def section(step: str, language: Language, *parts: Shown) -> Shown:
    """Return the parts under the step's title and the sentence that explains it."""
    title = say(f"notebook.{step}.title", language)
    intro = say(f"notebook.{step}.intro", language)
    html = Markup("<section><h2>{}</h2><p>{}</p>{}</section>").format(
        title, intro, Markup().join(part.html for part in parts)
    )
    text = "\n".join([title, "=" * len(title), intro, "", *(part.text for part in parts)])
    table = next((part.table for part in parts if part.table is not None), None)
    return Shown(html, text, table)


def table(
    frame: pd.DataFrame,
    language: Language,
    columns: Iterable[str] | None = None,
    *,
    most: int = MOST_ROWS,
) -> Shown:
    """Return a table with its columns named in `language`.

    Parameters
    ----------
    frame
        One of :mod:`workbench.examination.tables`.
    columns
        Those to show, in order; all when None.
    most
        Rows to show; how many there are is said when there are more.
    """
    chosen = list(columns or frame.columns)
    if frame.empty:
        return line(say("notebook.nothing", language))
    names = [column_name(name, language) for name in chosen]
    records = frame.loc[:, chosen].head(most).itertuples(index=False)
    rows = [[words(name, value, language) for name, value in zip(chosen, record, strict=True)]
            for record in records]  # fmt: skip
    shown = grid(names, rows)
    if len(frame) <= most:
        return Shown(shown.html, shown.text, frame)
    rest = line(say("notebook.more_rows", language, shown=most, count=len(frame)))
    return Shown(shown.html + rest.html, f"{shown.text}\n{rest.text}", frame)


def pairs(rows: Iterable[tuple[str, Any]]) -> Shown:
    """Return names and values as a list of definitions."""
    known = [
        (visible(name, lines=True), visible(str(value), lines=True))
        for name, value in rows
        if value not in ("", None)
    ]
    html = Markup().join(
        Markup('<tr><th scope="row" style="text-align:left">{}</th>{}</tr>').format(
            name, _CELL.format(value)
        )
        for name, value in known
    )
    text = "\n".join(f"{name}: {value}" for name, value in known)
    return Shown(Markup('<table style="margin-left:0">{}</table>').format(html), text)


def line(text: str) -> Shown:
    """Return one sentence."""
    plain = visible(text, lines=True)
    return Shown(Markup("<p>{}</p>").format(plain), plain)


def listed(names: Iterable[str]) -> Shown:
    """Return names as a list."""
    plain = [visible(name, lines=True) for name in names]
    items = Markup().join(Markup("<li>{}</li>").format(name) for name in plain)
    return Shown(Markup("<ul>{}</ul>").format(items), "\n".join(plain))


def folded(title: str, body: Shown) -> Shown:
    """Return a part that opens on a click, without script."""
    plain = visible(title, lines=True)
    html = Markup("<details><summary>{}</summary>{}</details>").format(plain, body.html)
    return Shown(html, f"{plain}\n{body.text}", body.table)


def problem(error: WorkbenchError, language: Language) -> Shown:
    """Return an error for people as a box instead of a traceback."""
    message = visible(error.message(language), lines=True)
    box = Markup(
        '<div role="alert" style="border-left:4px solid #b3261e;padding:.5em 1em">{}</div>'
    )
    lines = Markup("<br>").join(escape(part) for part in message.split("\n"))
    return Shown(box.format(lines), message)


def column_name(name: str, language: Language) -> str:
    """Return what a column is called in `language`."""
    return say(f"notebook.column.{name}", language)


def words(column: str, value: Any, language: Language) -> str:
    """Return a value as a person reads it: codes in words, lists joined, nothing hidden."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, list | tuple):
        return visible(", ".join(str(item) for item in value), lines=True)
    code = str(value).lower() if isinstance(value, bool) else str(value)
    keys = [f"notebook.value.{column}.{code}", f"evidence.{column}.{code}"]
    keys += [f"report.source.{code}"] if column == "source" else []
    for key in keys:
        if code.replace("_", "").isalnum() and has(key):
            return say(key, language)
    return visible(str(value), lines=True)


def joined(parts: Iterable[Shown]) -> Shown:
    """Return parts one below the other."""
    known = list(parts)
    html = Markup().join(part.html for part in known)
    return Shown(html, "\n".join(part.text for part in known))


def title(text: str) -> Shown:
    """Return the heading of a whole section."""
    plain = visible(text, lines=True)
    return Shown(Markup("<h2>{}</h2>").format(plain), plain)


def heading(text: str) -> Shown:
    """Return the heading of a part of a section."""
    plain = visible(text, lines=True)
    return Shown(Markup("<h3>{}</h3>").format(plain), plain)


def grid(names: list[str], rows: list[list[str]]) -> Shown:
    """Return rows of text below their columns' names."""
    head = Markup().join(_HEAD.format(name) for name in names)
    body = Markup().join(
        Markup("<tr>{}</tr>").format(Markup().join(_CELL.format(value) for value in row))
        for row in rows
    )
    html = Markup(
        '<div style="overflow-x:auto;overflow-wrap:break-word"><table style="margin-left:0">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, body)
    text = "\n".join("\t".join(row) for row in [names, *rows])
    return Shown(html, text)
