"""Thumbnails that a study leaves behind are those that the desk would make itself.

Lost otherwise: a gallery that decodes every photograph a second time, or one that shows it on
its side or in other colours than the viewer.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.desk import exhibits as made
from workbench.case import load
from workbench.desk import by_products, packs
from workbench.desk.answering import Desk
from workbench.desk.packs import Packs, named
from workbench.desk.registration import registered
from workbench.examination.examine import Examination, examine


def _pictures(folder: Path) -> None:
    made.turned(folder / "01.jpg")
    pixels = made.photograph(900, 600)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixels.save(folder / "02.png", icc_profile=profile)
    few = pixels.quantize(64, dither=Image.Dither.NONE)
    few.save(folder / "03.gif", save_all=True, append_images=[few])
    pixels.save(folder / "04.webp")
    pixels.convert("RGBA").save(folder / "05.png")
    pixels.convert("L").save(folder / "06.tif")
    made.photograph(120, 90).save(folder / "07.bmp")
    pixels.save(folder / "08.avif")
    pixels.convert("CMYK").save(folder / "09.jpg")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("by-products") / "kasus"
    (root / "evidence").mkdir(parents=True)
    _pictures(root / "evidence")
    return root


@pytest.fixture(scope="module")
def known(case: Path) -> Examination:
    return examine(load(case), cache=False)


def test_they_are_what_the_desk_would_make_itself(
    case: Path, known: Examination, tmp_path: Path
) -> None:
    theirs = Packs(tmp_path / "study")
    assert by_products.keep(known, theirs) == 8
    desk = Desk(Packs(tmp_path / "desk"), jobs=1)
    case_known = registered(known.folder.evidence, known.exhibits, "id")
    try:
        for one in known.exhibits[:8]:
            pack = theirs.get(named(one.sha256 or "", one.media_type or "", "look"))
            assert pack is not None, one.path
            own = {name: desk.answer(case_known, one.id, *name) for name in
                   (("how", ()), ("thumbnail", (640,)), ("thumbnail", (256,)))}  # fmt: skip
            mine = json.loads(own["how", ()].body)
            assert {**mine, **json.loads(pack["how"])} == mine, one.path
            for size in (640, 256):
                _alike(pack[f"{size}.jpg"], own["thumbnail", (size,)].body, one.path)
    finally:
        desk.children.stop()
    printed = known.exhibits[8]
    assert theirs.get(named(printed.sha256 or "", "image/jpeg", "look")) is None


def _alike(left: bytes, right: bytes, path: str) -> None:
    first, second = (np.asarray(Image.open(io.BytesIO(one)).convert("RGB")).astype(int)
                     for one in (left, right))  # fmt: skip
    assert abs(first.shape[0] - second.shape[0]) <= 1, path
    assert abs(first.shape[1] - second.shape[1]) <= 1, path
    height, width = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    difference = np.abs(first[:height, :width] - second[:height, :width])
    assert difference.mean() < 3, path


def test_colours_are_shown_as_the_pictures_own_profile_means_them(tmp_path: Path) -> None:
    """Phones name wider colours than a screen's: taken as they stand, a banner is another red."""
    folder = tmp_path / "kasus" / "evidence"
    folder.mkdir(parents=True)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile in which the first number means blue and the last one red.
    turned = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    Image.new("RGB", (800, 600), (230, 40, 30)).save(folder / "a.jpg", icc_profile=turned)
    known = examine(load(folder.parent), cache=False)
    for small in (known.previews["a.jpg"], known.thumbnails["a.jpg"]):
        red, green, blue = Image.open(io.BytesIO(small)).convert("RGB").getpixel((50, 50))
        assert blue > 200
        assert max(red, green) < 80


def test_a_gallery_after_a_study_decodes_nothing(
    case: Path, known: Examination, tmp_path: Path
) -> None:
    store = Packs(tmp_path)
    by_products.keep(known, store)
    assert by_products.keep(known, store) == 0, "made twice"
    desk = Desk(Packs(tmp_path), jobs=1)
    case_known = registered(known.folder.evidence, known.exhibits, "id")
    for number in range(1, 9):
        for what, numbers in (("how", ()), ("thumbnail", (256,)), ("thumbnail", (640,))):
            assert desk.answer(case_known, f"B-{number:02d}", what, numbers).status == 200
    assert desk.children.started() == 0
    desk.children.stop()


def test_a_child_waits_before_the_first_exhibit_is_opened(tmp_path: Path) -> None:
    """Starting one takes longer than all that it then does for a photograph."""
    desk = Desk(Packs(tmp_path), jobs=1)
    assert desk.children.started() == 0
    desk.warm()
    assert desk.children.started() == 1
    assert packs.size(tmp_path) == (0, 0)
    desk.children.stop()


def test_what_is_kept_is_counted_cleared_and_bounded(known: Examination, tmp_path: Path) -> None:
    store = Packs(tmp_path)
    by_products.keep(known, store)
    count, size = packs.size(tmp_path)
    assert count == 8
    assert size == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert packs.clear(tmp_path) == 8
    assert packs.size(tmp_path) == (0, 0)
    small = Packs(tmp_path, most=size // 2)
    by_products.keep(known, small)
    assert 0 < packs.size(tmp_path)[1] <= size // 2
