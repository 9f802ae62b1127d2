"""Telegram Desktop's pages: ``messages.html``, ``messages2.html``, … as a browser shows them.

A message holds its own date and sender; the original of a forwarded one stands inside it with a
date and a sender of its own, which are not those of the message. Edits do not show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from workbench.metadata.chats import page_tags
from workbench.metadata.chats.chat import NAMELESS, Chat, Mark, Message, words_of
from workbench.metadata.chats.source_text import Allowance, SourceText
from workbench.metadata.reading import plain

FORM = "Telegram (HTML)"
_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):(\d\d))?")
_LEFT_OUT = ("not included", "tidak disertakan", "exceeds maximum size")
_EMPTY = frozenset({"img", "br", "meta", "link", "input", "hr", "source", "wbr", "col", "area"})
_DEEPEST = 400
# What the parts of a message are, by their classes; what stands in a skipped one is not its text.
_PARTS = {
    "forwarded": "original", "reply_to": "skipped", "reactions": "skipped", "status": "status",
    "title": "media", "question": "media", "answer": "media", "text": "text",
    "details": "skipped",
}  # fmt: skip

_TEXTS = frozenset({"sender", "forwarded", "text", "status", "media"})


def recognise(text: SourceText) -> bool:
    """Whether this is a page of Telegram's."""
    if text.start.lstrip()[:1] != "<":
        return False
    return 'class="page_header' in text.start or text.has(b'class="message default clearfix')


def read(text: SourceText) -> Iterator[Chat]:
    """Yield the chat of one page."""
    page = _Page()
    count = sum(1 for _ in text.messages(page.walk(text.whole, text.allowance)))
    messages = tuple(_message(row) for row in _with_senders(page.rows[:count]))
    if any(message.at is not None for message in messages):
        name = plain("".join(page.title).strip())
        yield Chat(FORM, messages, name, (name,) if name else (), pages=tuple(page.pages))


@dataclass
class _Row:
    """What a page says of one message."""

    number: str
    is_service: bool
    is_joined: bool
    date: str = ""
    is_forwarded: bool = False
    links: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    written: dict[str, list[str]] = field(default_factory=dict)

    def words(self, role: str) -> str:
        """Return what stands in the elements of one role."""
        return "".join(self.written.get(role, ()))


class _Open(NamedTuple):
    """An element that is not closed yet."""

    tag: str
    role: str  # what its text belongs to: its own part, or that of what it stands in
    is_inside: bool  # an original that was forwarded


class _Page:
    """Walks a page and keeps, for each open element, what its text belongs to."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.pages: list[str] = []
        self.title: list[str] = []
        self._open: list[_Open] = [_Open("", "", is_inside=False)]
        self._count: Counter[str] = Counter()

    def walk(self, page: str, allowance: Allowance) -> Iterator[_Row]:
        """Read a page; yield each message as it begins, so that reading may stop at the next."""
        for name, is_end, written in page_tags.pieces(page):
            if not name:
                self._text(written)
            elif not allowance.one_tag():
                return
            elif is_end:
                self._end(name)
            else:
                before = len(self.rows)
                self._start(name, written)
                if len(self.rows) > before:
                    yield self.rows[-1]

    def _start(self, tag: str, written: str) -> None:
        """Note what an element is for."""
        names, classes = _looked_at(written) if written else ({}, [])
        if tag == "a" and "pagination" in classes:
            self.pages.append(plain(names.get("href", "")))
        if tag == "br":
            self._text("\n")
        if tag in _EMPTY or len(self._open) > _DEEPEST:
            return
        above = self._open[-1]
        role = self._role(tag, classes, names) if names else ""
        is_inside = above.is_inside or role == "original"
        self._open.append(_Open(tag, role or above.role, is_inside))
        self._count[tag] += 1

    def _end(self, tag: str) -> None:
        """Close the nearest open element of that name, and what is open inside it."""
        while self._count[tag]:
            closed = self._open.pop().tag
            self._count[closed] -= 1
            if closed == tag:
                return

    def _text(self, written: str) -> None:
        """Give text to what it belongs to."""
        role = self._open[-1].role
        if role == "title":
            if not self.rows:
                self.title.append(page_tags.text(written))
        elif self.rows and role in _TEXTS:
            self.rows[-1].written.setdefault(role, []).append(page_tags.text(written))

    def _role(self, tag: str, classes: list[str], names: dict[str, str]) -> str:
        if tag == "div" and "message" in classes:
            number = names.get("id", "").removeprefix("message")
            self.rows.append(_Row(number, "service" in classes, "joined" in classes))
            return "message"
        is_date = "date" in classes and "details" in classes
        if not self.rows and is_date:
            # Part of a page, saved without what encloses its message.
            self.rows.append(_Row("1", is_service=False, is_joined=False))
        if not self.rows:
            return "title" if "bold" in classes else ""
        return self._of_message(tag, classes, names, is_date=is_date)

    def _of_message(
        self, tag: str, classes: list[str], names: dict[str, str], *, is_date: bool
    ) -> str:
        """Return what an element says of the message that it stands in."""
        row = self.rows[-1]
        row.kinds |= {one for one in classes if one.startswith("media_")}
        link = names.get("href") or ""
        if tag == "a" and link and "://" not in link and self._is_file(classes):
            row.links.append(link)
        is_inside = self._open[-1].is_inside
        if is_date:
            row.date = row.date or ("" if is_inside else names.get("title", ""))
            return "date"
        if "from_name" in classes:
            return "forwarded" if is_inside else "sender"
        return self._part(row, classes)

    @staticmethod
    def _part(row: _Row, classes: list[str]) -> str:
        row.is_forwarded = row.is_forwarded or "forwarded" in classes
        if row.is_service and "details" in classes:
            return "text"
        part = next((_PARTS[one] for one in classes if one in _PARTS), "")
        if part == "media":
            row.written.setdefault(part, []).append("\n")
        return part

    @staticmethod
    def _is_file(classes: list[str]) -> bool:
        return any(one.startswith(("media_", "photo_", "video_", "sticker_", "animated_"))
                   or one.endswith("_wrap") for one in classes)  # fmt: skip


# Most elements of a page are written alike.
@lru_cache(1024)
def _looked_at(written: str) -> tuple[dict[str, str], list[str]]:
    names = page_tags.attributes(written)
    return names, names.get("class", "").split()


def _with_senders(rows: list[_Row]) -> Iterator[_Row]:
    """Yield the messages; one joined to the one above comes from the same person."""
    last = ""
    for row in rows:
        if not row.is_service:
            sender = row.words("sender")
            if not sender.strip() and row.is_joined:
                row.written["sender"] = [last]
            else:
                last = sender
        yield row


def _message(row: _Row) -> Message:
    at, text = _time(row.date), row.words("text").strip()
    where = f"message {plain(row.number)}"
    if row.is_service:
        return Message(where, at, "", text, marks=frozenset({"notice"}))
    marks: set[Mark] = set()
    status, media = row.words("status").casefold(), row.words("media")
    left_out = any(words in status for words in _LEFT_OUT)
    if left_out and not row.links:
        marks.add("omitted")
    for kind, mark in (("poll", "poll"), ("call", "call"), ("location", "location")):
        if f"media_{kind}" in row.kinds:
            marks.add(mark)  # type: ignore[arg-type]
    attached = plain(row.links[0].rpartition("/")[2]) if row.links else ""
    said = words_of(_poll(media) if "poll" in marks else text)
    forwarded = plain(_name(row.words("forwarded"))) or (NAMELESS if row.is_forwarded else "")
    return Message(
        where, at, plain(_name(row.words("sender"))) or NAMELESS, text, said, frozenset(marks),
        attached, plain(media.strip()) if left_out else "", forwarded,
    )  # fmt: skip


def _poll(text: str) -> str:
    lines = (line.strip().removeprefix("- ") for line in text.split("\n"))
    return " | ".join(filter(None, lines))


def _name(text: str) -> str:
    """Return a name without what stands below it, such as the bot it was sent by."""
    return text.strip().split("\n")[0].strip()


def _time(text: str) -> datetime | None:
    found = _TIME.search(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = map(int, found.groups()[:6])
    zone = None
    if found[7]:
        away = timedelta(hours=int(found[8]), minutes=int(found[9]))
        zone = timezone(away if found[7] == "+" else -away) if away <= timedelta(hours=14) else None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
