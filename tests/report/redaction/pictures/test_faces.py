"""Faces: a covered face must be gone from the pixels, not merely hard to see."""

from __future__ import annotations

import io

import numpy as np
import pytest
import skimage.data
from PIL import Image

from workbench.errors import ReportError
from workbench.report.redaction.copy import pictures
from workbench.report.redaction.pictures.faces import cover, outlined, propose, shares
from workbench.report.redaction.pictures.releases import Release

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
    covered = cover(jpeg(PHOTO), shares(jpeg(PHOTO), [FACE]))
    assert is_flat(covered, FACE)
    assert not is_flat(jpeg(PHOTO), FACE)
    assert b"nama orang" not in covered


def test_a_box_is_kept_in_shares_and_never_gets_smaller_by_it() -> None:
    boxes = [(-50, -50, 40, 40), (500, 500, 900, 900), (1, 1, 2, 2)]
    covered = cover(jpeg(PHOTO), shares(jpeg(PHOTO), boxes))
    assert is_flat(covered, (0, 0, 40, 40))
    assert is_flat(covered, (496, 496, 520, 520))
    small = PHOTO.resize((200, 200))
    left, top, right, bottom = (value * 200 // 512 for value in FACE)
    again = cover(jpeg(small), shares(jpeg(PHOTO), [FACE]))
    assert pixels(again)[top + 3 : bottom - 3, left + 3 : right - 3].std() < 3


def test_what_a_person_looks_at_still_shows_the_face() -> None:
    assert not is_flat(outlined(jpeg(PHOTO), shares(jpeg(PHOTO), [FACE])), FACE)


def test_a_picture_leaves_only_by_a_decision_on_these_very_bytes() -> None:
    study = {"exhibits": [{"id": "B-01", "path": "foto.jpg", "sha256": "0" * 64}]}
    previews = {"foto.jpg": jpeg(PHOTO)}
    chosen = shares(jpeg(PHOTO), [FACE])
    assert pictures(study, previews, "public") == {}
    decided = {"B-01": Release("B-01", "0" * 64, chosen, "diperiksa")}
    assert is_flat(pictures(study, previews, "public", decided)["B-01.jpg"], FACE)
    withdrawn = {"B-01": Release("B-01", "0" * 64, chosen, "ditarik", is_shown=False)}
    assert pictures(study, previews, "public", withdrawn) == {}
    other = {"B-01": Release("B-01", "1" * 64, chosen, "diperiksa")}
    with pytest.raises(ReportError) as caught:
        pictures(study, previews, "public", other)
    assert (caught.value.code, caught.value.fields["names"]) == ("release_outdated", "B-01")
