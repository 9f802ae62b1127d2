"""The texts of one exhibit that no machine has to read: messages, paragraphs, cells, pages.

Call this in the sandbox only.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.duplicates.fingerprint.words import text_of
from workbench.evidence.source import open_source
from workbench.evidence.unread import LimitMetError, first
from workbench.metadata.chats.formats import TEXT_TYPES, chats
from workbench.metadata.markup import bounded
from workbench.words.reading.line import Surface
from workbench.words.reading.surfaces import PART

#: Messages and paragraphs of one exhibit that are taken.
MOST = 200_000
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOST_BYTES = 20_000_000
_CELL = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

Row = tuple[str, str, str, str, str]
"""Kind, place, text, note and how it goes on: fields of a passage."""


@dataclass(frozen=True)
class Asked:
    """One exhibit whose texts are taken."""

    root: Path
    path: str
    media_type: str
    sha256: str


def is_text(media_type: str | None) -> bool:
    """Whether files of a type hold texts that are taken here."""
    kind = media_type or ""
    return (
        kind in TEXT_TYPES
        or kind in {"application/pdf", "application/zip"}
        or kind.startswith("application/vnd.o")
    )


def texts(asked: Asked) -> Iterator[Row]:
    """Yield the texts of one exhibit in its own order."""
    with open_source(asked.root, asked.path) as source:
        if source.sha256 != asked.sha256:
            return
        try:
            yield from first(_texts(source.data, asked.media_type), MOST, PART, "messages")
        except LimitMetError:
            return


def _texts(data: Any, media_type: str) -> Iterator[Row]:
    held = chats(data, media_type).chats
    for chat in held:
        for message in chat.messages:
            who = " ".join(filter(None, (message.typed.replace("T", " "), message.sender)))
            member = f"{chat.member}: " if chat.member else ""
            yield "message", f"{member}{message.where}", message.text, who, ""
    if held:
        return
    if media_type == "application/pdf":
        yield from _pages(data)
        return
    if media_type.startswith(_SHEETS):
        yield from _cells(data)
        return
    for number, line in enumerate(text_of(data, media_type).split("\n"), 1):
        if line.strip():
            yield "text", f"line {number}", line.strip(), "", ""


def _pages(data: Any) -> Iterator[Row]:
    from workbench.words.reading import pdf_text

    for page in pdf_text.of(data, is_drawn=False):
        if isinstance(page, Surface):
            for line, beyond in page.followed():
                yield "page", page.where(line), line.text, "", beyond


def _cells(data: Any) -> Iterator[Row]:
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        member = next(
            (one for one in document.infolist() if one.filename == "xl/sharedStrings.xml"), None
        )
        if member is None or member.file_size > _MOST_BYTES:
            return
        content = document.read(member)
    bounded(content)
    for number, cell in enumerate(_CELL.findall(content.decode("utf-8", "replace")), 1):
        text = html.unescape(_TAG.sub("", cell)).strip()
        if text:
            yield "text", f"line {number}", text, "", ""
