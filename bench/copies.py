"""What happens to a photograph on its way: 39 ways, each a function of the picture alone.

``SHARE`` names how much of each picture survives; nothing in here knows how copies
are found. Every choice is drawn from the source's name, so a run can be repeated.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Picture = Image.Image
Rng = np.random.Generator
#: The picture, random choices, and other photographs for collages.
Change = Callable[[Picture, Rng, Sequence[Picture]], Picture]

LONGEST = 2048
WORDS = [
    "kampanye",
    "damai",
    "desa",
    "contoh",
    "acara",
    "warga",
    "hadir",
    "ramai",
    "foto",
    "kemarin",
    "sore",
    "balai",
    "mohon",
    "izin",
]


def copies(name: str, picture: Picture, others: Sequence[Picture]) -> dict[str, bytes]:
    """Return the JPEG bytes of every copy of one photograph, by transformation."""
    made = {}
    for kind, change in CHANGES.items():
        rng = np.random.default_rng(zlib.crc32(f"{name} {kind}".encode()))
        quality = _QUALITY.get(kind, 85)
        made[kind] = jpeg(change(picture, rng, others), quality)
    return made


def jpeg(picture: Picture, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def bounded(picture: Picture, longest: int) -> Picture:
    scale = longest / max(picture.size)
    if scale >= 1:
        return picture
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS)


def fitted(picture: Picture, width: int, height: int) -> Picture:
    scale = min(width / picture.width, height / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def text(pen: ImageDraw.ImageDraw, at: tuple[float, float], words: str, size: float, fill) -> None:
    pen.text(at, words, fill=fill, font=ImageFont.load_default(size))


def sentence(rng: Rng, count: int) -> str:
    return " ".join(rng.choice(WORDS, count))


# --- the whole picture, other pixels --------------------------------------------------------


def same(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    return picture


def resize(longest: int) -> Change:
    return lambda picture, rng, others: bounded(picture, longest)


def enhance(kind, factor: float) -> Change:
    return lambda picture, rng, others: kind(picture).enhance(factor)


def turn(transpose: Image.Transpose) -> Change:
    return lambda picture, rng, others: picture.transpose(transpose)


def grey(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    return picture.convert("L").convert("RGB")


def blur(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 400))


def pixelate(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    small = bounded(picture, 160)
    return small.resize(picture.size, Image.Resampling.NEAREST)


def aspect(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    return picture.resize((round(picture.width * 0.8), picture.height), Image.Resampling.LANCZOS)


# --- something put over or around it ----------------------------------------------------------


def watermark(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    over = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(over)
    size = picture.width / 14
    for row in range(5):
        for column in range(3):
            at = (picture.width * (column / 3 + 0.03), picture.height * (row / 5 + 0.05))
            text(pen, at, "CONTOH.ID", size, (255, 255, 255, 110))
    return Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")


def sticker(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    made = picture.copy()
    pen = ImageDraw.Draw(made)
    side = 0.3 * min(picture.size)
    left = rng.uniform(0, picture.width - side)
    top = rng.uniform(0, picture.height - side)
    pen.ellipse((left, top, left + side, top + side), fill="#ffd21f", outline="#8a5a00", width=4)
    for eye in (0.3, 0.62):
        pen.ellipse(
            (left + eye * side, top + 0.3 * side, left + (eye + 0.1) * side, top + 0.45 * side),
            fill="black",
        )
    pen.arc((left + 0.2 * side, top + 0.3 * side, left + 0.8 * side, top + 0.8 * side), 20, 160,
            fill="black", width=max(2, round(side / 18)))  # fmt: skip
    return made


def meme(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    made = picture.copy()
    pen = ImageDraw.Draw(made)
    size = picture.width / 11
    font = ImageFont.load_default(size)
    for at in (0.03, 0.97 - 1.2 * size / picture.height):
        words = sentence(rng, 3).upper()
        width = pen.textlength(words, font=font)
        pen.text(((picture.width - width) / 2, picture.height * at), words, fill="white", font=font,
                 stroke_width=max(2, round(size / 14)), stroke_fill="black")  # fmt: skip
    return made


def caption(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    bar = round(picture.height * 0.2)
    made = Image.new("RGB", (picture.width, picture.height + bar), "white")
    on_top = bool(rng.integers(2))
    made.paste(picture, (0, bar if on_top else 0))
    pen = ImageDraw.Draw(made)
    start = 0 if on_top else picture.height
    size = bar / 3.2
    for line in range(2):
        at = (picture.width * 0.03, start + bar * (0.1 + 0.42 * line))
        text(pen, at, sentence(rng, 5), size, "black")
    return made


def border(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    colour = ["white", "black", "#1d4f91", "#c01c28"][rng.integers(4)]
    return ImageOps.expand(picture, round(0.05 * max(picture.size)), colour)


# --- screens --------------------------------------------------------------------------------


def _phone(rng: Rng, back: str, bar: str) -> tuple[Picture, ImageDraw.ImageDraw]:
    screen = Image.new("RGB", (1080, 2340), back)
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 1080, 210), fill=bar)
    text(pen, (40, 14), f"{rng.integers(10, 24)}.{rng.integers(10, 60)}", 36, "white")
    pen.ellipse((40, 90, 140, 190), fill="#9fb7c4")
    text(pen, (170, 100), "Grup Warga Contoh", 50, "white")
    return screen, pen


def _bubble(pen, top: int, rng: Rng, colour: str, ink: str, *, own: bool) -> int:
    left = 330 if own else 30
    lines = int(rng.integers(1, 4))
    height = 40 + 60 * lines
    pen.rounded_rectangle((left, top, left + 720, top + height), 24, fill=colour)
    for line in range(lines):
        text(pen, (left + 30, top + 22 + 60 * line), sentence(rng, 4), 42, ink)
    return top + height + 24


def chat(back: str, bar: str, theirs: str, own: str, ink: str) -> Change:
    def change(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
        screen, pen = _phone(rng, back, bar)
        top = 250
        for _ in range(int(rng.integers(1, 4))):
            top = _bubble(pen, top, rng, theirs, ink, own=False)
        inner = fitted(picture, 760, 1000)
        is_own = bool(rng.integers(2))
        left = 1080 - 40 - inner.width if is_own else 40
        colour = own if is_own else theirs
        pen.rounded_rectangle(
            (left - 10, top, left + inner.width + 10, top + inner.height + 80), 22, fill=colour
        )
        screen.paste(inner, (left, top + 10))
        text(pen, (left + inner.width - 150, top + inner.height + 18), "19.32", 36, ink)
        top += inner.height + 110
        while top < 2000:
            top = _bubble(pen, top, rng, own, ink, own=True)
        pen.rounded_rectangle((30, 2200, 930, 2310), 50, fill=theirs)
        pen.ellipse((950, 2200, 1060, 2310), fill="#1fa855")
        return screen

    return change


def gallery(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    screen = Image.new("RGB", (1080, 2340), "black")
    pen = ImageDraw.Draw(screen)
    text(pen, (40, 20), "19.31", 36, "white")
    text(pen, (60, 120), "2 Oktober", 48, "white")
    inner = fitted(picture, 1080, 1800)
    screen.paste(inner, ((1080 - inner.width) // 2, 1170 - inner.height // 2))
    for slot in range(4):
        left = 120 + 250 * slot
        pen.rounded_rectangle((left, 2180, left + 70, 2250), 14, outline="white", width=5)
    return screen


def desktop(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    screen = Image.new("RGB", (1920, 1080), "#f4f5f7")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 1920, 90), fill="#dfe3e8")
    pen.rounded_rectangle((220, 20, 1500, 72), 26, fill="white")
    text(pen, (260, 30), "https://contoh.id/berita/2024/10/02", 30, "#444444")
    inner = fitted(picture, 1000, 640)
    screen.paste(inner, (140, 200))
    text(pen, (140, 120), sentence(rng, 5).title(), 52, "#111111")
    for line in range(3):
        text(pen, (140, 870 + 50 * line), sentence(rng, 10), 32, "#333333")
    for block in range(4):
        top = 180 + 210 * block
        pen.rectangle((1300, top, 1800, top + 170), fill="#e4e7eb")
        text(pen, (1320, top + 30), sentence(rng, 4), 30, "#333333")
    return screen


def screen_photo(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
    """A photograph of a screen: perspective, bezel, uneven light, moire, noise, soft focus."""
    import cv2

    inner = np.asarray(fitted(picture, 1100, 800))
    height, width = inner.shape[:2]
    room = np.full((1200, 1600, 3), rng.integers(60, 140), dtype=np.uint8)
    room[:, :, 0] += 12
    framed = cv2.copyMakeBorder(inner, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=(14, 14, 14))
    rows, columns = framed.shape[:2]
    left, top = (1600 - columns) / 2, (1200 - rows) / 2
    corners = np.float32([(0, 0), (columns, 0), (columns, rows), (0, rows)])
    bend = rng.uniform(-0.06, 0.06, (4, 2)) * (width, height)
    target = corners + np.array([left, top]) + bend
    turn_by = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    seen = cv2.warpPerspective(framed, turn_by, (1600, 1200), dst=room,
                               borderMode=cv2.BORDER_TRANSPARENT, flags=cv2.INTER_AREA)  # fmt: skip
    y, x = np.mgrid[0:1200, 0:1600].astype(np.float32)
    light = 0.75 + 0.4 * x / 1600 - 0.15 * y / 1200
    moire = 5 * np.sin(x / 3.1 + y / 7.3)
    noisy = seen * light[..., None] + moire[..., None] + rng.normal(0, 5, seen.shape)
    soft = cv2.GaussianBlur(np.clip(noisy, 0, 255).astype(np.uint8), (0, 0), 1.1)
    return Image.fromarray(soft)


# --- parts and collages -----------------------------------------------------------------------


def crop(share: float) -> Change:
    """Take away `share` of the width and of the height, anywhere."""

    def change(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
        width, height = round(picture.width * (1 - share)), round(picture.height * (1 - share))
        left = int(rng.integers(0, picture.width - width + 1))
        top = int(rng.integers(0, picture.height - height + 1))
        return picture.crop((left, top, left + width, top + height))

    return change


def rotate(degrees: float) -> Change:
    """Turn by a few degrees on the same canvas; corners stay black."""

    def change(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
        sign = 1 if rng.integers(2) else -1
        return picture.rotate(sign * degrees, Image.Resampling.BICUBIC)

    return change


def collage(columns: int, rows: int, *, contain: bool = False) -> Change:
    def change(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
        cell_width, cell_height = 1600 // columns, 1200 // rows
        board = Image.new("RGB", (1600, 1200), "white")
        mine = int(rng.integers(columns * rows))
        chosen = rng.choice(len(others), columns * rows, replace=False)
        for cell in range(columns * rows):
            one = picture if cell == mine else others[int(chosen[cell])]
            size = (cell_width - 8, cell_height - 8)
            inner = fitted(one, *size) if contain else ImageOps.fit(one, size)
            at = (
                cell % columns * cell_width + (cell_width - inner.width) // 2,
                cell // columns * cell_height + (cell_height - inner.height) // 2,
            )
            board.paste(inner, at)
        return board

    return change


def chain(*changes: Change) -> Change:
    def change(picture: Picture, rng: Rng, others: Sequence[Picture]) -> Picture:
        for one in changes:
            picture = one(picture, rng, others)
        return picture

    return change


CHANGES: dict[str, Change] = {
    "jpeg50": same,
    "jpeg30": same,
    "resize1600": resize(1600),
    "resize800": resize(800),
    "resize320": resize(320),
    "messenger": resize(1600),
    "grey": grey,
    "bright130": enhance(ImageEnhance.Brightness, 1.3),
    "bright60": enhance(ImageEnhance.Brightness, 0.6),
    "contrast150": enhance(ImageEnhance.Contrast, 1.5),
    "blur": blur,
    "pixelate": pixelate,
    "aspect": aspect,
    "watermark": watermark,
    "sticker": sticker,
    "meme": meme,
    "caption": caption,
    "border5": border,
    "chat_light": chat("#ece5dd", "#075e54", "#ffffff", "#d9fdd3", "#111111"),
    "chat_dark": chat("#0b141a", "#1f2c33", "#1f2c33", "#005c4b", "#e9edef"),
    "gallery": gallery,
    "desktop": desktop,
    "screen_photo": screen_photo,
    "collage2x1": collage(2, 1),
    "collage2x2": collage(2, 2),
    "collage2x2_contain": collage(2, 2, contain=True),
    "crop5": crop(0.05),
    "crop10": crop(0.10),
    "crop20": crop(0.20),
    "crop40": crop(0.40),
    "mirror": turn(Image.Transpose.FLIP_LEFT_RIGHT),
    "flip": turn(Image.Transpose.FLIP_TOP_BOTTOM),
    "rotate90": turn(Image.Transpose.ROTATE_270),
    "rotate180": turn(Image.Transpose.ROTATE_180),
    "rotate270": turn(Image.Transpose.ROTATE_90),
    "rotate5": rotate(5),
    "rotate15": rotate(15),
    "mirror_crop10": chain(turn(Image.Transpose.FLIP_LEFT_RIGHT), crop(0.10)),
    "messenger_crop10_bright": chain(
        resize(1600), crop(0.10), enhance(ImageEnhance.Brightness, 1.2)
    ),
}

_QUALITY = {
    "jpeg50": 50,
    "jpeg30": 30,
    "messenger": 60,
    "messenger_crop10_bright": 60,
    "chat_light": 75,
    "chat_dark": 75,
}
