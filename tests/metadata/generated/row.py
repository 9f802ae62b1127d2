"""One generated file and what must be read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

# (layer, name) → what the first such reading must say: its typed value where it has one,
# otherwise its value; None where nothing of that name may be read.
Expected = dict[tuple[str, str], str | None]


@dataclass(frozen=True)
class Row:
    """A file: its name, how it is made, its type by content, and the facts expected."""

    name: str
    make: Callable[[], bytes]
    media_type: str
    expected: Expected = field(default_factory=dict)
