"""Answers of the case's files as the register has them: each under its label, none left out.

A part of the report lays out some fields by hand, and the rest of the same shape through
:func:`rows`, :func:`table` or :func:`lines`, which take every field that the register
gives to that part: one that is added to a shape is told without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from workbench.case.register import Entry, entries
from workbench.report.context import Context, grouped
from workbench.report.model import Row, Table
from workbench.report.sections.law_text import words
from workbench.text import catalogue, has, say
from workbench.text.visible import visible

Json = Mapping[str, Any]
_DIGEST = re.compile(r"[0-9a-f]{64}")


def choice(context: Context, group: str, value: Any) -> str:
    """Return the kajian's own word for one of its choices, or that it is still open."""
    if value in (None, ""):
        return context.text("word.open")
    key = f"kajian.choice.{group}.{value}"
    return say(key, context.language) if has(key) else visible(value)


def cited(context: Context, value: Any) -> str:
    """Return citations with where in each: ``B-01 (menit 2), S-1``; a mark with what it shows."""
    places = value if isinstance(value, Mapping) else dict.fromkeys(value or (), "")
    given: Json = context.study.get("kajian") or {}
    marks = {str(one.get("id")): one for one in given.get("marks") or ()}
    shown = (
        " ".join(
            filter(None, (_named(context, marks, key), f"({visible(place)})" if place else ""))
        )
        for key, place in places.items()
    )
    return ", ".join(shown)


def _named(context: Context, marks: Mapping[str, Json], key: str) -> str:
    return mark_named(context, marks[key]) if key in marks else visible(key)


def mark_named(context: Context, given: Json) -> str:
    """Return a marked place as it is cited: ``L-1: B-07, halaman 3, "nama pada spanduk"``."""
    place = visible((given.get("place") or {}).get(context.language))
    label = visible(given.get("label"), lines=True).strip()
    parts = (visible(given.get("exhibit")), place, f"“{label}”" if label else "")
    return f"{visible(given.get('id'))}: {', '.join(filter(None, parts))}"


def label(context: Context, entry: Entry) -> str:
    """Return what a field is called: the form's own words, or those for who only reads them."""
    key = f"kajian.field.{entry.words}"
    return say(f"{key}.told" if has(f"{key}.told") else f"{key}.label", context.language)


def shown(context: Context, entry: Entry, given: Json) -> str:
    """Return a field's value in words; empty while nobody has filled it in."""
    value = given.get(entry.name)
    if f"{entry.name}_text" in given:
        return words(context, given[f"{entry.name}_text"]) or visible(value)
    if value is None or value == "":
        return ""
    if entry.kind == "choice":
        return choice(context, _group(entry.choices), value)
    if entry.kind == "yes_no":
        return say(f"kajian.choice.yes_no.{'ya' if value else 'tidak'}", context.language)
    if entry.kind == "moment":
        return context.when(str(value))
    if entry.kind == "keyed":
        return cited(context, value)
    if _DIGEST.fullmatch(str(value)):
        return " ".join(grouped(str(value)))
    if entry.kind == "names":
        return ", ".join(visible(one) for one in value)
    return visible(value, lines=True).strip()


def rows(
    context: Context,
    shape: type[BaseModel],
    section: str,
    given: Json,
    *,
    without: Collection[str] = (),
) -> tuple[Row, ...]:
    """Return the fields that a part tells, one a row: only those that are filled in."""
    found = [
        Row(label(context, entry), shown(context, entry, given))
        for entry in _values(shape, section, without)
    ]
    return tuple(row for row in found if row.value)


def lines(
    context: Context,
    shape: type[BaseModel],
    section: str,
    given: Json,
    *,
    without: Collection[str] = (),
) -> str:
    """Return the same as lines of one cell: ``Memegang jabatan: ya``."""
    found = rows(context, shape, section, given, without=without)
    return "\n".join(f"{row.name}: {row.value}" for row in found)


def table(
    context: Context,
    caption: str,
    shape: type[BaseModel],
    section: str,
    items: Sequence[tuple[Sequence[str], Json]],
    *,
    lead: Sequence[str],
) -> Table:
    """Return one row for each item, one column for each field that a part tells.

    Parameters
    ----------
    items
        For each row its own first cells, and the answers.
    lead
        The names of those first cells.

    Returns
    -------
    Table
        A column that nobody filled in takes no room; one to choose from stays, and says
        that the choice is open.
    """
    open_ = context.text("word.open")
    columns = []
    for entry in _values(shape, section, ()):
        cells = [shown(context, entry, given) for _, given in items]
        if _is_asked(entry, items):
            columns.append((label(context, entry), [cell or open_ for cell in cells]))
        elif any(cells):
            columns.append((label(context, entry), cells))
    return Table(
        caption,
        (*lead, *(name for name, _ in columns)),
        tuple(
            (*first, *(cells[number] for _, cells in columns))
            for number, (first, _) in enumerate(items)
        ),
    )


def _values(shape: type[BaseModel], section: str, without: Collection[str]) -> tuple[Entry, ...]:
    told = entries(shape, section)
    return tuple(one for one in told if one.holds is None and one.name not in without)


def _is_asked(entry: Entry, items: Sequence[tuple[Sequence[str], Json]]) -> bool:
    """Whether an answer is to be chosen: from a fixed list, or from one of the rule pack."""
    if entry.kind == "choice":
        return any(entry.name in given for _, given in items)
    return any(f"{entry.name}_text" in given for _, given in items)


@cache
def _group(choices: tuple[str, ...]) -> str:
    """Return the group of the catalogue that has a word for each of these choices.

    Raises
    ------
    LookupError
        When there is none: a list of choices without words, a programmer's mistake.
    """
    groups: dict[str, dict[str, Any]] = catalogue("kajian")["choice"]
    for name, known in groups.items():
        if set(choices) == set(known):
            return name
    raise LookupError(f"no group of kajian.choice has words for {', '.join(choices)}")
