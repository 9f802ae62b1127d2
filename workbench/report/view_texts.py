"""Every text of a view: what each rendering must show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

# Names of fields that steer a rendering and are never printed.
_UNSEEN = frozenset(
    {"anchor", "language", "dated", "office", "svg", "data", "severity", "status", "kind"}
)


def texts(part: Any) -> Iterator[str]:
    """Yield every text of a view that a reader must meet, in order.

    Tests use it to compare renderings: each of these stands in each of them.
    """
    if isinstance(part, str):
        if part.strip():
            yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in _UNSEEN and isinstance(value, str | bytes):
                continue
            yield from texts(value)
