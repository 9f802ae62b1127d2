"""One TIFF structure through exifread's own directory reader, from memory and part by part.

``exifread.process_file`` seeks in a file for every number, and an odd value anywhere
makes it give up everything. Here the same reader with the same tag tables works on
bytes, and a directory that raises loses itself, not the others.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from struct import Struct, error
from typing import Any

from exifread.core.exif_header import ExifHeader
from exifread.tags.exif import GPS_TAGS

from workbench.evidence.unread import first, left_out

# exifread reports damage through logging; we report it as readings.
logging.getLogger("exifread").setLevel(logging.CRITICAL)

_ORDERS = {"I": "little", "M": "big"}
_MOST_DIRECTORIES = 32
#: Entries read of one directory: cameras write some sixty.
MOST_TAGS = 1000
SOURCE = "exif"


class _Header(ExifHeader):
    """exifread's reader over bytes."""

    def __init__(self, data: bytes, order: str) -> None:
        super().__init__(io.BytesIO(data), order, 0, 0, strict=False, detailed=False)
        self._data = data
        self._directories: set[int] = set()
        self._order = _ORDERS[order]
        mark = "<" if order == "I" else ">"
        # Nearly all numbers are of these two lengths: structures of the wanted order read them.
        self._usual = {2: Struct(f"{mark}H").unpack_from, 4: Struct(f"{mark}I").unpack_from}

    def dump_ifd(self, ifd: int, *arguments: Any, **options: Any) -> Any:
        """Read one directory, of which at most :data:`MOST_TAGS` entries count."""
        self._directories.add(ifd)
        return super().dump_ifd(ifd, *arguments, **options)

    def s2n(self, offset: int, length: int, signed: bool = False) -> int:  # noqa: FBT001, FBT002 - exifread's signature
        """Return a number; 0 where the data end before it, as exifread does."""
        if offset < 0:
            return 0
        if not signed and length in self._usual:
            try:
                number: int = self._usual[length](self._data, offset)[0]
            except error:
                return 0
            if length == 2 and number > MOST_TAGS and offset in self._directories:
                left_out(SOURCE, "tags", MOST_TAGS)
                return MOST_TAGS
            return number
        piece = self._data[offset : offset + length]
        if len(piece) != length:
            return 0
        return int.from_bytes(piece, self._order, signed=signed)  # type: ignore[arg-type]


def tags_of(data: bytes, directory: str = "") -> tuple[dict[str, Any], list[Exception]]:
    """Return exifread's tags, and what it raised on the way.

    Parameters
    ----------
    data
        A TIFF structure from its byte order mark on.
    directory
        ``GPS`` when its first directory is the GPS one, ``EXIF`` when it is the EXIF
        one; empty for the usual order.

    Raises
    ------
    ValueError
        When it does not begin with a byte order mark.
    """
    order = chr(data[0]) if data[:1] in {b"I", b"M"} else ""
    if not order:
        raise ValueError("no byte order")
    header = _Header(data, order)
    trouble: list[Exception] = []

    def attempt(step: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        try:
            return step(*arguments, **options)
        except Exception as error:  # noqa: BLE001 - exifread raises ten kinds on odd files
            trouble.append(error)
            return None

    every = attempt(header.list_ifd) or []
    offsets = list(first(every, _MOST_DIRECTORIES, SOURCE, "parts"))
    for number, offset in enumerate(offsets):
        if number == 0 and directory == "GPS":
            attempt(header.dump_ifd, offset, "GPS", tag_dict=GPS_TAGS)
            continue
        names = (directory or "Image", "Thumbnail")
        attempt(header.dump_ifd, offset, names[number] if number < 2 else f"IFD {number}")
    pointer = header.tags.get("Image ExifOffset")
    if pointer is not None and pointer.values and isinstance(pointer.values[0], int):
        attempt(header.dump_ifd, pointer.values[0], "EXIF")
    return header.tags, trouble
