"""Pages of text: one letter scanned twice, other letters on its letterhead, chats in one app.

Letters and chats are drawn with invented words; each letter is scanned three times,
sent by a messenger and photographed on a desk. Pairs of one letter, or of one chat,
should be found; pairs of two should not, however alike the page looks. The peer is
what such pictures are compared with elsewhere: imagehash's phash, at 10 of 64 bits.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.copies import WORDS, jpeg
from bench.harness import Row, timed
from workbench.duplicates.compare.page_candidates import may_agree
from workbench.duplicates.compare.page_overlay import laid_over
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.duplicates.fingerprint.text_page import page as ink_of

Picture = Image.Image
MORE_WORDS = [
    *WORDS,
    *("sehubungan", "dengan", "laporan", "mengenai", "pembagian", "bantuan", "kepada"),
    *("masyarakat", "perihal", "klarifikasi", "lampiran", "berkas", "penting", "atas"),
]
LETTERS, CHATS = 6, 6


def letter(seed: int) -> Picture:
    """Return a page of its own paragraphs below the letterhead that all of them share."""
    rng = np.random.default_rng(seed)
    made = Image.new("L", (1654, 2339), 252)
    pen = ImageDraw.Draw(made)
    pen.ellipse((110, 90, 290, 270), outline=30, width=8)
    for top, words, size in (
        (100, "PEMERINTAH KABUPATEN CONTOH", 54),
        (162, "DINAS CONTOH DAN PERCONTOHAN", 48),
        (224, "Jalan Contoh Raya Nomor 12, Kecamatan Contoh", 32),
    ):
        pen.text((340, top), words, fill=20, font_size=size)
    pen.line((110, 330, 1544, 330), fill=20, width=6)
    top = 400
    while top < 2100:
        words = " ".join(rng.choice(MORE_WORDS, int(rng.integers(4, 10))))
        pen.text((150 + 90 * (rng.random() < 0.15), top), words[:74], fill=25, font_size=34)
        top += 51 + 34 * (rng.random() < 0.12)
    return made


def scanned(page: Picture, rng: np.random.Generator, side: int, *, shade: bool = False) -> Picture:
    """Return a page as a scanner gives it: askew, shifted, grainy, softer, unevenly lit."""
    turned = page.rotate(float(rng.uniform(-1.5, 1.5)), Image.Resampling.BICUBIC, fillcolor=250)
    grey = np.asarray(turned.resize((round(side * page.width / page.height), side)), np.float64)
    grey = cv2.GaussianBlur(np.roll(grey, rng.integers(-20, 20, 2), axis=(0, 1)), (0, 0), 0.7)
    light = np.linspace(0.65, 1.0, grey.shape[1]) if shade else 0.96
    noisy = grey * light + rng.normal(0, 7 if shade else 4, grey.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def photographed(page: Picture, rng: np.random.Generator) -> Picture:
    """Return a page on a desk: perspective, uneven light, noise."""
    sheet = np.asarray(page.convert("RGB"))
    height, width = sheet.shape[:2]
    desk = np.full((2000, 1500, 3), (96, 74, 52), dtype=np.uint8)
    scale = min(1290 / width, 1720 / height)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    middle = np.array([(1500 - width * scale) / 2, (2000 - height * scale) / 2])
    target = corners * scale + middle + rng.uniform(-35, 35, (4, 2))
    bend = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    seen = cv2.warpPerspective(sheet, bend, (1500, 2000), dst=desk, flags=cv2.INTER_AREA,
                               borderMode=cv2.BORDER_TRANSPARENT)  # fmt: skip
    lit = seen * np.linspace(0.65, 0.95, 1500)[None, :, None] + rng.normal(0, 4, seen.shape)
    soft = cv2.GaussianBlur(np.clip(lit, 0, 255).astype(np.uint8), (0, 0), 0.8)
    return Image.fromarray(soft)


def chat(seed: int) -> Picture:
    """Return a screenshot of messages of its own in the app that all of them share."""
    rng = np.random.default_rng(seed)
    back, bar, theirs, own, ink = (
        ("#0b141a", "#1f2c33", "#1f2c33", "#005c4b", "#e9edef")
        if seed % 2
        else ("#ece5dd", "#075e54", "#ffffff", "#d9fdd3", "#111111")
    )
    made = Image.new("RGB", (1080, 2340), back)
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, 1080, 210), fill=bar)
    pen.ellipse((40, 90, 140, 190), fill="#9fb7c4")
    pen.text((170, 100), "Grup Warga Contoh", fill="white", font_size=50)
    top = 250
    while top < 2050:
        is_own, lines = rng.random() < 0.4, int(rng.integers(1, 5))
        left = 330 if is_own else 30
        box = (left, top, left + 720, top + 40 + 60 * lines)
        pen.rounded_rectangle(box, 24, fill=own if is_own else theirs)
        for line in range(lines):
            words = " ".join(rng.choice(MORE_WORDS, int(rng.integers(2, 5))))[:34]
            pen.text((left + 30, top + 22 + 60 * line), words, fill=ink, font_size=42)
        top += 64 + 60 * lines
    pen.rounded_rectangle((30, 2200, 930, 2310), 50, fill=theirs)
    return made


def pages() -> Iterator[tuple[str, str, Picture]]:
    """Yield what each page is of, how it was taken, and its picture."""
    for seed in range(LETTERS):
        page, rng = letter(seed), np.random.default_rng(100 + seed)
        name = f"letter {seed}"
        yield name, "scan", scanned(page, rng, 2339)
        yield name, "smaller scan", scanned(page, rng, 1700)
        yield name, "uneven scan", scanned(page, rng, 2000, shade=True)
        yield name, "messenger", page.resize((905, 1280), Image.Resampling.LANCZOS)
        yield name, "photo", photographed(page, rng)
    for seed in range(CHATS):
        screen = chat(seed)
        yield f"chat {seed}", "screenshot", screen
        yield f"chat {seed}", "messenger", screen.resize((720, 1560), Image.Resampling.LANCZOS)
        yield f"chat {seed}", "cropped", screen.crop((0, 210, 1080, 2000))


def measure() -> dict[str, Counter[str]]:
    """Return, for letters with and without a photo and for chats, pairs tried and found."""
    prints: dict[str, Fingerprint] = {}
    for name, how, picture in pages():
        data = jpeg(picture, 70)
        prints[f"{name}/{how}"] = fingerprint(legible(data, "image/jpeg"), data)
    pairs = {
        (pair.a, pair.b): pair.kind
        for pair in find({path: Known(picture=one) for path, one in prints.items()}).pairs
    }
    found: dict[str, Counter[str]] = {}
    for a, b in itertools.combinations(sorted(prints), 2):
        one, other = a.partition("/")[0], b.partition("/")[0]
        if one.split()[0] != other.split()[0]:
            kind = "letter and chat"
        elif "/photo" in a + b:
            kind = "letters, one photographed"
        else:
            kind = "chats" if one.startswith("chat") else "letters scanned"
        count = found.setdefault(kind, Counter())
        told = "same" if one == other else "other"
        near = (int(prints[a].phash64, 16) ^ int(prints[b].phash64, 16)).bit_count() <= 10
        count[told] += 1
        count[f"{told} found"] += pairs.get((a, b)) in {"near", "part"}
        count[f"{told} scene"] += pairs.get((a, b)) == "scene"
        count[f"{told} phash"] += near
    return found


def _ruling_out() -> Iterator[Row]:
    """Yield what a pair of two letters costs, and what laying it over costs."""
    made = [letter(seed) for seed in range(8)]
    found = [ink_of(np.asarray(scanned(one, np.random.default_rng(7), 2000))) for one in made]
    pairs = [(a, b) for a, b in itertools.combinations(found, 2) if a and b]
    for a, b in pairs:
        laid_over(a, b)  # what is made of a page once
    ours = timed(lambda: [may_agree(a, b) for a, b in pairs], 5).best
    peer = timed(lambda: [laid_over(a, b) for a, b in pairs], 3).best
    seconds = 45_000 * ours / len(pairs)
    yield Row("two pages compared", 1000 * ours / len(pairs), 1000 * peer / len(pairs),
              "laying every two over each other", "ms",
              detail=f"45,000 pairs of 300 pages: {seconds:.0f} s on one core")  # fmt: skip


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    yield from _ruling_out()
    for kind, count in measure().items():
        if count["same"]:
            share, peer = (100 * count[f"same {by}"] / count["same"] for by in ("found", "phash"))
            detail = f"{count['same']} pairs"
            yield Row(f"one text found again: {kind}", share, peer, "imagehash phash <= 10", "%",
                      "higher", detail)  # fmt: skip
        wrong, peer = (100 * count[f"other {by}"] / count["other"] for by in ("found", "phash"))
        detail = f"{count['other']} pairs; {count['other scene']} called the same scene"
        yield Row(f"two texts called one: {kind}", wrong, peer, "imagehash phash <= 10", "%",
                  "lower", detail)  # fmt: skip
