"""Fingerprints made from numbers: as near to each other as a test wants them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from workbench.duplicates.compare.overlay import correlation, overlaid
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.points import NONE, Features
from workbench.duplicates.fingerprint.region import WHOLE, Box, View
from workbench.duplicates.fingerprint.text_page import Page

FLAT = np.full((64, 64), 128, np.uint8)


def bits(seed: int, flips: int = 0) -> bytes:
    """Return 256 random bits, the first of them turned over."""
    found = np.random.default_rng(seed).integers(0, 2, 256).astype(np.uint8)
    found[:flips] ^= 1
    return np.packbits(found).tobytes()


def texture(seed: int, size: int = 64, soft: float = 1.5) -> np.ndarray:
    """Return a grey picture with something in every window of it."""
    noise = np.random.default_rng(seed).normal(0, 1, (size, size))
    made = cv2.GaussianBlur(noise, (0, 0), soft)
    return np.clip(128 + 40 * made / made.std(), 0, 255).astype(np.uint8)


def view(
    seed: int,
    flips: int = 0,
    *,
    box: Box = WHOLE,
    kind: str = "photo",
    thumb: np.ndarray = FLAT,
) -> View:
    """Return a rectangle whose hash is so many bits from that of the same seed."""
    others = [bits(1000 * seed + turn) for turn in range(1, 8)]
    hashes = tuple(one.hex() for one in (bits(seed, flips), *others))
    return View(box, kind, hashes, thumb.tobytes())


def picture(
    *views: View,
    features: Features = NONE,
    size: tuple[int, int] = (512, 512),
    page: Page | None = None,
) -> Fingerprint:
    """Return a picture of these rectangles, the first of them the whole."""
    return Fingerprint(*size, 1, "", "", "0" * 16, "0" * 16, views, features, page)


def turned(degrees: float = 0.0, *, shift: tuple[float, float] = (0.0, 0.0),
           zoom: tuple[float, float] = (1.0, 1.0)) -> np.ndarray:  # fmt: skip
    """Return a mapping that turns about the middle, then zooms there and shifts."""
    angle = math.radians(degrees)
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    linear = np.diag(zoom) @ turn
    middle = np.array([0.5, 0.5])
    moved = middle + np.array(shift) - linear @ middle
    return np.vstack([np.column_stack([linear, moved]), (0.0, 0.0, 1.0)])


def rounded(mapping: np.ndarray) -> tuple[float, ...]:
    """Return a mapping as a pair keeps it, but for rounding."""
    return tuple(float(value) for value in mapping[:2].ravel())


def points(places: np.ndarray, seed: int = 1, flips: int = 0, side: int = 512) -> Features:
    """Return points at places in pixels, each described by a pattern of its own."""
    rng = np.random.default_rng(seed)
    described = rng.integers(0, 256, (len(places), 32)).astype(np.uint8)
    raw = np.unpackbits(described, axis=1)
    raw[:, :flips] ^= 1
    described = np.packbits(raw, axis=1)
    fine = np.rint(np.asarray(places) * 16).astype("<u2")
    mirrored = np.random.default_rng(seed + 77).integers(0, 256, described.shape).astype(np.uint8)
    return Features(side, side, fine.tobytes(), described.tobytes(), mirrored.tobytes())


def spread(count: int, share: float = 0.8, seed: int = 3, side: int = 512) -> np.ndarray:
    """Return places in pixels whose hull is a square that covers so much of a picture."""
    half = math.sqrt(share) / 2 * side
    low, high = side / 2 - half, side / 2 + half
    corners = [(low, low), (high, low), (high, high), (low, high)]
    inner = np.random.default_rng(seed).uniform(low, high, (count - 4, 2))
    return np.vstack([corners, inner])


def carried(places: np.ndarray, mapping: np.ndarray, side: int = 512) -> np.ndarray:
    """Return where a mapping of shares carries places in pixels."""
    whole = np.column_stack([places / side, np.ones(len(places))]) @ mapping.T
    return whole[:, :2] * side


def mixed(agreement: float, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Return two grey pictures that agree so well when one is laid over the other."""
    one, other = (np.random.default_rng(seed + n).normal(0, 1, (64, 64)) for n in (0, 1))
    first = _tones(one)
    low, high = 0.0, 1.0
    for _ in range(30):
        share = (low + high) / 2
        second = _tones(share * one + math.sqrt(1 - share**2) * other)
        both = overlaid(first, second, np.eye(3))
        low, high = (
            (share, high) if correlation(both.first, both.second) < agreement else (low, share)
        )
    return first, _tones(high * one + math.sqrt(1 - high**2) * other)


def _tones(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(128 + 30 * values), 0, 255).astype(np.uint8)


def patched(
    one: np.ndarray,
    other: np.ndarray,
    count: float,
    where: Sequence[slice] | None = None,
    seed: int = 6,
    side: int = 1,
) -> np.ndarray:
    """Return the first picture, with so many pixels of the second, in squares here and there."""
    mask = np.zeros(one.shape, bool)
    mask[tuple(where or (slice(None), slice(None)))] = True
    places = np.argwhere(mask)
    squares = places[:, 0] // side * 64 + places[:, 1] // side
    ranks = np.random.default_rng(seed).permutation(4096)[squares]
    chosen = places[np.argsort(ranks, kind="stable")[: int(count)]]
    made = one.copy()
    made[chosen[:, 0], chosen[:, 1]] = other[chosen[:, 0], chosen[:, 1]]
    return made
