"""From pairs to groups: who is connected to whom, at each strength of connection."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.duplicates.pair import Group, Kind, Pair

# From the strongest connection to the weakest.
_KINDS: tuple[Kind, ...] = ("exact", "near", "part", "scene", "shared")


def groups(pairs: Iterable[Pair]) -> tuple[Group, ...]:
    """Return the connected sets at each kind, the strongest kind first.

    A group of a weaker kind contains the stronger groups that it connects; it is
    listed only when at least one pair of its own kind holds it together. Those that
    only share a print or picture stand by themselves: what they have in common is that.
    """
    found: list[Group] = []
    links: list[Pair] = []
    every = list(pairs)
    for kind in _KINDS:
        own = [pair for pair in every if pair.kind == kind]
        links += own
        touched = {path for pair in own for path in (pair.a, pair.b)}
        found += [
            Group(kind, members)
            for members in connected(
                (pair.a, pair.b) for pair in (links if kind != "shared" else own)
            )
            if touched.intersection(members)
        ]
    return tuple(found)


def connected(links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the connected sets, each sorted, in the order of their first members."""
    parent: dict[str, str] = {}

    def root(path: str) -> str:
        parent.setdefault(path, path)
        while parent[path] != path:
            parent[path] = parent[parent[path]]
            path = parent[path]
        return path

    for a, b in links:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    sets: dict[str, list[str]] = {}
    for path in parent:
        sets.setdefault(root(path), []).append(path)
    return sorted(tuple(sorted(members)) for members in sets.values())
