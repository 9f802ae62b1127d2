"""Facts of conversation exports: span, people, attachments, deleted and edited messages.

Messages themselves stay in the exhibit: a study holds counts, marks with their lines, and one
digest per day. What is compared message by message is kept beside the study
(:mod:`workbench.metadata.chats.talk`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from workbench.metadata.chats.chat import Chat, Message, Unread, backwards
from workbench.metadata.chats.formats import chats
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "chat"
#: Marks of one kind that are listed with their lines; how many there are in all is always said.
MOST_MARKS = 2000
MOST_PEOPLE = 100
MOST_DAYS = 2000
#: Chats of one file whose facts are listed.
MOST_CHATS = 100


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of a messenger's export, also inside its zip file."""
    found = chats(source.data, media_type)
    for chat in found.chats[:MOST_CHATS]:
        yield from _readings(chat, f"{plain(chat.member)}: " if chat.member else "")
    if len(found.chats) > MOST_CHATS:
        yield _unread(Unread("more_chats", str(len(found.chats) - MOST_CHATS)), "")
    for one in found.unread:
        yield _unread(one, "")


def _readings(chat: Chat, where: str) -> Iterator[Reading]:
    spoken = chat.spoken
    yield Reading(SOURCE, "Format", chat.form, "", "text", where)
    if chat.order is not None:
        yield Reading(SOURCE, "DateOrder", chat.order.order, chat.order.basis, "text", where)
        if not chat.order.is_certain:
            yield Reading(SOURCE, "DateOrderUncertain", chat.order.order, chat.order.other,
                          "text", where)  # fmt: skip
    if chat.name:
        yield Reading(SOURCE, "Group", plain(chat.name), "", "text", where)
    yield from _span(chat, where)
    yield _number("Messages", len(spoken), where)
    people = chat.participants
    yield _number("Participants", len(people), where)
    listed = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    for name, count in listed[:MOST_PEOPLE]:
        yield Reading(SOURCE, "Participant", plain(name), str(count), "number", where)
    forwarded = sum(1 for message in spoken if message.forwarded_from)
    if forwarded:
        yield _number("ForwardedMessages", forwarded, where)
    yield from _marks(spoken, where)
    yield from _days(spoken, where)
    for place, line in chat.inside:
        yield Reading(SOURCE, "HeaderInside", plain(line), "", "text", f"{where}{place}")
    for page in chat.pages:
        yield Reading(SOURCE, "FurtherPage", page, "", "text", where)
    for one in chat.unread:
        yield _unread(one, where)


def _span(chat: Chat, where: str) -> Iterator[Reading]:
    """Yield the first and the last time: of an app's list as it stands, else by the clock."""
    timed = [message for message in chat.messages if message.at is not None]
    if chat.order is None:
        timed = [message for message in timed if not message.is_notice] or timed
        timed.sort(key=lambda message: message.at.timestamp() if message.at else 0)
    ends = (("FirstMessage", timed[0]), ("LastMessage", timed[-1])) if timed else ()
    for name, message in ends:
        yield _timed(name, message, where)


def _marks(spoken: list[Message], where: str) -> Iterator[Reading]:
    for name, chosen, said in (
        ("Deleted", _with("deleted", spoken), _sender),
        ("Edited", _with("edited", spoken), _sender),
        ("OutOfOrder", backwards(spoken), _sender),
        ("Forwarded", [one for one in spoken if one.forwarded_from], _origin),
        ("Attached", [one for one in spoken if one.attached], _file),
        ("MediaOmitted", _with("omitted", spoken), _document),
        ("ViewOnce", _with("view_once", spoken), _sender),
        ("Poll", _with("poll", spoken), _sender),
        ("Call", _with("call", spoken), _sender),
        ("Location", _with("location", spoken), _sender),
        ("Placeholder", _with("placeholder", spoken), _sender),
    ):
        for message in chosen[:MOST_MARKS]:
            yield _timed(name, message, where, said(message))
        if len(chosen) > MOST_MARKS:
            yield _unread(Unread("more_marks", str(len(chosen) - MOST_MARKS), name), where)


def _with(mark: str, spoken: list[Message]) -> list[Message]:
    return [message for message in spoken if mark in message.marks]


Said = Callable[[Message], str]


def _sender(message: Message) -> str:
    return message.sender


def _file(message: Message) -> str:
    return message.attached


def _document(message: Message) -> str:
    return message.document or message.sender


def _origin(message: Message) -> str:
    return message.forwarded_from


def _days(spoken: list[Message], where: str) -> Iterator[Reading]:
    """Yield one digest per day, over minute and words: names differ from phone to phone."""
    days: dict[date, list[str]] = defaultdict(list)
    for message in spoken:
        if message.at is not None:
            days[message.at.date()].append(f"{message.at:%H:%M} {message.said}")
    for day, lines in sorted(days.items())[:MOST_DAYS]:
        digest = hashlib.sha256("\n".join(lines).encode("utf-8", "backslashreplace")).hexdigest()
        value = f"{len(lines)} {digest[:16]}"
        yield Reading(SOURCE, "Day", value, day.isoformat(), "", where)
    if len(days) > MOST_DAYS:
        yield _unread(Unread("more_days", str(len(days) - MOST_DAYS)), where)


def _timed(name: str, message: Message, where: str, value: str = "") -> Reading:
    typed = message.typed
    if name == "Edited" and message.edited_at is not None:
        typed = message.edited_at.isoformat(timespec="seconds")
    kind = "time" if typed else "text"
    return Reading(SOURCE, name, plain(value) or typed, typed, kind, f"{where}{message.where}")


def _number(name: str, count: int, where: str) -> Reading:
    return Reading(SOURCE, name, str(count), str(count), "number", where)


def _unread(one: Unread, where: str) -> Reading:
    return Reading(SOURCE, "NotRead", one.reason, plain(one.detail), "text", f"{where}{one.where}")
