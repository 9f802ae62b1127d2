"""Two exports of one conversation, laid side by side message by message.

Phones write one conversation with other names, another clock, with or without media, the minute
rounded another way; their owners joined at other times and deleted other messages for themselves.
None of that makes the words of a message that both hold differ.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from workbench.metadata.chats.talk import DELETED, EDITED, MEDIA, OPEN, Saying, Talk

#: Seconds by which two phones may show one message apart, once their zones are accounted for:
#: one shows when it was sent, the other when it came, and minutes are cut off.
APART = 120
#: Clocks of two zones differ by whole quarters of an hour.
QUARTER = 900
#: Share of the shorter export, in the time that both cover, that must stand in the other for both
#: to be of one conversation; less is enough where they bear one name.
SHARED = 0.5
SHARED_NAMED = 0.2
#: Where they bear different names, nearly all of it, and so many messages.
SHARED_RENAMED = 0.8
FEWEST_RENAMED = 10
#: Messages with words in common, from which on two exports can be of one conversation.
FEWEST = 2
#: Messages that must agree on it before a shift of the clock is taken for one.
CLOCK_MOVED = 3
# Messages at which a stretch between two certain ones is no longer compared each with each.
_LARGEST_GAP = 400
_SAID_MEDIA = MEDIA | OPEN

Pairing = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """One message in which two exports differ.

    Attributes
    ----------
    kind
        ``words``; ``only`` (in one of them); ``time``, ``sender``; ``deleted``, ``edited``
        (marked so in one of them).
    one, other
        The message in each; None where it does not stand.
    """

    kind: str
    one: Saying | None
    other: Saying | None


@dataclass(frozen=True)
class Alignment:
    """What two exports of one conversation have in common, and where they differ.

    Attributes
    ----------
    offset
        Seconds to add to the second clock to get the first.
    shared
        Messages that both hold.
    """

    offset: int
    shared: int
    differences: tuple[Difference, ...]


def align(one: Talk, other: Talk) -> Alignment | None:
    """Return how two exports differ, or None when they are not of one conversation."""
    offset = _offset(one, other)
    if offset is None:
        return None
    ours, theirs = list(one.sayings), [_moved(saying, offset) for saying in other.sayings]
    ours, theirs = _both_cover(ours, theirs)
    if not ours or not theirs:
        return None
    pairs = _paired(ours, theirs)
    if not _is_one_conversation(one, other, ours, theirs, pairs):
        return None
    return Alignment(offset, len(pairs), tuple(_differences(ours, theirs, pairs)))


def _moved(saying: Saying, offset: int) -> Saying:
    return Saying(saying.at + offset, saying.words, saying.sender, saying.kind, saying.where)


def _offset(one: Talk, other: Talk) -> int | None:
    """Return how far two clocks are apart: what most messages of the same words agree on."""
    places: dict[int, list[int]] = {}
    for saying in other.sayings:
        if saying.words and len(places.setdefault(saying.words, [])) < 4:
            places[saying.words].append(saying.at)
    votes: Counter[int] = Counter()
    for saying in one.sayings:
        for at in places.get(saying.words, ()) if saying.words else ():
            away = saying.at - at
            rounded = round(away / QUARTER) * QUARTER
            if abs(rounded) <= 26 * 3600 and abs(away - rounded) <= APART:
                votes[rounded] += 1
    if not votes:
        return None
    return min(votes, key=lambda offset: (-votes[offset], abs(offset), offset))


def _both_cover(ours: list[Saying], theirs: list[Saying]) -> tuple[list[Saying], list[Saying]]:
    """Return what lies in the time that both exports cover.

    What one has before the other begins, or after it ends, says when its owner joined or when it
    was made.
    """
    begins = max(min(s.at for s in ours), min(s.at for s in theirs)) - APART
    ends = min(max(s.at for s in ours), max(s.at for s in theirs)) + APART
    return (
        [s for s in ours if begins <= s.at <= ends],
        [s for s in theirs if begins <= s.at <= ends],
    )


def _paired(ours: Sequence[Saying], theirs: Sequence[Saying]) -> list[Pairing]:
    """Return the places of messages that are the same, rising in both."""
    found: list[Pairing] = []
    stack = [(0, len(ours), 0, len(theirs))]
    while stack:
        a, b, c, d = stack.pop()
        while a < b and c < d and _is_same(ours[a], theirs[c]):
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and _is_same(ours[b - 1], theirs[d - 1]):
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        anchors = _anchors(ours, theirs, (a, b, c, d))
        if anchors:
            edges = [(a - 1, c - 1), *anchors, (b, d)]
            stack += [(p + 1, r, q + 1, s) for (p, q), (r, s) in pairwise(edges)]
            found += anchors
        elif (b - a) * (d - c) <= _LARGEST_GAP**2:
            found += _best(ours, theirs, (a, b, c, d))
        else:
            found += _by_clock(ours, theirs, (a, b, c, d))
    return sorted(found)


def _is_same(one: Saying, other: Saying) -> bool:
    """Whether two messages say the same at the same time."""
    return abs(one.at - other.at) <= APART and _says_same(one, other)


def _says_same(one: Saying, other: Saying) -> bool:
    if one.has(DELETED) or other.has(DELETED):
        return one.has(DELETED) and other.has(DELETED)
    if one.words == other.words and one.words:
        return True
    if one.has(MEDIA) and other.has(MEDIA):
        # Without media, some phones leave the caption out too.
        return one.words == other.words or not one.words or not other.words
    return one.words == other.words and one.has(_SAID_MEDIA) == other.has(_SAID_MEDIA)


def _anchors(
    ours: Sequence[Saying], theirs: Sequence[Saying], span: tuple[int, int, int, int]
) -> list[Pairing]:
    """Return messages whose words stand once in each stretch, as many as rise in both."""
    a, b, c, d = span
    mine = Counter(ours[at].words for at in range(a, b))
    yours = Counter(theirs[at].words for at in range(c, d))
    place = {theirs[at].words: at for at in range(c, d)}
    unique = [
        (at, place[words])
        for at in range(a, b)
        if (words := ours[at].words) and mine[words] == 1 and yours[words] == 1
        and _says_same(ours[at], theirs[place[words]])
    ]  # fmt: skip
    close = [(p, q) for p, q in unique if abs(ours[p].at - theirs[q].at) <= APART]
    return _rising(close or unique)


def _rising(pairs: list[Pairing]) -> list[Pairing]:
    """Return the longest run of pairs whose second place rises too."""
    tops: list[int] = []
    held: list[int] = []
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        level = bisect_left(tops, second)
        if level == len(tops):
            tops.append(second)
            held.append(at)
        else:
            tops[level], held[level] = second, at
        before.append(held[level - 1] if level else -1)
    found: list[Pairing] = []
    at = held[-1] if held else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _best(
    ours: Sequence[Saying], theirs: Sequence[Saying], span: tuple[int, int, int, int]
) -> list[Pairing]:
    """Return the most pairs of a short stretch, in order."""
    a, b, c, d = span
    rows, columns = b - a, d - c
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            same = _is_same(ours[a + i], theirs[c + j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + 1 if same else 0)
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if _is_same(ours[a + i], theirs[c + j]) and best[i][j] == best[i + 1][j + 1] + 1:
            found.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _by_clock(
    ours: Sequence[Saying], theirs: Sequence[Saying], span: tuple[int, int, int, int]
) -> list[Pairing]:
    """Return pairs of a long stretch: each message with the first fitting one after the last."""
    a, b, c, d = span
    found = []
    for at in range(a, b):
        other = c
        while other < d and theirs[other].at <= ours[at].at + APART:
            if _is_same(ours[at], theirs[other]):
                found.append((at, other))
                c = other + 1
                break
            if theirs[other].at < ours[at].at - APART and other == c:
                c += 1
            other += 1
    return found


def _is_one_conversation(
    one: Talk, other: Talk, ours: list[Saying], theirs: list[Saying], pairs: list[Pairing]
) -> bool:
    """Whether enough is shared for two exports to be of one conversation.

    A message that somebody sends to several groups stands in each of them.
    """
    share = len(pairs) / min(len(ours), len(theirs))
    worded = sum(1 for at, _ in pairs if ours[at].words)
    if one.names and other.names:
        if set(one.names) & set(other.names):
            return share >= SHARED_NAMED and worded >= 1
        return share >= SHARED_RENAMED and worded >= FEWEST_RENAMED
    speakers = {ours[at].sender for at, _ in pairs}
    fewest = min(len({s.sender for s in ours}), len({s.sender for s in theirs}), 2)
    return share >= SHARED and worded >= FEWEST and len(speakers) >= fewest


def _differences(
    ours: list[Saying], theirs: list[Saying], pairs: list[Pairing]
) -> Iterator[Difference]:
    people = _people(ours, theirs, pairs)
    moved = _moved_clocks(ours, theirs, pairs)
    mine, yours = Counter(s.words for s in ours), Counter(s.words for s in theirs)
    for at, place in pairs:
        one, other = ours[at], theirs[place]
        if _quarters(one, other) in moved:
            continue
        if abs(one.at - other.at) > APART:
            yield Difference("time", one, other)
        elif mine[one.words] == yours[other.words] == 1 and not _is_by(one, other, people):
            # What many write in the same words may have been laid beside another's.
            yield Difference("sender", one, other)
    edges = [(-1, -1), *pairs, (len(ours), len(theirs))]
    for (a, c), (b, d) in pairwise(edges):
        if b - a > 1 or d - c > 1:
            yield from _between(ours[a + 1 : b], theirs[c + 1 : d], people)


def _quarters(one: Saying, other: Saying) -> int | None:
    """Return the whole quarters of an hour between two clocks; None for none or a fraction."""
    away = one.at - other.at
    quarters = round(away / QUARTER)
    return quarters if quarters and abs(away - quarters * QUARTER) <= APART else None


def _moved_clocks(
    ours: list[Saying], theirs: list[Saying], pairs: list[Pairing]
) -> frozenset[int | None]:
    """Return by how much one clock moved for a while: summer time, or a zone changed on the way."""
    away = Counter(_quarters(ours[at], theirs[place]) for at, place in pairs)
    return frozenset(one for one, count in away.items() if one and count >= CLOCK_MOVED)


def _between(
    ours: list[Saying], theirs: list[Saying], people: dict[int, int]
) -> Iterator[Difference]:
    """Yield what stands between two messages that both hold: changed, or only in one."""
    left = list(theirs)
    for one in ours:
        fitting = [two for two in left if _is_counterpart(one, two, people)]
        other = min(fitting, key=partial(_away, one), default=None)
        if other is None:
            yield Difference("only", one, None)
            continue
        left.remove(other)
        yield Difference(_kind(one, other), one, other)
    for other in left:
        yield Difference("only", None, other)


def _away(one: Saying, other: Saying) -> int:
    return abs(one.at - other.at)


def _is_counterpart(one: Saying, other: Saying, people: dict[int, int]) -> bool:
    """Whether two messages are one, changed: of one person at one time."""
    if abs(one.at - other.at) > APART:
        return one.words == other.words and bool(one.words)
    return _is_by(one, other, people)


def _is_by(one: Saying, other: Saying, people: dict[int, int]) -> bool:
    return people.get(one.sender, other.sender) == other.sender


def _kind(one: Saying, other: Saying) -> str:
    if one.has(DELETED) != other.has(DELETED):
        return "deleted"
    if one.words == other.words and one.words:
        return "time"
    if one.has(EDITED) != other.has(EDITED):
        return "edited"
    if one.has(MEDIA | OPEN) or other.has(MEDIA | OPEN):
        return "media"
    return "words"


def _people(ours: list[Saying], theirs: list[Saying], pairs: list[Pairing]) -> dict[int, int]:
    """Return whom each person of one export is in the other: as most messages say."""
    votes: dict[int, Counter[int]] = {}
    for at, place in pairs:
        votes.setdefault(ours[at].sender, Counter())[theirs[place].sender] += 1
    return {
        person: counts.most_common(1)[0][0]
        for person, counts in votes.items()
        if 2 * counts.most_common(1)[0][1] > sum(counts.values())
    }
