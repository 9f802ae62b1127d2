"""E-mail: sender, dates, the servers it passed, and what is attached.

Each server writes its own ``Received`` line on top; only those of servers that one
trusts mean anything. Follows RFC 5322 and RFC 2045.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from workbench.evidence.unread import first, left_out
from workbench.evidence.unread import head as first_bytes
from workbench.metadata.moments import letter_time
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "mail"
LARGEST = 64 * 1024 * 1024
_MOST = 100
_MOST_PARTS = 5000
#: Characters of one header: a mail to a thousand people has fewer.
LONGEST = 64 * 1024
_NAMES = (
    "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Message-ID", "In-Reply-To", "X-Mailer",
    "User-Agent", "X-Originating-IP", "Return-Path", "List-Id",
)  # fmt: skip
_RESULT = re.compile(r"\b(spf|dkim|dmarc)=(\w+)")


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the facts of an e-mail; nothing for other files."""
    if media_type == "application/vnd.ms-outlook":
        from workbench.metadata.papers import outlook

        yield from outlook.readings(source.data, _headers)
    if media_type != "message/rfc822":
        return
    message = message_from_bytes(_bounded(first_bytes(source.data, LARGEST, SOURCE)))
    # A page saved as MHTML has the form of a mail and is read as a capture.
    if "Snapshot-Content-Location" in message:
        return
    yield from _headers(message)
    yield from _attachments(message)


def _bounded(data: bytes) -> bytes:
    """Return a mail up to the part after which nobody counts any more."""
    at = 0
    for _ in range(_MOST_PARTS + 1):
        at = data.find(b"\n--", at) + 1
        if not at:
            return data
    left_out(SOURCE, "parts", _MOST_PARTS)
    return data[:at]


def _headers(message: Message) -> Iterator[Reading]:
    for name in _NAMES:
        for value in message.get_all(name, [])[:_MOST]:
            yield Reading(SOURCE, name, _text(value), "", "text", "header")
    for value in message.get_all("Date", [])[:1]:
        yield _timed("Date", _text(value), _text(value), "header")
    yield from _way(message)
    for value in message.get_all("Authentication-Results", [])[:_MOST]:
        for name, result in _RESULT.findall(_text(value)):
            yield Reading(SOURCE, f"{name.upper()}Result", result, "", "text", "header")


def _way(message: Message) -> Iterator[Reading]:
    """Yield the servers from the first to the last: each writes above the one before."""
    lines = message.get_all("Received", [])[:_MOST]
    for number, line in enumerate(reversed(lines), 1):
        text = _text(line)
        _, _, date = text.rpartition(";")
        yield _timed("Received", text, date, f"hop {number}")


def _attachments(message: Message) -> Iterator[Reading]:
    named = (part for part in message.walk() if part.get_filename())
    for count, part in enumerate(first(named, _MOST, SOURCE, "members"), 1):
        name, kind = part.get_filename(), part.get_content_type()
        yield Reading(SOURCE, "Attachment", _text(name), kind, "text", f"part {count}")


def _timed(name: str, value: str, date: str, where: str) -> Reading:
    typed = letter_time(" ".join(date.split()))
    return Reading(SOURCE, name, value, typed, "time" if typed else "text", where)


def _text(value: object) -> str:
    """Return a header's text with its encoded words decoded, on one line."""
    text = str(value)
    if len(text) > LONGEST:
        left_out(SOURCE, "characters", LONGEST)
        text = text[:LONGEST]
    try:
        decoded = str(make_header(decode_header(text)))
    except (LookupError, ValueError, UnicodeError, MessageError):
        decoded = text
    return plain(" ".join(decoded.split()))
