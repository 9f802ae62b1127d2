"""PDF: who made it with what and when, how often it was changed, and what is inside.

Read with pypdf without running or rendering anything. Follows ISO 32000-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from workbench.evidence import pdf_pages
from workbench.evidence.unread import LimitMetError, first, fits, left_out
from workbench.metadata.containers import Data
from workbench.metadata.moments import time_of
from workbench.metadata.pictures import xmp
from workbench.metadata.reading import Reading, SourceFile, failure, plain

SOURCE = "pdf"
#: Pages that are counted; beyond, the number that the file itself gives is told.
MOST_PAGES = 2000
_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company", "Manager")
_TIMES = ("CreationDate", "ModDate")
_DATE = re.compile(
    r"^\s*(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?\s*([Zz]|[+-]\d{2})?(?:(?<=[Zz])00)?'?(\d{2})?'?\s*"
)
_END = re.compile(rb"%%EOF")
_MOST = 100
# What pypdf raises; its class is imported late, as the library is.
_LOCKED = "FileNotDecryptedError"
_MOST_FIELDS = 5000


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of a PDF."""
    data = source.data
    if media_type != "application/pdf" and b"%PDF-" not in bytes(data[:1024]):
        return
    if not fits(data, pdf_pages.LARGEST, SOURCE):
        return
    yield from _structure(data)
    yield from _document(bytes(data))


def pdf_time(text: str) -> str:
    """Return ISO 8601 for a PDF date such as ``D:20240930192211+07'00'``, or ''."""
    match = _DATE.fullmatch(text)
    if match is None:
        return time_of(text)
    year, month, day, hour, minute, second, zone, minutes = match.groups()
    if hour is None:
        return time_of("-".join(filter(None, (year, month, day))))
    offset = "" if not zone else "Z" if zone in "Zz" else f"{zone}:{minutes or '00'}"
    clock = f"{hour}:{minute or '00'}:{second or '00'}"
    return time_of(f"{year}-{month}-{day} {clock}{offset}")


def _structure(data: Data) -> Iterator[Reading]:
    """Yield version, and how often the file was added to: each save may append a part."""
    head = bytes(data[:1024])
    at = head.find(b"%PDF-")
    if at > 0:
        yield Reading(SOURCE, "BytesBeforeStart", str(at), str(at), "number", "header")
    yield Reading(SOURCE, "Version", plain(head[at + 5 : at + 8]), "", "text", "header")
    ends = [match.end() for match in _END.finditer(data)]
    # A file made for the web ends its first part early; that is no second save.
    linearised = b"/Linearized" in head
    revisions = max(1, len(ends) - 1 if linearised else len(ends))
    yield Reading(SOURCE, "Revisions", str(revisions), str(revisions), "number", "%%EOF")
    behind = len(bytes(data[ends[-1] :]).strip()) if ends else 0
    if behind > 8:
        yield Reading(SOURCE, "BytesBehindEnd", str(behind), str(behind), "number", "%%EOF")


def _document(data: bytes) -> Iterator[Reading]:
    try:
        document = pdf_pages.opened(data, SOURCE)
        if document.is_encrypted:
            yield Reading(SOURCE, "Encrypted", "yes", "", "text", "Encrypt")
        document.root_object  # noqa: B018 - raises when there is nothing to begin from
    except LimitMetError:
        raise
    except Exception as error:  # noqa: BLE001 - hostile bytes: any error is a fact
        if type(error).__name__ == _LOCKED:
            yield Reading(SOURCE, "NeedsPassword", "yes", "", "text", "Encrypt")
        yield failure(SOURCE, error)
        return
    # What costs nothing first: it stays when a part after it meets a limit.
    for part in (_info, _identifiers, _metadata, _pages, _actions, _attachments, _signatures):
        try:
            yield from part(document, data)
        except LimitMetError as met:
            left_out(SOURCE, met.limit, met.number)
        except Exception as error:  # noqa: BLE001 - one damaged part must not hide the others
            yield failure(SOURCE, error, part.__name__.strip("_"))


def _pages(document: Any, _data: bytes) -> Iterator[Reading]:
    """Yield how many pages there are; of very many, how many the file says that it has."""
    count = sum(1 for _ in pdf_pages.pages(document, MOST_PAGES, SOURCE))
    if count == MOST_PAGES:
        claimed = document.root_object["/Pages"].get("/Count")
        count = int(claimed) if isinstance(claimed, int) and claimed > count else count
    yield Reading(SOURCE, "Pages", str(count), str(count), "number", "Pages")


def _info(document: Any, _data: bytes) -> Iterator[Reading]:
    info = document.metadata or {}
    for name in _INFO:
        if value := plain(info.get(f"/{name}") or ""):
            yield Reading(SOURCE, name, value, "", "text", "Info")
    for name in _TIMES:
        if value := plain(info.get(f"/{name}") or ""):
            typed = pdf_time(value)
            yield Reading(SOURCE, name, value, typed, "time" if typed else "", "Info")


def _identifiers(document: Any, _data: bytes) -> Iterator[Reading]:
    """Yield whether the two parts of the identifier differ: the second changes on saving."""
    found = document.trailer.get("/ID")
    if found is not None and len(found) == 2:
        same = bytes(found[0].original_bytes) == bytes(found[1].original_bytes)
        yield Reading(SOURCE, "ChangedSinceMade", "no" if same else "yes", "", "text", "ID")


def _metadata(document: Any, _data: bytes) -> Iterator[Reading]:
    stream = document.root_object.get("/Metadata")
    if stream is not None:
        yield from xmp.readings(stream.get_object().get_data())


def _attachments(document: Any, _data: bytes) -> Iterator[Reading]:
    for name in first(sorted(document.attachments), _MOST, SOURCE, "members"):
        yield Reading(SOURCE, "Attachment", plain(name), "", "text", "EmbeddedFiles")


def _actions(document: Any, data: bytes) -> Iterator[Reading]:
    root = document.root_object
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names.get_object():
        yield Reading(SOURCE, "Script", "JavaScript", "", "text", "Names")
    action = root.get("/OpenAction")
    kind = action.get_object() if action is not None else None
    if isinstance(kind, dict) and kind.get("/S") in {"/JavaScript", "/Launch", "/URI"}:
        yield Reading(SOURCE, "OpenAction", plain(kind["/S"]).strip("/"), "", "text", "Catalog")
    if b"/Launch" in data:
        yield Reading(SOURCE, "Launch", "yes", "", "text", "actions")


def _signatures(document: Any, data: bytes) -> Iterator[Reading]:
    """Yield each signature with its time, and whether the file grew after it."""
    for name, found in first(_signed(document), _MOST, SOURCE, "members"):
        value = found["/V"].get_object()
        when = plain(value.get("/M") or "")
        signer = plain(value.get("/Name") or name)
        typed = pdf_time(when) if when else ""
        yield Reading(SOURCE, "Signature", signer, typed, "time" if typed else "text", "AcroForm")
        with suppress(TypeError, ValueError, IndexError):
            covered = [int(number) for number in value.get("/ByteRange", ())]
            if len(covered) == 4:
                after = len(data) - (covered[2] + covered[3])
                if after > 8:
                    number = str(after)
                    yield Reading(SOURCE, "BytesAfterSignature", number, number, "number", signer)


def _signed(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield (name, field) of each signature, looking at a bounded number of fields."""
    form = document.root_object.get("/AcroForm")
    fields = form.get_object().get("/Fields") if form is not None else None
    waiting = [(field, "") for field in reversed(fields.get_object())] if fields else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field, above = waiting.pop()
        found = field.get_object()
        if not isinstance(found, dict):
            continue
        name = ".".join(filter(None, (above, str(found.get("/T") or ""))))
        if found.get("/FT") == "/Sig" and found.get("/V") is not None:
            yield name, found
        kids = found.get("/Kids")
        waiting += [(kid, name) for kid in reversed(kids.get_object())] if kids else []
    if waiting:
        left_out(SOURCE, "objects", _MOST_FIELDS)
