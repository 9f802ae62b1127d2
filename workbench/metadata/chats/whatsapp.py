"""WhatsApp exports as text: Android and iOS, Indonesian and English, 12 and 24 hours.

An export names no zone and shows the clock of the phone that made it; contact names
are those of that phone's address book. Deleted messages leave a mark, edited ones
since 2023 too; forwarding leaves none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from workbench.evidence.unread import first
from workbench.metadata.moments import FIRST, LAST

#: Messages that are read of one export: WhatsApp itself writes at most 40,000.
MOST = 100_000

# Direction marks and narrow spaces that WhatsApp puts between the parts of a line.
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\u2068\u2069"))
_SPACES = {ord("\u202f"): " ", ord("\xa0"): " "}
_DATE = r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})"
_CLOCK = r"(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?(?:\s?([AaPp])\.?\s?[Mm]\.?)?"
_IOS = re.compile(rf"^\[{_DATE},?\s+{_CLOCK}\]\s(.*)$", re.S)
_ANDROID = re.compile(rf"^{_DATE},?\s+(?:pukul\s+|at\s+)?{_CLOCK}\s+-\s(.*)$", re.S)
_SENDER = re.compile(r"^([^:\n]{1,80}):\s(.*)$|^([^:\n]{1,80}):$", re.S)

ATTACHED = re.compile(
    r"<(?:attached|terlampir):\s*(.+?)>|^(.+?\.\w{2,5})\s\((?:file attached|file terlampir|"
    r"berkas terlampir)\)",
    re.MULTILINE | re.IGNORECASE,
)
OMITTED = re.compile(
    r"^<(?:Media omitted|Media tidak disertakan|Media dihilangkan)>$|"
    r"^(?:image|video|audio|sticker|document|GIF|Contact card) omitted$|"
    r"^(?:gambar|video|audio|stiker|dokumen|GIF|kartu kontak)(?: tidak disertakan| dihilangkan)$",
    re.MULTILINE | re.IGNORECASE,
)
DELETED = re.compile(
    r"^(?:This message was deleted|You deleted this message|Pesan ini (?:telah )?dihapus|"
    r"Anda (?:telah )?menghapus pesan ini)(?: by admin.*| oleh admin.*)?\.?$",
    re.IGNORECASE,
)
EDITED = re.compile(r"<(?:This message was edited|Pesan ini (?:telah )?diedit)>\s*$", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:created group|membuat grup|changed the (?:subject|group name) .*?to|"
    r"mengubah (?:subjek|nama grup) .*?menjadi)\s+[\"“'](.+?)[\"”']",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Message:
    """One message or system line of an export.

    Attributes
    ----------
    line
        Where it begins, counted from 1.
    at
        The exporting phone's clock; it names no zone.
    has_seconds
        Whether the export writes seconds.
    sender
        As the exporting phone calls the person; empty for system lines.
    text
        What stands there, without direction marks.
    """

    line: int
    at: datetime
    has_seconds: bool
    sender: str
    text: str

    @property
    def is_deleted(self) -> bool:
        """Whether only the mark of a deleted message stands here."""
        return bool(DELETED.match(self.text.strip()))

    @property
    def is_edited(self) -> bool:
        """Whether the message was changed after it was sent."""
        return bool(EDITED.search(self.text))

    @property
    def is_omitted(self) -> bool:
        """Whether a picture, film or file was sent and is not in the export."""
        return bool(OMITTED.search(self.text.strip()))

    @property
    def attached(self) -> str:
        """Name of the file sent with this message, or empty."""
        match = ATTACHED.search(self.text)
        return (match[1] or match[2]).strip() if match else ""


@dataclass(frozen=True)
class Chat:
    """An export as a whole.

    Attributes
    ----------
    system
        ``android`` or ``ios``.
    order
        ``dmy``, ``mdy`` or ``ymd``; the order of day and month in its dates.
    is_order_certain
        False when every date of the export could be read either way.
    group
        The group's last name in the export, or empty.
    """

    messages: tuple[Message, ...]
    system: str
    order: str
    is_order_certain: bool
    group: str


@dataclass(frozen=True)
class _Line:
    number: int
    date: tuple[int, int, int]
    clock: tuple[int, int, int]
    has_seconds: bool
    has_half: bool
    text: str
    system: str


def looks_like_chat(head: str) -> bool:
    """Whether a text begins as an export does, within its first ten lines."""
    lines = head.translate(_INVISIBLE).translate(_SPACES).split("\n")[:10]
    return any(_IOS.match(line.rstrip("\r")) or _ANDROID.match(line.rstrip("\r")) for line in lines)


def parse(text: str) -> Chat | None:
    """Return the messages of an export, or None when it is none."""
    lines = list(first(_lines(text), MOST, "chat", "messages"))
    if not lines:
        return None
    order, is_certain = _order(lines)
    messages = tuple(filter(None, (_message(line, order) for line in lines)))
    groups = [found[1] for one in messages if not one.sender and (found := _GROUP.search(one.text))]
    return Chat(messages, lines[0].system, order, is_certain, groups[-1] if groups else "")


def _lines(text: str) -> Iterator[_Line]:
    """Yield one entry per message: a line without a time continues the one before."""
    current: _Line | None = None
    more: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r").translate(_INVISIBLE).translate(_SPACES)
        found = _entry(number, line)
        if found is None:
            more.append(line)
            continue
        if current is not None:
            yield _joined(current, more)
        current, more = found, []
    if current is not None:
        yield _joined(current, more)


def _joined(line: _Line, more: list[str]) -> _Line:
    while more and not more[-1].strip():
        more.pop()
    if not more:
        return line
    text = "\n".join([line.text, *more])
    return _Line(
        line.number, line.date, line.clock, line.has_seconds, line.has_half, text, line.system
    )


def _entry(number: int, line: str) -> _Line | None:
    match, system = _IOS.match(line), "ios"
    if match is None:
        match, system = _ANDROID.match(line), "android"
    if match is None:
        return None
    first, second, third, hour, minute, seconds, half, text = match.groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    date = (int(first), int(second), int(third))
    clock = (hours, int(minute), int(seconds or 0))
    return _Line(number, date, clock, seconds is not None, half is not None, text, system)


def _order(lines: list[_Line]) -> tuple[str, bool]:
    """Tell day and month apart: a number over 12 decides, then time running backwards."""
    dates = [line.date for line in lines]
    if any(first > 31 for first, _, _ in dates):
        return "ymd", True
    first_is_day = any(first > 12 for first, _, _ in dates)
    second_is_day = any(second > 12 for _, second, _ in dates)
    if first_is_day != second_is_day:
        return ("dmy", True) if first_is_day else ("mdy", True)
    backwards = {order: _backwards(dates, order) for order in ("dmy", "mdy")}
    if backwards["dmy"] != backwards["mdy"]:
        return min(backwards, key=lambda order: backwards[order]), True
    # Only the United States write the month first, and they write AM and PM.
    return ("mdy", False) if lines[0].has_half and lines[0].system == "android" else ("dmy", False)


def _backwards(dates: list[tuple[int, int, int]], order: str) -> int:
    days = [_ymd(date, order) for date in dates]
    return sum(after < before for before, after in pairwise(days))


def _ymd(date: tuple[int, int, int], order: str) -> tuple[int, int, int]:
    first, second, third = date
    if order == "ymd":
        return first, second, third
    year = third + 2000 if third < 100 else third
    return (year, second, first) if order == "dmy" else (year, first, second)


def _message(line: _Line, order: str) -> Message | None:
    year, month, day = _ymd(line.date, order)
    try:
        at = datetime(year, month, day, *line.clock)  # noqa: DTZ001 - names no zone
    except ValueError:
        return None
    if not FIRST <= year <= LAST:
        return None
    match = _SENDER.match(line.text)
    if match is None:
        return Message(line.number, at, line.has_seconds, "", line.text)
    sender = match[1] or match[3]
    return Message(line.number, at, line.has_seconds, sender, match[2] or "")


def backwards(messages: Iterable[Message]) -> list[Message]:
    """Return the messages whose time lies before that of the message above them."""
    found = []
    latest: datetime | None = None
    for message in messages:
        if latest is not None and message.at < latest:
            found.append(message)
        latest = message.at
    return found
