"""Letters and chats by their words: two files may say the same and share no byte.

A text is known by the smallest hashes of its runs of words (bottom-k sketch, Cohen
and Kaplan 2007), a chat by those of its messages, without the times that each phone
writes in its own way. From two sketches follow the share that the texts have in
common and whether one is contained in the other.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from workbench.duplicates.pair import Pair

#: Hashes kept of one text; a shorter text is kept whole.
SKETCH = 400
#: Words that make one run.
RUN = 4
#: Share in common from which two texts are alike, and from which one holds the other.
ALIKE = 0.6
HELD = 0.85

# Fewer runs than this say nothing: forms and letterheads repeat short phrases.
_FEWEST = 20
_MOST_PAGES = 200
_MOST_BYTES = 20_000_000
_MESSAGE = re.compile(
    r"^\W?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+(?:pukul\s+)?\d{1,2}[.:]\d{2}"
    r"(?:[.:]\d{2})?(?:\s*[ap]\.?m\.?)?\]?\s*(?:-\s*)?(?P<said>[^:\n]{1,80}:\s.*)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"</w:p>")


@dataclass(frozen=True)
class Writing:
    """One text as a sketch.

    Attributes
    ----------
    kind
        ``text`` (runs of words) or ``chat`` (messages): only like is compared with like.
    total
        Runs or messages of the whole text.
    sketch
        The smallest of their 64-bit hashes, rising.
    """

    kind: str
    total: int
    sketch: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values; hashes as hexadecimal, since JSON numbers are too short."""
        sketch = [f"{value:016x}" for value in self.sketch]
        return {"kind": self.kind, "total": self.total, "sketch": sketch}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Writing:
        """Return the writing that :meth:`to_json` described."""
        return cls(data["kind"], data["total"], tuple(int(value, 16) for value in data["sketch"]))


def writing(data: Any, media_type: str) -> Writing | None:
    """Return the sketch of a file's text; None when it has too little, or none.

    Call this in the sandbox only.
    """
    try:
        text = _text(data, media_type)
    # Readers of hostile files raise anything at all; their facts' readers report it.
    except Exception:  # noqa: BLE001
        return None
    messages = [match["said"] for line in text.splitlines() if (match := _MESSAGE.match(line))]
    if len(messages) >= _FEWEST // 2:
        return _sketch("chat", (" ".join(_WORDS.findall(one.casefold())) for one in messages))
    words = _WORDS.findall(text.casefold())
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    made = _sketch("text", runs)
    return made if made.total >= _FEWEST else None


def alike_writings(writings: Mapping[str, Writing]) -> Iterator[Pair]:
    """Yield pairs of texts that say the same, or of which one contains the other.

    ``distance`` is what they do not share, in hundredths; ``score`` what they share.
    """
    for a, b in combinations(sorted(writings), 2):
        one, other = writings[a], writings[b]
        if one.kind != other.kind:
            continue
        share, in_one, in_other = _overlap(one, other)
        method = one.kind
        if share >= ALIKE:
            yield Pair(a, b, "near", method, round(100 * (1 - share)), round(share, 2))
        elif max(in_one, in_other) >= HELD:
            held = max(in_one, in_other)
            place = "inside" if in_one >= in_other else "contains"
            yield Pair(a, b, "part", method, round(100 * (1 - held)), round(held, 2), place)


def _overlap(one: Writing, other: Writing) -> tuple[float, float, float]:
    """Return the share in common, and how much of each the other one holds."""
    ours, theirs = set(one.sketch), set(other.sketch)
    lowest = sorted(ours | theirs)[:SKETCH]
    both = sum(value in ours and value in theirs for value in lowest)
    share = both / len(lowest) if lowest else 0.0
    common = share / (1 + share) * (one.total + other.total)
    return share, min(1.0, common / one.total), min(1.0, common / other.total)


def _sketch(kind: str, parts: Iterator[str]) -> Writing:
    values = {
        int.from_bytes(hashlib.blake2b(part.encode("utf-8"), digest_size=8).digest(), "big")
        for part in parts
    }
    return Writing(kind, len(values), tuple(sorted(values)[:SKETCH]))


def _text(data: Any, media_type: str) -> str:
    if media_type == "application/pdf":
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(data)).pages
        count = min(len(pages), _MOST_PAGES)
        return "\n".join(pages[number].extract_text() for number in range(count))
    if media_type.endswith("wordprocessingml.document"):
        with zipfile.ZipFile(io.BytesIO(data)) as document:
            member = document.getinfo("word/document.xml")
            if member.file_size > _MOST_BYTES:
                return ""
            xml = document.read(member).decode("utf-8", "replace")
        return _TAG.sub("", _PARAGRAPH.sub("\n", xml))
    if media_type == "text/plain" and len(data) <= _MOST_BYTES:
        return bytes(data).decode("utf-8", "replace")
    return ""
