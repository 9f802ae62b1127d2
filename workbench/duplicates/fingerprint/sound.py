"""Audio fingerprint: what a voice note or soundtrack is known by, in any container or codec.

Two things are kept of a recording. The coded sound without its container, so that a
note that was only re-wrapped (Opus from OGG into MP4) is known exactly. And 32 bits for
each twentieth of a second: whether the energy between neighbouring bands of 300 to
2,000 Hz rises or falls, which every codec for speech keeps (Haitsma and Kalker, "A
Highly Robust Audio Fingerprinting System", ISMIR 2002). Silence says nothing and is left
out.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.evidence import recording
from workbench.evidence.unread import fits

#: Of a longer recording the first minutes are compared.
LONGEST = 600.0

_RATE = 8000
_WINDOW = 2960
_HOP = 400
_BANDS = 33
_LOWEST, _HIGHEST = 300.0, 2000.0
#: Moments of a second, and bits of each.
PER_SECOND = _RATE / _HOP
BITS = _BANDS - 1
# Energy below the loudest moments by which a moment counts as silence, in powers of ten.
_QUIET = 4.0
# A steady tone has moments, but nothing that changes: most of its bits never turn.
_LIVELY = 0.1
_MOST_BYTES = 512_000_000

Bits = NDArray[np.uint32]


@dataclass(frozen=True)
class Sound:
    """What one recording is known by.

    Attributes
    ----------
    seconds
        Length of what was listened to.
    coded
        SHA-256 of the coded sound without its container.
    bits
        For each moment 32 bits, little-endian; empty when there is nothing to compare.
    heard
        One byte for each moment: 1 where something is heard.
    film
        Whether pictures go with it: then the sound is a part of what the file shows.
    """

    seconds: float
    coded: str
    bits: bytes
    heard: bytes
    film: bool = False

    def moments(self) -> tuple[Bits, NDArray[np.bool_]]:
        """Return the bits and where something is heard, shape (n,) each."""
        return np.frombuffer(self.bits, "<u4"), np.frombuffer(self.heard, np.uint8) > 0

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        return {
            "seconds": self.seconds,
            "coded": self.coded,
            "bits": base64.b64encode(self.bits).decode("ascii"),
            "heard": base64.b64encode(self.heard).decode("ascii"),
            "film": self.film,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Sound:
        """Return the sound that :meth:`to_json` described."""
        bits, heard = (base64.b64decode(data[name]) for name in ("bits", "heard"))
        return cls(data["seconds"], data["coded"], bits, heard, data["film"])


def sound(data: Any, media_type: str) -> Sound | None:
    """Return what a recording or a video is known by; None without sound, or when damaged.

    Call this in the sandbox only. That a file is damaged is said by its facts' readers.
    """
    if not media_type.startswith(("audio/", "video/")) or media_type == "audio/midi":
        return None
    if not fits(data, _MOST_BYTES, "sound"):
        return None
    try:
        samples, coded, film = _listened(data, media_type)
    # Decoders of hostile files raise anything at all.
    except Exception:  # noqa: BLE001
        return None
    if not len(samples):
        return None
    bits, heard = _moments(samples)
    return Sound(round(len(samples) / _RATE, 1), coded, bits.tobytes(), heard.tobytes(), film)


def _listened(data: Any, media_type: str) -> tuple[NDArray[np.float64], str, bool]:
    """Return up to :data:`LONGEST` seconds as one channel of 8 kHz.

    Also the hash of the coded sound, and whether there is more than a cover picture to see.
    """
    import av
    from av.stream import Disposition

    digest, parts, count = hashlib.sha256(), [], 0
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
    with recording.opened(data, media_type) as container:
        if container is None or not container.streams.audio:
            return np.zeros(0), "", False
        film = any(not one.disposition & Disposition.attached_pic
                   for one in container.streams.video)  # fmt: skip
        stream = container.streams.audio[0]
        for packet in container.demux(stream):
            digest.update(bytes(packet))
            if count >= LONGEST * _RATE:
                continue
            for frame in packet.decode():
                for small in resampler.resample(frame):
                    parts.append(small.to_ndarray().ravel())
                    count += parts[-1].size
    samples = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    return samples[: int(LONGEST * _RATE)].astype(np.float64), digest.hexdigest(), film


def _moments(samples: NDArray[np.float64]) -> tuple[Bits, NDArray[np.uint8]]:
    """Return 32 bits for each moment, and where something is heard that changes."""
    count = (len(samples) - _WINDOW) // _HOP + 1
    if count < 2:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint8)
    energy = _energies(samples, count)
    slope = energy[:, :-1] - energy[:, 1:]
    rising = (slope[1:] - slope[:-1]) > 0
    weights = np.uint32(1) << np.arange(BITS, dtype=np.uint32)
    bits = (rising * weights).sum(axis=1, dtype=np.uint32)
    level = np.log10(energy.sum(axis=1)[1:] + 1.0)
    heard = level > max(level.max() - _QUIET, 4.0)
    turned = np.bitwise_count(bits[1:] ^ bits[:-1]).mean() / (BITS) if len(bits) > 1 else 0.0
    if turned < _LIVELY:
        heard[:] = False
    return bits.astype("<u4"), heard.astype(np.uint8)


def _energies(samples: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Return the energy of each moment in each band, shape (count, bands)."""
    window = np.hanning(_WINDOW)
    edges = np.geomspace(_LOWEST, _HIGHEST, _BANDS + 1) * _WINDOW / _RATE
    starts = np.rint(edges[:-1]).astype(int)
    energy = np.empty((count, _BANDS))
    views = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::_HOP]
    for first in range(0, count, 512):
        power = np.abs(np.fft.rfft(views[first : first + 512] * window, axis=1)) ** 2
        sums = np.add.reduceat(power[:, : int(np.rint(edges[-1]))], starts, axis=1)
        energy[first : first + 512] = sums
    return energy
