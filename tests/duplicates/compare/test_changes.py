"""If these fail, a reviewer is shown changes that nobody made, or misses the one that was made."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from workbench.duplicates.compare.changes import changed


def grey(image: Image.Image, quality: int = 95) -> np.ndarray:
    """Return the pixels of a picture saved as JPEG and shown at the size of comparing."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    with Image.open(buffer) as saved:
        return np.asarray(saved.convert("L").resize((320, 240), Image.Resampling.LANCZOS))


def compared(first: Image.Image, second: Image.Image, quality: int = 40) -> tuple:
    everywhere = np.ones((240, 320), dtype=bool)
    return changed(grey(first), grey(second, quality), everywhere)


@pytest.fixture(params=["astronaut", "coffee", "chelsea", "rocket"])
def photo(request, photos) -> Image.Image:
    return photos[request.param].resize((800, 600))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        lambda image: image.resize((200, 150)).resize(image.size),
        lambda image: image.convert("L"),
        lambda image: ImageEnhance.Brightness(image).enhance(1.3),
        lambda image: ImageEnhance.Brightness(image).enhance(0.6),
        lambda image: ImageEnhance.Contrast(image).enhance(1.5),
        lambda image: image.filter(ImageFilter.GaussianBlur(3)),
        lambda image: image.transform(image.size, Image.Transform.AFFINE, (1, 0, 4, 0, 1, -3)),
    ],
    ids=[
        "saved again",
        "small",
        "grey",
        "bright",
        "dark",
        "contrast",
        "blurred",
        "not quite fitted",
    ],
)
def test_saving_again_changes_no_place(change, photo):
    """Boxes on an honest forwarded copy would accuse its sender of an edit."""
    assert compared(photo, change(photo)) == ()


def test_what_was_painted_over_is_boxed_where_it_stands(photo):
    """A person painted out of a crowd, or a number replaced, is what the reviewer looks for."""
    edited = photo.copy()
    level = np.asarray(photo.convert("L").crop((500, 150, 580, 270)), dtype=float).mean()
    tone = 20 if level > 128 else 235
    ImageDraw.Draw(edited).rectangle((500, 150, 580, 270), fill=(tone, tone, tone))
    ((left, top, right, bottom),) = compared(photo, edited)
    assert left == pytest.approx(500 / 800, abs=0.03)
    assert top == pytest.approx(150 / 600, abs=0.03)
    assert right == pytest.approx(580 / 800, abs=0.03)
    assert bottom == pytest.approx(270 / 600, abs=0.03)


def test_a_change_shows_whichever_of_the_two_comes_first(photos):
    photo = photos["coffee"].resize((800, 600))
    edited = photo.copy()
    ImageDraw.Draw(edited).ellipse((60, 60, 180, 180), fill=(255, 255, 255))
    assert len(compared(photo, edited)) == len(compared(edited, photo)) == 1


def test_two_pictures_that_differ_nearly_everywhere_get_no_boxes(photos):
    """Where all differs, saying where says nothing."""
    blocks = np.random.default_rng(5).integers(0, 2, (6, 8)).astype(np.uint8) * 255
    other = Image.fromarray(blocks).resize((800, 600), Image.Resampling.NEAREST)
    assert compared(photos["coffee"].resize((800, 600)), other) == ()


def test_what_the_second_does_not_show_is_no_change(photos):
    photo = grey(photos["coffee"].resize((800, 600)))
    second = photo.copy()
    second[:, 200:] = 222
    shown = np.zeros(photo.shape, dtype=bool)
    shown[:, :200] = True
    assert changed(photo, second, shown) == ()
    assert changed(photo, second, np.zeros(photo.shape, dtype=bool)) == ()
