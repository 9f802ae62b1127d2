"""A cropped photo is found again within its old thumbnail; another photo is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.metadata.pictures.test_thumbnail import letterboxed, scene, with_thumbnail
from workbench.metadata.pictures.crop import CERTAIN
from workbench.metadata.pictures.thumbnail import compare


def found(picture: Image.Image, thumbnail: Image.Image) -> dict[str, int]:
    data = with_thumbnail(picture, thumbnail)
    readings = compare(data, np.asarray(picture.convert("L")))
    return {one.name: int(one.typed) for one in readings if one.kind == "number"}


@pytest.mark.parametrize(
    ("box", "covers"),
    [((0, 0, 512, 384), 64), ((128, 96, 640, 480), 64), ((60, 0, 600, 480), 84),
     ((0, 120, 640, 480), 75), ((200, 100, 560, 420), 38)],
)  # fmt: skip
@pytest.mark.parametrize("turn", [None, Image.Transpose.ROTATE_90, Image.Transpose.FLIP_LEFT_RIGHT])
def test_a_crop_says_how_much_was_kept(box: Any, covers: int, turn: Any) -> None:
    picture = scene(3)
    small = picture.resize((160, 120))
    facts = found(picture.crop(box), small.transpose(turn) if turn is not None else small)
    assert facts["Fits"] >= CERTAIN
    assert facts["Covers"] == pytest.approx(covers, abs=10)


def test_bars_do_not_count_as_what_was_cut() -> None:
    wide = scene(4, (640, 360))
    facts = found(wide.crop((0, 0, 448, 360)), letterboxed(wide))
    assert facts["Covers"] == pytest.approx(70, abs=10)
    assert facts["Fits"] >= CERTAIN


@pytest.mark.parametrize("seed", range(5))
def test_another_scene_is_no_crop(seed: int) -> None:
    assert found(scene(seed), scene(seed + 50).resize((160, 120)))["Fits"] < CERTAIN


def test_a_photo_near_its_thumbnail_is_not_searched_for() -> None:
    assert "Covers" not in found(scene(6), scene(6).resize((160, 120)))
