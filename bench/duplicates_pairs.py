"""Comparing a case's pictures by their points: 40 and 400, and whether any pair is lost.

Photographs as for ``duplicates_recall``, or else those of the examples, cut into quarters
that share nothing, so that there are enough of them. The peer lays every pair over each
other, which is timed on a sample and scaled up, in processor time: a busy machine slows
both alike. What is kept is counted on altered copies, against their originals and against
one another.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import combinations, islice
from pathlib import Path

from PIL import Image

from bench.copies import bounded, copies, jpeg
from bench.duplicates_recall import at_hand
from bench.harness import Row
from workbench import examples
from workbench.duplicates.compare.parts import compare, parts
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint

SIZES = (40, 400)
SAMPLE = 150
SOURCES = 8
AMONG = 60
#: Share of the pairs that laying over finds which must be candidates.
KEPT = 0.999


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``."""
    import cv2

    cv2.setNumThreads(1)
    paths = sources()
    prints = {f"{n:03d}": each for n, each in enumerate(islice(_quarters(paths), max(SIZES)))}
    spent = {}
    for size in SIZES:
        case = dict(list(prints.items())[:size])
        spent[len(case)] = seconds = processor(lambda case=case: list(parts(case)))
        pairs = len(case) * (len(case) - 1) // 2
        yield Row(f"compare {len(case)} photographs by points", seconds, pairs * _each(case),
                  f"all {pairs} pairs laid over each other", "s",
                  detail=f"processor time; peer from {SAMPLE} pairs")  # fmt: skip
    (few, fast), (many, slow) = min(spent.items()), max(spent.items())
    yield Row(f"for each photograph among {many}", 1000 * slow / many, 1000 * fast / few,
              f"for each among {few}", "ms")  # fmt: skip
    yield _kept(paths)


def _kept(paths: list[Path]) -> Row:
    """Count, among altered copies, the pairs that laying over finds and that are candidates."""
    chance = random.Random(1)
    order = paths[:: max(1, len(paths) // SOURCES)][:SOURCES]
    partners = [_opened(path) for path in paths[:8]]
    found = kept = 0
    for path in order:
        original = _opened(path)
        made = {"": jpeg(original, 92), **copies(path.name, original, partners)}
        prints = {kind: _known(data) for kind, data in made.items()}
        kinds = sorted(prints)
        asked = [("", kind) for kind in kinds[1:]]
        asked += chance.sample(list(combinations(kinds[1:], 2)), AMONG)
        alike = {(a, b) for a, b in asked if compare(a, prints[a], b, prints[b]) is not None}
        chosen = {(pair.a, pair.b) for pair in parts(prints)}
        found, kept = found + len(alike), kept + len(alike & chosen)
    share = kept / max(1, found)
    what = "pairs of copies found, of those that laying all pairs over finds"
    return Row(what, 100 * share, 100 * KEPT, "goal", "%", "higher", f"{kept} of {found}",
               share >= KEPT)  # fmt: skip


def sources() -> list[Path]:
    """Return the photographs to measure on."""
    return at_hand() or sorted((Path(examples.__path__[0]) / "photographs").glob("*.jpg"))


def _quarters(paths: list[Path]) -> Iterator[Fingerprint]:
    """Yield the first quarter of every photograph, then the second, and so on."""
    for column, row in ((0, 0), (1, 1), (0, 1), (1, 0)):
        for path in paths:
            whole = _opened(path)
            width, height = whole.width // 2, whole.height // 2
            left, top = column * width, row * height
            yield _known(jpeg(whole.crop((left, top, left + width, top + height)), 90))


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return bounded(image.convert("RGB"), 2048)


def _known(data: bytes) -> Fingerprint:
    return fingerprint(legible(data, "image/jpeg"), data)


def _each(case: dict[str, Fingerprint]) -> float:
    """Return the seconds that laying one pair over each other takes, the mean of a sample."""
    pairs = list(combinations(sorted(case), 2))
    sample = random.Random(2).sample(pairs, min(SAMPLE, len(pairs)))
    spent = processor(lambda: [compare(a, case[a], b, case[b]) for a, b in sample])
    return spent / len(sample)


def processor(call: Callable[[], object]) -> float:
    """Return the processor time of a call, in seconds, over all threads of this process."""
    start = time.process_time()
    call()
    return time.process_time() - start
