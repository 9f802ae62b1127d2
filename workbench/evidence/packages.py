"""Files that hold files: which office format a zip or an OLE file is, without unpacking it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

# The directory of a zip file stands at its end; larger ones are typed as plain zip.
_TAIL = 1024 * 1024
_MOST_MEMBERS = 4096
_STREAMS = 64 * 1024


def zip_type(data: Any, head: bytes) -> str:
    """Tell office documents, e-books and web archives from plain zip files (APPNOTE 6.3)."""
    declared = _stored_mimetype(head)
    if declared:
        return declared
    names = set(_zip_names(data)) or set(_local_names(head))
    if "[Content_Types].xml" in names:
        macros = any(name.endswith("vbaProject.bin") for name in names)
        for folder, plain, with_macros in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return with_macros if macros else plain
    if "AndroidManifest.xml" in names:
        return "application/vnd.android.package-archive"
    if "META-INF/MANIFEST.MF" in names:
        return "application/java-archive"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "application/wacz"
    return "application/zip"


_OFFICE_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE = (
    (
        "word/",
        _OFFICE_XML + "wordprocessingml.document",
        "application/vnd.ms-word.document.macroenabled.12",
    ),
    (
        "xl/",
        _OFFICE_XML + "spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
    ),
    (
        "ppt/",
        _OFFICE_XML + "presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ),
)
_MIMETYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)")


def _stored_mimetype(head: bytes) -> str:
    """Return the type that OpenDocument and EPUB store as their first, unpacked member."""
    if head[30:38] != b"mimetype":
        return ""
    found = _MIMETYPE.match(head, 38)
    return found.group().decode("ascii") if found else ""


def _zip_names(data: Any) -> Iterator[str]:
    """Yield member names from the central directory, without unpacking anything."""
    tail = bytes(data[max(0, len(data) - _TAIL) :])
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        return
    size, offset = struct.unpack_from("<II", tail, end + 12)
    # Bytes put before the zip shift every offset; the directory ends where its end record starts.
    start = max(0, len(data) - len(tail) + end - size)
    directory = bytes(data[start : start + min(size, _TAIL)]) if offset >= 0 else b""
    place = 0
    for _ in range(_MOST_MEMBERS):
        if directory[place : place + 4] != b"PK\x01\x02" or place + 46 > len(directory):
            return
        name, extra, comment = struct.unpack_from("<HHH", directory, place + 28)
        yield directory[place + 46 : place + 46 + name].decode("utf-8", "replace")
        place += 46 + name + extra + comment


def _local_names(head: bytes) -> Iterator[str]:
    """Yield the names that stand before each member: for a zip cut off before its directory."""
    for match in re.finditer(rb"PK\x03\x04", head):
        place = match.start()
        if place + 30 <= len(head):
            (length,) = struct.unpack_from("<H", head, place + 26)
            yield head[place + 30 : place + 30 + length].decode("utf-8", "replace")


def ole_type(data: Any, head: bytes) -> str:
    """Tell the old Office formats apart by the names of their streams ([MS-CFB])."""
    if len(head) < 512:
        return "application/x-ole-storage"
    (sector,) = struct.unpack_from("<I", head, 48)
    (shift,) = struct.unpack_from("<H", head, 30)
    directory = 512 if shift == 9 else 4096
    start = directory + (sector << shift) if shift in {9, 12} else 0
    names = head + bytes(data[start : start + _STREAMS])
    for stream, media_type in _OLE_STREAMS:
        if stream.encode("utf-16-le") in names:
            return media_type
    return "application/x-ole-storage"


_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("Book\x00", "application/vnd.ms-excel"),
)
