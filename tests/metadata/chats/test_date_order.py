"""A date read with the month first moves a whole conversation by months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workbench.metadata.chats.chat import DateOrder
from workbench.metadata.chats.date_order import FEW, LINES, NEXT
from workbench.metadata.chats.whatsapp import parse


def order(*lines: str) -> DateOrder:
    chat = parse("".join(f"{line}\n" for line in lines))
    assert chat is not None
    assert chat.order is not None
    return chat.order


def said(*days: str, clock: str = "19.22", text: str = "x") -> list[str]:
    return [f"{day} {clock} - A: {text}" for day in days]


def test_names_of_attachments_prove_the_order() -> None:
    name = "IMG-20210703-WA0001.jpg (file attached)"
    proven = order("03/07/2021, 10:00 - A: x", f"03/07/2021, 10:01 - A: {name}")
    assert proven == DateOrder("dmy", "attachments", is_certain=True)
    assert order("07/03/2021, 10:00 - A: x", f"07/03/2021, 10:01 - A: {name}").order == "mdy"
    iphone = "\u200e<attached: 00000012-PHOTO-2021-07-03-10-01-00.jpg>"
    assert order(f"[07/03/21, 10:01:00] A: {iphone}").order == "mdy"
    assert order(f"21-07-03, 10:01 - A: {name}") == DateOrder("ymd", "attachments", is_certain=True)
    # A file of another day proves nothing.
    assert not order(f"05/06/2021, 10:01 - A: {name}").is_certain


def test_lower_case_halves_put_the_day_first_and_capitals_the_month() -> None:
    assert order("05/06/2021, 7:22 pm - A: x") == DateOrder("dmy", "half_day", False, "mdy")
    assert order("05/06/2021, 7:22 PM - A: x") == DateOrder("mdy", "half_day", False, "dmy")
    assert order("05/06/2021, 19:22 - A: x") == DateOrder("dmy", "custom", False, "mdy")


def test_a_short_year_first_shows_by_time_running_forward() -> None:
    days = [date(2019, 3, 28) + timedelta(days=n) for n in range(12)]
    first = order(*said(*(f"{day:%y-%m-%d}," for day in days)))
    assert (first.order, first.is_certain) == ("ymd", True)
    alone = order(*said("19-04-16,"))
    assert (alone.order, alone.is_certain, alone.other) == ("dmy", False, "ymd")
    assert order(*said("19/04/16,")) == DateOrder("dmy", "numbers", is_certain=True)


@pytest.mark.parametrize(("lines", "is_certain"), [(LINES - 1, False), (LINES, True)])
def test_so_many_lines_settle_what_one_does_not(lines: int, is_certain: bool) -> None:
    """One line may be pasted text: it settles nothing in an export of some length."""
    known = said(*["05/06/24"] * (FEW - lines + 1))
    found = order(*known, *said(*["25/08/24"] * lines))
    assert (found.order, found.is_certain) == ("dmy", is_certain)


@pytest.mark.parametrize(("count", "is_certain"), [(FEW - 1, True), (FEW, False)])
def test_in_a_short_export_one_line_may_settle_it(count: int, is_certain: bool) -> None:
    found = order(*said(*["05/06/24"] * (count - 1), "25/08/24"))
    assert (found.order, found.is_certain) == ("dmy", is_certain)


@pytest.mark.parametrize(("days", "is_certain"), [(NEXT, True), (NEXT + 1, False)])
def test_one_line_that_follows_its_neighbour_closely_settles_it(
    days: int, is_certain: bool
) -> None:
    last = date(2024, 6, 12) + timedelta(days=days)
    found = order(*said(*["12/06/24"] * (FEW + 2), f"{last:%d/%m/%y}"))
    assert (found.order, found.is_certain) == ("dmy", is_certain)


def test_a_pasted_line_with_a_month_over_twelve_turns_nothing_round() -> None:
    days = said(*(f"{n:02d}/09/24" for n in range(1, 12)))
    chat = parse("\n".join([*days[:6], "10/31/24 08.00 - Pak Camat: palsu", *days[6:]]))
    assert chat is not None
    assert chat.order is not None
    assert (chat.order.order, len(chat.spoken), set(chat.participants)) == ("dmy", 11, {"A"})
    assert [one.reason for one in chat.unread] == ["impossible_dates"]


def test_dates_that_both_orders_read_alike_are_certain() -> None:
    assert order(*said("05/05/24", "06/06/24")).is_certain
