"""What an exhibit's file name tells: tool, moment, sequence, and how sure each is.

The patterns are data in ``filename_patterns.toml``. A name is easily changed, so
nothing of this outranks what stands inside the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from workbench.case.moment import Moment
from workbench.metadata.moments import FIRST, LAST, utc
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "filename"
# Names of readings by the pattern's role.
ROLES = {
    "captured": "CapturedAt",
    "screenshot": "ScreenshotAt",
    "recorded": "RecordedAt",
    "sent": "SentAt",
    "saved": "SavedAt",
    "published": "PublishedAt",
    "edited": "EditedAt",
    "generated": "GeneratedAt",
}
# What is hung onto a name by copying, in any language of this country's machines.
_COPY_WORDS = "copy|copie|kopie|salinan|kopi|copia"
_EDIT_WORDS = "edited|edit|diedit|disunting|editan|collage|animation|effects|enhanced"
_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<rest>.+?)(?P<mark>[ _-]+(?:{_COPY_WORDS})(?:[ _]?\(?\d{{1,3}}\)?)?)",
        r"(?P<rest>.+?)(?P<mark>\s?\(\d{1,3}\))",
        r"(?P<mark>(?:copy(?: \(\d+\))? of|salinan(?: \(\d+\))?(?: dari)?|salin) +)(?P<rest>.+)",
    )
)
_EDITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<rest>.+?)(?P<mark>[-_ ]+(?:{_EDIT_WORDS}))",
        r"(?P<rest>.+?)(?P<mark>~\d{1,2})",
    )
)
# Marks that stand in many a whole name, too: they are taken off only where a pattern is left.
_LOOSE = re.compile(r"(?P<rest>.+?)(?P<mark>[-_ ]\d{1,2})")
_MOST_MARKS = 4
_LONGEST = 300
_LOWER = {"high": "medium", "medium": "low"}
_HASH = re.compile(r"[0-9a-f]{32}")
# Twitter's count of milliseconds begins here.
_X_EPOCH = 1_288_834_974_657


@dataclass(frozen=True)
class Pattern:
    """One row of the data table; see its head for the fields."""

    id: str
    pattern: re.Pattern[str]
    role: str
    tool: str
    family: str
    sure: str
    zone: str
    extensions: frozenset[str]
    example: str
    time: str


class Found(NamedTuple):
    """A pattern that a name has, and how sure that is."""

    row: Pattern
    match: re.Match[str]
    sure: str


@cache
def _table() -> dict[str, Any]:
    text = (files("workbench.metadata") / "filename_patterns.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the table in its order: the first match counts."""
    return tuple(
        Pattern(
            id=row["id"],
            pattern=re.compile(_written_out(row["pattern"])),
            role=row["role"],
            tool=row["tool"],
            family=row["family"],
            sure=row["sure"],
            zone=row.get("zone", ""),
            extensions=frozenset(row.get("ext", "").split()),
            example=row["example"],
            time=row["time"],
        )
        for row in _table()["pattern"]
    )


def proves(family: str) -> str:
    """Return what a name of `family` shows, as the table's head says it."""
    found: str = _table()["proves"][family]
    return found


def _written_out(pattern: str) -> str:
    for short, long in _table()["short"].items():
        pattern = pattern.replace(short, long)
    return pattern


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield what the name tells; `locator` names the pattern and how sure it is.

    Marks of copying and editing are taken off one after the other until a pattern fits; a
    name that fits none whole may begin as one, and is then one step less sure.
    """
    name = source.relative.rpartition("/")[2][:_LONGEST]
    stem, extension = _split(name)
    bare = stem
    marks: list[Reading] = []
    for _ in range(_MOST_MARKS):
        found = _whole(bare, extension) or _loose(bare, extension, marks)
        peeled = None if found is not None else _peeled(bare)
        if peeled is None:
            break
        bare, mark = peeled
        marks.append(mark)
    yield from marks
    found = found or _beginning(bare, extension)
    if found is not None:
        yield from _readings(found)


def _split(name: str) -> tuple[str, str]:
    """Return the name without its extension, and that in small letters."""
    stem, dot, extension = name.rpartition(".")
    is_one = bool(dot and stem) and re.fullmatch(r"\w{1,6}", extension) is not None
    return (stem, extension.lower()) if is_one else (name, "")


def _whole(stem: str, extension: str) -> Found | None:
    for row in patterns():
        if not row.extensions or extension in row.extensions:
            match = row.pattern.fullmatch(stem)
            if match is not None and _is_possible(row, match):
                return Found(row, match, row.sure)
    return None


def _loose(stem: str, extension: str, marks: list[Reading]) -> Found | None:
    match = _LOOSE.fullmatch(stem)
    found = _whole(match["rest"], extension) if match is not None else None
    # What says little by itself says nothing with something taken off.
    if match is None or found is None or found.sure == "low":
        return None
    marks.append(_mark("CopyMark", match["mark"]))
    return found


def _beginning(stem: str, extension: str) -> Found | None:
    for row in patterns():
        if row.sure in _LOWER and (not row.extensions or extension in row.extensions):
            match = row.pattern.match(stem)
            if match is not None and _ends_there(stem, match.end()) and _is_possible(row, match):
                return Found(row, match, _LOWER[row.sure])
    return None


def _ends_there(stem: str, at: int) -> bool:
    """Whether a word ends there, so that what follows was written behind a tool's name."""
    return at < len(stem) and not (stem[at].isalnum() and stem[at - 1].isalnum())


def _is_possible(row: Pattern, match: re.Match[str]) -> bool:
    """Whether the moment in a name exists: month 13 is no camera's."""
    return not row.time or not row.role or bool(_time(match.groupdict(), row.zone))


def _peeled(stem: str) -> tuple[str, Reading] | None:
    for name, patterns_of in (("CopyMark", _COPIES), ("EditMark", _EDITS)):
        for pattern in patterns_of:
            if match := pattern.fullmatch(stem):
                return match["rest"], _mark(name, match["mark"])
    return None


def _mark(name: str, mark: str) -> Reading:
    return Reading(SOURCE, name, plain(mark.strip()), "", "text")


def _readings(found: Found) -> Iterator[Reading]:
    row, match, sure = found
    where = f"{row.id}/{sure}"
    groups = match.groupdict()
    tool = f"{row.tool}: {groups['app']}" if row.id == "beauty_editor" else row.tool
    # A name that many things have is told as such: no check takes it for the tool's.
    label = "LooksLike" if sure == "low" else "Tool"
    yield Reading(SOURCE, label, tool, row.family, "text", where)
    typed = _time(groups, row.zone)
    if typed and row.role:
        yield Reading(SOURCE, ROLES[row.role], plain(match[0]), typed, "time", where)
    if groups.get("seq"):
        yield Reading(
            SOURCE, "Sequence", groups["seq"], groups["seq"].lstrip("0") or "0", "number", where
        )
    if groups.get("edit"):
        yield Reading(SOURCE, "EditMark", groups["edit"], "", "text", where)
    if groups.get("app") and row.family == "screenshot" and sure != "low":
        yield from _app(groups["app"] or "", where)
    if groups.get("title"):
        yield Reading(SOURCE, "Title", plain(groups["title"]), "", "text", where)


def _app(written: str, where: str) -> Iterator[Reading]:
    """Yield the app by its name where the file has its package; a hash names none."""
    if _HASH.fullmatch(written) or written.isdigit():
        return
    known = _table()["apps"].get(written, "")
    yield Reading(SOURCE, "App", known or plain(written), written if known else "", "text", where)


def _time(groups: dict[str, str | None], zone: str) -> str:
    try:
        if value := groups.get("epoch_ms"):
            return utc(int(value) // 1000)
        if value := groups.get("epoch_s"):
            return utc(int(value))
        if value := groups.get("snowflake_x"):
            return utc(((int(value) >> 22) + _X_EPOCH) // 1000)
        if value := groups.get("snowflake"):
            return utc(int(value) >> 32)
        return _parts(groups, zone)
    except (ValueError, OverflowError, OSError):
        return ""


def _parts(groups: dict[str, str | None], zone: str) -> str:
    year = groups.get("Y") or (f"20{groups['y2']}" if groups.get("y2") else "")
    if not year or not FIRST <= int(year) <= LAST:
        return ""
    if groups.get("mon"):
        day = Moment.parse(f"{groups['D']} {groups['mon']} {year}").day
    else:
        day = date(int(year), int(groups["M"] or 0), int(groups["D"] or 0))
    if groups.get("h") is None:
        return day.isoformat()
    return f"{day.isoformat()}T{_clock(groups)}{'+00:00' if zone == 'utc' else ''}"


def _clock(groups: dict[str, str | None]) -> str:
    """Return the time of day, with seconds only where the name has them."""
    hour = int(groups["h"] or 0)
    if half := groups.get("half"):
        if not 0 < hour <= 12:
            raise ValueError(half)
        hour = hour % 12 + (12 if half.upper() == "PM" else 0)
    clock = time(hour, int(groups["m"] or 0), int(groups.get("s") or 0))
    return clock.isoformat("seconds" if groups.get("s") else "minutes")
