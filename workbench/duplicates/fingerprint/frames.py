"""The frames of a film that are looked at: evenly over all of it, whatever its length.

A short film is decoded whole, so that any moment of it can be found again. Of a long
one only key frames are decoded: they stand for themselves, and lie a second to ten
apart. Either way the work is bounded by what the file says of its size and length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.evidence import recording
from workbench.evidence.picture import LONGEST, Picture
from workbench.evidence.unread import DAMAGED, left_out

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

#: Pixels, over all frames, up to which a film is decoded whole: half a minute of 1080p.
MOST_DECODED = 2_000_000_000
#: Moments kept of one film, and the shortest time between two, in seconds.
MOST_MOMENTS = 400
FINEST = 0.05
#: Frames of one film that are kept as pictures, and the shortest time between two.
MOST_PICTURES = 24
APART = 0.5
#: Longest side of a moment, in pixels.
SMALL = 192

# Seconds between moments of a stream that does not say how long it is.
_UNSAID = 1.0
_USUAL_RATE = 30.0


@dataclass(frozen=True)
class Moment:
    """One frame of a film.

    Attributes
    ----------
    at
        Seconds from the film's beginning.
    gray
        The frame, upright, small and grey.
    picture
        The frame as a picture, for one in so many moments; None for the others.
    """

    at: float
    gray: NDArray[np.uint8]
    picture: Picture | None = None


def moments(data: Any, media_type: str = "video/mp4") -> Iterator[Moment]:
    """Yield moments of a film in order of time.

    Call this in the sandbox only: decoders of hostile files raise anything at all.
    """
    with recording.opened(data, media_type) as container:
        stream = _pictures_of(container) if container is not None else None
        if container is None or stream is None:
            return
        seconds = _seconds(container, stream)
        step = max(FINEST, seconds / MOST_MOMENTS) if seconds else _UNSAID
        apart = max(APART, seconds / MOST_PICTURES)
        is_short = 0 < seconds * _rate(stream) * stream.width * stream.height <= MOST_DECODED
        decoded = container.decode(stream) if is_short else _key_frames(container, stream, step)
        start, due, picture_due = None, 0.0, 0.0
        count = pictures = 0
        for frame in decoded:
            time = float(frame.time or 0.0)
            start = time if start is None else start
            at = time - start
            # Half a frame early is in time: clocks of copies differ by that much.
            if at < due - step / 4:
                continue
            due = max(due + step, at)
            is_picture = at >= picture_due - step / 4 and pictures < MOST_PICTURES
            pictures += is_picture
            if is_picture:
                picture_due = max(picture_due + apart, at + apart / 2)
            yield Moment(at, _gray(frame), _picture(frame) if is_picture else None)
            count += 1
            if count == MOST_MOMENTS:
                return
        if not count:
            left_out(recording.PART, DAMAGED, 0)


def _pictures_of(container: InputContainer) -> VideoStream | None:
    """Return the first stream that moves: a song's cover is none."""
    from av.stream import Disposition

    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def _seconds(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / 1_000_000


def _rate(stream: VideoStream) -> float:
    return float(stream.average_rate or stream.guessed_rate or _USUAL_RATE)


def _key_frames(
    container: InputContainer, stream: VideoStream, step: float
) -> Iterator[VideoFrame]:
    """Yield key frames at least `step` seconds apart, decoding no others."""
    stream.codec_context.skip_frame = "NONKEY"
    due: float | None = None
    for packet in container.demux(stream):
        at = _time(packet)
        if packet.size and (not packet.is_keyframe or (due is not None and at < due)):
            continue
        due = at + step * 0.9
        yield from packet.decode()


def _time(packet: Packet[VideoStream]) -> float:
    stamp = packet.pts if packet.pts is not None else packet.dts
    return float(stamp * packet.time_base) if stamp is not None and packet.time_base else 0.0


def _gray(frame: VideoFrame) -> NDArray[np.uint8]:
    width, height = _size(frame, SMALL)
    small = frame.reformat(width=width, height=height, format="gray", interpolation="AREA")
    return _upright(small.to_ndarray(), frame)


def _picture(frame: VideoFrame) -> Picture:
    width, height = _size(frame, LONGEST)
    pixels = _upright(
        frame.reformat(width=width, height=height, format="rgb24").to_ndarray(), frame
    )
    whole = (
        (frame.width, frame.height) if frame.rotation % 180 == 0 else (frame.height, frame.width)
    )
    return Picture(*whole, 1, "RGB", 1, pixels)


def _size(frame: VideoFrame, longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(frame.width, frame.height))
    return max(1, round(frame.width * scale)), max(1, round(frame.height * scale))


def _upright(pixels: NDArray[Any], frame: VideoFrame) -> NDArray[np.uint8]:
    """Turn a frame as its film says that it must be shown: phones lie on their side."""
    turned = np.rot90(pixels, round(frame.rotation / 90))
    return np.ascontiguousarray(turned, dtype=np.uint8)
