"""A place inside an exhibit, as one line: a media fragment where there is a standard for it.

``xywh=percent:30,37.5,36,25`` is a region and ``t=12.5,14`` a stretch of time (W3C Media
Fragments URI 1.0), ``page=3`` a page (RFC 8118), and ``msg=41-43`` messages of a chat, counted
from 1 as its export has them (ours: there is no standard). A region may be one of a page or of
a film at a time: ``page=3&xywh=percent:…``. With an exhibit's id before it, such as
``B-07#page=3``, it says where to look.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from workbench.errors import CaseError

#: Messages that one place may name: an excerpt, not a chat.
MOST_MESSAGES = 200
LONGEST = 300

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-5]?[0-9]):([0-5]?[0-9](?:\.[0-9]{1,6})?)")
_RANGE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
# Numbers of a page that was drawn by hand are rounded: a hair beyond the edge is the edge.
_HAIR = 0.02
_TOGETHER = ({"xywh"}, {"t"}, {"page"}, {"msg"}, {"page", "xywh"}, {"t", "xywh"})

Region = tuple[float, float, float, float]
"""Left, top, width and height in percent of the picture as it is shown upright."""


@dataclass(frozen=True)
class Locator:
    """A place inside an exhibit.

    Attributes
    ----------
    region
        In a picture, on a page or in a film's frame.
    start, end
        Seconds; `end` is None for a moment.
    page
        Counted from 1.
    messages
        First and last of each run of messages, counted from 1.
    """

    region: Region | None = None
    start: float | None = None
    end: float | None = None
    page: int | None = None
    messages: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """Return the fragment, written in one way only."""
        parts = []
        if self.page is not None:
            parts.append(f"page={self.page}")
        if self.start is not None:
            until = "" if self.end is None else f",{_plain(self.end)}"
            parts.append(f"t={_plain(self.start)}{until}")
        if self.region is not None:
            parts.append("xywh=percent:" + ",".join(map(_plain, self.region)))
        if self.messages:
            runs = (str(a) if a == b else f"{a}-{b}" for a, b in self.messages)
            parts.append("msg=" + ",".join(runs))
        return "&".join(parts)


def parse(text: str) -> Locator:
    """Read a fragment.

    Raises
    ------
    CaseError
        ``locator_…``: what is wrong with it, in one sentence.
    """
    told = text.strip().removeprefix("#")
    if not told:
        raise CaseError("locator_empty")
    if len(told) > LONGEST:
        raise CaseError("locator_unknown", found=f"{told[:60]}…")
    given: dict[str, str] = {}
    for part in told.split("&"):
        name, sign, value = part.partition("=")
        if not sign or name in given or name not in {"xywh", "t", "page", "msg"}:
            raise CaseError("locator_unknown", found=told[:80])
        given[name] = value
    if set(given) not in _TOGETHER:
        raise CaseError("locator_together", found=told[:80])
    start, end = _times(given["t"]) if "t" in given else (None, None)
    return Locator(
        _region(given["xywh"]) if "xywh" in given else None,
        start,
        end,
        _page(given["page"]) if "page" in given else None,
        _messages(given["msg"]) if "msg" in given else (),
    )


def _region(value: str) -> Region:
    unit, sign, numbers = value.partition(":")
    parts = numbers.split(",")
    if unit != "percent" or not sign or len(parts) != 4:
        raise CaseError("locator_region", found=value[:80])
    if not all(_NUMBER.fullmatch(one) for one in parts):
        raise CaseError("locator_region", found=value[:80])
    left, top, width, height = (round(float(one), 3) for one in parts)
    if width <= 0 or height <= 0:
        raise CaseError("locator_no_size", found=value[:80])
    if max(left, top) >= 100 or left + width > 100 + _HAIR or top + height > 100 + _HAIR:
        raise CaseError("locator_outside", found=value[:80])
    return left, top, round(min(width, 100 - left), 3), round(min(height, 100 - top), 3)


def _times(value: str) -> tuple[float, float | None]:
    first, comma, last = value.removeprefix("npt:").partition(",")
    start = _seconds(first or "0" if comma else first, value)
    end = _seconds(last, value) if comma else None
    if end is not None and end <= start:
        raise CaseError("locator_backwards", found=value[:80])
    return start, end


def _seconds(text: str, whole: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = clock.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    raise CaseError("locator_time", found=whole[:80])


def _page(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", value) or not int(value):
        raise CaseError("locator_page", found=value[:80])
    return int(value)


def _messages(value: str) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for part in value.split(","):
        found = _RANGE.fullmatch(part)
        if found is None or not int(found[1]):
            raise CaseError("locator_messages", found=value[:80])
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise CaseError("locator_backwards", found=value[:80])
        if runs and first <= runs[-1][1]:
            raise CaseError("locator_backwards", found=value[:80])
        runs.append((first, last))
    if sum(last - first + 1 for first, last in runs) > MOST_MESSAGES:
        raise CaseError("locator_too_many", found=value[:80], most=MOST_MESSAGES)
    return tuple(runs)


def _plain(number: float) -> str:
    """Return a number without needless digits: ``37.5``, ``12``."""
    shown = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if shown in {"", "-0"} or not math.isfinite(number) else shown
