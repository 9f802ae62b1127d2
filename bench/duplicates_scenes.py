"""Photographs of one scene taken seconds apart: how many are called copies.

``python -m bench.duplicates_scenes FOLDER…`` takes each folder for one sequence, in the
order of the files' names, and compares each picture with the next one. Which of those
show one scene at all is asked of another method: SIFT points at 800 pixels that one
homography explains, as in tutorials on panoramas. ``make bench`` does it with scikit-
image's stereo pair alone, or with the folders that ``WORKBENCH_BURSTS`` names.
Sequences are found in public repositories on panoramas, photogrammetry and drones.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from bench.copies import bounded
from bench.duplicates_recall import on_one_plane
from bench.harness import Row
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.evidence.content_type import media_type_of

SUFFIXES = {".jpg", ".jpeg", ".png"}
#: Goal of the issue.
GOAL = 0.95
#: SIFT points that one homography must explain for two pictures to share a scene.
SHARED = 30


def sequences(folders: list[Path]) -> Iterator[tuple[str, Path, Path]]:
    """Yield each folder's neighbours, with the folder's name."""
    for folder in folders:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
        for one, other in pairwise(paths):
            if one.parent == other.parent:
                yield str(one.parent.relative_to(folder.parent)), one, other


def share_a_scene(one: Path, other: Path) -> bool:
    """Whether SIFT finds enough of one picture in the other: no method of the product's."""
    return on_one_plane(_sift(one), _sift(other), SHARED, 6.0)


def _sift(path: Path) -> tuple[np.ndarray, np.ndarray]:
    import cv2

    with Image.open(path) as image:
        grey = np.asarray(bounded(image.convert("L"), 800))
    points, described = cv2.SIFT.create(1000).detectAndCompute(grey, None)
    places = np.array([point.pt for point in points], dtype=np.float32).reshape(-1, 2)
    return places, np.zeros((0, 128), np.float32) if described is None else described


def called(one: Path, other: Path) -> str:
    """Return the kind of the pair as the product has it; ``nothing`` for none."""
    prints = {name: _print(path) for name, path in (("a", one), ("b", other))}
    found = find({path: Known(picture=one) for path, one in prints.items()}).pairs
    return found[0].kind if found else "nothing"


def _print(path: Path) -> Fingerprint:
    data = path.read_bytes()
    return fingerprint(legible(data, media_type_of(data) or ""), data)


def measure(pairs: list[tuple[str, Path, Path]]) -> dict[str, Counter[str]]:
    """Return, by sequence, how pairs that share a scene are called; others under ``apart``."""
    found: dict[str, Counter[str]] = {}
    for name, one, other in pairs:
        kind = called(one, other)
        if share_a_scene(one, other):
            found.setdefault(name, Counter())[kind] += 1
        else:
            found.setdefault("apart", Counter())[kind] += 1
    return found


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    named = os.environ.get("WORKBENCH_BURSTS")
    if named:
        pairs = list(sequences([Path(one) for one in named.split(os.pathsep)]))
    else:
        data = Path(str(files("skimage") / "data"))
        pairs = [("stereo", data / "motorcycle_left.png", data / "motorcycle_right.png")]
    found = measure(pairs)
    total = sum((count for name, count in found.items() if name != "apart"), Counter())
    every = max(1, total.total())
    copies = every - total["scene"] - total["nothing"]
    detail = f"{every} pairs; {copies} called copies, {total['nothing']} not found"
    share = 100 * total["scene"] / every
    yield Row("one scene taken twice, called that", share, 100 * GOAL, "goal", "%",
              "higher", detail, share >= 100 * GOAL)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    found = measure(list(sequences(parser.parse_args().folders)))
    print("| sequence | pairs | same scene | called copies | not found |\n|---|---|---|---|---|")
    for name, count in sorted(found.items(), key=lambda one: (one[0] == "apart", one[0])):
        copies = sum(count[kind] for kind in ("exact", "near", "part"))
        cells = (count.total(), count["scene"], copies, count["nothing"])
        label = "no scene shared, by SIFT" if name == "apart" else name
        print(f"| {label} | {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
