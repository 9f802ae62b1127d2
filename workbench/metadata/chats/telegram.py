"""Telegram Desktop's exports: ``result.json`` and ``messages.html``, whose times name a zone."""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from workbench.evidence.unread import first, left_out
from workbench.metadata.moments import time_of, utc
from workbench.metadata.reading import Reading, plain

SOURCE = "chat"
_MOST = 300
_MOST_PEOPLE = 100
_HTML_TIME = re.compile(r'title="(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?"')
_FROM = re.compile(r'<div class="from_name">\s*(.*?)\s*(?:<|$)', re.S)
_FORWARDED = re.compile(r'<div class="forwarded body">')


def readings(text: str) -> Iterator[Reading]:
    """Yield the facts of a Telegram export; nothing when the text is none."""
    start = text[:4096]
    if start.lstrip().startswith("{") and '"messages"' in text:
        yield from _json(text)
    elif "tgme" in start or 'class="page_header"' in text[:65536]:
        yield from _html(text)


def _json(text: str) -> Iterator[Reading]:
    try:
        export = json.loads(text)
    except ValueError:
        return
    except RecursionError:
        # Python's own: it counts levels of nesting, and a chat has four.
        left_out(SOURCE, "depth", sys.getrecursionlimit())
        return
    messages = export.get("messages") if isinstance(export, dict) else None
    if not isinstance(messages, list) or not any("date_unixtime" in _plain(m) for m in messages):
        return
    rows = [row for row in map(_plain, messages) if row.get("type") == "message"]
    yield Reading(SOURCE, "Format", "Telegram (JSON)", "", "text")
    if export.get("name"):
        yield Reading(SOURCE, "Group", plain(export["name"]), "", "text")
    times = [moment for row in rows if (moment := _unix(row.get("date_unixtime")))]
    yield from _span(times)
    yield from _people([plain(row.get("from") or "?") for row in rows], len(rows))
    for number, row in enumerate(first(rows, _MOST, SOURCE, "messages")):
        yield from _marks(row, number)


def _marks(row: dict[str, Any], number: int) -> Iterator[Reading]:
    where, at = f"message {plain(row.get('id', number))}", _unix(row.get("date_unixtime"))
    if edited := _unix(row.get("edited_unixtime")):
        yield Reading(SOURCE, "Edited", plain(row.get("from") or "?"), edited, "time", where)
    if row.get("forwarded_from"):
        yield Reading(SOURCE, "Forwarded", plain(row["forwarded_from"]), at, "time", where)
    for key in ("photo", "file"):
        if isinstance(row.get(key), str) and not row[key].startswith("("):
            name = plain(row[key].rpartition("/")[2])
            yield Reading(SOURCE, "Attached", name, at, "time", where)


def _html(text: str) -> Iterator[Reading]:
    found = _HTML_TIME.findall(text)
    if not found:
        return
    times = [time_of(f"{y}-{m}-{d} {clock}", zone) for d, m, y, clock, zone in found]
    yield Reading(SOURCE, "Format", "Telegram (HTML)", "", "text")
    yield from _span([moment for moment in times if moment])
    yield from _people([plain(html.unescape(name)) for name in _FROM.findall(text)], len(found))
    forwarded = len(_FORWARDED.findall(text))
    if forwarded:
        yield Reading(SOURCE, "ForwardedMessages", str(forwarded), str(forwarded), "number")


def _span(times: list[str]) -> Iterator[Reading]:
    if times:
        yield Reading(SOURCE, "FirstMessage", min(times), min(times), "time")
        yield Reading(SOURCE, "LastMessage", max(times), max(times), "time")


def _people(names: list[str], messages: int) -> Iterator[Reading]:
    yield Reading(SOURCE, "Messages", str(messages), str(messages), "number")
    people = Counter(names)
    yield Reading(SOURCE, "Participants", str(len(people)), str(len(people)), "number")
    most_first = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    for name, count in first(most_first, _MOST_PEOPLE, SOURCE, "values"):
        yield Reading(SOURCE, "Participant", name, str(count), "number")


def _plain(row: Any) -> dict[str, Any]:
    return row if isinstance(row, dict) else {}


def _unix(value: Any) -> str:
    try:
        return utc(int(value))
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
