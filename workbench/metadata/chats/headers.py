"""The head of a message in a text export: date, clock and how the three are put together.

A phone's language and region decide over order, separators, digits, the clock's halves and the
era; the export of one phone keeps to one form from its first line to its last.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

# Direction marks that messengers put between the parts of a line, and their narrow blanks.
INVISIBLE = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_SPACES = {0x202F: " ", 0xA0: " ", 0x2009: " "}
_PLAIN = {**INVISIBLE, **_SPACES}
_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, 0x1040, 0x17E0)
_DIGITS = {zero + n: str(n) for zero in _ZEROS for n in range(10)} | {
    0x060C: ",", 0xFF0C: ",", 0xFF1A: ":", 0xFF0F: "/",
}  # fmt: skip
_HEAD = 96
#: Place in :attr:`Header.form` that says whether halves of the day are written.
HALF = 4

# Halves of the day as phones write them, and the hour from which they count.
_MORNING = (
    "am", "a.m", "a m", "pg", "pagi", "in the morning", "a. m", "ص", "ق.ظ", "上午", "午前", "오전",
    "sa", "ap", "dop", "vorm",
)  # fmt: skip
_LATER = (
    "pm", "p.m", "p m", "p. m", "ptg", "petang", "siang", "sore", "tgh", "tengah hari",
    "in the afternoon", "in the evening", "noon",
    "م", "ب.ظ", "下午", "午後", "오후", "ch", "ip", "odp", "nachm",
)  # fmt: skip
_NIGHT = ("at night", "malam", "mlm")
_HALVES = sorted((*_MORNING, *_LATER, *_NIGHT), key=len, reverse=True)
_HALF = "|".join(re.escape(one).replace(r"\ ", r"\s?") + r"\.?" for one in _HALVES)
_CLOCK = rf"(?:(?P<before>{_HALF})\s?)?(?P<h>\d{{1,2}})(?P<cs>[.:])(?P<m>\d\d)(?:[.:](?P<s>\d\d))?"
_CLOCK += rf"(?:\s?(?P<half>{_HALF}))?"
_ERA = r"(?:[RHrh令和平成]{1,2}\s?)?"
_NUMBERS = rf"(?P<a>{_ERA}\d{{1,4}})(?P<ds>\s?[/.\-]\s?)(?P<b>\d{{1,2}})"
_NUMBERS += rf"(?:\s?[/.\-]\s?(?P<c>{_ERA}\d{{1,4}})\.?)?(?:\s(?:BE|พ\.ศ\.|AD|CE|AH|هـ))?"
_WORDS = (
    r"(?:(?P<wd>\d{1,2})\.?\s(?:de\s)?(?P<wm>[^\W\d_]{3,12})\.?,?(?:\s(?:de\s)?(?P<wy>\d{4}))?"
    r"|(?P<em>[^\W\d_]{3,12})\.?\s(?P<ed>\d{1,2})(?:,?\s(?P<ey>\d{4}))?)"
)
_JOIN = r"(?P<join>,?\s(?:(?:pukul|pkl\.?|jam|at|klo|kl\.?|um|às|à|a las|om|o|ob|la|в)\s)?)"
_DATE = rf"(?:{_NUMBERS}|{_WORDS})"
_DATE_FIRST = rf"{_DATE}{_JOIN}{_CLOCK}"
_CLOCK_FIRST = rf"{_CLOCK},?\s{_DATE}"
_STYLES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("bracket", rf"\[{_DATE_FIRST}\]\s?"),
        ("bracket clock", rf"\[{_CLOCK_FIRST}\]\s?"),
        ("dash", rf"{_DATE_FIRST}\s[-–]\s"),
        ("dash clock", rf"{_CLOCK_FIRST}\s[-–]\s"),
        ("colon", rf"{_DATE_FIRST}:\s"),
    )
)
_LIKELY = re.compile(r".{2,60}\d[.:]\d\d")
_NUMBER = re.compile(r"\d+")


class Header(NamedTuple):
    """One line that looks like the head of a message.

    Attributes
    ----------
    line
        Counted from 1.
    form
        Style, separators and parts: equal for all messages of one export.
    date
        The three numbers as written; for a month in words (day, month, year); year 0 where none
        stands there.
    clock
        Hour (0–23), minute, second.
    half
        The half of the day as written, or empty.
    body
        What follows, without direction marks.
    raw
        The whole line as it stands.
    """

    line: int
    form: tuple[str, ...]
    date: tuple[int, int, int]
    clock: tuple[int, int, int]
    half: str
    body: str
    raw: str

    @property
    def system(self) -> str:
        """``ios`` for heads in brackets or with a colon, ``android`` for those with a dash."""
        return "android" if self.form[0].startswith("dash") else "ios"

    @property
    def has_seconds(self) -> bool:
        """Whether seconds stand there."""
        return "seconds" in self.form

    @property
    def is_marked(self) -> bool:
        """Whether a direction mark stands before the head, as iOS marks messages with media."""
        return self.raw[:1] in {"\u200e", "\u200f"}

    @property
    def body_is_marked(self) -> bool:
        """Whether the body begins with a direction mark: the app's words, not a person's."""
        if self.raw.isascii():
            return False
        seen, wanted = 0, len(plain_line(self.raw)) - len(self.body)
        for at, char in enumerate(self.raw):
            if ord(char) in INVISIBLE:
                continue
            if seen == wanted:
                return at > 0 and self.raw[at - 1] in {"\u200e", "\u200f"}
            seen += 1
        return False


def plain_line(raw: str) -> str:
    """Return a line without direction marks, with ordinary blanks, without its line end."""
    line = raw[:-1] if raw.endswith("\r") else raw
    return line if line.isascii() else line.translate(_PLAIN)


def header(number: int, raw: str) -> Header | None:
    """Return the head of a message that begins on this line, or None."""
    line = plain_line(raw)
    first = line[:1]
    if not first or not (first in "[上午下後前오" or first.isalnum()):
        return None
    head = line[:_HEAD]
    if not head.isascii():
        head = head.translate(_DIGITS)
    if _LIKELY.match(f"  {head}") is None:
        return None
    for style, pattern in _STYLES:
        match = pattern.match(head)
        if match is not None:
            return _found(number, style, match, line, raw)
    return None


def _found(number: int, style: str, match: re.Match[str], line: str, raw: str) -> Header | None:
    a, b, c, ds, hour, minute, second, half, before = match.group(
        "a", "b", "c", "ds", "h", "m", "s", "half", "before"
    )
    dated = _worded(match.groupdict()) if a is None else _numbered(a, b, c, ds, style)
    if dated is None:
        return None
    date, kind = dated
    half = (half or before or "").strip()
    clock = _clock(hour, minute, second, half)
    if clock is None:
        return None
    join = ((match["join"] if "clock" not in style else None) or "").strip()
    form = _form(style, kind, match["cs"], "seconds" if second else "minutes", half, join)
    return Header(number, form, date, clock, half, line[match.end() :], raw)


# An export says the same day and the same minute again and again.
@lru_cache(4096)
def _form(style: str, kind: str, colon: str, seconds: str, half: str, join: str) -> tuple[str, ...]:
    return style, kind, colon, seconds, "half" if half else "day", join


@lru_cache(4096)
def _numbered(
    first: str, second: str, third: str | None, between: str, style: str
) -> tuple[tuple[int, int, int], str] | None:
    between = between.strip()
    if third is None:
        # Copied messages carry no year: [30/09 19.22] Name: …
        return ((_plain(first), int(second), 0), "no year") if style.startswith("bracket") else None
    one, three = _year(first), _year(third)
    if len(_digits(first)) == 4 or one >= 1000:
        return ((one, int(second), three), f"year first {between}")
    kind = "year last" if three >= 1000 else "year short"
    return ((one, int(second), three), f"{kind} {between}")


def _digits(text: str) -> str:
    found = _NUMBER.search(text)
    return found[0] if found else ""


def _plain(text: str) -> int:
    return int(_digits(text) or 0)


def _year(text: str) -> int:
    """Return a number of a date; Buddhist and Japanese years as those of the common era."""
    value = _plain(text)
    era = text[:1].upper()
    if era in {"R", "令"}:
        return 2018 + value
    if era in {"H", "平"}:
        return 1988 + value
    return value - 543 if 2443 <= value <= 2743 else value


def _worded(part: dict[str, str | None]) -> tuple[tuple[int, int, int], str] | None:
    day, word, year = part["wd"], part["wm"], part["wy"]
    if day is None:
        day, word, year = part["ed"], part["em"], part["ey"]
    month = months().get((word or "").casefold().rstrip("."))
    if month is None or day is None:
        return None
    return (int(day), month, _year(year) if year else 0), "words" if year else "words, no year"


@lru_cache(4096)
def _clock(hours: str, minutes: str, seconds: str | None, half: str) -> tuple[int, int, int] | None:
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if half:
        if not 1 <= hour <= 12:
            # 24 hours with a half beside them: Indonesian "19.22 malam".
            return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
        hour = _hour(hour, re.sub(r"\s+", " ", half.casefold().rstrip(".")))
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour, minute, second


def _hour(hour: int, half: str) -> int:
    if half in _MORNING:
        return hour % 12
    if half in _NIGHT:
        return hour % 12 if hour < 6 or hour == 12 else hour + 12
    if half in {"tgh", "tengah hari", "noon", "siang"} and hour in {10, 11}:
        return hour
    return hour % 12 + 12


@cache
def months() -> dict[str, int]:
    """Return months by name, whole and short, in the languages of phones in the region."""
    from babel import Locale

    found: dict[str, int] = {}
    for language in ("en", "id", "ms", "nl", "de", "fr", "es", "pt", "it", "tr", "jv"):
        names = Locale(language).months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in names[width].items():
                found.setdefault(name.casefold().rstrip("."), number)
    found |= {"agt": 8, "agu": 8, "agustus": 8, "sept": 9, "okt": 10, "des": 12, "peb": 2}
    return found
