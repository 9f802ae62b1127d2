"""Letters and chats by their words: two files may say the same and share no byte.

A text is known by its runs of words, a chat by its messages, each with the one before it,
without the names and times that each phone writes in its own way. Of long texts a share
of the runs is kept: those whose hash can be divided by a power of two, so that two texts
keep the same ones. From that follows how much they have in common, and whether one is in
the other.

Letters of one office share letterhead, legal bases and closing words, often more than half
of all. What three letters of a case have in common is their form; then the rest decides.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.pair import Pair

#: Runs kept of one text; of a longer one every second, fourth, eighth … is kept.
MOST = 4000
#: Of these, as many as an index looks for.
SKETCH = 400
#: Words that make one run.
RUN = 4
#: Share in common from which two texts are alike, and from which one holds the other.
ALIKE = 0.6
HELD = 0.85
#: Texts of a case that must have a run for it to belong to a form.
FORM = 3

# Fewer runs, or messages, than this say nothing: forms and letterheads repeat short phrases.
_FEWEST = 20
_FEWEST_MESSAGES = 10
# What is left of a text without its form speaks from so many runs on, and must be shared so far.
_FEWEST_OWN = 12
# Measured on letters of one form: two of them share 0.21 at most, one and a bad scan of it 0.27.
_OWN = 0.3
# A text of the same length that was badly read shares so much in all.
_BADLY = 0.2
_SIMILAR = 0.8
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
        text = _text(data, media_type)
    # Readers of hostile files raise anything at all; their facts' readers report it.
    except Exception:  # noqa: BLE001
        return None
    if len(messages) >= _FEWEST_MESSAGES:
        return _kept("chat", messages)
    words = _WORDS.findall(_HYPHENS.sub("", text).casefold())
    runs = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return _kept("text", runs) if len(runs) >= _FEWEST else None


def alike_writings(writings: Mapping[str, Writing]) -> Iterator[Pair]:
    """Yield pairs of texts that say the same, or of which one contains the other.

    ``distance`` is what they do not share, in hundredths; ``score`` what they share.
    """
    form = _form(one for one in writings.values() if one.kind == "text")
    for a, b in combinations(sorted(writings), 2):
        found = compared(writings[a], writings[b], form)
        if found is not None:
            yield replace(found, a=a, b=b)


def compared(one: Writing, other: Writing, form: frozenset[int] = frozenset()) -> Pair | None:
    """Return how two texts are alike, as a pair without names; None when they are not.

    Parameters
    ----------
    one, other
        The texts.
    form
        Runs that are taken for those of a form: two texts that share no more are not alike.
    """
    if one.kind != other.kind:
        return None
    part = max(one.part, other.part)
    ours, theirs = one.kept(part), other.kept(part)
    own = _own(form, ours, theirs)
    if own is not None and own < _OWN:
        return None
    share, in_one, in_other = _overlap(ours, theirs)
    is_badly_read = own is not None and share >= _BADLY and _one_length(ours, theirs)
    held = max(in_one, in_other)
    if share >= ALIKE or (is_badly_read and held < HELD):
        return Pair("", "", "near", one.kind, round(100 * (1 - share)), round(share, 2))
    if held < HELD:
        return None
    place = "inside" if in_one >= in_other else "contains"
    return Pair("", "", "part", one.kind, round(100 * (1 - held)), round(held, 2), place)


def _own(form: frozenset[int], ours: Hashes, theirs: Hashes) -> float | None:
    """Return how much two texts share besides a form, of the one that has less.

    None where no form is known or hardly anything is left beside it: then several copies of
    one text made all of it a form.
    """
    own = [{run for run in runs.tolist() if run not in form} for runs in (ours, theirs)]
    fewest = min(map(len, own))
    if not form or fewest < _FEWEST_OWN:
        return None
    return len(own[0] & own[1]) / fewest


def _one_length(ours: Hashes, theirs: Hashes) -> bool:
    return min(len(ours), len(theirs)) >= _SIMILAR * max(len(ours), len(theirs))


def _overlap(ours: Hashes, theirs: Hashes) -> tuple[float, float, float]:
    """Return the share in common, and how much of each the other one holds."""
    both = len(np.intersect1d(ours, theirs, assume_unique=True))
    if not both:
        return 0.0, 0.0, 0.0
    return both / (len(ours) + len(theirs) - both), both / len(ours), both / len(theirs)


def _form(writings: Iterable[Writing]) -> frozenset[int]:
    """Return the runs that several texts of a case have: letterheads, legal bases, closings."""
    counts: Counter[int] = Counter()
    for one in writings:
        counts.update(set(one.hashes.tolist()))
    return frozenset(run for run, count in counts.items() if count >= FORM)


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


def _text(data: Any, media_type: str) -> str:
    if media_type == "application/pdf":
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(data)).pages
        count = min(len(pages), _MOST_PAGES)
        return "\n".join(pages[number].extract_text() for number in range(count))
    if pattern := next((name for kind, name in _MEMBERS if media_type.startswith(kind)), None):
        return _packed(data, pattern)
    if media_type == "text/plain" and len(data) <= _MOST_BYTES:
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
        members = members[:_MOST_PAGES]
        if sum(member.file_size for member in members) > _MOST_BYTES:
            return ""
        texts = [document.read(member).decode("utf-8", "replace") for member in members]
    return "\n".join(html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", xml))) for xml in texts)
