"""Web captures: pages saved by browsers and tools as HTML, MHTML and WARC.

Which address, when, and by which tool, where the file says so. Whatever a page says
of itself was written by its owner; what the tool added is named as such.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import zlib
from collections.abc import Iterator
from email import message_from_bytes

from workbench.evidence.unread import first
from workbench.evidence.unread import head as first_bytes
from workbench.metadata.containers import Data
from workbench.metadata.moments import letter_time, time_of
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "capture"
_HEAD = 512 * 1024
_MOST = 200
_INFLATED = 16 * 1024 * 1024
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_SINGLEFILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*url:\s*(\S+)\s*saved date:\s*([^\n]+?)\s*(?:-->|\n)", re.I
)
_TITLE = re.compile(r"<title[^>]*>(.{0,500}?)</title>", re.I | re.S)
_META = re.compile(r"<meta\s[^>]{0,600}>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LINK = re.compile(r"<link\s[^>]*rel=[\"']?canonical[\"']?[^>]*>", re.I)
_LD_DATE = re.compile(
    r"\"(datePublished|dateModified|uploadDate|dateCreated)\"\s*:\s*\"([^\"]{4,40})\""
)
_WANTED = {
    "og:url": "Address", "og:title": "PageTitle", "og:site_name": "Site", "og:type": "PageType",
    "article:published_time": "Published", "article:modified_time": "PageModified",
    "og:updated_time": "PageModified", "author": "Author", "article:author": "Author",
    "twitter:creator": "Account", "twitter:site": "SiteAccount", "generator": "Generator",
    "profile:username": "Account", "date": "Published",
}  # fmt: skip
_TIMES = {"Published", "PageModified"}
_LD_NAMES = {
    "datePublished": "Published",
    "uploadDate": "Published",
    "dateCreated": "Published",
    "dateModified": "PageModified",
}
# The account in an address of a platform, such as facebook.com/NAME.
_HANDLE = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:facebook\.com|instagram\.com|twitter\.com|x\.com|threads\.net|"
    r"tiktok\.com|youtube\.com)/@?([\w.\-]{2,60})(?:[/?#]|$)",
    re.I,
)
_NOT_HANDLES = {
    "watch", "reel", "reels", "p", "photo", "photo.php", "permalink.php", "story.php", "groups",
    "share", "video", "i", "intent", "home", "explore", "profile.php",
}  # fmt: skip


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of a captured page; nothing for other files."""
    data = source.data
    if media_type in {"text/html", "application/xhtml+xml"}:
        yield from _page(first_bytes(data, _HEAD, SOURCE).decode("utf-8", "replace"))
    elif media_type in {"message/rfc822", "multipart/related", "application/x-mimearchive"}:
        yield from _mhtml(data)
    elif media_type in {"application/warc", "application/gzip", "application/x-gzip"}:
        yield from _warc(data)


def _page(text: str) -> Iterator[Reading]:
    if match := _SINGLEFILE.search(text):
        yield Reading(SOURCE, "Tool", "SingleFile", "", "text", "comment")
        yield from _address(html.unescape(match[1]), "comment")
        typed = _script_date(match[2])
        yield Reading(
            SOURCE, "CapturedAt", plain(match[2]), typed, "time" if typed else "", "comment"
        )
    elif match := _SAVED.search(text):
        yield Reading(SOURCE, "Tool", "browser", "", "text", "comment")
        yield from _address(html.unescape(match[1]), "comment")
    if match := _TITLE.search(text):
        title = " ".join(html.unescape(match[1]).split())
        yield Reading(SOURCE, "Title", plain(title), "", "text", "title")
    yield from _said_by_page(text)


def _said_by_page(text: str) -> Iterator[Reading]:
    for match in first(_META.finditer(text), _MOST, SOURCE, "tags"):
        attributes = _attributes(match[0])
        key = (attributes.get("property") or attributes.get("name") or "").lower()
        name, value = _WANTED.get(key), plain(attributes.get("content", ""))
        if name == "Address":
            yield from _address(value, key)
        elif name and value:
            typed = time_of(value) if name in _TIMES else ""
            yield Reading(SOURCE, name, value, typed, "time" if typed else "text", key)
    for key, value in first(_LD_DATE.findall(text), _MOST, SOURCE, "values"):
        typed = time_of(value)
        if typed:
            yield Reading(SOURCE, _LD_NAMES[key], plain(value), typed, "time", f"json {key}")
    link = _LINK.search(text)
    if link and (href := _attributes(link[0]).get("href")):
        yield from _address(href, "canonical")


def _attributes(element: str) -> dict[str, str]:
    """Return the attributes of one element as it stands in the page, entities resolved."""
    found = _ATTRIBUTE.findall(element)
    return {name.lower(): html.unescape(one or other) for name, one, other in found}


def _address(address: str, where: str) -> Iterator[Reading]:
    yield Reading(SOURCE, "Address", plain(address), "", "text", where)
    match = _HANDLE.match(address)
    if match and match[1].lower() not in _NOT_HANDLES:
        yield Reading(SOURCE, "Account", plain(match[1]), "", "text", where)


def _mhtml(data: Data) -> Iterator[Reading]:
    """Read the head of a page saved by Chromium or Internet Explorer (RFC 2557)."""
    head = first_bytes(data, 65536, SOURCE)
    message = message_from_bytes(head)
    address = message.get("Snapshot-Content-Location")
    origin = str(message.get("From", ""))
    if address is None and "Saved by" not in origin:
        return
    yield Reading(SOURCE, "Tool", plain(origin.strip("<> ")) or "MHTML", "", "text", "header")
    if address:
        yield from _address(plain(address), "header")
    if message.get("Subject"):
        yield Reading(SOURCE, "Title", plain(message["Subject"]), "", "text", "header")
    if date := message.get("Date"):
        typed = letter_time(str(date))
        yield Reading(SOURCE, "CapturedAt", plain(date), typed, "time" if typed else "", "header")


def _warc(data: Data) -> Iterator[Reading]:
    """Read the first records of a web archive (ISO 28500), packed or not."""
    head = first_bytes(data, _HEAD, SOURCE)
    if head[:2] == b"\x1f\x8b":
        head = _unpacked(head)
    if not head.startswith(b"WARC/"):
        return
    yield Reading(SOURCE, "Tool", "WARC", "", "text", "record 1")
    seen = set()
    for number, part in enumerate(re.split(rb"(?=^WARC/1\.\d\r?\n)", head, flags=re.M)[1:_MOST], 1):
        fields = dict(re.findall(rb"^([\w-]+):\s*(.*?)\r?$", part[:4096], re.M))
        kind = plain(fields.get(b"WARC-Type", b""))
        address = plain(fields.get(b"WARC-Target-URI", b"").strip(b"<>"))
        if kind in {"response", "resource"} and address and address not in seen:
            seen.add(address)
            yield from _address(address, f"record {number}")
            date = plain(fields.get(b"WARC-Date", b""))
            typed = time_of(date)
            if typed:
                yield Reading(SOURCE, "CapturedAt", date, typed, "time", f"record {number}")
        elif kind == "warcinfo" and (found := re.search(rb"^software:\s*(.+?)\r?$", part, re.M)):
            yield Reading(SOURCE, "Software", plain(found[1]), "", "text", f"record {number}")


def _unpacked(head: bytes) -> bytes:
    """Return what can be unpacked of the first part, at most 16 MB."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(head)) as stream:
            return stream.read(_INFLATED)
    except (OSError, EOFError, zlib.error):
        return zlib.decompressobj(31).decompress(head, _INFLATED) if len(head) > 32 else b""


def _script_date(text: str) -> str:
    """Return ISO 8601 for ``Mon Sep 30 2024 19:22:11 GMT+0700 (…)`` as browsers write it."""
    match = re.search(r"([A-Za-z]{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})", text)
    if match is None:
        return time_of(text)
    month, day, year, clock, offset = match.groups()
    return letter_time(f"{day} {month} {year} {clock} {offset}")
