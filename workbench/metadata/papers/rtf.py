r"""Rich Text: author, last operator, times and traces of editing.

Follows Microsoft's Rich Text Format Specification 1.9.1. Only the groups that speak of
the document itself are read; nothing of the text is kept.

Read here: striprtf gives the text only, and it is the group about the document that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from workbench.evidence.unread import first, left_out
from workbench.evidence.unread import head as first_bytes
from workbench.metadata.containers import Data
from workbench.metadata.moments import time_of
from workbench.metadata.reading import Reading, plain

SOURCE = "office"
_HEAD = 1024 * 1024
_MOST = 500
_LARGEST = 64 * 1024 * 1024
_LONGEST = 64 * 1024
#: Levels of groups; the words of a letter need a dozen.
DEEPEST = 200
_TEXTS = {
    "title": "Title", "subject": "Subject", "author": "Author", "operator": "LastModifiedBy",
    "company": "Company", "manager": "Manager", "keywords": "Keywords", "category": "Category",
    "doccomm": "Description", "comment": "Description",
}  # fmt: skip
_TIMES = {
    "creatim": "Created", "revtim": "Modified", "printim": "LastPrinted", "buptim": "BackedUp",
}  # fmt: skip
_NUMBERS = {
    "version": "Revision", "edmins": "EditingMinutes", "nofpages": "Pages", "nofwords": "Words",
    "nofchars": "Characters",
}  # fmt: skip
_WORD = re.compile(rb"\\([a-z]+)(-?\d+)? ?")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
_TOKEN = re.compile(
    rb"\\u(-?\d+) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?|\\'([0-9a-fA-F]{2})|\\([a-z]+-?\d*) ?"
    rb"|\\([^a-z])|[{}]|([^\\{}]+)"
)
_MARKS = (("Picture", rb"\\pict\b"), ("Embedded", rb"\\objdata\b"))


def readings(data: Data) -> Iterator[Reading]:
    """Yield what a Rich Text file says about itself."""
    head = bytes(data[:_HEAD])
    braces = np.frombuffer(head, np.uint8)
    steps = (braces == ord("{")).astype(np.int32) - (braces == ord("}")).astype(np.int32)
    if len(steps) and steps.cumsum().max() > DEEPEST:
        left_out(SOURCE, "depth", DEEPEST)
    page = _CODE_PAGE.search(head)
    codec = f"cp{int(page[1])}" if page and int(page[1]) < 65000 else "cp1252"
    info = _group(head, rb"{\\info\b")
    for name, content in _groups(info):
        if name in _TEXTS and (value := _text(content, codec)):
            yield Reading(SOURCE, _TEXTS[name], value, "", "text", "info")
        elif name in _TIMES and (typed := _time(content)):
            yield Reading(SOURCE, _TIMES[name], typed.replace("T", " "), typed, "time", "info")
    for match in _WORD.finditer(info):
        label = _NUMBERS.get(match[1].decode())
        if label and match[2]:
            value = str(int(match[2]))
            yield Reading(SOURCE, label, value, value, "number", "info")
    if generator := _text(_group(head, rb"{\\\*\\generator\b"), codec).rstrip(";"):
        yield Reading(SOURCE, "Application", generator, "", "text", "generator")
    yield from _traces(head, first_bytes(data, _LARGEST, SOURCE), codec)


def _traces(head: bytes, whole: bytes, codec: str) -> Iterator[Reading]:
    authors = _text(_group(head, rb"{\\\*\\revtbl\b").replace(b"}", b"\\'0a}"), codec)
    names = [name.strip() for name in authors.replace(";", "\n").split("\n")]
    for name in dict.fromkeys(name for name in names if name not in {"", "Unknown"}):
        yield Reading(SOURCE, "TrackedChanges", name, "", "text", "revtbl")
    sessions = len(set(re.findall(rb"\\rsid(\d+)", _group(head, rb"{\\\*\\rsidtbl\b"))))
    if sessions:
        count = str(sessions)
        yield Reading(SOURCE, "EditingSessions", count, count, "number", "rsidtbl")
    for name, mark in _MARKS:
        found = len(re.findall(mark, whole))
        if found:
            yield Reading(SOURCE, name, str(found), str(found), "number", mark[2:6].decode())


def _group(text: bytes, start: bytes) -> bytes:
    """Return one group with its braces, or b'' when there is none or it does not end."""
    match = re.search(start, text)
    if match is None:
        return b""
    depth = 0
    for brace in re.finditer(rb"\\[\\{}]|[{}]", text[match.start() : match.start() + _LONGEST]):
        if len(brace[0]) == 1:
            depth += 1 if brace[0] == b"{" else -1
            if depth == 0:
                return text[match.start() : match.start() + brace.end()]
    if len(text) - match.start() > _LONGEST:
        left_out(SOURCE, "bytes", _LONGEST)
    return b""


def _groups(info: bytes) -> Iterator[tuple[str, bytes]]:
    for match in first(re.finditer(rb"{(?:\\\*)?\\([a-z]+)", info), _MOST, SOURCE, "values"):
        name = match[1].decode()
        if name in _TEXTS or name in _TIMES:
            yield name, _group(info[match.start() :], rb"^{")


def _text(group: bytes, codec: str) -> str:
    """Return the text of a group, its escapes decoded."""
    parts: list[str] = []
    raw = b""
    for match in _TOKEN.finditer(group):
        if match[2]:
            raw += bytes.fromhex(match[2].decode())
            continue
        if raw:
            parts.append(_decoded(raw, codec))
            raw = b""
        if match[1]:
            parts.append(chr(int(match[1]) % 0x10000))
        elif match[4] in {b"\\", b"{", b"}"}:
            parts.append(match[4].decode())
        elif match[5]:
            parts.append(_decoded(match[5].replace(b"\r", b"").replace(b"\n", b""), codec))
    parts.append(_decoded(raw, codec))
    joined = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(joined.strip())


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec, "backslashreplace")
    except LookupError:
        return raw.decode("latin-1")


def _time(group: bytes) -> str:
    r"""Return ISO 8601 for ``\yr2024\mo9\dy30\hr19\min22``; such times name no zone."""
    found = {match[1]: int(match[2]) for match in _WORD.finditer(group) if match[2]}
    if not {b"yr", b"mo", b"dy"} <= found.keys():
        return ""
    text = f"{found[b'yr']:04d}-{found[b'mo']:02d}-{found[b'dy']:02d}"
    clock = f" {found.get(b'hr', 0):02d}:{found.get(b'min', 0):02d}"
    seconds = f":{found[b'sec']:02d}" if b"sec" in found else ""
    return time_of(text + clock + seconds)
