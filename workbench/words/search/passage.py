"""One passage that can be found: a line, a message, a paragraph, an answer, with its place."""

from __future__ import annotations

from dataclasses import dataclass

#: Kinds in the order in which hits of one exhibit are listed; each has its words in
#: ``text/words.toml`` under ``kind``.
KINDS = (
    "reading", "page", "message", "text", "name", "claim", "statement", "answer", "case",
    "observation", "fact",
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """One passage.

    Attributes
    ----------
    exhibit
        Its id; empty for what the case's own files say.
    path
        Of the exhibit below ``evidence/``, or the case's own file.
    kind
        One of :data:`KINDS`.
    where
        A media fragment in the exhibit (``page=2&xywh=percent:…``, ``time=12.5&xywh=…``), a
        line or message of an export, or a key in the case's file.
    text
        As it was written or read.
    note
        What else is told beside it: sender and time of a message.
    score
        How sure the machine was that read it, in thousandths; 1000 for what no machine read.
    beyond
        How the text goes on in the next line: a phrase that begins here may end there.
    """

    exhibit: str
    path: str
    kind: str
    where: str
    text: str
    note: str = ""
    score: int = 1000
    beyond: str = ""


@dataclass(frozen=True)
class Hit:
    """A passage that holds what was looked for.

    Attributes
    ----------
    passage
        It.
    is_phrase
        Whether the words stand there in this order; otherwise each stands there somewhere.
    excerpt
        The part of the text around them.
    before, after
        The messages or lines beside it.
    """

    passage: Passage
    is_phrase: bool
    excerpt: str
    before: str = ""
    after: str = ""
