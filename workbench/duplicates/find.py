"""Find every near-duplicate pair among the exhibits of a case or several, and group them.

Thresholds are distances in bits of 256 and were chosen on 15.4 million pairs of
unrelated photographs: none of those came closer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np

from workbench.duplicates import rules
from workbench.duplicates.compare.distance import nearest_orientation
from workbench.duplicates.compare.enclosed import file_of, flattened, folded
from workbench.duplicates.compare.film import alike_films, films_of, shown_at, stills, told_apart
from workbench.duplicates.compare.orientation import mapping_between
from workbench.duplicates.compare.other_writing import worded
from workbench.duplicates.compare.overlay import correlation
from workbench.duplicates.compare.parts import checked, parts, scale
from workbench.duplicates.compare.shared import settled
from workbench.duplicates.compare.sound import alike_sounds
from workbench.duplicates.compare.text_pages import written
from workbench.duplicates.compare.words import alike_words
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import (
    BITS,
    ORIENTATIONS,
    WHOLE,
    View,
    oriented,
)
from workbench.duplicates.pair import Duplicates, Kind, Pair, place
from workbench.duplicates.relations.groups import groups

# Unrelated pictures differ in half of the bits.
_UNRELATED = BITS / 2


def find(files: Mapping[str, Known]) -> Duplicates:
    """Return every pair of files that are alike, and the groups that they form.

    Parameters
    ----------
    files
        By path below ``evidence/``, what each exhibit that could be read is known by.
    """
    same, played = tuple(_same_bytes(files)), tuple(alike_films(files))
    known = frozenset((pair.a, pair.b) for pair in (*same, *played))
    pictures = _alike(flattened(files), known)
    pairs = tuple(sorted(_related(files, same, played, pictures)))
    return Duplicates(groups(pairs), pairs)


def two_files(
    files: Mapping[str, Known], pictures: Mapping[str, Fingerprint], among: Set[tuple[str, str]]
) -> Pair | None:
    """Return how two files are alike, by the same rules as in :func:`find`; None when not.

    Parameters
    ----------
    files
        The two.
    pictures
        Those of their pictures that are compared, called by
        :func:`workbench.duplicates.compare.enclosed.key`; of the second file's the points of
        the mirror image may be missing.
    among
        Pairs of them whose points are compared.
    """
    same, played = tuple(_same_bytes(files)), tuple(alike_films(files))
    seen = () if same or played else _alike(pictures, frozenset(), sorted(among))
    return next(_related(files, same, played, seen), None)


def _related(
    files: Mapping[str, Known],
    same: Iterable[Pair],
    played: Iterable[Pair],
    pictures: Iterable[Pair],
) -> Iterator[Pair]:
    """Yield one pair for each two files that are alike: what says most of them comes first.

    Parameters
    ----------
    files
        All of them, by path.
    same, played
        Pairs of equal bytes, and of films.
    pictures
        Pairs of pictures, from :func:`_alike`.
    """
    films = films_of(files)
    places = {path: known.enclosed.keys() for path, known in files.items()}
    seen = {(pair.a, pair.b): told_apart(pair, films) for pair in folded(pictures, places)}
    for pair in stills(files):
        seen[pair.a, pair.b] = shown_at(seen.get((pair.a, pair.b)), pair)
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*same, *played, *seen.values(), *alike_words(files), *alike_sounds(files)):
        found.setdefault((pair.a, pair.b), pair)
    yield from found.values()


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
    seen = (settled(pair, pictures[pair.a], pictures[pair.b]) for pair in every)
    return tuple(worded(pair, pictures[pair.a], pictures[pair.b]) for pair in seen)


def _same_bytes(files: Mapping[str, Known]) -> Iterator[Pair]:
    for a, b in _equal((path, known.sha256) for path, known in files.items()):
        yield Pair(a, b, "exact", "sha256", 0, 1.0)


def _same_picture(fingerprints: Mapping[str, Fingerprint]) -> Iterator[Pair]:
    """Yield pairs whose pixels are equal although the files differ."""
    for attribute in ("coded", "pixels"):
        values = ((path, getattr(print_, attribute)) for path, print_ in fingerprints.items())
        for a, b in _equal(values):
            if file_of(a) == file_of(b):
                continue
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
                phash64=fingerprints[a].public_distance(fingerprints[b]),
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
        if file_of(path_a) == file_of(path_b) or not _is_near(view_a, view_b, hit, trimmed=trimmed):
            continue
        pair = _pair(path_a, path_b, view_a, view_b, hit)
        one, other = fingerprints[path_a], fingerprints[path_b]
        pair = replace(
            pair,
            scale=scale(view_b.area() / view_a.area(), one, other) if view_a.area() else 1.0,
            phash64=one.public_distance(other),
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
        rows, columns = np.nonzero(distance <= rules.NEAR_CONFIRMED)
        later = columns > rows + start
        for row, column in zip(rows[later].tolist(), columns[later].tolist(), strict=True):
            yield _Hit(row + start, column, int(distance[row, column]), int(which[row, column]))


def _is_near(a: View, b: View, hit: _Hit, *, trimmed: bool) -> bool:
    if "text" in (a.texture, b.texture):
        return hit.distance <= rules.NEAR_TEXT
    if hit.distance <= (rules.NEAR_TRIMMED if trimmed else rules.NEAR):
        return True
    turned = oriented(a.grey(), ORIENTATIONS[hit.orientation])
    return correlation(turned, b.grey()) >= rules.CONFIRMED


def _pair(path_a: str, path_b: str, a: View, b: View, hit: _Hit) -> Pair:
    kind: Kind = "near" if min(a.area(), b.area()) >= rules.MOSTLY else "part"
    steps = [ORIENTATIONS[hit.orientation]]
    if kind == "near":
        # Rectangles that cover as much of both say nothing of a border around one of them.
        steps += ["trim"] if abs(a.area() - b.area()) > rules.BORDER else []
    else:
        is_told = max(a.area(), b.area()) >= rules.MOSTLY
        steps += [place(is_told and a.area() >= b.area(), is_told and a.area() < b.area())]
    method = "phash256" if a.area() == b.area() == 1 else "phash256-trim"
    score = round(max(0.0, 1 - hit.distance / _UNRELATED), 6)
    transform = "+".join(step for step in steps if step)
    mapping = mapping_between(a.box, b.box, ORIENTATIONS[hit.orientation])
    return Pair(path_a, path_b, kind, method, hit.distance, score, transform, mapping=mapping)
