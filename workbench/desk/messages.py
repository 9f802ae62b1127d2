"""The messages of a chat's export, as they stand in it. Call this in the sandbox only."""

from __future__ import annotations

from typing import Any

from workbench.evidence.unread import first
from workbench.metadata.chats.formats import chats

#: Messages of one file that are shown.
MOST = 200_000
#: Messages that stand for the whole in a gallery.
LAST = 3
_PART = "chat"

Row = list[Any]
"""Number, place in the file, time, sender, text, name of the chat where there are several."""


def look(data: Any, media_type: str) -> dict[str, Any] | None:
    """Return how a chat can be seen; None for a file that holds none."""
    rows, unread = _rows(data, media_type)
    if not rows:
        return None
    return {"kind": "chat", "messages": len(rows), "excerpt": rows[-LAST:], "not_read": unread}


def every(data: Any, media_type: str) -> list[Row]:
    """Return each message in the order of the file, notices of the app among them."""
    return _rows(data, media_type)[0]


def _rows(data: Any, media_type: str) -> tuple[list[Row], list[list[str]]]:
    found = chats(data, media_type)
    several = len(found.chats) > 1
    messages = (
        (message, (chat.name or chat.member) if several else "")
        for chat in found.chats
        for message in chat.messages
    )
    rows = [
        [number, message.where, message.typed, message.sender, message.text, name]
        for number, (message, name) in enumerate(first(messages, MOST, _PART, "messages"), 1)
    ]
    unread = [*found.unread, *(one for chat in found.chats for one in chat.unread)]
    return rows, [[one.reason, one.detail] for one in unread[:20]]
