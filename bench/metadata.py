"""Every still-image fact of a 12-megapixel JPEG against exifread alone.

The picture is made here: photographic noise, compressed to about 2.5 MB, with the EXIF
of a phone. ``WORKBENCH_CORPORA`` may name a folder of real camera files; the row is then
measured on every JPEG below it as well.
"""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import exifread
import numpy as np
from PIL import Image, ImageFilter

from bench.harness import Row, side_by_side
from workbench.metadata.extract import extract, extractors

PROMISED = 1.5
REPEATS = 200


@dataclass(frozen=True)
class Held:
    """An exhibit held in memory."""

    relative: str
    data: bytes


def rows() -> Iterator[Row]:
    """Yield the promised ratio, and the rate on real files where there are any."""
    extractors()
    held = Held("IMG_20240930_192211.jpg", picture())
    yield _against_exifread("12 MP JPEG, all still-image facts", [held] * REPEATS)
    folder = os.environ.get("WORKBENCH_CORPORA")
    if folder:
        files = sorted(Path(folder).rglob("*.jp*g"))
        real = [Held(path.name, path.read_bytes()) for path in files[:400]]
        yield _against_exifread(f"{len(real)} JPEGs of a folder", real)


def _against_exifread(what: str, held: list[Held]) -> Row:
    def ours() -> None:
        for one in held:
            extract(one, "image/jpeg")

    def peer() -> None:
        for one in held:
            try:
                exifread.process_file(io.BytesIO(one.data), details=False)
            except Exception:  # noqa: BLE001 - odd files make exifread raise
                continue

    row = side_by_side(
        what,
        ours,
        peer,
        against=f"exifread {exifread.__version__} details=False",
        detail=f"{len(held)} files, promised ≤ {PROMISED}×",
    )
    holds = row.peer is not None and row.ours <= PROMISED * row.peer
    return Row(row.what, row.ours, row.peer, row.against, detail=row.detail, holds=holds)


def picture() -> bytes:
    """Return a picture of 4,000 × 3,000 pixels as a phone writes it."""
    seed = np.random.default_rng(20240930)
    small = seed.integers(0, 255, (750, 1000, 3), dtype=np.uint8)
    image = Image.fromarray(small).resize((4000, 3000)).filter(ImageFilter.GaussianBlur(1))
    block = Image.Exif()
    block[271], block[272], block[305] = "Kamera Rekaan", "KR-7", "KR 1.2"
    block[274], block[306], block[282], block[283], block[296] = 1, "2024:09:30 19:22:11", 72, 72, 2
    inner = block.get_ifd(0x8769)
    inner |= {
        33434: 0.01, 33437: 1.8, 34850: 2, 34855: 200, 36864: b"0232",
        36867: "2024:09:30 19:22:11", 36868: "2024:09:30 19:22:11", 36881: "+07:00",
        37377: 6.6, 37378: 1.7, 37380: 0.0, 37383: 2, 37385: 16, 37386: 5.4, 37521: "123",
        40961: 1, 40962: 4000, 40963: 3000, 41986: 0, 41987: 0, 41990: 0,
        37500: random.Random(1).randbytes(8000),  # a maker note, which must cost nothing
    }  # fmt: skip
    place = block.get_ifd(0x8825)
    place |= {
        1: "S", 2: (3.0, 19.0, 9.84), 3: "E", 4: (104.0, 54.0, 36.0),
        7: (12.0, 22.0, 9.0), 29: "2024:09:30",
    }  # fmt: skip
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80, exif=block)
    return buffer.getvalue()
