"""Word, Excel, PowerPoint and OpenDocument: authors, times, revisions, what is embedded.

Rich Text and the formats before 2007 have modules of their own. Both families here are
zip files of XML. Members are read one by one with a bound on each; nothing is unpacked to
disk and no relation is followed. Sources: ECMA-376 part 2, OASIS OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.evidence.unread import first, left_out
from workbench.metadata.markup import MarkupRefusedError, local, parse, refused
from workbench.metadata.moments import time_of
from workbench.metadata.papers import rtf
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "office"
LARGEST_MEMBER = 16 * 1024 * 1024
_MOST = 200
_MOST_MEMBERS = 10_000
_OPEN_XML = re.compile(r"openxmlformats-officedocument|ms-(?:word|excel|powerpoint)\..*macro")
_OLD = {
    "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
    "application/x-ole-storage",
}  # fmt: skip
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# Element names of docProps/core.xml, docProps/app.xml and meta.xml, as readings call them.
_NAMES = {
    "creator": "Author",
    "lastModifiedBy": "LastModifiedBy",
    "created": "Created",
    "creation-date": "Created",
    "modified": "Modified",
    "date": "Modified",
    "lastPrinted": "LastPrinted",
    "print-date": "LastPrinted",
    "printed-by": "PrintedBy",
    "revision": "Revision",
    "editing-cycles": "Revision",
    "editing-duration": "EditingTime",
    "TotalTime": "EditingMinutes",
    "title": "Title",
    "subject": "Subject",
    "description": "Description",
    "keywords": "Keywords",
    "category": "Category",
    "Application": "Application",
    "AppVersion": "ApplicationVersion",
    "generator": "Application",
    "Company": "Company",
    "Manager": "Manager",
    "Template": "Template",
    "Pages": "Pages",
    "Words": "Words",
    "Characters": "Characters",
    "Slides": "Slides",
}
# OpenDocument keeps the first author apart, and means by `creator` who saved last.
_OPEN_NAMES = {**_NAMES, "initial-creator": "Author", "creator": "LastModifiedBy"}
_TIMES = {"Created", "Modified", "LastPrinted"}
_NUMBERS = {"Revision", "EditingMinutes", "Pages", "Words", "Characters", "Slides"}
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_MEDIA = re.compile(r"^(?:word|xl|ppt)/(?:media|embeddings)/|^Pictures/|^Object ")
_TRACKED = re.compile(rb"<w:(ins|del|moveFrom|moveTo)\s[^>]*?w:author=\"([^\"]*)\"[^>]*?>")
_TRACKED_DATE = re.compile(rb"w:date=\"([^\"]*)\"")
_RSID = re.compile(rb"<w:rsid w:val=\"[0-9A-Fa-f]{8}\"")


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of an office document."""
    kind = media_type or ""
    if kind == "application/rtf":
        yield from rtf.readings(source.data)
    elif kind in _OLD:
        from workbench.metadata.papers import ole

        yield from ole.readings(source.data)
    if not (_OPEN_XML.search(kind) or kind.startswith(_OPEN_DOCUMENT)):
        return
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        members = list(first(archive.infolist(), _MOST_MEMBERS, SOURCE, "members"))
        for member in members:
            if member.filename in _PROPERTIES:
                yield from _properties(archive, member)
        yield from _contents(members)
        _weigh(members)
        yield from _changes(archive, {member.filename: member for member in members})


def _properties(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Reading]:
    try:
        root = parse(content(archive, member))
    except MarkupRefusedError as error:
        yield refused(SOURCE, error, member.filename)
        return
    names = _OPEN_NAMES if member.filename == "meta.xml" else _NAMES
    for element in first(root.iter(), _MOST, SOURCE, "values"):
        name = names.get(local(element.tag)[1])
        value = plain((element.text or "").strip())
        if name and value:
            yield _reading(name, value, member.filename)
    yield from _statistics(root, member.filename)


def _statistics(root: Element, where: str) -> Iterator[Reading]:
    """Yield OpenDocument's counts, which stand in attributes."""
    wanted = {"page-count": "Pages", "word-count": "Words", "character-count": "Characters"}
    for element in root.iter():
        if local(element.tag)[1] == "document-statistic":
            for tag, value in element.attrib.items():
                if name := wanted.get(local(tag)[1]):
                    yield _reading(name, plain(value), where)


def _reading(name: str, value: str, where: str) -> Reading:
    if name in _TIMES:
        typed = time_of(value)
        return Reading(SOURCE, name, value, typed, "time" if typed else "", where)
    if name in _NUMBERS and value.isdigit():
        return Reading(SOURCE, name, value, value, "number", where)
    return Reading(SOURCE, name, value, "", "text", where)


def _weigh(members: list[zipfile.ZipInfo]) -> None:
    """Say so when a part of the document unpacks to more than anybody reads of it."""
    if any(one.file_size > LARGEST_MEMBER and one.filename.endswith(".xml") for one in members):
        left_out(SOURCE, "start", LARGEST_MEMBER)


def _contents(members: list[zipfile.ZipInfo]) -> Iterator[Reading]:
    media = [member for member in members if _MEDIA.match(member.filename) and member.file_size]
    for member in first(media, _MOST, SOURCE, "members"):
        size = str(member.file_size)
        yield Reading(SOURCE, "Embedded", plain(member.filename), size, "number", "member")
    for name, mark in (
        ("Macros", "vbaProject.bin"),
        ("Macros", "Basic/"),
        ("Comments", "comments"),
    ):
        if any(mark in member.filename for member in members):
            yield Reading(SOURCE, name, "yes", "", "text", mark)


def _changes(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> Iterator[Reading]:
    """Yield tracked changes by author, and how many editing sessions left a mark."""
    if member := members.get("word/document.xml"):
        text = content(archive, member)
        authors: dict[str, list[str]] = {}
        for match in _TRACKED.finditer(text):
            date = _TRACKED_DATE.search(match[0])
            authors.setdefault(plain(match[2]), []).append(plain(date[1]) if date else "")
        for author, dates in first(sorted(authors.items()), _MOST, SOURCE, "values"):
            typed = max(map(time_of, dates))
            kind = "time" if typed else "text"
            value = f"{author} ({len(dates)})"
            yield Reading(SOURCE, "TrackedChanges", value, typed, kind, "word/document.xml")
    if member := members.get("word/settings.xml"):
        count = str(len(_RSID.findall(content(archive, member))))
        if count != "0":
            yield Reading(SOURCE, "EditingSessions", count, count, "number", "word/settings.xml")


def content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return at most 16 MB of one member, whatever it claims to unpack to."""
    if member.file_size > LARGEST_MEMBER:
        left_out(SOURCE, "start", LARGEST_MEMBER)
    with archive.open(member) as stream:
        return stream.read(LARGEST_MEMBER)
