"""If these fail, a letter photographed by a phone is compared with its writing blurred away."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.duplicates.compare.test_page_overlay import letter, scanned
from tests.duplicates.conftest import encode
from workbench.duplicates.compare.page_overlay import laid_over
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import fingerprint
from workbench.evidence.picture import SHORTEST_DRAFT, decode

PHONE = 4000


def taken(image: Image.Image) -> bytes:
    """Return a picture as large as phones take them."""
    scale = PHONE / max(image.size)
    size = (round(image.width * scale), round(image.height * scale))
    return encode(image.resize(size, Image.Resampling.BICUBIC), quality=85)


@pytest.mark.parametrize("turn", [0, 90])
def test_a_large_letter_is_read_finer_than_a_photograph(
    photos: dict[str, Image.Image], turn: int
) -> None:
    page = taken(scanned(letter(1), 1).rotate(turn, expand=True))
    assert max(decode(page, "image/jpeg").gray.shape) < SHORTEST_DRAFT
    assert max(legible(page, "image/jpeg").gray.shape) >= SHORTEST_DRAFT
    for photo in photos.values():
        assert max(legible(taken(photo), "image/jpeg").gray.shape) < SHORTEST_DRAFT


def test_a_letter_from_a_phone_is_told_from_another_one_and_found_in_its_scan() -> None:
    data = taken(scanned(letter(1), 1))
    phone = fingerprint(legible(data, "image/jpeg"), data).page
    assert phone is not None
    for number, same in ((1, True), (2, False)):
        other = encode(scanned(letter(number), 5), quality=80)
        scan = fingerprint(legible(other, "image/jpeg"), other).page
        assert scan is not None
        agreement = laid_over(phone, scan)
        assert (agreement is not None and agreement.is_one_text) is same


def test_a_small_picture_is_decoded_once_and_as_it_is() -> None:
    data = encode(scanned(letter(1), 1).resize((400, 566)), quality=85)
    assert legible(data, "image/jpeg").gray.shape == (566, 400)
