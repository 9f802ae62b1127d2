"""A thumbnail that stayed behind may be the only trace of what was cut from a photo."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from workbench.metadata.pictures.previews import previews
from workbench.metadata.pictures.thumbnail import compare, without_bars


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 255, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize(size).filter(ImageFilter.GaussianBlur(4))


def jpeg(picture: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85, **options)
    return buffer.getvalue()


def with_thumbnail(picture: Image.Image, thumbnail: Image.Image) -> bytes:
    small = jpeg(thumbnail)
    first = struct.pack("<H", 1) + struct.pack("<HHII", 274, 3, 1, 1) + struct.pack("<I", 26)
    second = struct.pack("<H", 2)
    second += struct.pack("<HHII", 513, 4, 1, 56) + struct.pack("<HHII", 514, 4, 1, len(small))
    tiff = b"II*\x00" + struct.pack("<I", 8) + first + second + struct.pack("<I", 0) + small
    return jpeg(picture, exif=b"Exif\x00\x00" + tiff)


def distance(picture: Image.Image, thumbnail: Image.Image) -> int:
    data = with_thumbnail(picture, thumbnail)
    assert [one.jpeg for one in previews(data)] == [jpeg(thumbnail)]
    found = {one.name: one for one in compare(data, np.asarray(picture.convert("L")))}
    return int(found["Distance"].typed)


def letterboxed(picture: Image.Image) -> Image.Image:
    framed = Image.new("RGB", (160, 120))
    framed.paste(picture.resize((160, 90)), (0, 15))
    return framed


@pytest.mark.parametrize("seed", range(5))
def test_a_photo_and_its_own_thumbnail_agree(seed: int) -> None:
    picture = scene(seed)
    small = picture.resize((160, 120))
    assert distance(picture, small) <= 4
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.FLIP_LEFT_RIGHT):
        assert distance(picture, small.transpose(turn)) <= 6
    wide = scene(seed, (640, 360))
    assert distance(wide, letterboxed(wide)) <= 8


@pytest.mark.parametrize("seed", range(5))
def test_another_scene_or_a_strong_crop_differs(seed: int) -> None:
    picture = scene(seed)
    assert distance(picture, scene(seed + 100).resize((160, 120))) > 14
    assert distance(picture.crop((320, 240, 640, 480)), picture.resize((160, 120))) > 14


def test_bars_are_cut_and_a_dark_picture_is_left_alone() -> None:
    framed = np.asarray(letterboxed(Image.new("L", (16, 9), 200).convert("RGB")).convert("L"))
    assert without_bars(framed).shape[0] < 92
    assert without_bars(np.zeros((20, 20), np.uint8)).shape == (20, 20)


def test_no_thumbnail_and_a_broken_one_say_nothing_or_why() -> None:
    grey = np.asarray(scene(1).convert("L"))
    assert list(compare(jpeg(scene(1)), grey)) == []
    data = with_thumbnail(scene(1), scene(1).resize((160, 120)))
    at = data.find(b"\xff\xd8", 30)
    broken = data[: at + 3] + bytes(40) + data[at + 43 :]
    assert [one.kind for one in compare(broken, grey)] in (["failure"], [])
