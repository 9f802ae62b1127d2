"""One banner in two villages is two exhibits; if these fail, one of them is lost as a copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PIL import Image, ImageDraw, ImageOps

from tests.duplicates.conftest import known
from workbench.case.schema import ExhibitClaim
from workbench.duplicates.compare.enclosed import folded, key
from workbench.duplicates.find import find
from workbench.duplicates.pair import Pair
from workbench.duplicates.relations.claims import differing_claims
from workbench.duplicates.relations.groups import groups
from workbench.duplicates.relations.scenes import Trait, scenes

SHARED = Pair("a", "b", "shared", "orb", 30, 0.9)


def hung(thing: Image.Image, place: Image.Image, corners: tuple[float, ...]) -> Image.Image:
    """Put a flat thing into a photograph, seen askew; corners from the upper left clockwise."""
    made = place.resize((1200, 900)).convert("RGB")
    flat = thing.resize((1200, 900))
    xs = [corner * 1200 for corner in corners[::2]]
    ys = [corner * 900 for corner in corners[1::2]]
    # Where each point of the place looks on the thing: what Pillow asks for.
    import numpy as np

    rows = []
    for x, y, (u, v) in zip(xs, ys, ((0, 0), (1200, 0), (1200, 900), (0, 900)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    system = np.array(rows, dtype=float)
    back = np.linalg.solve(system[:, :8], system[:, 8])
    seen = flat.transform((1200, 900), Image.Transform.PERSPECTIVE, tuple(back))
    mask = Image.new("L", (1200, 900))
    ImageDraw.Draw(mask).polygon(list(zip(xs, ys, strict=True)), fill=255)
    made.paste(seen, (0, 0), mask)
    return made


def post(picture: Image.Image, words: list[str], top: int) -> Image.Image:
    """Return a screenshot of a post with its words above the picture, and comments below."""
    made = Image.new("RGB", (720, 1480), "#18191a")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, 720, 110), fill="#1d4f91")
    for row, word in enumerate(words):
        pen.text((30, 130 + 44 * row), word, fill="white", font_size=34)
    made.paste(ImageOps.fit(picture, (720, 480)), (0, top))
    for row, word in enumerate(reversed(words)):
        at = top + 520 + 110 * row
        pen.rounded_rectangle((40, at, 300 + 30 * len(word), at + 90), 20, fill="#3a3b3c")
        pen.text((60, at + 24), word, fill="white", font_size=30)
    return made


@pytest.fixture(scope="module")
def villages(photos) -> tuple[Image.Image, Image.Image]:
    """One poster in two photographs, at another place and in another size in each."""
    return (
        hung(photos["coffee"], photos["motorcycle"], (0.03, 0.1, 0.58, 0.05, 0.6, 0.7, 0.05, 0.62)),
        hung(photos["coffee"], photos["astronaut"], (0.5, 0.42, 0.98, 0.36, 0.96, 0.9, 0.52, 0.95)),
    )


def test_one_banner_in_two_places_is_no_copy_and_no_one_scene(villages, saved):
    """What hangs there is the same; where it hangs is what each of the two proves."""
    one, other = villages
    (pair,) = find(known({"a.jpg": saved(one), "b.jpg": saved(other)})).pairs
    assert (pair.kind, pair.transform) == ("shared", "")


def test_the_same_place_taken_from_aside_stays_one_scene(villages, saved):
    """Two shots of one banner in one village must not become two villages."""
    one, _ = villages
    aside = (0.08, -0.04, 0.97, 0.05, 1.05, 1.03, -0.06, 0.96)
    again = hung(one, one, aside).crop((80, 60, 1130, 850))
    (pair,) = find(known({"a.jpg": saved(one), "b.jpg": saved(again)})).pairs
    assert pair.kind == "scene"


def test_one_picture_in_two_posts_is_no_copy_of_either(photos, saved):
    """Two people's posts of one photo are two posts; each is a screenshot of that photo."""
    prints = {
        "foto.jpg": saved(photos["coffee"]),
        "unggahan-1.png": saved(
            post(photos["coffee"], ["selamat sore", "mohon hadir"], 300), "PNG"
        ),
        "unggahan-2.png": saved(post(photos["coffee"], ["ini tidak benar"] * 4, 420), "PNG"),
    }
    kinds = {(pair.a, pair.b): pair.kind for pair in find(known(prints)).pairs}
    assert kinds == {
        ("foto.jpg", "unggahan-1.png"): "part",
        ("foto.jpg", "unggahan-2.png"): "part",
        ("unggahan-1.png", "unggahan-2.png"): "shared",
    }


def test_a_screenshot_that_was_cropped_is_still_that_screenshot(photos, saved):
    """Cutting off the bar of an app makes no second post."""
    screen = post(photos["coffee"], ["selamat sore", "mohon hadir", "terima kasih"], 420)
    prints = {
        "a.png": saved(screen, "PNG"),
        "b.jpg": saved(screen.crop((0, 110, 720, 1400)).resize((540, 968))),
    }
    (pair,) = find(known(prints)).pairs
    assert pair.kind in {"near", "part"}


def test_two_crops_of_one_photo_stay_parts(photos, saved):
    """Each crop ends where it was cut, and what both show agrees to the edge."""
    photo = photos["motorcycle"]
    prints = {
        "a.jpg": saved(photo.crop((0, 0, 560, 400))),
        "b.jpg": saved(photo.crop((150, 60, 741, 497))),
    }
    (pair,) = find(known(prints)).pairs
    assert (pair.kind, pair.transform) == ("part", "overlaps")


def test_sharing_a_banner_makes_no_scene_and_no_group_of_copies():
    """Two villages stay two scenes, also when each photo has copies of its own."""
    pairs = [
        SHARED,
        Pair("a", "a-kecil", "near", "phash256", 4, 0.9, scale=0.3),
        Pair("a-kecil", "b", "shared", "orb", 30, 0.9),
    ]
    traits = {path: Trait(path, size) for path, size in (("a", 900), ("a-kecil", 100), ("b", 900))}
    found = scenes(pairs, traits)
    assert [scene.members for scene in found] == [("a", "a-kecil"), ("b",)]
    assert [(group.kind, group.members) for group in groups(pairs)] == [
        ("near", ("a", "a-kecil")),
        ("shared", ("a", "a-kecil", "b")),
    ]


def test_two_villages_may_well_have_two_dates_and_places():
    """People say different things of two places because they are two."""
    claims = [
        ExhibitClaim.model_validate({"id": "B-01", "file": "a", "taken_by": "S-1"}),
        ExhibitClaim.model_validate({"id": "B-02", "file": "b", "taken_by": "S-2"}),
    ]
    assert differing_claims([SHARED], claims, timedelta(hours=7)) == ()


def test_a_letter_that_shows_the_photo_itself_speaks_before_one_that_shares_a_banner():
    """Of two pictures in a letter the one that is the exhibit says how the two hang together."""
    inside = {"surat.pdf": {"page=1": None, "page=2": None}}
    pairs = [
        Pair("foto.jpg", key("surat.pdf", "page=1"), "shared", "orb", 10, 0.9),
        Pair("foto.jpg", key("surat.pdf", "page=2"), "near", "phash256", 20, 0.9),
    ]
    (pair,) = folded(pairs, inside)  # type: ignore[arg-type]
    assert (pair.kind, pair.place_b) == ("part", "page=2")
    (alone,) = folded(pairs[:1], inside)  # type: ignore[arg-type]
    assert (alone.kind, alone.place_b) == ("shared", "page=1")
