"""The fingerprint of one picture: perceptual hashes, local features, and no picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workbench.duplicates.fingerprint.coded_pixels import Data, coded_sha256
from workbench.duplicates.fingerprint.legible import is_coarse
from workbench.duplicates.fingerprint.lettering import lettering
from workbench.duplicates.fingerprint.points import NONE, Features, features
from workbench.duplicates.fingerprint.public_hashes import dhash64, phash64
from workbench.duplicates.fingerprint.rectangles import layout
from workbench.duplicates.fingerprint.region import AMPLE_PUBLIC, WHOLE, Box, View, averaged, view
from workbench.duplicates.fingerprint.text_page import Page, page

#: Changes whenever the same picture would get another fingerprint; part of cache keys.
VERSION = "13"

# A decode that was not scaled down shows every pixel, so that equality means equality.
_UNSCALED_SIDE = 1024
# Of the picture's area, in the square of ten-thousandths.
_CLEARLY_SMALLER = 0.55e8


class Picture(Protocol):
    """A decoded picture, from wherever it was taken: a file, a video frame, a page.

    ``workbench.evidence.picture.Picture`` is one. `width` and `height` are those of
    the full picture, upright; `rgb` (height, width, 3) and `gray` (height, width) may
    be scaled down.
    """

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def frames(self) -> int:
        """1 for a still picture."""

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """Colours, scaled."""

    @property
    def gray(self) -> NDArray[np.uint8]:
        """Luminance, scaled."""


@dataclass(frozen=True)
class Fingerprint:
    """The fingerprint of one picture.

    Attributes
    ----------
    width, height
        Pixels of the full picture, upright.
    frames
        1 for a still picture; the fingerprint of an animated one is of its first frame.
    coded
        SHA-256 of the compressed pixels without metadata; empty where not known.
    pixels
        SHA-256 of the decoded pixels; empty when the picture was scaled or animated.
    phash64, dhash64
        ``imagehash.phash`` and ``imagehash.dhash`` as hexadecimal: the public,
        comparable values.
    views
        The whole picture first, then rectangles that stand out inside it.
    features
        Points by which parts of it are found in other pictures.
    page
        Where ink stands, of a picture of text; None of any other.
    lettering
        Strokes of all lines of writing on it, whatever else it shows; None without any.
    """

    width: int
    height: int
    frames: int
    coded: str
    pixels: str
    phash64: str
    dhash64: str
    views: tuple[View, ...]
    features: Features
    page: Page | None = None
    lettering: Page | None = None

    @property
    def whole(self) -> View:
        """The view of the whole picture."""
        return self.views[0]

    def public_distance(self, other: Fingerprint) -> int:
        """Return the distance between imagehash's 64-bit phashes of two pictures, in bits."""
        return (int(self.phash64, 16) ^ int(other.phash64, 16)).bit_count()

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "version": VERSION,
            "width": self.width,
            "height": self.height,
            "frames": self.frames,
            "coded": self.coded,
            "pixels": self.pixels,
            "phash64": self.phash64,
            "dhash64": self.dhash64,
            "views": [each.to_json() for each in self.views],
            "features": self.features.to_json(),
            "page": None if self.page is None else self.page.to_json(),
            "lettering": None if self.lettering is None else self.lettering.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Fingerprint:
        """Return the fingerprint that :meth:`to_json` described.

        Raises
        ------
        ValueError
            When another version made it: such a fingerprint must be made anew.
        """
        if data.get("version") != VERSION:
            raise ValueError(data.get("version"))
        return cls(
            width=data["width"],
            height=data["height"],
            frames=data["frames"],
            coded=data["coded"],
            pixels=data["pixels"],
            phash64=data["phash64"],
            dhash64=data["dhash64"],
            views=tuple(View.from_json(each) for each in data["views"]),
            features=Features.from_json(data["features"]),
            page=None if data["page"] is None else Page.from_json(data["page"]),
            lettering=None if data["lettering"] is None else Page.from_json(data["lettering"]),
        )


def fingerprint(picture: Picture, data: Data, *, points: bool = True) -> Fingerprint:
    """Return the fingerprint of a decoded picture.

    Parameters
    ----------
    picture
        Upright, scaled once, as :func:`workbench.duplicates.fingerprint.legible.legible` gives it.
    data
        The file's bytes, for its compressed pixels.
    points
        Whether to take the points by which parts are found.
    """
    grey = Image.fromarray(np.ascontiguousarray(picture.gray))
    scaled = _is_scaled(picture)
    parts = layout(picture.rgb)
    return Fingerprint(
        width=picture.width,
        height=picture.height,
        frames=picture.frames,
        coded=coded_sha256(data),
        pixels=_pixels(picture),
        phash64=phash64(averaged(grey, AMPLE_PUBLIC) if scaled else grey),
        dhash64=dhash64(averaged(grey) if scaled else grey),
        views=tuple(view(grey, box, scaled=scaled) for box in (WHOLE, *parts.boxes)),
        features=features(picture.gray, parts.drawn, _inner(parts.boxes)) if points else NONE,
        # Whatever may be a page was read finer than that.
        page=None if is_coarse(picture) else page(picture.gray, float(parts.drawn.mean())),
        # Views of films have no points, and no writing that anybody asks for.
        lettering=lettering(picture.gray) if points else None,
    )


def _inner(boxes: tuple[Box, ...]) -> list[Box]:
    """Return the rectangles that are clearly smaller than the picture."""
    return [box for box in boxes if (box[2] - box[0]) * (box[3] - box[1]) < _CLEARLY_SMALLER]


def _is_scaled(picture: Picture) -> bool:
    return picture.rgb.shape[:2] != (picture.height, picture.width)


def _pixels(picture: Picture) -> str:
    if (
        _is_scaled(picture)
        or max(picture.width, picture.height) > _UNSCALED_SIDE
        or picture.frames > 1
    ):
        return ""
    digest = hashlib.sha256(f"{picture.width} {picture.height} ".encode("ascii"))
    digest.update(np.ascontiguousarray(picture.rgb).data)
    return digest.hexdigest()
