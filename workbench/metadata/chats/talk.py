"""What two exports of one conversation are compared by: each message in a few numbers.

No words of a message leave the exhibit: a digest stands for them, so that a study need not hold
them and the comparison of a hundred thousand messages takes seconds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from workbench.metadata.chats.chat import Chat, Mark, Message, instant

# Kinds of messages, as bits.
DELETED, EDITED, MEDIA, OPEN = 1, 2, 4, 8
_BITS = {"deleted": DELETED, "edited": EDITED, "omitted": MEDIA, "placeholder": OPEN, "call": OPEN}
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - clocks of phones name no zone
_SECOND = timedelta(seconds=1)
_LINE = "line "


@dataclass(frozen=True, slots=True)
class Saying:
    """One message.

    Attributes
    ----------
    at
        Seconds since 1970 on the export's clock.
    words
        Digest of its words; 0 where it has none.
    sender
        Place in :attr:`Talk.people`.
    kind
        Bits: deleted, edited, media, open (the app wrote something of its own).
    where
        Number of the line or message.
    """

    at: int
    words: int
    sender: int
    kind: int
    where: int

    def has(self, bits: int) -> bool:
        """Whether it is of one of these kinds."""
        return bool(self.kind & bits)


@dataclass(frozen=True)
class Talk:
    """One conversation, message by message.

    Attributes
    ----------
    names
        What the group was called.
    member
        Where in the file it stands.
    unit
        ``line`` or ``message``: what `where` counts.
    has_zone
        Whether its clock is UTC.
    has_seconds
        Whether its clock shows seconds.
    """

    names: tuple[str, ...]
    member: str
    unit: str
    has_zone: bool
    has_seconds: bool
    people: tuple[str, ...]
    sayings: tuple[Saying, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values that :meth:`from_json` understands."""
        rows = [(s.at, s.words, s.sender, s.kind, s.where) for s in self.sayings]
        packed = np.array(rows, dtype="<i8").reshape(-1, 5).tobytes()
        return {
            "names": list(self.names), "member": self.member, "unit": self.unit,
            "has_zone": self.has_zone, "has_seconds": self.has_seconds,
            "people": list(self.people), "sayings": base64.b64encode(packed).decode("ascii"),
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Talk:
        """Return the talk that :meth:`to_json` described."""
        rows = np.frombuffer(base64.b64decode(data["sayings"]), dtype="<i8").reshape(-1, 5)
        return cls(
            tuple(data["names"]), data["member"], data["unit"], data["has_zone"],
            data["has_seconds"], tuple(data["people"]),
            tuple(Saying(*row) for row in rows.tolist()),
        )  # fmt: skip


def talk(chat: Chat) -> Talk:
    """Return what a chat is compared by; messages without a whole time are left out."""
    timed = [message for message in chat.spoken if message.at is not None]
    people = {name: place for place, name in enumerate(chat.participants)}
    first = timed[0] if timed else None
    unit = "line" if first is None or first.where.startswith(_LINE) else "message"
    return Talk(
        chat.names,
        chat.member,
        unit,
        first is not None and first.at is not None and first.at.tzinfo is not None,
        first is not None and first.has_seconds,
        tuple(people),
        tuple(_sayings(timed, people)),
    )


def _sayings(timed: list[Message], people: dict[str, int]) -> Iterator[Saying]:
    for order, message in enumerate(timed, 1):
        if message.at is None:
            continue
        kind = _kind(message.marks) if message.marks else 0
        if message.attached:
            kind |= MEDIA
        at = (instant(message.at) - _EPOCH) // _SECOND
        number = message.where.rpartition(" ")[2].lstrip("-")
        where = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else order
        yield Saying(at, _digest(message.said), people[message.sender], kind, where)


def _kind(marks: frozenset[Mark]) -> int:
    return sum({bit for mark, bit in _BITS.items() if mark in marks})


def _digest(words: str) -> int:
    if not words:
        return 0
    raw = words.encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=7).digest(), "big")
