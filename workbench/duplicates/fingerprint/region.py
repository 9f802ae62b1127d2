"""Perceptual hashes of one rectangle of a picture, in all eight orientations.

A mirrored or turned picture has the same cosine coefficients with other signs or
transposed, so eight hashes cost one transform. The transform is done in whole
numbers: the same pixels give the same bits on every machine.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 64
LOW = 16
BITS = LOW * LOW
WORDS = BITS // 64

#: What each of the eight hashes is the hash of: the picture after this change.
#: Turns are clockwise; ``mirror`` swaps left and right, ``flip`` top and bottom.
ORIENTATIONS: tuple[str, ...] = (
    "",
    "mirror",
    "flip",
    "rotate180",
    "transpose",
    "rotate90",
    "rotate270",
    "transverse",
)

# Which of them end with left and right, or top and bottom, swapped.
_ACROSS = frozenset({1, 3, 5, 7})
_DOWN = frozenset({2, 3, 6, 7})

Texture = Literal["photo", "text", "flat"]
Box = tuple[int, int, int, int]

# A coefficient under this many grey levels is within the noise of compression.
_FAINT = 0.08
# Share of one tone above which a picture is paper or screen rather than a scene.
_PAPER = 0.6
#: Shorter side from which the public phash is made: averaged from fewer pixels, it lay 4
#: bits from imagehash's own in 2 of 389 camera files; from these, never more than 2.
AMPLE_PUBLIC = 320
# Shorter side from which hashes are made: well over twice the largest, before averaging.
_AMPLE = 160
# Longest side of the picture whose tones are counted.
_TONES_FROM = 256
_SCALE = 1 << 16


@dataclass(frozen=True)
class View:
    """The whole picture, or a rectangle that stands out inside it.

    Attributes
    ----------
    box
        Left, top, right, bottom in ten-thousandths of the picture's sides.
    texture
        ``photo``; ``text`` (mostly one tone with marks on it, as paper and screens
        are: hashes of such pictures look alike); ``flat`` (too little in it for a
        hash to mean anything).
    hashes
        256-bit perceptual hashes as hexadecimal, in the order of :data:`ORIENTATIONS`;
        the first equals ``imagehash.phash(picture, hash_size=16)``.
    thumb
        The 64 by 64 grey pixels that the hashes were made from.
    """

    box: Box
    texture: Texture
    hashes: tuple[str, ...]
    thumb: bytes

    def words(self) -> NDArray[np.uint64]:
        """Return the hashes as an array of shape (8, 4)."""
        raw = np.frombuffer(bytes.fromhex("".join(self.hashes)), dtype=">u8")
        return raw.astype(np.uint64).reshape(len(ORIENTATIONS), WORDS)

    def grey(self) -> NDArray[np.uint8]:
        """Return the small grey picture as an array of shape (64, 64)."""
        return np.frombuffer(self.thumb, dtype=np.uint8).reshape(SIDE, SIDE)

    def area(self) -> float:
        """Return the share of the whole picture that this rectangle covers."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top) / 1e8

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "box": list(self.box),
            "texture": self.texture,
            "hashes": list(self.hashes),
            "thumb": base64.b64encode(self.thumb).decode("ascii"),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> View:
        """Return the view that :meth:`to_json` described."""
        left, top, right, bottom = data["box"]
        return cls(
            (left, top, right, bottom),
            data["texture"],
            tuple(data["hashes"]),
            base64.b64decode(data["thumb"]),
        )


WHOLE: Box = (0, 0, 10_000, 10_000)


#: Ten-thousandths by which the sides of one rectangle, found twice, may differ.
_SAME_SIDE = 150


def is_same_box(one: Box, other: Box) -> bool:
    """Whether two boxes are of one rectangle, as exactly as rectangles are found."""
    return all(abs(a - b) <= _SAME_SIDE for a, b in zip(one, other, strict=True))


def view(grey: Image.Image, box: Box = WHOLE, *, scaled: bool = False) -> View:
    """Return one rectangle of a grey picture as a :class:`View`.

    Parameters
    ----------
    grey
        The picture.
    box
        Which rectangle of it.
    scaled
        Whether `grey` was scaled down while it was read, so that hashes equal those of
        the full picture to within a few bits at best: then :func:`averaged` comes first.
    """
    part = grey if box == WHOLE else grey.crop(pixels(box, grey.size))
    source = averaged(part) if scaled else part
    small = source.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    grey64 = np.asarray(small)
    low = _cosines(grey64)
    hashes = tuple(_hash(turned) for turned in _eight(low))
    return View(box, _texture(part, low), hashes, grey64.tobytes())


def averaged(grey: Image.Image, ample: int = _AMPLE) -> Image.Image:
    """Return the picture at a whole fraction of its size, still far larger than any hash needs.

    A careful resize from there costs a tenth of one from the full size.

    Parameters
    ----------
    grey
        The picture.
    ample
        Pixels that its shorter side keeps at least.
    """
    return grey.reduce(max(1, min(grey.size) // ample))


def oriented(grey: NDArray[np.uint8], orientation: str) -> NDArray[np.uint8]:
    """Return the pixels after one of :data:`ORIENTATIONS`."""
    index = ORIENTATIONS.index(orientation)
    turned = grey.T if index >= ORIENTATIONS.index("transpose") else grey
    across = slice(None, None, -1) if index in _ACROSS else slice(None)
    down = slice(None, None, -1) if index in _DOWN else slice(None)
    return turned[down, across]


def pixels(box: Box, size: tuple[int, int]) -> Box:
    """Return a box in pixels of a picture of that width and height."""
    left, top, right, bottom = box
    width, height = size
    return (
        round(left * width / 10_000),
        round(top * height / 10_000),
        round(right * width / 10_000),
        round(bottom * height / 10_000),
    )


def _cosines(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the lowest 16 by 16 coefficients of the cosine transform, in whole numbers."""
    table = _table()
    return np.asarray(table @ pixels.astype(np.int64) @ table.T, dtype=np.int64)


@cache
def _table() -> NDArray[np.int64]:
    row = np.arange(LOW)[:, None]
    column = 2 * np.arange(SIDE)[None, :] + 1
    exact = np.cos(np.pi * row * column / (2 * SIDE))
    return np.asarray(np.rint(exact * _SCALE), dtype=np.int64)


def _eight(low: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Return the coefficients of the picture in each of the eight orientations."""
    sign = np.where(np.arange(LOW) % 2, -1, 1)
    across, down = sign[None, :], sign[:, None]
    turned = low.T
    return (
        low,
        low * across,
        low * down,
        low * across * down,
        turned,
        turned * across,
        turned * down,
        turned * across * down,
    )


def _hash(low: NDArray[np.int64]) -> str:
    middle = np.partition(low, (BITS // 2 - 1, BITS // 2), axis=None)[BITS // 2 - 1 : BITS // 2 + 1]
    bits = low * 2 > middle.sum()
    return np.packbits(bits).tobytes().hex()


def _texture(part: Image.Image, low: NDArray[np.int64]) -> Texture:
    if _strength(low) < _FAINT:
        return "flat"
    return "text" if _one_tone(part) > _PAPER else "photo"


def _strength(low: NDArray[np.int64]) -> float:
    """Return the middle coefficient's amplitude in grey levels: what a typical bit rests on."""
    # Orthonormal scaling would give 2/SIDE; half of that again is the wave's amplitude.
    return float(np.median(np.abs(low))) * 4 / (SIDE * SIDE * _SCALE * float(_SCALE))


def _one_tone(part: Image.Image) -> float:
    """Return the largest share of pixels within one band of 16 grey levels."""
    step = max(1, -(-max(part.size) // _TONES_FROM))
    counts = np.bincount(np.asarray(part)[::step, ::step].ravel(), minlength=256)
    bands = np.convolve(counts, np.ones(16, dtype=np.int64), mode="valid")
    return float(bands.max()) / float(counts.sum())
