"""Film against film, and photo against film, by moments: what is shown, and what changes when.

One film is laid along the other in time, in each orientation and at a few speeds, where
most moments are near. That finds copies and two takes of one scene alike. Then what
changes decides: a camera on a wall shows the same room every day, but nobody walks
through it twice at the same tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates import rules
from workbench.duplicates.compare.distance import distances
from workbench.duplicates.compare.motion import SPEEDS, together
from workbench.duplicates.compare.orientation import mapping_between
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.film import Film, Strip, eight_orientations
from workbench.duplicates.fingerprint.region import BITS, LOW, ORIENTATIONS, View
from workbench.duplicates.pair import APART, Kind, Pair

# Another speed, or a rectangle of a frame, must be clearly better than the film as it is:
# where nothing moves every speed will do.
_UNUSUAL = 0.85
_SLOT = 0.1
_LATEST = 1.0
_UNRELATED = BITS / 2

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class _Laid:
    """One film laid along another: places of the moments of each that are near."""

    gain: float
    strip_a: int
    strip_b: int
    turn: int
    speed: float
    ours: NDArray[np.int64]
    theirs: NDArray[np.int64]
    distance: int


def alike_films(files: Mapping[str, Known]) -> Iterator[Pair]:
    """Yield pairs of films that go on alike (``near``, ``part``), or share a scene only.

    A pair names two of the frames that are kept as pictures.
    """
    films = films_of(files)
    for a, b in combinations(sorted(films), 2):
        found = _laid(films[a], films[b])
        if found is not None:
            places = (files[a].enclosed, files[b].enclosed)
            yield told_apart(_pair(a, films[a], b, films[b], places, found), films)


def films_of(files: Mapping[str, Known]) -> dict[str, Film]:
    """Return the films among some files, by path."""
    return {path: known.film for path, known in files.items() if known.film is not None}


def told_apart(pair: Pair, films: Mapping[str, Film]) -> Pair:
    """Return a pair of films as two takes of one scene, when what changes in them differs."""
    if pair.kind not in {"near", "part"} or not {pair.a, pair.b} <= films.keys():
        return pair
    agreement = together(films[pair.a], films[pair.b], pair.mapping)
    if agreement is None or agreement >= rules.FILM_TOGETHER:
        return pair
    return replace(pair, kind="scene", transform="", why="motion")


def stills(files: Mapping[str, Known]) -> Iterator[Pair]:
    """Yield pairs of a picture that is a file of its own and the film that shows it."""
    views = [(path, one) for path, known in sorted(files.items()) if known.picture is not None
             for one in known.picture.views if one.texture == "photo"]  # fmt: skip
    if not views:
        return
    asked = np.concatenate([_words(_view_bits(one)) for _, one in views])
    for film_path, film in sorted(films_of(files).items()):
        best: dict[str, tuple[int, int, int, int, int]] = {}
        for number, strip in enumerate(film.strips):
            apart = distances(asked, _words(strip.bits()))
            apart[:, strip.shown() != 0] = BITS
            for row in np.flatnonzero(apart.min(axis=1) <= rules.FILM_NEAR).tolist():
                moment = int(apart[row].argmin())
                which, turn = divmod(row, len(ORIENTATIONS))
                rank = (int(apart[row, moment]), which, turn, number, moment)
                path = views[which][0]
                best[path] = min(best.get(path, rank), rank)
        for path, (distance, which, turn, number, moment) in best.items():
            place = _nearest(files[film_path].enclosed, float(film.seconds()[moment]))
            if place:
                yield _still(path, views[which][1], film_path, film.strips[number], place,
                             ORIENTATIONS[turn], distance)  # fmt: skip


def shown_at(frames: Pair | None, moment: Pair) -> Pair:
    """Return which of two findings on a picture and a film holds.

    Parameters
    ----------
    frames
        What the frames said that are kept as pictures; None for nothing. They may lie
        before or after what the picture shows, and the camera has moved on since.
    moment
        What :func:`stills` said.
    """
    if frames is None:
        return moment
    is_beside = frames.kind in APART or frames.method == "orb"
    return moment if is_beside and moment.distance <= rules.SHOT_SURELY_ONE else frames


def _still(
    path: str, one: View, film: str, strip: Strip, place: str, turn: str, distance: int
) -> Pair:
    whole = min(one.area(), strip.area()) >= rules.FILM_MOSTLY
    is_first = path < film
    steps = [turn, ("inside" if is_first else "contains") if whole else "overlaps"]
    mapping = mapping_between(one.box, strip.box, turn)
    if not is_first:
        steps[0] = _BACK.get(turn, turn)
        mapping = mapping_between(strip.box, one.box, steps[0])
    return Pair(
        *((path, film) if is_first else (film, path)),
        "part",
        "film",
        distance,
        round(max(0.0, 1 - distance / _UNRELATED), 2),
        "+".join(step for step in steps if step),
        mapping=mapping,
        place_a="" if is_first else place,
        place_b=place if is_first else "",
    )


# What undoes each turn that is not its own opposite.
_BACK = {"rotate90": "rotate270", "rotate270": "rotate90"}


def _pair(
    a: str,
    one: Film,
    b: str,
    other: Film,
    places: tuple[Iterable[str], Iterable[str]],
    found: _Laid,
) -> Pair:
    strip_a, strip_b = one.strips[found.strip_a], other.strips[found.strip_b]
    turn = ORIENTATIONS[found.turn]
    share_a, share_b = _share(one, strip_a, found.ours), _share(other, strip_b, found.theirs)
    whole_a = share_a >= rules.FILM_SAME and strip_a.area() >= rules.FILM_MOSTLY
    whole_b = share_b >= rules.FILM_SAME and strip_b.area() >= rules.FILM_MOSTLY
    kind: Kind = "near" if whole_a and whole_b else "part"
    steps = [turn] if turn else []
    if kind == "near":
        steps += ["trim"] if min(strip_a.area(), strip_b.area()) < 1 else []
    else:
        is_inside = share_a >= rules.FILM_SAME and strip_a.area() >= strip_b.area()
        contains = share_b >= rules.FILM_SAME and strip_b.area() >= strip_a.area()
        steps += ["inside" if is_inside and (share_a > share_b or not contains)
                  else "contains" if contains else "overlaps"]  # fmt: skip
    if found.speed != 1.0:
        steps.insert(0, "speed")
    middle = len(found.ours) // 2
    return Pair(
        a,
        b,
        kind,
        "film",
        found.distance,
        round(max(0.0, 1 - found.distance / _UNRELATED), 2),
        "+".join(steps),
        mapping=mapping_between(strip_a.box, strip_b.box, turn),
        place_a=_nearest(places[0], float(one.seconds()[found.ours[middle]])),
        place_b=_nearest(places[1], float(other.seconds()[found.theirs[middle]])),
    )


def _nearest(places: Iterable[str], at: float) -> str:
    """Return the place of the kept frame nearest to a moment; empty when there is none."""
    apart = [(abs(float(place.partition("=")[2]) - at), place) for place in places]
    return min(apart, default=(0.0, ""))[1]


def _laid(one: Film, other: Film) -> _Laid | None:
    """Return where two films lie best along each other, or None when they do not."""
    best: _Laid | None = None
    for (at_a, strip_a), (at_b, strip_b) in product(enumerate(one.strips), enumerate(other.strips)):
        theirs = _words(strip_b.bits())
        for turn, ours in enumerate(eight_orientations(strip_a.bits())):
            near = _near(distances(_words(ours), theirs), strip_a, strip_b)
            if np.count_nonzero((near <= rules.FILM_NEAR).any(axis=1)) < rules.FILM_FEWEST:
                continue
            for speed in SPEEDS:
                found = _at_speed(near, one.seconds() * speed, other.seconds())
                if found is None:
                    continue
                gain = found[0] * _UNUSUAL ** ((speed != 1.0) + (at_a > 0) + (at_b > 0))
                if best is None or gain > best.gain:
                    best = _Laid(gain, at_a, at_b, turn, speed, *found[1:])
    if best is None:
        return None
    lengths = (_length(one), _length(other))
    enough = min(rules.FILM_SHORTEST, rules.FILM_MOST_OF * min(lengths))
    common = min(_step(one) * len(set(best.ours.tolist())), lengths[0])
    return best if common >= enough and len(best.ours) >= rules.FILM_FEWEST else None


def _near(apart: NDArray[np.uint16], a: Strip, b: Strip) -> NDArray[np.int64]:
    """Return distances, as far as what two moments show can be told by a hash."""
    shown = np.maximum(a.shown()[:, None], b.shown()[None, :])
    hidden = (shown == 2) | ((shown == 1) & (apart > rules.FILM_NEAR_TEXT))
    return np.where(hidden, BITS, apart.astype(np.int64))


def _at_speed(
    near: NDArray[np.int64], ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> tuple[float, NDArray[np.int64], NDArray[np.int64], int] | None:
    """Return gain, places in either film and typical distance at the best shift in time."""
    rows, columns = np.nonzero(near <= rules.FILM_NEAR)
    shifts = np.unique(np.rint((theirs[columns] - ours[rows]) / _SLOT)) * _SLOT
    slack = min(_LATEST, max(_SLOT, float(np.median(np.diff(theirs))) / 2)) + _SLOT / 4
    best: tuple[float, NDArray[np.int64], NDArray[np.int64], int] | None = None
    for shift in shifts.tolist():
        wanted = ours + shift
        right = np.clip(np.searchsorted(theirs, wanted), 1, len(theirs) - 1)
        place = right - (wanted - theirs[right - 1] < theirs[right] - wanted)
        apart = near[np.arange(len(ours)), place]
        kept = (np.abs(theirs[place] - wanted) <= slack) & (apart < rules.FILM_HOPEFUL)
        gain = float((rules.FILM_HOPEFUL - apart[kept]).sum())
        if best is None or gain > best[0]:
            found = np.flatnonzero(kept)
            middle = int(np.median(apart[kept])) if len(found) else BITS
            best = (gain, found, place[found].astype(np.int64), middle)
    return best


def _step(film: Film) -> float:
    return float(np.median(np.diff(film.seconds())))


def _length(film: Film) -> float:
    return float(film.seconds()[-1]) + _step(film)


def _share(film: Film, strip: Strip, found: NDArray[np.int64]) -> float:
    """Return which share of a film's length, without its empty moments, was found again."""
    times, shown = film.seconds(), strip.shown() != 2
    if not len(found):
        return 0.0
    kept = times[np.unique(found)]
    gaps = np.diff(kept)
    usual = max(_SLOT * 2.5, 1.5 * float(np.median(gaps)) if len(gaps) else 0.0)
    common = float(gaps[gaps <= usual].sum()) + _step(film)
    return common / max(_step(film), _length(film) * float(shown.mean()))


def _words(bits: NDArray[np.uint8]) -> Words:
    packed = np.packbits(bits.reshape(len(bits), BITS), axis=1)
    return np.ascontiguousarray(packed).view(np.uint64)


def _view_bits(one: View) -> NDArray[np.uint8]:
    """Return the hashes of a picture in each orientation, shape (8, 16, 16)."""
    raw = np.frombuffer(bytes.fromhex("".join(one.hashes)), dtype=np.uint8)
    return np.unpackbits(raw).reshape(len(ORIENTATIONS), LOW, LOW)
