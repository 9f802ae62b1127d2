"""Observations for people: each with its meaning, what it does not prove, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.checks.observation import (
    SEVERITIES,
    left_out,
    located,
    timed,
    traced,
    why,
    without_field,
)
from workbench.report.context import Context, row
from workbench.report.language import listed
from workbench.report.model import Note, Notes
from workbench.text import has, say
from workbench.text.visible import visible


def notes(context: Context) -> Notes:
    """Return every observation, serious ones first; those of one check stand together."""
    together: dict[str, list[dict[str, Any]]] = {}
    for item in ordered(context):
        together.setdefault(anchor(item), []).append(item)
    return Notes(
        "observations",
        context.text("notes.title"),
        (context.text("notes.intro"),) if together else (),
        context.text("notes.exhibits"),
        tuple(_note(context, items) for items in together.values()),
        context.text("notes.empty"),
    )


def ordered(context: Context) -> list[dict[str, Any]]:
    """Return the observations, the most pressing first, otherwise in the study's order."""
    return sorted(
        context.rows("observations"),
        key=lambda item: SEVERITIES.index(item.get("severity", "info")),
    )


def anchor(item: Mapping[str, Any]) -> str:
    """Return the anchor under which an observation is set out."""
    name = f"{item.get('code')}-{item.get('severity')}"
    return f"observation-{''.join(c if c.isalnum() and c.isascii() else '-' for c in name)}"


def title(context: Context, item: Mapping[str, Any]) -> str:
    """Return the check's name; the plain code when this version has no text for it."""
    return _text(context, item, "title") or visible(item.get("code"))


def message(context: Context, item: Mapping[str, Any]) -> str:
    """Return what was noticed, with every foreign value made visible."""
    return _text(context, item, "message") or context.text("notes.unknown")


def concerned(context: Context, items: Sequence[Mapping[str, Any]]) -> str:
    """Return the exhibits that observations are about, or that they are about the case's files."""
    ids = dict.fromkeys(visible(one) for item in items for one in item.get("exhibits") or ())
    return listed(list(ids), context.language) if ids else context.text("notes.whole_case")


def _note(context: Context, items: list[dict[str, Any]]) -> Note:
    first = items[0]
    parts = ("meaning", "limits", "next")
    return Note(
        anchor=anchor(first),
        code=visible(first.get("code")),
        severity=str(first.get("severity", "info")),
        severity_name=context.named("severity", first.get("severity", "info")),
        title=title(context, first),
        exhibits=concerned(context, items),
        messages=tuple(dict.fromkeys(message(context, item) for item in items)),
        parts=tuple(
            row(context.text(f"notes.{part}"), text)
            for part in parts
            if (text := _text(context, first, part))
        ),
    )


_BRACKETED = re.compile(r"\(([\w.]+)\)")


def _for_people(context: Context, name: str, value: str) -> str:
    """Return a field of an observation with its sources and types in words."""
    text = str(value)
    if name == "dates":
        return visible(_BRACKETED.sub(lambda found: f"({context.source(found[1])})", text))
    if name == "traces":
        return visible(traced(text, context.language))
    if name == "source":
        return context.source(without_field(text))
    if name in {"line", "places"}:
        return visible(located(text, context.language))
    if name == "reason":
        return visible(why(text, context.language))
    if name == "unread":
        return visible(left_out(text, context.language))
    if name in {"about", "missing"}:
        return listed([_claimed(context, part) for part in text.split(", ")], context.language)
    if re.fullmatch(r"[a-z]+/[\w.+-]+", text):
        return context.named("media", text)
    return visible(text)


def _claimed(context: Context, name: str) -> str:
    """Return what the form calls a field of an exhibit's claim."""
    key = f"kajian.field.claim.{name}.label"
    return say(key, context.language) if has(key) else visible(name)


def _text(context: Context, item: Mapping[str, Any], part: str) -> str:
    """Return one text of a check; empty when the catalogue or a field is missing.

    A study may have been made by a version, or by an office's own check, whose
    texts are not here: it is still shown, by its code.
    """
    key = f"checks.{item.get('code')}.{part}"
    if not has(key):
        return ""
    given = {name: str(value) for name, value in (item.get("fields") or {}).items()}
    fields = {
        name: _for_people(context, name, value)
        for name, value in timed(given, context.language).items()
    }
    if fields.get("claimed") and fields["claimed"] == fields.get("found") and has(f"{key}_same"):
        # What a copy tells to the day only is then no contradiction to the eye.
        key = f"{key}_same"
    try:
        return say(key, context.language, **fields)
    except (KeyError, IndexError):
        return ""
