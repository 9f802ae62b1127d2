"""Photographs and what becomes of them, for the tests of this floor."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest
from PIL import Image

from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.evidence.picture import Picture

PHOTOS = {
    "astronaut": "astronaut.png",
    "chelsea": "chelsea.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
    "motorcycle": "motorcycle_left.png",
}
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}


def known(
    prints: Mapping[str, Fingerprint] | None = None,
    hashes: Mapping[str, str] | None = None,
    **others: Mapping[str, object],
) -> dict[str, Known]:
    """Return files by path, from what some of them are known by: `enclosed`, `words`, ….

    Tests speak of one kind of fingerprint at a time, the program of files.
    """
    kinds = {"picture": prints or {}, "sha256": hashes or {}, **others}
    paths = sorted({path for kind in kinds.values() for path in kind})
    return {
        path: Known(**{name: kind[path] for name, kind in kinds.items() if path in kind})
        for path in paths
    }


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(image: Image.Image, kind: str = "JPEG", **options: object) -> Picture:
    return legible(encode(image, kind, **options), TYPES[kind])


def through(image: Image.Image, kind: str = "JPEG", **options: object) -> Fingerprint:
    """Return the fingerprint of a picture after being saved in that way."""
    data = encode(image, kind, **options)
    return fingerprint(legible(data, TYPES[kind]), data)


@pytest.fixture(scope="session")
def photos() -> dict[str, Image.Image]:
    """Photographs that scikit-image ships under free licences."""
    found = {}
    for name, file in PHOTOS.items():
        with (files("skimage") / "data" / file).open("rb") as stream:
            found[name] = Image.open(stream).convert("RGB")
    return found


@pytest.fixture(scope="session")
def retaken() -> tuple[Image.Image, Image.Image]:
    """One scene from two places a hand's width apart: scikit-image's stereo pair."""
    found = []
    for side in ("left", "right"):
        with (files("skimage") / "data" / f"motorcycle_{side}.png").open("rb") as stream:
            found.append(Image.open(stream).convert("RGB"))
    return found[0], found[1]


@pytest.fixture(scope="session")
def saved() -> Callable[..., Fingerprint]:
    return through


@pytest.fixture(scope="session")
def encoded() -> Callable[..., bytes]:
    return encode


@pytest.fixture(scope="session")
def decoded() -> Callable[..., Picture]:
    return read
