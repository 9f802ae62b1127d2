"""What the index keeps of a picture: all that comparing it needs, and points to search for.

All of its points stay, described as the picture stands only: what is asked for is
described both ways. Of these some are searched for, evenly from the strongest to the
faintest and from all over the picture and what it shows inside: the strongest alone are
too fine to be seen in a photo of a screen or in a collage of four.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.compare.distance import bits_apart
from workbench.duplicates.fingerprint.film import Film, eight_orientations
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.points import Features
from workbench.duplicates.fingerprint.region import BITS, LOW, WORDS
from workbench.duplicates.fingerprint.text_page import Page
from workbench.duplicates.index.bands import Words

#: Points of one picture that are searched for.
SOUGHT = 128
#: Bits of 256 within which a moment of a film is not kept beside the one before it.
STILL = 6

# 35 of 40 KB are points, which nothing makes smaller.
_LEVEL = 3
# How a film marks a moment that shows nothing.
_FLAT = 2


def packed(picture: Fingerprint) -> bytes:
    """Return what :func:`unpacked` understands: about 40 KB."""
    kept = replace(picture, features=replace(picture.features, mirrored=b""))
    return zlib.compress(json.dumps(kept.to_json()).encode("ascii"), _LEVEL)


def unpacked(data: bytes) -> Fingerprint:
    """Return the fingerprint that :func:`packed` described."""
    return Fingerprint.from_json(json.loads(zlib.decompress(data)))


def sought(points: Features) -> bytes:
    """Return the points that are searched for: 32 bytes each, then 4 for their places."""
    rows = np.unique(np.linspace(0, max(0, len(points) - 1), min(SOUGHT, len(points))).astype(int))
    places = np.frombuffer(points.points, dtype="<u2").reshape(-1, 2)[rows]
    return bytes(points.described()[rows].tobytes() + places.tobytes())


def read_sought(data: bytes) -> tuple[Words, NDArray[np.uint16]]:
    """Return descriptors, shape (n, 4), and places, shape (n, 2), of :func:`sought`."""
    count = len(data) // 36
    places = np.frombuffer(data, "<u2", offset=32 * count).astype(np.uint16).reshape(-1, 2)
    return words(np.frombuffer(data, np.uint8, 32 * count).reshape(-1, 32)), places


def moments(film: Film) -> Words:
    """Return the perceptual hashes of a film's moments, shape (n, 4).

    Of moments that follow each other within :data:`STILL` bits the first stands for all.
    """
    found: list[Words] = []
    for strip in film.strips:
        raw = np.frombuffer(strip.hashes, dtype=">u8").astype(np.uint64).reshape(-1, WORDS)
        last: Words | None = None
        for now in raw[strip.shown() != _FLAT]:
            if last is None or bits_apart(last, now) > STILL:
                found.append(now)
                last = now
    return np.array(found, dtype=np.uint64).reshape(-1, WORDS)


def turned(words_: Words) -> Words:
    """Return perceptual hashes in all eight orientations, shape (8 n, 4), but for a few bits."""
    raw = np.ascontiguousarray(words_.astype(">u8")).view(np.uint8).reshape(-1, BITS // 8)
    bits = np.unpackbits(raw, axis=1).reshape(-1, LOW, LOW)
    packed_ = [np.packbits(one.reshape(-1, BITS), axis=1) for one in eight_orientations(bits)]
    every = np.ascontiguousarray(np.concatenate(packed_))
    return every.view(">u8").astype(np.uint64).reshape(-1, WORDS)


def words(descriptors: NDArray[np.uint8]) -> Words:
    """Return descriptors of 32 bytes as four words each."""
    return np.ascontiguousarray(descriptors).view("<u8").astype(np.uint64).reshape(-1, 4)


def page_points(page: Page) -> Features:
    """Return the points by which pages are laid over each other, as those of a picture."""
    places, descriptors = page.anchors
    fine = np.clip(np.rint(places * 16), 0, 65535).astype("<u2")
    return Features(page.width, page.height, fine.tobytes(), descriptors.tobytes(), b"")
