"""Which number of a date is the day: decided by all lines of an export, never by one.

In this order: what is written out; the names that the app gives attachments, which hold the day;
which orders make all dates possible and let time run forward; the case of am and pm (of 84 public
exports with lower case none writes the month first, of 113 with capitals three write the day
first); last, the custom of Indonesia, day first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from workbench.metadata.chats.chat import DateOrder
from workbench.metadata.chats.headers import Header
from workbench.metadata.moments import FIRST, LAST

#: Lines by which one order must be better than the next before that alone decides.
LINES = 2
#: Of fewer lines than this, one may decide: there is nothing it could contradict.
FEW = 6
#: Days that a line may lie from the one before to count as its natural follower.
NEXT = 2
#: An order that spreads the messages over more than so many times the days, and a quarter of a
#: year, is not the likelier one.
TIMES, QUARTER = 3, 92
# No messenger of this kind wrote before; a two-digit year that falls there is none.
_OLDEST = 2009


def date_order(headers: Sequence[Header], attached: Iterable[tuple[Header, date]]) -> DateOrder:
    """Return how the dates of an export are to be read.

    Parameters
    ----------
    headers
        The heads of its messages, at least one, all of one form.
    attached
        Heads of messages whose attachment is named after a day, with that day.
    """
    kind = headers[0].form[1]
    if kind.startswith("words"):
        return DateOrder("dmy", "written", is_certain=True)
    if kind.startswith("no year"):
        return DateOrder("dmy", "custom", is_certain=False, other="mdy")
    if kind.startswith("year first"):
        return DateOrder("ymd", "written", is_certain=True)
    costs = {order: _cost(headers, order) for order in ("dmy", "mdy")}
    if kind.startswith("year short") and _may_be_year_first(headers, kind, costs):
        costs["ymd"] = _cost(headers, "ymd")
    return (
        _by_attachments(attached, costs) or _by_dates(headers, costs) or _by_custom(headers, costs)
    )


def _may_be_year_first(headers: Sequence[Header], kind: str, costs: dict[str, int]) -> bool:
    """Whether a short year may come first: hardly anywhere, so only what all lines say counts."""
    cost, lowest = _cost(headers, "ymd"), min(costs.values())
    if cost + LINES <= lowest:
        return True
    shortest = min(_span(headers, order) for order in costs if costs[order] == lowest)
    return kind.endswith("-") and cost <= lowest and _span(headers, "ymd") <= shortest


def day_of(numbers: tuple[int, int, int], order: str, kind: str = "") -> date | None:
    """Return the day that three numbers name in an order, or None when there is no such day."""
    return _day(numbers, "dmy" if kind.startswith("words") else order)


@cache
def _day(numbers: tuple[int, int, int], order: str) -> date | None:
    first, second, third = numbers
    year, month, day = {
        "dmy": (third, second, first), "mdy": (third, first, second), "ymd": (first, second, third),
    }[order]  # fmt: skip
    if year < 100:
        year += 2000
    if not FIRST <= year <= LAST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_attachments(
    attached: Iterable[tuple[Header, date]], costs: dict[str, int]
) -> DateOrder | None:
    votes = dict.fromkeys(costs, 0)
    for header, named in attached:
        close = [
            order
            for order in costs
            if (day := _day(header.date, order)) is not None and abs((day - named).days) <= 1
        ]
        if len(close) == 1:
            votes[close[0]] += 1
    ranked = sorted(votes, key=lambda order: (-votes[order], order))
    best, second = ranked[0], ranked[1]
    if not votes[best] or votes[best] < 2 * votes[second] or votes[best] == votes[second]:
        return None
    if costs[best] > min(costs.values()) + LINES:
        return None
    return DateOrder(best, "attachments", is_certain=True)


def _by_dates(headers: Sequence[Header], costs: dict[str, int]) -> DateOrder | None:
    """Decide by possible dates and by time running forward; one line alone settles nothing."""
    best, second, *_ = sorted(costs, key=lambda order: (costs[order], order))
    lead = costs[second] - costs[best]
    if lead >= LINES or (lead and (len(headers) < FEW or _follows(headers, best, second))):
        basis = "numbers" if _impossible(headers, second) else "sequence"
        others = [one for one in costs if one != best and costs[one] == costs[best]]
        return DateOrder(best, basis, is_certain=not others, other="".join(others[:1]))
    return None


def _follows(headers: Sequence[Header], best: str, second: str) -> bool:
    """Whether each line that only one order can read lies close to its neighbour in it.

    The first line of an export has nothing above it that could hold it as text: what stands
    below is its neighbour.
    """
    for at, one in enumerate(headers):
        if _day(one.date, second) is None:
            near = headers[at - 1] if at else headers[1]
            ours, theirs = _day(one.date, best), _day(near.date, best)
            if ours is None or theirs is None or abs((ours - theirs).days) > NEXT:
                return False
    return True


def _by_custom(headers: Sequence[Header], costs: dict[str, int]) -> DateOrder:
    """Choose without proof: by am and pm, by the shorter span of time, by custom."""
    possible = _possible(headers, costs)
    near = _shortest(headers, possible)
    basis, chosen = "custom", ("dmy" if "dmy" in near else near[0])
    if len(near) < len(possible):
        basis = "span"
    elif headers[0].half and headers[0].system == "android" and "mdy" in near and "dmy" in near:
        # Only the United States write the month first, and their phones write AM and PM.
        basis, chosen = "half_day", ("mdy" if headers[0].half[0].isupper() else "dmy")
    others = [one for one in possible if one != chosen]
    if all(_reads_the_same(headers, chosen, other) for other in others):
        return DateOrder(chosen, "numbers", is_certain=True)
    return DateOrder(chosen, basis, is_certain=False, other=others[0])


def _possible(headers: Sequence[Header], costs: dict[str, int]) -> list[str]:
    """Return the orders that read nearly as many lines as the best one, the best first."""
    lowest = min(costs.values())
    least = lowest if len(headers) < FEW else lowest + LINES - 1
    return sorted((one for one in costs if costs[one] <= least), key=costs.__getitem__)


def _shortest(headers: Sequence[Header], orders: Sequence[str]) -> list[str]:
    """Return the orders in which the chat does not last many times longer than need be."""
    spans = {order: _span(headers, order) for order in orders}
    shortest = min(spans.values())
    return [order for order in orders if spans[order] <= TIMES * shortest + QUARTER]


def _reads_the_same(headers: Sequence[Header], one: str, other: str) -> bool:
    return all(_day(head.date, one) == _day(head.date, other) for head in headers)


def _cost(headers: Sequence[Header], order: str) -> int:
    """Return how many lines an order cannot read, and how often time runs back in it."""
    cost, latest = 0, None
    for one in headers:
        day = _day(one.date, order)
        if day is None or (one.form[1].startswith("year short") and day.year < _OLDEST):
            cost += 1
            continue
        if latest is not None and day < latest:
            cost += 1
        latest = day
    return cost


def _impossible(headers: Sequence[Header], order: str) -> bool:
    return any(_day(one.date, order) is None for one in headers)


def _span(headers: Sequence[Header], order: str) -> int:
    days = [day for one in headers if (day := _day(one.date, order)) is not None]
    return (max(days) - min(days)).days if days else 0
