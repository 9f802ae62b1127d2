"""Dates, numbers, sizes and plurals as people read them, in Indonesian and English.

Nothing here looks at the machine's own locale, zone or clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from workbench.case.moment import ZONES, Moment, zone_name
from workbench.text import Language, say

# Day first in both languages: Indonesian readers meet both texts side by side.
_DAY = {"id": "EEEE, d MMMM y", "en": "EEEE, d MMMM y"}
_SHORT_DAY = "d MMM y"
_MONTH = "MMMM y"
_UNITS = ("B", "kB", "MB", "GB", "TB")


def day(value: date, language: Language, *, short: bool = False) -> str:
    """Return ``Rabu, 2 Oktober 2024``; short, ``2 Okt 2024``."""
    return format_date(value, _SHORT_DAY if short else _DAY[language], locale=_locale(language))


def dated(value: date, language: Language) -> str:
    """Return ``2 Oktober 2024``, as it stands above a signature."""
    return format_date(value, "d MMMM y", locale=_locale(language))


def clock(value: time, language: Language, *, seconds: bool = False) -> str:
    """Return ``19.30`` in Indonesian and ``19:30`` in English, with seconds when asked."""
    text = value.strftime("%H:%M:%S" if seconds else "%H:%M")
    return text.replace(":", ".") if language == "id" else text


def moment(text: str | None, language: Language, *, short: bool = False) -> str:
    """Return a case's date as exact as it was written and no more.

    Parameters
    ----------
    text
        What the case or file says, in a form that :class:`Moment` reads; empty
        text gives empty text, and what cannot be read is returned as it is.
    language
        ``id`` gives ``Rabu, 2 Oktober 2024 pukul 19.30 WIB``.
    short
        ``2 Okt 2024, 19.30 WIB``.
    """
    if not text:
        return ""
    try:
        found = Moment.parse(text)
    except ValueError:
        return text
    if found.precision == "year":
        return str(found.day.year)
    if found.precision == "month":
        return format_date(found.day, _MONTH, locale=_locale(language))
    shown = day(found.day, language, short=short)
    if found.clock is None:
        return shown
    return _with_clock(
        shown, found.clock, zone_name(found.offset), language, found.precision, short=short
    )


def instant(text: str, zone: str, language: Language, *, short: bool = False) -> str:
    """Return a UTC instant (``2024-10-02T12:30:00Z``) as local time of `zone`."""
    local = parse_instant(text).astimezone(timezone(offset(zone)))
    precision = "second" if local.second else "minute"
    shown = day(local.date(), language, short=short)
    return _with_clock(shown, local.time(), zone, language, precision, short=short)


def span(start: str, end: str, zone: str, language: Language) -> str:
    """Return when something lies that is known only to lie in ``[start, end)``.

    A second or a minute is one point; a whole local day, month or year is named as
    such; anything else is written with both its ends.
    """
    here = timezone(offset(zone))
    first, last = parse_instant(start).astimezone(here), parse_instant(end).astimezone(here)
    length = last - first
    if length <= timedelta(minutes=1):
        return instant(start, zone, language, short=True)
    if first.time() == last.time() == time():
        if length == timedelta(days=1):
            return day(first.date(), language, short=True)
        if first.day == last.day == 1 and length <= timedelta(days=31):
            return format_date(first.date(), _MONTH, locale=_locale(language))
        year = (1, 1, 1, 1, 1)
        if (first.month, first.day, last.month, last.day, last.year - first.year) == year:
            return str(first.year)
        final = day(last.date() - timedelta(days=1), language, short=True)
        return f"{day(first.date(), language, short=True)} – {final}"
    opened, closed = (_short_clock(at, language) for at in (first, last))
    days = [day(at.date(), language, short=True) for at in (first, last)]
    if first.date() == last.date():
        return f"{days[0]}, {opened}–{closed} {zone}"
    return f"{days[0]}, {opened} – {days[1]}, {closed} {zone}"


def _short_clock(value: datetime, language: Language) -> str:
    return clock(value.time(), language, seconds=bool(value.second))


def duration(length: timedelta, language: Language) -> str:
    """Return a length in its largest sensible unit, rounded: ``3 hari``, ``2 years``."""
    hours = length.total_seconds() / 3600
    steps = (("year", 8766.0), ("month", 730.5), ("day", 24.0), ("hour", 1.0))
    unit, size_of = next(((u, s) for u, s in steps if hours >= 1.5 * s), ("minute", 1 / 60))
    return counted(f"report.unit.{unit}", max(1, round(hours / size_of)), language)


def number(value: float, language: Language) -> str:
    """Return ``1.234,5`` in Indonesian and ``1,234.5`` in English."""
    return format_decimal(value, locale=_locale(language))


def size(value: int | None, language: Language) -> str:
    """Return a size in bytes with three digits and a decimal unit: ``2,41 MB``."""
    if value is None:
        return ""
    amount, unit = float(value), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    pattern = "#,##0" if unit == 0 or amount >= 99.95 else "0.0" if amount >= 9.995 else "0.00"
    return f"{format_decimal(amount, pattern, locale=_locale(language))} {_UNITS[unit]}"


def counted(key: str, count: int, language: Language, **fields: str) -> str:
    """Return a catalogue sentence for a number, in the language's plural form.

    The entry has ``one`` and ``other``; the sentence may name ``{count}``.
    """
    form = "one" if _locale(language).plural_form(count) == "one" else "other"
    return say(f"{key}.{form}", language, count=number(count, language), **fields)


def listed(items: list[str], language: Language) -> str:
    """Return ``a, b, dan c`` or ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    word = say("report.word.and", language)
    comma = "," if language == "id" and len(items) > 2 else ""
    return f"{', '.join(items[:-1])}{comma} {word} {items[-1]}"


def parse_instant(text: str) -> datetime:
    """Return the aware datetime of an ISO 8601 instant; without an offset it is UTC."""
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def offset(zone: str) -> timedelta:
    """Return the distance from UTC of ``WIB``, ``WITA`` or ``WIT``."""
    return ZONES.get(zone, ZONES["WIB"])


def _locale(language: Language) -> Locale:
    return Locale(language)


def _with_clock(
    shown: str, at: time, zone: str, language: Language, precision: str, *, short: bool
) -> str:
    exact = clock(at, language, seconds=precision == "second")
    key = "report.word.date_time_short" if short else "report.word.date_time"
    return f"{say(key, language, date=shown, time=exact)} {zone}".strip()
