"""Instagram's and Messenger's JSON: ``message_1.json`` of a download of one's own data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from workbench.metadata.chats.chat import NAMELESS, Chat, Mark, Message, Unread, words_of
from workbench.metadata.chats.json_lists import MessageList, message_lists
from workbench.metadata.chats.source_text import SourceText
from workbench.metadata.moments import FIRST, LAST
from workbench.metadata.reading import plain

_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker")


def recognise(text: SourceText) -> bool:
    """Whether this is such a download."""
    is_json = text.start.lstrip()[:1] == "{"
    return is_json and text.has(b'"sender_name"') and text.has(b'"timestamp_ms"')


def read(text: SourceText) -> Iterator[Chat]:
    """Yield the chats of the file; its messages stand newest first."""
    for one in message_lists(text.whole):
        yield _chat(one, text)


def _chat(found: MessageList, text: SourceText) -> Chat:
    rows = list(text.messages(found))
    messages = [_message(row, number) for number, row in enumerate(rows, 1)]
    messages.reverse()
    name = plain(_mended(found.named("title", found.after) or found.named("title")))
    cut = () if not found.is_cut_off else (Unread("cut_off", str(len(rows))),)
    form = "Messenger" if "inbox" not in found.after and "e2ee" in found.after else "Instagram"
    names = (name,) if name else ()
    return Chat(f"{form} (JSON)", tuple(messages), name, names, unread=cut)


def _message(row: dict[str, Any], number: int) -> Message:
    marks: set[Mark] = set()
    if row.get("is_unsent"):
        marks.add("deleted")
    if "call_duration" in row:
        marks.add("call")
    attached = ""
    for key in _MEDIA:
        value = row.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict) and isinstance(first.get("uri"), str):
            attached = attached or plain(_mended(first["uri"]).rpartition("/")[2])
    text = _mended(row.get("content") if isinstance(row.get("content"), str) else "")
    sender = plain(_mended(row.get("sender_name") or "")) or NAMELESS
    said = "" if marks & {"deleted", "call"} else words_of(text)
    return Message(f"message {number}", _time(row.get("timestamp_ms")), sender, text, said,
                   frozenset(marks), attached)  # fmt: skip


def _mended(text: Any) -> str:
    """Return text whose UTF-8 bytes were written one by one as Latin-1, as these files do."""
    if not isinstance(text, str):
        return ""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _time(value: Any) -> datetime | None:
    try:
        at = datetime.fromtimestamp(int(value) // 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return at if FIRST <= at.year <= LAST else None
