"""Scrolled screens and pictures with other words are exhibits of their own; copies stay copies.

Three screenshots of one chat, each scrolled a third on, hold messages that the others lack:
called one scene, two of them would count for nothing.
"""

from __future__ import annotations

import io
import random
from functools import cache

import pytest
from PIL import Image, ImageDraw, ImageFont

from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.duplicates.pair import APART, Pair
from workbench.duplicates.relations.scenes import Trait, scenes
from workbench.duplicates.relations.wording import kind_text, transform_text
from workbench.examples import photographs

WORDS = (
    *("nanti", "tolong", "kepada", "ini", "sembilan", "rapat", "besok", "warga", "balai", "desa"),
    *("hadir", "bawa", "daftar", "kasih", "lurah", "dukung", "calon", "semua", "undangan", "pak"),
    *("terima", "konsumsi", "kegiatan", "siap", "mohon", "lupa", "sudah", "baik", "setuju"),
)
LIGHT, DARK = (
    {"ground": (239, 234, 226), "mine": (217, 253, 211), "yours": "white", "ink": (20, 20, 20),
     "bar": (0, 128, 105), "foot": (240, 242, 245)},
    {"ground": (11, 20, 26), "mine": (0, 92, 75), "yours": (32, 44, 51), "ink": (230, 230, 230),
     "bar": (32, 44, 51), "foot": (32, 44, 51)},
)  # fmt: skip


def said(rng: random.Random, count: int, width: int) -> list[str]:
    lines = [""]
    for _ in range(count):
        word = rng.choice(WORDS)
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def chat(scrolled: int, look: dict = LIGHT, size: tuple[int, int] = (720, 1600), seed: int = 1):
    rng = random.Random(seed)
    image = Image.new("RGB", size, look["ground"])
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    width, height = size
    top = 130 - scrolled
    for _ in range(60):
        is_mine, lines = rng.random() < 0.4, said(rng, rng.randint(2, 20), 26)
        down, across = 34 * len(lines) + 26, int(width * 0.7)
        left = width - across - 20 if is_mine else 20
        box = (left, top, left + across, top + down)
        draw.rounded_rectangle(box, 16, fill=look["mine" if is_mine else "yours"])
        for row, line in enumerate(lines):
            draw.text((left + 16, top + 10 + 34 * row), line, font=font, fill=look["ink"])
        top += down + 12
    draw.rectangle((0, 0, width, 110), fill=look["bar"])
    draw.text((30, 60), "Grup RT 05 Rekaan", font=font, fill="white")
    draw.rectangle((0, height - 70, width, height), fill=look["foot"])
    draw.text((30, height - 54), "Ketik pesan", font=font, fill=(140, 140, 140))
    return image


def feed(scrolled: int):
    rng = random.Random(3)
    image = Image.new("RGB", (720, 1480), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(27)
    top = 100 - scrolled
    for number in range(8):
        for row, line in enumerate(said(rng, 18, 44)):
            draw.text((16, top + 36 * row), line, font=font, fill="black")
        image.paste(photo(number).resize((720, 480)), (0, top + 160))
        draw.text((16, top + 650), "Suka   Komentari   Bagikan", font=font, fill=(90, 90, 90))
        top += 760
    draw.rectangle((0, 0, 720, 90), fill=(24, 119, 242))
    draw.text((28, 30), "berita rekaan", font=ImageFont.load_default(36), fill="white")
    return image


@cache
def photo(number: int) -> Image.Image:
    from importlib.resources import files

    found = sorted(p for p in files(photographs).iterdir() if p.name.endswith(".jpg"))
    with Image.open(io.BytesIO(found[number % len(found)].read_bytes())) as image:
        return image.convert("RGB")


def captioned(*lines: str, number: int = 1):
    image = photo(number).resize((800, 800))
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((40, 620 + 80 * row), line, font=ImageFont.load_default(60), fill="white",
                  stroke_width=4, stroke_fill="black")  # fmt: skip
    return image


def card(*lines: str):
    image = Image.new("RGB", (900, 900), (180, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 50, 850, 850), outline="white", width=8)
    draw.text((100, 90), "INFO PILKADA", font=ImageFont.load_default(56), fill="yellow")
    for row, line in enumerate(lines):
        draw.text((100, 250 + 95 * row), line, font=ImageFont.load_default(64), fill="white")
    draw.text((100, 770), "@kabardesa.rekaan", font=ImageFont.load_default(36), fill="white")
    return image


def taken(image: Image.Image, kind: str = "PNG", **how: int) -> Fingerprint:
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    data = stream.getvalue()
    return fingerprint(legible(data, f"image/{kind.lower()}"), data)


def between(**pictures: Fingerprint) -> list[Pair]:
    return list(find({name: Known(name, one) for name, one in pictures.items()}).pairs)


def count_scenes(pairs: list[Pair], names: str) -> int:
    return len(scenes(pairs, {name: Trait(name, 100, 100) for name in names}))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("steps", [(0, 200, 400), (0, 90, 700), (300, 800, 1100)])
def test_scrolled_screens_overlap_and_are_no_copies(steps: tuple[int, ...], look: dict) -> None:
    pairs = between(**{name: taken(chat(at, look)) for name, at in zip("abc", steps, strict=True)})
    assert pairs, "that they overlap is told"
    assert {pair.kind for pair in pairs} <= APART
    assert any(pair.transform == "scrolled" for pair in pairs)
    assert count_scenes(pairs, "abc") == 3


def test_scrolled_screens_that_a_messenger_made_small() -> None:
    made = {name: taken(chat(at).resize((540, 1200)), "JPEG", quality=65)
            for name, at in zip("abc", (0, 260, 700), strict=True)}  # fmt: skip
    pairs = between(**made)
    assert {pair.kind for pair in pairs} <= APART
    assert count_scenes(pairs, "abc") == 3


def test_scrolled_posts_with_photographs_are_no_copies() -> None:
    pairs = between(a=taken(feed(0)), b=taken(feed(330)))
    assert {pair.kind for pair in pairs} <= APART
    assert count_scenes(pairs, "ab") == 2


def test_a_dark_screen_is_no_part_of_a_light_one() -> None:
    pairs = between(a=taken(chat(0)), b=taken(chat(400)), c=taken(chat(0, DARK)))
    assert {pair.kind for pair in pairs} <= APART


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("Coblos nomor satu", "hari Rabu besok"), card("Coblos nomor dua", "Kamis nanti")),
        (captioned("Hadiri rapat besok"), captioned("Uang sudah dibagi")),
        (captioned("Dukung calon satu", "demi warga", number=2),
         captioned("Tolak calon satu", "ia menipu", number=2)),
    ],
    ids=["cards", "one line over a photograph", "two lines over a photograph"],
)  # fmt: skip
def test_other_words_on_one_picture_are_two_exhibits(one: Image.Image, other: Image.Image) -> None:
    pairs = between(a=taken(one), b=taken(other, "JPEG", quality=85))
    assert {pair.kind for pair in pairs} <= APART
    assert count_scenes(pairs, "ab") == 2


def test_copies_of_a_screen_stay_copies() -> None:
    whole = chat(500)
    cut = whole.crop((0, 110, 720, 1600))
    made = {
        "a": taken(whole),
        "b": taken(whole, "JPEG", quality=55),
        "c": taken(whole.resize((540, 1200)), "JPEG", quality=70),
        "d": taken(cut),
    }
    pairs = between(**made)
    assert len(pairs) == 6
    assert not {pair.kind for pair in pairs} & APART
    assert count_scenes(pairs, "abcd") == 1


@pytest.mark.parametrize("number", [1, 2, 4])
def test_the_same_words_saved_again_and_words_put_on_stay_copies(number: int) -> None:
    one = captioned("Hadiri rapat besok", "di balai desa", number=number)
    made = {
        "a": taken(one),
        "b": taken(one.resize((500, 500)), "JPEG", quality=60),
        "c": taken(photo(number).resize((800, 800))),
    }
    pairs = between(**made)
    assert {pair.kind for pair in pairs} <= {"near", "exact"}
    assert count_scenes(pairs, "abc") == 1


def test_what_is_said_of_them_says_no_copy() -> None:
    scrolled = Pair("a", "b", "shared", "ink", 48, 0.5, "scrolled")
    words = Pair("a", "b", "shared", "phash256", 8, 0.9, "words")
    assert "no copies" in kind_text(scrolled, "en")
    assert "digulir" in kind_text(scrolled, "id")
    assert "other words" in kind_text(words, "en")
    assert transform_text(scrolled, "en") == transform_text(words, "id") == ""
