"""The screenshots of a case laid against its exports: exports are read in guarded children."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from workbench.evidence.exhibit import Exhibit
from workbench.evidence.sandbox import MEMORY, SECONDS, Sandbox
from workbench.evidence.source import open_source
from workbench.metadata.chats.formats import chats
from workbench.words.conversation.laying import Laid, lay
from workbench.words.conversation.screen import Screen, conversation
from workbench.words.reading.case_readings import CaseReadings

#: Screens of one case that are laid against its exports.
MOST_SCREENS = 400


@dataclass(frozen=True)
class ReadScreen:
    """A screenshot of a conversation, as it was read.

    Attributes
    ----------
    exhibit
        Its id.
    """

    exhibit: str
    screen: Screen


@dataclass(frozen=True)
class LaidScreen:
    """A screenshot laid against an export of the same conversation.

    Attributes
    ----------
    screen, export
        Ids of both exhibits.
    place
        Of the screenshot in its exhibit.
    """

    screen: str
    place: str
    export: str
    laid: Laid


@dataclass(frozen=True)
class Against:
    """What one child is asked: an export, and the screens to lay against it."""

    root: Path
    path: str
    media_type: str | None
    sha256: str
    screens: tuple[ReadScreen, ...]


def screens(exhibits: Iterable[Exhibit], words: CaseReadings) -> tuple[ReadScreen, ...]:
    """Return the conversations that a case's pictures show, by exhibit and place."""
    found = []
    for exhibit in exhibits:
        reading = words.of(exhibit)
        for surface in reading.surfaces if reading is not None else ():
            shown = conversation(surface) if surface.is_reading else None
            if shown is not None:
                found.append(ReadScreen(exhibit.id, shown))
    return tuple(found[:MOST_SCREENS])


def laid(
    evidence: Path, exhibits: Iterable[Exhibit], words: CaseReadings, exports: Collection[str]
) -> tuple[LaidScreen, ...]:
    """Return every screenshot of a conversation against every export of the same one.

    Parameters
    ----------
    evidence, exhibits
        The folder, and what lies in it.
    words
        What was read of them.
    exports
        Paths of those that hold conversations.
    """
    every = tuple(exhibits)
    shown = screens(every, words) if exports else ()
    if not shown:
        return ()
    # An export that lies there twice is read once.
    held = {one.sha256: one for one in reversed(every) if one.path in exports and one.sha256}
    in_order = sorted(held.values(), key=lambda one: one.path)
    asked = [
        Against(evidence, one.path, one.media_type, one.sha256 or "", shown) for one in in_order
    ]
    found: list[LaidScreen] = []
    for exhibit, outcome in zip(
        in_order, Sandbox(None, 4 * SECONDS, MEMORY).map(lay_all, asked), strict=True
    ):
        found += [
            LaidScreen(screen, place, exhibit.id, one) for screen, place, one in outcome.parts
        ]
    return tuple(found)


def lay_all(against: Against) -> Iterable[tuple[str, str, Laid]]:
    """Yield exhibit, place and result for each screen and chat that are one conversation."""
    with open_source(against.root, against.path) as source:
        if source.sha256 != against.sha256:
            return
        held = chats(source.data, against.media_type).chats
        for one in against.screens:
            for chat in held:
                result = lay(one.screen, chat)
                if result is not None:
                    yield one.exhibit, one.screen.place, result
