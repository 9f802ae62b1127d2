"""The scenes of the invented cases: real, freely licensed photographs with an invented banner.

Every banner carries the words CONTOH REKAAN. The photographs and their authors
stand in ``photographs/LICENCES.md``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Colour = tuple[int, int, int]

MARK = "CONTOH REKAAN"
_OVERSAMPLE = 2


def photograph(name: str) -> Image.Image:
    """Return one of the real photographs as RGB."""
    source = files("workbench.examples") / "photographs" / f"{name}.jpg"
    with source.open("rb") as stream, Image.open(stream, formats=["JPEG"]) as picture:
        return picture.convert("RGB")


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return DejaVu Sans as matplotlib ships it, so that every machine draws the same letters."""
    import matplotlib as mpl

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return ImageFont.truetype(folder / name, size, layout_engine=ImageFont.Layout.BASIC)


def rally() -> Image.Image:
    """Return the field with the banner of an invented pair of candidates hung between two poles."""
    picture = photograph("meadow")
    _pole(picture, (520, 1150), (505, 640), 12)
    _pole(picture, (1480, 1165), (1494, 640), 12)
    lines = (
        ("DEKLARASI & KAMPANYE PASANGAN CALON", 34),
        ("NOMOR URUT 2", 84),
        ("LEMBAYUNG BANGKIT · BERSATU", 44),
        (f"— {MARK} —", 36),
    )
    cloth = _cloth((1000, 420), lines, (176, 22, 34), (255, 246, 214))
    _hang(picture, cloth, ((508, 655), (1491, 655), (1485, 1030), (516, 1022)))
    _flags(picture)
    return picture


def wall() -> Image.Image:
    """Return a wooden wall with the board of an invented village office nailed to it."""
    picture = photograph("wall")
    lines = (
        ("KANTOR DESA TANJUNG ARUM", 46),
        ("MENDUKUNG CALEG NO. 5", 72),
        ("PARTAI SATU LAYAR", 50),
        (f"— {MARK} —", 38),
    )
    cloth = _cloth((900, 420), lines, (20, 82, 140), (255, 255, 255))
    _hang(picture, cloth, ((150, 190), (800, 205), (800, 508), (150, 500)))
    return picture


def signpost() -> Image.Image:
    """Return the hill path with a board that shows the way to the rally."""
    picture = photograph("path")
    _pole(picture, (850, 640), (850, 380), 11)
    _pole(picture, (1130, 640), (1130, 380), 11)
    lines = (
        ("LOKASI DEKLARASI", 56),
        ("NOMOR URUT 2", 66),
        ("Lapangan Bukit Merambai 300 m", 34),
        (f"— {MARK} —", 36),
    )
    cloth = _cloth((560, 380), lines, (176, 22, 34), (255, 246, 214))
    _hang(picture, cloth, ((825, 270), (1156, 280), (1154, 496), (827, 500)))
    return picture


def riverside() -> Image.Image:
    """Return the stream with a board that names the same invented candidate."""
    picture = photograph("stream")
    _pole(picture, (120, 760), (120, 420), 11)
    _pole(picture, (420, 760), (420, 420), 11)
    lines = (
        ("CALEG NO. 5", 66),
        ("PARTAI SATU LAYAR", 46),
        ("atas restu Kepala Desa", 38),
        (f"— {MARK} —", 36),
    )
    cloth = _cloth((560, 380), lines, (20, 82, 140), (255, 255, 255))
    _hang(picture, cloth, ((90, 330), (452, 322), (454, 566), (92, 562)))
    return picture


def old_field() -> Image.Image:
    """Return the hilltop at sunset: the photograph that is sent round again a year later."""
    return photograph("hilltop")


def _cloth(
    size: tuple[int, int], lines: tuple[tuple[str, int], ...], ground: Colour, ink: Colour
) -> Image.Image:
    """Draw a flat banner: lines of (text, letter height) in the middle of a coloured cloth."""
    cloth = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(cloth)
    draw.rectangle((14, 14, size[0] - 15, size[1] - 15), outline=ink, width=4)
    room = size[1] - sum(height for _, height in lines)
    gap = room / (len(lines) + 1)
    top = gap
    for text, height in lines:
        letters = font(_fitting(text, height, size[0] - 80), bold=True)
        draw.text((size[0] / 2, top + height / 2), text, ink, letters, anchor="mm")
        top += height + gap
    return _folds(cloth)


def _fitting(text: str, height: int, width: int) -> int:
    while font(height, bold=True).getlength(text) > width:
        height -= 1
    return height


def _folds(cloth: Image.Image) -> Image.Image:
    """Shade a cloth as hanging cloth is shaded: a few soft vertical folds."""
    pixels = np.asarray(cloth, dtype=np.float64)
    across = np.linspace(0, 1, pixels.shape[1])
    shade = 0.9 + 0.07 * np.sin(across * 23) + 0.05 * np.sin(across * 9 + 1)
    shaded = np.clip(pixels * shade[None, :, None], 0, 255)
    return Image.fromarray(shaded.astype(np.uint8), "RGB")


def _hang(picture: Image.Image, cloth: Image.Image, corners: Quad) -> None:
    """Lay `cloth` over `corners` (clockwise from top left) of `picture`, in perspective."""
    left = int(min(x for x, _ in corners)) - 2
    top = int(min(y for _, y in corners)) - 2
    right = int(max(x for x, _ in corners)) + 3
    bottom = int(max(y for _, y in corners)) + 3
    size = ((right - left) * _OVERSAMPLE, (bottom - top) * _OVERSAMPLE)
    inner = [((x - left) * _OVERSAMPLE, (y - top) * _OVERSAMPLE) for x, y in corners]
    coefficients = _perspective(inner, cloth.size)
    warped = cloth.transform(
        size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon(inner, fill=255)
    small = (right - left, bottom - top)
    warped = warped.resize(small, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.6))
    picture.paste(warped, (left, top), mask.resize(small, Image.Resampling.BOX))


def _perspective(corners: list[Point], size: tuple[int, int]) -> list[float]:
    """Solve the eight numbers that map `corners` back onto an upright picture of `size`."""
    width, height = size
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    target = np.array([value for pair in source for value in pair], dtype=np.float64)
    solved = np.linalg.solve(np.array(rows, dtype=np.float64), target)
    # Rounded so that the last bits of a linear solver cannot reach the pixels.
    return [round(float(value), 9) for value in solved]


def _pole(picture: Image.Image, foot: Point, head: Point, width: int) -> None:
    draw = ImageDraw.Draw(picture)
    draw.line((foot, head), fill=(92, 74, 48), width=width)
    draw.line(
        ((foot[0] - 2, foot[1]), (head[0] - 2, head[1])), fill=(152, 128, 88), width=width // 3
    )


def _flags(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for index, x in enumerate((180, 300, 410, 1590, 1700, 1830)):
        foot, head = (x, 1200 + index % 2 * 20), (x + 4, 960)
        draw.line((foot, head), fill=(110, 92, 62), width=5)
        colour = (176, 22, 34) if index % 2 else (230, 196, 60)
        draw.polygon([head, (head[0] + 62, head[1] + 18), (head[0], head[1] + 44)], fill=colour)
