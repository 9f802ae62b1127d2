"""What happens to a film on its way: each way a function of its frames alone.

Nothing in here knows how copies are found. Every choice is drawn from the source's name,
so a run can be repeated. Films are written without sound, which would find most of them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bench.copies import Rng, bounded, chat, fitted, jpeg, sentence, text, watermark

LONGEST = 640
#: Seconds taken of a source; what is longer is cut, and counts as the original.
SECONDS = 10.0

Frame = Image.Image


@dataclass(frozen=True)
class Film:
    """Frames at an even rate, upright."""

    rate: float
    frames: list[Frame]

    @property
    def seconds(self) -> float:
        return len(self.frames) / self.rate

    def of(self, change: Callable[[Frame], Frame]) -> Film:
        return Film(self.rate, [change(frame) for frame in self.frames])

    def between(self, start: float, end: float) -> Film:
        return Film(self.rate, self.frames[round(start * self.rate) : round(end * self.rate)])

    def at(self, rate: float, speed: float = 1.0) -> Film:
        """The same film at another rate of frames, or played faster."""
        step = self.rate / rate * speed
        count = int(len(self.frames) / step)
        return Film(rate, [self.frames[int(place * step)] for place in range(count)])


def opened(path: Path, seconds: float = SECONDS) -> Film:
    """Return the first seconds of a film, at most 30 frames a second and 640 pixels wide."""
    import av

    frames: list[Frame] = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = min(30.0, float(stream.average_rate or 25))
        for frame in container.decode(stream):
            at = float(frame.time or 0) - float(stream.start_time or 0) * float(stream.time_base)
            if at > seconds:
                break
            while len(frames) <= at * rate:
                image = bounded(frame.to_image(), LONGEST)
                frames.append(image.rotate(frame.rotation, expand=True))
    return Film(rate, frames)


def from_photograph(picture: Frame, rng: Rng, seconds: float = 8.0, rate: float = 25.0) -> Film:
    """Return a film that pans and zooms over a photograph, as a slide show does."""
    picture = bounded(picture.convert("RGB"), 1600)
    from_, to = rng.uniform(0.55, 0.9), rng.uniform(0.55, 0.9)
    ends = rng.uniform(0, 1, (2, 2))
    frames = []
    for place in np.linspace(0, 1, round(seconds * rate)):
        share = from_ + (to - from_) * place
        width = share * min(picture.width, picture.height * 16 / 9)
        height = width * 9 / 16
        x, y = (ends[0] + (ends[1] - ends[0]) * place) * (
            picture.width - width, picture.height - height
        )  # fmt: skip
        box = (x, y, x + width, y + height)
        frames.append(picture.resize((640, 360), Image.Resampling.BILINEAR, box))
    return Film(rate, frames)


def encoded(film: Film, quality: int = 23, gop: int = 250, profile: str = "high") -> bytes:
    """Return the film as H.264 in MP4."""
    import av

    buffer = io.BytesIO()
    first = film.frames[0]
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=round(film.rate))
        stream.width, stream.height = first.width // 2 * 2, first.height // 2 * 2
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": str(quality), "preset": "superfast", "profile": profile,
                          "g": str(gop), "threads": "1"}  # fmt: skip
        for frame in film.frames:
            made = av.VideoFrame.from_image(frame.crop((0, 0, stream.width, stream.height)))
            container.mux(stream.encode(made))
        container.mux(stream.encode())
    return buffer.getvalue()


# --- ways ---------------------------------------------------------------------------------


def _scaled(longest: int) -> Callable[[Frame], Frame]:
    return lambda frame: bounded(frame, longest)


def _bars(size: tuple[int, int], colour: str) -> Callable[[Frame], Frame]:
    def change(frame: Frame) -> Frame:
        board = Image.new("RGB", size, colour)
        inner = fitted(frame, *size)
        board.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
        return board

    return change


def _soft_bars(frame: Frame) -> Frame:
    """Upright, with the film itself, large and soft, above and below: as stories show it."""
    size = (432, 768) if frame.width >= frame.height else (768, 432)
    small = ImageOps.fit(frame, (size[0] // 8, size[1] // 8))
    board = small.filter(ImageFilter.GaussianBlur(4)).resize(size)
    inner = fitted(frame, *size)
    board.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
    return board


def _cropped(rng: Rng) -> Callable[[Frame], Frame]:
    """Upright out of a wide film, wide out of an upright one; a third of it is left."""
    place = rng.uniform(0.2, 0.8)

    def change(frame: Frame) -> Frame:
        if frame.width >= frame.height:
            width = min(frame.width, round(frame.height * 3 / 4))
            left = round((frame.width - width) * place)
            return frame.crop((left, 0, left + width, frame.height))
        height = round(frame.width * 3 / 4)
        top = round((frame.height - height) * place)
        return frame.crop((0, top, frame.width, top + height))

    return change


def _captioned(rng: Rng) -> Callable[[Frame], Frame]:
    words = sentence(rng, 5)

    def change(frame: Frame) -> Frame:
        bar = round(frame.height * 0.16)
        board = Image.new("RGB", (frame.width, frame.height + bar), "white")
        board.paste(watermark(frame, rng, ()), (0, bar))
        text(ImageDraw.Draw(board), (14, bar * 0.2), words, bar * 0.4, "black")
        return board

    return change


def _player(rng: Rng) -> Callable[[Frame], Frame]:
    """A phone that shows the film: what its own screen recorder saves."""
    name, clock = sentence(rng, 2).title(), f"{rng.integers(10, 24)}.{rng.integers(10, 60)}"

    def change(frame: Frame) -> Frame:
        screen = Image.new("RGB", (480, 1040), "#101418")
        pen = ImageDraw.Draw(screen)
        text(pen, (18, 8), clock, 18, "white")
        text(pen, (60, 60), name, 26, "white")
        pen.ellipse((16, 58, 48, 90), fill="#9fb7c4")
        inner = fitted(frame, 480, 760)
        top = 520 - inner.height // 2
        screen.paste(inner, (0, top) if inner.width == 480 else ((480 - inner.width) // 2, top))
        pen.line((30, 950, 450, 950), fill="#777777", width=4)
        pen.ellipse((140, 942, 156, 958), fill="white")
        text(pen, (18, 980), sentence(rng, 4), 22, "#cccccc")
        return screen

    return change


def _compilation(film: Film, rng: Rng, other: Film) -> Film:
    size = film.frames[0].size
    before = other.at(film.rate).of(_bars(size, "black"))
    return Film(film.rate, before.frames[: round(4 * film.rate)] + film.frames
                + before.frames[round(4 * film.rate) :])  # fmt: skip


def _middle(film: Film, seconds: float = 5.0) -> Film:
    length = min(seconds, film.seconds / 2)
    start = (film.seconds - length) / 2 + 0.13
    return film.between(start, start + length)


def copies(name: str, film: Film, other: Film) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, suffix and bytes of every copy of a film, and of stills out of it."""

    def rng(kind: str) -> Rng:
        return np.random.default_rng(zlib.crc32(f"{name} {kind}".encode()))

    turned = Image.Transpose
    tall = (432, 768) if film.frames[0].width >= film.frames[0].height else (768, 432)
    cut = min(1.37, film.seconds / 4)
    films: dict[str, tuple[Film, dict[str, int | str]]] = {
        "low_bitrate": (film, {"quality": 38}),
        "resize320": (film.of(_scaled(320)), {}),
        "messenger": (film.at(15).of(_scaled(480)), {"quality": 30, "profile": "baseline"}),
        "fps15": (film.at(15), {}),
        "trim_head": (film.between(cut, film.seconds), {}),
        "trim_tail": (film.between(0, film.seconds * 0.7), {}),
        "excerpt5": (_middle(film), {}),
        "letterbox": (film.of(_bars(tall, "black")), {}),
        "soft_bars": (film.of(_soft_bars), {}),
        "portrait_crop": (film.of(_cropped(rng("portrait_crop"))), {}),
        "trim_crop": (film.between(cut, film.seconds).of(_cropped(rng("trim_crop"))), {}),
        "mirror": (film.of(lambda frame: frame.transpose(turned.FLIP_LEFT_RIGHT)), {}),
        "rotate90": (film.of(lambda frame: frame.transpose(turned.ROTATE_270)), {}),
        "caption": (film.of(_captioned(rng("caption"))), {}),
        "screen_recording": (film.at(15).of(_player(rng("screen"))), {"quality": 28}),
        "excerpt_messenger": (_middle(film).at(15).of(_scaled(480)), {"quality": 32}),
        "speed125": (film.at(film.rate, 1.25), {}),
        "compilation": (_compilation(film, rng("compilation"), other), {}),
    }
    for kind, (made, options) in films.items():
        yield kind, ".mp4", encoded(made, **options)  # type: ignore[arg-type]
    random = rng("still")
    still = film.frames[int(random.uniform(0.15, 0.85) * len(film.frames))]
    buffer = io.BytesIO()
    still.save(buffer, "PNG")
    yield "still_png", ".png", buffer.getvalue()
    yield "still_jpeg", ".jpg", jpeg(still, 80)
    yield "still_messenger", ".jpg", jpeg(bounded(still, 640), 55)
    yield "still_player", ".jpg", jpeg(_player(rng("player"))(still), 85)
    light = chat("#ece5dd", "#075e54", "#ffffff", "#d9fdd3", "#111111")
    yield "still_chat", ".jpg", jpeg(light(still, rng("chat"), ()), 75)
