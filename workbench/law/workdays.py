"""Which days are working days: weekends, national holidays, collective leave."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from workbench.law.pack import Pack
from workbench.text import LANGUAGES, Language, say

_SATURDAY = 5

Reason = tuple[str, dict[Language, str]]


def why_not_working(pack: Pack, day: date) -> Reason | None:
    """Return why `day` does not count as a working day, or None when it does.

    Returns
    -------
    tuple of (str, dict) or None
        ``weekend``, ``leave`` or ``holiday``, and its name in each language.
        Holidays come from the pack for every year that it lists, so that the
        result does not depend on a library; for other years from the
        ``holidays`` library.
    """
    if day.weekday() >= _SATURDAY:
        return "weekend", {language: say("law.weekend", language) for language in LANGUAGES}
    for leave in pack.data.collective_leave:
        if leave.day == day:
            return "leave", leave.text.pair()
    listed = pack.data.national_holidays
    for holiday in listed:
        if holiday.day == day:
            return "holiday", holiday.text.pair()
    if any(holiday.day is not None and holiday.day.year == day.year for holiday in listed):
        return None
    names = _library(pack.data.country, day.year).get(day)
    return ("holiday", names) if names else None


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
