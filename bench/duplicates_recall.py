"""How many altered copies are found, and how many strangers are called copies.

Every photograph of a folder is altered in the 39 ways of ``bench/copies.py``; each
copy is compared with every original. ``python -m bench.duplicates_recall FOLDER…``
runs on any photographs; ``make bench`` takes those that Debian's wallpaper packages
have installed (plasma-workspace-wallpapers, gnome-backgrounds, mate-backgrounds,
lomiri-wallpapers), or the folder that ``WORKBENCH_PHOTOS`` names. Peers run on the
same bytes in the same run. Nothing of the photographs is kept.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from bench.copies import CHANGES, LONGEST, bounded, copies
from bench.harness import Row
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint import Fingerprint, fingerprint
from workbench.evidence.content import media_type_of
from workbench.evidence.picture import decode

INSTALLED = ("/usr/share/backgrounds", "/usr/share/wallpapers")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
#: Goals of the issue: recall over all, per transformation, for collages of four; precision.
OVERALL, EACH, OF_FOUR, PRECISION = 0.95, 0.80, 0.70, 0.999


@dataclass
class Tally:
    """What one method found: true pairs by transformation, and pairs of strangers."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    strangers: int = 0
    compared: int = 0

    def add(self, other: Tally) -> None:
        for kind, count in other.found.items():
            self.found[kind] += count
        for kind, count in other.tried.items():
            self.tried[kind] += count
        self.strangers += other.strangers
        self.compared += other.compared

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.tried.values()))

    @property
    def precision(self) -> float:
        true = sum(self.found.values())
        return true / max(1, true + self.strangers)

    def of(self, kind: str) -> float:
        return self.found[kind] / max(1, self.tried[kind])


@dataclass(frozen=True)
class Known:
    """One picture as each method knows it."""

    ours: Fingerprint
    phash: int
    dhash: int
    pdq: np.ndarray | None
    pdq_eight: np.ndarray | None


def known(data: bytes) -> Known:
    picture = decode(data, media_type_of(data) or "")
    found = fingerprint(picture, data)
    one, eight = pdq(picture.rgb)
    return Known(found, int(found.phash64, 16), int(found.dhash64, 16), one, eight)


def pdq(rgb: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return PDQ of a canonical 512-pixel picture, and of its eight orientations."""
    try:
        import pdqhash
    except ImportError:  # a peer for benchmarks only: pip install pdqhash
        return None, None
    small = np.ascontiguousarray(np.asarray(bounded(Image.fromarray(rgb), 512)))
    eight, _ = pdqhash.compute_dihedral(small)
    return np.packbits(eight[0] > 0), np.packbits(np.array(eight) > 0, axis=1)


def _bits(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(one ^ other).sum(axis=-1).min())


METHODS = {
    "workbench": lambda q, r: bool(find({"q": q.ours, "r": r.ours}, {}).pairs),
    "imagehash phash <= 7": lambda q, r: (q.phash ^ r.phash).bit_count() <= 7,
    "imagehash phash <= 10": lambda q, r: (q.phash ^ r.phash).bit_count() <= 10,
    "imagehash dhash <= 10": lambda q, r: (q.dhash ^ r.dhash).bit_count() <= 10,
    "PDQ <= 31": lambda q, r: q.pdq is not None and _bits(q.pdq, r.pdq) <= 31,
    "PDQ <= 69, 8 ways": lambda q, r: q.pdq is not None and _bits(q.pdq, r.pdq_eight) <= 69,
}


def photographs(folders: list[Path]) -> list[Path]:
    """Return distinct photographs: for one wallpaper in many sizes, the largest."""
    largest: dict[str, tuple[int, Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in SUFFIXES or path.stem == "screenshot":
                continue
            with Image.open(path) as image:
                size = image.width * image.height
                if min(image.size) < 400:
                    continue
            key = str(path).partition("/contents/")[0]
            if key not in largest or size > largest[key][0]:
                largest[key] = (size, path)
    return _distinct([path for _, path in largest.values()])


def _distinct(paths: list[Path]) -> list[Path]:
    """Drop what phash takes for one picture already: themes ship light and dark twins."""
    import imagehash

    kept: list[tuple[Path, imagehash.ImageHash]] = []
    for path in paths:
        with Image.open(path) as image:
            image.draft("RGB", (512, 512))
            value = imagehash.phash(image.convert("RGB"))
        if all(value - other > 10 for _, other in kept):
            kept.append((path, value))
    return [path for path, _ in kept]


_REFERENCES: list[Known] = []
_PARTNERS: list[Image.Image] = []


def _prepare(references: list[Path], partners: list[Path]) -> None:
    """Load what every copy is compared with, once in each process."""
    import cv2

    cv2.setNumThreads(1)
    _REFERENCES[:] = [known(path.read_bytes()) for path in references]
    _PARTNERS[:] = [_opened(path) for path in partners]


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return bounded(image.convert("RGB"), LONGEST)


def _one(task: tuple[int, Path]) -> dict[str, Tally]:
    """Alter one photograph in every way, and compare each copy with every original."""
    index, path = task
    tallies = {name: Tally() for name in METHODS}
    for kind, data in copies(path.name, _opened(path), _PARTNERS).items():
        query = known(data)
        for name, method in METHODS.items():
            tally = tallies[name]
            tally.tried[kind] += 1
            for place, reference in enumerate(_REFERENCES):
                hit = method(query, reference)
                tally.compared += place != index
                if hit and place == index:
                    tally.found[kind] += 1
                elif hit:
                    tally.strangers += 1
    return tallies


def measure(paths: list[Path], sources: int, jobs: int) -> dict[str, Tally]:
    """Measure on `sources` photographs; the others are partners in collages."""
    order = sorted(paths, key=lambda path: path.name)
    random.Random(3).shuffle(order)
    references, partners = order[:sources], order[sources : sources + 60]
    if len(partners) < 8:
        raise SystemExit(f"{len(order)} photographs are too few for {sources} sources")
    total = {name: Tally() for name in METHODS}
    tasks = list(enumerate(references))
    with multiprocessing.get_context("spawn").Pool(jobs, _prepare, (references, partners)) as pool:
        for done, tallies in enumerate(pool.imap_unordered(_one, tasks), 1):
            for name, tally in tallies.items():
                total[name].add(tally)
            print(f"\r{done}/{len(tasks)}", end="", file=sys.stderr, flush=True)
    return total


def table(total: dict[str, Tally]) -> str:
    """Return recall per transformation beside every peer, as Markdown."""
    names = list(total)
    lines = [f"| transformation | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for kind in CHANGES:
        cells = " | ".join(f"{100 * total[name].of(kind):.0f}" for name in names)
        lines.append(f"| {kind} | {cells} |")
    for label, value in (
        ("**all, %**", lambda tally: f"{100 * tally.recall:.1f}"),
        ("precision, %", lambda tally: f"{100 * tally.precision:.2f}"),
        ("strangers called copies", lambda tally: f"{tally.strangers} of {tally.compared}"),
    ):
        lines.append(f"| {label} | {' | '.join(value(total[name]) for name in names)} |")
    return "\n".join(lines)


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``: a sample, so that it ends within minutes."""
    named = os.environ.get("WORKBENCH_PHOTOS")
    folders = [Path(named)] if named else [Path(one) for one in INSTALLED if Path(one).is_dir()]
    paths = photographs(folders)
    if len(paths) < 20:
        detail = "no photographs: set WORKBENCH_PHOTOS or install Debian's wallpaper packages"
        yield Row("altered copies found", 0.0, None, "", "%", "higher", detail)
        return
    total = measure(paths, min(12, len(paths) - 8), os.cpu_count() or 1)
    print(file=sys.stderr)
    yield from _rows(total)


def _rows(total: dict[str, Tally]) -> Iterator[Row]:
    ours = total.pop("workbench")
    sample = f"{len(ours.tried)} transformations, {sum(ours.tried.values())} copies"
    for name, peer in total.items():
        detail = f"{sample}; precision {100 * ours.precision:.2f} / {100 * peer.precision:.2f} %"
        yield Row("altered copies found", 100 * ours.recall, 100 * peer.recall, name, "%",
                  "higher", detail, ours.precision >= PRECISION)  # fmt: skip
    for kind in CHANGES:
        goal = OF_FOUR if "2x2" in kind else EACH
        if ours.of(kind) < goal:
            yield Row(f"found after {kind}", 100 * ours.of(kind), 100 * goal, "goal", "%",
                      "higher", "", holds=False)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    buffer = io.StringIO()
    paths = photographs(chosen.folders)
    buffer.write(f"{len(paths)} distinct photographs, {chosen.sources} altered\n\n")
    total = measure(paths, chosen.sources, chosen.jobs)
    print(buffer.getvalue() + table(total))


if __name__ == "__main__":
    main()
