"""What two exhibits say differently about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.metadata.fact import Fact


class Difference(NamedTuple):
    """One field of which two exhibits do not say the same; several values are joined by ``;``."""

    source: str
    name: str
    locator: str
    a: str
    b: str


def differences(facts: Iterable[Fact], a: str, b: str) -> list[Difference]:
    """Return every field (layer, name, place) that `a` and `b` fill differently, sorted."""
    tables: dict[str, dict[tuple[str, str, str], list[str]]] = {a: {}, b: {}}
    for fact in facts:
        if fact.exhibit in tables:
            key = (fact.source, fact.name, fact.locator)
            tables[fact.exhibit].setdefault(key, []).append(fact.value)
    found = []
    for key in sorted(tables[a].keys() | tables[b].keys()):
        one, other = tables[a].get(key, []), tables[b].get(key, [])
        if one != other:
            found.append(Difference(*key, "; ".join(one), "; ".join(other)))
    return found
