"""The pages of a PDF, as many as are looked at: a page tree may name millions, or itself.

pypdf lays out every page before it gives the first one. Here the tree is walked page by
page (ISO 32000-1, 7.7.3), and the drawing of a page is measured before anybody reads it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from workbench.evidence.unread import LimitMetError, first, left_out

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

#: Larger files are not opened; so many bytes are held twice while they are.
LARGEST = 128 * 1024 * 1024
#: Levels of the page tree.
DEEPEST = 50
#: Nodes of it that are looked at: one node may stand in many places.
MOST_NODES = 10_000
#: Bytes of drawing of one page, and of all pages of a document: about a second each megabyte.
MOST_OF_PAGE = 2_000_000
MOST_OF_ALL = 8_000_000

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


def opened(data: Any, part: str) -> PdfReader:
    """Open a PDF from memory, and decrypt it where no password is needed.

    Raises
    ------
    LimitMetError
        When it is too large.
    """
    from pypdf import PdfReader

    if len(data) > LARGEST:
        left_out(part, "bytes", LARGEST)
        raise LimitMetError("bytes", LARGEST)
    document = PdfReader(io.BytesIO(data), strict=False)
    if document.is_encrypted:
        document.decrypt("")
    return document


def pages(document: PdfReader, most: int, part: str) -> Iterator[PageObject]:
    """Yield the first `most` pages of a document, and say so when there are more."""
    yield from first(_pages(document), most, part, "pages")


def drawn(page: PageObject) -> int:
    """Return how many bytes draw a page."""
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())


def legible(document: PdfReader, most: int, part: str) -> Iterator[tuple[int, PageObject]]:
    """Yield (number, page) of the first pages whose drawing is small enough to be read."""
    total = 0
    for number, page in enumerate(pages(document, most, part), 1):
        size = drawn(page)
        if size > MOST_OF_PAGE:
            left_out(part, "bytes", MOST_OF_PAGE)
            continue
        total += size
        if total > MOST_OF_ALL:
            left_out(part, "bytes", MOST_OF_ALL)
            return
        yield number, page


def _pages(document: PdfReader) -> Iterator[PageObject]:
    root = document.root_object.get("/Pages")
    if root is not None:
        yield from _below(document, root, {}, (), count(1))


def _below(
    document: PdfReader,
    node: Any,
    inherited: Mapping[str, Any],
    above: tuple[int, ...],
    seen: Iterator[int],
) -> Iterator[PageObject]:
    """Yield the pages of one node; `above` are the nodes that hold it, `seen` counts them all."""
    from pypdf.errors import PdfReadError

    found = node.get_object()
    if not isinstance(found, dict) or not found:
        return
    if next(seen) > MOST_NODES:
        raise LimitMetError("objects", MOST_NODES)
    if "/Kids" not in found or found.get("/Type") == "/Page":
        if found.get("/Type", "/Page") == "/Page":
            yield _page(document, node, found, inherited)
        return
    if id(found) in above:
        raise PdfReadError("a page tree that holds itself")
    if len(above) == DEEPEST:
        raise LimitMetError("depth", DEEPEST)
    own = {**inherited, **{name: found[name] for name in _INHERITED if name in found}}
    kids = found["/Kids"].get_object()
    for kid in kids if isinstance(kids, list) else ():
        yield from _below(document, kid, own, (*above, id(found)), seen)


def _page(
    document: PdfReader, node: Any, found: Mapping[Any, Any], inherited: Mapping[str, Any]
) -> PageObject:
    from pypdf import PageObject
    from pypdf.generic import IndirectObject, NameObject

    page = PageObject(document, node if isinstance(node, IndirectObject) else None)
    page.update(found)
    for name, value in inherited.items():
        if name not in page:
            page[NameObject(name)] = value
    return page
