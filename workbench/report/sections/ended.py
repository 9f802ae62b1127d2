"""Every end that a kajian in a study names: the norm, whom it is about, what was concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def ended(kajian: Json) -> Iterator[dict[str, Any]]:
    """Yield one conclusion for each norm and group of people, with ``for`` who they are.

    Who has an end of their own under a norm stands apart from the others.
    """
    for one in kajian.get("conclusions") or ():
        own: Json = one.get("persons") or {}
        rest = [person for person in one.get("concerns") or () if person not in own]
        if rest or not own:
            yield {**one, "for": rest}
        for person, end in own.items():
            yield {**one, **end, "for": [person]}
