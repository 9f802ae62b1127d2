"""Pairs of files through the pictures that they enclose: a photo and the letter that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median_low

from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import APART, STRENGTH, Pair

#: Separates a file's path from the place inside it; no path can hold it.
MARK = "\x00"
#: Share of both videos' key frames that must be found again to call them one video.
SAME_VIDEO = 0.6

_PLACES = frozenset({"inside", "contains", "overlaps", "trim"})


def key(path: str, place: str) -> str:
    """Return how a picture is called: by its path, and by its place when a file encloses it."""
    return f"{path}{MARK}{place}" if place else path


def flattened(
    fingerprints: Mapping[str, Fingerprint], inside: Mapping[str, Mapping[str, Fingerprint]]
) -> dict[str, Fingerprint]:
    """Return every picture by one key: its path, or path and place inside a file."""
    found = dict(fingerprints)
    for path, pictures in inside.items():
        found |= {key(path, place): print_ for place, print_ in pictures.items()}
    return found


def folded(
    pairs: Iterable[Pair], inside: Mapping[str, Mapping[str, Fingerprint]]
) -> Iterator[Pair]:
    """Yield pairs of files from pairs of pictures, the closest for each two files."""
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
        if _is_one_video(inside.get(a, {}), inside.get(b, {}), found):
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


def _is_one_video(
    one: Mapping[str, Fingerprint], other: Mapping[str, Fingerprint], found: Iterable[Pair]
) -> bool:
    if not one or not other or not all(place.startswith("time=") for place in (*one, *other)):
        return False
    pairs = [pair for pair in found if pair.kind not in APART]
    share_a = len({pair.place_a for pair in pairs}) / len(one)
    share_b = len({pair.place_b for pair in pairs}) / len(other)
    return min(share_a, share_b) >= SAME_VIDEO
