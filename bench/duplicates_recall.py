"""How many altered copies are found, and how many strangers are called copies.

Every photograph is altered in the 39 ways of ``bench/copies.py``. For each way, the
copies and all originals together go through the product's own ``find``, in cases of 24
copies and every original: each copy has one original among them, all others are strangers.
``python -m bench.duplicates_recall FOLDER… --half held-out --work FOLDER`` runs on any
photographs, and goes on where it was interrupted; ``make bench`` takes a sample of
those that Debian's wallpaper packages have installed (plasma-workspace-wallpapers,
gnome-backgrounds, mate-backgrounds, lomiri-wallpapers, ukui-wallpapers), or of the
folder that ``WORKBENCH_PHOTOS`` names. Peers run on the same bytes in the same run.

Photographs are split by a checksum of their names: thresholds were chosen on the
tuning half, which otherwise only fills collages; figures are those of the held-out
one. What is drawn and not photographed is left out, by a list made by eye (``drawn.txt``):
much of it is one smooth shade of colour with nothing in it that could be found again.
``--drawn`` measures that alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image, ImageOps

import workbench.duplicates
from bench.copies import CHANGES, LONGEST, bounded, copies
from bench.harness import Row
from workbench.duplicates.find import find
from workbench.duplicates.fingerprint.file import Known as File
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import VERSION, Fingerprint, fingerprint
from workbench.duplicates.pair import Pair
from workbench.evidence.content_type import media_type_of

INSTALLED = ("/usr/share/backgrounds", "/usr/share/wallpapers")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
#: Goals of the issue: recall over all, per transformation, for collages of four; precision.
OVERALL, EACH, OF_FOUR, PRECISION = 0.95, 0.80, 0.70, 0.999
#: How many of the photographs, in the order of their checksums, thresholds were chosen on.
TUNING = 56

# Pictures of gcompris that are drawn, by how their names begin.
_DRAWN_BEGINNINGS = ("lang-", "babyshapes-", "clickgame-", "gravity-", "solar_system-")
# A second crop of the same photograph as explore_world_animals-117.
_TWINS = frozenset({"explore_world_animals-118"})

Matrix = np.ndarray[Any, np.dtype[np.bool_]]


def name_of(path: Path) -> str:
    """Return what a photograph is known by: a Plasma wallpaper's folder, or its own name."""
    parts = path.parts
    return parts[parts.index("contents") - 1] if "contents" in parts else path.stem


def is_drawn(path: Path) -> bool:
    """Whether a picture is drawn and no photograph."""
    name = name_of(path)
    return name in _drawn() or name.startswith(_DRAWN_BEGINNINGS)


@cache
def _drawn() -> frozenset[str]:
    lines = Path(__file__).with_name("drawn.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def photographs(folders: list[Path]) -> list[Path]:
    """Return distinct photographs, in the order of their names' checksums."""
    return [path for path in pictures(folders) if not is_drawn(path)]


def pictures(folders: list[Path]) -> list[Path]:
    """Return distinct pictures: for one wallpaper in many sizes, the largest."""
    largest: dict[str, tuple[int, str, Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in SUFFIXES or path.stem == "screenshot":
                continue
            with Image.open(path) as image:
                size = image.width * image.height
                if min(image.size) < 400 or path.stem in _TWINS:
                    continue
            key = str(path).partition("/contents/")[0]
            if key not in largest or size > largest[key][0]:
                largest[key] = (size, str(path.relative_to(folder)), path)
    found = sorted(largest.values(), key=lambda one: one[2])
    distinct = _distinct([path for _, _, path in found])
    order = {path: zlib.crc32(f"1{name}".encode()) for _, name, path in found}
    return sorted(distinct, key=lambda path: order[path])


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


@dataclass(frozen=True)
class Known:
    """One picture as each method knows it."""

    ours: Fingerprint
    phash: int
    dhash: int
    pdq: np.ndarray | None
    pdq_eight: np.ndarray | None
    sift: tuple[np.ndarray, np.ndarray]


def known(data: bytes, *, peers: bool = True) -> Known:
    picture = legible(data, media_type_of(data) or "")
    found = fingerprint(picture, data)
    one, eight = pdq(picture.rgb) if peers else (None, None)
    points = sift(picture.gray) if peers else (np.zeros((0, 2)), np.zeros((0, 128)))
    return Known(found, int(found.phash64, 16), int(found.dhash64, 16), one, eight, points)


def _has_pdq() -> bool:
    """Whether that peer is installed: it is for benchmarks only, and needs a compiler."""
    return find_spec("pdqhash") is not None


def pdq(rgb: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return PDQ of a canonical 512-pixel picture, and of its eight orientations."""
    if not _has_pdq():
        return None, None
    import pdqhash

    small = np.ascontiguousarray(np.asarray(bounded(Image.fromarray(rgb), 512)))
    eight, _ = pdqhash.compute_dihedral(small)
    return np.packbits(eight[0] > 0), np.packbits(np.array(eight) > 0, axis=1)


def sift(gray: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return OpenCV's SIFT points at 640 pixels and their descriptors, as tutorials do."""
    import cv2

    small = np.asarray(bounded(Image.fromarray(gray), 640))
    points, described = cv2.SIFT.create(500).detectAndCompute(small, None)
    places = np.array([point.pt for point in points], dtype=np.float32).reshape(-1, 2)
    return places, (np.zeros((0, 128)) if described is None else described).astype(np.uint8)


Points = tuple[np.ndarray, np.ndarray]


def _is_sift(query: Known, reference: Known) -> bool:
    return on_one_plane(query.sift, reference.sift, 12, 5.0)


def on_one_plane(one: Points, other: Points, fewest: int, pixels: float) -> bool:
    """Ratio test at 0.75, then a homography that explains so many points to so many pixels."""
    import cv2

    (from_, ours), (to, theirs) = one, other
    if min(len(ours), len(theirs)) < fewest:
        return False
    pairs = cv2.BFMatcher().knnMatch(ours.astype(np.float32), theirs.astype(np.float32), k=2)
    good = [first for first, second in pairs if first.distance < 0.75 * second.distance]
    if len(good) < fewest:
        return False
    cv2.setRNGSeed(1)
    ones = from_[[match.queryIdx for match in good]]
    twos = to[[match.trainIdx for match in good]]
    _, inliers = cv2.findHomography(ones, twos, cv2.RANSAC, pixels)
    return inliers is not None and int(inliers.sum()) >= fewest


def _bits(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(one ^ other).sum(axis=-1).min())


SIFT = "OpenCV SIFT + RANSAC >= 12"
OURS = "workbench"
PEERS = {
    "imagehash phash <= 7": lambda q, r: (q.phash ^ r.phash).bit_count() <= 7,
    "imagehash phash <= 10": lambda q, r: (q.phash ^ r.phash).bit_count() <= 10,
    "imagehash dhash <= 10": lambda q, r: (q.dhash ^ r.dhash).bit_count() <= 10,
    "PDQ <= 31": lambda q, r: q.pdq is not None and _bits(q.pdq, r.pdq) <= 31,
    "PDQ <= 69, 8 ways": lambda q, r: q.pdq is not None and _bits(q.pdq, r.pdq_eight) <= 69,
    SIFT: _is_sift,
}
METHODS = (OURS, *PEERS)


def at_work() -> tuple[str, ...]:
    """Return the methods that can be measured here."""
    return tuple(name for name in METHODS if _has_pdq() or not name.startswith("PDQ"))


#: Copies in one case, beside all originals: screens of text are compared with one another by
#: their ink, which takes long and is not what is counted here.
AT_ONCE = 24
#: Strangers that a slow peer is shown for each copy.
SLOW_STRANGERS = 15


@dataclass
class Tally:
    """What one method found: true pairs by transformation, and pairs of strangers."""

    found: dict[str, int] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    missed: dict[str, list[str]] = field(default_factory=dict)
    scenes: int = 0
    strangers: list[list[str]] = field(default_factory=list)
    stranger_scenes: int = 0
    compared: int = 0

    def add(self, other: Tally) -> None:
        self.found |= other.found
        self.tried |= other.tried
        self.missed |= other.missed
        self.scenes += other.scenes
        self.strangers += other.strangers
        self.stranger_scenes += other.stranger_scenes
        self.compared += other.compared

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.tried.values()))

    @property
    def precision(self) -> float:
        true = sum(self.found.values())
        return true / max(1, true + len(self.strangers))

    def of(self, kind: str) -> float:
        return self.found.get(kind, 0) / max(1, self.tried.get(kind, 0))


def ours(kind: str, names: list[str], queries: list[Known], originals: list[Known]) -> Tally:
    """Put the copies of one kind and all originals through the product, as cases of a size."""
    tally = Tally({kind: 0}, {kind: len(names)}, compared=len(names) * (len(names) - 1))
    hits: set[str] = set()
    for first in range(0, len(names), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        prints = {f"copy/{n}": one.ours for n, one in zip(names[part], queries[part], strict=True)}
        prints |= {f"original/{n}": one.ours for n, one in zip(names, originals, strict=True)}
        files = {path: File(picture=one) for path, one in prints.items()}
        hits |= _told_apart(kind, find(files).pairs, tally)
    tally.found[kind] = len(hits)
    tally.missed[kind] = sorted(set(names) - hits)
    return tally


def _told_apart(kind: str, pairs: Iterable[Pair], tally: Tally) -> set[str]:
    """Count what one case says of copies and strangers; return the copies that were found."""
    hits: set[str] = set()
    for pair in pairs:
        (side, copy), (other, original) = pair.a.split("/", 1), pair.b.split("/", 1)
        if side == other:
            continue
        is_scene = pair.kind == "scene"
        if copy == original:
            hits |= set() if is_scene else {copy}
            tally.scenes += is_scene
        elif is_scene:
            tally.stranger_scenes += 1
        else:
            tally.strangers.append([kind, copy, original])
    return hits


def theirs(
    method: str, kind: str, names: list[str], queries: list[Known], originals: list[Known]
) -> Tally:
    """Compare every copy of one kind with every original, by one of the peers."""
    alike, count = PEERS[method], len(names)
    tally = Tally({kind: 0}, {kind: count}, {kind: []})
    for place, query in enumerate(queries):
        others = [step % count for step in range(place + 1, place + count)]
        others = others[:: max(1, count // SLOW_STRANGERS)] if method == SIFT else others
        if alike(query, originals[place]):
            tally.found[kind] += 1
        else:
            tally.missed[kind].append(names[place])
        wrong = [other for other in others if alike(query, originals[other])]
        tally.strangers += [[kind, names[place], names[other]] for other in wrong]
        tally.compared += len(others)
    return tally


# --- the work, in pieces that are kept ------------------------------------------------------


def _rules() -> str:
    """Return a digest of the rules, so that a changed rule is measured anew."""
    folder = Path(workbench.duplicates.__file__).parent
    rules = b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))
    return hashlib.sha256(rules).hexdigest()[:12]


@dataclass(frozen=True)
class Job:
    """What is measured: photographs, those that fill collages, and where pieces are kept.

    Copies stay when fingerprints change, and fingerprints when only the rules do. What the
    rules are is looked up once: a run that they change under is still of one piece.
    """

    sources: tuple[Path, ...]
    partners: tuple[Path, ...]
    work: Path
    peers: bool = True
    rules: str = field(default_factory=_rules)

    def copies(self, index: int) -> Path:
        return self.work / f"{index:03d}-{self.sources[index].stem}.copies"

    def fingerprints(self, index: int) -> Path:
        whose = "all" if self.peers else "ours"
        return self.work / f"{index:03d}-{self.sources[index].stem}-{VERSION}-{whose}.pickle"

    def tally(self, kind: str, method: str) -> Path:
        key = self.rules if method == OURS else "peer"
        return self.work / f"{kind}-{METHODS.index(method)}-{key}.json"


_PARTNERS: list[Image.Image] = []


def _opened(path: Path, longest: int = LONGEST) -> Image.Image:
    with Image.open(path) as image:
        return bounded(ImageOps.exif_transpose(image).convert("RGB"), longest)


def _prepare(task: tuple[Job, int]) -> None:
    """Keep what each method knows of every copy of one photograph."""
    job, index = task
    place, path = job.fingerprints(index), job.sources[index]
    if place.exists():
        return
    import cv2

    cv2.setNumThreads(1)
    copied = {**_copies(job, index), "": path.read_bytes()}
    made = {kind: known(data, peers=job.peers) for kind, data in copied.items()}
    _keep(place, {kind: vars(one) for kind, one in made.items()})


def _copies(job: Job, index: int) -> dict[str, bytes]:
    """Alter one photograph in every way, or return what was altered before."""
    place, path = job.copies(index), job.sources[index]
    if not place.exists():
        if not _PARTNERS:
            # A collage shows its photographs no larger than this.
            _PARTNERS.extend(_opened(partner, 1000) for partner in job.partners)
        _keep(place, copies(path.name, _opened(path), _PARTNERS))
    made: dict[str, bytes] = pickle.loads(place.read_bytes())
    return made


def _keep(place: Path, made: dict[str, Any]) -> None:
    part = place.with_suffix(".part")
    part.write_bytes(pickle.dumps(made, 5))
    part.replace(place)


def _measure(task: tuple[Job, str, str]) -> None:
    """Measure one method on one transformation, and keep the tally."""
    job, kind, method = task
    place = job.tally(kind, method)
    if place.exists():
        return
    import cv2

    cv2.setNumThreads(1)
    both = [_two(job.fingerprints(index), kind) for index in range(len(job.sources))]
    names = [f"{index:03d} {name_of(path)}" for index, path in enumerate(job.sources)]
    queries, originals = [copy for copy, _ in both], [original for _, original in both]
    if method == OURS:
        tally = ours(kind, names, queries, originals)
    else:
        tally = theirs(method, kind, names, queries, originals)
    place.write_text(json.dumps(vars(tally)), encoding="utf-8")


def _two(place: Path, kind: str) -> tuple[Known, Known]:
    made = pickle.loads(place.read_bytes())
    return Known(**made[kind]), Known(**made[""])


def measure(job: Job, jobs: int) -> dict[str, Tally]:
    """Return every method's tally; what an earlier run left in ``job.work`` is not done again."""
    job.work.mkdir(parents=True, exist_ok=True)
    methods = at_work() if job.peers else (OURS,)
    first = [(job, index) for index in range(len(job.sources))]
    second = [(job, kind, method) for method in methods for kind in CHANGES]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for name, step, tasks in (("copies", _prepare, first), ("compared", _measure, second)):
            for done, _ in enumerate(pool.imap_unordered(step, tasks), 1):  # type: ignore[arg-type]
                print(f"\r{name} {done}/{len(tasks)} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    total = {method: Tally() for method in methods}
    for _, kind, method in second:
        total[method].add(Tally(**json.loads(job.tally(kind, method).read_text("utf-8"))))
    return total


def chosen(
    paths: list[Path], half: Literal["tuning", "held-out"], most: int
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the photographs of one part, and those of the other to fill collages with."""
    cut = TUNING if len(paths) >= TUNING + 8 else len(paths) // 2
    tuning, held_out = paths[:cut], paths[cut:]
    sources, partners = (tuning, held_out) if half == "tuning" else (held_out, tuning)
    return tuple(sources[:most]), tuple(partners[:60])


# --- what is shown ---------------------------------------------------------------------------


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
        ("strangers called copies", lambda tally: f"{len(tally.strangers)} of {tally.compared}"),
    ):
        lines.append(f"| {label} | {' | '.join(value(total[name]) for name in names)} |")
    mine = total[OURS]
    said = (
        f"Copies called another shot of the scene: {mine.scenes} of {sum(mine.tried.values())}; "
        f"strangers called that: {mine.stranger_scenes} of {mine.compared}."
    )
    lines += [
        "",
        said,
        *(f"- missed {kind}: {', '.join(names)}" for kind, names in mine.missed.items() if names),
        *(f"- strangers: {', '.join(one)}" for one in mine.strangers),
    ]
    return "\n".join(lines)


def at_hand() -> list[Path]:
    """Return the photographs of ``WORKBENCH_PHOTOS``, or those that Debian's packages brought."""
    named = os.environ.get("WORKBENCH_PHOTOS")
    return photographs(
        [Path(named)] if named else [one for one in map(Path, INSTALLED) if one.is_dir()]
    )


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``: a sample, so that it ends within minutes."""
    import tempfile

    paths = at_hand()
    if len(paths) < 20:
        detail = "no photographs: set WORKBENCH_PHOTOS or install Debian's wallpaper packages"
        yield Row("altered copies found", 0.0, None, "", "%", "higher", detail)
        return
    sources, partners = chosen(paths, "held-out", 12)
    with tempfile.TemporaryDirectory() as work:
        total = measure(Job(sources, partners, Path(work)), os.cpu_count() or 1)
    yield from _rows(total)


def _rows(total: dict[str, Tally]) -> Iterator[Row]:
    mine = total.pop(OURS)
    sample = f"{len(mine.tried)} transformations, {sum(mine.tried.values())} copies"
    yield Row("altered copies found, over all", 100 * mine.recall, 100 * OVERALL, "goal", "%",
              "higher", sample, mine.recall >= OVERALL)  # fmt: skip
    strangers = f"{len(mine.strangers)} of {mine.compared} strangers called copies"
    yield Row("precision", 100 * mine.precision, 100 * PRECISION, "goal", "%", "higher",
              strangers, mine.precision >= PRECISION)  # fmt: skip
    for goal, named in ((EACH, "any one way"), (OF_FOUR, "a collage of four")):
        kinds = [kind for kind in CHANGES if ("2x2" in kind) == (goal == OF_FOUR)]
        worst = min(kinds, key=mine.of)
        yield Row(f"found after {named}, the worst: {worst}", 100 * mine.of(worst), 100 * goal,
                  "goal", "%", "higher", "", mine.of(worst) >= goal)  # fmt: skip
    for name, peer in total.items():
        detail = f"precision {100 * mine.precision:.2f} / {100 * peer.precision:.2f} %"
        yield Row("altered copies found, over all", 100 * mine.recall, 100 * peer.recall, name,
                  "%", "higher", detail)  # fmt: skip
    if not _has_pdq():
        yield Row("altered copies found, over all", 100 * mine.recall, None,
                  "PDQ: not measured", "%", "higher", "needs: pip install pdqhash")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--half", choices=["tuning", "held-out"], default="held-out")
    parser.add_argument("--drawn", action="store_true", help="what is drawn, and only that")
    parser.add_argument("--fill", nargs="+", type=Path, default=[], metavar="FOLDER",
                        help="measure every photograph, fill collages from here")  # fmt: skip
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--ours", action="store_true", help="without the peers")
    parser.add_argument("--work", type=Path, required=True, help="where copies are kept")
    asked = parser.parse_args()
    paths = photographs(asked.folders)
    sources, partners = chosen(paths, asked.half, asked.sources)
    if asked.drawn:
        partners = tuple(paths[:60])
        sources = tuple(p for p in pictures(asked.folders) if is_drawn(p))[: asked.sources]
    elif asked.fill:
        sources, partners = tuple(paths[: asked.sources]), tuple(photographs(asked.fill)[:60])
    part = "drawn" if asked.drawn else "every" if asked.fill else asked.half
    name = f"{part}-{len(sources)}"
    job = Job(sources, partners, asked.work / name, not asked.ours)
    total = measure(job, asked.jobs)
    print(f"{len(paths)} distinct photographs; {name}; collages filled from {len(partners)}\n")
    print(table(total))


if __name__ == "__main__":
    main()
