"""One 12-megapixel JPEG from disk to everything known of it, beside the least that could be.

The floor is SHA-256, one scaled grey decode and one perceptual hash of it. The usual loop
reads EXIF with exifread's defaults, hashes the bytes, and gives the full decode to
imagehash. The whole picture's fingerprints are what the issue of them lists: read, SHA-256,
facts, decode, hashes in eight orientations. The product takes more, which has a row of its
own: the hash of the coded pixels, the rectangles that stand out, the ink of pages (which
are decoded a second time, finer). Then come the points by which parts are found. Photographs
as for ``duplicates_recall``, or else those of the examples, at 4000 pixels, with so much
grain that their files are as large as cameras write them: decoding takes the longer, the
more bytes there are. A folder of camera files is named by ``WORKBENCH_CAMERA``.

Calls are timed in turns, file by file, in processor time: a busy machine slows all alike.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import exifread
import imagehash
import numpy as np
from PIL import Image

from bench.duplicates_pairs import processor, sources
from bench.harness import Row
from workbench.case import load
from workbench.duplicates.fingerprint.coded_pixels import coded_sha256
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import fingerprint
from workbench.duplicates.fingerprint.points import features
from workbench.duplicates.fingerprint.public_hashes import dhash64, phash64
from workbench.duplicates.fingerprint.rectangles import layout
from workbench.duplicates.fingerprint.region import AMPLE_PUBLIC, averaged, view
from workbench.evidence.sandbox import Sandbox
from workbench.evidence.source import open_source
from workbench.examination.cache import VARIABLE
from workbench.examination.examine import examine
from workbench.examination.read_one import Task, read
from workbench.metadata.extract import extract

COUNT = 12
RUNS = 5
#: Share of the floor's speed that the hashes must reach; times the floor that points may take.
SHARE, WITH_POINTS = 0.85, 1.8
#: How many times faster two children are than one.
TWO_CORES = 1.9
#: Times that hashing files takes, up to which examining them again is bounded by it.
BOUND = 2
_GRAIN = 4.0


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    import cv2

    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured(_files(Path(folder)))


def _measured(paths: list[Path]) -> Iterator[Row]:
    spent = _milliseconds(
        {"floor": least, "listed": listed, "whole": whole, "points": everything, "loop": loop,
         "bytes": _bytes},
        paths,
    )  # fmt: skip
    floor = spent["floor"]
    size = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
    parts = _milliseconds(_parts(paths), paths)
    detail = ", ".join(f"{name} {each:.1f}" for name, each in parts.items())
    what = f"a 12-megapixel JPEG, {len(paths)} files, {size:.1f} MB each: "
    against = "floor: sha256 + scaled decode + one hash"
    yield Row(what + "hashes in eight orientations", spent["listed"], floor, against, "ms",
              detail=f"goal {SHARE}; without sha256 the floor is {floor - spent['bytes']:.1f}",
              holds=floor >= SHARE * spent["listed"])  # fmt: skip
    yield Row(what + "everything but points", spent["whole"], floor, against, "ms", detail=detail)
    yield Row(what + "with points", spent["points"], floor, against, "ms",
              detail=f"at most {WITH_POINTS} times the floor",
              holds=spent["points"] <= WITH_POINTS * floor)  # fmt: skip
    yield Row(what + "with points", spent["points"], spent["loop"],
              "exifread + sha256 + imagehash", "ms")  # fmt: skip
    yield _again(paths)
    yield _two_cores(paths)


def _two_cores(paths: list[Path]) -> Row:
    """Read every file in one child, then in two; the children are running before."""
    tasks = [Task(path.parent, path.name, "image/jpeg", None) for path in paths] * 2
    seconds = {}
    for jobs in (1, 2):
        outcomes = Sandbox(jobs).map(read, tasks[:jobs] + tasks)
        # The first answers pay for starting the children.
        for _ in range(jobs):
            next(outcomes)
        start = time.perf_counter()
        assert all(outcome.failure is None for outcome in outcomes)
        seconds[jobs] = time.perf_counter() - start
    gain = seconds[1] / seconds[2]
    return Row(f"{len(tasks)} files in two children", seconds[2], seconds[1], "in one", "s",
               detail=f"goal {TWO_CORES}, on an idle machine", holds=gain >= TWO_CORES)  # fmt: skip


def _again(paths: list[Path]) -> Row:
    """Examine a case of these files that was examined before; hashing them is the least."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        (folder / "evidence").mkdir(parents=True)
        for path in paths:
            shutil.copyfile(path, folder / "evidence" / path.name)
        kept = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(Path(name) / "cache")
        try:
            case = load(folder)
            examine(case)
            again = min(processor(lambda: examine(case)) for _ in range(RUNS))
        finally:
            os.environ.pop(VARIABLE) if kept is None else os.environ.update({VARIABLE: kept})
    hashed = min(processor(lambda: [_bytes(path) for path in paths]) for _ in range(RUNS))
    what = f"the same {len(paths)} files again, from the cache: facts, checks, what is alike"
    return Row(what, 1000 * again / len(paths), 1000 * hashed / len(paths), "sha256 alone", "ms",
               detail=f"goal: bounded by sha256, at most {BOUND} times it",
               holds=again <= BOUND * hashed)  # fmt: skip


def listed(path: Path) -> None:
    """Read, sha256, facts, decode, the whole picture's hashes in eight orientations."""
    with open_source(path.parent, path.name) as source:
        assert source.sha256
        list(extract(source, "image/jpeg"))
        grey = Image.fromarray(legible(source.data, "image/jpeg").gray)
        view(grey, scaled=True)
        phash64(averaged(grey, AMPLE_PUBLIC))
        dhash64(averaged(grey))


def whole(path: Path) -> None:
    """Everything but points."""
    with open_source(path.parent, path.name) as source:
        assert source.sha256
        list(extract(source, "image/jpeg"))
        fingerprint(legible(source.data, "image/jpeg"), source.data, points=False)


def everything(path: Path) -> None:
    with open_source(path.parent, path.name) as source:
        assert source.sha256
        list(extract(source, "image/jpeg"))
        fingerprint(legible(source.data, "image/jpeg"), source.data)


def least(path: Path) -> None:
    data = path.read_bytes()
    hashlib.sha256(data).hexdigest()
    with Image.open(io.BytesIO(data)) as image:
        image.draft("L", (128, 128))
        phash64(image)


def loop(path: Path) -> None:
    with path.open("rb") as stream:
        exifread.process_file(stream)
    hashlib.sha256(path.read_bytes()).hexdigest()
    with Image.open(path) as image:
        imagehash.phash(image)


def _parts(paths: list[Path]) -> dict[str, Callable[[Path], object]]:
    data = {path: path.read_bytes() for path in paths}
    seen = {path: legible(data[path], "image/jpeg") for path in paths}
    drawn = {path: layout(seen[path].rgb) for path in paths}
    return {
        "decode": lambda path: legible(data[path], "image/jpeg"),
        "layout": lambda path: layout(seen[path].rgb),
        "points": lambda path: features(seen[path].gray, drawn[path].drawn, ()),
        "coded": lambda path: coded_sha256(data[path]),
        "fingerprint": lambda path: fingerprint(seen[path], data[path]),
    }


def _bytes(path: Path) -> None:
    hashlib.sha256(path.read_bytes()).hexdigest()


def _milliseconds(
    calls: dict[str, Callable[[Path], object]], paths: list[Path]
) -> dict[str, float]:
    """Return, for each call, the mean over files of each file's best run."""
    best = {name: dict.fromkeys(paths, float("inf")) for name in calls}
    for _ in range(RUNS):
        for path in paths:
            for name, call in calls.items():
                start = time.thread_time()
                call(path)
                best[name][path] = min(best[name][path], time.thread_time() - start)
    return {name: 1000 * sum(each.values()) / len(paths) for name, each in best.items()}


def _files(folder: Path) -> list[Path]:
    camera = os.environ.get("WORKBENCH_CAMERA")
    if camera:
        return [path for path in sorted(Path(camera).glob("*.[jJ][pP]*[gG]")) if path.is_file()]
    found = sources()
    return [
        _saved(path, folder / f"{number}.jpg", number)
        for number, path in enumerate(found[:: max(1, len(found) // COUNT)][:COUNT])
    ]


def _saved(path: Path, target: Path, number: int) -> Path:
    with Image.open(path) as image:
        scale = 4000 / max(image.size)
        size = (round(image.width * scale), round(image.height * scale))
        large = np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    grain = np.random.default_rng(number).normal(0, _GRAIN, large.shape[:2])[..., None]
    seen = (large + grain).clip(0, 255).astype(np.uint8)
    Image.fromarray(seen).save(target, quality=90)
    return target
