"""What stands behind a picture's end: another file, a camera's trailer, or unknown bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.metadata.containers import Data
from workbench.metadata.reading import Reading

SOURCE = "trailer"


def readings(data: Data, end: int) -> Iterator[Reading]:
    """Yield how many bytes stand behind the picture's end, and what they seem to be."""
    if end < 0:
        # Damaged segments can hide the end from the walk; the last bytes still show it.
        if b"\xff\xd9" not in bytes(data[max(0, len(data) - 64) : len(data)]):
            yield Reading(SOURCE, "EndMissing", "yes", "", "text")
        return
    count = len(data) - end
    if count <= 0:
        return
    yield Reading(SOURCE, "Bytes", str(count), str(count), "number", f"offset {end}")
    yield Reading(SOURCE, "Kind", trailer_kind(data, end), "", "text", f"offset {end}")


_KNOWN = (
    ("zip", b"PK\x03\x04"),
    ("pdf", b"%PDF-"),
    ("rar", b"Rar!\x1a\x07"),
    ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("program", b"MZ"),
    ("program", b"\x7fELF"),
    ("html", b"<html"),
    ("html", b"<script"),
    ("php", b"<?php"),
)
_BLANK = re.compile(rb"[^\x00\xff\r\n \t]")


def trailer_kind(data: Data, end: int) -> str:
    """Name what stands behind a picture: known trailers of cameras, archives, or unknown."""
    first = bytes(data[end : end + 65536])
    last = bytes(data[max(end, len(data) - 64) : len(data)])
    if _BLANK.search(first) is None:
        return "padding"
    if last.endswith(b"SEFT") or b"MotionPhoto_Data" in first[:64]:
        return "samsung"
    if first[4:8] == b"ftyp" or data.find(b"ftypmp4", end) >= 0:
        return "motion_photo"
    for name, mark in _KNOWN:
        if first.lstrip(b"\x00\r\n \t").startswith(mark):
            return name
    if first.lstrip(b"\x00\xff").startswith(b"\xd8\xff") or b"\xff\xd8\xff" in first[:4096]:
        return "jpeg"
    if data.find(b"PK\x05\x06", max(end, len(data) - 66000)) >= 0:
        return "zip"
    return "unknown"
