"""Local features: points of a picture that can be found again in a part of it.

ORB (Rublee et al. 2011) through OpenCV, with two additions. Points are taken evenly
from all over the picture, because a collage shows each photo in a small place; and
every point is also described in the mirrored picture, so that a mirrored crop is
found without another decode.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.region import Box, pixels

SIDE = 512
#: Points from the whole picture, and from all rectangles inside it together.
MOST_WHOLE = 700
MOST_INSIDE = 600
LEAST_INSIDE = 200
WIDTH = 32

_CELLS = 6
# ORB looks at patches of 31 pixels; smaller pictures have no room for one.
_SMALLEST = 64
# Six steps of 1.3 reach as far as eight of 1.2 do, over three quarters of the pixels.
_SCALE = 1.3
_LEVELS = 6
# Contrast of a corner in grey levels: the plain ones where they are many enough, and
# fainter ones in dim and soft pictures.
_CONTRASTS = (20, 10, 3)
# Points are kept to a sixteenth of a pixel of the picture scaled to SIDE.
_FINE = 16
# A point whose surroundings are mostly one drawn tone belongs to text or an icon.
_DRAWN_AROUND = 0.45
_AROUND = 31


@dataclass(frozen=True)
class Features:
    """The points of one picture.

    Attributes
    ----------
    width, height
        Of the scaled picture that the points lie in.
    points
        x and y of each, little-endian 16-bit, in sixteenths of a pixel.
    descriptors, mirrored
        32 bytes for each point, in the picture and in its mirror image.
    """

    width: int
    height: int
    points: bytes
    descriptors: bytes
    mirrored: bytes

    def __len__(self) -> int:
        return len(self.descriptors) // WIDTH

    def places(self) -> NDArray[np.float32]:
        """Return the points in pixels, shape (n, 2)."""
        raw = np.frombuffer(self.points, dtype="<u2").astype(np.float32)
        return raw.reshape(-1, 2) / np.float32(_FINE)

    def described(self, *, mirrored: bool = False) -> NDArray[np.uint8]:
        """Return the descriptors, shape (n, 32)."""
        raw = self.mirrored if mirrored else self.descriptors
        return np.frombuffer(raw, dtype=np.uint8).reshape(-1, WIDTH)

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "size": [self.width, self.height],
            "points": base64.b64encode(self.points).decode("ascii"),
            "descriptors": base64.b64encode(self.descriptors).decode("ascii"),
            "mirrored": base64.b64encode(self.mirrored).decode("ascii"),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Features:
        """Return the features that :meth:`to_json` described."""
        width, height = data["size"]
        parts = (base64.b64decode(data[name]) for name in ("points", "descriptors", "mirrored"))
        return cls(width, height, *parts)


#: Of a picture that was not searched for points.
NONE = Features(1, 1, b"", b"", b"")


def features(grey: NDArray[np.uint8], drawn: NDArray[np.bool_], boxes: Iterable[Box]) -> Features:
    """Return the points of a picture.

    Parameters
    ----------
    grey
        The picture, shape (height, width).
    drawn
        Where drawn tones stand, at any scale: points among them are left out.
    boxes
        Rectangles that stand out inside; each gets points of its own, so that a photo
        in a screenshot or collage is as well described as the photo itself.
    """
    whole = _scaled(grey, SIDE)
    inner = list(boxes)
    found = [_Found.of(whole, MOST_WHOLE, (0.0, 0.0), 1.0)]
    for box in inner:
        left, top, right, bottom = pixels(box, (grey.shape[1], grey.shape[0]))
        part = _scaled(grey[top:bottom, left:right], SIDE)
        scale = whole.shape[1] / grey.shape[1]
        found.append(
            _Found.of(
                part,
                max(LEAST_INSIDE, MOST_INSIDE // len(inner)),
                (left * scale, top * scale),
                scale * (right - left) / part.shape[1],
            )
        )
    joined = _Found.joined(found).where_photo(drawn, whole.shape)
    places = np.clip(np.rint(joined.places * _FINE), 0, 65535).astype("<u2")
    return Features(
        whole.shape[1],
        whole.shape[0],
        places.tobytes(),
        joined.descriptors.tobytes(),
        joined.mirrored.tobytes(),
    )


@dataclass(frozen=True)
class _Found:
    places: NDArray[np.float64]
    descriptors: NDArray[np.uint8]
    mirrored: NDArray[np.uint8]

    @classmethod
    def of(
        cls, grey: NDArray[np.uint8], most: int, offset: tuple[float, float], scale: float
    ) -> _Found:
        """Find points, described as the picture stands and as its mirror image stands."""
        nothing = np.zeros((0, WIDTH), dtype=np.uint8)
        if min(grey.shape) < _SMALLEST:
            return cls(np.zeros((0, 2)), nothing, nothing)
        engine = cv2.ORB.create(4 * most, _SCALE, _LEVELS)
        chosen = _spread(_corners(engine, grey, most), grey.shape, most)
        kept, straight = engine.compute(grey, chosen)
        if straight is None or not len(kept):
            return cls(np.zeros((0, 2)), nothing, nothing)
        width = grey.shape[1]
        flipped = [_flipped(point, index, width) for index, point in enumerate(kept)]
        again, mirrored = engine.compute(np.ascontiguousarray(grey[:, ::-1]), flipped)
        # Points too close to a border may be dropped; class_id says which ones stayed.
        stayed = [point.class_id for point in again]
        places = np.array([kept[index].pt for index in stayed]).reshape(-1, 2)
        both = [np.asarray(straight, np.uint8)[stayed], np.asarray(mirrored, np.uint8)]
        return cls(places * scale + offset, *both) if stayed else cls(places, nothing, nothing)

    @classmethod
    def joined(cls, parts: Sequence[_Found]) -> _Found:
        return cls(
            np.concatenate([part.places for part in parts]),
            np.concatenate([part.descriptors for part in parts]),
            np.concatenate([part.mirrored for part in parts]),
        )

    def where_photo(self, drawn: NDArray[np.bool_], shape: tuple[int, ...]) -> _Found:
        """Leave out points that lie among drawn tones: text, icons, patterns of interfaces."""
        if not drawn.any() or not len(self.places):
            return self
        share = cv2.blur(drawn.astype(np.float32), (_AROUND, _AROUND))
        x = self.places[:, 0] * drawn.shape[1] / shape[1]
        y = self.places[:, 1] * drawn.shape[0] / shape[0]
        columns = np.clip(x.astype(np.int64), 0, drawn.shape[1] - 1)
        rows = np.clip(y.astype(np.int64), 0, drawn.shape[0] - 1)
        photo = share[rows, columns] < _DRAWN_AROUND
        return _Found(self.places[photo], self.descriptors[photo], self.mirrored[photo])


def _corners(engine: cv2.ORB, grey: NDArray[np.uint8], most: int) -> Sequence[cv2.KeyPoint]:
    corners: Sequence[cv2.KeyPoint] = ()
    for contrast in _CONTRASTS:
        engine.setFastThreshold(contrast)
        corners = engine.detect(grey, None)
        if len(corners) >= most:
            break
    return corners


def _scaled(grey: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    height, width = grey.shape
    longest = max(height, width)
    if longest <= side:
        return np.ascontiguousarray(grey)
    size = (max(1, round(width * side / longest)), max(1, round(height * side / longest)))
    # Corners are looked for at coarser scales as well: averaging here would gain nothing.
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _spread(
    points: Sequence[cv2.KeyPoint], shape: tuple[int, ...], most: int
) -> list[cv2.KeyPoint]:
    """Return the strongest points of every cell in turn, until there are enough."""
    if not points:
        return []
    height, width = shape
    x, y = np.array([point.pt for point in points]).T
    response = np.array([point.response for point in points])
    cell = (y * _CELLS / height).astype(np.int64) * _CELLS + (x * _CELLS / width).astype(np.int64)
    order = np.lexsort((y, x, -response, cell))
    held = cell[order]
    rank = np.arange(len(order)) - np.searchsorted(held, held)
    chosen = order[np.lexsort((held, rank))][:most]
    return [points[index] for index in chosen.tolist()]


def _flipped(point: cv2.KeyPoint, index: int, width: int) -> cv2.KeyPoint:
    x, y = point.pt
    angle = (180.0 - point.angle) % 360.0
    return cv2.KeyPoint(width - 1 - x, y, point.size, angle, point.response, point.octave, index)
