"""A case of hundreds of exhibits, all invented: scenes in several copies, films, papers, chats."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

#: How often one scene lies among the exhibits: two that everybody forwarded, the others less.
FAMILIES = (50, 30, *(5 for _ in range(20)), *(2 for _ in range(20)))
#: Sizes of pictures: as a phone takes them, as a chat passes them on.
PHONE, SMALL = (4000, 3000), (1600, 1200)


def build(
    folder: Path,
    photographs: int,
    *,
    size: tuple[int, int] = PHONE,
    films: int = 20,
    papers: int = 20,
    chats: int = 5,
    messages: int = 20_000,
) -> Path:
    """Make the case folder; return it.

    Parameters
    ----------
    photographs, films, papers, chats
        How many of each.
    size
        Of an original photograph.
    messages
        In each chat.
    """
    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    for number, picture in enumerate(_pictures(photographs, size), 1):
        picture.save(evidence / f"foto {number}.jpg", quality=88)
    for number in range(films):
        _film(evidence / f"video {number + 1}.mp4", number)
    for number in range(papers):
        _paper(evidence / f"surat {number + 1}.pdf", number)
    for number in range(chats):
        text = "".join(_messages(messages, number))
        (evidence / f"obrolan {number + 1}.txt").write_text(text, "utf-8")
    return folder


def _pictures(count: int, size: tuple[int, int]) -> Iterator[Image.Image]:
    families = iter(FAMILIES)
    made, number = 0, 0
    while made < count:
        original = scene(number, size)
        number += 1
        for copy in range(min(next(families, 1), count - made)):
            yield original if copy == 0 else _copied(original, copy)
            made += 1


def scene(number: int, size: tuple[int, int]) -> Image.Image:
    """Return an invented scene: shapes, banners and grain that no other number has."""
    chance = random.Random(number)
    small = Image.new("RGB", (800, 600), tuple(chance.randrange(60, 220) for _ in range(3)))
    drawing = ImageDraw.Draw(small)
    for _ in range(160):
        x, y = chance.randrange(-50, 800), chance.randrange(-50, 600)
        box = (x, y, x + chance.randrange(10, 200), y + chance.randrange(10, 160))
        colour = tuple(chance.randrange(256) for _ in range(3))
        (drawing.ellipse if chance.random() < 0.5 else drawing.rectangle)(box, fill=colour)
    for line in range(6):
        place = (chance.randrange(500), 20 + 95 * line)
        drawing.text(place, f"CALON REKAAN {number} BARIS {line}", fill="white", font_size=26)
    large = small.resize(size, Image.Resampling.BICUBIC)
    grain = np.random.default_rng(number).integers(-6, 7, (size[1] // 2, size[0] // 2, 1))
    pixels = np.asarray(large, dtype=np.int16) + grain.repeat(2, 0).repeat(2, 1)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _copied(original: Image.Image, number: int) -> Image.Image:
    """Return a copy as people make them: passed on smaller, cut, brightened, blurred."""
    width, height = original.size
    way = number % 4
    if way == 0:
        return original.resize((max(width // 3, 640), max(height // 3, 480)))
    if way == 1:
        edge = 2 + number % 7
        box = (width * edge // 100, height * edge // 100, width * 97 // 100, height * 96 // 100)
        return original.crop(box)
    if way == 2:
        return ImageEnhance.Brightness(original).enhance(1.02 + (number % 9) / 60)
    return original.filter(ImageFilter.GaussianBlur(1 + number % 3))


def _film(path: Path, number: int) -> None:
    import av

    still = np.asarray(scene(1000 + number, (640, 360)))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for step in range(80):
            pixels = np.ascontiguousarray(np.roll(still, step * 4, axis=1))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())


def _paper(path: Path, number: int) -> None:
    import typst

    pages = "\n#pagebreak()\n".join(
        f"= Surat keterangan rekaan {number}, halaman {page}\n#lorem({120 + 7 * number + page})"
        for page in range(1, 4)
    )
    path.write_bytes(typst.compile(pages.encode("utf-8"), format="pdf"))


def _messages(count: int, number: int) -> Iterator[str]:
    people = ("Bu Ratna", "Pak Darma", "Sari", "Wira")
    for index in range(count):
        day, minute = 1 + index // 900 % 28, index % 1440
        yield (f"{day:02d}/09/24 {minute // 60:02d}.{minute % 60:02d} - "
               f"{people[index % 4]}: pesan rekaan {number} nomor {index}\n")  # fmt: skip
