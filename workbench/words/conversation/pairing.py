"""Which message of a screen is which of an export: the part it may show, clocks, and pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from workbench.metadata.chats.chat import Message
from workbench.words.conversation.same_words import folded, likeness
from workbench.words.conversation.screen import ScreenMessage

#: Likeness from which on two texts are one message.
ONE_MESSAGE = 0.62
#: The same, where they must show that both are one conversation; and letters that say so.
SURELY_ONE = 0.85
TELLING = 6
#: Minutes by which two phones may show one message apart.
APART = 1
#: Messages of an export around those in common that are laid beside the screen.
_AROUND = 25
_DAY = 24 * 60


def stretch(ours: Sequence[ScreenMessage], theirs: Sequence[Message]) -> tuple[list[Message], bool]:
    """Return the part of an export that a screen may show, and whether it begins the export."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, message in enumerate(theirs):
        places[folded(message.said)].append(at)
    hits = sorted(
        (at, number)
        for number, one in enumerate(ours)
        if len(folded(one.text)) >= TELLING
        for at in places.get(folded(one.text), ())[:50]
    )
    if not hits:
        hits = _near_hits(ours, theirs)
    if not hits:
        return [], False
    reach = 3 * len(ours) + _AROUND
    best = max(
        (len({number for at, number in hits if first <= at <= first + reach}), -first)
        for first, _ in hits
    )
    first = -best[1]
    last = max(at for at, _ in hits if at <= first + reach)
    start = max(0, first - _AROUND)
    return list(theirs[start : last + _AROUND + 1]), start == 0


def _near_hits(ours: Sequence[ScreenMessage], theirs: Sequence[Message]) -> list[tuple[int, int]]:
    """Return messages that begin or end alike, where none is wholly the same."""
    starts: dict[str, list[int]] = defaultdict(list)
    for at, message in enumerate(theirs):
        text = folded(message.said)
        if len(text) >= 2 * TELLING:
            starts[text[:TELLING]].append(at)
            starts[text[-TELLING:]].append(at)
    return sorted(
        (at, number)
        for number, one in enumerate(ours)
        if len(text := folded(one.text)) >= 2 * TELLING
        for at in {*starts.get(text[:TELLING], ())[:20], *starts.get(text[-TELLING:], ())[:20]}
        if likeness(one.text, theirs[at].said) >= SURELY_ONE
    )


def minutes(shown: ScreenMessage, written: Message) -> int | None:
    """Return by how many minutes the screen's time lies after the export's."""
    if not shown.time or written.at is None:
        return None
    hour, minute = (int(part) for part in shown.time.split(":"))
    at = written.at.replace(tzinfo=None)
    if shown.day is not None:
        own = datetime(shown.day.year, shown.day.month, shown.day.day, hour, minute)  # noqa: DTZ001
        return round((own - at.replace(second=0, microsecond=0)) / timedelta(minutes=1))
    away = (hour * 60 + minute - at.hour * 60 - at.minute) % _DAY
    return away if away <= _DAY // 2 else away - _DAY


def offset_of(ours: Sequence[ScreenMessage], theirs: Sequence[Message]) -> int:
    """Return how far the clocks are apart: what most messages of the same words agree on."""
    places: dict[str, list[Message]] = defaultdict(list)
    for message in theirs:
        places[folded(message.said)].append(message)
    votes: Counter[int] = Counter()
    voters = 0
    for one in ours:
        text = folded(one.text)
        same = places.get(text, ()) if len(text) >= TELLING else ()
        if len(same) == 1 and (away := minutes(one, same[0])) is not None:
            votes[round(away / 15) * 15 if abs(away) > APART else 0] += 1
            voters += 1
    if not votes:
        return 0
    offset, count = min(votes.items(), key=lambda item: (-item[1], abs(item[0])))
    is_zone = offset % 15 == 0 and abs(offset) <= 14 * 60
    return offset if is_zone and count >= 2 and 2 * count > voters else 0


def _is_in_time(shown: ScreenMessage, written: Message, offset: int) -> bool:
    away = minutes(shown, written)
    return away is not None and abs(away - offset) <= APART


def _worth(shown: ScreenMessage, written: Message, offset: int) -> float:
    """Return how much speaks for two messages being one; negative when nothing does."""
    in_time = _is_in_time(shown, written, offset)
    bonus = 0.5 if in_time else 0.0
    is_deleted = "deleted" in shown.marks, "deleted" in written.marks
    if any(is_deleted):
        both = 1.5 if all(is_deleted) else 0.8
        return both + bonus if in_time else -1.0
    if not shown.has_words or not folded(written.said):
        return 0.6 + bonus if in_time and shown.has_words == bool(folded(written.said)) else -1.0
    like = likeness(shown.text, written.said)
    if like >= ONE_MESSAGE:
        return 2 * like + bonus + (0.5 if like > 0.999 else 0.0)
    return 0.4 + like if in_time else -1.0


def _worths(
    ours: Sequence[ScreenMessage], theirs: Sequence[Message], offset: int
) -> list[list[float]]:
    """Return how much speaks for each of ours being each of theirs.

    What stands word for word at another place is not another message with other words; and of
    words that were said more than once only the time tells which message they are.
    """
    shown = Counter(folded(one.text) for one in ours)
    written = Counter(folded(one.said) for one in theirs)
    alike = [[likeness(one.text, other.said) for other in theirs] for one in ours]
    held = [max(row, default=0.0) >= SURELY_ONE for row in alike]
    holds = [max(column) >= SURELY_ONE for column in zip(*alike, strict=True)]

    def worth(i: int, j: int) -> float:
        one, other = ours[i], theirs[j]
        found = _worth(one, other, offset)
        if found <= 0 or not one.has_words or not folded(other.said):
            return found
        if alike[i][j] < SURELY_ONE:
            return -1.0 if held[i] or holds[j] else found
        text, said = folded(one.text), folded(other.said)
        is_common = written[said] > 1 or shown[text] > 1 or len(text) < TELLING
        return -1.0 if is_common and not _is_in_time(one, other, offset) else found

    return [[worth(i, j) for j in range(len(theirs))] for i in range(len(ours))]


def paired(
    ours: Sequence[ScreenMessage], theirs: Sequence[Message], offset: int
) -> list[tuple[int, int]]:
    """Return which messages are one, in the order of both: the most that speaks for it."""
    rows, columns = len(ours), len(theirs)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    worth = _worths(ours, theirs, offset)
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            skip = max(best[i + 1][j], best[i][j + 1])
            both = worth[i][j] + best[i + 1][j + 1] if worth[i][j] > 0 else -1.0
            best[i][j] = max(skip, both)
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if worth[i][j] > 0 and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
