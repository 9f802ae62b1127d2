"""Text of papers: Word, Excel, PowerPoint, OpenDocument and plain text, part by part.

Nothing is drawn as its program would draw it, and nothing of it runs: a web page or an SVG
drawing shows as the text that it is. Call this in the sandbox only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from workbench.errors import EvidenceError
from workbench.evidence.listing import natural
from workbench.evidence.unread import first, left_out
from workbench.metadata.chats.source_text import SourceText
from workbench.metadata.markup import MarkupRefusedError, local, parse

#: Characters, lines and parts (sheets, slides) of one file that are shown.
MOST_CHARACTERS = 2_000_000
MOST_LINES = 20_000
MOST_PARTS = 300
_MOST_BYTES = 64 * 1024 * 1024
_LONGEST_MEMBER = 32 * 1024 * 1024
_EXCERPT = 400
_PART = "text"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    _OFFICE + "wordprocessingml": "word",
    "application/vnd.ms-word.document.macroenabled": "word",
    _OFFICE + "spreadsheetml": "sheet",
    "application/vnd.ms-excel.sheet.macroenabled": "sheet",
    _OFFICE + "presentationml": "slides",
    "application/vnd.ms-powerpoint.presentation.macroenabled": "slides",
    "application/vnd.oasis.opendocument.": "odf",
}
_PLAIN = ("text/", "message/", "application/json", "image/svg+xml", "multipart/related")
_MEMBERS = {
    "word": re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"),
    "sheet": re.compile(r"xl/worksheets/sheet\d+\.xml"),
    "slides": re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"),
    "odf": re.compile(r"content\.xml"),
}

Parts = list[dict[str, Any]]


def is_readable(media_type: str) -> bool:
    """Whether a kind of file has text that is shown."""
    return media_type.startswith(_PLAIN) or _kind(media_type) is not None


def look(data: Any, media_type: str) -> dict[str, Any]:
    """Return how a paper can be seen: as text, of which the beginning is told."""
    parts = text(data, media_type)
    lines = [line for part in parts for line in part["lines"] if line.strip()]
    excerpt = "\n".join(lines[:12])[:_EXCERPT]
    inside = _kind(media_type) is not None
    return {"kind": "text", "parts": len(parts), "excerpt": excerpt, "inside": inside}


def text(data: Any, media_type: str) -> Parts:
    """Return each part of a paper with its name and its lines.

    Raises
    ------
    EvidenceError
        When the file is damaged.
    """
    kind = _kind(media_type)
    try:
        parts = list(_bounded(_packed(data, kind) if kind else _plain(data)))
    except (MarkupRefusedError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError,
            RuntimeError, EOFError, OSError) as error:  # fmt: skip
        detail = f"{type(error).__name__}: {error}"[:200]
        raise EvidenceError("shown_broken", detail=detail) from error
    return parts


def _kind(media_type: str) -> str | None:
    return next((kind for start, kind in _KINDS.items() if media_type.startswith(start)), None)


def _bounded(parts: Iterator[tuple[str, Iterator[str]]]) -> Iterator[dict[str, Any]]:
    left, lines_left = MOST_CHARACTERS, MOST_LINES
    for name, lines in first(parts, MOST_PARTS, _PART, "parts"):
        kept: list[str] = []
        for line in lines:
            if not lines_left or len(line) > left:
                left_out(_PART, "characters" if lines_left else "lines",
                         MOST_CHARACTERS if lines_left else MOST_LINES)  # fmt: skip
                yield {"name": name, "lines": [*kept, line[:left]]}
                return
            kept.append(line)
            left -= len(line)
            lines_left -= 1
        yield {"name": name, "lines": kept}


def _plain(data: Any) -> Iterator[tuple[str, Iterator[str]]]:
    head = bytes(data[: 4 * MOST_CHARACTERS])
    if len(data) > len(head):
        left_out(_PART, "start", len(head))
    yield "", iter(SourceText(head).whole.splitlines())


def _packed(data: Any, kind: str) -> Iterator[tuple[str, Iterator[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        known = {one.filename: one for one in document.infolist()}
        names = sorted((one for one in known if _MEMBERS[kind].fullmatch(one)), key=natural)
        if sum(known[name].file_size for name in names) > _MOST_BYTES:
            left_out(_PART, "bytes", _MOST_BYTES)
            return
        shared = _shared(document, known) if kind == "sheet" else []
        for name in names:
            root = parse(document.read(name))
            lines = _rows(root, shared) if kind == "sheet" else _lines(root)
            yield name.rpartition("/")[2].removesuffix(".xml"), lines


def _shared(document: zipfile.ZipFile, known: dict[str, zipfile.ZipInfo]) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in known or known[name].file_size > _LONGEST_MEMBER:
        return []
    root = parse(document.read(name))
    return ["".join(_words(one)) for one in root if local(one.tag)[1] == "si"]


def _rows(root: Element, shared: list[str]) -> Iterator[str]:
    """Yield a sheet row by row, cells apart by tabs, each as the file holds it."""
    for row in root.iter():
        if local(row.tag)[1] == "row":
            yield "\t".join(_cell(cell, shared) for cell in row)


def _cell(cell: Element, shared: list[str]) -> str:
    value = next((one.text or "" for one in cell if local(one.tag)[1] == "v"), None)
    if value is None:
        return "".join(_words(cell))
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value


def _lines(root: Element) -> Iterator[str]:
    """Yield paragraph by paragraph; what stands in the cells of one row goes on one line."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        name = local(node.tag)[1]
        if name in {"tr", "table-row"}:
            yield "\t".join("".join(_words(cell)).strip() for cell in node)
        elif name in {"p", "h"}:
            yield "".join(_words(node))
        else:
            waiting.extend(reversed(node))


_TEXT_NODES = {"t", "v", "delText"}


def _words(node: Element) -> Iterator[str]:
    """Yield the text of a paragraph; OpenDocument has it between its elements."""
    namespace, name = local(node.tag)
    is_open = namespace.startswith("urn:oasis")
    if name in {"tab"}:
        yield "\t"
    elif name in {"br", "line-break", "cr"}:
        yield "\n"
    elif name == "s" and is_open:
        yield " "
    elif node.text and (is_open or name in _TEXT_NODES):
        yield node.text
    for child in node:
        yield from _words(child)
        if is_open and child.tail:
            yield child.tail
