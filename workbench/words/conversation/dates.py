"""Dates and clock times as screens and letters write them, out of what a machine read.

Spaces may be lost in a reading. What looks like a date and is none (register numbers of civil
servants, telephone numbers, numbers of letters, prices) is let alone; a day in words such as
"Kemarin" is no date, since a picture does not tell from which day it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workbench.case.moment import MONTHS
from workbench.words.reading.line import Line

_LETTERS = "|".join(sorted(MONTHS, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"(?<![\d/.,-])([0-3]?\d)\s?(?:{{sep}})?\s?({_LETTERS})\.?,?\s?((?:19|20)\d\d)(?!\d)".replace(
        "{sep}", "[-/. ]"
    ),
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])({_LETTERS})\.?\s?([0-3]?\d)\s?,\s?((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_IN_NUMBERS = re.compile(
    r"(?<![\d/.,-])([0-3]?\d)([/.-])([01]?\d)\2((?:19|20)?\d\d)(?![\d/-]|[.,]\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?![\d/-]|[.,]\d)")
#: Years that a picture of a case can name.
EARLIEST, LATEST = 1970, 2099

_CLOCK = r"(?<![\d.:,])([01]?\d|2[0-3])\s?[.:]\s?([0-5]\d)(?:\s?([ap])\.?\s?m\.?)?(?![\d:]|[.,]\d)"
#: Ticks, which a reader takes for letters or signs.
_TICKS = r"[\s✓✔√/vVjJwW\\|«»<>_.,;:'\"`~-]{0,5}"
_TIME_ALONE = re.compile(rf"^\W{{0,2}}(?P<before>.{{0,24}}?)\s?{_CLOCK}{_TICKS}$", re.IGNORECASE)
_TIME_LAST = re.compile(rf"^(?P<before>.*\S)\s{_CLOCK}{_TICKS}$", re.IGNORECASE)


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield each whole date in a text with where it begins and ends."""
    for found in _IN_WORDS.finditer(text):
        yield from _made(found[3], str(MONTHS[found[2].lower()]), found[1], found)
    for found in _MONTH_FIRST.finditer(text):
        yield from _made(found[3], str(MONTHS[found[1].lower()]), found[2], found)
    for found in _IN_NUMBERS.finditer(text):
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        # A short year with full stops is a price or a number of chapters.
        if len(found[4]) == 2 and found[2] == ".":
            continue
        yield from _made(year, found[3], found[1], found)
    for found in _YEAR_FIRST.finditer(text):
        yield from _made(found[1], found[2], found[3], found)


def day_of(text: str) -> date | None:
    """Return the day that a heading names and nothing else, or None."""
    found = list(dates(text))
    if len(found) != 1:
        return None
    day, start, end = found[0]
    rest = f"{text[:start]} {text[end:]}"
    return day if len(re.sub(r"\W", "", _WEEKDAYS.sub("", rest))) <= 1 else None


def is_relative_day(text: str) -> bool:
    """Whether a heading names a day by counting from one that it does not name."""
    return _RELATIVE.fullmatch(text.strip(" .,·")) is not None


_WEEKDAYS = re.compile(
    r"senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"hari ini|hariini|kemarin|today|yesterday|{_WEEKDAYS.pattern}", re.IGNORECASE
)


def clock(line: Line) -> tuple[str, str] | None:
    """Return what stands before a line's time, and the time as ``HH:MM``; None without one.

    The line is the one that closes a message: a time alone, with the app's word for edited
    before it, or with the end of the message.
    """
    for form in (_TIME_ALONE, _TIME_LAST):
        found = form.match(line.text)
        if found is not None:
            return found["before"].strip(), _clock(found)
    return None


def _clock(found: re.Match[str]) -> str:
    hour, minute, half = found[2], found[3], (found[4] or "").lower()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    return f"{hours:02d}:{minute}"


def _made(year: str, month: str, day: str, found: re.Match[str]) -> Iterator[tuple[date, int, int]]:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return
    if EARLIEST <= made.year <= LATEST:
        yield made, found.start(), found.end()
