"""A screenshot laid against an export: which messages agree, which differ, which stand in one.

Two phones show one conversation with other names and another clock, and a reader of pictures
makes mistakes of its own. So names and clocks go by what most messages agree on, a message
without words says nothing, and what rests on a doubtful reading is told apart: to be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.metadata.chats.chat import Chat, Message
from workbench.words.conversation.pairing import (
    APART,
    SURELY_ONE,
    TELLING,
    minutes,
    offset_of,
    paired,
    stretch,
)
from workbench.words.conversation.same_words import differing, folded, likeness
from workbench.words.conversation.screen import Screen, ScreenMessage
from workbench.words.reading.line import DOUBTFUL, Box

#: Messages in common from which on a screenshot and an export are one conversation.
FEWEST = 2
#: Letters from which on a message that stands in one of them only is no scrap.
FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Difference:
    """One message in which a screenshot and an export differ.

    Attributes
    ----------
    kind
        ``deleted`` (stands on the screen, deleted in the export), ``deleted_on_screen``,
        ``words``, ``time``, ``sender``, ``order``, ``only_screen``, ``only_export``.
    is_sure
        False for what may as well be the reader's mistake: to be looked at, no more.
    number
        Of the message on the screen, from 1; 0 where it stands in the export only.
    shown, shown_time, name
        What the screen shows, as it was read.
    box
        Where.
    where
        Place in the export, such as ``line 7``; empty where it stands on the screen only.
    written, written_time, sender
        What the export holds.
    detail
        The words that differ, ``shown → written``.
    """

    kind: str
    is_sure: bool
    number: int = 0
    shown: str = ""
    shown_time: str = ""
    name: str = ""
    box: Box = (0, 0, 0, 0)
    where: str = ""
    written: str = ""
    written_time: str = ""
    sender: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Laid:
    """A screenshot and an export of one conversation.

    Attributes
    ----------
    member
        The chat inside the export's file, or empty.
    messages, shared, agreeing
        Messages on the screen; those that stand in both; those that agree in all.
    offset
        Minutes to add to the export's clock to get the screen's.
    differences
        From top to bottom.
    """

    member: str
    messages: int
    shared: int
    agreeing: int
    offset: int
    differences: tuple[Difference, ...]


def lay(screen: Screen, chat: Chat) -> Laid | None:
    """Return how a screenshot and an export differ, or None when they are not one conversation."""
    ours = list(screen.messages)
    timed = [message for message in chat.spoken if message.at is not None]
    theirs, is_start = stretch(ours, timed)
    if not theirs:
        return None
    offset = offset_of(ours, theirs)
    pairs = paired(ours, theirs, offset)
    telling = sum(1 for i, j in pairs if _tells(ours[i], theirs[j]))
    named = bool(screen.title) and any(
        likeness(screen.title, name) > SURELY_ONE for name in (chat.name, *chat.names)
    )
    if telling < (1 if named else FEWEST):
        return None
    found = list(_differences(ours, theirs, pairs, offset, _covers(timed, ours, is_start=is_start)))
    differing_ = {one.number for one in found if one.number}
    agreeing = sum(1 for i, _ in pairs if i + 1 not in differing_)
    return Laid(chat.member, len(ours), len(pairs), agreeing, offset, tuple(found))


def _tells(shown: ScreenMessage, written: Message) -> bool:
    long = len(folded(shown.text)) >= TELLING
    return long and likeness(shown.text, written.said) >= SURELY_ONE


def _covers(
    timed: Sequence[Message], ours: Sequence[ScreenMessage], *, is_start: bool
) -> tuple[bool, bool]:
    """Return whether the export begins before the screen, and goes on after it.

    What a screen shows before an export begins, or after it ends, was said when there was no
    export of it.
    """
    days = [one.day for one in ours if one.day is not None]
    first, last = timed[0].at, timed[-1].at
    if not days or first is None or last is None:
        return not is_start, False
    return first.date() < min(days), last.date() > max(days)


def _differences(
    ours: Sequence[ScreenMessage],
    theirs: Sequence[Message],
    pairs: Sequence[tuple[int, int]],
    offset: int,
    covers: tuple[bool, bool],
) -> Iterator[Difference]:
    senders = _senders(ours, theirs, pairs)
    lone_screen = _lone_on_screen(ours, pairs, covers)
    lone_export = _lone_in_export(theirs, pairs)
    moved = _moved(ours, theirs, lone_screen, lone_export, pairs)
    # Where two messages changed places, the times beside them did, too.
    beside = {i + step for i, _ in moved for step in (-1, 1)}
    for i, j in pairs:
        for one in _of_pair(i, ours[i], theirs[j], offset, senders):
            if one.kind != "time" or i not in beside:
                yield one
    for i, j in moved:
        yield _both("order", i, ours[i], theirs[j], is_sure=_is_sure(ours[i]))
    moved_here, moved_there = {i for i, _ in moved}, {j for _, j in moved}
    yield from _lone(ours, [i for i in lone_screen if i not in moved_here])
    yield from _unshown(theirs, [j for j in lone_export if j not in moved_there])


def _lone(ours: Sequence[ScreenMessage], places: Iterable[int]) -> Iterator[Difference]:
    """Yield messages that stand on the screen only; a scrap is only to be looked at."""
    for i in places:
        is_sure = _is_sure(ours[i]) and len(folded(ours[i].text)) >= FEWEST_LETTERS
        yield _shown("only_screen", i, ours[i], is_sure=is_sure)


def _unshown(theirs: Sequence[Message], places: Iterable[int]) -> Iterator[Difference]:
    """Yield messages that stand in the export only; a reader may have lost a short one."""
    for j in places:
        text = folded(theirs[j].said)
        if text:
            yield _written("only_export", theirs[j], is_sure=len(text) > FEWEST_LETTERS)


def _of_pair(
    number: int,
    shown: ScreenMessage,
    written: Message,
    offset: int,
    senders: dict[tuple[str, str], bool],
) -> Iterator[Difference]:
    is_deleted = "deleted" in shown.marks, "deleted" in written.marks
    if is_deleted == (False, True):
        yield _both("deleted", number, shown, written, is_sure=_is_sure(shown))
        return
    if is_deleted == (True, False):
        yield _both("deleted_on_screen", number, shown, written, is_sure=_is_sure(shown))
        return
    if not shown.has_words or not folded(written.said):
        return
    if likeness(shown.text, written.said) < 1.0:
        mine, others, surely = differing(shown.text, written.said)
        if mine or others:
            detail = f"{' '.join(mine) or '–'} → {' '.join(others) or '–'}"
            is_sure = surely and _is_sure(shown)
            yield _both("words", number, shown, written, is_sure=is_sure, detail=detail)
    away = minutes(shown, written)
    if away is not None and abs(away - offset) > APART:
        yield _both("time", number, shown, written, is_sure=_is_sure(shown))
    if senders.get((_who(shown), written.sender)):
        yield _both("sender", number, shown, written, is_sure=_is_sure(shown))


def _is_sure(shown: ScreenMessage) -> bool:
    return shown.score >= DOUBTFUL


def _who(shown: ScreenMessage) -> str:
    """Return whose a message is; empty where the screen does not itself say so."""
    if shown.is_own:
        return "\0own"
    return "" if "inherited" in shown.marks else folded(shown.name)


def _senders(
    ours: Sequence[ScreenMessage],
    theirs: Sequence[Message],
    pairs: Iterable[tuple[int, int]],
) -> dict[tuple[str, str], bool]:
    """Return, by name on the screen and sender of the export, whether most say otherwise.

    Phones call people by their own address book: a name that always stands for the same
    sender is no difference. Only messages with words count.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for i, j in pairs:
        if _who(ours[i]) and ours[i].has_words and theirs[j].said:
            seen[_who(ours[i]), theirs[j].sender] += 1
    found = {}
    for (who, sender), count in seen.items():
        rivals = [n for (a, b), n in seen.items() if (a == who) != (b == sender) and n > count]
        # The same name on both sides differs in nothing, whoever else stands for it.
        found[who, sender] = max(rivals, default=0) >= 2 and who != folded(sender)
    return found


def _lone_on_screen(
    ours: Sequence[ScreenMessage], pairs: Sequence[tuple[int, int]], covers: tuple[bool, bool]
) -> list[int]:
    """Return the messages with words that no export's message is paired with, and should be."""
    in_both = {i for i, _ in pairs}
    first, last = pairs[0][0], pairs[-1][0]
    return [
        i
        for i, one in enumerate(ours)
        if i not in in_both and one.has_words and "deleted" not in one.marks and one.time
        and (i > first or covers[0]) and (i < last or covers[1])
    ]  # fmt: skip


def _lone_in_export(theirs: Sequence[Message], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the export's messages between two that the screen shows one below the other."""
    return [
        j
        for (_, one), (_, other) in pairwise(pairs)
        for j in range(one + 1, other)
        if "deleted" not in theirs[j].marks and theirs[j].said
    ]


def _moved(
    ours: Sequence[ScreenMessage],
    theirs: Sequence[Message],
    lone_screen: Sequence[int],
    lone_export: Sequence[int],
    pairs: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Return messages that stand in both, at another place."""
    in_both = {j for _, j in pairs}
    free = [*lone_export, *(j for j in range(len(theirs)) if j not in in_both)]
    found: list[tuple[int, int]] = []
    for i in lone_screen:
        if len(folded(ours[i].text)) < TELLING:
            continue
        same = (
            j for j in free
            if j not in {one for _, one in found}
            and likeness(ours[i].text, theirs[j].said) >= SURELY_ONE
        )  # fmt: skip
        if (j := next(same, None)) is not None:
            found.append((i, j))
    return found


def _both(
    kind: str, number: int, shown: ScreenMessage, written: Message, *, is_sure: bool,
    detail: str = "",
) -> Difference:  # fmt: skip
    return Difference(
        kind, is_sure, number + 1, shown.text, _when(shown), shown.name, shown.box,
        written.where, written.said, written.typed, written.sender, detail,
    )  # fmt: skip


def _shown(kind: str, number: int, shown: ScreenMessage, *, is_sure: bool) -> Difference:
    return Difference(kind, is_sure, number + 1, shown.text, _when(shown), shown.name, shown.box)


def _written(kind: str, written: Message, *, is_sure: bool) -> Difference:
    return Difference(
        kind, is_sure, where=written.where, written=written.said, written_time=written.typed,
        sender=written.sender,
    )  # fmt: skip


def _when(shown: ScreenMessage) -> str:
    """Return a message's time as the screen shows it, with its heading's day."""
    return f"{shown.day} {shown.time}" if shown.day is not None else shown.time
