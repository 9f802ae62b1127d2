"""One shape for every messenger's export: a chat and its messages.

Facts, likeness, comparison, search and viewing all start here; a reader of one format
(:mod:`workbench.metadata.chats.formats`) does nothing but fill this shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Mark = Literal[
    "deleted", "edited", "omitted", "view_once", "poll", "call", "location", "notice", "placeholder"
]
#: What a message is called whose sender the export does not name.
NAMELESS = "?"


@dataclass(frozen=True, slots=True)
class Message:
    """One message or notice of an export.

    Attributes
    ----------
    where
        Place in the file: ``line 12``, ``message 350``.
    at
        As the export writes it, aware when it names a zone; None when no whole date stands there.
    sender
        As the exporting phone calls the person; empty for notices, ``?`` for nobody named.
    text
        What stands there, without direction marks.
    said
        The words alone, as two phones would write them alike: no file names, marks of editing,
        omissions, counts of votes; the same in every language of the app.
    marks
        What else the export says of the message; ``notice`` is said by the app, not by a person.
    attached
        Name of the file sent with it, or empty.
    document
        Name, and pages, of a document as the export shows them, or empty.
    forwarded_from
        Whom it was forwarded from, where the export says so.
    edited_at
        When it was edited, where the export says so.
    has_seconds
        Whether the export writes seconds.
    """

    where: str
    at: datetime | None
    sender: str
    text: str
    said: str = ""
    marks: frozenset[Mark] = frozenset()
    attached: str = ""
    document: str = ""
    forwarded_from: str = ""
    edited_at: datetime | None = None
    has_seconds: bool = True

    @property
    def is_notice(self) -> bool:
        """Whether the app said this, not a person."""
        return "notice" in self.marks

    @property
    def typed(self) -> str:
        """ISO 8601 with the parts that the export writes, or empty."""
        if self.at is None:
            return ""
        return self.at.isoformat(timespec="seconds" if self.has_seconds else "minutes")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the order of day, month and year was decided, and how sure that is.

    Attributes
    ----------
    order
        ``dmy``, ``mdy`` or ``ymd``.
    basis
        ``written`` (a month in words, a year of four digits first), ``attachments`` (names of
        attachments hold the day), ``numbers`` (only so are all dates possible), ``sequence``
        (only so does time run forward), ``half_day`` (am/pm),
        ``span`` (the other would spread the messages over many times the days), ``custom``
        (day first, as phones in Indonesia write).
    is_certain
        False when the dates of the export could be read another way too.
    other
        The order that is possible as well, or empty.
    """

    order: str
    basis: str
    is_certain: bool
    other: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """One part of an export that was not read.

    Attributes
    ----------
    reason
        A key of ``[unread]`` in ``workbench/text/chats.toml``.
    detail
        A count, limit or name; digits for counts.
    where
        The place, or empty.
    """

    reason: str
    detail: str = ""
    where: str = ""


@dataclass(frozen=True)
class Chat:
    """One conversation of an export.

    Attributes
    ----------
    form
        Messenger and form, as ``WhatsApp (android, dmy)``.
    messages
        In the order of the file, notices among them.
    name
        The group's last name in the export, or empty.
    names
        Every name that the group bore in it.
    order
        How dates were read; None where the format leaves no choice.
    inside
        (place, beginning) of lines inside messages that look like a message of their own.
    unread
        What was not read, and why.
    pages
        Further files of the same export that this one names.
    member
        The file inside a zip, or the chat inside an export of a whole account.
    """

    form: str
    messages: tuple[Message, ...]
    name: str = ""
    names: tuple[str, ...] = ()
    order: DateOrder | None = None
    inside: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()
    pages: tuple[str, ...] = ()
    member: str = ""

    @property
    def spoken(self) -> list[Message]:
        """The messages that people sent."""
        return [message for message in self.messages if not message.is_notice]

    @property
    def participants(self) -> Counter[str]:
        """How many messages each person sent."""
        return Counter(message.sender for message in self.messages if not message.is_notice)


def instant(at: datetime) -> datetime:
    """Return a time that can be compared with others of its export: UTC, or as it stands."""
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def backwards(messages: Iterable[Message]) -> list[Message]:
    """Return the messages whose time lies before that of the message above them."""
    found = []
    latest: datetime | None = None
    for message in messages:
        if message.at is None:
            continue
        now = instant(message.at)
        if latest is not None and now < latest:
            found.append(message)
        latest = now
    return found


# Invisible letters: direction marks, joiners at edges, variation selectors of emoji.
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFE0E, 0xFE0F]
)
_MENTION = re.compile(r"@\u2068[^\u2069\n]{1,80}\u2069|@\+?\d{8,15}\b")


def words_of(text: str) -> str:
    """Return a text as it is compared: mentions without names, no marks, one kind of blank."""
    if "@" in text:
        text = _MENTION.sub("@", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def joined(chats: Sequence[Chat]) -> Chat:
    """Return several pages of one export as one chat, in the order given."""
    first = chats[0]
    if len(chats) == 1:
        return first
    return Chat(
        first.form,
        tuple(message for chat in chats for message in chat.messages),
        first.name,
        first.names,
        first.order,
        tuple(one for chat in chats for one in chat.inside),
        tuple(one for chat in chats for one in chat.unread),
        (),
        first.member,
    )
