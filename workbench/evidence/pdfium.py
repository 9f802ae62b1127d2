"""A PDF opened for PDFium, which draws its pages and knows where letters stand.

Apart from :mod:`workbench.evidence.pdf_pages`: what is read of an exhibit does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbench.errors import EvidenceError
from workbench.evidence.pdf_pages import LARGEST
from workbench.evidence.unread import LimitMetError, left_out

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@contextmanager
def opened_to_draw(data: Any, part: str) -> Iterator[PdfDocument]:
    """Open a PDF from memory for PDFium, which draws its pages and knows where letters stand.

    Raises
    ------
    LimitMetError
        When it is too large.
    EvidenceError
        When PDFium finds no document in it, or one that breaks off.
    """
    import pypdfium2

    if len(data) > LARGEST:
        left_out(part, "bytes", LARGEST)
        raise LimitMetError("bytes", LARGEST)
    try:
        document = pypdfium2.PdfDocument(bytes(data))
    except pypdfium2.PdfiumError as error:
        raise EvidenceError("shown_broken", detail=str(error)[:200]) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise EvidenceError("shown_broken", detail=str(error)[:200]) from error
    finally:
        document.close()
