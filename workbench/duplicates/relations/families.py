"""What a person looks at: each exhibit once, against the one that it hangs on.

Fifteen copies of a photograph are 105 pairs, and fourteen of them say all: which picture is
nearest to the original, and how each of the others lies to it. Letters, chats, recordings
and videos have no original that a file could name; they hang on whichever is closest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbench.duplicates import rules
from workbench.duplicates.pair import APART, STRENGTH, Duplicates, Pair, Scene
from workbench.duplicates.relations.groups import connected
from workbench.duplicates.relations.scenes import apart, closeness

# Units that compare with each other, the closest kind of measurement first.
_UNITS = {"sha256": 0, "pixels": 0, "audio": 0, "phash256": 1, "phash256-trim": 1}
_OTHER = 2


@dataclass(frozen=True)
class Step:
    """One exhibit of a family, and the one that it hangs on.

    Attributes
    ----------
    path
        Below ``evidence/``.
    way
        From the first exhibit of the family down to this one.
    pair
        What was measured between this one and the one before; None for the first.
    ordered
        For each step of the way, whether size and content allow that the second was made
        from the first.
    """

    path: str
    way: tuple[str, ...]
    pair: Pair | None = None
    ordered: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Family:
    """Exhibits that hang together.

    Attributes
    ----------
    steps
        Each exhibit once, what hangs on it directly below it.
    scene
        What the pictures among them show; None where there is no picture to tell from.
    """

    steps: tuple[Step, ...]
    scene: Scene | None = None

    def pairs(self) -> list[Pair]:
        """Return what was measured along the steps."""
        return [step.pair for step in self.steps if step.pair is not None]


def families(found: Duplicates) -> tuple[Family, ...]:
    """Return every family of two exhibits and more, the largest first.

    A pair that the reviewer rejected ties nothing. An exhibit stands in several families
    where it shows several scenes, as a collage does.
    """
    live = [pair for pair in found.pairs if pair.decision != "different"]
    made = _of_scenes(found.scenes, live)
    together = [frozenset(step.path for step in family.steps) for family in made]
    left = [pair for pair in live if not any({pair.a, pair.b} <= paths for paths in together)]
    made += [_tied(members, left) for members in connected((p.a, p.b) for p in left)]
    several = [family for family in made if len(family.steps) > 1]
    return tuple(sorted(several, key=lambda one: (-len(one.steps), one.steps[0].path)))


def ranked(found: Duplicates) -> tuple[Pair, ...]:
    """Return every pair, the most telling first.

    First come those that tie each exhibit to the one that it hangs on, family by family;
    then the others, the strongest first; the rejected ones last.
    """
    leading = dict.fromkeys(pair for family in families(found) for pair in family.pairs())
    others = sorted(set(found.pairs) - leading.keys(), key=strength)
    kept = [pair for pair in others if pair.decision != "different"]
    rejected = [pair for pair in others if pair.decision == "different"]
    return (*leading, *kept, *rejected)


def between(found: Duplicates, a: str, b: str) -> tuple[str, ...]:
    """Return the exhibits through which two hang together all the same, on the shortest way.

    Empty when nothing ties them but a pair of their own.
    """
    beside: dict[str, set[str]] = {}
    for pair in found.pairs:
        if pair.decision != "different" and pair.kind not in APART and {pair.a, pair.b} != {a, b}:
            beside.setdefault(pair.a, set()).add(pair.b)
            beside.setdefault(pair.b, set()).add(pair.a)
    before: dict[str, str] = {a: a}
    waiting = [a]
    while waiting and b not in before:
        here = waiting.pop(0)
        for path in sorted(beside.get(here, set()) - before.keys()):
            before[path] = here
            waiting.append(path)
    way: list[str] = []
    here = before.get(b, a)
    while here != a:
        way.append(here)
        here = before[here]
    return tuple(reversed(way))


def strength(pair: Pair) -> tuple[int, int, int, str, str]:
    """Return what to sort pairs by: the strongest relation, the smallest distance first."""
    unit = _UNITS.get(pair.method, _OTHER)
    return STRENGTH[pair.kind], unit, pair.distance, pair.a, pair.b


_Hanging = tuple[Pair, str, bool]


def _of_scenes(scenes: Iterable[Scene], pairs: Iterable[Pair]) -> list[Family]:
    """Return a family for each scene of a case."""
    every, live = tuple(scenes), list(pairs)
    shown = Counter(path for scene in every for path in scene.members)
    # What lies in a collage shows one of its scenes, and a collage does not tell which.
    telling = {path for path, count in shown.items() if count == 1}
    return [_of_scene(scene, live, set(shown), telling) for scene in every]


def _of_scene(scene: Scene, pairs: Iterable[Pair], pictures: set[str], telling: set[str]) -> Family:
    """Return the pictures of a scene, and the files that enclose one of them below it."""
    of = {frozenset((pair.a, pair.b)): pair for pair in pairs}
    below: dict[str, list[_Hanging]] = {}
    for link in scene.links:
        pair = of.get(frozenset((link.source, link.copy)))
        if pair is not None:
            is_copy = link.kind != "scene" and "overlaps" not in link.transform
            below.setdefault(link.source, []).append(
                (pair, link.copy, bool(scene.reasons) and is_copy)
            )
    place = {path: number for number, path in enumerate(_down(scene, below))}
    held = {path: place[path] for path in scene.members if path in telling and path in place}
    for path, pair in _enclosing(held, of.values(), pictures).items():
        source = pair.a if pair.b == path else pair.b
        # A photograph may be a frame of the video as well as the other way round.
        ordered = bool(scene.reasons) and "time=" not in pair.place_a + pair.place_b
        below.setdefault(source, []).append((pair, path, ordered))
    roots = _roots(scene, below)
    return Family(tuple(step for root in roots for step in _walk(root, below)), scene)


def _roots(scene: Scene, below: Mapping[str, list[_Hanging]]) -> list[str]:
    """Return the original, and every member that hangs on none."""
    hanging = {copy for one in below.values() for _, copy, _ in one}
    return list(
        dict.fromkeys((scene.original, *(path for path in scene.members if path not in hanging)))
    )


def _down(scene: Scene, below: Mapping[str, list[_Hanging]]) -> list[str]:
    """Return the members from the original down: the fewer steps away, the earlier."""
    steps = (step for root in _roots(scene, below) for step in _walk(root, below))
    return [step.path for step in sorted(steps, key=lambda step: len(step.way))]


def _enclosing(
    held: Mapping[str, int], pairs: Iterable[Pair], pictures: set[str]
) -> dict[str, Pair]:
    """Return documents and videos that enclose a picture of a scene, each with its pair.

    Of several that are as close it is the one nearest to the original, as in a chain.
    """
    candidates: dict[str, list[tuple[tuple[object, ...], int, int, Pair]]] = {}
    for pair in pairs:
        for source, path in ((pair.a, pair.b), (pair.b, pair.a)):
            if source in held and path not in pictures and pair.kind != "shared":
                rank = (closeness(pair, source), apart(pair), held[source], pair)
                candidates.setdefault(path, []).append(rank)
    found = {}
    for path, ranked_ in candidates.items():
        best, closest, *_ = min(ranked_)
        alike = [(place, pair) for close, distance, place, pair in ranked_
                 if close == best and distance < closest + rules.NOISE]  # fmt: skip
        found[path] = min(alike)[1]
    return found


def _walk(first: str, below: Mapping[str, list[_Hanging]]) -> Iterator[Step]:
    """Yield one exhibit, then each that hangs on it with everything below, depth first."""
    waiting = [Step(first, (first,))]
    while waiting:
        step = waiting.pop()
        yield step
        hanging = sorted(below.get(step.path, ()), key=lambda one: strength(one[0]), reverse=True)
        waiting += [
            Step(copy, (*step.way, copy), pair, (*step.ordered, is_ordered))
            for pair, copy, is_ordered in hanging
            if copy not in step.way
        ]


def _tied(members: tuple[str, ...], pairs: Iterable[Pair]) -> Family:
    """Return exhibits without a common picture, each on the closest one."""
    below: dict[str, list[_Hanging]] = {}
    tied = {path: {path} for path in members}
    for pair in sorted((pair for pair in pairs if pair.a in tied), key=strength):
        one, other = tied[pair.a], tied[pair.b]
        if one is not other:
            one |= other
            tied |= dict.fromkeys(other, one)
            below.setdefault(pair.a, []).append((pair, pair.b, False))
            below.setdefault(pair.b, []).append((pair, pair.a, False))
    return Family(tuple(_walk(members[0], below)))
