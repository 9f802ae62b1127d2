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
}
_COPY = re.compile(r"(?:\((\d{1,3})\)|[ _-](?:copy|copie|salinan)(?: \d+)?)(?=\.\w+$|$)", re.I)
_EDITED = re.compile(r"(?:[-_](?:edited|EDIT|COLLAGE|collage|ANIMATION|01)|~\d{1,2})(?=\.\w+$)")
_LONGEST = 300


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
    example: str
    time: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the table in its order: the first match counts."""
    text = (files("workbench.metadata") / "filename_patterns.toml").read_text("utf-8")
    return tuple(
        Pattern(
            id=row["id"],
            pattern=re.compile(row["pattern"]),
            role=row["role"],
            tool=row["tool"],
            family=row["family"],
            sure=row["sure"],
            zone=row.get("zone", ""),
            example=row["example"],
            time=row["time"],
        )
        for row in tomllib.loads(text)["pattern"]
    )


def read(source: SourceFile, _media_type: str | None) -> Iterator[Reading]:
    """Yield what the name tells; `locator` names the pattern and how sure it is."""
    name = source.relative.rpartition("/")[2][:_LONGEST]
    yield from _marks(name)
    for row in patterns():
        match = row.pattern.match(name)
        if match is not None:
            yield from _readings(row, match)
            return


def _readings(row: Pattern, match: re.Match[str]) -> Iterator[Reading]:
    where = f"{row.id}/{row.sure}"
    groups = match.groupdict()
    tool = f"{row.tool}: {groups['app']}" if row.id == "beauty_editor" else row.tool
    yield Reading(SOURCE, "Tool", tool, row.family, "text", where)
    typed = _time(groups, row.zone)
    if typed and row.role:
        yield Reading(SOURCE, ROLES[row.role], plain(match[0]), typed, "time", where)
    if groups.get("seq"):
        yield Reading(
            SOURCE, "Sequence", groups["seq"], groups["seq"].lstrip("0") or "0", "number", where
        )
    if groups.get("app") and row.family == "screenshot":
        yield Reading(SOURCE, "App", plain(groups["app"]), "", "text", where)
    if groups.get("title"):
        yield Reading(SOURCE, "Title", plain(groups["title"]), "", "text", where)


def _marks(name: str) -> Iterator[Reading]:
    """Yield what is hung onto a name by copying or editing: ``(1)``, ``-edited``, ``~2``."""
    if match := _COPY.search(name):
        yield Reading(SOURCE, "CopyMark", plain(match[0].strip()), "", "text")
    if match := _EDITED.search(name):
        yield Reading(SOURCE, "EditMark", plain(match[0]), "", "text")


def _time(groups: dict[str, str | None], zone: str) -> str:
    try:
        if value := groups.get("epoch_ms"):
            return utc(int(value) // 1000)
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
        return Moment.parse(f"{groups['D']} {groups['mon']} {year}").iso()
    day = date(int(year), int(groups["M"] or 0), int(groups["D"] or 0))
    if groups.get("h") is None:
        return day.isoformat()
    return f"{day.isoformat()}T{_clock(groups)}{'+00:00' if zone == 'utc' else ''}"


def _clock(groups: dict[str, str | None]) -> str:
    """Return the time of day, with seconds only where the name has them."""
    hour = int(groups["h"] or 0)
    if half := groups.get("half"):
        hour = hour % 12 + (12 if half == "PM" else 0)
    clock = time(hour, int(groups["m"] or 0), int(groups.get("s") or 0))
    return clock.isoformat("seconds" if groups.get("s") else "minutes")
