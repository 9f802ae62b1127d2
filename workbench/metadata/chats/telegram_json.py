"""Telegram Desktop's ``result.json``: one chat, or all chats of an account (``chats.list[]``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from workbench.metadata.chats.chat import NAMELESS, Chat, Mark, Message, Unread, words_of
from workbench.metadata.chats.json_lists import MessageList, message_lists
from workbench.metadata.chats.source_text import SourceText
from workbench.metadata.moments import FIRST, LAST
from workbench.metadata.reading import plain

FORM = "Telegram (JSON)"
# What was never edited was edited then.
_NEVER = 1970
_FILES = ("photo", "file")


def recognise(text: SourceText) -> bool:
    """Whether this is Telegram's JSON."""
    is_json = text.start.lstrip()[:1] == "{"
    if not is_json or not text.has(b'"messages"'):
        return False
    # Until 2022 Telegram wrote the hour of the computer that exported, and no other.
    return text.has(b'"date_unixtime"') or (text.has(b'"from_id"') and text.has(b'"date"'))


def read(text: SourceText) -> Iterator[Chat]:
    """Yield one chat per list of messages."""
    is_account = text.has(b'"chats"') and text.has(b'"list"')
    is_local = not text.has(b'"date_unixtime"')
    for one in message_lists(text.whole):
        chat = _chat(one, text, is_local=is_local)
        yield replace(chat, member=chat.name or NAMELESS) if is_account else chat


def _chat(found: MessageList, text: SourceText, *, is_local: bool) -> Chat:
    rows = text.messages(found)
    messages = tuple(_message(row, number, is_local) for number, row in enumerate(rows))
    name = plain(found.named("name"))
    names = [name, *(plain(m.text) for m in messages if m.is_notice and m.text)]
    cut = () if not found.is_cut_off else (Unread("cut_off", str(len(messages))),)
    return Chat(
        FORM, messages, name, tuple(dict.fromkeys(filter(None, names))), unread=cut,
    )  # fmt: skip


def _message(row: dict[str, Any], number: int, is_local: bool) -> Message:  # noqa: FBT001
    where = f"message {plain(row.get('id', number))}"
    at = _at(row, "date", is_local)
    if row.get("type") != "message":
        title = row.get("title") if row.get("action") in _NAMING else ""
        if row.get("action") == "phone_call":
            return Message(where, at, plain(row.get("actor") or NAMELESS), "", "",
                           frozenset({"call"}))  # fmt: skip
        return Message(where, at, "", plain(title or ""), marks=frozenset({"notice"}))
    text = _text(row.get("text"))
    edited = _at(row, "edited", is_local)
    marks: set[Mark] = set()
    if edited is not None:
        marks.add("edited")
    if isinstance(row.get("poll"), dict):
        marks.add("poll")
        text = _poll(row["poll"])
    if isinstance(row.get("location_information"), dict):
        marks.add("location")
    attached, is_left_out = _file(row)
    if is_left_out:
        marks.add("omitted")
    if row.get("self_destruct_period_seconds"):
        marks.add("view_once")
    forwarded = row.get("forwarded_from") or ("?" if "forwarded_from" in row else "")
    return Message(
        where, at, plain(row.get("from") or NAMELESS), text, words_of(text),
        frozenset(marks), attached, plain(row.get("file_name") or ""), plain(forwarded), edited,
    )  # fmt: skip


_NAMING = {"create_group", "edit_group_title", "create_channel", "migrate_from_group"}


def _file(row: dict[str, Any]) -> tuple[str, bool]:
    """Return the name of the file sent, and whether it was left out of the export."""
    for key in _FILES:
        value = row.get(key)
        if isinstance(value, str) and value:
            # In round brackets it says why the file is not there.
            return ("", True) if value.startswith("(") else (plain(value.rpartition("/")[2]), False)
    return "", False


def _text(value: Any) -> str:
    if isinstance(value, list):
        parts = (part.get("text", "") if isinstance(part, dict) else part for part in value)
        return "".join(part for part in parts if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _poll(poll: dict[str, Any]) -> str:
    answers = poll.get("answers")
    rows = [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
    return " | ".join([_text(poll.get("question")), *(_text(one.get("text")) for one in rows)])


def _at(row: dict[str, Any], name: str, is_local: bool) -> datetime | None:  # noqa: FBT001
    """Return a time: as an instant, or without a zone where the whole export names none."""
    if not is_local:
        return _time(row.get(f"{name}_unixtime"))
    try:
        at = datetime.fromisoformat(str(row.get(name))).replace(tzinfo=None)
    except ValueError:
        return None
    return at if max(FIRST, _NEVER + 1) <= at.year <= LAST else None


def _time(value: Any) -> datetime | None:
    try:
        at = datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return at if FIRST <= at.year <= LAST else None
