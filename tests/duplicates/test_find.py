"""If these fail, the case counts one photograph several times, or loses one."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageDraw, ImageOps

from tests.duplicates.conftest import known
from workbench.duplicates.find import find
from workbench.duplicates.pair import Duplicates, Pair
from workbench.duplicates.relations.groups import groups


def of(found: Duplicates) -> dict[tuple[str, str], Pair]:
    return {(pair.a, pair.b): pair for pair in found.pairs}


def test_bytes_pixels_and_pictures_are_kept_apart(photos, saved, encoded):
    """The same file, the same pixels and the same scene are three different claims."""
    image = photos["astronaut"]
    prints = {
        "a.png": saved(image, "PNG"),
        "b.png": saved(image, "PNG"),
        "c.webp": saved(image, "WEBP", lossless=True),
        "d.jpg": saved(image, "JPEG", quality=40),
        "e.jpg": saved(photos["rocket"]),
    }
    hashes = {"a.png": "1" * 64, "b.png": "1" * 64, "c.webp": "2" * 64, "d.jpg": "3" * 64}
    found = of(find(known(prints, hashes)))
    assert found["a.png", "b.png"].method == "sha256"
    assert found["a.png", "c.webp"].kind == "exact"
    assert found["a.png", "c.webp"].method == "pixels"
    assert found["a.png", "d.jpg"].kind == "near"
    assert not any("e.jpg" in pair for pair in found)


def test_files_that_are_no_pictures_are_compared_by_bytes():
    """Two voice notes with the same bytes are one piece of evidence."""
    found = find(known(None, {"a.opus": "1" * 64, "b.opus": "1" * 64, "c.pdf": "2" * 64}))
    assert found.pairs == (Pair("a.opus", "b.opus", "exact", "sha256", 0, 1.0),)
    assert found.groups[0].members == ("a.opus", "b.opus")


@pytest.mark.parametrize(
    ("name", "turn"),
    [
        ("mirror", Image.Transpose.FLIP_LEFT_RIGHT),
        ("flip", Image.Transpose.FLIP_TOP_BOTTOM),
        ("rotate180", Image.Transpose.ROTATE_180),
        ("rotate90", Image.Transpose.ROTATE_270),
        ("rotate270", Image.Transpose.ROTATE_90),
    ],
)
def test_the_turn_is_named_from_a_to_b(name, turn, photos, saved):
    """The report says how one becomes the other, and must not say it backwards."""
    image = photos["chelsea"]
    prints = {"a.jpg": saved(image), "b.jpg": saved(image.transpose(turn), quality=60)}
    pair = of(find(known(prints)))["a.jpg", "b.jpg"]
    assert (pair.kind, pair.transform) == ("near", name)


def test_recompressed_resized_bordered_copies_are_near(photos, saved):
    """What a messenger does to a photo must not hide it."""
    image = photos["coffee"]
    framed = Image.new("RGB", (image.width + 60, image.height + 60), "white")
    framed.paste(image, (30, 30))
    prints = {
        "a.jpg": saved(image, quality=95),
        "b.jpg": saved(image.resize((320, 213)), quality=60),
        "c.jpg": saved(framed, quality=70),
        "d.jpg": saved(image.convert("L"), quality=70),
    }
    found = find(known(prints))
    assert {pair.kind for pair in found.pairs} == {"near"}
    assert found.groups[0].members == ("a.jpg", "b.jpg", "c.jpg", "d.jpg")


def test_a_photo_in_a_screenshot_is_a_part(photos, saved):
    """A screenshot is not the photo: it only shows it."""
    image = photos["rocket"].resize((640, 427))
    screen = Image.new("RGB", (720, 1480), "#101c24")
    screen.paste(image, (40, 500))
    prints = {"a-photo.jpg": saved(photos["rocket"]), "b-screen.png": saved(screen, "PNG")}
    pair = of(find(known(prints)))["a-photo.jpg", "b-screen.png"]
    assert (pair.kind, pair.transform) == ("part", "inside")


def test_distinct_photographs_stay_apart(photos, saved):
    """A false pair costs the reviewer's trust."""
    prints = {f"{name}.jpg": saved(image) for name, image in photos.items()}
    assert find(known(prints)).pairs == ()


def test_blank_pictures_and_pages_are_not_called_copies(saved):
    """Every scanned letter looks like every other one to a hash."""

    def letter(lines: list[str]) -> Image.Image:
        page = Image.new("L", (620, 877), 250)
        pen = ImageDraw.Draw(page)
        for row, line in enumerate(lines):
            pen.text((60, 80 + 24 * row), line, fill=20, font_size=14)
        return page

    words = [
        "surat",
        "undangan",
        "rapat",
        "dinas",
        "pemerintah",
        "kabupaten",
        "contoh",
        "hadir",
        "tepat",
        "waktu",
    ]
    first = [" ".join(words[(row + step) % 8] for step in range(9)) for row in range(24)]
    second = [" ".join(words[(row * 3 + step * 7) % 8] for step in range(8)) for row in range(24)]
    prints = {
        "a.jpg": saved(letter(first)),
        "b.jpg": saved(letter(second)),
        "c.jpg": saved(Image.new("RGB", (640, 480), "white")),
        "d.jpg": saved(Image.new("RGB", (320, 240), "white")),
    }
    assert find(known(prints)).pairs == ()


def test_order_of_exhibits_does_not_matter(photos, saved):
    """study.json must have the same bytes whatever order a folder is read in."""
    image = photos["astronaut"]
    prints = {
        "c.jpg": saved(image),
        "a.jpg": saved(image, quality=50),
        "b.jpg": saved(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
        "d.jpg": saved(photos["rocket"]),
    }
    results = {
        str(find(known(dict(order))).as_json()) for order in itertools.permutations(prints.items())
    }
    assert len(results) == 1


def test_groups_nest_from_strong_to_weak():
    """A crop joins a group of copies as a part; it does not become a copy."""
    pairs = [
        Pair("a", "b", "exact", "sha256", 0, 1.0),
        Pair("b", "c", "near", "phash256", 4, 0.97),
        Pair("c", "d", "part", "orb", 0, 0.5),
        Pair("x", "y", "part", "orb", 0, 0.5),
    ]
    assert [(group.kind, group.members) for group in groups(pairs)] == [
        ("exact", ("a", "b")),
        ("near", ("a", "b", "c")),
        ("part", ("a", "b", "c", "d")),
        ("part", ("x", "y")),
    ]


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (lambda image: image.crop((90, 60, 420, 330)), "part", "contains"),
        (lambda image: image.rotate(12, Image.Resampling.BICUBIC), "near", "turn"),
        (lambda image: ImageOps.mirror(image).crop((50, 40, 560, 380)), "part", "mirror+contains"),
    ],
)
def test_crops_and_small_turns_are_found(change, kind, place, photos, saved):
    """A cropped photo, or one straightened a little, escapes every whole-picture hash."""
    image = photos["coffee"]
    pair = of(find(known({"a.jpg": saved(image), "b.jpg": saved(change(image))})))["a.jpg", "b.jpg"]
    assert pair.kind == kind
    assert pair.transform.startswith(place)


def test_a_collage_shows_each_of_its_photos(photos, saved):
    """Two photos pasted side by side are still those two photos, and no third."""
    board = Image.new("RGB", (1200, 500), "white")
    board.paste(ImageOps.fit(photos["coffee"], (596, 496)), (2, 2))
    board.paste(ImageOps.fit(photos["astronaut"], (596, 496)), (602, 2))
    prints = {
        "astronaut.jpg": saved(photos["astronaut"]),
        "coffee.jpg": saved(photos["coffee"]),
        "kolase.jpg": saved(board),
        "rocket.jpg": saved(photos["rocket"]),
    }
    found = of(find(known(prints)))
    assert set(found) == {("astronaut.jpg", "kolase.jpg"), ("coffee.jpg", "kolase.jpg")}
    assert {pair.kind for pair in found.values()} == {"part"}


def test_one_logo_in_two_photographs_is_no_copy(photos, saved):
    """A party's or a website's mark on two photographs does not make them one."""

    def marked(image: Image.Image) -> Image.Image:
        made = image.copy()
        pen = ImageDraw.Draw(made)
        pen.ellipse((20, 20, 110, 110), fill="#c01c28", outline="white", width=5)
        pen.text((34, 48), "CONTOH", fill="white", font_size=16)
        return made

    prints = {
        "a.jpg": saved(marked(photos["coffee"])),
        "b.jpg": saved(marked(photos["chelsea"])),
        "c.jpg": saved(marked(photos["rocket"])),
    }
    assert find(known(prints)).pairs == ()


def test_two_chats_on_one_phone_are_no_copies(photos, saved):
    """Two screenshots share the interface; only what they show may count."""

    def screen(image: Image.Image, words: list[str]) -> Image.Image:
        made = Image.new("RGB", (720, 1480), "#ece5dd")
        pen = ImageDraw.Draw(made)
        pen.rectangle((0, 0, 720, 130), fill="#075e54")
        pen.text((120, 50), "Grup Warga Contoh", fill="white", font_size=34)
        for row, word in enumerate(words):
            pen.rounded_rectangle((20, 170 + 90 * row, 520, 240 + 90 * row), 16, fill="white")
            pen.text((40, 188 + 90 * row), word, fill="black", font_size=28)
        made.paste(image.resize((520, 360)), (180, 800))
        pen.rounded_rectangle((20, 1390, 620, 1460), 30, fill="white")
        return made

    prints = {
        "a.png": saved(screen(photos["coffee"], ["selamat sore", "besok kumpul"]), "PNG"),
        "b.png": saved(screen(photos["rocket"], ["sudah dikirim", "terima kasih"]), "PNG"),
    }
    assert find(known(prints)).pairs == ()
