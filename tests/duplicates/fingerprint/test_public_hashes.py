"""Public hashes: other programs must find the very values that imagehash would give them."""

from __future__ import annotations

import subprocess
import sys

import imagehash
import numpy as np
import skimage.data
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from workbench.duplicates.fingerprint.public_hashes import dhash64, phash64

PHOTOS = [
    Image.fromarray(skimage.data.astronaut()).convert("L"),
    Image.fromarray(skimage.data.coffee()).convert("L"),
    Image.fromarray(skimage.data.chelsea()).convert("L"),
    Image.fromarray(skimage.data.page()),
]


@given(
    st.sampled_from(PHOTOS),
    st.integers(0, 400),
    st.integers(0, 400),
    st.integers(40, 500),
    st.sampled_from([0, 90, 180, 270, 7]),
)
@settings(max_examples=150)
def test_both_hashes_are_imagehashs(
    photo: Image.Image, left: int, top: int, side: int, turn: int
) -> None:
    part = photo.crop((left, top, left + side, top + side)).rotate(turn, expand=True)
    assert dhash64(part) == str(imagehash.dhash(part))
    if np.asarray(part).std() > 1:  # in one flat tone imagehash hashes its own rounding
        assert phash64(part) == str(imagehash.phash(part))


def test_no_child_waits_for_scipy() -> None:
    script = (
        "import sys, numpy; from PIL import Image\n"
        "from workbench.duplicates.fingerprint.public_hashes import phash64\n"
        "phash64(Image.new('L', (99, 99), 7)); print('scipy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
