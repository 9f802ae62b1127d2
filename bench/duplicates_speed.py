"""One 12-megapixel JPEG from disk to everything known of it, beside the least that could be.

The floor is one scaled grey decode and one hash. The usual loop reads EXIF with
exifread's defaults, hashes the bytes, and gives the full decode to imagehash. Photographs
as for ``duplicates_recall``, enlarged or reduced to 4000 pixels and saved once.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import exifread
import imagehash
from PIL import Image

from bench.duplicates_recall import INSTALLED, photographs
from bench.harness import Row, timed
from workbench.duplicates.content import coded_sha256
from workbench.duplicates.features import features
from workbench.duplicates.fingerprint import fingerprint
from workbench.duplicates.trim import layout
from workbench.evidence.picture import decode
from workbench.evidence.source import open_source
from workbench.metadata.extract import extract

COUNT = 12


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    import cv2

    cv2.setNumThreads(1)
    named = os.environ.get("WORKBENCH_PHOTOS")
    folders = [Path(named)] if named else [Path(one) for one in INSTALLED if Path(one).is_dir()]
    found = photographs(folders)[:: max(1, len(photographs(folders)) // COUNT)][:COUNT]
    if not found:
        detail = "no photographs: set WORKBENCH_PHOTOS or install Debian's wallpaper packages"
        yield Row("a 12-megapixel JPEG, everything", 0.0, detail=detail)
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [_saved(path, Path(folder) / f"{n}.jpg") for n, path in enumerate(found)]
        yield from _measured(paths)


def _measured(paths: list[Path]) -> Iterator[Row]:
    ours, floor, usual, hashing = (
        _milliseconds(call, paths) for call in (everything, least, loop, _bytes)
    )
    parts = ", ".join(
        f"{name} {_milliseconds(call, paths):.1f}" for name, call in _parts(paths).items()
    )
    what = f"a 12-megapixel JPEG, everything with points, {len(paths)} files"
    yield Row(what, ours, floor, "floor: scaled decode + one hash", "ms",
              detail=f"limit 1.8 times the floor; {parts}", holds=ours <= 1.8 * floor)  # fmt: skip
    yield Row(what, ours, usual, "exifread + sha256 + imagehash", "ms")
    yield Row("the same again with a warm cache: sha256", hashing, None, "", "ms")
    apart = max(_bits_apart(path) for path in paths)
    yield Row("64-bit phash from the scaled decode, bits from the full one", apart, 2.0, "limit",
              "bits", holds=apart <= 2)  # fmt: skip


def everything(path: Path) -> None:
    with open_source(path.parent, path.name) as source:
        assert source.sha256
        list(extract(source, "image/jpeg"))
        fingerprint(decode(source.data, "image/jpeg"), source.data)


def least(path: Path) -> None:
    with Image.open(path) as image:
        image.draft("L", (128, 128))
        imagehash.phash(image)


def loop(path: Path) -> None:
    with path.open("rb") as stream:
        exifread.process_file(stream)
    hashlib.sha256(path.read_bytes()).hexdigest()
    with Image.open(path) as image:
        imagehash.phash(image)


def _parts(paths: list[Path]) -> dict[str, Callable[[Path], object]]:
    data = {path: path.read_bytes() for path in paths}
    seen = {path: decode(data[path], "image/jpeg") for path in paths}
    drawn = {path: layout(seen[path].rgb) for path in paths}
    return {
        "decode": lambda path: decode(data[path], "image/jpeg"),
        "layout": lambda path: layout(seen[path].rgb),
        "points": lambda path: features(seen[path].gray, drawn[path].drawn, ()),
        "coded": lambda path: coded_sha256(data[path]),
        "fingerprint": lambda path: fingerprint(seen[path], data[path]),
    }


def _bytes(path: Path) -> None:
    hashlib.sha256(path.read_bytes()).hexdigest()


def _milliseconds(call: Callable[[Path], object], paths: list[Path]) -> float:
    """Return the mean over files of each file's best run."""
    best = [timed(lambda path=path: call(path), 5).best for path in paths]
    return 1000 * sum(best) / len(best)


def _bits_apart(path: Path) -> int:
    data = path.read_bytes()
    scaled = fingerprint(decode(data, "image/jpeg"), data).phash64
    full = imagehash.phash(Image.open(io.BytesIO(data)))
    return int(imagehash.hex_to_hash(scaled) - full)


def _saved(path: Path, target: Path) -> Path:
    with Image.open(path) as image:
        scale = 4000 / max(image.size)
        size = (round(image.width * scale), round(image.height * scale))
        image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(target, quality=92)
    return target
