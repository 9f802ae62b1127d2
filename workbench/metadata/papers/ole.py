"""Word, Excel and PowerPoint before 2007: what their property streams say, and macros.

The container is read by olefile ([MS-CFB]); the properties follow [MS-OLEPS]. The
documents' own binary formats are not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import olefile

from workbench.metadata.containers import Data
from workbench.metadata.moments import stamp
from workbench.metadata.reading import Reading, failure, plain

SOURCE = "office"
LARGEST = 256 * 1024 * 1024
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_TEXTS = {
    2: "Title", 3: "Subject", 4: "Author", 5: "Keywords", 6: "Description", 7: "Template",
    8: "LastModifiedBy", 9: "Revision", 18: "Application",
}  # fmt: skip
_TIMES = {11: "LastPrinted", 12: "Created", 13: "Modified"}
_NUMBERS = {14: "Pages", 15: "Words", 16: "Characters"}
_MORE = {2: "Category", 14: "Manager", 15: "Company"}
_EDITING, _CODE_PAGE = 10, 1


def opened(data: Data) -> olefile.OleFileIO:
    """Open a compound file from memory.

    Raises
    ------
    OSError
        When it is none, or too damaged.
    """
    return olefile.OleFileIO(io.BytesIO(bytes(data[:LARGEST])))


def readings(data: Data) -> Iterator[Reading]:
    """Yield author, times and counts, and whether there are macros."""
    with opened(data) as document:
        for stream, read in ((_SUMMARY, _summary), (_DOCUMENT, _document)):
            if document.exists(stream):
                try:
                    properties = document.getproperties(stream, convert_time=False)
                except Exception as error:  # noqa: BLE001 - one damaged stream of two
                    yield failure(SOURCE, error, stream[1:])
                    continue
                yield from read(properties)
        names = {part.lower() for entry in document.listdir() for part in entry}
        if names & {"macros", "_vba_project_cur", "vba"}:
            yield Reading(SOURCE, "Macros", "yes", "", "text", "VBA")


def _summary(found: dict[int, Any]) -> Iterator[Reading]:
    codec = _codec(found)
    for number, name in _TEXTS.items():
        if value := _text(found.get(number), codec):
            is_count = name == "Revision" and value.isdigit()
            typed, kind = (value, "number") if is_count else ("", "text")
            yield Reading(SOURCE, name, value, typed, kind, "SummaryInformation")
    for number, name in _TIMES.items():
        # olefile gives whole seconds since 1601 here.
        seconds = found.get(number)
        if isinstance(seconds, int) and (typed := filetime(seconds * 10_000_000)):
            shown = typed.replace("T", " ").removesuffix("+00:00") + " UTC"
            yield Reading(SOURCE, name, shown, typed, "time", "SummaryInformation")
    for number, name in _NUMBERS.items():
        if isinstance(count := found.get(number), int) and count > 0:
            yield Reading(SOURCE, name, str(count), str(count), "number", "SummaryInformation")
    if isinstance(length := found.get(_EDITING), int) and 0 < length < 10**9:
        minutes = str(length // 60)
        yield Reading(SOURCE, "EditingMinutes", minutes, minutes, "number", "SummaryInformation")


def _document(found: dict[int, Any]) -> Iterator[Reading]:
    codec = _codec(found)
    for number, name in _MORE.items():
        if value := _text(found.get(number), codec):
            yield Reading(SOURCE, name, value, "", "text", "DocumentSummaryInformation")


def _codec(found: dict[int, Any]) -> str:
    page = found.get(_CODE_PAGE)
    number = page % 0x10000 if isinstance(page, int) else 1252
    return {65001: "utf-8", 1200: "utf-16-le"}.get(number, f"cp{number}")


def _text(value: Any, codec: str) -> str:
    if isinstance(value, bytes):
        try:
            value = value.decode(codec, "backslashreplace")
        except LookupError:
            value = value.decode("latin-1")
    return plain(value).strip() if isinstance(value, str) else ""


def filetime(value: Any) -> str:
    """Return ISO 8601 in UTC for hundreds of nanoseconds since 1601, or ''."""
    if not isinstance(value, int) or not 0 < value < 2**63:
        return ""
    try:
        return stamp(_EPOCH + timedelta(microseconds=value // 10))
    except OverflowError:
        return ""
