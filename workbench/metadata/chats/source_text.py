"""The text of an export, decoded piece by piece however large it is."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cached_property

from workbench.metadata.containers import Data

#: Beyond this a text is not read; an export of a hundred thousand messages has some 40 MB.
LARGEST = 256 * 1024 * 1024
_START = 64 * 1024
_CHUNK = 1024 * 1024


class SourceText:
    r"""Bytes of one export as text.

    Parameters
    ----------
    data
        The content; UTF-8 or, with its mark, UTF-16. Bytes that are no text show as ``\xff``.
    """

    def __init__(self, data: Data) -> None:
        self._data = data
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
        decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)
        rest = ""
        for at in range(0, len(self._data), _CHUNK):
            piece = bytes(self._data[at : at + _CHUNK])
            text = rest + decoder.decode(piece, at + _CHUNK >= len(self._data))
            *whole, rest = text.split("\n")
            yield from whole
        yield rest

    def has(self, *words: bytes) -> bool:
        """Whether one of these ASCII words stands anywhere in it."""
        return any(self._data.find(word) >= 0 for word in words)

    def _decoded(self, data: bytes) -> str:
        return data.decode(self._encoding, self._errors)
