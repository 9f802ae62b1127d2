"""The timeline: a drawing and the same in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from workbench.report.context import Context
from workbench.report.figures.timeline import Mark, Phase, legend, timeline_svg
from workbench.report.language import offset, parse_instant, span
from workbench.report.model import Figure, Section, Table
from workbench.report.sections.law_text import notes, words
from workbench.text.visible import visible

# The order in which things happen to a case, from the event to its register.
KINDS = (
    "event",
    "captured",
    "modified",
    "published",
    "sent",
    "first_seen",
    "known",
    "received",
    "reported",
    "registered",
)
# From here on a source says when without much weight: a file's own time, a name.
_WEAK = 4


def timeline(context: Context) -> Section:
    """Return the timeline's figure and table, or that there is nothing to place."""
    entries = sorted(
        context.rows("timeline"), key=lambda e: (e["start"], e["end"], e["kind"], e["exhibit"])
    )
    text = context.text
    columns = ("time", "kind", "exhibit", "source", "weight")
    table = Table(
        text("timeline.caption"),
        tuple(text(f"timeline.column.{name}") for name in columns),
        tuple(_rows(context, entries)),
        text("timeline.empty"),
    )
    figures = (_figure(context, entries),) if entries else ()
    intro = [text("timeline.intro", zone=context.zone)] if entries else []
    left = len(context.whole.get("timeline") or ()) - len(entries)
    if left > 0:
        intro.append(context.counted("timeline.left_out", left))
    return Section(
        "timeline", text("timeline.title"), tuple(intro), (table, *_stages(context)), figures
    )


def _stages(context: Context) -> tuple[Table, ...]:
    """Return the stages that stand behind the drawing, in words; nothing when there are none."""
    rows = tuple(
        (
            words(context, phase.get("text")),
            context.when(phase.get("from")),
            context.when(phase.get("to")),
            notes(context, phase.get("text")),
        )
        for phase in (context.study.get("kajian") or {}).get("phases") or ()
    )
    columns = ("phase", "first", "last", "note")
    names = tuple(context.text(f"timeline.column.{name}") for name in columns)
    caption, nothing = context.text("timeline.phases"), context.text("timeline.phases_empty")
    return (Table(caption, names, rows, nothing),) if rows else ()


def _rows(context: Context, entries: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Yield one row for all exhibits of which the same source says the same."""
    merged: dict[tuple[Any, ...], list[str]] = {}
    for entry in entries:
        key = tuple(entry[name] for name in ("start", "end", "kind", "source", "reliability"))
        exhibits = merged.setdefault((*key, bool(entry["exhibit"])), [])
        if entry["exhibit"] not in exhibits:
            exhibits.append(entry["exhibit"])
    names = ("start", "end", "kind", "source", "reliability")
    for key, exhibits in merged.items():
        entry = dict(zip(names, key[:-1], strict=True))
        yield _row(context, entry, ", ".join(visible(one) for one in exhibits))


def _row(context: Context, entry: Mapping[str, Any], exhibits: str) -> tuple[str, ...]:
    return (
        span(entry["start"], entry["end"], context.zone, context.language),
        context.named("moment", entry["kind"]),
        exhibits or context.text("timeline.of_case"),
        context.source(entry["source"]),
        context.named("reliability", entry["reliability"]),
    )


def _phases(context: Context) -> list[Phase]:
    """Return the stages of the election, each from its first local midnight to its last."""
    here = timezone(offset(context.zone))
    return [
        Phase(
            words(context, phase.get("text")),
            datetime.combine(date.fromisoformat(phase["from"]), time(), here),
            datetime.combine(date.fromisoformat(phase["to"]), time(), here) + timedelta(days=1),
        )
        for phase in (context.study.get("kajian") or {}).get("phases") or ()
        if phase.get("from") and phase.get("to")
    ]


def _figure(context: Context, entries: list[dict[str, Any]]) -> Figure:
    kinds = [kind for kind in KINDS if any(e["kind"] == kind for e in entries)]
    kinds += sorted({e["kind"] for e in entries} - set(KINDS))
    marks = [
        Mark(
            lane=kinds.index(entry["kind"]),
            start=parse_instant(entry["start"]),
            end=parse_instant(entry["end"]),
            label=visible(entry["exhibit"]),
            weak=int(entry["reliability"]) >= _WEAK,
        )
        for entry in entries
    ]
    alt = context.counted(
        "timeline.alt",
        len(entries),
        first=span(entries[0]["start"], entries[0]["end"], context.zone, context.language),
        last=span(entries[-1]["start"], entries[-1]["end"], context.zone, context.language),
    )
    svg = timeline_svg(
        marks,
        [context.named("moment", kind) for kind in kinds],
        context.zone,
        context.language,
        title=context.text("timeline.title"),
        description=alt,
        phases=_phases(context),
    )
    return Figure(svg, legend(context.language), alt)
