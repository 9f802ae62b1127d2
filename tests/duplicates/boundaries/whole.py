"""Pairs of the rules on whole pictures, by their perceptual hashes."""

from __future__ import annotations

from tests.duplicates.boundaries.boundary import boundary
from tests.duplicates.boundaries.made import picture, texture, view
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import Pair


def found(one: Fingerprint, other: Fingerprint) -> Pair | None:
    pairs = find({"a": Known(picture=one), "b": Known(picture=other)}).pairs
    return pairs[0] if pairs else None


@boundary("NEAR", inside=48, outside=49)
def near(flips: float) -> object:
    return found(picture(view(1)), picture(view(1, int(flips))))


@boundary("NEAR_TRIMMED", inside=48, outside=49)
def near_trimmed(flips: float) -> object:
    cut = view(1, int(flips), box=(0, 0, 10_000, 8_000))
    return found(picture(view(1)), picture(view(2), cut))


@boundary("NEAR_CONFIRMED", inside=80, outside=81)
def near_confirmed(flips: float) -> object:
    thumb = texture(4)
    return found(picture(view(1, thumb=thumb)), picture(view(1, int(flips), thumb=thumb)))


@boundary("CONFIRMED", inside=0.904, outside=0.896)
def confirmed(agreement: float) -> object:
    # Here nothing is softened before the two are compared.
    one, other = mixed_plain(agreement)
    return found(picture(view(1, thumb=one)), picture(view(1, 60, thumb=other)))


def mixed_plain(agreement: float) -> tuple:
    import numpy as np

    one, other = (np.random.default_rng(seed).normal(0, 1, (64, 64)) for seed in (5, 6))
    one = (one - one.mean()) / one.std()
    other -= other.mean() + one * float((one * other).mean())
    other /= other.std()
    both = (one, agreement * one + (1 - agreement**2) ** 0.5 * other)
    return tuple(np.clip(np.rint(128 + 25 * each), 0, 255).astype(np.uint8) for each in both)


@boundary("NEAR_TEXT", inside=10, outside=11)
def near_text(flips: float) -> object:
    return found(picture(view(1, kind="text")), picture(view(1, int(flips), kind="text")))


@boundary("MOSTLY", inside=0.603, outside=0.597)
def mostly(share: float) -> object:
    cut = view(1, box=(0, 0, 10_000, round(10_000 * share)))
    pair = found(picture(view(1)), picture(view(2), cut))
    return pair is not None and pair.kind == "near"


@boundary("BORDER", inside=0.023, outside=0.017)
def border(share: float) -> object:
    cut = view(1, box=(0, 0, 10_000, round(10_000 * (1 - share))))
    pair = found(picture(view(1)), picture(view(2), cut))
    return pair is not None and pair.transform == "trim"


@boundary("SAME_VIDEO", inside=60, outside=59)
def same_video(frames: float) -> object:
    one = {f"time={at}.0": picture(view(at)) for at in range(100)}
    other = {f"time={at}.0": picture(view(at if at < frames else 500 + at)) for at in range(100)}
    (pair,) = find({"a": Known(enclosed=one), "b": Known(enclosed=other)}).pairs
    return pair.kind == "near"
