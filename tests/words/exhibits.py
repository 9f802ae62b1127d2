"""Mixed exhibits with a planted phrase each: what a case holds, drawn and known.

All words are invented sentences; the photographs are those of the shipped examples.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.words.drawn import DARK, FONTS, LIGHT, Said, screenshot, talk

PHOTOGRAPHS = sorted(
    (Path(__file__).parents[2] / "workbench" / "examples" / "photographs").glob("*.jpg")
)
WORDS = (
    "gerakan", "bersama", "membangun", "kampung", "nelayan", "sejahtera", "kebun", "sekolah",
    "jembatan", "pasar", "pemuda", "bergerak", "rembuk", "panen", "raya", "gotong", "royong",
    "lumbung", "mandiri", "pesisir", "tangguh", "harapan", "mekar", "damai", "rukun", "makmur",
)  # fmt: skip
Drawn = tuple[str, bytes]
"""Ending of the file's name, and its content."""


def phrase(rng: random.Random) -> str:
    """Return three words that stand in this order in one exhibit."""
    return " ".join(rng.sample(WORDS, 3))


@cache
def _photograph(number: int) -> Image.Image:
    with Image.open(PHOTOGRAPHS[number % len(PHOTOGRAPHS)]) as image:
        image.draft("RGB", (1600, 1600))
        return image.convert("RGB").resize((1600, 1200))


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "DejaVuSans-Bold.ttf", size)


def _jpeg(image: Image.Image, quality: int = 80) -> bytes:
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def hung(rng: random.Random, words: str) -> Image.Image:
    """Return a photograph in which a banner hangs, seen a little from the side."""
    photo = _photograph(rng.randrange(50)).copy()
    banner = Image.new("RGBA", (900, 260), (*rng.choice(((160, 20, 30), (20, 60, 130))), 255))
    draw = ImageDraw.Draw(banner)
    draw.text((450, 80), "CONTOH REKAAN", (255, 240, 200), font(40), anchor="mm")
    draw.text((450, 170), words.upper(), (255, 255, 255), font(46), anchor="mm")
    lean = rng.randrange(10, 50)
    seen = banner.transform((900, 260), Image.Transform.QUAD,
                            (0, 0, 0, 260, 900, 260 + lean, 900, -lean),
                            Image.Resampling.BICUBIC)  # fmt: skip
    photo.paste(seen, (rng.randrange(50, 600), rng.randrange(200, 800)), seen)
    return photo


def banner(rng: random.Random, words: str) -> Drawn:
    return ".jpg", _jpeg(hung(rng, words))


def story(rng: random.Random, words: str) -> Drawn:
    """Return a story's caption over a photograph."""
    photo = _photograph(rng.randrange(50)).resize((1080, 1440)).filter(ImageFilter.GaussianBlur(1))
    draw = ImageDraw.Draw(photo)
    place = (540, rng.randrange(300, 1200))
    draw.text(place, words, (255, 255, 255), font(52), anchor="mm", stroke_width=3,
              stroke_fill=(30, 30, 30))  # fmt: skip
    return ".jpg", _jpeg(photo)


def chat(style: object) -> Callable[[random.Random, str], Drawn]:
    def made(rng: random.Random, words: str) -> Drawn:
        told = talk(rng.randrange(10_000), 6)
        at = datetime(2024, 9, 30, 8, 15)  # noqa: DTZ001
        told.insert(3, Said("Bu Wening", f"Katanya {words} ya Pak.", at))
        stream = io.BytesIO()
        screenshot(told, style).save(stream, "PNG")  # type: ignore[arg-type]
        return ".png", stream.getvalue()

    return made


def _letter(rng: random.Random, words: str) -> Image.Image:
    page = Image.new("RGB", (1240, 1000), (252, 252, 248))
    draw = ImageDraw.Draw(page)
    small = ImageFont.truetype(FONTS / "DejaVuSans.ttf", 26)
    draw.text((620, 90), "PEMERINTAH DESA REKAAN", (20, 20, 20), font(34), anchor="mm")
    lines = [" ".join(rng.choices(WORDS, k=7)) for _ in range(9)]
    lines[4] = f"bahwa {words} telah dilaksanakan"
    for number, line in enumerate(lines):
        draw.text((110, 190 + 60 * number), line, (25, 25, 30), small)
    return page


def letter(rng: random.Random, words: str) -> Drawn:
    """Return a letter that lies askew on a table."""
    page = _letter(rng, words).rotate(rng.uniform(-5, 5), expand=True, fillcolor=(120, 90, 60))
    noise = np.random.default_rng(rng.randrange(9999)).normal(0, 6, (*page.size[::-1], 3))
    pixels = np.clip(np.asarray(page).astype(float) * 0.93 + noise, 0, 255)
    return ".jpg", _jpeg(Image.fromarray(pixels.astype(np.uint8)), 70)


def scan(rng: random.Random, words: str) -> Drawn:
    """Return a scanned page: a PDF that holds a picture alone."""
    stream = io.BytesIO()
    _letter(rng, words).save(stream, "PDF", resolution=150)
    return ".pdf", stream.getvalue()


def enclosed(rng: random.Random, words: str) -> Drawn:
    """Return a Word document that encloses a photograph of a banner."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("word/document.xml", "<w:document/>")
        document.writestr("word/media/image1.jpeg", _jpeg(hung(rng, words)))
    return ".docx", stream.getvalue()


def film(rng: random.Random, words: str) -> Drawn:
    """Return a short film of a banner."""
    import av

    still = hung(rng, words).resize((1280, 960))
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        track = container.add_stream("mpeg4", rate=5)
        track.width, track.height, track.pix_fmt = 1280, 960, "yuv420p"
        track.bit_rate = 6_000_000
        for _ in range(3):
            for packet in track.encode(av.VideoFrame.from_image(still)):
                container.mux(packet)
        for packet in track.encode():
            container.mux(packet)
    return ".mp4", stream.getvalue()


KINDS: dict[str, Callable[[random.Random, str], Drawn]] = {
    "banner": banner,
    "story": story,
    "chat light": chat(LIGHT),
    "chat dark": chat(DARK),
    "letter": letter,
    "scan": scan,
    "enclosed": enclosed,
    "film": film,
}


def plant(evidence: Path, count: int, seed: int, kinds: tuple[str, ...] = tuple(KINDS)) -> list[
    tuple[str, str, str]
]:  # fmt: skip
    """Put so many exhibits of each kind into a folder; return kind, file and phrase of each."""
    rng = random.Random(seed)
    planted, known = [], set()
    for kind in kinds:
        for number in range(count):
            words = phrase(rng)
            while words in known:
                words = phrase(rng)
            known.add(words)
            ending, content = KINDS[kind](rng, words)
            name = f"{kind.replace(' ', '-')}-{number:03d}{ending}"
            (evidence / name).write_bytes(content)
            planted.append((kind, name, words))
    return planted
