"""What a film is known by besides its pictures: how it goes on, moment by moment.

Two films of one scene have pictures that are alike; only copies change in the same way
at the same time. So each moment is kept as a hash, by which it is found again, and as a
tiny grey picture, by which two films are compared in what moves.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workbench.duplicates.fingerprint.frames import Moment
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.region import LOW, WHOLE, Box, is_same_box, view

#: Pixels along a side of a moment's tiny picture.
SIDE = 32
#: Rectangles followed through a film besides the whole: a phone shows it in one.
MOST_BOXES = 2

_HASH = LOW * LOW // 8
_TEXTURES = ("photo", "text", "flat")
# A rectangle belongs to the film when so many of its pictures have it at one place.
_STANDING = 0.5
_WHOLE_THUMB = 64


@dataclass(frozen=True)
class Strip:
    """One rectangle of a film through time.

    Attributes
    ----------
    box
        Left, top, right, bottom in ten-thousandths of the frame.
    textures
        One byte for each moment: 0 photo, 1 text, 2 flat.
    hashes
        For each moment 32 bytes, as ``View.hashes[0]``.
    thumbs
        For each moment 32 by 32 grey pixels.
    """

    box: Box
    textures: bytes
    hashes: bytes
    thumbs: bytes

    def bits(self) -> NDArray[np.uint8]:
        """Return the hashes as bits, shape (n, 16, 16)."""
        raw = np.frombuffer(self.hashes, dtype=np.uint8).reshape(-1, _HASH)
        return np.unpackbits(raw, axis=1).reshape(-1, LOW, LOW)

    def tiny(self) -> NDArray[np.uint8]:
        """Return the tiny pictures, shape (n, 32, 32)."""
        return np.frombuffer(self.thumbs, dtype=np.uint8).reshape(-1, SIDE, SIDE)

    def shown(self) -> NDArray[np.uint8]:
        """Return each moment's texture, shape (n,)."""
        return np.frombuffer(self.textures, dtype=np.uint8)

    def area(self) -> float:
        """Return the share of the frame that this rectangle covers."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top) / 1e8

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        packed = {name: base64.b64encode(getattr(self, name)).decode("ascii") for name in _PACKED}
        return {"box": list(self.box), **packed}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Strip:
        """Return the strip that :meth:`to_json` described."""
        left, top, right, bottom = data["box"]
        packed = (base64.b64decode(data[name]) for name in _PACKED)
        return cls((left, top, right, bottom), *packed)


_PACKED = ("textures", "hashes", "thumbs")


@dataclass(frozen=True)
class Film:
    """A film moment by moment.

    Attributes
    ----------
    times
        Hundredths of a second from the beginning, little-endian 32-bit.
    strips
        The whole frame first, then rectangles in which something else is shown.
    """

    times: bytes
    strips: tuple[Strip, ...]

    def seconds(self) -> NDArray[np.float64]:
        """Return the time of each moment."""
        return np.frombuffer(self.times, dtype="<u4") / 100.0

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        times = base64.b64encode(self.times).decode("ascii")
        return {"times": times, "strips": [strip.to_json() for strip in self.strips]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Film:
        """Return the film that :meth:`to_json` described."""
        strips = tuple(Strip.from_json(one) for one in data["strips"])
        return cls(base64.b64decode(data["times"]), strips)


@dataclass
class Reel:
    """The moments of one film, collected while it is read."""

    moments: list[tuple[float, NDArray[np.uint8]]] = field(default_factory=list)

    def add(self, moment: Moment) -> None:
        """Keep one moment, without its picture."""
        self.moments.append((moment.at, moment.gray))

    def film(self, pictures: Iterable[Fingerprint]) -> Film | None:
        """Return the film, or None when there is no second moment.

        Parameters
        ----------
        pictures
            Fingerprints of its frames: their rectangles tell which stand still in it.
        """
        if len(self.moments) < 2:
            return None
        times = np.array([round(at * 100) for at, _ in self.moments], dtype="<u4")
        frames = [Image.fromarray(gray) for _, gray in self.moments]
        boxes = (WHOLE, *standing(list(pictures)))
        return Film(times.tobytes(), tuple(_strip(frames, box) for box in boxes))


def standing(pictures: Sequence[Fingerprint]) -> tuple[Box, ...]:
    """Return the rectangles that most pictures of a film have at one place."""
    boxes = [each.box for print_ in pictures for each in print_.views[1:]]
    counts: Counter[Box] = Counter()
    for box in boxes:
        counts[next((known for known in counts if is_same_box(known, box)), box)] += 1
    fewest = max(1, round(_STANDING * len(pictures)))
    found = [box for box, count in counts.most_common(MOST_BOXES) if count >= fewest]
    return tuple(found)


def eight_orientations(bits: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
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


def _strip(frames: list[Image.Image], box: Box) -> Strip:
    textures, hashes, thumbs = bytearray(), bytearray(), bytearray()
    for frame in frames:
        made = view(frame, box, scaled=True)
        textures.append(_TEXTURES.index(made.texture))
        hashes += bytes.fromhex(made.hashes[0])
        blocks = made.grey().reshape(SIDE, _WHOLE_THUMB // SIDE, SIDE, _WHOLE_THUMB // SIDE)
        thumbs += np.rint(blocks.mean(axis=(1, 3))).astype(np.uint8).tobytes()
    return Strip(box, bytes(textures), bytes(hashes), bytes(thumbs))
