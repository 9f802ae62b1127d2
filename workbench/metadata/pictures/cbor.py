"""CBOR (RFC 8949), decoded within bounds: content credentials are written in it.

cbor2 decodes; what its tags would be turned into (dates, patterns, shared and circular values)
is not wanted here, so every tag stays a tag.
"""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from cbor2 import CBORDecodeEOF, CBORDecodeError, CBORDecoder, CBORTag

_DEEPEST = 32
_LARGEST = 256 * 1024
# Tags that cbor2 would turn into something else; 18 is a signature (RFC 9052), whose parts it
# would make immutable.
_TAGS = (
    *(0, 1, 2, 3, 4, 5, 18, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261),
    *(1004, 43000, 55799),
)


def decode(data: bytes) -> Any:
    """Return the first value of `data`; what follows it is left alone.

    Raises
    ------
    ValueError
        When it is cut off, nested too deeply, too large, or no CBOR.
    """
    if len(data) > _LARGEST:
        raise ValueError("too large")
    try:
        return CBORDecoder(
            io.BytesIO(data),
            semantic_decoders={tag: partial(_tagged, tag) for tag in _TAGS},
            str_errors="backslashreplace",
            max_depth=_DEEPEST,
        ).decode()
    except CBORDecodeEOF as error:
        raise ValueError("cut off") from error
    except CBORDecodeError as error:  # in our own words: the library's may change
        raise ValueError("no CBOR within bounds") from error


def _tagged(tag: int, value: Any, _immutable: bool) -> CBORTag:  # noqa: FBT001 - cbor2 calls it
    return CBORTag(tag, value)
