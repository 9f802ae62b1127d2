"""E-mail saved by Outlook (MSG): the same facts as of any e-mail, and Outlook's own times.

Follows [MS-OXMSG] for the file and [MS-OXPROPS] for the properties; olefile opens the
container. Attachments are named, never unpacked.

Read here: extract-msg is under GPL-3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from email import message_from_string
from typing import Any

from workbench.metadata.containers import Data
from workbench.metadata.papers.ole import filetime, opened
from workbench.metadata.reading import Reading, plain

SOURCE = "mail"
_MOST = 100
_LONGEST = 1024 * 1024
_HEADER, _ENTRY = 32, 16
_TEXTS = {
    0x0037: "Subject", 0x0C1A: "SenderName", 0x5D01: "SenderAddress", 0x0C1F: "SenderAddress",
    0x0E04: "To", 0x0E03: "Cc", 0x1035: "Message-ID", 0x1042: "In-Reply-To", 0x0070: "Topic",
    0x3FFA: "LastModifiedBy",
}  # fmt: skip
_TIMES = {
    0x0039: "Date", 0x0E06: "Received", 0x3007: "FileCreated", 0x3008: "FileModified",
}  # fmt: skip
_TRANSPORT = 0x007D
_NAMES_OF_FILES = (0x3707, 0x3704)
_TIME_TYPE, _FLAGS, _UNSENT = 0x0040, 0x0E07, 0x08


def readings(data: Data, headers: Any) -> Iterator[Reading]:
    """Yield the facts of an Outlook message.

    Parameters
    ----------
    data
        The file.
    headers
        Function that yields the readings of an ordinary e-mail's header, for the header
        as received that Outlook keeps whole.
    """
    with opened(data) as message:
        transport = _string(message, [], _TRANSPORT)
        seen = set()
        if transport.strip():
            for reading in headers(message_from_string(transport)):
                seen.add(reading.name)
                yield reading
        for number, name in _TEXTS.items():
            value = _string(message, [], number)
            if value and name not in seen:
                seen.add(name)
                yield Reading(SOURCE, name, plain(value), "", "text", f"0x{number:04X}")
        yield from _numbers(_stream(message, ["__properties_version1.0"]), seen)
        yield from _attachments(message)


def _numbers(properties: bytes, seen: set[str]) -> Iterator[Reading]:
    """Yield times and flags, which stand in the file's table of fixed properties."""
    for at in range(_HEADER, len(properties) - _ENTRY + 1, _ENTRY):
        kind, number = struct.unpack_from("<HH", properties, at)
        if kind == _TIME_TYPE and number in _TIMES and _TIMES[number] not in seen:
            (value,) = struct.unpack_from("<Q", properties, at + 8)
            if typed := filetime(value):
                shown = typed.replace("T", " ").removesuffix("+00:00") + " UTC"
                where = f"0x{number:04X}"
                yield Reading(SOURCE, _TIMES[number], shown, typed, "time", where)
        elif number == _FLAGS:
            (flags,) = struct.unpack_from("<I", properties, at + 8)
            if flags & _UNSENT:
                yield Reading(SOURCE, "Unsent", "yes", "", "text", "0x0E07")


def _attachments(message: Any) -> Iterator[Reading]:
    folders = sorted(
        {entry[0] for entry in message.listdir() if entry[0].startswith("__attach_version1.0")}
    )
    for count, folder in enumerate(folders[:_MOST], 1):
        names = (_string(message, [folder], number) for number in _NAMES_OF_FILES)
        if name := next((name for name in names if name), ""):
            kind = _string(message, [folder], 0x370E)
            yield Reading(SOURCE, "Attachment", plain(name), plain(kind), "text", f"part {count}")


def _string(message: Any, folder: list[str], number: int) -> str:
    for kind, codec in (("001F", "utf-16-le"), ("001E", "cp1252")):
        content = _stream(message, [*folder, f"__substg1.0_{number:04X}{kind}"])
        if content:
            return content.decode(codec, "replace").rstrip("\x00")
    return ""


def _stream(message: Any, path: list[str]) -> bytes:
    if not message.exists(path):
        return b""
    with message.openstream(path) as stream:
        content: bytes = stream.read(_LONGEST)
        return content
