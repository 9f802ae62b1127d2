"""The text of an export, decoded piece by piece however large it is."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from workbench.evidence.unread import first, left_out
from workbench.metadata.containers import Data

Item = TypeVar("Item")

#: Beyond this a text is not read; an export of a hundred thousand messages has some 40 MB.
LARGEST = 256 * 1024 * 1024
#: Messages that are read of one file, and lines of one export as text. WhatsApp itself writes at
#: most 40,000 messages; who talks a hundred times a day has as many in four years.
MOST = 150_000
MOST_LINES = 1_000_000
#: Tags of its pages; Telegram writes some twelve for a message.
MOST_TAGS = 1_500_000
_START = 64 * 1024
_CHUNK = 1024 * 1024


class Allowance:
    """How many messages may still be read of a file, over all chats in it."""

    def __init__(self) -> None:
        self.left = MOST
        self.tags = MOST_TAGS

    def first(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield as many as are left, each a message, and say so when there are more."""
        for item in items:
            if not self.one():
                return
            yield item

    def one(self) -> bool:
        """Whether one more message may be read; say so when it may not."""
        self.left -= 1
        if self.left < 0:
            left_out("chat", "messages", MOST)
        return self.left >= 0

    def one_tag(self) -> bool:
        """Whether one more tag may be read; say so when it may not."""
        self.tags -= 1
        if self.tags < 0:
            left_out("chat", "tags", MOST_TAGS)
        return self.tags >= 0


class SourceText:
    r"""Bytes of one export as text.

    Parameters
    ----------
    data
        The content; UTF-8 or, with its mark, UTF-16. Bytes that are no text show as ``\xff``.
    allowance
        Of the file that the export stands in.
    """

    def __init__(self, data: Data, allowance: Allowance | None = None) -> None:
        self._data = data
        self.allowance = allowance or Allowance()
        is_wide = bytes(data[:2]) in {b"\xff\xfe", b"\xfe\xff"}
        self._encoding = "utf-16" if is_wide else "utf-8-sig"
        self._errors = "replace" if is_wide else "backslashreplace"

    @cached_property
    def start(self) -> str:
        """The first characters: enough to tell what it is."""
        return self._decoded(bytes(self._data[:_START]))

    @cached_property
    def whole(self) -> str:
        """All of it."""
        return self._decoded(bytes(self._data))

    def lines(self) -> Iterator[str]:
        r"""Yield line by line without the ``\n``; a ``\r`` before it stays."""
        return first(self._lines(), MOST_LINES, "chat", "lines")

    def _lines(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)
        rest = ""
        for at in range(0, len(self._data), _CHUNK):
            piece = bytes(self._data[at : at + _CHUNK])
            text = rest + decoder.decode(piece, at + _CHUNK >= len(self._data))
            *whole, rest = text.split("\n")
            yield from whole
        yield rest

    def messages(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the messages that may be read of all that this text holds."""
        return self.allowance.first(items)

    def has(self, *words: bytes) -> bool:
        """Whether one of these ASCII words stands anywhere in it."""
        return any(self._data.find(word) >= 0 for word in words)

    def _decoded(self, data: bytes) -> str:
        return data.decode(self._encoding, self._errors)
