"""Parts found across cases, by the points that the index searches for.

Photographs are put into an index among others; altered copies of some of them are asked
for. Photographs are those that ``bench/duplicates_recall.py`` finds. The index finds
whole pictures exactly; what is counted here is the harder rest.
"""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.copies import copies
from bench.duplicates_recall import _opened as opened
from bench.duplicates_recall import at_hand
from bench.harness import Row, timed
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import Fingerprint, fingerprint
from workbench.duplicates.index.index import Entry, Index
from workbench.evidence.content_type import media_type_of

KINDS = ("crop10", "crop20", "crop40", "mirror_crop10", "rotate15", "collage2x1", "collage2x2",
         "collage2x2_contain", "chat_dark", "gallery", "meme", "screen_photo")  # fmt: skip
#: What ``docs/duplicates.md`` promises, and of what; collages within white margins have figures.
LEAST, NOT_PROMISED = 0.8, ("collage2x2_contain",)


def rows() -> Iterator[Row]:
    """Yield the rows of ``make bench``: a sample, so that it ends within minutes."""
    paths = at_hand()
    if len(paths) < 20:
        detail = "no photographs: set WORKBENCH_PHOTOS or install Debian's wallpaper packages"
        yield Row("found across cases", 0.0, None, "", "%", "higher", detail)
        return
    random.Random(5).shuffle(paths)
    sources, partners = paths[:12], paths[12:20]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        for number, path in enumerate(paths):
            case = Path(folder, "cases", str(number))
            (case / "evidence").mkdir(parents=True)
            known = Known(str(number), _known(path.read_bytes()))
            index.add(str(case), str(number), [Entry("B-1", path.name, known)])
        yield from _asked(index, sources, partners, len(paths))


def _asked(index: Index, sources: list[Path], partners: list[Path], count: int) -> Iterator[Row]:
    found: dict[str, int] = defaultdict(int)
    strangers, query = 0, None
    others = [opened(path) for path in partners]
    for number, path in enumerate(sources):
        for kind, data in copies(path.name, opened(path), others).items():
            if kind in KINDS:
                query = _known(data)
                keys = {hit.case.name for hit in index.search(Known("-", query))}
                found[kind] += str(number) in keys
                # A collage shows its partners too.
                shown = {str(number), *(str(len(sources) + n) for n in range(len(others)))}
                strangers += len(keys - shown)
    for kind in KINDS:
        share = found[kind] / len(sources)
        yield Row(f"found across cases after {kind}", 100 * share, None, "", "%", "higher",
                  f"{len(sources)} of {count} photographs asked for, {strangers} strangers in all",
                  holds=kind in NOT_PROMISED or share >= LEAST)  # fmt: skip
    asking = timed(lambda: index.search(Known("-", query)), 5)
    yield Row(f"one question, parts included, {count} pictures", 1000 * asking.best, None, "", "ms")


def _known(data: bytes) -> Fingerprint:
    return fingerprint(legible(data, media_type_of(data) or ""), data)
