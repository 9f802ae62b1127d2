"""Printed and shown things in pictures: banners, shirts, posts, and the places where they are.

Banners are drawn with invented slogans and numbers and a photograph for a portrait, then
hung into photographs of places: in perspective, lit by the place, partly covered, and
taken by a camera that blurs and adds noise. Screens of an app show posts with pictures.
Nothing in here knows how anything is found; every choice is drawn from a seed.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from bench.copies import WORDS, bounded

Picture = Image.Image
Rng = np.random.Generator

#: Longest side of a photograph of a place.
PLACE = 1600
_INKS = ("#b3261e", "#1d4f91", "#1b6b3a", "#e0a100", "#5b2a86", "#0d7377")
_PAPERS = ("#ffffff", "#fff5d6", "#e8f1fb", "#f7e3e1", "#e9f5ec")
_SLOGANS = (*WORDS, "bersama", "maju", "jujur", "bersih", "mandiri", "berkarya", "melayani", "kita")


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _slogan(rng: Rng, count: int) -> str:
    return " ".join(rng.choice(_SLOGANS, count)).upper()


def _fit(pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, width: int, most: float,
         fill: str) -> None:  # fmt: skip
    size = most
    while size > 8 and pen.textlength(words, font=_font(size)) > width:
        size *= 0.9
    pen.text(at, words, fill=fill, font=_font(size))


def banner(template: int, design: int, portrait: Picture) -> Picture:
    """Return a campaign banner: one template's colours and layout, one design's words and number.

    Parameters
    ----------
    template
        Colours, layout and party mark; banners of one party share them.
    design
        Number, name and slogan.
    portrait
        The photograph on it.
    """
    shape, words = np.random.default_rng(template), np.random.default_rng(10_000 + design)
    ink, second = (str(one) for one in shape.choice(_INKS, 2, replace=False))
    paper, right = str(shape.choice(_PAPERS)), bool(shape.integers(2))
    made = Image.new("RGB", (1500, 1000), paper)
    pen = ImageDraw.Draw(made)
    pen.polygon([(0, 0), (1500, 0), (1500, 170), (0, 90 + int(shape.integers(120)))], fill=ink)
    pen.polygon([(0, 830), (1500, 900), (1500, 1000), (0, 1000)], fill=second)
    for ray in range(7):
        start = 200 * ray + int(shape.integers(100))
        pen.line((start, 170, start + 300, 830), fill=second, width=3)
    left = 60 if right else 860
    made.paste(ImageOps.fit(portrait, (560, 680)), (left, 160))
    pen.rectangle((left, 160, left + 560, 840), outline=ink, width=10)
    at = 680 if right else 60
    mark(pen, (at + 620, 30), 110, template)
    number = f"{words.integers(1, 13):02d}"
    pen.ellipse((at + 20, 230, at + 300, 510), fill=ink, outline="white", width=8)
    pen.text((at + 70, 270), number, fill="white", font=_font(170))
    _fit(pen, (at + 330, 260), f"NO {number}", 360, 110, ink)
    _fit(pen, (at + 330, 390), "PILIH CONTOH", 380, 80, second)
    _fit(pen, (at + 10, 560), _slogan(words, 3), 720, 96, ink)
    _fit(pen, (at + 10, 690), _slogan(words, 4), 720, 64, "#222222")
    _fit(pen, (70, 20), f"PARTAI CONTOH {template % 9}", 760, 84, "white")
    _fit(pen, (70, 910), f"calon wakil contoh daerah {words.integers(1, 9)}", 1000, 52, "white")
    return made


def mark(pen: ImageDraw.ImageDraw, at: tuple[int, int], side: int, template: int) -> None:
    """Draw a party's mark: a disc, a star and a letter."""
    rng = np.random.default_rng(500 + template)
    one, other = (str(each) for each in rng.choice(_INKS, 2, replace=False))
    left, top = at
    pen.ellipse((left, top, left + side, top + side), fill=one, outline="white", width=side // 20)
    points = 5 + template % 4
    angles = np.arange(2 * points) * np.pi / points
    reach = np.where(np.arange(2 * points) % 2, 0.18, 0.40) * side
    star = [(left + side / 2 + r * np.sin(a), top + side / 2 - r * np.cos(a))
            for r, a in zip(reach, angles, strict=True)]  # fmt: skip
    pen.polygon(star, fill="white", outline=other)
    letter = chr(65 + template % 26)
    pen.text((left + 0.4 * side, top + 0.36 * side), letter, fill=other, font=_font(0.28 * side))


def shirt(template: int) -> Picture:
    """Return the print of a shirt: the party's mark and two words."""
    made = Image.new("RGB", (600, 600), str(np.random.default_rng(template).choice(_INKS)))
    pen = ImageDraw.Draw(made)
    mark(pen, (150, 60), 300, template)
    _fit(pen, (60, 420), f"RELAWAN CONTOH {template % 9}", 480, 64, "white")
    return made


def hung(thing: Picture, place: Picture, seed: int, share: float, *, cover: bool = True) -> Picture:
    """Return a photograph of a place in which a flat thing hangs.

    Parameters
    ----------
    thing
        A banner, poster or print.
    place
        A photograph; what else there is.
    seed
        Where it hangs, from where it is seen, light, cover, blur and noise.
    share
        Of the picture that it takes, about.
    cover
        Whether something may hang before a corner of it.
    """
    rng = np.random.default_rng(seed)
    scene = np.asarray(bounded(place.convert("RGB"), PLACE)).astype(np.float32)
    height, width = scene.shape[:2]
    side = (share * height * width / (thing.width * thing.height)) ** 0.5
    wide, high = min(0.96 * width, side * thing.width), min(0.96 * height, side * thing.height)
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], dtype=np.float32)
    turn = np.radians(rng.uniform(-7, 7))
    turned = (corners - (wide / 2, high / 2)) @ np.array(
        [(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))]
    )
    turned += rng.uniform(-0.06, 0.06, (4, 2)) * (wide, high)
    low, far = -turned.min(axis=0), np.array([width, height]) - turned.max(axis=0)
    target = turned + low + rng.uniform(0, 1, 2) * np.maximum(far - low - (2, 2), 0) + 1
    if not (far > low).all():
        target = np.add(turned, (width / 2, height / 2))
    flat = np.asarray(bounded(thing.convert("RGB"), 1200)).astype(np.float32)
    own = np.array([(0, 0), (flat.shape[1], 0), (flat.shape[1], flat.shape[0]), (0, flat.shape[0])])
    bend = cv2.getPerspectiveTransform(own.astype(np.float32), target.astype(np.float32))
    seen = cv2.warpPerspective(flat, bend, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones(flat.shape[:2], np.float32), bend, (width, height))
    # A banner is lit by its place: brighter to one side, tinted, folded by the wind.
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    light = rng.uniform(0.7, 1.1) + rng.uniform(-0.2, 0.2) * x + rng.uniform(-0.15, 0.15) * y
    light += 0.05 * np.sin(rng.uniform(4, 9) * x + rng.uniform(-3, 3) * y)
    lit = seen * light[..., None] * rng.uniform(0.9, 1.1, 3)
    if cover and rng.random() < 0.5:
        # Something from the place (leaves, a pole) hangs before a corner.
        centre = target[int(rng.integers(4))]
        reach = rng.uniform(0.15, 0.3) * np.array([wide, high])
        near = ((x * width / 2 + width / 2 - centre[0]) / reach[0]) ** 2
        near += ((y * height / 2 + height / 2 - centre[1]) / reach[1]) ** 2
        mask = mask * (near > 1)
    mask = cv2.GaussianBlur(mask, (0, 0), 1.0)[..., None]
    both = scene * (1 - mask) + lit * mask
    return _taken(both, rng)


def _taken(scene: np.ndarray, rng: Rng) -> Picture:
    """Return a scene as a phone's camera gives it: a little soft, a little noisy."""
    soft = cv2.GaussianBlur(scene, (0, 0), float(rng.uniform(0.5, 1.4)))
    noisy = soft * rng.uniform(0.85, 1.12) + rng.normal(0, rng.uniform(2, 6), scene.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def again(scene: Picture, seed: int) -> Picture:
    """Return the same place taken again by a hand: a step aside, a turn, other noise."""
    rng = np.random.default_rng(seed)
    pixels = np.asarray(scene).astype(np.float32)
    height, width = pixels.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    inset = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)]) * (0.07 * width, 0.07 * height)
    view = corners + inset + rng.uniform(-0.05, 0.05, (4, 2)) * (width, height)
    bend = cv2.getPerspectiveTransform(view.astype(np.float32), corners)
    return _taken(cv2.warpPerspective(pixels, bend, (width, height)), rng)


def post(app: int, seed: int, shown: Picture | None) -> Picture:
    """Return a screenshot of an app: the name, words and comments of one post, and its picture.

    Parameters
    ----------
    app
        The app's colours and layout.
    seed
        Words, counts and comments.
    shown
        The post's picture; None for words alone.
    """
    look, rng = np.random.default_rng(900 + app), np.random.default_rng(seed)
    dark = bool(app % 2)
    back, ink, soft = (
        ("#18191a", "#e4e6eb", "#3a3b3c") if dark else ("#ffffff", "#111111", "#e4e6e9")
    )
    made = Image.new("RGB", (1080, 2340), back)
    pen = ImageDraw.Draw(made)
    bar = 150 + int(look.integers(80))
    pen.rectangle((0, 0, 1080, bar), fill=str(look.choice(_INKS)))
    pen.text((50, bar - 90), f"contoh{app}", fill="white", font=_font(60))
    top = bar + 40
    pen.ellipse((40, top, 150, top + 110), fill=str(rng.choice(_INKS)))
    pen.text((180, top + 5), " ".join(rng.choice(WORDS, 2)).title(), fill=ink, font=_font(46))
    pen.text((180, top + 62), f"{rng.integers(1, 23)} jam", fill="#8a8d91", font=_font(34))
    top += 150
    for _ in range(int(rng.integers(1, 5))):
        pen.text((40, top), " ".join(rng.choice(WORDS, 5)), fill=ink, font=_font(42))
        top += 60
    if shown is not None:
        inner = ImageOps.contain(shown, (1080, 900))
        made.paste(inner, ((1080 - inner.width) // 2, top + 20))
        top += inner.height + 40
    pen.text((40, top), f"{rng.integers(3, 900)} suka   {rng.integers(2, 90)} komentar", fill=ink,
             font=_font(40))  # fmt: skip
    top += 90
    while top < 2100:
        lines = int(rng.integers(1, 3))
        pen.ellipse((40, top, 110, top + 70), fill=str(rng.choice(_INKS)))
        pen.rounded_rectangle((130, top, 1000, top + 50 + 52 * lines), 26, fill=soft)
        for line in range(lines):
            words = " ".join(rng.choice(WORDS, int(rng.integers(2, 6))))
            pen.text((160, top + 18 + 52 * line), words, fill=ink, font=_font(38))
        top += 90 + 52 * lines
    pen.rectangle((0, 2200, 1080, 2340), fill=soft)
    for slot in range(5):
        pen.rounded_rectangle(
            (80 + 200 * slot, 2235, 160 + 200 * slot, 2300), 14, outline=ink, width=5
        )
    return made
