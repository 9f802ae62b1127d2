"""Pages of a PDF as pictures, with where each character stands. Call this in the sandbox only.

PDFium draws without following anything: no script runs (its builds for Python have none) and
no other file is opened. It is not safe for threads; a guarded child has one.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.desk import rasters
from workbench.errors import EvidenceError
from workbench.evidence.pdfium import opened_to_draw
from workbench.evidence.unread import left_out

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

#: Longest side of a page's picture: writing of six points is read on it.
LONGEST = 2400
#: Of the page that stands for the whole.
LONGEST_FIRST = 960
MOST_PAGES = 5000
MOST_CHARACTERS = 20_000
_PART = "pdf"
# Places are given in hundredths of a percent of the page.
_WHOLE = 10_000


def look(data: Any) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Return how a PDF can be seen, and the thumbnails of its first page."""
    with opened_to_draw(data, _PART) as document:
        pages = len(document)
        if pages > MOST_PAGES:
            left_out(_PART, "pages", MOST_PAGES)
        if not pages:
            raise EvidenceError("shown_broken", detail="no page")
        first = document[0]
        told = {"kind": "pages", "pages": min(pages, MOST_PAGES)}
        return told, rasters.thumbnails(_drawn(first, LONGEST_FIRST))


def page(data: Any, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield the picture of a page, counted from 1, and its characters with their boxes."""
    with opened_to_draw(data, _PART) as document:
        if not 1 <= number <= min(len(document), MOST_PAGES):
            raise EvidenceError("shown_broken", detail="no such page")
        one = document[number - 1]
        image = _drawn(one, LONGEST)
        told = {"width": image.width, "height": image.height, "characters": _characters(one)}
        yield "page", json.dumps(told).encode("ascii")
        yield "page.jpg", rasters.jpeg(image)


def drawn(data: Any, number: int) -> Any:
    """Return one page as a picture, counted from 1."""
    with opened_to_draw(data, _PART) as document:
        if not 1 <= number <= min(len(document), MOST_PAGES):
            raise EvidenceError("no_such_page", number=number, count=len(document))
        return _drawn(document[number - 1], LONGEST)


def _drawn(page: PdfPage, longest: int) -> Any:
    width, height = page.get_size()
    # A page of no size, or one that is a line, is drawn as a line.
    scale = min(longest / max(width, height, 1.0), 20.0)
    return page.render(scale=scale).to_pil().convert("RGB")


def _characters(page: PdfPage) -> list[list[Any]]:
    """Return (character, left, top, right, bottom) in the order in which the file has them."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        left_out(_PART, "characters", MOST_CHARACTERS)
    found = []
    for index in range(min(count, MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, index)
        left, bottom, right, top = text.get_charbox(index, loose=True)
        corners = (_on_page(page, left, top), _on_page(page, right, bottom))
        across, down = zip(*corners, strict=True)
        sign = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        found.append([sign, min(across), min(down), max(across), max(down)])
    return found


def _on_page(page: PdfPage, x: float, y: float) -> tuple[int, int]:
    """Return a place of the file as it lies on the page that is shown, however it is turned."""
    import pypdfium2.raw as raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page, 0, 0, _WHOLE, _WHOLE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value
