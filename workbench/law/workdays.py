"""Which days are working days: weekends, national holidays, collective leave."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from workbench.law.item import Words
from workbench.law.marked import Marked, both
from workbench.law.pack import Pack
from workbench.text import LANGUAGES, Language

_SATURDAY = 5

Reason = tuple[str, Marked]


def why_not_working(pack: Pack, day: date) -> Reason | None:
    """Return why `day` does not count as a working day, or None when it does.

    Returns
    -------
    tuple of (str, Marked) or None
        ``weekend``, ``leave`` or ``holiday``, and its name with what vouches for it.
        Holidays come from the pack for every year that it lists, so that the
        result does not depend on a library; for other years from the
        ``holidays`` library, which nobody verified for this use.
    """
    if day.weekday() >= _SATURDAY:
        return "weekend", Marked(both("law.weekend"), "seen")
    for leave in pack.data.collective_leave:
        if leave.day == day:
            return "leave", pack.marked(leave)
    listed = pack.data.national_holidays
    for holiday in listed:
        if holiday.day == day:
            return "holiday", pack.marked(holiday)
    if any(holiday.day is not None and holiday.day.year == day.year for holiday in listed):
        return None
    names = _library(pack.data.country, day.year).get(day)
    if not names:
        return None
    words = Words(**{language: names.get(language) or names["en"] for language in LANGUAGES})
    return "holiday", Marked(words, "unverified", both("law.clock.from_library"))


def unlisted_years(pack: Pack, first: date, last: date) -> tuple[int, ...]:
    """Return the years from `first` to `last` whose collective leave the pack does not list.

    A window in such a year may be longer than it looks: whoever reads it must know.
    """
    listed = {leave.day.year for leave in pack.data.collective_leave if leave.day is not None}
    return tuple(year for year in range(first.year, last.year + 1) if year not in listed)


@lru_cache(maxsize=32)
def _library(country: str, year: int) -> dict[date, dict[Language, str]]:
    if not country:
        return {}
    import holidays

    codes: dict[Language, str] = {"id": "id", "en": "en_US"}
    found: dict[date, dict[Language, str]] = {}
    for language in LANGUAGES:
        code = codes[language]
        for day, name in holidays.country_holidays(country, years=year, language=code).items():
            found.setdefault(day, {})[language] = name
    return found
