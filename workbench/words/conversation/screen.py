"""A screenshot recognised as a conversation: its messages, from lines with their places.

Lines that stand on one ground of one colour are one message; where a ground breaks up, as in
small JPEGs, loose lines are joined upward until the time that closes the message above. Whose a
message is follows from the side it stands on, and from the name in a colour of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.metadata.chats.marks import pattern
from workbench.words.conversation.dates import clock, day_of, is_relative_day
from workbench.words.reading.line import WHOLE, Box, Line, Surface

#: Messages with a time, from which on a picture is a conversation.
FEWEST = 2
#: Messages of one screen; a longer one is no screen.
MOST = 200
# Share of the surface from which on a ground is the screen's own, no bubble's.
_SCREEN = 0.55
# How far apart two colours may be and still be one; sums of three channels.
_NEAR = 40
# Differences of channels from which on letters are coloured.
_COLOURED = 34
# Height of a line by which two lines of one message are apart at most, when their ground broke.
_GAP = 1.5
_EDITED = re.compile(r"^\W*(?:diedit|di edit|edited|disunting)\W*$", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^\W*(?:diteruskan(?: ber?kali-?kali)?|forwarded(?: many times)?)\W*$", re.IGNORECASE
)


@dataclass(frozen=True)
class ScreenMessage:
    """One message as a screenshot shows it.

    Attributes
    ----------
    text
        The words, without name, quote and time.
    time
        ``HH:MM``, or empty for a message that the picture cuts off.
    day
        That the picture's own heading above names; None when it names none.
    name
        As the screen shows it, or empty.
    is_own
        Whether it stands on the side of the phone's owner.
    marks
        ``deleted``, ``edited``, ``forwarded``, ``quote``, ``picture``; ``inherited`` where the
        screen shows the name above an earlier message only.
    quote
        The words of the message that it answers.
    score
        The least of its lines, in thousandths.
    box
        Where it stands.
    """

    text: str
    time: str
    day: date | None
    name: str
    is_own: bool
    marks: frozenset[str]
    quote: str
    score: int
    box: Box

    @property
    def has_words(self) -> bool:
        """Whether it says anything that can be compared."""
        return any(char.isalnum() for char in self.text)


@dataclass(frozen=True)
class Screen:
    """A screenshot of a conversation.

    Attributes
    ----------
    place
        Of the surface in its exhibit.
    title
        What stands above the messages: the group's or the other person's name.
    messages
        From top to bottom.
    """

    place: str
    title: str
    messages: tuple[ScreenMessage, ...]


@dataclass
class _Bubble:
    """Lines of one message, while they are gathered."""

    lines: list[Line] = field(default_factory=list)
    time: str = ""
    mark: str = ""
    day: date | None = None

    @property
    def box(self) -> Box:
        lefts, tops, rights, bottoms = zip(*(line.box for line in self.lines), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def conversation(surface: Surface) -> Screen | None:
    """Return the conversation that a surface shows, or None when it shows none."""
    lines = [line for line in surface.lines if line.text.strip()]
    bubbles, above = _bubbles(lines, surface)
    messages = [_message(bubble) for bubble in bubbles[:MOST]]
    if sum(1 for one in messages if one.time) < FEWEST:
        return None
    return Screen(surface.place, _title(above), tuple(_named(messages)))


def _bubbles(lines: list[Line], surface: Surface) -> tuple[list[_Bubble], list[Line]]:
    """Return the messages, and the lines above the first of them."""
    found: list[_Bubble] = []
    above: list[Line] = []
    loose: list[Line] = []
    day: date | None = None
    for line in lines:
        heading = _heading(line)
        if heading is not None:
            day = heading.day
            above, loose = (above or loose, []) if not found else (above, [])
            continue
        loose.append(line)
        closing = clock(line)
        if closing is None or _is_status_bar(line, surface):
            continue
        bubble, rest = _closed(loose, closing)
        bubble.day = day
        if not found:
            above = above or rest
        found.append(bubble)
        loose = []
    return found, above


@dataclass(frozen=True)
class _Heading:
    day: date | None


def _heading(line: Line) -> _Heading | None:
    """Return the day that a line in the middle of the screen names; None when it is none."""
    middle = (line.box[0] + line.box[2]) // 2
    if abs(middle - WHOLE // 2) > WHOLE // 12:
        return None
    day = day_of(line.text)
    return _Heading(day) if day is not None or is_relative_day(line.text) else None


def _is_status_bar(line: Line, surface: Surface) -> bool:
    """Whether a line stands where a phone shows its own clock."""
    return line.box[3] * surface.height < WHOLE * max(0.06 * surface.width, 1) * 1.2


def _closed(loose: list[Line], closing: tuple[str, str]) -> tuple[_Bubble, list[Line]]:
    """Return the message that the last of some lines closes, and the lines above it."""
    last = loose[-1]
    before, time = closing
    bubble = _Bubble(time=time)
    kept = [replace(last, text=before)] if before else []
    if before and _EDITED.match(before):
        bubble.mark, kept = "edited", []
    rest = loose[:-1]
    lines: list[Line] = []
    top = last
    while rest and _belongs(rest[-1], top, last):
        line = rest.pop()
        lines.append(line)
        if _near(line.ground, last.ground):
            top = line
    bubble.lines = [*reversed(lines), *kept] or [replace(last, text="")]
    return bubble, rest


def _belongs(line: Line, top: Line, last: Line) -> bool:
    """Whether a line stands in the message that `last` closes and whose top line is `top`."""
    if _is_bubble(last.island):
        return _holds(last.island, line.box)
    height = max(line.box[3] - line.box[1], top.box[3] - top.box[1], 1)
    return _near(line.ground, last.ground) and top.box[1] - line.box[3] <= _GAP * height


def _is_bubble(island: Box) -> bool:
    left, top, right, bottom = island
    return (right - left) * (bottom - top) < _SCREEN * WHOLE * WHOLE and bottom > top


def _holds(island: Box, box: Box) -> bool:
    middle = ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)
    return island[0] <= middle[0] <= island[2] and island[1] <= middle[1] <= island[3]


def _message(bubble: _Bubble) -> ScreenMessage:
    marks = {bubble.mark} if bubble.mark else set()
    ground = bubble.lines[-1].ground
    said = [line for line in bubble.lines if _near(line.ground, ground)]
    others = [line for line in bubble.lines if not _near(line.ground, ground)]
    name, said = _name_apart(said, others)
    if said and _FORWARDED.match(said[0].text):
        marks.add("forwarded")
        said = said[1:]
    text = " ".join(line.text for line in said).strip()
    if pattern("deleted", "^", r"\W*$").match(text.lstrip(" \u00d8@0Oo·.-")):
        marks.add("deleted")
    quote = _quote(said, others)
    if others:
        marks.add("quote" if quote else "picture")
    island = bubble.lines[-1].island
    side = island if _is_bubble(island) else bubble.box
    score = min((line.score for line in said), default=1000)
    is_own = WHOLE - side[2] < side[0]
    return ScreenMessage(
        text, bubble.time, bubble.day, name, is_own, frozenset(marks), quote, score, bubble.box
    )


def _name_apart(said: list[Line], others: list[Line]) -> tuple[str, list[Line]]:
    """Return the name above a message's words, and the words.

    Below a name stand words of another colour, or a quote or picture on its own ground.
    """
    below = said[1:]
    if said and (below or others) and _is_name(said[0], below):
        return said[0].text.strip(" ~"), below
    return "", said


def _quote(said: list[Line], others: list[Line]) -> str:
    """Return the words that a message answers: on a box of one colour above its own."""
    own_end = said[0].box[3] if said else WHOLE
    if others and others[0].box[3] <= own_end and _is_flat_box(others):
        return " ".join(line.text for line in others)
    return ""


def _is_flat_box(lines: list[Line]) -> bool:
    """Whether some lines stand on one colour of their own, as a quote does, not on a picture."""
    first = lines[0].ground
    wide = min(line.island[2] - line.island[0] for line in lines)
    return all(_near(line.ground, first) for line in lines) and wide > WHOLE // 8


def _is_name(line: Line, below: list[Line]) -> bool:
    """Whether a first line is a name: its letters have a colour, those below have far less."""
    colour = _colour(line.ink)
    return _is_coloured(line.ink) and all(2 * _colour(one.ink) < colour for one in below[:2])


def _is_coloured(ink: int) -> bool:
    return _colour(ink) >= _COLOURED


def _colour(ink: int) -> int:
    """Return how far letters are from grey."""
    channels = _channels(max(ink, 0))
    return max(channels) - min(channels)


def _near(one: int, other: int, most: int = _NEAR) -> bool:
    if one < 0 or other < 0:
        return one == other
    return sum(abs(a - b) for a, b in zip(_channels(one), _channels(other), strict=True)) <= most


def _channels(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _named(messages: Iterable[ScreenMessage]) -> list[ScreenMessage]:
    """Return messages with their names: in a group the app shows a name once for several."""
    found: list[ScreenMessage] = []
    for one in messages:
        before = found[-1] if found else None
        inherits = (
            not one.name and not one.is_own and before is not None
            and not before.is_own and before.day == one.day
        )  # fmt: skip
        if inherits and before is not None:
            one = replace(one, name=before.name, marks=one.marks | {"inherited"})  # noqa: PLW2901
        found.append(one)
    return found


def _title(above: list[Line]) -> str:
    """Return the first line below the phone's own: the name of the chat."""
    clocks = [line for line in above if clock(line) is not None]
    for line in above:
        beside = any(abs(line.box[1] - one.box[1]) < one.box[3] - one.box[1] for one in clocks)
        if not beside and sum(char.isalpha() for char in line.text) > 2:
            return line.text
    return ""
