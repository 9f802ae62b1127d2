"""Reading exhibits: one photograph through the whole pass, and a case of forty, cold and warm.

The photographs are those of the examples at twelve megapixels, forty of them made by
turning and cropping, so that no two are alike.
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
import numpy as np
from PIL import Image

from bench.harness import Row, limit, side_by_side, timed
from workbench import examples
from workbench.case.folder import CaseFolder
from workbench.evidence.inventory import take
from workbench.examination.examine import examine
from workbench.examination.read_one import Task, read

EXHIBITS = 40
ALONE = 6
SIZE = (4000, 3000)


def rows() -> Iterator[Row]:
    """Yield the pass over one photograph beside its floor and the usual loop, then cases."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["WORKBENCH_CACHE"] = str(Path(place) / "cache")
        folder = CaseFolder(Path(place) / "case")
        folder.evidence.mkdir(parents=True)
        paths = [photograph(folder.evidence, number) for number in range(EXHIBITS)]
        alone = paths[:ALONE]
        yield side_by_side(
            f"{ALONE} photographs of 12 MP, the whole pass in one process",
            each(alone, passed),
            each(alone, floor),
            against="sha256, one scaled decode, one hash",
            runs=3,
            detail="facts, every hash in eight orientations, local features, preview",
        )
        yield side_by_side(
            f"{ALONE} photographs of 12 MP, the whole pass in one process",
            each(alone, passed),
            each(alone, usual),
            against="exifread + sha256 + imagehash, as usually written",
            runs=3,
        )
        yield limit(f"inventory of {EXHIBITS} photographs", lambda: take(folder), 0.5, runs=3)
        cold = timed(lambda: examine(folder), runs=1).best
        yield Row(f"examine {EXHIBITS} photographs, first time", cold, detail="both cores")
        warm = f"examine {EXHIBITS} photographs again"
        yield limit(warm, lambda: examine(folder), 0.3, runs=3)


def photograph(evidence: Path, number: int) -> Path:
    """Write one photograph of twelve megapixels; every number gives another picture."""
    sources = sorted((Path(examples.__path__[0]) / "photographs").glob("*.jpg"))
    chance = np.random.default_rng(number)
    with Image.open(sources[number % len(sources)]) as image:
        turned = image.convert("RGB").rotate(7 * number, expand=False)
        left, top = (int(side * chance.uniform(0, 0.3)) for side in turned.size)
        box = (left, top, left + int(turned.width * 0.6), top + int(turned.height * 0.6))
        large = np.asarray(turned.crop(box).resize(SIZE, Image.Resampling.BICUBIC))
    noisy = large.astype(np.int16) + chance.integers(-10, 11, large.shape, dtype=np.int16)
    path = evidence / f"IMG_20240927_10{number:02d}00.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Rekaan"
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(path, quality=86, exif=exif)
    return path


def each(paths: list[Path], call: Callable[[Path], object]) -> Callable[[], None]:
    def run() -> None:
        for path in paths:
            call(path)

    return run


def passed(path: Path) -> object:
    return read(Task(path.parent, path.name, "image/jpeg", None))


def floor(path: Path) -> object:
    data = path.read_bytes()
    image = Image.open(io.BytesIO(data))
    image.draft("L", (SIZE[0] // 8, SIZE[1] // 8))
    return hashlib.sha256(data).hexdigest(), imagehash.phash(image)


def usual(path: Path) -> object:
    with path.open("rb") as stream:
        tags = exifread.process_file(stream)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with Image.open(path) as image:
        return tags, digest, imagehash.phash(image)
