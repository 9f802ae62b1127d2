"""Clocks: a day counted wrongly closes a case that should have been studied, or the reverse."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case.moment import ZONES, Moment
from workbench.law import Pack, load_pack
from workbench.law.clocks import Reading, read_clock
from workbench.law.workdays import why_not_working

PACK: Pack = load_pack("netralitas-2022", office=Path("/nonexistent"))
DATES = st.dates(date(2023, 1, 1), date(2026, 12, 1))


def reading(profile: str, clock: str, start: str, end: str = "", zone: str = "WIB") -> Reading:
    found = next(one for one in PACK.data.clock_profiles if one.id == profile)
    chosen = next(one for one in found.clocks if one.id == clock)
    dates: dict[str, Moment | None] = {chosen.from_: Moment.parse(start)}
    dates[chosen.until] = Moment.parse(end) if end else None
    return read_clock(PACK, found, chosen, dates, ZONES[zone])


# Every profile; weekends, month and year ends, a leap day, Eid with collective leave, the vote.
LASTS = [
    ("pilkada_2020", "report_window", "2024-10-04", "2024-10-11"),
    ("pilkada_2020", "report_window", "2024-09-28", "2024-10-05"),
    ("pilkada_2020", "finding_window", "2024-12-28", "2025-01-04"),
    ("pilkada_2020", "screening", "2024-09-30", "2024-10-02"),
    ("pilkada_2020", "completion", "2024-10-31", "2024-11-02"),
    ("pilkada_2020", "kajian_received", "2024-10-09", "2024-10-12"),
    ("pilkada_2020", "kajian_received_extended", "2024-10-09", "2024-10-14"),
    ("pilkada_2020", "kajian_registered", "2024-10-11", "2024-10-14"),
    ("pilkada_2020", "kajian_registered_extended", "2024-10-11", "2024-10-16"),
    ("pemilu_2022", "report_window", "2024-01-12", "2024-01-23"),
    ("pemilu_2022", "finding_window", "2024-02-07", "2024-02-21"),
    ("pemilu_2022", "finding_window_found", "2024-01-10", "2024-01-19"),
    ("pemilu_2022", "finding_registration", "2024-01-26", "2024-01-30"),
    ("pemilu_2022", "relay", "2024-01-12", "2024-01-15"),
    ("pemilu_2022", "notification", "2024-01-12", "2024-01-15"),
    ("pemilu_2022", "hand_over", "2024-04-05", "2024-04-16"),
    ("pemilu_2022", "take_over", "2024-02-13", "2024-02-15"),
    ("pemilu_2022", "correction_request", "2024-03-08", "2024-03-15"),
    ("pemilu_2022", "correction_examination", "2024-05-08", "2024-05-21"),
    ("pemilu_2022", "screening", "2024-01-12", "2024-01-16"),
    ("pemilu_2022", "completion", "2023-12-22", "2023-12-28"),
    ("pemilu_2022", "kajian", "2024-04-05", "2024-04-24"),
    ("pemilu_2022", "kajian_extended", "2023-12-29", "2024-01-19"),
    # Counted back: an invitation for a Monday goes out on Friday at the latest.
    ("pemilu_2022", "invite_clarification", "2024-01-22", "2024-01-19"),
]


@pytest.mark.parametrize(("profile", "clock", "start", "last"), LASTS)
def test_the_last_day_of_every_window(profile: str, clock: str, start: str, last: str) -> None:
    found = reading(profile, clock, start)
    assert found.last == date.fromisoformat(last)
    assert found.ends_at is not None
    assert found.ends_at.isoformat() == f"{date.fromisoformat(last) + timedelta(1)}T00:00:00+07:00"


def test_every_clock_of_every_profile_has_a_row_above() -> None:
    rows = {(profile, clock) for profile, clock, _, _ in LASTS}
    for profile in PACK.data.clock_profiles:
        for clock in profile.clocks:
            assert clock.hours is not None or (profile.id, clock.id) in rows


def test_days_that_were_not_counted_are_named() -> None:
    found = reading("pemilu_2022", "kajian", "2024-02-07")
    names = {(one.day.isoformat(), one.reason): one.name.words.id for one in found.skipped}
    assert names["2024-02-08", "holiday"].startswith("Isra")
    assert names["2024-02-09", "leave"] == "Cuti bersama Imlek"
    assert names["2024-02-10", "weekend"] == "akhir pekan"
    assert ("2024-02-14", "holiday") in names


@pytest.mark.parametrize(
    ("end", "state", "over"),
    [("2024-10-11", "met", 0), ("2024-10-11 23:59", "met", 0), ("2024-10-12", "late", 1),
     ("2024-10-12 00:00 WIB", "late", 1), ("2024-10-20", "late", 9), ("", "running", 0),
     ("2024-10", "unclear", 0)],
)  # fmt: skip
def test_late_is_shown_with_how_much(end: str, state: str, over: int) -> None:
    found = reading("pilkada_2020", "report_window", "2024-10-04", end)
    assert (found.state, found.over) == (state, over)


@pytest.mark.parametrize(("profile", "clock", "start", "last"), LASTS)
def test_the_last_day_is_inside_and_the_next_that_counts_is_not(
    profile: str, clock: str, start: str, last: str
) -> None:
    # Lost otherwise: a report handed in on its last day called late, or one a day late taken.
    inside = reading(profile, clock, start, last)
    assert (inside.state, inside.over) == ("met", 0)
    outside = date.fromisoformat(last) + timedelta(1)
    while inside.day_type == "working" and why_not_working(PACK, outside) is not None:
        outside += timedelta(1)
    late = reading(profile, clock, start, outside.isoformat())
    assert (late.state, late.over) == ("late", 1)


def test_a_window_worded_since_says_that_its_first_day_is_open() -> None:
    since = reading("pemilu_2022", "report_window", "2024-01-12")
    after = reading("pemilu_2022", "kajian", "2024-01-12")
    assert since.doubt("id") == "(belum diverifikasi)"
    assert after.doubt("id") == ""
    [conflict] = PACK.conflicts_about("report_window")
    assert len(conflict.readings) == 2


def test_a_finding_is_counted_by_the_regulation_and_by_the_law() -> None:
    # Known on 10 January, reported by its supervisor on 22, established on 26, registered on 30:
    # in time by the regulation, past the law's own window; neither is chosen here.
    by_report = reading("pemilu_2022", "finding_window", "2024-01-22", "2024-01-26")
    by_discovery = reading("pemilu_2022", "finding_window_found", "2024-01-10", "2024-01-26")
    registered = reading("pemilu_2022", "finding_registration", "2024-01-26", "2024-01-30")
    assert (by_report.state, by_report.last) == ("met", date(2024, 1, 31))
    assert (by_discovery.state, by_discovery.over) == ("late", 5)
    assert registered.state == "met"
    assert PACK.conflicts_about("finding_window") == PACK.conflicts_about("finding_window_found")


def test_three_days_and_two_more_end_on_the_fifth() -> None:
    three = reading("pilkada_2020", "kajian_received", "2024-10-09")
    five = reading("pilkada_2020", "kajian_received_extended", "2024-10-09")
    assert three.last is not None
    assert five.last == three.last + timedelta(2)


def test_a_report_is_counted_from_knowledge_and_its_study_from_receipt() -> None:
    clocks = {one.id: one for one in PACK.data.clock_profiles[0].clocks}
    assert (clocks["report_window"].from_, clocks["report_window"].until) == ("known", "reported")
    assert clocks["screening"].from_ == "reported"
    assert clocks["kajian"].from_ == "registered"


def test_midnight_is_the_offices_own() -> None:
    at = "2024-10-11 23:30 WIB"
    assert reading("pilkada_2020", "report_window", "2024-10-04", at, "WIB").state == "met"
    assert reading("pilkada_2020", "report_window", "2024-10-04", at, "WITA").state == "late"
    assert reading("pilkada_2020", "report_window", "2024-10-04", at, "WIT").state == "late"


def test_the_clock_to_the_police_runs_in_hours() -> None:
    start = "2024-10-11 21:00 WIT"
    found = reading("pemilu_2022", "to_police", start, "", "WIT")
    assert found.ends_at is not None
    assert found.ends_at.isoformat() == "2024-10-12T21:00:00+09:00"
    assert reading("pemilu_2022", "to_police", start, "2024-10-12 19:00 WIB", "WIT").state == "met"
    late = reading("pemilu_2022", "to_police", start, "2024-10-12 19:01 WIB", "WIT")
    assert (late.state, late.over) == ("late", 1)
    assert reading("pemilu_2022", "to_police", "2024-10-11").state == "unclear"


def test_what_is_left_counts_today_and_skips_days_that_do_not_count() -> None:
    found = reading("pemilu_2022", "report_window", "2024-01-12")
    assert found.left(datetime(2024, 1, 19, 3, tzinfo=UTC), PACK) == 3
    assert found.left(datetime(2024, 1, 20, 3, tzinfo=UTC), PACK) == 2
    assert found.left(datetime(2024, 1, 30, 3, tzinfo=UTC), PACK) == 0


@given(DATES, st.sampled_from(["report_window", "kajian"]))
def test_a_working_day_window_holds_exactly_its_days(start: date, clock: str) -> None:
    found = reading("pemilu_2022", clock, start.isoformat())
    assert found.first is not None
    assert found.last is not None
    days = [start + timedelta(n) for n in range(1, (found.last - start).days + 1)]
    working = [day for day in days if why_not_working(PACK, day) is None]
    assert len(working) == found.clock.days
    assert working[0] == found.first
    assert working[-1] == found.last
    assert {one.day for one in found.skipped} == set(days) - set(working)


@given(DATES, st.integers(1, 40))
def test_a_later_start_never_ends_earlier(start: date, days: int) -> None:
    starts = (start, start + timedelta(days))
    lasts = [reading("pemilu_2022", "kajian", one.isoformat()).last for one in starts]
    for one, other in pairwise(lasts):
        assert one is not None
        assert other is not None
        assert one <= other


def test_the_packs_holidays_agree_with_the_library() -> None:
    import holidays

    for year in (2023, 2024, 2025, 2026):
        listed = {
            one.day for one in PACK.data.national_holidays if one.day and one.day.year == year
        }
        assert listed == set(holidays.country_holidays("ID", years=year)), year


def test_years_the_pack_does_not_list_come_from_the_library() -> None:
    found = why_not_working(PACK, date(2027, 8, 17))
    assert found is not None
    assert found[0] == "holiday"


def test_an_invitation_is_counted_back_from_the_clarification() -> None:
    asked = "2024-01-22"
    assert reading("pemilu_2022", "invite_clarification", asked, "2024-01-19").state == "met"
    late = reading("pemilu_2022", "invite_clarification", asked, "2024-01-20")
    assert late.state == "late"
    assert late.counted().in_("id") == "1 hari kerja sebelumnya, paling lambat"


def test_which_day_is_the_first_is_the_packs_to_say() -> None:
    profile = next(one for one in PACK.data.clock_profiles if one.id == "pilkada_2020")
    same = profile.model_copy(update={"first_day": "same"})
    clock = next(one for one in profile.clocks if one.id == "report_window")
    dates = {"known": Moment.parse("2024-10-04")}
    assert read_clock(PACK, profile, clock, dates, ZONES["WIB"]).last == date(2024, 10, 11)
    assert read_clock(PACK, same, clock, dates, ZONES["WIB"]).last == date(2024, 10, 10)


@pytest.mark.parametrize(
    ("start", "years"), [("2026-11-02", ()), ("2026-12-28", (2027,)), ("2022-12-27", (2022,))]
)
def test_a_window_in_a_year_without_a_list_of_leave_says_so(
    start: str, years: tuple[int, ...]
) -> None:
    # Lost otherwise: a last day that looks certain and is off by the whole of Eid.
    found = reading("pemilu_2022", "report_window", start)
    assert tuple(year for year in found.unlisted if year != 2023) == years
    assert all(str(year) in text for year, text in zip(years, found.caveats("id"), strict=False))


def test_pilkada_counts_the_study_by_both_readings() -> None:
    clocks = {one.id: one for one in PACK.data.clock_profiles[1].clocks}
    assert clocks["kajian_received"].from_ == "reported"
    assert clocks["kajian_registered"].from_ == "registered"
    for clock in ("kajian_received", "kajian_registered"):
        [conflict] = PACK.conflicts_about(clock)
        assert {one.id for one in conflict.readings} == {"diterima", "registrasi"}
