"""Reading a report back out of HTML, PDF and Word, as a person or a screen reader would."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pypdf
from docx import Document

# Parts of a page that are no content: fonts, styles, drawings and the link past the head.
_ASIDE = frozenset({"style", "title"})
# The foot of a printed page, which may stand in the middle of a paragraph.
_FOOT = re.compile(r"[^\n]*(?:Halaman|Page) \d+ / \d+")


def squeezed(text: str) -> str:
    """Return text without the spaces and breaks that setting type adds or moves."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.drawn: list[str] = []
        self.alternatives: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "img":
            self.alternatives.append(known.get("alt") or "")
        if tag not in {"img", "meta", "br", "link"}:
            self.open.append("aside" if known.get("class") == "skip" else tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "desc":
            self.alternatives.append(data)
        elif data.strip() and not ({*self.open} & {*_ASIDE, "aside"}):
            (self.drawn if "svg" in self.open else self.said).append(data)


def html(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return the texts of a page, those that stand for its pictures, and those in drawings."""
    page = _Page(data.decode("utf-8"))
    return page.said, page.alternatives, page.drawn


def word(data: bytes) -> tuple[list[str], list[str]]:
    """Return the texts of a Word document's runs, and what stands for its pictures."""
    body: Any = Document(io.BytesIO(data)).element.body
    said = ["".join(part.text or "" for part in run.iter("{*}t")) for run in body.iter("{*}r")]
    return [text for text in said if text.strip()], [
        shape.get("descr") for shape in body.iter("{*}docPr")
    ]


def pdf(data: bytes) -> tuple[list[str], list[str]]:
    """Return the words of a PDF, and the texts that stand for its figures."""
    document = pypdf.PdfReader(io.BytesIO(data), strict=True)
    said = [_FOOT.sub("", page.extract_text()) for page in document.pages]
    alternatives = [
        str(item["/Alt"]) for item in structure(document) if item.get("/S") == "/Figure"
    ]
    return said, alternatives


def structure(document: pypdf.PdfReader) -> Iterator[Any]:
    """Yield every element of a tagged PDF's structure."""
    root: Any = document.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict) and "/K" in item:
            yield item
            waiting.append(item["/K"])
