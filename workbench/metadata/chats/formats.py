"""Which reader knows an export: one table, by content. A new chat format is a line here.

Zip files are opened for the exports in them, each a chat of its own; pages of one Telegram export
are put together. Nothing else in them is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.metadata.chats import (
    instagram_json,
    signal,
    telegram_html,
    telegram_json,
    whatsapp,
)
from workbench.metadata.chats.chat import Chat, Unread, joined
from workbench.metadata.chats.headers import plain_line
from workbench.metadata.chats.source_text import LARGEST, Allowance, SourceText
from workbench.metadata.chats.talk import Talk, talk
from workbench.metadata.containers import Data
from workbench.metadata.reading import plain


class Format(NamedTuple):
    """One messenger's export: how it is known, and how it is read."""

    recognise: Callable[[SourceText], bool]
    read: Callable[[SourceText], Iterator[Chat]]


#: Asked in this order; the first that knows a text reads it.
FORMATS: tuple[Format, ...] = tuple(
    Format(one.recognise, one.read)
    for one in (telegram_json, instagram_json, telegram_html, signal, whatsapp)
)
TEXT_TYPES = frozenset({None, "text/plain", "text/html", "application/json", "text/csv"})
#: Members of a zip file that may be exports, by what messengers call them.
_MEMBER = re.compile(
    r"(?:^|/)(?:[^/]*\.txt|result\.json|message_\d+\.json|messages\d*\.html|chat\.md)$", re.I
)
_PAGE = re.compile(r"(?:^|/)messages(\d*)\.html$", re.I)
_MOST_MEMBERS = 5000
_MOST_CHATS = 2000
# Lines that look like messages, from which on a text is said to be an export nobody here knows.
_FEWEST = 3
_MESSAGE = re.compile(
    r"\W{0,3}\d{1,4}\D{1,4}\d{1,2}.{0,30}\d{1,2}[.:]\d\d[^:]{0,24}[\s:\]]+[^:\n]{1,60}:\s\S"
)
# Heads of other apps: LINE's columns; messages that were copied out of Telegram.
_OTHER = re.compile(
    r"\d{1,2}:\d\d(?: ?[AP]M)?\t[^\t]{1,60}\t\S|"
    r"\S[^\n]{0,60}?, \[\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[ ,]+\d{1,2}[:.]\d\d[^\]]{0,12}\]:?$"
)
_CHECKED = 400


@dataclass(frozen=True)
class Found:
    """What a file holds of conversations: the chats, and what was not read beside them."""

    chats: tuple[Chat, ...] = ()
    unread: tuple[Unread, ...] = ()


class _Last:
    """The file read last: facts, likeness and comparison ask for the same one in turn."""

    data: Data | None = None
    found = Found()


def chats(data: Data, media_type: str | None) -> Found:
    """Return the conversations of a file; nothing when it holds none.

    Parameters
    ----------
    data, media_type
        The content, and its type by content.
    """
    if media_type not in TEXT_TYPES and media_type != "application/zip":
        return Found()
    if _Last.data is not data:
        _Last.data, _Last.found = None, Found()
        found = _zipped(data) if media_type == "application/zip" else _text(data, Allowance())
        _Last.data, _Last.found = data, found
    return _Last.found


def talks(data: Data, media_type: str | None) -> list[Talk]:
    """Return what the conversations of a file are compared by; none of one that is unreadable.

    Call this in the sandbox only.
    """
    try:
        found = chats(data, media_type)
    # Hostile files raise anything at all; the reader of their facts reports it.
    except Exception:  # noqa: BLE001
        return []
    return [talk(chat) for chat in found.chats if chat.spoken]


def _text(data: Data, allowance: Allowance) -> Found:
    text = SourceText(data, allowance)
    known = next((one for one in FORMATS if one.recognise(text)), None)
    if known is None:
        return Found((), tuple(_not_understood(text)))
    if len(data) > LARGEST:
        return Found((), (Unread("too_large", str(LARGEST // 2**20)),))
    read = tuple(known.read(text))
    if not read:
        return Found((), tuple(_not_understood(text)))
    return _limited(read)


def _limited(read: tuple[Chat, ...]) -> Found:
    if len(read) <= _MOST_CHATS:
        return Found(read)
    return Found(read[:_MOST_CHATS], (Unread("more_chats", str(len(read) - _MOST_CHATS)),))


def _not_understood(text: SourceText) -> Iterator[Unread]:
    """Say that a text looks like an export that no reader knows."""
    if text.start.lstrip()[:1] in {"{", "["} and text.has(b'"messages"'):
        yield Unread("unknown_json", "messages")
        return
    lines = [line for line in map(plain_line, text.start.split("\n")[:_CHECKED]) if line.strip()]
    like = sum(1 for line in lines if _MESSAGE.match(line) or _OTHER.match(line.strip()))
    if like >= _FEWEST and like * 4 >= len(lines):
        yield Unread("not_understood", str(like))


def _zipped(data: Data) -> Found:
    """Read every export inside a zip file."""
    found: list[tuple[str, Chat]] = []
    unread: list[Unread] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        every = archive.infolist()
        if len(every) > _MOST_MEMBERS:
            unread.append(Unread("more_members", str(len(every) - _MOST_MEMBERS)))
        members = [one for one in every[:_MOST_MEMBERS] if _MEMBER.search(one.filename)]
        left, allowance = LARGEST, Allowance()
        for member in sorted(members, key=lambda one: _place(one.filename)):
            name = plain(member.filename)
            if member.flag_bits & 1:
                unread.append(Unread("password", name))
                continue
            if member.file_size > left:
                unread.append(Unread("too_large", str(LARGEST // 2**20), name))
                continue
            left -= member.file_size
            try:
                with archive.open(member) as stream:
                    inner = _text(stream.read(left + member.file_size), allowance)
            except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
                unread.append(Unread("damaged", name))
                continue
            found += [(name, chat) for chat in inner.chats]
            unread += [
                replace(one, where=f"{name}: {one.where}".rstrip(": ")) for one in inner.unread
            ]
    return Found(tuple(_together(found)), tuple(unread))


def _place(name: str) -> tuple[str, int, str]:
    page = _PAGE.search(name)
    return (name[: page.start()], int(page[1] or 1), name) if page else (name, 0, name)


def _together(found: list[tuple[str, Chat]]) -> Iterator[Chat]:
    """Yield the chats by member; the pages of one Telegram export as one."""
    pages: dict[str, list[Chat]] = {}
    for name, chat in found:
        page = _PAGE.search(name)
        if page is None:
            member = f"{name}: {chat.member}" if chat.member else name
            yield replace(chat, member=member)
        else:
            pages.setdefault(name[: page.start()], []).append(replace(chat, member=name))
    present = {name for name, _ in found}
    for folder, several in pages.items():
        named = {one for chat in several for one in chat.pages}
        missing = sorted(one for one in named if _beside(folder, one) not in present)
        yield replace(joined(several), pages=tuple(missing))


def _beside(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
