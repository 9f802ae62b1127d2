"""One pass over one exhibit, in a sandboxed child: facts, picture, fingerprint, preview.

What comes back is plain JSON values, so that it can be cached and crosses the process
border without a class of ours.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from workbench.errors import EvidenceError
from workbench.evidence.sandbox import Failure
from workbench.evidence.source import Source, State, open_source
from workbench.evidence.unread import Unread, collecting

Part = tuple[str, Any]
"""Where something belongs in what was found of an exhibit, and what it is."""

# Layers that speak of the name or the file system, not of the content: the same bytes may
# have several of them, so they stay out of what is cached by content.
BY_NAME = ("filename", "filesystem")

# Layers whose readings cost next to nothing: handed over together.
_AT_ONCE = frozenset({"exif", "xmp", "iptc", "icc", "picture"})
# Kinds of readings that are told once, though several layers met the same.
_ONCE = {("limit",), ("failure",)}
# Failures that tell which limit on time was met.
TIMED = frozenset({"timeout", "deadline"})

#: Longest side of the previews of enclosed pictures: as large as a page shows them.
FRAME = 320


@dataclass(frozen=True)
class Task:
    """One exhibit to read.

    Attributes
    ----------
    root, path
        ``evidence/``, and the exhibit's path below it.
    media_type
        By content.
    state
        What the system said about the file before it was hashed.
    """

    root: Path
    path: str
    media_type: str | None
    state: State | None


def read(task: Task) -> dict[str, Any]:
    """Read one exhibit; what :func:`gathered` makes of :func:`parts`."""
    return gathered(parts(task))


def parts(task: Task) -> Iterator[Part]:
    """Read one exhibit and hand over each part as it is found.

    Cheap facts come first, so that they stay when what comes after meets a limit. Before
    each step ``("step", name)`` says what is read next.
    """
    media_type = task.media_type or ""
    with open_source(task.root, task.path) as source:
        yield from _facts(source, task.media_type)
        yield from _look(source, media_type)
        yield from _look_inside(source, media_type)
        if source.has_changed() or task.state not in {None, source.state}:
            yield "changed", True


def gathered(parts: Iterable[Part], stopped: Failure | None = None) -> dict[str, Any]:
    """Return what was handed over of one exhibit.

    Parameters
    ----------
    parts
        What :func:`parts` yielded.
    stopped
        Why it did not come to its end.

    Returns
    -------
    dict
        ``readings``: rows of :class:`workbench.metadata.reading.Reading`;
        ``picture``: width, height, frames, mode, orientation, or None;
        ``fingerprint``: as its own JSON, or None; ``preview`` and ``thumbnail``: JPEG in base64,
        or None;
        ``inside``: (place, fingerprint) of pictures that a document or video encloses;
        ``frames``: (place, JPEG in base64) of the same;
        ``writing``: the sketch of its text as JSON, or None;
        ``sound``: what a recording or video sounds like, as JSON, or None;
        ``film``: how a video goes on, moment by moment, as JSON, or None;
        ``talks``: what the conversations in it are compared by, as JSON;
        ``failures``: (step, code, detail) of what could not be read;
        ``stopped``: (step, limit) in which reading was stopped, if it was.
    """
    result, step = nothing(), ""
    for name, value in parts:
        if name == "changed":
            return {**nothing(), "failures": [("reading", "changed", "")]}
        if name == "step":
            step = value
        elif isinstance(value, list):
            known = result[name]
            # Two layers that walk one structure meet the same limit.
            known += [row for row in value if row not in known or row[4:5] not in _ONCE]
        else:
            result[name] = value
    if stopped is not None:
        result["failures"].append(("reading", stopped.code, stopped.detail))
        result["stopped"] = [step, stopped.detail if stopped.code in TIMED else ""]
    return result


def known_by(source: Source, media_type: str) -> dict[str, Any]:
    """Read of one file only what :meth:`workbench.duplicates.fingerprint.file.Known.read` asks."""
    result = gathered(chain(_look(source, media_type), _look_inside(source, media_type)))
    return {name: result[name] for name in ("fingerprint", "inside", "writing", "sound", "film")}


def nothing() -> dict[str, Any]:
    """Return the result of reading nothing."""
    return {
        "readings": [],
        "picture": None,
        "fingerprint": None,
        "preview": None,
        "thumbnail": None,
        "inside": [],
        "frames": [],
        "writing": None,
        "sound": None,
        "film": None,
        "talks": (),
        "failures": [],
        "stopped": [],
    }


def _facts(source: Source, media_type: str | None) -> Iterator[Part]:
    from workbench.metadata.extract import layers

    for layer, readings in layers(source, media_type):
        if layer in BY_NAME:
            continue
        yield "step", layer
        rows = (tuple(reading) for reading in readings)
        if layer in _AT_ONCE:
            yield "readings", list(rows)
        else:
            for row in rows:
                yield "readings", [row]


def _look(source: Source, media_type: str) -> Iterator[Part]:
    """Decode a picture once, and take everything from that."""
    if media_type == "image/svg+xml":
        # Drawn by a program of instructions, which nothing here follows.
        yield "failures", [("picture", "picture_format", "")]
    if not media_type.startswith("image/") or media_type == "image/svg+xml":
        return
    from workbench.duplicates.fingerprint.legible import legible
    from workbench.duplicates.fingerprint.picture import fingerprint
    from workbench.evidence.picture import PREVIEW, THUMBNAIL, preview
    from workbench.metadata.pictures.coding import behind_large
    from workbench.metadata.pictures.thumbnail import compare

    yield "step", "picture"
    picture, failed = None, []
    with collecting() as left:
        try:
            yield "readings", list(map(tuple, behind_large(source.data)))
            picture = legible(source.data, media_type)
        except EvidenceError as error:
            failed = [("picture", error.code, str(error.fields.get("detail", "")))]
        except MemoryError:
            failed = [("picture", "memory", "")]
    yield from _unread(left)
    if picture is None:
        yield "failures", failed
        return
    yield (
        "picture",
        {
            "width": picture.width,
            "height": picture.height,
            "frames": picture.frames,
            "mode": picture.mode,
            "orientation": picture.orientation,
        },
    )
    yield "readings", list(map(tuple, compare(source.data, picture.gray)))
    yield "fingerprint", fingerprint(picture, source.data).to_json()
    for name, longest in (("preview", PREVIEW), ("thumbnail", THUMBNAIL)):
        yield name, base64.b64encode(preview(picture, longest)).decode("ascii")


def _look_inside(source: Source, media_type: str) -> Iterator[Part]:
    """Take text and pictures of a document, frames of a video, the sound of a recording."""
    if media_type.startswith("image/"):
        return
    for step, take in (("text", _text), ("chat", _talks), ("inside", _pictures), ("sound", _sound)):
        yield "step", step
        with collecting() as left:
            try:
                yield from take(source, media_type)
            except MemoryError:
                yield "failures", [(step, "memory", "")]
        yield from _unread(left)


def _text(source: Source, media_type: str) -> Iterator[Part]:
    from workbench.duplicates.fingerprint.words import writing

    text = writing(source.data, media_type)
    if text is not None:
        yield "writing", text.to_json()


def _talks(source: Source, media_type: str) -> Iterator[Part]:
    from workbench.metadata.chats.formats import talks

    yield "talks", tuple(talk.to_json() for talk in talks(source.data, media_type))


def _pictures(source: Source, media_type: str) -> Iterator[Part]:
    from workbench.duplicates.fingerprint.enclosed import inner_pictures
    from workbench.duplicates.fingerprint.film import Reel
    from workbench.evidence.picture import Picture, preview

    frames: list[tuple[str, str]] = []

    def shown(place: str, picture: Picture) -> None:
        small = preview(picture, FRAME)
        frames.append((place, base64.b64encode(small).decode("ascii")))

    reel = Reel()
    found = inner_pictures(source.data, media_type, shown, reel)
    yield "frames", frames
    yield "inside", [(place, print_.to_json()) for place, print_ in found]
    film = reel.film(one for _, one in found)
    if film is not None:
        yield "film", film.to_json()


def _sound(source: Source, media_type: str) -> Iterator[Part]:
    from workbench.duplicates.fingerprint.sound import sound

    heard = sound(source.data, media_type)
    if heard is not None:
        yield "sound", heard.to_json()


def _unread(left: Iterable[Unread]) -> Iterator[Part]:
    from workbench.metadata.reading import unread

    if rows := [tuple(unread(one)) for one in left]:
        yield "readings", rows
