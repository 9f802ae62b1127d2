"""Observations for people: each with its meaning, what it does not prove, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workbench.checks.observation import SEVERITIES
from workbench.report.context import Context, row
from workbench.report.language import listed
from workbench.report.parts import Note, Notes
from workbench.report.visible import visible
from workbench.text import has, say


def notes(context: Context) -> Notes:
    """Return every observation, serious ones first, otherwise in the study's order."""
    found = ordered(context)
    return Notes(
        "observations",
        context.text("notes.title"),
        (context.text("notes.intro"),) if found else (),
        context.text("notes.exhibits"),
        tuple(_note(context, index, item) for index, item in found),
        context.text("notes.empty"),
    )


def ordered(context: Context) -> list[tuple[int, dict[str, Any]]]:
    """Return the observations with their place in the study, the most pressing first."""
    return sorted(
        enumerate(context.rows("observations")),
        key=lambda pair: (SEVERITIES.index(pair[1].get("severity", "info")), pair[0]),
    )


def anchor(index: int) -> str:
    """Return the anchor of the study's observation at `index`."""
    return f"observation-{index + 1}"


def title(context: Context, item: Mapping[str, Any]) -> str:
    """Return the check's name; the plain code when this version has no text for it."""
    return _text(context, item, "title") or visible(item.get("code"))


def message(context: Context, item: Mapping[str, Any]) -> str:
    """Return what was noticed, with every foreign value made visible."""
    return _text(context, item, "message") or context.text("notes.unknown")


def concerned(context: Context, item: Mapping[str, Any]) -> str:
    """Return the exhibits an observation is about, or that it is about the case's files."""
    ids = [visible(exhibit) for exhibit in item.get("exhibits") or ()]
    return listed(ids, context.language) if ids else context.text("notes.whole_case")


def _note(context: Context, index: int, item: Mapping[str, Any]) -> Note:
    parts = (("meaning", "meaning"), ("limits", "limits"), ("next", "next"))
    return Note(
        anchor=anchor(index),
        code=visible(item.get("code")),
        severity=str(item.get("severity", "info")),
        severity_name=context.named("severity", item.get("severity", "info")),
        title=title(context, item),
        exhibits=concerned(context, item),
        message=message(context, item),
        parts=tuple(
            row(context.text(f"notes.{name}"), text)
            for name, part in parts
            if (text := _text(context, item, part))
        ),
    )


# A field that is nothing but dates, each perhaps with its source, as the checks write them.
_DATE = r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?(?: (?:WIB|WITA|WIT|UTC[+-]?[\d:]*))?"
_DATES = re.compile(rf"{_DATE}(?: \([\w.]+\))?(?:; {_DATE}(?: \([\w.]+\))?)*")
_ONE_DATE = re.compile(rf"({_DATE})(?: \(([\w.]+)\))?")


def _for_people(context: Context, name: str, value: str) -> str:
    """Return a field of an observation with its dates, sources and types in words."""
    text = str(value)
    if _DATES.fullmatch(text):
        found = _ONE_DATE.findall(text)
        shown = [
            context.when(at, short=True) + (f" ({context.source(source)})" if source else "")
            for at, source in found
        ]
        return "; ".join(shown)
    if name == "source":
        return context.source(text)
    if re.fullmatch(r"[a-z]+/[\w.+-]+", text):
        return context.named("media", text)
    return visible(text)


def _text(context: Context, item: Mapping[str, Any], part: str) -> str:
    """Return one text of a check; empty when the catalogue or a field is missing.

    A study may have been made by a version, or by an office's own check, whose
    texts are not here: it is still shown, by its code.
    """
    key = f"checks.{item.get('code')}.{part}"
    if not has(key):
        return ""
    fields = {
        name: _for_people(context, name, value)
        for name, value in (item.get("fields") or {}).items()
    }
    try:
        return say(key, context.language, **fields)
    except (KeyError, IndexError):
        return ""
