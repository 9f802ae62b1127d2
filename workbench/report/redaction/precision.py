"""One rule on a time, wherever it is told: in a row, in a field, in somebody's words.

A time of a case is told to a reader in full, to the day, or not at all. What is decided
for it as a row of the timeline holds in every text of the copy, in whatever form it is
written there; a date that is no time of the case is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from workbench.case.moment import ZONES
from workbench.text import Language, say

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb februari february", "mar maret march", "apr april", "mei may",
         "jun juni june", "jul juli july", "agu agt agustus aug august", "sep sept september",
         "okt oktober oct october", "nov november nopember", "des desember dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_NAMED = "|".join(_MONTHS)
_ZONE = r"(?: ?(?:WIB|WITA|WIT|UTC|Z)(?![A-Za-z])| ?[+\-]\d{2}:?\d{2})?"
_CLOCK = (
    rf"(?P<clock>(?:,? ?(?:pukul|jam|at|T|,)? ?)(?P<h>\d{{1,2}})[.:](?P<m>\d{{2}})"
    rf"(?:[.:]\d{{2}}(?:[.,]\d{{1,6}})?)?{_ZONE})?"
)
_FORMS = tuple(
    re.compile(rf"{form}{_CLOCK}", re.IGNORECASE)
    for form in (
        r"(?<![\d-])(?P<day>(?P<y>(?:19|20)\d{2})-(?P<mo>\d{2})-(?P<d>\d{2}))(?!\d)",
        rf"(?<!\d)(?P<day>(?P<d>\d{{1,2}}) (?P<mo>{_NAMED})\.? (?P<y>(?:19|20)\d{{2}}))(?!\d)",
        r"(?<![\d/.])(?P<day>(?P<d>\d{1,2})[/.\-](?P<mo>\d{1,2})[/.\-](?P<y>(?:20)?\d{2}))(?!\d)",
    )
)
_ALONE = re.compile(
    rf"\b(?:pukul|jam) (?P<h>\d{{1,2}})[.:](?P<m>\d{{2}})(?:[.:]\d{{2}})?{_ZONE}", re.IGNORECASE
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d{2})(?P<mo>\d{2})(?P<d>\d{2})[_\-T ]?"
    r"(?P<h>[0-2]\d)(?P<m>[0-5]\d)[0-5]\d(?:\d{3})?(?!\d)"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?")
Minute = tuple[str, str]


class Times:
    """What may be told of a case's times to one reader.

    Parameters
    ----------
    study
        The study itself.
    told
        Rows of the timeline that this reader is shown.
    is_public
        Whether the copy is for anybody: then days that no shown row tells are withheld
        and no clock is told; else only clocks that lead to a person are.
    """

    def __init__(
        self, study: Mapping[str, Any], told: Collection[Mapping[str, Any]], *, is_public: bool
    ) -> None:
        self._offset = ZONES.get(str(_of(study, "case").get("zone") or "WIB"), timedelta(hours=7))
        self._is_public = is_public
        known = [minute for value in _moments(study) for minute in self._minutes(value)]
        shown = {day for row in told for day, _ in self._minutes(row.get("stated"))}
        self._hidden = {day for day, _ in known} - shown if is_public else set()
        self._blunt = {
            minute for value in _personal(study) for minute in self._minutes(value) if minute[1]
        }

    def text(self, text: str, language: Language) -> str:
        """Return a text in which times are told as far as this reader may know them."""
        withheld = say("redaction.kind.time", language)
        for form in _FORMS:
            text = form.sub(lambda match: self._dated(match, withheld), text)
        text = _COMPACT.sub(lambda match: self._compact(match, withheld), text)
        return _ALONE.sub(lambda match: self._alone(match, withheld), text)

    def day(self, value: Any) -> Any:
        """Return a moment of the case to the day; anything else as it is."""
        if not isinstance(value, str) or not _ISO.fullmatch(value):
            return value
        minutes = self._minutes(value)
        return minutes[0][0] if minutes else value[:10]

    def row(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row of the timeline as exact as this reader may know it."""
        minutes = self._minutes(row.get("stated"))
        if not self._is_public and not self._blunt.intersection(minutes):
            return row
        day = self.day(row.get("stated"))
        try:
            start = datetime.fromisoformat(str(day)).replace(tzinfo=UTC) - self._offset
        except ValueError:
            return row
        ends = (start, start + timedelta(days=1))
        first, last = (end.strftime("%Y-%m-%dT%H:%M:%SZ") for end in ends)
        return {**row, "stated": day, "start": first, "end": last}

    def _minutes(self, value: Any) -> list[Minute]:
        """Return day and clock of a moment, as it is written and in the office's zone."""
        if not isinstance(value, str) or not _ISO.fullmatch(value):
            return []
        if len(value) == len("2024-01-31"):
            return [(value, "")]
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return [(value[:10], "")]
        found = [moment]
        if moment.tzinfo is not None:
            found.insert(0, moment.astimezone(UTC).replace(tzinfo=None) + self._offset)
        return [(one.strftime("%Y-%m-%d"), one.strftime("%H:%M")) for one in found]

    def _dated(self, match: re.Match[str], withheld: str) -> str:
        day = _iso_day(match)
        if day is None:
            return match.group()
        if day in self._hidden:
            return withheld
        if match["clock"] is None:
            return match.group()
        is_blunt = (day, _clock(match)) in self._blunt
        return match["day"] if self._is_public or is_blunt else match.group()

    def _compact(self, match: re.Match[str], withheld: str) -> str:
        is_told = not self._is_public and (_iso_day(match), _clock(match)) not in self._blunt
        return match.group() if is_told else withheld

    def _alone(self, match: re.Match[str], withheld: str) -> str:
        is_blunt = _clock(match) in {clock for _, clock in self._blunt}
        return withheld if self._is_public or is_blunt else match.group()


def _clock(match: re.Match[str]) -> str:
    return f"{int(match['h']):02d}:{match['m']}"


def _iso_day(match: re.Match[str]) -> str | None:
    month = match["mo"].lower()
    number = _MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    year, day = int(match["y"]), int(match["d"])
    try:
        return datetime(year + 2000 if year < 100 else year, number, day, tzinfo=UTC).strftime(
            "%Y-%m-%d"
        )
    except ValueError:
        return None


def _of(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _rows(value: Any, key: str) -> Iterator[Mapping[str, Any]]:
    found = value.get(key) if isinstance(value, Mapping) else None
    yield from (row for row in found or () if isinstance(row, Mapping))


def _moments(study: Mapping[str, Any]) -> Iterator[Any]:
    """Yield every time of a case, whoever tells it."""
    yield from _personal(study)
    yield from _of(_of(study, "case"), "dates").values()
    for row in (*_rows(study, "timeline"), *_rows(study, "captured")):
        yield row.get("stated", row.get("at"))
    for exhibit in _rows(study, "exhibits"):
        claim = _of(exhibit, "claim")
        yield from (claim.get("taken_at"), claim.get("published_at"))


def _personal(study: Mapping[str, Any]) -> Iterator[Any]:
    """Yield times at which somebody of the case did, knew or gave something."""
    dates = _of(_of(study, "case"), "dates")
    yield from (dates.get("first_seen"), dates.get("known"))
    for row in _rows(study, "timeline"):
        if row.get("kind") in {"received", "modified", "known", "clarified", "first_seen"}:
            yield row.get("stated")
    for exhibit in _rows(study, "exhibits"):
        claim = _of(exhibit, "claim")
        yield from (claim.get("received_at"), claim.get("captured_at"))
        yield from (step.get("at") for step in _rows(claim, "chain"))
    for statement in (*_rows(study, "statements"), *_rows(_of(study, "kajian"), "statements")):
        yield from (statement.get("at"), statement.get("known_at"))
        yield from (passage.get("known_at") for passage in _rows(statement, "passages"))
