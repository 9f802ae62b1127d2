"""Films and recordings to look at: frames of a film with their times, the waveform of a sound."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw

from workbench.desk import rasters
from workbench.errors import EvidenceError
from workbench.evidence import recording
from workbench.evidence.unread import left_out

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream

#: Frames in a film's thumbnail, and those that are given with their times.
FEW, MANY = 3, 24
#: Longest side of a frame.
LONGEST = 960
#: Columns of a waveform, and the most seconds of sound that are looked at.
COLUMNS = 1000
MOST_SECONDS = 4 * 60 * 60
#: Frames that are decoded from a key frame on to reach a time.
MOST_FRAMES = 2000
_RATE = 8000
_PART = "desk"


def look(data: Any, media_type: str) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Return how a film or recording can be seen, and its thumbnails."""
    with recording.opened(data, media_type) as container:
        if container is None:
            raise EvidenceError("not_shown", media_type=media_type)
        film = _film(container)
        seconds = _seconds(container)
        has_sound = bool(container.streams.audio)
        if film is not None:
            shown = [image for _, image in _spread(container, film, seconds, FEW)]
            told = {"kind": "film", "width": film.width, "height": film.height,
                    "seconds": seconds, "sound": has_sound, "type": media_type,
                    "rate": _rate(film)}  # fmt: skip
            if shown:
                return told, rasters.thumbnails(beside(shown))
            if not has_sound:
                raise EvidenceError("shown_broken", detail="no frame could be decoded")
    wave = waveform(data, media_type)
    told = {"kind": "sound", "seconds": wave["seconds"], "type": media_type}
    return told, rasters.thumbnails(_drawn(wave))


def frames(data: Any, media_type: str) -> Iterator[tuple[str, bytes]]:
    """Yield frames spread evenly over a film, as JPEG, after their times."""
    with recording.opened(data, media_type) as container:
        film = _film(container) if container is not None else None
        if container is None or film is None:
            raise EvidenceError("not_shown", media_type=media_type)
        found = list(_spread(container, film, _seconds(container), MANY))
    yield "frames", json.dumps([at for at, _ in found]).encode("ascii")
    for number, (_, image) in enumerate(found):
        yield f"{number}.jpg", rasters.jpeg(image, 80)


def waveform(data: Any, media_type: str) -> dict[str, Any]:
    """Return the lowest and highest values of a sound in each of up to 1,000 stretches."""
    from av.audio.resampler import AudioResampler

    lows: list[int] = []
    highs: list[int] = []
    step = _RATE // 20
    held = np.zeros(0, dtype=np.int16)
    with recording.opened(data, media_type) as container:
        if container is None or not container.streams.audio:
            raise EvidenceError("not_shown", media_type=media_type)
        resampler = AudioResampler(format="s16", layout="mono", rate=_RATE)
        for frame in container.decode(container.streams.audio[0]):
            pieces = [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
            held = np.concatenate([held, *pieces])
            whole = len(held) // step
            rows = held[: whole * step].reshape(whole, step)
            lows += rows.min(axis=1, initial=0).tolist()
            highs += rows.max(axis=1, initial=0).tolist()
            held = held[whole * step :]
            if len(lows) > MOST_SECONDS * 20:
                left_out(_PART, "values", MOST_SECONDS)
                break
    if len(held):
        lows.append(min(0, int(held.min())))
        highs.append(max(0, int(held.max())))
    return {"seconds": round(len(lows) / 20, 2), "low": _gathered(lows, min),
            "high": _gathered(highs, max)}  # fmt: skip


def _gathered(values: list[int], choose: Any) -> list[int]:
    """Return so many values as there are columns, each in 8 bits."""
    count = min(COLUMNS, len(values))
    edges = [round(index * len(values) / count) for index in range(count + 1)] if count else []
    return [choose(values[a : max(b, a + 1)]) >> 8 for a, b in pairwise(edges)]


def _film(container: InputContainer) -> VideoStream | None:
    """Return the first stream that moves: a song's cover is none."""
    from av.stream import Disposition

    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def _seconds(container: InputContainer) -> float:
    return round((container.duration or 0) / 1_000_000, 2)


def _spread(
    container: InputContainer, film: VideoStream, seconds: float, count: int
) -> Iterator[tuple[float, Image.Image]]:
    """Yield (time, picture) of key frames near evenly spaced times, each once."""
    film.codec_context.skip_frame = "NONKEY"
    start = float(film.start_time * film.time_base) if film.start_time and film.time_base else 0.0
    seen: set[float] = set()
    for index in range(count):
        wanted = seconds * (index + 0.5) / count
        if seconds and film.time_base:
            container.seek(int((start + wanted) / float(film.time_base)), stream=film)
        frame = next(container.decode(film), None)
        if frame is None:
            continue
        at = round(max(0.0, float(frame.time or 0.0) - start), 3)
        if at in seen:
            continue
        seen.add(at)
        yield at, _upright(frame)


def _upright(frame: VideoFrame) -> Image.Image:
    scale = min(1.0, LONGEST / max(frame.width, frame.height))
    size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    pixels = frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray()
    return Image.fromarray(np.ascontiguousarray(np.rot90(pixels, round(frame.rotation / 90))))


def at_times(data: Any, media_type: str, times: list[float]) -> list[Image.Image]:
    """Return the frame that a film shows at each of these seconds.

    Raises
    ------
    EvidenceError
        When it ends before one of them.
    """
    with recording.opened(data, media_type) as container:
        film = _film(container) if container is not None else None
        if container is None or film is None or not film.time_base:
            raise EvidenceError("not_shown", media_type=media_type)
        found = [_frame_at(container, film, seconds) for seconds in times]
    return [_upright(frame) for frame in found]


def _frame_at(container: InputContainer, film: VideoStream, wanted: float) -> VideoFrame:
    """Return the frame that is shown at a time: the last that began before it."""
    base = float(film.time_base or 1)
    start = float(film.start_time) * base if film.start_time else 0.0
    half = 0.5 / (_rate(film) or 25.0)
    container.seek(int((start + wanted) / base), stream=film, backward=True)
    shown: VideoFrame | None = None
    for number, frame in enumerate(container.decode(film)):
        is_later = float(frame.time or 0.0) - start > wanted + half
        # A film without key frames is not decoded to its end for one picture.
        if (shown is not None and is_later) or number > MOST_FRAMES:
            break
        shown = frame
    at = float(shown.time or 0.0) - start if shown is not None else -1.0
    if shown is None or wanted > at + max(1.0, 4 * half):
        raise EvidenceError("no_such_time", seconds=_seconds(container))
    return shown


def shaded(wave: dict[str, Any], start: float, end: float | None) -> Image.Image:
    """Return a waveform as a picture in which a stretch of it is shaded."""
    sheet = _drawn(wave)
    whole = max(wave["seconds"], 0.001)
    left = min(639, round(start * 640 / whole))
    right = left + 2 if end is None else min(640, max(left + 2, round(end * 640 / whole)))
    shade = Image.new("RGB", (right - left, sheet.height), "#ffd400")
    part = sheet.crop((left, 0, right, sheet.height))
    sheet.paste(Image.blend(part, shade, 0.45), (left, 0))
    return sheet


def _rate(film: VideoStream) -> float:
    """Return a film's frames in a second; 0 when it does not say."""
    rate = film.average_rate or film.guessed_rate
    return round(float(rate), 4) if rate else 0.0


def beside(images: list[Image.Image]) -> Image.Image:
    """Return pictures beside each other, all of one height."""
    height = min(360, *(image.height for image in images), 360)
    shown = [
        image.resize((max(1, round(image.width * height / image.height)), height))
        for image in images
    ]
    sheet = Image.new("RGB", (sum(one.width for one in shown) + 4 * (len(shown) - 1), height))
    left = 0
    for one in shown:
        sheet.paste(one, (left, 0))
        left += one.width + 4
    return sheet


def _drawn(wave: dict[str, Any]) -> Image.Image:
    """Return a waveform as a picture."""
    sheet = Image.new("RGB", (640, 240), "white")
    drawing = ImageDraw.Draw(sheet)
    columns = max(1, len(wave["low"]))
    for x in range(640):
        at = min(columns - 1, x * columns // 640)
        low, high = (wave[name][at] if wave[name] else 0 for name in ("low", "high"))
        drawing.line((x, 120 - high * 110 // 128, x, 120 - low * 110 // 128), fill="#1f5f8b")
    return sheet
