"""Which cited exhibits show the same scene, and how many scenes there are: copies count once.

Whole pictures and files that are alike are copies also when the link between them is
not cited. Of a part inside a picture only the very pair counts while nobody has looked
at it: two captures that hold the same photo may each show something of their own. A
pair that the reviewer confirmed is one scene, whatever lies between; a pair that the
reviewer rejected is none. A collage shows several scenes and adds none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.relations.groups import connected
from workbench.evidence.exhibit import Exhibit

# Groups of which each member shows what the others show.
_WHOLE = frozenset({"exact", "near", "scene"})
# How a pair says that neither picture holds the whole of the other.
_OVERLAP = "overlaps"


@dataclass(frozen=True)
class Scenes:
    """What a number of cited exhibits show.

    Attributes
    ----------
    shared
        Sets of ids that show one scene, each of two or more; a collage stands in several.
    count
        How many independent sources the exhibits are.
    """

    shared: tuple[frozenset[str], ...]
    count: int


def scenes_among(cited: Iterable[str], exhibits: Iterable[Exhibit], found: Duplicates) -> Scenes:
    """Return the scenes that cited exhibits show.

    Parameters
    ----------
    cited
        Ids.
    exhibits
        All of the case.
    found
        Their duplicates, with the reviewer's answers.
    """
    wanted = set(cited)
    paths = {exhibit.id: exhibit.path for exhibit in exhibits if exhibit.id in wanted}
    whole = _whole(found)
    above = _above(found, whole, set(paths.values()))
    roots = {one: _roots(whole.get(path, path), above) for one, path in paths.items()}
    # One that the case has no file for cannot be a copy of anything.
    roots |= {one: frozenset([one]) for one in wanted - set(paths)}
    showing: dict[str, set[str]] = {}
    for one, reached in roots.items():
        for root in reached:
            showing.setdefault(root, set()).add(one)
    shared = {frozenset(ids) for ids in showing.values() if len(ids) > 1}
    return Scenes(tuple(sorted(shared, key=sorted)), _independent(roots))


def _independent(roots: Mapping[str, frozenset[str]]) -> int:
    """Return how many exhibits show a scene that none before them did, the plainest first."""
    count, seen = 0, set[str]()
    for _, reached in sorted(roots.items(), key=lambda item: (len(item[1]), item[0])):
        count += not reached <= seen
        seen |= reached
    return count


def _whole(found: Duplicates) -> dict[str, str]:
    """Return one name for each set of whole copies, by path."""
    alike = [group.members for group in found.groups if group.kind in _WHOLE]
    sets = connected((members[0], path) for members in alike for path in members)
    return {path: min(members) for members in sets for path in members}


def _above(found: Duplicates, whole: Mapping[str, str], cited: set[str]) -> dict[str, set[str]]:
    """Return what each picture was made from, as far as that counts."""
    steps = {(link.source, link.copy) for scene in found.scenes for link in scene.links}
    above: dict[str, set[str]] = {}
    for pair in found.pairs:
        if pair.kind == "part" and _counts(pair, cited):
            source, copy = (whole.get(path, path) for path in _direction(pair, steps))
            if source != copy:
                above.setdefault(copy, set()).add(source)
    return above


def _counts(pair: Pair, cited: set[str]) -> bool:
    if pair.decision:
        return pair.decision == "same"
    return _OVERLAP not in pair.transform and {pair.a, pair.b} <= cited


def _direction(pair: Pair, steps: set[tuple[str, str]]) -> tuple[str, str]:
    """Return what was there first, then what was made from it."""
    forth, back = (pair.a, pair.b), (pair.b, pair.a)
    if (forth in steps) != (back in steps):
        return forth if forth in steps else back
    if bool(pair.place_a) != bool(pair.place_b):
        return back if pair.place_a else forth
    return back if pair.transform.rpartition("+")[2] == "inside" else forth


def _roots(start: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    """Return where the ways up from a picture end; links that run round end at the first name."""
    seen, waiting, ends = set[str](), [start], set[str]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        further = above.get(here, set())
        waiting += further
        if not further:
            ends.add(here)
    return frozenset(ends or {min(seen)})
