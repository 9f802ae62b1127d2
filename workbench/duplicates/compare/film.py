"""Film against film, and photo against film, by moments: what is shown, and what changes when.

One film is laid along the other in time, in each orientation and at a few speeds, where
most moments are near. That finds copies and two takes of one scene alike. Then what
changes decides: a camera on a wall shows the same room every day, but nobody walks
through it twice at the same tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.compare.motion import SHORTEST, SPEEDS, TOGETHER, together
from workbench.duplicates.compare.orientation import mapping_between
from workbench.duplicates.compare.shots import SURELY_ONE
from workbench.duplicates.fingerprint.film import Film, Strip
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import BITS, LOW, ORIENTATIONS, View
from workbench.duplicates.pair import APART, Kind, Pair

#: Bits of 256 up to which a moment is found again, and the most that still speaks for it.
NEAR = 48
HOPEFUL = 64
#: The same for pictures of mostly one tone, which look alike to every hash.
NEAR_TEXT = 12
#: Share of a film that must be in the other for it to be there whole.
SAME = 0.75
#: Share of the frame that a rectangle must cover to be the picture itself.
MOSTLY = 0.6

_FEWEST = 3
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


def alike_films(
    films: Mapping[str, Film], pictures: Mapping[str, Mapping[str, Fingerprint]]
) -> Iterator[Pair]:
    """Yield pairs of films that go on alike (``near``, ``part``), or share a scene only.

    Parameters
    ----------
    films
        By path.
    pictures
        By path and place, the frames that are kept as pictures: a pair names two of them.
    """
    for a, b in combinations(sorted(films), 2):
        found = _laid(films[a], films[b])
        if found is not None:
            pair = _pair(a, films[a], pictures.get(a, {}), b, films[b], pictures.get(b, {}), found)
            yield told_apart(pair, films)


def told_apart(pair: Pair, films: Mapping[str, Film]) -> Pair:
    """Return a pair of films as two takes of one scene, when what changes in them differs."""
    if pair.kind not in {"near", "part"} or not {pair.a, pair.b} <= films.keys():
        return pair
    agreement = together(films[pair.a], films[pair.b], pair.mapping)
    if agreement is None or agreement >= TOGETHER:
        return pair
    return replace(pair, kind="scene", transform="")


def stills(
    photos: Mapping[str, Fingerprint],
    films: Mapping[str, Film],
    pictures: Mapping[str, Mapping[str, Fingerprint]],
) -> Iterator[Pair]:
    """Yield pairs of a picture and the film that shows it at some moment.

    Parameters
    ----------
    photos
        By path, pictures that are exhibits of their own.
    films, pictures
        As for :func:`alike_films`.
    """
    views = [(path, one) for path, print_ in sorted(photos.items())
             for one in print_.views if one.texture == "photo"]  # fmt: skip
    if not views:
        return
    asked = np.concatenate([_words(_view_bits(one)) for _, one in views])
    for film_path, film in sorted(films.items()):
        best: dict[str, tuple[int, int, int, int, int]] = {}
        for number, strip in enumerate(film.strips):
            apart = _apart(asked, _words(strip.bits()))
            apart[:, strip.shown() != 0] = BITS
            for row in np.flatnonzero(apart.min(axis=1) <= NEAR).tolist():
                moment = int(apart[row].argmin())
                which, turn = divmod(row, len(ORIENTATIONS))
                rank = (int(apart[row, moment]), which, turn, number, moment)
                path = views[which][0]
                best[path] = min(best.get(path, rank), rank)
        for path, (distance, which, turn, number, moment) in best.items():
            place = _nearest(pictures.get(film_path, {}), float(film.seconds()[moment]))
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
    return moment if is_beside and moment.distance <= SURELY_ONE else frames


def _still(
    path: str, one: View, film: str, strip: Strip, place: str, turn: str, distance: int
) -> Pair:
    whole = min(one.area(), strip.area()) >= MOSTLY
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
    pictures_a: Mapping[str, Fingerprint],
    b: str,
    other: Film,
    pictures_b: Mapping[str, Fingerprint],
    found: _Laid,
) -> Pair:
    strip_a, strip_b = one.strips[found.strip_a], other.strips[found.strip_b]
    turn = ORIENTATIONS[found.turn]
    share_a, share_b = _share(one, strip_a, found.ours), _share(other, strip_b, found.theirs)
    whole_a = share_a >= SAME and strip_a.area() >= MOSTLY
    whole_b = share_b >= SAME and strip_b.area() >= MOSTLY
    kind: Kind = "near" if whole_a and whole_b else "part"
    steps = [turn] if turn else []
    if kind == "near":
        steps += ["trim"] if min(strip_a.area(), strip_b.area()) < 1 else []
    else:
        is_inside = share_a >= SAME and strip_a.area() >= strip_b.area()
        contains = share_b >= SAME and strip_b.area() >= strip_a.area()
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
        place_a=_nearest(pictures_a, float(one.seconds()[found.ours[middle]])),
        place_b=_nearest(pictures_b, float(other.seconds()[found.theirs[middle]])),
    )


def _nearest(pictures: Mapping[str, Fingerprint], at: float) -> str:
    """Return the place of the kept frame nearest to a moment; empty when there is none."""
    places = [(abs(float(place.partition("=")[2]) - at), place) for place in pictures]
    return min(places, default=(0.0, ""))[1]


def _laid(one: Film, other: Film) -> _Laid | None:
    """Return where two films lie best along each other, or None when they do not."""
    best: _Laid | None = None
    for (at_a, strip_a), (at_b, strip_b) in product(enumerate(one.strips), enumerate(other.strips)):
        theirs = _words(strip_b.bits())
        for turn, ours in enumerate(_eight(strip_a.bits())):
            near = _near(_apart(_words(ours), theirs), strip_a, strip_b)
            if np.count_nonzero((near <= NEAR).any(axis=1)) < _FEWEST:
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
    enough = min(SHORTEST, 0.8 * min(lengths))
    common = min(_step(one) * len(set(best.ours.tolist())), lengths[0])
    return best if common >= enough and len(best.ours) >= _FEWEST else None


def _near(apart: NDArray[np.int64], a: Strip, b: Strip) -> NDArray[np.int64]:
    """Return distances, as far as what two moments show can be told by a hash."""
    shown = np.maximum(a.shown()[:, None], b.shown()[None, :])
    return np.where((shown == 2) | ((shown == 1) & (apart > NEAR_TEXT)), BITS, apart)


def _at_speed(
    near: NDArray[np.int64], ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> tuple[float, NDArray[np.int64], NDArray[np.int64], int] | None:
    """Return gain, places in either film and typical distance at the best shift in time."""
    rows, columns = np.nonzero(near <= NEAR)
    shifts = np.unique(np.rint((theirs[columns] - ours[rows]) / _SLOT)) * _SLOT
    slack = min(_LATEST, max(_SLOT, float(np.median(np.diff(theirs))) / 2)) + _SLOT / 4
    best: tuple[float, NDArray[np.int64], NDArray[np.int64], int] | None = None
    for shift in shifts.tolist():
        wanted = ours + shift
        right = np.clip(np.searchsorted(theirs, wanted), 1, len(theirs) - 1)
        place = right - (wanted - theirs[right - 1] < theirs[right] - wanted)
        apart = near[np.arange(len(ours)), place]
        kept = (np.abs(theirs[place] - wanted) <= slack) & (apart < HOPEFUL)
        gain = float((HOPEFUL - apart[kept]).sum())
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


def _apart(ours: Words, theirs: Words) -> NDArray[np.int64]:
    """Return in how many bits each of ours differs from each of theirs."""
    apart = np.zeros((len(ours), len(theirs)), dtype=np.int64)
    for word in range(ours.shape[1]):
        apart += np.bitwise_count(ours[:, word, None] ^ theirs[None, :, word])
    return apart


def _eight(bits: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
    """Return hashes as they are of pictures in each orientation, but for a few bits.

    Mirroring changes the sign of every other coefficient, and a bit tells the sign of
    one, nearly: the coefficients' median is close to zero.
    """
    odd = (np.arange(LOW) % 2).astype(np.uint8)
    across, down = odd[None, None, :], odd[None, :, None]
    both = across ^ down
    turned = bits.transpose(0, 2, 1)
    straight = (bits, bits ^ across, bits ^ down, bits ^ both)
    return (*straight, turned, turned ^ across, turned ^ down, turned ^ both)


def _view_bits(one: View) -> NDArray[np.uint8]:
    """Return the hashes of a picture in each orientation, shape (8, 16, 16)."""
    raw = np.frombuffer(bytes.fromhex("".join(one.hashes)), dtype=np.uint8)
    return np.unpackbits(raw).reshape(len(ORIENTATIONS), LOW, LOW)
