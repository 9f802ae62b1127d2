"""The index from ten thousand to a million pictures: opening, questions, all pairs, memory.

``python -m bench.duplicates_index`` also draws how each grows, into
``docs/pictures/index-growth.svg``, and writes the figures into ``docs/duplicates.md``.
Peers are what people reach for first: NumPy's popcount of one row against all rows,
FAISS's flat binary index (where it is installed), and a loop over ImageHash objects.
What would take hours is timed on a sample and scaled up, and says so.
"""

from __future__ import annotations

import json
import pickle
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.copies import jpeg
from bench.duplicates_across import _known
from bench.duplicates_recall import _opened as opened
from bench.duplicates_recall import at_hand
from bench.harness import Row, timed
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.index.hash_search import all_pairs, near
from workbench.duplicates.index.index import Entry, Index
from workbench.duplicates.index.packing import SOUGHT, read_sought, sought

MILLION = 1_000_000
SIZES = (10_000, 30_000, 100_000, 300_000, MILLION)
DOCS = Path(__file__).parents[1] / "docs"
_SAMPLE = 32
# Share of a point's bits that are changed for an invented picture: no longer near it.
_CHANGED = 0.2
_OPENED = """
import json, pickle, resource, sys, time
from pathlib import Path
start = time.perf_counter()
from workbench.duplicates.index import database
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.index.index import Index
index = Index(Path(sys.argv[1]))
index.search(Known("0" * 64))
opened = time.perf_counter() - start
asked = pickle.loads(Path(sys.argv[2]).read_bytes())
# Invented pictures are compared at the cost of real ones, which come last.
last, real, kept = int(sys.argv[3]), int(sys.argv[4]), database.fingerprint_of
database.fingerprint_of = lambda database, number: kept(
    database, number if number > last - real else last - number % real
)
times = []
for one in asked * 2:
    start = time.perf_counter()
    index.search(Known("0" * 64, one))
    times.append(time.perf_counter() - start)
first, again = (sorted(some)[len(some) // 2] for some in (times[: len(asked)], times[len(asked) :]))
print(json.dumps([opened, first, again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

Search = Callable[[np.ndarray, int], object]


@dataclass(frozen=True)
class Line:
    """One way of doing one thing: seconds for each size."""

    task: str
    who: str
    seconds: tuple[float, ...]


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    yield from _opening(MILLION, points=False)
    yield from _opening(20_000, points=True)
    lines = {(line.task, line.who): line.seconds for line in measured((10_000, MILLION))}
    for task, limit in (("radius 8", 0.010), ("radius 48", 0.050), ("all pairs", 80.0)):
        ours = lines[task, "workbench"]
        for (other, who), seconds in lines.items():
            if other == task and who != "workbench":
                what = f"{task}, exact, 8 orientations" if limit < 1 else f"{task} to radius 7"
                yield Row(
                    f"{what}, 1,000,000",
                    1000 * ours[-1],
                    1000 * seconds[-1],
                    who,
                    "ms",
                    detail=f"at 10,000: {1000 * ours[0]:.2f}",
                    holds=ours[-1] < limit,
                )


def measured(sizes: tuple[int, ...] = SIZES) -> list[Line]:
    """Measure a question and all pairs at every size, ours and every peer's."""
    rng = np.random.default_rng(20241127)
    long = rng.integers(0, 2**64, (sizes[-1], 4), dtype=np.uint64)
    short = long[:, :1].copy()
    asked = long[:8] ^ np.uint64(0b1011)
    peers: dict[str, Callable[[np.ndarray], Search]] = {
        "NumPy popcount": _numpy, "FAISS flat": _faiss, "imagehash loop": _imagehash,
    }  # fmt: skip
    if not _has_faiss():
        del peers["FAISS flat"]
    found = []
    for radius in (8, 48):
        times = []
        for size in sizes:
            columns = np.ascontiguousarray(long[:size].T)
            times.append(timed(lambda c=columns, r=radius: near(c, asked, r), 9).best)
        found.append(Line(f"radius {radius}", "workbench", tuple(times)))
        for who, make in peers.items():
            seconds = (_asking(make(long[:size]), asked, radius) for size in sizes)
            found.append(Line(f"radius {radius}", who, tuple(seconds)))
    pairs = (_once(lambda n=size: all_pairs(short[:n, 0])) for size in sizes)
    found.append(Line("all pairs", "workbench", tuple(pairs)))
    for who, make in peers.items():
        seconds = (
            _asking(make(short[:size]), short[:_SAMPLE], 7) / _SAMPLE * size / 2 for size in sizes
        )
        found.append(Line("all pairs", who, tuple(seconds)))
    return found


def _numpy(words: np.ndarray) -> Search:
    def search(asked: np.ndarray, radius: int) -> object:
        return [
            np.flatnonzero(np.bitwise_count(words ^ one).sum(axis=1) <= radius) for one in asked
        ]

    return search


def _has_faiss() -> bool:
    try:
        import faiss  # noqa: F401 - a peer for benchmarks only: pip install faiss-cpu
    except ImportError:
        return False
    return True


def _faiss(words: np.ndarray) -> Search:
    import faiss

    flat = faiss.IndexBinaryFlat(64 * words.shape[1])
    flat.add(words.view(np.uint8).reshape(len(words), -1))

    def search(asked: np.ndarray, radius: int) -> object:
        # FAISS leaves out what is exactly at the radius.
        return flat.range_search(np.ascontiguousarray(asked).view(np.uint8), radius + 1)

    return search


def _imagehash(words: np.ndarray) -> Search:
    """A loop over a thousand ImageHash objects, scaled up to all of them."""
    import imagehash

    def made(row: np.ndarray) -> imagehash.ImageHash:
        return imagehash.ImageHash(np.unpackbits(row.view(np.uint8)).reshape(8, -1))

    some = [made(row) for row in words[:1000]]

    def search(asked: np.ndarray, radius: int) -> float:
        start = time.perf_counter()
        for one in (made(row) for row in asked):
            _ = [other for other in some if one - other <= radius]
        return (time.perf_counter() - start) * len(words) / len(some)

    return search


def _asking(search: Search, asked: np.ndarray, radius: int) -> float:
    """Return the best of three runs; a peer that scales itself up says how long it took."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        said = search(asked, radius)
        best = min(best, said if isinstance(said, float) else time.perf_counter() - start)
    return best


def _once(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _opening(count: int, *, points: bool) -> Iterator[Row]:
    """Open an index in a fresh interpreter, as a command does, and ask for crops of pictures.

    Parameters
    ----------
    count
        Pictures in it.
    points
        Whether all of them have points to be searched for, or those asked for alone.
    """
    paths = at_hand()
    if len(paths) < 20:
        detail = "no photographs: set WORKBENCH_PHOTOS or install Debian's wallpaper packages"
        yield Row(f"open an index of {count:,}", 0.0, None, "", "s", detail=detail)
        return
    known = [_known(path.read_bytes()) for path in paths[:60]]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as beside:
        _filled(Path(folder), known, count, points=points)
        asked = Path(beside, "asked")
        crops = [_crop(path) for path in paths[:12]]
        asked.write_bytes(pickle.dumps(crops))
        numbers = [str(count), str(len(known))]
        command = [sys.executable, "-c", _OPENED, folder, str(asked), *numbers]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
    seconds, first, again, megabytes = json.loads(printed)
    what = f"{count:,}{' with points' if points else ''}"
    yield Row(f"open an index of {what}, fresh process", seconds, 2.0, "limit",
              holds=seconds < 2)  # fmt: skip
    for when, took in (("first", first), ("again", again)):
        yield Row(f"one crop asked for of {what}, {when}", took, 1.0, "limit",
                  holds=took < 1)  # fmt: skip
    yield Row(f"memory after 24 questions to {what}", megabytes, 1024.0, "limit", "MB",
              holds=megabytes < 1024)  # fmt: skip
    if points:
        yield Row("size on disk of each picture", size / count / 1024, None, "", "KB",
                  detail="and about 30 KB by which it is compared, not written here")  # fmt: skip


def _crop(path: Path) -> Fingerprint:
    picture = opened(path)
    width, height = picture.size
    part = picture.crop((width // 8, height // 8, width * 7 // 8, height * 7 // 8))
    return _known(jpeg(part, 70))


def _filled(folder: Path, known: Sequence[Fingerprint], count: int, *, points: bool) -> None:
    """Fill an index with invented pictures: points of real ones, each with some bits changed.

    So they crowd where points of photographs do. What comparing two pictures needs is
    kept of the real ones alone; they come last.
    """
    index, rng = Index(folder), np.random.default_rng(20241127)
    real = np.concatenate([read_sought(sought(one.features))[0] for one in known])
    bits = rng.random((1 << 16, 256)) < _CHANGED
    changes = np.packbits(bits, axis=1).view(np.uint64)
    with closing(sqlite3.connect(folder / "index.sqlite")) as database, database:
        database.execute("insert into cases values ('x', 'x', 1, '')")
        row = "(?, 'x', 'B-1', 'a', 'a', '', '{}', '', x'', x'', x'', 0)"
        for at in range(count - len(known)):
            some = SOUGHT if points else 0
            mixed = real[rng.integers(0, len(real), some)]
            mixed = mixed ^ changes[rng.integers(0, len(changes), some)]
            places = rng.integers(0, 512 * 16, (some, 2)).astype("<u2")
            held = mixed.astype("<u8").tobytes() + places.tobytes()
            database.execute(f"insert into exhibits values {row}", (at + 1,))
            values = (at + 1, at + 1, held)
            database.execute(
                "insert into pictures values (?, ?, '', '', '', x'', ?, x'', x'')", values
            )
            view = (at + 1, rng.bytes(32))
            database.execute("insert into views (picture_id, text, hash) values (?, 0, ?)", view)
    index.rebuild()
    entries = [Entry("B-1", str(at), Known(str(at), one)) for at, one in enumerate(known)]
    index.add("y", "y", entries)


def main() -> None:
    """Measure at every size, draw the growth, and write the figures into the page."""
    lines = measured()
    opening = [*_opening(MILLION, points=False), *_opening(100_000, points=True)]
    (DOCS / "pictures" / "index-growth.svg").write_bytes(_drawn(lines))
    page = DOCS / "duplicates.md"
    marks = (
        "<!-- growth: written by python -m bench.duplicates_index -->",
        "<!-- end of growth -->",
    )
    text = page.read_text("utf-8")
    body = f"{marks[0]}\n\n{_table(lines, opening)}\n\n{marks[1]}"
    page.write_text(
        re.sub(f"{re.escape(marks[0])}.*{re.escape(marks[1])}", lambda _: body, text, flags=re.S),
        "utf-8",
    )


def _table(lines: list[Line], opening: list[Row]) -> str:
    head = ["| what | with |", *(f" {size:,} |" for size in SIZES)]
    shown = ["".join(head), "|---|---|" + "---:|" * len(SIZES)]
    for line in lines:
        cells = " | ".join(_duration(seconds) for seconds in line.seconds)
        shown.append(f"| {line.task} | {line.who} | {cells} |")
    said = "; ".join(f"{row.what} {row.ours:.3g} {row.unit}" for row in opening)
    return "\n".join([*shown, "", f"{said}."])


def _duration(seconds: float) -> str:
    for limit, factor, unit in ((1e-1, 1e3, "ms"), (600, 1, "s"), (36_000, 1 / 60, "min")):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds / 3600:,.0f} h"


def _drawn(lines: list[Line]) -> bytes:
    """Return the growth as an SVG that reads in black and white."""
    import io

    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {"svg.hashsalt": "index", "font.size": 9, "axes.spines.top": False,
                     "axes.spines.right": False}  # fmt: skip
    from matplotlib import pyplot as plt

    tasks = {"radius 48": "One question: eight orientations, radius 48",
             "all pairs": "All pairs to radius 7 of 64 bits"}  # fmt: skip
    styles = {"workbench": ("-", "o", 2.2), "NumPy popcount": ("--", "s", 1.1),
              "FAISS flat": ("-.", "^", 1.1), "imagehash loop": (":", "D", 1.1)}  # fmt: skip
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6))
    for axis, (task, title) in zip(axes, tasks.items(), strict=True):
        for line in lines:
            if line.task == task:
                dash, mark, width = styles[line.who]
                axis.loglog(SIZES, line.seconds, dash, marker=mark, color="#1a1a1a", ms=4,
                            lw=width, label=line.who)  # fmt: skip
        axis.set_title(title, loc="left", fontsize=10)
        axis.set_xlabel("pictures in the index")
        axis.set_ylabel("seconds")
        axis.grid(visible=True, which="major", color="#dddddd", lw=0.6)
    axes[0].legend(frameon=False, fontsize=8)
    figure.tight_layout()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    plt.close(figure)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
