"""Faces: a covered face must be gone from the pixels, not merely hard to see."""

from __future__ import annotations

import io

import numpy as np
import skimage.data
from PIL import Image

from workbench.report.redaction.copy import pictures
from workbench.report.redaction.faces import cover, propose

PHOTO = Image.fromarray(skimage.data.astronaut())
FACE = (165, 60, 275, 185)


def jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=90, comment=b"nama orang")
    return stream.getvalue()


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def is_flat(data: bytes, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    return bool(pixels(data)[top + 8 : bottom - 8, left + 8 : right - 8].std() < 3)


def test_a_face_is_proposed_and_also_its_mirror_image() -> None:
    for image in (PHOTO, PHOTO.transpose(Image.Transpose.FLIP_LEFT_RIGHT)):
        boxes = propose(jpeg(image))
        assert any(right - left > 60 for left, _, right, _ in boxes)


def test_nothing_of_a_covered_box_is_left() -> None:
    covered = cover(jpeg(PHOTO), [FACE])
    assert is_flat(covered, FACE)
    assert not is_flat(jpeg(PHOTO), FACE)
    assert b"nama orang" not in covered


def test_a_box_may_reach_beyond_the_picture() -> None:
    covered = cover(jpeg(PHOTO), [(-50, -50, 40, 40), (500, 500, 900, 900), (9, 9, 3, 3)])
    assert is_flat(covered, (0, 0, 40, 40))


def test_a_released_picture_leaves_with_its_faces_covered_unless_a_person_chose() -> None:
    study = {"exhibits": [{"id": "B-01", "path": "foto.jpg"}]}
    previews = {"foto.jpg": jpeg(PHOTO)}
    proposed = pictures(study, previews, "public", released=["B-01"])["B-01.jpg"]
    left, top, right, bottom = max(propose(jpeg(PHOTO)), key=lambda box: box[2] - box[0])
    assert is_flat(proposed, (left, top, right, bottom))
    chosen = pictures(study, previews, "public", released=["B-01"], faces={"B-01": [FACE]})
    assert is_flat(chosen["B-01.jpg"], FACE)
    open_ = pictures(study, previews, "public", released=["B-01"], faces={"B-01": []})
    assert not is_flat(open_["B-01.jpg"], FACE)
