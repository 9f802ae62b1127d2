"""If these fail, a reviewer compares two pictures that are not laid onto each other."""

from __future__ import annotations

import io
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image

from workbench.duplicates.find import find
from workbench.duplicates.fingerprint import fingerprint
from workbench.duplicates.pair import Pair
from workbench.evidence.picture import decode
from workbench.report.duplicate_figures import aligned, contact_sheet

GAP = 12


def photo() -> Image.Image:
    with (files("skimage") / "data" / "coffee.png").open("rb") as stream:
        return Image.open(stream).convert("RGB")


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")).astype(float)


def on_phone(image: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (720, 1400), "#101c24")
    screen.paste(image.resize((600, 400)), (60, 500))
    return screen


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        lambda image: image.transpose(Image.Transpose.ROTATE_90),
        lambda image: image.transpose(Image.Transpose.TRANSVERSE),
        lambda image: image.rotate(8, Image.Resampling.BICUBIC),
        lambda image: image.crop((90, 60, 470, 360)),
        on_phone,
    ],
    ids=["mirror", "rotate", "transverse", "turn", "crop", "screen"],
)
def test_the_second_picture_lies_on_the_first(change):
    """However the copy was made, the middle picture must show the same thing at each place."""
    previews = {"a.jpg": jpeg(photo()), "b.jpg": jpeg(change(photo()))}
    prints = {
        path: fingerprint(decode(data, "image/jpeg"), data) for path, data in previews.items()
    }
    (pair,) = find(prints, {}).pairs
    made = aligned(pair, previews, side=300)
    assert made is not None
    sheet = pixels(made)
    width = (sheet.shape[1] - 4 * GAP) // 3
    first = sheet[GAP:-GAP, GAP : GAP + width]
    laid = sheet[GAP:-GAP, 2 * GAP + width : 2 * GAP + 2 * width]
    shown = np.abs(laid - 222) > 3
    assert shown.mean() > 0.3
    assert np.corrcoef(first[shown], laid[shown])[0, 1] > 0.9


def test_every_member_has_a_place_on_the_sheet():
    """An exhibit without a preview is shown as an empty frame, not left out."""
    previews = {"a.jpg": jpeg(photo())}
    sheet = pixels(contact_sheet(["a.jpg", "b.mp4", "c.pdf"], previews, side=100))
    assert sheet.shape == (100 + 2 * GAP, 3 * (100 + GAP) + GAP)
    assert (sheet[40:80, GAP + 130 : GAP + 200] == 222).all()


def test_same_previews_same_bytes():
    previews = {"a.jpg": jpeg(photo())}
    assert contact_sheet(["a.jpg"], previews) == contact_sheet(["a.jpg"], previews)


def test_nothing_is_drawn_where_nothing_is_known():
    pair = Pair("a.opus", "b.opus", "exact", "sha256", 0, 1.0)
    assert aligned(pair, {}) is None
