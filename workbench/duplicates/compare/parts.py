"""Near-duplicates by local features: crops, collages, screenshots, photos of screens.

The same points tell copies from two shots of one scene.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from workbench.duplicates import rules
from workbench.duplicates.compare.alignment import Alignment, agrees, align
from workbench.duplicates.compare.candidates import candidates
from workbench.duplicates.compare.enclosed import file_of
from workbench.duplicates.compare.fit import in_pixels
from workbench.duplicates.compare.overlay import Mapping3
from workbench.duplicates.compare.shots import Reason, why
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import Kind, Pair, place
from workbench.evidence.sandbox import available_cores

_TURNS = {90: "rotate90", 180: "rotate180", 270: "rotate270"}


def parts(
    fingerprints: Mapping[str, Fingerprint],
    except_for: Set[tuple[str, str]] = frozenset(),
    among: Iterable[tuple[str, str]] | None = None,
) -> Iterator[Pair]:
    """Yield pairs whose matched points show that one lies, wholly or partly, in the other.

    Parameters
    ----------
    fingerprints
        By path below ``evidence/``.
    except_for
        Pairs of paths that are known already; of files, so that no picture inside one
        is compared with any inside the other.
    among
        Pairs of paths to compare; by default those that share likely points.
    """
    likely = _likely(fingerprints) if among is None else ((*one, (False, True)) for one in among)
    files = {path: file_of(path) for path in fingerprints}
    wanted = [
        (a, b, mirrored)
        for a, b, mirrored in likely
        if except_for.isdisjoint({(a, b), (files[a], files[b])}) and files[a] != files[b]
    ]
    if not wanted:
        return

    def compared(pair: tuple[str, str, tuple[bool, ...]]) -> Pair | None:
        a, b, mirrored = pair
        return compare(a, fingerprints[a], b, fingerprints[b], mirrored)

    # OpenCV leaves Python's lock while it matches, so threads use every core.
    with ThreadPoolExecutor(available_cores(), "parts") as threads:
        yield from (pair for pair in threads.map(compared, wanted) if pair is not None)


def _likely(
    fingerprints: Mapping[str, Fingerprint],
) -> Iterator[tuple[str, str, tuple[bool, ...]]]:
    paths = sorted(fingerprints)
    for one, other, mirrored in candidates([fingerprints[path].features for path in paths]):
        yield paths[one], paths[other], mirrored


def compare(
    a: str,
    one: Fingerprint,
    b: str,
    other: Fingerprint,
    mirrored: tuple[bool, ...] = (False, True),
) -> Pair | None:
    """Return the pair when the points and then the pixels of two pictures agree.

    Parameters
    ----------
    a, one, b, other
        Paths and fingerprints.
    mirrored
        Whether to try the first as it stands, mirrored, or one after the other.
    """
    found = align(one.features, other.features, mirrored)
    if found is None:
        return None
    alike = _agreement(found, one, other)
    if not alike and mirrored == (False, True) and not found.mirrored:
        # A face looks much like its own mirror image, but not in every pixel.
        again = align(one.features, other.features, (True,))
        alike = _agreement(again, one, other) if again else 0.0
        found = again if again and alike else found
    # Pixels that do not agree say enough.
    reason = why(found, one, other) if alike else None
    if reason is None or not reason.is_one_shot:
        return _retaken(a, one, b, other, found, alike, reason)
    whole = found.inside_a >= rules.BOTH_WHOLE and found.inside_b >= rules.BOTH_WHOLE
    kind: Kind = "near" if whole else "part"
    return Pair(
        a,
        b,
        kind,
        "orb",
        found.distance,
        round(min(1.0, alike), 2),
        _named(found, one, other),
        scale(_area(found), one, other),
        rounded(found.mapping),
        one.public_distance(other),
        why=reason.name,
    )


def _agreement(found: Alignment, one: Fingerprint, other: Fingerprint) -> float:
    boxes = ([each.box for each in picture.views[1:]] for picture in (one, other))
    return agrees(one.whole.grey(), other.whole.grey(), found, *boxes) if found.close else 0.0


def checked(pair: Pair, one: Fingerprint, other: Fingerprint) -> Pair | None:
    """Return a pair that whole-picture hashes found, as two shots when the points say so.

    None when the two only share a strip of wall or desk around them: without a single
    arrangement of points, a rectangle of one that resembles a rectangle of the other is
    a copy only when it does so closely.
    """
    as_it_stands = pair.transform in {"", "trim"}
    if pair.distance <= (rules.SHOT_SURELY_STILL if as_it_stands else rules.SHOT_SURELY_ONE):
        return pair
    found = align(one.features, other.features)
    if (
        found is None
        and pair.transform.endswith("overlaps")
        and pair.distance > rules.SHOT_SURELY_ONE
    ):
        return None
    if found is None:
        return pair
    reason = why(found, one, other) if found.close else None
    if reason is not None and reason.is_one_shot:
        # Points see a narrow crop that hashes pass over, and only what fits can be compared.
        fits = as_it_stands and pair.kind == "near" and found.points >= rules.SHOT_ENOUGH
        pair = replace(pair, why=reason.name)
        return replace(pair, mapping=rounded(found.mapping)) if fits else pair
    return _retaken(pair.a, one, pair.b, other, found, pair.score, reason) or pair


def _retaken(
    a: str,
    one: Fingerprint,
    b: str,
    other: Fingerprint,
    found: Alignment,
    alike: float,
    reason: Reason | None,
) -> Pair | None:
    """Return two shots of one scene, when enough points say so; agreeing pixels or not."""
    if not alike and (found.points < rules.POINTS_LOOSE or found.spread < rules.SPREAD_SCENE):
        return None
    return Pair(
        a,
        b,
        "scene",
        "orb",
        found.distance,
        round(min(1.0, alike), 2),
        scale=scale(_area(found), one, other),
        mapping=rounded(found.mapping),
        phash64=one.public_distance(other),
        why=reason.name if reason is not None else "pixels",
    )


def scale(ratio: float, one: Fingerprint, other: Fingerprint) -> float:
    """Return how large the second shows what both show, relative to the first.

    Parameters
    ----------
    ratio
        How much more of the second's area than of the first's it covers.
    one, other
        The two pictures.
    """
    pixels = (other.width * other.height) / (one.width * one.height)
    return round(math.sqrt(ratio * pixels), 2)


def _area(found: Alignment) -> float:
    return abs(float(np.linalg.det(found.mapping[:2, :2])))


def rounded(mapping: Mapping3) -> tuple[float, ...]:
    """Return the six numbers of an affine mapping, to three places."""
    return tuple(round(float(value), 3) + 0.0 for value in mapping[:2].ravel())


def _named(found: Alignment, one: Fingerprint, other: Fingerprint) -> str:
    """Return what turns the first into the second, such as ``mirror+inside``."""
    steps = ["mirror"] if found.mirrored else []
    steps += _turn(found.mapping, one, other, mirrored=found.mirrored)
    if found.inside_a < rules.BOTH_WHOLE or found.inside_b < rules.BOTH_WHOLE:
        held = (found.inside_a >= rules.BOTH_WHOLE, found.inside_b >= rules.BOTH_WHOLE)
        steps.append(place(*held))
    return "+".join(steps)


def _turn(mapping: Mapping3, one: Fingerprint, other: Fingerprint, *, mirrored: bool) -> list[str]:
    """Return the clockwise turn, to the degree; nothing when it stands straight."""
    linear = in_pixels(mapping, one, other)
    if mirrored:
        linear = linear @ np.diag([-1.0, 1.0])
    # The y axis points down, so that a positive angle is clockwise.
    degrees = math.degrees(math.atan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
    for exact in (0, 90, 180, 270, 360):
        if abs(degrees % 360 - exact) <= rules.STRAIGHT:
            return [_TURNS[exact]] if exact in _TURNS else []
    return [f"turn{round(degrees)}"]
