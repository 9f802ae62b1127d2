"""What copies mean for a case: how many scenes there are, and which exhibit is nearest to each.

A crop, screenshot or collage shows a scene that another exhibit shows better; it adds
none of its own. Two shots of one scene are two exhibits and one scene. Which of two
is the better one is read from the size at which they show what both show, and from
metadata. That is an observation on files, not a proof of who took a photograph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.region import ORIENTATIONS
from workbench.duplicates.pair import STRENGTH, Link, Pair, Scene
from workbench.duplicates.relations.groups import connected

# Distances of hashes do not compare with those of matched points, which are only asked where
# hashes are too far apart: what a hash finds is the closer one.
_HASHES = frozenset({"sha256", "pixels", "phash256", "phash256-trim", "ink"})
_TURNS = frozenset(ORIENTATIONS) - {""}
_Rank = tuple[int, bool, int, str, int, str]


@dataclass(frozen=True)
class Trait:
    """What speaks for one picture being nearer to the original than another.

    Attributes
    ----------
    path
        Below ``evidence/``.
    pixels
        Width times height.
    size
        Bytes.
    has_camera
        Whether the file names a camera.
    captured
        When it says that it was made, ISO 8601 in one zone; empty when it does not.
    """

    path: str
    pixels: int = 0
    size: int = 0
    has_camera: bool = False
    captured: str = ""

    def rank(self) -> tuple[bool, int, str, int, str]:
        """Return what to sort by: the most original first."""
        return not self.has_camera, -self.pixels, self.captured or "9", -self.size, self.path


def scenes(pairs: Iterable[Pair], traits: Mapping[str, Trait]) -> tuple[Scene, ...]:
    """Return one entry for each distinct scene among the pictures of a case.

    Parameters
    ----------
    pairs
        Without those that the reviewer rejected.
    traits
        By path, of every exhibit that decodes to a picture.
    """
    known = [pair for pair in pairs if pair.a in traits and pair.b in traits]
    # A banner that hangs in two places makes them neither one scene nor one exhibit.
    links = [pair for pair in known if pair.kind != "shared"]
    same = _same(links, traits)
    copies = _copies(links, traits, same)
    roots = [one for one in dict.fromkeys(same.values()) if not copies.get(one)]
    roots += _rootless(same, copies, roots, traits)
    reached = {root: _reached(root, copies) for root in roots}
    found = []
    for shots in _taken_again(links, same, reached, traits):
        within = set().union(*(reached[shot] for shot in shots))
        members = sorted(path for path, one in same.items() if one in within)
        found.append(_scene(shots, members, links, traits))
    return tuple(sorted(found))


def _taken_again(
    links: list[Pair],
    same: Mapping[str, tuple[str, ...]],
    reached: Mapping[tuple[str, ...], set[tuple[str, ...]]],
    traits: Mapping[str, Trait],
) -> list[list[tuple[str, ...]]]:
    """Return the roots of each scene, the most original first: one for each shot of it.

    A collage hangs on several roots; that it shows a scene joins none of them.
    """
    of = {path: [root for root in reached if one in reached[root]] for path, one in same.items()}
    ties = [(root[0], root[0]) for root in reached]
    ties += [
        (of[pair.a][0][0], of[pair.b][0][0])
        for pair in links
        if pair.kind == "scene" and len(of[pair.a]) == len(of[pair.b]) == 1
    ]
    by_first = {root[0]: root for root in reached}
    scenes_ = ([by_first[first] for first in members] for members in connected(ties))
    return [sorted(s, key=lambda root: min(traits[path].rank() for path in root)) for s in scenes_]


def _same(links: list[Pair], traits: Mapping[str, Trait]) -> dict[str, tuple[str, ...]]:
    """Return, for each picture, the set of whole-picture copies that it belongs to."""
    sets = connected((pair.a, pair.b) for pair in links if pair.kind in {"exact", "near"})
    same = {path: members for members in sets for path in members}
    return {path: same.get(path, (path,)) for path in sorted(traits)}


def _copies(
    links: list[Pair], traits: Mapping[str, Trait], same: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Return, for each set that only shows another's scene, the sets that it was made from."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    # The best copies of both sides speak first: a small one makes anything look enlarged.
    best = sorted(links, key=lambda pair: (-traits[pair.a].pixels - traits[pair.b].pixels, pair))
    for pair in best:
        if pair.kind == "part" and same[pair.a] != same[pair.b]:
            source, copy = _direction(pair, traits)
            if same[source] not in _above(same[copy], found):
                found.setdefault(same[copy], set()).add(same[source])
    return {copy: _nearest(sources, found) for copy, sources in found.items()}


def _nearest(
    sources: set[tuple[str, ...]], copies: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> set[tuple[str, ...]]:
    """Leave out sources that only show again what another source of the same copy shows.

    A screenshot of a photo shares that photo with a collage, too; it does not show the
    other photos of the collage for that.
    """
    return {one for one in sources if not _sources(one, copies) & (sources - {one})}


def _above(
    one: tuple[str, ...], copies: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> set[tuple[str, ...]]:
    """Return the sets that were made, directly or not, from `one`: links must not run round."""
    return {copy for copy in copies if one in _sources(copy, copies)}


def _sources(
    one: tuple[str, ...], copies: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> set[tuple[str, ...]]:
    seen: set[tuple[str, ...]] = set()
    waiting = list(copies.get(one, ()))
    while waiting:
        now = waiting.pop()
        if now not in seen:
            seen.add(now)
            waiting += copies.get(now, ())
    return seen


def _direction(pair: Pair, traits: Mapping[str, Trait]) -> tuple[str, str]:
    """Return which of two came first, as far as size tells: the source, then the copy."""
    place = pair.transform.rpartition("+")[2]
    if pair.scale <= rules.SMALLER:
        return pair.a, pair.b
    if pair.scale >= 1 / rules.SMALLER:
        return pair.b, pair.a
    if place in {"contains", "inside"}:
        return (pair.a, pair.b) if place == "contains" else (pair.b, pair.a)
    first, second = sorted((traits[pair.a], traits[pair.b]), key=Trait.rank)
    return first.path, second.path


def _rootless(
    same: Mapping[str, tuple[str, ...]],
    copies: Mapping[tuple[str, ...], set[tuple[str, ...]]],
    roots: list[tuple[str, ...]],
    traits: Mapping[str, Trait],
) -> list[tuple[str, ...]]:
    """Return a root for every set that no root reaches, so that no picture is lost."""
    reached = {one for root in roots for one in _reached(root, copies)}
    left = [one for one in dict.fromkeys(same.values()) if one not in reached]
    found = []
    for one in sorted(left, key=lambda one: min(traits[path].rank() for path in one)):
        if one not in reached:
            found.append(one)
            reached |= _reached(one, copies)
    return found


def _reached(
    root: tuple[str, ...], copies: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> set[tuple[str, ...]]:
    """Return the root and every set that was made from it."""
    return {root} | {copy for copy in copies if root in _sources(copy, copies)}


def _scene(
    shots: list[tuple[str, ...]],
    members: list[str],
    links: list[Pair],
    traits: Mapping[str, Trait],
) -> Scene:
    firsts = [min((traits[path] for path in shot), key=Trait.rank) for shot in shots]
    original = firsts[0]
    others = [traits[path] for path in members if path != original.path]
    step_of = {path: min(index, 1) for index, shot in enumerate(shots) for path in shot}
    order: dict[str, _Rank] = {
        path: (step_of.get(path, 2), *traits[path].rank()) for path in members
    }
    order[original.path] = (-1, False, 0, "", 0, "")
    steps = [
        step
        for path in members
        if path != original.path and (step := _link(path, links, order)) is not None
    ]
    return Scene(
        original.path,
        _reasons(original, others),
        tuple(members),
        tuple(sorted(steps)),
        tuple(first.path for first in firsts),
    )


def _link(path: str, links: list[Pair], order: Mapping[str, _Rank]) -> Link | None:
    """Return the likeliest link to `path` from a member that is nearer to the original.

    Of two that `path` could be a part of, or hold, it is the one that shows more of it: a
    screenshot of a photo was not made from a crop of that photo. Of several that are as
    close, it is the one nearest to the original: nothing says that there was a step between.
    """
    candidates = []
    for pair in links:
        other = pair.b if pair.a == path else pair.a
        if path in (pair.a, pair.b) and other in order and order[other] < order[path]:
            link = Link(other, path, pair.kind, pair.transform)
            candidates.append((closeness(pair, other), apart(pair), order[other], link))
    if not candidates:
        return None
    best, closest, *_ = min(candidates)
    alike = [(rank, link) for close, distance, rank, link in candidates
             if close == best and distance < closest + rules.NOISE]  # fmt: skip
    return min(alike)[1]


def apart(pair: Pair) -> int:
    """Return the distance of a pair; a border around one of the two is a step as well."""
    return pair.distance + (rules.NOISE if "trim" in pair.transform.split("+") else 0)


def closeness(pair: Pair, source: str) -> tuple[int, bool, float, bool, bool]:
    """Return how little lies between the two of a pair, distance aside; small is close."""
    return (
        STRENGTH[pair.kind],
        "overlaps" in pair.transform,
        -round(_shown(pair, source), 1),
        pair.method not in _HASHES,
        any(step in _TURNS or step.startswith("turn") for step in pair.transform.split("+")),
    )


def _shown(pair: Pair, source: str) -> float:
    """Return the share of the other picture that `source` accounts for."""
    whole = "contains" if pair.a == source else "inside"
    if len(pair.mapping) != 6 or pair.transform.endswith(whole):
        return 1.0
    a, b, _, d, e, _ = pair.mapping
    area = abs(a * e - b * d)
    return min(1.0, area if pair.a == source else 1 / max(area, 1e-9))


def _reasons(original: Trait, others: list[Trait]) -> tuple[str, ...]:
    if not others:
        return ("only",)
    found = []
    if original.has_camera and not all(other.has_camera for other in others):
        found.append("camera")
    if all(original.pixels > other.pixels for other in others):
        found.append("pixels")
    dated = [other.captured for other in others if other.captured]
    if original.captured and dated and all(original.captured < other for other in dated):
        found.append("earliest")
    if all(original.size > other.size for other in others):
        found.append("bytes")
    return tuple(found)
