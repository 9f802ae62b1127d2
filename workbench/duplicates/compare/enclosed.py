"""Near-duplicate files by the pictures that they enclose: a photo and a letter that shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median_low

from workbench.duplicates import rules
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import APART, STRENGTH, Pair

#: Separates a file's path from the place inside it; no path can hold it.
MARK = "\x00"

_PLACES = frozenset({"inside", "contains", "overlaps", "trim"})


def key(path: str, place: str) -> str:
    """Return how a picture is called: by its path, and by its place when a file encloses it."""
    return f"{path}{MARK}{place}" if place else path


def file_of(picture: str) -> str:
    """Return the path of the file that a picture, called by :func:`key`, is or lies in."""
    return picture.partition(MARK)[0]


def flattened(files: Mapping[str, Known]) -> dict[str, Fingerprint]:
    """Return every picture by one key: its path, or path and place inside a file."""
    return {
        key(path, place): picture
        for path, known in files.items()
        for place, picture in known.pictures().items()
    }


def folded(pairs: Iterable[Pair], places: Mapping[str, Collection[str]]) -> Iterator[Pair]:
    """Yield pairs of files from pairs of pictures, the closest for each two files.

    Parameters
    ----------
    pairs
        Of pictures, each called by :func:`key`.
    places
        By path, where the pictures lie that a file encloses.
    """
    between: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        if MARK not in pair.a and MARK not in pair.b:
            yield pair
            continue
        plain = _plain(pair)
        if plain.a != plain.b:
            between.setdefault((plain.a, plain.b), []).append(plain)
    for (a, b), found in between.items():
        best = min(found, key=lambda pair: (copies_first(pair), pair.distance, pair))
        if _is_one_video(places.get(a, ()), places.get(b, ()), found):
            distance = median_low(pair.distance for pair in found if pair.kind not in APART)
            yield replace(best, kind="near", transform="", distance=distance)
        else:
            yield best


def copies_first(pair: Pair) -> int:
    """Return 0 for copies, more for what is none: the closer relation first."""
    return STRENGTH[pair.kind] if pair.kind in APART else 0


def _plain(pair: Pair) -> Pair:
    """Return the pair as one of files: one encloses what the other shows."""
    a, _, place_a = pair.a.partition(MARK)
    b, _, place_b = pair.b.partition(MARK)
    if pair.kind in APART:
        return replace(pair, a=a, b=b, place_a=place_a, place_b=place_b)
    whole = "inside" if place_b else "contains"
    shows_all = pair.kind != "part" or pair.transform.endswith(whole)
    place = whole if shows_all and not (place_a and place_b) else "overlaps"
    steps = [step for step in pair.transform.split("+") if step and step not in _PLACES]
    method = "phash256" if pair.kind == "exact" else pair.method
    return replace(
        pair,
        a=a,
        b=b,
        kind="part",
        method=method,
        transform="+".join([*steps, place]),
        place_a=place_a,
        place_b=place_b,
    )


def _is_one_video(one: Collection[str], other: Collection[str], found: Iterable[Pair]) -> bool:
    if not one or not other or not all(place.startswith("time=") for place in (*one, *other)):
        return False
    pairs = [pair for pair in found if pair.kind not in APART]
    share_a = len({pair.place_a for pair in pairs}) / len(one)
    share_b = len({pair.place_b for pair in pairs}) / len(other)
    return min(share_a, share_b) >= rules.SAME_VIDEO
