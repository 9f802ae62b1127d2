"""Facts of conversation exports: span, people, attachments, deleted and edited messages.

Messages themselves stay in the exhibit: a study holds counts, marks with their
lines, and one digest per day, by which two exports of one group are compared.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from workbench.evidence.unread import first, fits, left_out
from workbench.metadata.chats import telegram
from workbench.metadata.chats.whatsapp import Chat, Message, backwards, looks_like_chat, parse
from workbench.metadata.containers import Data
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "chat"
LARGEST = 32 * 1024 * 1024
_HEAD = 8192
_MOST = 300
_MOST_PEOPLE, _MOST_DAYS, _MOST_MEMBERS = 100, 2000, 5000
_MEMBER = re.compile(r"(?:^|/)(?:_chat|(?:WhatsApp Chat|Chat WhatsApp|Obrolan).*)\.txt$", re.I)
_TEXT = {None, "text/plain", "text/html", "application/json", "text/csv"}


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of a WhatsApp or Telegram export, also inside its zip file."""
    data = source.data
    if media_type == "application/zip":
        yield from _zipped(data)
    elif media_type in _TEXT and fits(data, LARGEST, SOURCE):
        yield from of_text(decoded(bytes(data)), "")


def of_text(text: str, where: str) -> Iterator[Reading]:
    """Yield the facts of an export that stands in `text`."""
    head = text[:_HEAD]
    if looks_like_chat(head):
        chat = parse(text)
        if chat is not None and chat.messages:
            yield from _readings(chat, where)
    else:
        yield from telegram.readings(text)


def decoded(data: bytes) -> str:
    """Return text in the encodings that exports come in; what is no text shows as such."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "backslashreplace")


def _zipped(data: Data) -> Iterator[Reading]:
    """Yield the facts of the text inside a zip export; nothing else is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in first(archive.infolist(), _MOST_MEMBERS, SOURCE, "members"):
            if _MEMBER.search(member.filename):
                if member.file_size > LARGEST:
                    left_out(SOURCE, "bytes", LARGEST)
                    return
                with archive.open(member) as stream:
                    text = decoded(stream.read(LARGEST))
                yield from of_text(text, f"{plain(member.filename)}: ")
                return


def _readings(chat: Chat, where: str) -> Iterator[Reading]:
    messages = chat.messages
    spoken = [message for message in messages if message.sender]
    yield Reading(SOURCE, "Format", f"WhatsApp ({chat.system}, {chat.order})", "", "text", where)
    if not chat.is_order_certain:
        yield Reading(SOURCE, "DateOrderUncertain", chat.order, "", "text", where)
    if chat.group:
        yield Reading(SOURCE, "Group", plain(chat.group), "", "text", where)
    for name, message in (("FirstMessage", messages[0]), ("LastMessage", messages[-1])):
        yield _timed(name, message, where)
    yield _number("Messages", len(spoken), where)
    people = Counter(message.sender for message in spoken)
    yield _number("Participants", len(people), where)
    most_first = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    for name, count in first(most_first, _MOST_PEOPLE, SOURCE, "values"):
        yield Reading(SOURCE, "Participant", plain(name), str(count), "number", where)
    yield from _marks(spoken, where)
    yield from _days(spoken, where)


def _marks(spoken: list[Message], where: str) -> Iterator[Reading]:
    for name, chosen in (
        ("Deleted", [message for message in spoken if message.is_deleted]),
        ("Edited", [message for message in spoken if message.is_edited]),
        ("OutOfOrder", backwards(spoken)),
        ("Attached", [message for message in spoken if message.attached]),
        ("MediaOmitted", [message for message in spoken if message.is_omitted]),
    ):
        for message in first(chosen, _MOST, SOURCE, "messages"):
            yield _timed(name, message, where, message.attached or message.sender)


def _days(spoken: list[Message], where: str) -> Iterator[Reading]:
    """Yield one digest per day, over minute and text: names differ from phone to phone."""
    days: dict[date, list[str]] = defaultdict(list)
    for message in spoken:
        text = "" if message.is_omitted or message.attached else " ".join(message.text.split())
        days[message.at.date()].append(f"{message.at:%H:%M} {text}")
    for day, lines in first(sorted(days.items()), _MOST_DAYS, SOURCE, "values"):
        digest = hashlib.sha256("\n".join(lines).encode("utf-8", "backslashreplace")).hexdigest()
        value = f"{len(lines)} {digest[:16]}"
        yield Reading(SOURCE, "Day", value, day.isoformat(), "", where)


def _timed(name: str, message: Message, where: str, value: str = "") -> Reading:
    typed = message.at.isoformat(timespec="seconds" if message.has_seconds else "minutes")
    shown = plain(value) or typed
    return Reading(SOURCE, name, shown, typed, "time", f"{where}line {message.line}")


def _number(name: str, count: int, where: str) -> Reading:
    return Reading(SOURCE, name, str(count), str(count), "number", where)
