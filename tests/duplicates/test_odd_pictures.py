"""One photograph in every odd form at once, as a case folder: each must have a defined end.

If these fail, a copy in an unusual layout is missed, or a damaged file passes as a copy.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workbench.case import load
from workbench.examination.examine import Examination, examine


def bomb() -> bytes:
    """A PNG of a few bytes that asks for 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def write(evidence: Path, photo: Image.Image, other: Image.Image) -> None:
    photo.save(evidence / "asli.jpg", quality=92)
    photo.convert("CMYK").save(evidence / "cmyk.jpg", quality=90)
    deep = np.asarray(photo.convert("L")).astype(np.uint16) * 257
    Image.fromarray(deep).save(evidence / "dalam.png")
    photo.quantize(96).save(evidence / "palet.png")
    clear = photo.convert("RGBA")
    clear.putalpha(250)
    clear.save(evidence / "bening.png")
    photo.convert("LA").save(evidence / "kelabu.png")
    photo.save(evidence / "gerak.webp", save_all=True, append_images=[other.resize(photo.size)])
    photo.resize((9000, 6000)).save(evidence / "besar.jpg", quality=70)
    (evidence / "separuh.jpg").write_bytes((evidence / "asli.jpg").read_bytes()[:9000])
    (evidence / "bom.png").write_bytes(bomb())
    (evidence / "bukan.jpg").write_bytes(b"\xff\xd8\xff" + b"bukan gambar " * 40)
    Image.new("RGB", (600, 400), "#336699").save(evidence / "biru.png")
    Image.new("RGB", (600, 400), "#993333").save(evidence / "merah.png")
    photo.resize((1, 1)).save(evidence / "titik.png")


@pytest.fixture(scope="module")
def examined(tmp_path_factory, photos) -> Examination:
    case = tmp_path_factory.mktemp("aneh") / "perkara"
    (case / "evidence").mkdir(parents=True)
    write(case / "evidence", photos["coffee"], photos["rocket"])
    return examine(load(case), cache=False)


COPIES = ("cmyk.jpg", "dalam.png", "palet.png", "bening.png", "kelabu.png", "gerak.webp",
          "besar.jpg")  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_an_odd_layout_is_the_same_picture(examined, name):
    pairs = {frozenset((pair.a, pair.b)): pair for pair in examined.duplicates.pairs}
    pair = pairs[frozenset(("asli.jpg", name))]
    assert pair.kind == "near"
    assert pair.distance <= 24


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("separuh.jpg", "picture_broken"),
        ("bom.png", "picture_too_large"),
        ("bukan.jpg", "picture_broken"),
    ],
)
def test_what_cannot_be_decoded_is_said_and_is_nobodys_copy(examined, name, code):
    failures = {failure.path: failure.code for failure in examined.failures}
    assert failures[name] == code
    assert name in {exhibit.path for exhibit in examined.exhibits}
    assert not any(name in (pair.a, pair.b) for pair in examined.duplicates.pairs)


@pytest.mark.parametrize("name", ["biru.png", "merah.png", "titik.png"])
def test_one_colour_resembles_nothing(examined, name):
    """Every hash of a picture with nothing in it is alike; only its bytes may be compared."""
    assert name in examined.fingerprints
    assert not any(name in (pair.a, pair.b) for pair in examined.duplicates.pairs)


def test_all_odd_copies_are_one_scene(examined):
    """Seven forms of one photograph are one piece of evidence."""
    (scene,) = [one for one in examined.duplicates.scenes if "asli.jpg" in one.members]
    assert set(scene.members) == {"asli.jpg", *COPIES}
