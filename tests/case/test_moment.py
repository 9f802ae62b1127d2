"""Dates as people write them: as exact as the source, and never more."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case.moment import ZONES, Moment, zone_name

WIB = ZONES["WIB"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2 Oktober 2024", "2024-10-02"),
        ("Rabu, 2 Okt 2024 pukul 19.30 WITA", "2024-10-02T19:30+08:00"),
        ("2-10-2024 19:30", "2024-10-02T19:30"),
        ("10/02/2024", "2024-02-10"),
        ("2024:10:02 19:30:05", "2024-10-02T19:30:05"),
        ("2024-10-02T19:30:00+08:00", "2024-10-02T19:30:00+08:00"),
        ("2024-10-02T12:30:00.123Z", "2024-10-02T12:30:00+00:00"),
        ("Jum'at 27 September 2024 jam 16.00 WIB", "2024-09-27T16:00+07:00"),
        ("Jum’at, 27 September 2024", "2024-09-27"),
        ("27 Sept. 2024, 4:05 pm", "2024-09-27T16:05"),
        ("12 Agustus 2024 12.00 am", "2024-08-12T00:00"),
        ("Oktober 2024", "2024-10"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("  2   Oktober\t2024 ", "2024-10-02"),
        ("29 Februari 2024", "2024-02-29"),
    ],
)
def test_forms_that_people_and_files_use(text: str, iso: str) -> None:
    assert Moment.parse(text).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "kemarin", "31 September 2024", "29 Februari 2023", "2024-13-01",
        "0000:00:00 00:00:00",
        "2 Oktober 2024 pukul 25.00", "2 Oktober 2024 19.30 WIBB", "2 Oktober 24", "19:30",
        "2 Oktober 2024 13.00 pm", "2024-10-02T19:30+15:00", "2 Foo 2024", "0001-01-01",
        "9999-12-31", "2 Oktober 2024 " + "x" * 500, "٢٠٢٤-١٣-٠١", "Rabu",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a|must be|out of range"):
        Moment.parse(text)


moments = st.builds(
    lambda day, clock, offset, precision: (
        Moment(day, clock.replace(second=0) if precision == "minute" else clock, offset, precision)
        if precision in {"minute", "second"}
        else Moment(_cut(day, precision), precision=precision)
    ),
    st.dates(date(2, 1, 1), date(9998, 12, 31)),
    st.times().map(lambda clock: clock.replace(microsecond=0)),
    st.none() | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.sampled_from(["year", "month", "day", "minute", "second"]),
)


def _cut(day: date, precision: str) -> date:
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day


@given(moments)
def test_a_moment_survives_being_written_and_read(moment: Moment) -> None:
    # Lost otherwise: a date in case.yaml that changes a little at each save.
    assert Moment.parse(moment.iso()) == moment


@given(moments, st.sampled_from(sorted(ZONES.values())))
def test_a_span_is_in_utc_and_never_empty(moment: Moment, zone: timedelta) -> None:
    start, end = moment.span(zone)
    assert start.utcoffset() == end.utcoffset() == timedelta(0)
    assert start < end
    assert end - start <= timedelta(days=366)


@given(st.text(max_size=90))
def test_any_other_text_raises_nothing_but_value_error(text: str) -> None:
    with suppress(ValueError):
        Moment.parse(text).span(WIB)


def test_a_date_without_a_zone_spans_the_offices_day() -> None:
    start, end = Moment.parse("2 Oktober 2024").span(ZONES["WIT"])
    assert start == datetime(2024, 10, 1, 15, tzinfo=UTC)
    assert end - start == timedelta(days=1)
    assert Moment.parse("Desember 2024").span(WIB)[1] == datetime(2024, 12, 31, 17, tzinfo=UTC)


def test_midnight_belongs_to_its_own_zone() -> None:
    in_jakarta = Moment.parse("3 Oktober 2024 00.15 WIB").span(WIB)[0]
    in_jayapura = Moment.parse("3 Oktober 2024 00.15 WIT").span(WIB)[0]
    assert in_jakarta - in_jayapura == timedelta(hours=2)
    assert in_jakarta.date() == date(2024, 10, 2)


def test_zones_have_their_names() -> None:
    assert [zone_name(value) for value in ZONES.values()] == ["WIB", "WITA", "WIT"]
    assert zone_name(timedelta(hours=-3, minutes=-30)) == "UTC-03:30"
    assert (zone_name(timedelta(0)), zone_name(None)) == ("UTC", "")


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("Rabu, 2 Oktober 2024", 2), ("Jum'at 27/9/2024", 4), ("Ahad", 6), ("2 Oktober", None)],
)
def test_the_weekday_that_a_text_names(text: str, weekday: int | None) -> None:
    assert Moment.weekday_of(text) == weekday
