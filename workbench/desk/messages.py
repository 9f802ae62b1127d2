"""The messages of a chat's export, as they stand in it. Call this in the sandbox only."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from workbench.evidence.unread import LimitMetError, first
from workbench.metadata.chats.conversation import decoded
from workbench.metadata.chats.whatsapp import Chat, looks_like_chat, parse

#: Bytes of an export, and messages of it, that are shown.
LARGEST = 32 * 1024 * 1024
MOST = 200_000
#: Messages that stand for the whole in a gallery.
LAST = 3
_HEAD = 8192
_PART = "chat"
_MEMBER = re.compile(r"(?:^|/)(?:_chat|(?:WhatsApp Chat|Chat WhatsApp|Obrolan).*)\.txt$", re.I)
_MOST_MEMBERS = 5000


def look(data: Any, media_type: str) -> dict[str, Any] | None:
    """Return how a chat can be seen; None for a file that holds none."""
    rows = _rows(data, media_type)
    if rows is None:
        return None
    return {"kind": "chat", "messages": len(rows), "excerpt": rows[-LAST:]}


def every(data: Any, media_type: str) -> list[list[Any]]:
    """Return (number, line, time, sender, text) of each message, in the order of the file."""
    return _rows(data, media_type) or []


def _rows(data: Any, media_type: str) -> list[list[Any]] | None:
    chat = _chat(data, media_type)
    if chat is None or not chat.messages:
        return None
    return [
        [
            number,
            message.line,
            message.at.isoformat(timespec="seconds" if message.has_seconds else "minutes"),
            message.sender,
            message.text,
        ]
        for number, message in enumerate(first(chat.messages, MOST, _PART, "messages"), 1)
    ]


def _chat(data: Any, media_type: str) -> Chat | None:
    if media_type == "application/zip":
        text = _zipped(data)
    elif media_type == "text/plain":
        if len(data) > LARGEST:
            return None
        text = decoded(bytes(data))
    else:
        return None
    return parse(text) if looks_like_chat(text[:_HEAD]) else None


def _zipped(data: Any) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in first(archive.infolist(), _MOST_MEMBERS, _PART, "members"):
                if _MEMBER.search(member.filename):
                    if member.file_size > LARGEST:
                        raise LimitMetError("bytes", LARGEST)
                    with archive.open(member) as stream:
                        return decoded(stream.read(LARGEST))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return ""  # damaged, or locked with a password: nothing of it can be shown
    return ""
