"""If these fail, one letter scanned twice counts twice, or two letters count as one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from bench import duplicates_pages
from tests.duplicates.conftest import known
from workbench.duplicates.compare.page_candidates import may_agree
from workbench.duplicates.compare.page_overlay import laid_over
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.text_page import Page, page
from workbench.duplicates.pair import Pair

WORDS = (
    *("surat", "undangan", "rapat", "dinas", "kabupaten", "contoh", "hadir", "tepat", "waktu"),
    *("panitia", "kegiatan", "warga", "sehubungan", "dengan", "laporan", "mengenai", "lampiran"),
    *("pembagian", "bantuan", "kepada", "masyarakat", "perihal", "klarifikasi", "berkas", "atas"),
)


def letter(seed: int) -> Image.Image:
    """Return a page of invented text on one letterhead."""
    rng = np.random.default_rng(seed)
    made = Image.new("L", (1240, 1754), 252)
    pen = ImageDraw.Draw(made)
    pen.ellipse((80, 60, 200, 180), outline=30, width=7)
    pen.text((240, 60), "PEMERINTAH KABUPATEN CONTOH", fill=20, font_size=42)
    pen.text((240, 120), "Jalan Contoh Raya Nomor 12", fill=20, font_size=28)
    pen.line((80, 220, 1160, 220), fill=20, width=5)
    for row in range(26):
        words = " ".join(rng.choice(WORDS, int(rng.integers(5, 10))))
        pen.text((110, 300 + 48 * row), words[:68], fill=25, font_size=30)
    return made


def scanned(image: Image.Image, seed: int, side: int = 1754) -> Image.Image:
    """Return a page as a scanner gives it: askew, shifted, grainy, a little soft."""
    rng = np.random.default_rng(seed)
    turned = image.rotate(float(rng.uniform(-1.2, 1.2)), Image.Resampling.BICUBIC, fillcolor=250)
    small = turned.resize((round(side * image.width / image.height), side))
    noise = rng.normal(0, 4, (small.height, small.width))
    grey = np.asarray(small.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float64) * 0.96 + noise
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def chat(seed: int) -> Image.Image:
    """Return a screenshot of invented messages in one app, on one phone."""
    rng = np.random.default_rng(seed)
    made = Image.new("RGB", (720, 1560), "#ece5dd")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, 720, 140), fill="#075e54")
    pen.ellipse((26, 60, 92, 126), fill="#9fb7c4")
    pen.text((112, 70), "Grup Warga Contoh", fill="white", font_size=32)
    top = 170
    while top < 1350:
        lines = int(rng.integers(1, 5))
        left = int(rng.choice((20, 220)))
        pen.rounded_rectangle((left, top, left + 480, top + 26 + 40 * lines), 16, fill="white")
        for line in range(lines):
            words = " ".join(rng.choice(WORDS, 3))[:28]
            pen.text((left + 20, top + 14 + 40 * line), words, fill="#111111", font_size=28)
        top += 42 + 40 * lines
    pen.rounded_rectangle((20, 1470, 620, 1545), 36, fill="white")
    return made


def pairs(prints: dict[str, Fingerprint]) -> dict[tuple[str, str], Pair]:
    return {(pair.a, pair.b): pair for pair in find(known(prints)).pairs}


def test_one_letter_scanned_twice_is_found_and_another_one_is_not(saved):
    """The office's own letterhead must not make all of its letters one."""
    prints = {
        "a1.jpg": saved(scanned(letter(1), 11)),
        "a2.jpg": saved(scanned(letter(1), 12, side=1400), quality=60),
        "b1.jpg": saved(scanned(letter(2), 13)),
        "c1.jpg": saved(scanned(letter(3), 14)),
    }
    found = pairs(prints)
    assert set(found) == {("a1.jpg", "a2.jpg")}
    assert found["a1.jpg", "a2.jpg"].kind == "near"


def test_two_chats_in_one_app_are_no_copies_and_a_forwarded_one_is(saved):
    """Bar, bubbles and input line are the app's; only what was written counts."""
    whole = chat(1)
    prints = {
        "a.png": saved(whole, "PNG"),
        "a-small.jpg": saved(whole.resize((540, 1170)), quality=60),
        "b.png": saved(chat(2), "PNG"),
        "c.png": saved(chat(3), "PNG"),
    }
    found = pairs(prints)
    assert set(found) == {("a-small.jpg", "a.png")}
    assert found["a-small.jpg", "a.png"].kind == "near"


def test_a_photo_is_no_page(photos):
    """What is compared as text must be text: photographs have no ground to stand on."""
    for name in ("astronaut", "chelsea", "coffee"):
        assert page(np.asarray(photos[name].convert("L"))) is None


def test_the_ink_survives_being_kept(decoded):
    """A page read back from the cache must give the same pairs."""
    made = page(decoded(scanned(letter(4), 15)).gray)
    assert made is not None
    again = Page.from_json(made.to_json())
    assert again == made
    agreement = laid_over(made, again)
    assert agreement is not None
    assert min(agreement.share_a, agreement.share_b) > 0.9
    assert np.allclose(agreement.mapping, np.eye(3), atol=0.01)


@pytest.mark.parametrize("seeds", list(itertools.combinations(range(5, 9), 2)))
def test_letters_on_one_letterhead_agree_at_the_top_only(seeds, decoded):
    """The distance between what one letter and another reach is what the rule rests on."""
    one, other = (page(decoded(scanned(letter(seed), seed)).gray) for seed in seeds)
    assert one is not None
    assert other is not None
    agreement = laid_over(one, other)
    assert agreement is None or agreement.most < 0.3


def test_a_dark_thing_on_an_even_floor_is_no_page():
    """Photographs with a plain ground must be judged as photographs, not by their 'ink'."""
    rng = np.random.default_rng(3)
    floor = np.clip(rng.normal(200, 2, (480, 640)), 0, 255).astype(np.uint8)
    made = Image.fromarray(floor)
    pen = ImageDraw.Draw(made)
    for _ in range(90):
        left, top = rng.uniform(0, 620), rng.uniform(0, 460)
        pen.ellipse((left, top, left + 18, top + 16), fill=int(rng.integers(20, 90)))
    assert page(np.asarray(made)) is None
    assert page(np.asarray(made), drawn=0.9) is not None


def test_pages_of_two_letters_are_ruled_out_and_copies_of_one_are_not():
    """A case of 300 scans has 45,000 pairs: laying each two over each other takes minutes."""
    letters = [duplicates_pages.letter(seed) for seed in range(6)]
    rng = np.random.default_rng(3)
    taken = [
        (seed, page(np.asarray(duplicates_pages.scanned(one, rng, side))))
        for side in (2339, 1700)
        for seed, one in enumerate(letters)
    ]
    pages = [(seed, one) for seed, one in taken if one is not None]
    pairs = list(itertools.combinations(pages, 2))
    same = [may_agree(a, b) for (one, a), (other, b) in pairs if one == other]
    other = [may_agree(a, b) for (one, a), (other, b) in pairs if one != other]
    assert len(same) >= 2
    assert all(same)
    assert sum(other) <= 0.1 * len(other)
