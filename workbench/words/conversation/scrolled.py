"""Screenshots of one conversation, scrolled: what two show of the same messages.

Two such pictures are no copies of each other, whether one is dark and the other light: they
continue each other, and what both show should say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice, pairwise

from workbench.words.conversation.case_screens import ReadScreen
from workbench.words.conversation.pairing import TELLING
from workbench.words.conversation.same_words import differing, folded, likeness
from workbench.words.conversation.screen import ScreenMessage

#: Messages of the same words and time, from which on two screens show one stretch.
FEWEST = 2
#: Screens of one case that are compared each with each.
MOST = 100


@dataclass(frozen=True)
class Overlap:
    """Two screens that show the same messages.

    Attributes
    ----------
    one, other
        Ids of their exhibits.
    shared
        Messages that both show.
    differences
        ``shown → shown`` of messages between shared ones that surely differ in a word.
    """

    one: str
    other: str
    shared: int
    differences: tuple[str, ...]


def overlaps(screens: Iterable[ReadScreen]) -> Iterator[Overlap]:
    """Yield each two screens of different exhibits that show the same messages."""
    for one, other in combinations(islice(screens, MOST), 2):
        if one.exhibit != other.exhibit:
            found = _overlap(one, other)
            if found is not None:
                yield found


def _overlap(one: ReadScreen, other: ReadScreen) -> Overlap | None:
    ours, theirs = one.screen.messages, other.screen.messages
    keys = list(map(_key, ours)), list(map(_key, theirs))
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = [n for block in blocks for n in range(block.a, block.a + block.size)]
    if sum(1 for n in shared if len(folded(ours[n].text)) >= TELLING) < FEWEST:
        return None
    found = []
    for above, below in pairwise(blocks):
        mine = ours[above.a + above.size : below.a]
        others = theirs[above.b + above.size : below.b]
        found += list(_differing(mine, others))
    return Overlap(one.exhibit, other.exhibit, len(shared), tuple(found))


def _key(message: ScreenMessage) -> tuple[str, str]:
    return folded(message.text), message.time


def _differing(mine: Iterable[ScreenMessage], others: Iterable[ScreenMessage]) -> Iterator[str]:
    for a, b in zip(mine, others, strict=False):
        if a.time != b.time or likeness(a.text, b.text) == 1.0:
            continue
        ours, theirs, is_sure = differing(a.text, b.text)
        if is_sure:
            yield f"{' '.join(ours) or '–'} → {' '.join(theirs) or '–'} ({a.time})"
