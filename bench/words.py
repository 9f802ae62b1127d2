"""Words: alterations of drawn chats named, phrases found, and what reading costs.

``python -m bench.words [CHATS] [SEED]`` draws so many chats for each alteration, size and look;
``python -m bench.words phrases [COUNT] [SEED]`` so many exhibits of each kind, each with a phrase.
They are drawn by the hand that wrote the parser: real captures may be read worse.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.words.drawn import (
    ALTERATIONS,
    DARK,
    LIGHT,
    Said,
    altered,
    export,
    forwarded,
    screenshot,
    talk,
)
from tests.words.exhibits import plant
from workbench.case import load
from workbench.examination import word_search
from workbench.examination.word_readings import read_words
from workbench.metadata.chats.chat import Chat
from workbench.metadata.chats.formats import chats
from workbench.words.conversation.laying import Difference, lay
from workbench.words.conversation.same_words import folded
from workbench.words.conversation.screen import conversation
from workbench.words.reading.line import Surface
from workbench.words.reading.read_exhibit import read_surface

KINDS = {"word": "words", "time": "time", "name": "sender", "order": "order",
         "omitted": "only_export", "added": "only_screen"}  # fmt: skip
FIRST, SHOWN = 12, 11
_LOOKS = tuple((style, is_small) for is_small in (False, True) for style in (LIGHT, DARK))


def is_named(kind: str, at: int, shown: list[Said], chat: Chat, found: list[Difference]) -> bool:
    """Whether the alteration of the message at a place is named by its line or number."""
    where = chat.spoken[FIRST + at].where
    for one in found:
        if one.kind != KINDS[kind] or not one.is_sure:
            continue
        if kind == "added" and folded(one.shown) == folded(shown[at].text):
            return True
        if kind == "order" and one.number - 1 in {at - 1, at}:
            return True
        if kind not in {"added", "order"} and one.where == where:
            return True
    return False


def is_visible(kind: str, at: int, shown: list[Said]) -> bool:
    """Whether the screen shows the alteration: a name stands above the first of several only."""
    if kind != "name":
        return True
    before = shown[at - 1]
    has_heading = before.at.date() != shown[at].at.date()
    return before.sender != shown[at].sender or has_heading


def measured(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield (what, came of it) for each drawn chat."""
    for kind in (*ALTERATIONS, "none"):
        for number in range(count):
            for look, (style, is_small) in enumerate(_LOOKS):
                yield from _one(kind, seed + 10 * number + look, style, is_small=is_small)


def _one(kind: str, seed: int, style: object, *, is_small: bool) -> Iterator[tuple[str, str]]:
    told = talk(seed)
    part = told[FIRST : FIRST + SHOWN]
    shown, at = (part, 0) if kind == "none" else altered(part, kind, seed)
    what = f"{kind} {'720' if is_small else 'full'}"
    if kind != "none" and not is_visible(kind, at, shown):
        return
    image = screenshot(shown, style)
    image = forwarded(image) if is_small else image
    begun = time.process_time()
    screen = conversation(read(image))
    yield "seconds", f"{time.process_time() - begun:.2f}"
    (chat,) = chats(export(told), "text/plain").chats
    laid = lay(screen, chat) if screen is not None else None
    if laid is None:
        yield what, "not laid"
        return
    sure = [one for one in laid.differences if one.is_sure]
    if kind == "none":
        yield what, "observations" if sure else "quiet"
        yield f"{what} to look at", str(bool(len(laid.differences) - len(sure)))
    else:
        yield what, "named" if is_named(kind, at, shown, chat, sure) else f"missed (seed {seed})"


def read(image: object) -> Surface:
    """Return what is read on a picture."""
    return read_surface("", np.asarray(image))


def phrases(count: int, seed: int) -> None:
    """Print how many planted phrases are found in their own exhibit, by kind, and where else."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "evidence").mkdir()
        planted = plant(root / "evidence", count, seed)
        begun = time.perf_counter()
        done = read_words(load(root))
        print(f"{len(planted)} exhibits read in {time.perf_counter() - begun:.0f} s by the clock")
        marked = sum(1 for one in done.words.readings.values() for _, line in one.machine_read
                     if line.is_doubtful)  # fmt: skip
        lines = sum(len(one.machine_read) for one in done.words.readings.values())
        found: Counter[tuple[str, str]] = Counter()
        for kind, name, words in planted:
            hits = [one for one in word_search.find(load(root), words).hits if one.is_phrase]
            paths = {one.passage.path for one in hits}
            found[kind, "found" if name in paths else "missed"] += 1
            found[kind, "elsewhere"] += len(paths - {name})
        for (kind, result), many in sorted(found.items()):
            print(f"{kind:12} {result:10} {many}")
        print(f"lines {lines}, marked as doubtful {marked}")


def main() -> None:
    """Print what came of each kind."""
    if sys.argv[1:2] == ["phrases"]:
        phrases(*(int(one) for one in [*sys.argv[2:], "2", "7"][:2]))
        return
    count, seed = (int(one) for one in [*sys.argv[1:], "2", "1000"][:2])
    seconds: list[float] = []
    found: Counter[tuple[str, str]] = Counter()
    for what, result in measured(count, seed):
        if what == "seconds":
            seconds.append(float(result))
        else:
            found[what, result] += 1
    for (what, result), many in sorted(found.items()):
        print(f"{what:24} {result:24} {many}")
    print(f"{len(seconds)} screenshots, CPU seconds each: mean {np.mean(seconds):.2f}, "
          f"most {max(seconds):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
