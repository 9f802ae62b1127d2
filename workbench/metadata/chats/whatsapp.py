"""WhatsApp exports as text: Android and iOS, old and new, in the languages of phones.

An export names no zone and shows the clock of the phone that made it; contact names are those of
that phone's address book. Deleted messages leave a mark, edited ones since 2023 too; forwarding
leaves none. Signal's text exports have the same grammar (:mod:`.signal`).

An export keeps to one form of head, and on iOS to CRLF between messages: a line of another form,
or one that only a LF sets off, is text of the message above, whatever it looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from itertools import islice

from workbench.metadata.chats.chat import NAMELESS, Chat, DateOrder, Message, Unread
from workbench.metadata.chats.date_order import date_order, day_of
from workbench.metadata.chats.headers import HALF, INVISIBLE, Header, header, plain_line
from workbench.metadata.chats.marks import (
    content,
    group_named,
    is_marked_notice,
    is_notice,
    is_of_encryption,
    named_day,
)
from workbench.metadata.chats.source_text import Allowance, SourceText

# An export begins within so many lines; below notes that somebody wrote above it, its heads must
# come at least twice.
_AT_ONCE = 10
_LATER = 400
_TWICE = 2
_SENDER = re.compile(r"(.{0,80}?):(?:\s(.*)|$)")
_NAMES = ("-WA", "-PHOTO-", "-VIDEO-", "-AUDIO-", "-GIF-", "-STICKER-")
_MOST_INSIDE = 200
_SHOWN = 80


@dataclass
class _Piece:
    """One head and the lines below it, up to the next line that looks like a head."""

    head: Header
    more: list[str]
    is_set_off: bool  # whether a CRLF stands before it


def looks_like_chat(head: str) -> bool:
    """Whether a text begins as an export does."""
    return _recognised(enumerate(head.split("\n"), 1))


def recognise(text: SourceText) -> bool:
    """Whether this is an export as text."""
    return looks_like_chat(text.start)


def parse(text: str) -> Chat | None:
    """Return the chat that a text holds, or None when it is no export."""
    return _chat(text.split("\n"), Allowance())


def read(text: SourceText) -> Iterator[Chat]:
    """Yield the chat of a WhatsApp export."""
    chat = _chat(text.lines(), text.allowance)
    if chat is not None:
        yield chat


def _recognised(lines: Iterable[tuple[int, str]]) -> bool:
    forms: Counter[tuple[str, ...]] = Counter()
    for number, raw in islice(lines, _LATER):
        found = header(number, raw)
        if found is None:
            continue
        if number <= _AT_ONCE:
            return True
        if _SENDER.match(found.body):
            forms[found.form] += 1
            if forms[found.form] >= _TWICE:
                return True
    return False


def _chat(lines: Iterable[str], allowance: Allowance) -> Chat | None:
    above, pieces, ends = _pieces(lines, allowance)
    if not pieces:
        return None
    form = _form(pieces, above)
    by_crlf = ends.is_by_crlf and pieces[0].head.system == "ios"
    own = [p.head for p in pieces if _is_of(p.head, form) and (p.is_set_off or not by_crlf)]
    own = own or [pieces[0].head]
    reader = _Reader(form, date_order(own, _attached(own)), by_crlf=by_crlf)
    return reader.chat(above, pieces)


@dataclass
class _Ends:
    crlf: int = 0
    last: str = ""

    @property
    def is_by_crlf(self) -> bool:
        """Whether messages end with CRLF: then the last line of the file does too."""
        return self.crlf > 0 and self.last.endswith("\r")


def _pieces(lines: Iterable[str], allowance: Allowance) -> tuple[list[str], list[_Piece], _Ends]:
    above: list[str] = []
    pieces: list[_Piece] = []
    ends = _Ends()
    is_set_off = True
    for number, raw in enumerate(lines, 1):
        found = header(number, raw)
        if found is not None:
            if not allowance.one():
                break
            pieces.append(_Piece(found, [], is_set_off))
        else:
            (pieces[-1].more if pieces else above).append(raw)
        is_set_off = raw.endswith("\r")
        ends.crlf += is_set_off
        if raw:
            ends.last = raw
    return above, pieces, ends


def _form(pieces: list[_Piece], above: list[str]) -> tuple[str, ...]:
    """Return the form of the export's heads: that of its first line.

    Where something else stands above, the most frequent one.
    """
    if not any(line.strip() for line in above):
        return pieces[0].head.form
    return Counter(piece.head.form for piece in pieces).most_common(1)[0][0]


def _is_of(head: Header, form: tuple[str, ...]) -> bool:
    """Whether a head has the form of the export.

    Old Android leaves out the year of the current year; some exports hold hours of both kinds.
    """
    if head.form == form:
        return True
    return all(
        ours.removesuffix(", no year") == theirs.removesuffix(", no year")
        for place, (ours, theirs) in enumerate(zip(head.form, form, strict=True))
        if place != HALF
    )


def _attached(heads: Iterable[Header]) -> Iterator[tuple[Header, date]]:
    for head in heads:
        if any(sign in head.body for sign in _NAMES):
            day = named_day(head.body[:200])
            if day is not None and (name := content(head.body).attached):
                named = named_day(name)
                if named is not None:
                    yield head, named


class _Reader:
    """Puts pieces together to messages, once form and order are known."""

    def __init__(self, form: tuple[str, ...], order: DateOrder, *, by_crlf: bool) -> None:
        self.form = form
        self.by_crlf = by_crlf
        self.order = order
        self.inside: list[tuple[str, str]] = []
        self.looks = 0
        self.impossible = 0
        self.without_year = 0
        self._latest: date | None = None

    def chat(self, above: list[str], pieces: list[_Piece]) -> Chat:
        whole: list[tuple[Header, date | None, list[str]]] = []
        for piece in pieces:
            own, day = self._is_own(piece)
            if own or not whole:
                whole.append((piece.head, day, piece.more))
                continue
            self._inside(piece.head)
            whole[-1][2].extend([piece.head.raw, *piece.more])
        people = self._people(whole)
        messages = tuple(self._message(head, day, more, people) for head, day, more in whole)
        names = group_named(one.text for one in messages if one.is_notice)
        system = pieces[0].head.system
        return Chat(
            f"WhatsApp ({system}, {self.order.order})",
            messages,
            names[-1] if names else "",
            tuple(dict.fromkeys(names)),
            self.order,
            tuple(self.inside),
            tuple(self._unread(above)),
        )

    def _is_own(self, piece: _Piece) -> tuple[bool, date | None]:
        head = piece.head
        if not _is_of(head, self.form) or (self.by_crlf and not piece.is_set_off):
            return False, None
        if "no year" in head.form[1]:
            self.without_year += 1
            return True, self._with_year(head)
        day = day_of(head.date, self.order.order, head.form[1])
        self.impossible += day is None
        self._latest = day or self._latest
        return day is not None, day

    def _with_year(self, head: Header) -> date | None:
        """Return a day without a year as the next such day after the message above."""
        if self._latest is None:
            return None
        first, second, _ = head.date
        for year in (self._latest.year, self._latest.year + 1):
            day = day_of((first, second, year), "dmy", head.form[1])
            if day is not None and day >= self._latest:
                self._latest = day
                return day
        return None

    def _inside(self, head: Header) -> None:
        self.looks += 1
        if len(self.inside) < _MOST_INSIDE:
            self.inside.append((f"line {head.line}", plain_line(head.raw)[:_SHOWN]))

    def _people(self, whole: list[tuple[Header, date | None, list[str]]]) -> _People:
        people = _People(is_ios=whole[0][0].system == "ios")
        for head, _, _ in whole:
            people.meet(head)
        return people

    def _message(self, head: Header, day: date | None, more: list[str], people: _People) -> Message:
        while more and not plain_line(more[-1]).strip():
            more.pop()
        at = None if day is None else datetime.combine(day, time(*head.clock))
        where = f"line {head.line}"
        found = _SENDER.match(head.body)
        text = "\n".join([head.body, *map(plain_line, more)])
        if found is None or people.is_notice(head, found[1], found[2] or ""):
            return Message(
                where, at, "", text, marks=frozenset({"notice"}), has_seconds=head.has_seconds
            )
        sender = found[1].strip() or NAMELESS
        text = "\n".join([found[2] or "", *map(plain_line, more)]).lstrip("\n")
        raw = None
        if not head.raw.isascii():
            raw = "\n".join([_raw_end(head.raw, len(found[2] or "")), *more])
        # iOS puts a mark before the head of each message with media, in every language.
        has_media = head.is_marked and head.system == "ios" and people.marks_media
        said = content(text, raw, has_media=has_media)
        return Message(
            where, at, sender, text, said.said, said.marks, said.attached, said.document,
            has_seconds=head.has_seconds,
        )  # fmt: skip

    def _unread(self, above: list[str]) -> Iterator[Unread]:
        lines = sum(1 for line in above if line.strip())
        if lines:
            yield Unread("lines_above", str(lines), "line 1")
        if self.impossible:
            yield Unread("impossible_dates", str(self.impossible))
        if self.without_year:
            yield Unread("no_year", str(self.without_year))
        if self.looks > len(self.inside):
            yield Unread("more_inside", str(self.looks - len(self.inside)))


def _raw_end(raw: str, length: int) -> str:
    """Return the end of a raw line that has so many letters, with the app's mark before it."""
    line = raw.removesuffix("\r")
    at, seen = len(line), 0
    while at and (seen < length or ord(line[at - 1]) in INVISIBLE):
        at -= 1
        seen += ord(line[at]) not in INVISIBLE
    return line[at:]


class _People:
    """Who speaks, and what only the app says."""

    def __init__(self, *, is_ios: bool) -> None:
        self.is_ios = is_ios
        self.spoken: Counter[str] = Counter()
        self.marked: Counter[str] = Counter()
        self.first = ""
        self.marks_media = False

    def meet(self, head: Header) -> None:
        """Count one head: whether a person's words or the app's follow the name."""
        found = _SENDER.match(head.body)
        if found is None:
            return
        name, text = found[1].strip(), found[2] or ""
        if self.is_ios and head.is_marked:
            self.marks_media = True
        marked = _text_is_marked(head, text) if self.is_ios else head.body_is_marked
        (self.marked if marked else self.spoken)[name] += 1
        if not self.first:
            self.first = name

    @cached_property
    def group(self) -> str:
        """On iOS the group itself, under whose name notices stand: nobody ever writes so."""
        silent = self.is_ios and self.first in self.marked and self.first not in self.spoken
        return self.first if silent else ""

    def is_notice(self, head: Header, sender: str, text: str) -> bool:
        """Whether a line with a colon is a notice all the same."""
        name = sender.strip()
        if self.is_ios:
            return self._is_ios_notice(head, name, text)
        if name and head.body_is_marked and name not in self.spoken:
            return True
        if name == self.first and self.spoken[name] == 1 and is_of_encryption(text[:400]):
            # Under the name of the group, as the first thing of all.
            return True
        # Android: a notice that holds a colon, such as the name of a group.
        return is_notice(sender) or (sender.count('"') + sender.count("“")) % 2 == 1

    def _is_ios_notice(self, head: Header, name: str, text: str) -> bool:
        unmarked = head.raw.isascii() and name == self.first
        if (unmarked or _text_is_marked(head, text)) and is_notice(text[:400]):
            return True
        if head.is_marked or not _text_is_marked(head, text):
            return False
        if content(text).marks or content(text).attached:
            return False
        return name == self.group or text.startswith(name) or is_marked_notice(text)


def _text_is_marked(head: Header, text: str) -> bool:
    """Whether the app's mark stands right before the text."""
    if head.raw.isascii():
        return False
    return replace_body(head, text).body_is_marked


def replace_body(head: Header, text: str) -> Header:
    """Return the head as if it reached as far as the text."""
    return head._replace(body=text)


def relabelled(chat: Chat, messenger: str) -> Chat:
    """Return a chat as one of another messenger with the same grammar."""
    order = chat.order.order if chat.order is not None else ""
    return replace(chat, form=f"{messenger} ({order})")
