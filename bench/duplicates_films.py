"""How many films come back, in each way of ``bench/films.py``, and strangers called copies.

``python -m bench.duplicates_films FOLDER… --work FOLDER`` takes films (and photographs, over
which it pans) from the folders, alters each in every way, and puts the copies of one way
and all originals through the product as one case. What was made and read is kept in the
work folder, so that it goes on where it was interrupted. ``make bench`` measures a few
ways of four films made from photographs that packages install.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from bench.films import Film, copies, encoded, from_photograph, opened
from bench.harness import Row
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known
from workbench.evidence.content_type import media_type_of
from workbench.examination.read_one import Task, read

FILMS = {".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp"}
PHOTOS = {".jpg", ".jpeg", ".png"}
#: Ways that show the same second clip: what two such copies share is that.
SHARING = frozenset({"compilation"})


def made(path: Path, other: Film, folder: Path) -> None:
    """Write a film, or one made from a photograph, and its copies below a folder."""
    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() in PHOTOS:
        seed = np.random.default_rng(len(path.stem))
        film = from_photograph(Image.open(path), seed)
        (folder / "original.mp4").write_bytes(encoded(film, 20, 50))
    else:
        film = opened(path)
        whole = path.read_bytes() if film.seconds < 9.5 else encoded(film, 20, 30)
        (folder / f"original{path.suffix.lower()}").write_bytes(whole)
    for kind, suffix, data in copies(path.stem, film, other):
        (folder / f"{kind}{suffix}").write_bytes(data)
    (folder / "done").touch()


def table(work: Path, kinds: list[str] | None = None) -> Iterator[tuple[str, int, int, int]]:
    """Yield way, copies found, copies, strangers called copies."""
    folders = sorted(path.parent for path in work.glob("*/done"))
    originals = {one.name: next(one.glob("original.*")) for one in folders}
    names = sorted({path.stem for one in folders for path in one.iterdir()})
    for kind in kinds or [name for name in names if name not in {"original", "done"}]:
        files = {f"original/{name}": path for name, path in originals.items()}
        files |= {f"copy/{one.name}": next(one.glob(f"{kind}.*")) for one in folders}
        hits, strangers = set(), 0
        for pair in _pairs(files):
            (side, one), (other_side, other) = pair.a.split("/", 1), pair.b.split("/", 1)
            if pair.kind == "scene" or (side == other_side and kind in SHARING):
                continue
            if one == other:
                hits.add(one)
            else:
                strangers += 1
        yield kind, len(hits), len(folders), strangers


def _pairs(files: dict[str, Path]) -> list:
    known = {}
    for name, path in files.items():
        found = read(Task(path.parent, path.name, media_type_of(path.read_bytes()), None))
        # What is heard is measured by duplicates_sounds.
        known[name] = replace(Known.read("", found), sound=None)
    return list(find(known).pairs)


def sources(folders: list[Path]) -> list[Path]:
    """Return the films and photographs of the folders."""
    every = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in every if path.suffix.lower() in FILMS | PHOTOS]


def rows() -> Iterator[Row]:
    """Yield how many copies are found of films made from photographs, and strangers."""
    from importlib.resources import files

    names = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png")
    paths = [Path(str(files("skimage") / "data" / name)) for name in names]
    with tempfile.TemporaryDirectory() as work:
        other = from_photograph(Image.open(paths[4]), np.random.default_rng(5))
        for path in paths[:4]:
            made(path, other, Path(work) / path.stem)
        every = list(table(Path(work)))
    share = 100 * sum(row[1] for row in every) / sum(row[2] for row in every)
    wrong = sum(row[3] for row in every)
    yield Row("copies and stills of films found", share, 90.0, "goal", unit="%", better="higher",
              detail=f"{len(every)} ways of {len(paths) - 1} films", holds=share >= 90)  # fmt: skip
    yield Row("strangers called copies", wrong, 0.0, "goal", unit="pairs", holds=wrong == 0)


def main() -> None:
    """Measure films of one's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    *paths, last = sources(arguments.folders)
    is_photo = last.suffix.lower() in PHOTOS
    other = (
        from_photograph(Image.open(last), np.random.default_rng(5)) if is_photo else opened(last)
    )
    for path in paths:
        made(path, other, arguments.work / path.stem)
    for kind, hits, of, strangers in table(arguments.work):
        print(f"| {kind} | {hits} of {of} | {strangers} |", flush=True)


if __name__ == "__main__":
    main()
