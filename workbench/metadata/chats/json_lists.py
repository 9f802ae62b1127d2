"""Lists of messages in JSON exports, object by object: whole, large, or cut off.

Exports of a whole account hold hundreds of megabytes and one list per chat. Only one message is
held as an object at a time, and of a file cut off by a download everything before the cut is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LIST = re.compile(r'"messages"\s*:\s*\[')
_NEXT = re.compile(r"[\s,]*")
_MOST_LISTS = 2000


@dataclass
class MessageList:
    """One list of messages.

    Attributes
    ----------
    before, after
        The text between this list and the last one, and up to the next: names stand there.
    text, at
        Where its messages begin.
    """

    text: str
    at: int
    before: str
    end: int = -1
    is_cut_off: bool = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield its messages; afterwards :attr:`end` is where it ended, or -1."""
        decoder, at, text = json.JSONDecoder(), self.at, self.text
        while True:
            found = _NEXT.match(text, at)
            at = found.end() if found else at
            if text[at : at + 1] == "]":
                self.end = at + 1
                return
            try:
                row, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                self.is_cut_off = True
                return
            if isinstance(row, dict):
                yield row

    def named(self, key: str, text: str = "") -> str:
        """Return a text that stands beside the list under a key, the nearest to it."""
        pattern = rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)*")'
        found = re.findall(pattern, (text or self.before)[-4000:])
        try:
            return str(json.loads(found[-1])) if found else ""
        except ValueError:
            return ""

    @property
    def after(self) -> str:
        """What stands behind the list."""
        return self.text[self.end : self.end + 4000] if self.end >= 0 else ""


def message_lists(text: str) -> Iterator[MessageList]:
    """Yield the lists of messages of an export; each must be gone through before the next."""
    at = last = 0
    for _ in range(_MOST_LISTS):
        found = _LIST.search(text, at)
        if found is None:
            return
        one = MessageList(text, found.end(), text[max(last, found.start() - 4000) : found.start()])
        yield one
        if one.end < 0:
            return
        at = last = one.end
