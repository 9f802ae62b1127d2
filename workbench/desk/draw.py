"""What is made of one exhibit to be seen, in the guarded child: pictures, pages, text, sound.

What is handed back are bytes of ours: pictures encoded anew from their pixels, and JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.desk import excerpts, messages, paper_pages, paragraphs, playing, rasters
from workbench.errors import CaseError, EvidenceError
from workbench.evidence.picture import FORMATS
from workbench.evidence.source import State, open_source
from workbench.evidence.unread import LimitMetError, collecting, left_out

Part = tuple[str, bytes]
"""The name of something that was made, and its bytes."""

#: What the child says when the file is not the one that was asked for.
CHANGED = "changed"


@dataclass(frozen=True)
class Wish:
    """What is wanted of which file.

    Attributes
    ----------
    root, path
        ``evidence/``, and the exhibit's path below it.
    media_type
        By content.
    state
        What the system says of the file whose digest is known.
    what
        One of :data:`WAYS`.
    number
        Which page, for what has pages.
    at
        Which place of it; see :mod:`workbench.case.locator`.
    """

    root: Path
    path: str
    media_type: str
    state: State
    what: str
    number: int = 0
    at: str = ""


def draw(wish: Wish) -> Generator[Part, None, str | None]:
    """Make what is wanted; yields (name, bytes), ``reason`` for what cannot be made.

    Call this in the sandbox only.
    """
    with open_source(wish.root, wish.path) as source, collecting() as unread:
        if source.state != wish.state:
            return CHANGED
        try:
            yield from WAYS[wish.what](source.data, wish)
        except (CaseError, EvidenceError) as error:
            fields = {name: str(value)[:300] for name, value in error.fields.items()}
            yield "reason", packed({"code": error.code, "fields": fields})
        except LimitMetError as met:
            left_out(wish.what, met.limit, met.number)
            yield "reason", packed({"code": "limit", "fields": {}})
        yield "unread", packed([list(one) for one in unread])
        return CHANGED if source.has_changed() else None


def packed(value: Any) -> bytes:
    """Return JSON as bytes."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _look(data: Any, wish: Wish) -> Iterator[Part]:
    """Say how an exhibit can be seen, and give its thumbnails."""
    kind = wish.media_type
    told: dict[str, Any]
    if kind in FORMATS:
        told, parts = rasters.look(data, kind)
    elif kind.startswith(("video/", "audio/")):
        told, parts = playing.look(data, kind)
    elif kind == "application/pdf":
        told, parts = paper_pages.look(data)
    elif chat := messages.look(data, kind):
        told, parts = chat, []
    elif paragraphs.is_readable(kind):
        told, parts = paragraphs.look(data, kind), []
    else:
        if not kind:
            raise EvidenceError("not_known")
        raise EvidenceError("not_shown", media_type=kind)
    yield "how", packed(told)
    yield from parts


def _tiles(data: Any, wish: Wish) -> Iterator[Part]:
    yield from rasters.pyramid(data, wish.media_type)


def _page(data: Any, wish: Wish) -> Iterator[Part]:
    yield from paper_pages.page(data, wish.number)


def _frames(data: Any, wish: Wish) -> Iterator[Part]:
    yield from playing.frames(data, wish.media_type)


def _waveform(data: Any, wish: Wish) -> Iterator[Part]:
    yield "waveform", packed(playing.waveform(data, wish.media_type))


def _text(data: Any, wish: Wish) -> Iterator[Part]:
    yield "text", packed(paragraphs.text(data, wish.media_type))


def _messages(data: Any, wish: Wish) -> Iterator[Part]:
    yield "messages", packed(messages.every(data, wish.media_type))


def _excerpt(data: Any, wish: Wish) -> Iterator[Part]:
    yield from excerpts.excerpt(data, wish.media_type, wish.at)


def _inside(data: Any, wish: Wish) -> Iterator[Part]:
    """Give the pictures that a document encloses, each with its place."""
    from workbench.duplicates.fingerprint.enclosed import inner_pictures
    from workbench.evidence.picture import Picture, preview

    places: list[str] = []
    found: list[bytes] = []

    def shown(place: str, picture: Picture) -> None:
        places.append(place)
        found.append(preview(picture))

    inner_pictures(data, wish.media_type, shown)
    yield "inside", packed(places)
    for number, one in enumerate(found):
        yield f"{number}.jpg", one


WAYS: dict[str, Callable[[Any, Wish], Iterator[Part]]] = {
    "look": _look,
    "tiles": _tiles,
    "page": _page,
    "frames": _frames,
    "waveform": _waveform,
    "text": _text,
    "messages": _messages,
    "inside": _inside,
    "excerpt": _excerpt,
}
