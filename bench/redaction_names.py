"""How many lines keep a listed person's name: 300 invented people, forty writings of each.

python -m bench.redaction_names
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from tests.report.redaction.writings import harmless, person, writings
from workbench.report.redaction.mask import Redactor

PEOPLE = 300


def rows() -> Iterator[str]:
    """Yield one line for each figure."""
    redactor = Redactor([person(number) for number in range(PEOPLE)])
    count = kept = silent = 0
    started = time.perf_counter()
    for number in range(PEOPLE):
        for _, text, words in writings(person(number), number):
            count += 1
            masked = redactor.text(text)
            if any(re.search(rf"(?<![^\W\d_]){re.escape(word)}", masked) for word in words):
                kept += 1
                silent += not redactor.doubts(text)
    share = f"{kept} ({kept / count:.2%})"
    yield f"lines {count}, a name's word left in {share}, not asked about {silent}"
    texts = harmless(1_000)
    changed = sum(redactor.text(text) != text for text in texts)
    yield f"harmless strings {len(texts)}, changed {changed}"
    yield f"{time.perf_counter() - started:.1f} s"


if __name__ == "__main__":
    for row in rows():
        print(row)
