"""Signal's chats as text: ``[2024-09-30, 19:22] Name: words``, the grammar of WhatsApp's on iOS.

What tells them apart: Signal's tools write the year first with hyphens and no seconds, or call the
owner ``Me``; an iPhone always writes seconds and ends messages with CRLF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.metadata.chats import whatsapp
from workbench.metadata.chats.chat import Chat
from workbench.metadata.chats.source_text import SourceText

_SHORT = re.compile(r"\ufeff?\s*\[\d{4}-\d\d-\d\d,? \d\d:\d\d\] [^:\n]{1,80}: ")
_OWNER = re.compile(r"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] Me: ", re.MULTILINE)


def recognise(text: SourceText) -> bool:
    """Whether this is a chat of Signal."""
    start = text.start
    return bool(_SHORT.match(start)) or ("\r\n" not in start and bool(_OWNER.search(start)))


def read(text: SourceText) -> Iterator[Chat]:
    """Yield the chat."""
    for chat in whatsapp.read(text):
        yield whatsapp.relabelled(chat, "Signal")
