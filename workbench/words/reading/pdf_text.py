"""Pages of a PDF: their own text with its places, and their picture where they have none.

Call this in the sandbox only. PDFium draws without following anything: no script runs and no
other file is opened.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.errors import EvidenceError
from workbench.evidence.pdfium import opened_to_draw
from workbench.evidence.unread import first, left_out
from workbench.words.reading.line import LONGEST as LONGEST_LINE
from workbench.words.reading.line import OWN_TEXT, WHOLE, Box, Line, Surface
from workbench.words.reading.surfaces import PART, Pixels

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

#: Pages of one document whose text is taken; and those without text that are read as pictures.
MOST_PAGES = 200
MOST_READ = 30
#: Runs of letters of one page that are taken.
MOST_RUNS = 2000
#: Letters from which on a page has text of its own: a scanner's stamp is none.
FEWEST_LETTERS = 12
#: Longest side of a page that is read as a picture: writing of eight points is read on it.
LONGEST = 2339
_MOST_LETTERS = 400


def of(data: Any, *, is_drawn: bool = True) -> Iterator[Surface | tuple[str, Pixels]]:
    """Yield each page: as a surface with its own text, or as a place and pixels to be read.

    Pages without text are left out where nothing `is_drawn`.
    """
    with opened_to_draw(data, PART) as document:
        to_read = 0
        for number in first(range(1, len(document) + 1), MOST_PAGES, PART, "pages"):
            page = document[number - 1]
            place = f"page={number}"
            own = _own_text(page)
            if sum(len(line.text) for line in own) >= FEWEST_LETTERS:
                width, height = page.get_size()
                yield Surface(place, OWN_TEXT, round(width), round(height), own)
                continue
            if not is_drawn:
                continue
            to_read += 1
            if to_read > MOST_READ:
                left_out(PART, "pages", MOST_READ)
                return
            yield place, _drawn(page)


def drawn(data: Any, number: int) -> Pixels:
    """Return the pixels of one page, counted from 1, as it is read."""
    with opened_to_draw(data, PART) as document:
        if not 1 <= number <= len(document):
            raise EvidenceError("shown_broken", detail="no such page")
        return _drawn(document[number - 1])


def _drawn(page: PdfPage) -> Pixels:
    width, height = page.get_size()
    scale = min(LONGEST / max(width, height, 1.0), 10.0)
    return np.asarray(page.render(scale=scale).to_pil().convert("RGB"), dtype=np.uint8)


def _own_text(page: PdfPage) -> tuple[Line, ...]:
    """Return a page's own text: runs of letters on one height joined to a line."""
    text = page.get_textpage()
    runs = []
    count = text.count_rects()
    for index in first(range(count), MOST_RUNS, PART, "lines"):
        rect = text.get_rect(index)
        words = " ".join(text.get_text_bounded(*rect).split())[:_MOST_LETTERS]
        if words:
            runs.append((words, _on_page(page, *rect)))
    return tuple(_joined(sorted(runs, key=lambda run: (run[1][1], run[1][0]))))


def _joined(runs: list[tuple[str, Box]]) -> Iterator[Line]:
    line: list[tuple[str, Box]] = []
    for run in runs:
        if line and not _is_beside(line[-1][1], run[1]):
            yield _line(line)
            line = []
        line.append(run)
    if line:
        yield _line(line)


def _line(runs: list[tuple[str, Box]]) -> Line:
    in_order = sorted(runs, key=lambda run: run[1][0])
    lefts, tops, rights, bottoms = zip(*(box for _, box in runs), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    text = in_order[0][0]
    for (_, before), (words, here) in pairwise(in_order):
        # A ligature is a run of its own in the midst of a word.
        text += words if 8 * (here[0] - before[2]) < here[3] - here[1] else f" {words}"
    return Line(text[:LONGEST_LINE], box)


def _is_beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one line: most of the lower one's height is shared."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return 2 * shared > min(one[3] - one[1], other[3] - other[1])


def _on_page(page: PdfPage, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a place of the file as it lies on the page that is shown, however it is turned."""
    import pypdfium2.raw as raw

    corners = []
    for x, y in ((left, top), (right, bottom)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, WHOLE, WHOLE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        corners.append((across.value, down.value))
    across_, down_ = zip(*corners, strict=True)
    low, high = 0, WHOLE
    return (
        max(low, min(across_)), max(low, min(down_)),
        min(high, max(across_)), min(high, max(down_)),
    )  # fmt: skip
