"""Find every pair that is alike among the exhibits of one case, and group them.

Thresholds are distances in bits of 256 and were chosen on 15.4 million pairs of
unrelated photographs: none of those came closer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from workbench.duplicates.compare.distance import nearest_orientation
from workbench.duplicates.compare.enclosed import flattened, folded
from workbench.duplicates.compare.film import alike_films, shown_at, stills, told_apart
from workbench.duplicates.compare.orientation import mapping_between
from workbench.duplicates.compare.parts import checked, parts, public_distance
from workbench.duplicates.compare.shared import settled
from workbench.duplicates.compare.text_pages import written
from workbench.duplicates.fingerprint.film import Film
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import (
    BITS,
    ORIENTATIONS,
    WHOLE,
    View,
    correlation,
    oriented,
)
from workbench.duplicates.fingerprint.sound import Sound, alike_sounds
from workbench.duplicates.fingerprint.words import Writing, alike_writings
from workbench.duplicates.pair import Duplicates, Kind, Pair
from workbench.duplicates.relations.groups import groups

#: Largest distance at which two whole photographs are reported as near.
NEAR = 48
#: The same where one side or both are rectangles cut out of a picture.
NEAR_TRIMMED = 48
#: Up to here a photograph is near when its small grey picture agrees this well too.
NEAR_CONFIRMED = 80
CONFIRMED = 0.9
#: Paper, screens and other pictures of mostly one tone look alike to every hash.
NEAR_TEXT = 10
#: A rectangle covering less of its picture than this is a part of it, not the picture itself.
MOSTLY = 0.6
#: Share of a picture that lies around a rectangle before it is called a border.
BORDER = 0.02

# Unrelated pictures differ in half of the bits.
_UNRELATED = BITS / 2


def find(
    fingerprints: Mapping[str, Fingerprint],
    hashes: Mapping[str, str],
    inside: Mapping[str, Mapping[str, Fingerprint]] | None = None,
    writings: Mapping[str, Writing] | None = None,
    sounds: Mapping[str, Sound] | None = None,
    films: Mapping[str, Film] | None = None,
) -> Duplicates:
    """Return every pair of exhibits that are alike, and the groups that they form.

    Parameters
    ----------
    fingerprints
        By path below ``evidence/``; only exhibits that decode to a picture.
    hashes
        SHA-256 by path, of every exhibit that could be read.
    inside
        By path and place, the pictures that documents and videos enclose.
    writings
        By path, the texts of documents and chats.
    sounds
        By path, what recordings and videos sound like.
    films
        By path, how videos go on, moment by moment.
    """
    enclosed = inside or {}
    pictures = flattened(fingerprints, enclosed)
    found = {(pair.a, pair.b): pair for pair in _same_bytes(hashes)}
    moving = films or {}
    played = {(pair.a, pair.b): pair for pair in alike_films(moving, enclosed)}
    known = frozenset(found.keys() | played.keys())
    seen = {
        (pair.a, pair.b): told_apart(pair, moving)
        for pair in folded(_alike(pictures, known), enclosed)
    }
    for pair in stills(fingerprints, moving, enclosed):
        seen[pair.a, pair.b] = shown_at(seen.get((pair.a, pair.b)), pair)
    for pair in (
        *played.values(),
        *seen.values(),
        *alike_writings(writings or {}),
        *alike_sounds(sounds or {}),
    ):
        found.setdefault((pair.a, pair.b), pair)
    pairs = tuple(sorted(found.values()))
    return Duplicates(groups(pairs), pairs)


def two_pictures(a: str, one: Fingerprint, b: str, other: Fingerprint) -> Pair | None:
    """Return how two pictures are alike, by the same rules; None when they are not.

    Parameters
    ----------
    a, one, b, other
        What each is called, ``a < b``, and its fingerprint; the second may lack the
        points of its mirror image.
    """
    return next(iter(_alike({a: one, b: other}, frozenset(), among=[(a, b)])), None)


def _alike(
    pictures: Mapping[str, Fingerprint],
    known: frozenset[tuple[str, str]],
    among: Iterable[tuple[str, str]] | None = None,
) -> tuple[Pair, ...]:
    """Return every pair of pictures that are alike, each by its strongest method.

    Parameters
    ----------
    pictures
        By path, or path and place inside a file.
    known
        Files that need no comparing any more, by their two paths.
    among
        Pictures whose points are compared; by default those that share likely points.
    """
    found: dict[tuple[str, str], Pair] = {}
    near = (checked(pair, pictures[pair.a], pictures[pair.b]) for pair in _near(pictures))
    for pair in (*_same_picture(pictures), *near):
        if pair is not None:
            found.setdefault((pair.a, pair.b), pair)
    for pair in parts(pictures, found.keys() | known, among):
        found[pair.a, pair.b] = pair
    every = written(pictures, found).values()
    return tuple(settled(pair, pictures[pair.a], pictures[pair.b]) for pair in every)


def _same_bytes(hashes: Mapping[str, str]) -> Iterator[Pair]:
    for a, b in _equal(hashes.items()):
        yield Pair(a, b, "exact", "sha256", 0, 1.0)


def _same_picture(fingerprints: Mapping[str, Fingerprint]) -> Iterator[Pair]:
    """Yield pairs whose pixels are equal although the files differ."""
    for attribute in ("coded", "pixels"):
        values = ((path, getattr(print_, attribute)) for path, print_ in fingerprints.items())
        for a, b in _equal(values):
            turn = _orientation(fingerprints[a].whole, fingerprints[b].whole)
            yield Pair(
                a,
                b,
                "exact",
                "pixels",
                0,
                1.0,
                turn,
                mapping=mapping_between(WHOLE, WHOLE, turn),
                phash64=public_distance(fingerprints[a], fingerprints[b]),
            )


def _equal(values: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    by_value: dict[str, list[str]] = {}
    for path, value in values:
        if value:
            by_value.setdefault(value, []).append(path)
    for paths in by_value.values():
        ordered = sorted(paths)
        for index, a in enumerate(ordered):
            for b in ordered[index + 1 :]:
                yield a, b


def _orientation(a: View, b: View) -> str:
    """Return what turns `a` into `b` when only the orientation tag can differ."""
    upright = b.words()[0]
    apart = np.bitwise_count(a.words() ^ upright).sum(axis=1)
    return ORIENTATIONS[int(apart.argmin())]


@dataclass(frozen=True)
class _Hit:
    """Two views that are close: their owners, their distance and the turn between them."""

    a: int
    b: int
    distance: int
    orientation: int


def _near(fingerprints: Mapping[str, Fingerprint]) -> Iterator[Pair]:
    paths = sorted(fingerprints)
    views = [
        (path, index, each)
        for path in paths
        for index, each in enumerate(fingerprints[path].views)
        if each.texture != "flat"
    ]
    closest: dict[tuple[str, str], tuple[int, Pair]] = {}
    for hit in _hits([each for _, _, each in views]):
        path_a, index_a, view_a = views[hit.a]
        path_b, index_b, view_b = views[hit.b]
        trimmed = bool(index_a or index_b)
        if path_a == path_b or not _is_near(view_a, view_b, hit, trimmed=trimmed):
            continue
        pair = _pair(path_a, path_b, view_a, view_b, hit)
        one, other = fingerprints[path_a], fingerprints[path_b]
        pair = replace(
            pair, scale=_scale(view_a, one, view_b, other), phash64=public_distance(one, other)
        )
        # The whole pictures speak first; then the closest rectangles.
        rank = hit.distance + (BITS if pair.kind == "part" else 0)
        key = (path_a, path_b)
        if key not in closest or rank < closest[key][0]:
            closest[key] = (rank, pair)
    for _, pair in closest.values():
        yield pair


def _hits(views: list[View]) -> Iterator[_Hit]:
    if len(views) < 2:
        return
    turned = np.stack([each.words() for each in views])
    upright = np.ascontiguousarray(turned[:, 0])
    for start, distance, which in nearest_orientation(turned, upright):
        rows, columns = np.nonzero(distance <= NEAR_CONFIRMED)
        later = columns > rows + start
        for row, column in zip(rows[later].tolist(), columns[later].tolist(), strict=True):
            yield _Hit(row + start, column, int(distance[row, column]), int(which[row, column]))


def _is_near(a: View, b: View, hit: _Hit, *, trimmed: bool) -> bool:
    if "text" in (a.texture, b.texture):
        return hit.distance <= NEAR_TEXT
    if hit.distance <= (NEAR_TRIMMED if trimmed else NEAR):
        return True
    turned = oriented(a.grey(), ORIENTATIONS[hit.orientation])
    return correlation(turned, b.grey()) >= CONFIRMED


def _place(a: View, b: View) -> str:
    """Return how the pictures lie to each other when these parts of them are the same."""
    if max(a.area(), b.area()) < MOSTLY:
        return "overlaps"
    return "contains" if a.area() < b.area() else "inside"


def _pair(path_a: str, path_b: str, a: View, b: View, hit: _Hit) -> Pair:
    kind: Kind = "near" if min(a.area(), b.area()) >= MOSTLY else "part"
    steps = [ORIENTATIONS[hit.orientation]]
    if kind == "near":
        # Rectangles that cover as much of both say nothing of a border around one of them.
        steps += ["trim"] if abs(a.area() - b.area()) > BORDER else []
    else:
        steps += [_place(a, b)]
    method = "phash256" if a.area() == b.area() == 1 else "phash256-trim"
    score = round(max(0.0, 1 - hit.distance / _UNRELATED), 6)
    transform = "+".join(step for step in steps if step)
    mapping = mapping_between(a.box, b.box, ORIENTATIONS[hit.orientation])
    return Pair(path_a, path_b, kind, method, hit.distance, score, transform, mapping=mapping)


def _scale(a: View, one: Fingerprint, b: View, other: Fingerprint) -> float:
    """Return how large `b` shows what both show, relative to `a`."""
    ours, theirs = (
        view.area() * print_.width * print_.height for view, print_ in ((a, one), (b, other))
    )
    return round((theirs / ours) ** 0.5, 2) if ours else 1.0
