"""Clocks: when a window starts, how its days are counted, when it ends in local time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal

from workbench.case.moment import Moment
from workbench.law.item import Words
from workbench.law.marked import Marked, both, tag, weakest
from workbench.law.pack import Pack
from workbench.law.shapes import Clock, ClockProfile, DayType, FirstDay
from workbench.law.workdays import unlisted_years, why_not_working
from workbench.text import LANGUAGES, Language, say

State = Literal["not_started", "unclear", "running", "met", "late"]
_LONGEST = 400


@dataclass(frozen=True)
class Skipped:
    """A day inside a window that was not counted, and why; its name is an item of the pack."""

    day: date
    reason: str
    name: Marked


@dataclass(frozen=True)
class Reading:
    """One clock as it stands.

    Attributes
    ----------
    clock, profile
        What is measured, and the profile it belongs to.
    day_type
        ``working`` or ``calendar``; empty for a clock in hours.
    start, end
        What the case says; None while unknown.
    first, last
        First and last day that count, in the office's zone; None in hours or
        while not started.
    ends_at
        The instant at which the window closes, in the office's zone: the
        midnight after the last day, or the hour itself.
    skipped
        Days between them that were not counted.
    unlisted
        Years of the window for which the pack lists no collective leave.
    about
        Whose statement the clock is about; empty for a clock of the case.
    state
        ``not_started``; ``unclear`` when a date is not known exactly enough;
        ``running`` while nothing ended it; ``met`` or ``late``.
    over
        Days, or for a clock in hours full hours, by which it was missed; 0 else.
    """

    clock: Clock
    profile: ClockProfile
    day_type: DayType | Literal[""]
    start: Moment | None
    end: Moment | None
    first: date | None = None
    last: date | None = None
    ends_at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    unlisted: tuple[int, ...] = ()
    about: str = ""
    state: State = "not_started"
    over: int = 0

    def left(self, now: datetime, pack: Pack) -> int | None:
        """Return how many days (hours for a clock in hours) are left at `now`; None if ended.

        Today counts as a day that is left; a day that does not count never does.
        """
        if self.state != "running" or self.ends_at is None:
            return None
        if self.last is None:
            return max(0, int((self.ends_at - now).total_seconds() // 3600))
        today = now.astimezone(self.ends_at.tzinfo).date()
        days = (today + timedelta(days=n) for n in range((self.last - today).days + 1))
        return sum(1 for day in days if not _not_counted(pack, self.day_type, day))

    def counted(self) -> Marked:
        """Return how long the window is, in which days, and which is the first, marked alike.

        A clock in hours has no day to define; its own mark says all.
        """
        if self.clock.hours is not None:
            return Marked(_length(self.clock.hours, "hours"), self.clock.mark)
        own = self.clock.day_type is not None
        counting = self.clock.mark if own else self.profile.day_type_mark
        if self.clock.before is not None:
            ahead = _length(self.clock.before, self.day_type or self.profile.day_type)
            told = {
                name: say("law.clock.ahead", name, length=ahead.in_(name)) for name in LANGUAGES
            }
            return Marked(Words(**told), counting)
        length = _length(self.clock.days or 0, self.day_type or self.profile.day_type)
        first = both(f"law.first_day.{first_day(self.profile, self.clock)}")
        words = {language: f"{length.in_(language)}; {first.in_(language)}"
                 for language in LANGUAGES}  # fmt: skip
        mark = weakest(counting, self.clock.first_day_mark or self.profile.first_day_mark)
        return Marked(Words(**words), mark)

    def doubt(self, language: Language) -> str:
        """Return the tag of the last day: it rests on the window and on how days are counted."""
        return tag(weakest(self.clock.mark, self.counted().mark), language)

    def title(self, pack: Pack) -> Marked:
        """Return what the clock is called, with the person it is about."""
        title = self.clock.title
        if self.about:
            named = {name: f"{title.in_(name)} ({self.about})" for name in LANGUAGES}
            title = Words(**named)
        return pack.marked(self.clock, title)

    def caveats(self, language: Language) -> tuple[str, ...]:
        """Return what the reader must know about the calendar the days were counted by."""
        return tuple(
            say("law.clock.unlisted_year", language, year=str(year)) for year in self.unlisted
        )

    @property
    def _length(self) -> int | None:
        given = (self.clock.hours, self.clock.before, self.clock.days)
        return next((length for length in given if length is not None), None)

    def as_json(self, pack: Pack) -> dict[str, Any]:
        """Return the reading as plain values; what depends on the present is left out."""
        return {
            "id": self.clock.id,
            "about": self.about,
            "title": self.title(pack).as_json(),
            "counted": self.counted().as_json(),
            "caveats": [
                both("law.clock.unlisted_year", year=str(year)).model_dump()
                for year in self.unlisted
            ],
            "profile": self.profile.id,
            "profile_title": pack.marked(self.profile).as_json(),
            "day_type": self.day_type,
            "day_type_mark": self.profile.day_type_mark,
            "length": self._length,
            "unit": "days" if self.clock.hours is None else "hours",
            "from": self.clock.from_,
            "until": self.clock.until,
            "start": self.start.iso() if self.start else "",
            "end": self.end.iso() if self.end else "",
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
            "ends_at": self.ends_at.isoformat() if self.ends_at else "",
            "skipped": [
                {"day": one.day.isoformat(), "reason": one.reason, "name": one.name.as_json()}
                for one in self.skipped
            ],
            "state": self.state,
            "over": self.over,
            "fatal": self.clock.fatal,
            "basis": self.clock.basis,
            "mark": self.clock.mark,
            "note": self.clock.note.model_dump() if self.clock.note else None,
        }


def read_clock(
    pack: Pack,
    profile: ClockProfile,
    clock: Clock,
    dates: Mapping[str, Moment | None],
    zone: timedelta,
    about: str = "",
) -> Reading:
    """Read one clock.

    Parameters
    ----------
    dates
        The dates of the case and the kajian by the names that the clock uses.
    zone
        The office's offset from UTC: days are counted there, and a time that
        names no zone is taken to be there.
    about
        Whose statement it is about.
    """
    start, end = dates.get(clock.from_), dates.get(clock.until)
    if clock.hours is not None:
        return _in_hours(profile, clock, start, end, zone)
    day_type = clock.day_type or profile.day_type
    begun = local_day(start, zone)
    if start is None or begun is None:
        state: State = "unclear" if start else "not_started"
        return Reading(clock, profile, day_type, start, end, about=about, state=state)
    if clock.before is not None:
        first, last, skipped = begun, *_ahead(pack, day_type, begun, clock.before)
    else:
        same = first_day(profile, clock) == "same"
        start_day = begun + timedelta(days=0 if same else 1)
        first, last, skipped = _window(pack, day_type, start_day, clock.days or 0)
    ends_at = datetime.combine(last + timedelta(days=1), time(), timezone(zone))
    state, over = _state(pack, day_type, last, end, zone)
    span = sorted((begun, last))
    unlisted = unlisted_years(pack, *span) if day_type == "working" else ()
    return Reading(
        clock, profile, day_type, start, end, first, last, ends_at, skipped, unlisted, about,
        state, over,
    )  # fmt: skip


def local_day(moment: Moment | None, zone: timedelta) -> date | None:
    """Return the day of a moment in the office's zone; None when not known to the day."""
    if moment is None or moment.precision in ("year", "month"):
        return None
    if moment.clock is None or not moment.has_zone:
        return moment.day
    return moment.span(zone)[0].astimezone(timezone(zone)).date()


def _length(length: int, unit: str) -> Words:
    return Words(**{
        language: f"{length} {say(f'law.unit.{unit}', language)}" for language in LANGUAGES
    })  # fmt: skip


def first_day(profile: ClockProfile, clock: Clock) -> FirstDay:
    """Return which day is counted as a clock's first."""
    return clock.first_day or profile.first_day


def _window(
    pack: Pack, day_type: DayType, first: date, length: int
) -> tuple[date, date, tuple[Skipped, ...]]:
    """Count from `first`; a day that does not count moves the end."""
    skipped: list[Skipped] = []
    counted: list[date] = []
    for n in range(_LONGEST):
        if len(counted) >= length:
            break
        day = first + timedelta(days=n)
        reason = _not_counted(pack, day_type, day)
        if reason is None:
            counted.append(day)
        else:
            skipped.append(Skipped(day, *reason))
    return (counted or [first])[0], (counted or [first])[-1], tuple(skipped)


def _ahead(
    pack: Pack, day_type: DayType, begun: date, length: int
) -> tuple[date, tuple[Skipped, ...]]:
    """Count back from the day before `begun`; a day that does not count moves the last one back."""
    skipped: list[Skipped] = []
    day, counted = begun, 0
    for _ in range(_LONGEST):
        if counted >= length:
            break
        day -= timedelta(days=1)
        reason = _not_counted(pack, day_type, day)
        if reason is None:
            counted += 1
        else:
            skipped.append(Skipped(day, *reason))
    return day, tuple(skipped)


def _not_counted(pack: Pack, day_type: str, day: date) -> tuple[str, Marked] | None:
    return why_not_working(pack, day) if day_type == "working" else None


def _state(
    pack: Pack, day_type: DayType, last: date, end: Moment | None, zone: timedelta
) -> tuple[State, int]:
    if end is None:
        return "running", 0
    ended = local_day(end, zone)
    if ended is None:
        return "unclear", 0
    if ended <= last:
        return "met", 0
    days = (last + timedelta(days=n) for n in range(1, (ended - last).days + 1))
    return "late", sum(1 for day in days if not _not_counted(pack, day_type, day)) or 1


def _in_hours(
    profile: ClockProfile,
    clock: Clock,
    start: Moment | None,
    end: Moment | None,
    zone: timedelta,
) -> Reading:
    if start is None:
        return Reading(clock, profile, "", start, end)
    if start.clock is None or (end is not None and end.clock is None):
        return Reading(clock, profile, "", start, end, state="unclear")
    begun = start.span(zone)[0]
    ends_at = (begun + timedelta(hours=clock.hours or 0)).astimezone(timezone(zone))
    if end is None:
        return Reading(clock, profile, "", start, end, ends_at=ends_at, state="running")
    late = end.span(zone)[0] - ends_at
    if late <= timedelta(0):
        return Reading(clock, profile, "", start, end, ends_at=ends_at, state="met")
    over = -(-int(late.total_seconds()) // 3600)
    return Reading(clock, profile, "", start, end, ends_at=ends_at, state="late", over=over)
