"""Photographs and what becomes of them, for the tests of this floor."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from workbench.duplicates.fingerprint import Fingerprint, fingerprint

PHOTOS = ("astronaut", "chelsea", "coffee", "rocket", "motorcycle_left")


@dataclass(frozen=True)
class Decoded:
    """A picture as the evidence floor hands it over."""

    width: int
    height: int
    frames: int
    rgb: NDArray[np.uint8]
    gray: NDArray[np.uint8]

    @classmethod
    def of(cls, image: Image.Image, frames: int = 1) -> Decoded:
        small = image.convert("RGB")
        small.thumbnail((1024, 1024))
        return cls(*image.size, frames, np.asarray(small), np.asarray(small.convert("L")))


def photo(name: str) -> Image.Image:
    """Return a photograph that scikit-image ships under a free licence."""
    found = [
        entry
        for entry in (files("skimage") / "data").iterdir()
        if entry.name in {f"{name}.png", f"{name}.jpg"}
    ]
    with found[0].open("rb") as stream:
        return Image.open(stream).convert("RGB")


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def through(image: Image.Image, kind: str = "JPEG", **options: object) -> Fingerprint:
    """Return the fingerprint of a picture after being saved in that way."""
    data = encode(image, kind, **options)
    return fingerprint(Decoded.of(Image.open(io.BytesIO(data))), data)


@pytest.fixture(scope="session")
def photos() -> dict[str, Image.Image]:
    return {name: photo(name) for name in PHOTOS}


@pytest.fixture(scope="session")
def saved() -> Callable[..., Fingerprint]:
    return through


@pytest.fixture(scope="session")
def encoded() -> Callable[..., bytes]:
    return encode


@pytest.fixture(scope="session")
def decoded() -> Callable[..., Decoded]:
    return Decoded.of
