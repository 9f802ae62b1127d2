"""How far the public 64-bit phash of the scaled decode lies from imagehash's own.

imagehash decodes the whole picture; here it is decoded once, scaled down, for
everything. ``python -m bench.duplicates_phash FOLDER…`` compares the two for every
JPEG in there, however many, and names the worst.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import imagehash
from PIL import Image, ImageOps

from bench.duplicates_pairs import sources
from bench.harness import Row
from workbench.duplicates.fingerprint.legible import legible
from workbench.duplicates.fingerprint.picture import fingerprint
from workbench.errors import EvidenceError
from workbench.evidence.content_type import media_type_of

#: Goal of the issue, in bits of 64.
LIMIT = 2


def rows() -> Iterator[Row]:
    """Yield the row of ``make bench``."""
    apart = Counter(bits for _, bits in measure(sources()))
    most = max(apart, default=0)
    yield Row("64-bit phash from the scaled decode, bits from imagehash's of the full one, worst",
              most, LIMIT, "goal: at most", "bits",
              detail=f"{apart.total()} photographs: {_counted(apart)}",
              holds=most <= LIMIT)  # fmt: skip


def measure(paths: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """Yield each JPEG with the bits between the two; what cannot be decoded is passed over."""
    for path in paths:
        data = path.read_bytes()
        if media_type_of(data) != "image/jpeg":
            continue
        try:
            scaled = fingerprint(legible(data, "image/jpeg"), data, points=False).phash64
            full = imagehash.phash(ImageOps.exif_transpose(Image.open(io.BytesIO(data))))
        except (EvidenceError, OSError):
            continue
        yield path, int(imagehash.hex_to_hash(scaled) - full)


def _counted(apart: Counter[int]) -> str:
    return ", ".join(f"{count} by {bits}" for bits, count in sorted(apart.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    found = list(measure(p for one in asked.folders for p in sorted(one.rglob("*")) if p.is_file()))
    apart = Counter(bits for _, bits in found)
    print(f"{apart.total()} JPEGs, bits apart: {_counted(apart)}")
    for path, bits in found:
        if bits > LIMIT:
            print(f"- {bits}: {path}")
    sys.exit(any(bits > LIMIT for _, bits in found))


if __name__ == "__main__":
    main()
