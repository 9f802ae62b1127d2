"""Near-duplicate texts: what a letter or chat is known by, its runs of words (shingles).

A text is known by its runs of words, a chat by its messages, each with the one before it,
without the names and times that each phone writes in its own way. Of long texts a share
of the runs is kept: those whose hash can be divided by a power of two, so that two texts
keep the same ones. From that follows how much they have in common, and whether one is in
the other.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.evidence import pdf_pages
from workbench.evidence.unread import LimitMetError, first, fits, left_out
from workbench.metadata.markup import bounded

#: Runs kept of one text; of a longer one every second, fourth, eighth … is kept.
MOST = 4000
#: Of these, as many as an index looks for.
SKETCH = 400
#: Words that make one run.
RUN = 4

# Fewer runs, or messages, than this say nothing: forms and letterheads repeat short phrases.
_FEWEST = 20
_FEWEST_MESSAGES = 10
#: The layer of which limits are told.
PART = "text"
_MOST_PAGES = 200
_MOST_BYTES = 20_000_000
# Such messages have no words of a person, or other words on another phone.
_WITHOUT_WORDS = frozenset({"deleted", "omitted", "placeholder", "call"})
_WORDS = re.compile(r"\w+")
_HYPHENS = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=\w)")
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"</(?:w:p|text:p|text:h|a:p)>")

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Writing:
    """One text.

    Attributes
    ----------
    kind
        ``text`` (runs of words) or ``chat`` (messages): only like is compared with like.
    part
        Of all hashes, those that can be divided by this are kept; a power of two.
    runs
        64-bit hashes of runs or messages, each once, rising, little-endian.
    """

    kind: str
    part: int
    runs: bytes = field(repr=False)

    @cached_property
    def hashes(self) -> Hashes:
        """The runs as numbers, shape (n,)."""
        return np.frombuffer(self.runs, dtype="<u8").astype(np.uint64)

    @property
    def sketch(self) -> Hashes:
        """The smallest of the hashes: what an index looks for."""
        return self.hashes[:SKETCH]

    def kept(self, part: int) -> Hashes:
        """Return the hashes that a coarser share keeps."""
        found: Hashes = self.hashes[self.hashes % np.uint64(part) == 0]
        return found

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        runs = base64.b64encode(self.runs).decode("ascii")
        return {"kind": self.kind, "part": self.part, "runs": runs}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Writing:
        """Return the writing that :meth:`to_json` described."""
        return cls(data["kind"], data["part"], base64.b64decode(data["runs"]))


def writing(data: Any, media_type: str) -> Writing | None:
    """Return what a file's text is known by; None when it has too little, or none.

    Call this in the sandbox only.
    """
    try:
        messages = list(_messages(data, media_type))
        text = "" if len(messages) >= _FEWEST_MESSAGES else text_of(data, media_type)
    except LimitMetError as met:
        left_out(PART, met.limit, met.number)
        return None
    # Readers of hostile files raise anything at all; their facts' readers report it.
    except Exception:  # noqa: BLE001
        return None
    if len(messages) >= _FEWEST_MESSAGES:
        return _kept("chat", messages)
    words = _WORDS.findall(_HYPHENS.sub("", text).casefold())
    runs = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return _kept("text", runs) if len(runs) >= _FEWEST else None


def _messages(data: Any, media_type: str) -> Iterator[str]:
    """Yield what was said, message by message; what a phone writes in its own way is left out."""
    from workbench.metadata.chats.formats import chats

    for chat in chats(data, media_type).chats:
        before = ""
        for message in chat.spoken:
            if message.attached or message.marks & _WITHOUT_WORDS or not message.said:
                continue
            said = " ".join(_WORDS.findall(message.said.casefold()))
            # With what was said before it: everybody says yes, few to the same words.
            yield f"{before} | {said}"
            before = said


def _kept(kind: str, parts: Iterable[str]) -> Writing:
    digests = (hashlib.blake2b(part.encode("utf-8"), digest_size=8).digest() for part in parts)
    values = np.unique(np.array([int.from_bytes(one, "big") for one in digests], dtype=np.uint64))
    part = 1
    while np.count_nonzero(values % np.uint64(part) == 0) > MOST:
        part *= 2
    return Writing(kind, part, values[values % np.uint64(part) == 0].astype("<u8").tobytes())


def text_of(data: Any, media_type: str) -> str:
    """Return the words of a document or plain text; empty of files of other kinds.

    Call this in the sandbox only: readers of hostile files raise anything at all.
    """
    if media_type == "application/pdf":
        document = pdf_pages.opened(data, PART)
        legible = pdf_pages.legible(document, _MOST_PAGES, PART)
        return "\n".join(page.extract_text() for _, page in legible)
    if pattern := next((name for kind, name in _MEMBERS if media_type.startswith(kind)), None):
        return _packed(data, pattern)
    if media_type == "text/plain" and fits(data, _MOST_BYTES, PART):
        from workbench.metadata.chats.source_text import SourceText

        return SourceText(data).whole
    return ""


# Where the words stand in documents that are packages.
_MEMBERS = (
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", r"word/document\.xml"),
    ("application/vnd.openxmlformats-officedocument.presentationml", r"ppt/slides/slide\d+\.xml"),
    ("application/vnd.oasis.opendocument.", r"content\.xml"),
)


def _packed(data: Any, pattern: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        every = document.infolist()
        members = [one for one in every if re.fullmatch(pattern, one.filename, re.IGNORECASE)]
        members = list(first(members, _MOST_PAGES, PART, "members"))
        if sum(member.file_size for member in members) > _MOST_BYTES:
            raise LimitMetError("bytes", _MOST_BYTES)
        texts = [document.read(member) for member in members]
    for text in texts:
        bounded(text)
    shown = [text.decode("utf-8", "replace") for text in texts]
    return "\n".join(html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", xml))) for xml in shown)
