"""What one field of a rule pack may hold: a day, a whole number, yes or no, an id, a pattern."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ()./_-]{0,63}\Z")


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


def _count(value: Any) -> int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str) and value.isdigit() and len(value) < 5:
        return int(value)
    raise PydanticCustomError("count", "not a whole number")


def _weekday(value: Any) -> int:
    found = _count(value)
    if found is not None and 1 <= found <= 7:
        return found
    raise PydanticCustomError("weekday", "not a day of the week")


def _time(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _TIME.match(value):
        return time.fromisoformat(value)
    raise PydanticCustomError("time", "not a time of day")


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in {"yes", "no"}:
        return str(value) == "yes"
    raise PydanticCustomError("yes_no", "not yes or no")


def _item_id(value: Any) -> str:
    if isinstance(value, str) and _ID.match(value):
        return value
    raise PydanticCustomError("item_id", "not an id")


def _pattern(value: Any) -> str:
    try:
        re.compile(value)
    except (re.error, TypeError):
        raise PydanticCustomError("pattern", "not a pattern") from None
    return str(value)


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    PlainSerializer(lambda day: day.isoformat() if day else None),
]
Count = Annotated[int | None, BeforeValidator(_count)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Time = Annotated[
    time,
    BeforeValidator(_time),
    PlainSerializer(lambda moment: moment.isoformat("minutes")),
]
Truth = Annotated[bool, BeforeValidator(_truth)]
ItemId = Annotated[str, BeforeValidator(_item_id)]
Pattern = Annotated[str, BeforeValidator(_pattern)]
