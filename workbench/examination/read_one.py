"""One pass over one exhibit, in a sandboxed child: facts, picture, fingerprint, preview.

What comes back is plain JSON values, so that it can be cached and crosses the process
border without a class of ours.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import EvidenceError
from workbench.evidence.source import Source, State, open_source

# Layers that speak of the name or the file system, not of the content: the same bytes may
# have several of them, so they stay out of what is cached by content.
BY_NAME = ("filename", "filesystem")

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
    """Read one exhibit.

    Returns
    -------
    dict
        ``readings``: rows of :class:`workbench.metadata.reading.Reading`;
        ``picture``: width, height, frames, mode, orientation, or None;
        ``fingerprint``: as its own JSON, or None; ``preview``: JPEG in base64, or None;
        ``inside``: (place, fingerprint) of pictures that a document or video encloses;
        ``frames``: (place, JPEG in base64) of the same;
        ``writing``: the sketch of its text as JSON, or None;
        ``sound``: what a recording or video sounds like, as JSON, or None;
        ``film``: how a video goes on, moment by moment, as JSON, or None;
        ``talks``: what the conversations in it are compared by, as JSON;
        ``failures``: (step, code, detail) of what could not be read.
    """
    from workbench.metadata.extract import extract

    result = nothing()
    with open_source(task.root, task.path) as source:
        result["readings"] = [
            tuple(reading)
            for reading in extract(source, task.media_type)
            if reading.source not in BY_NAME
        ]
        _listen(source, task.media_type, result)
        _look(source, task.media_type or "", result)
        _look_inside(source, task.media_type or "", result)
        if source.has_changed() or task.state not in {None, source.state}:
            return {**nothing(), "failures": [("reading", "changed", "")]}
    return result


def nothing() -> dict[str, Any]:
    """Return the result of reading nothing."""
    return {
        "readings": [],
        "picture": None,
        "fingerprint": None,
        "preview": None,
        "inside": [],
        "frames": [],
        "writing": None,
        "sound": None,
        "film": None,
        "talks": [],
        "failures": [],
    }


def _listen(source: Source, media_type: str | None, result: dict[str, Any]) -> None:
    """Take what the conversations of an export are compared by, message by message."""
    from workbench.metadata.chats.formats import talks

    result["talks"] = [talk.to_json() for talk in talks(source.data, media_type)]


def _look(source: Source, media_type: str, result: dict[str, Any]) -> None:
    """Decode a picture once, and take everything from that."""
    if not media_type.startswith("image/") or media_type == "image/svg+xml":
        return
    from workbench.duplicates.fingerprint.legible import legible
    from workbench.duplicates.fingerprint.picture import fingerprint
    from workbench.evidence.picture import preview
    from workbench.metadata.pictures.coding import behind_large
    from workbench.metadata.pictures.thumbnail import compare

    result["readings"] += map(tuple, behind_large(source.data))
    try:
        picture = legible(source.data, media_type)
    except EvidenceError as error:
        detail = str(error.fields.get("detail", ""))
        result["failures"].append(("picture", error.code, detail))
        return
    except MemoryError:
        result["failures"].append(("picture", "memory", ""))
        return
    result["picture"] = {
        "width": picture.width,
        "height": picture.height,
        "frames": picture.frames,
        "mode": picture.mode,
        "orientation": picture.orientation,
    }
    result["readings"] += map(tuple, compare(source.data, picture.gray))
    result["fingerprint"] = fingerprint(picture, source.data).to_json()
    result["preview"] = base64.b64encode(preview(picture)).decode("ascii")


def _look_inside(source: Source, media_type: str, result: dict[str, Any]) -> None:
    """Take pictures and text of a document, frames of a video, the sound of a recording."""
    if media_type.startswith("image/"):
        return
    from workbench.duplicates.fingerprint.enclosed import inner_pictures
    from workbench.duplicates.fingerprint.film import Reel
    from workbench.duplicates.fingerprint.sound import sound
    from workbench.duplicates.fingerprint.words import writing
    from workbench.evidence.picture import Picture, preview

    def shown(place: str, picture: Picture) -> None:
        small = preview(picture, FRAME)
        result["frames"].append((place, base64.b64encode(small).decode("ascii")))

    reel = Reel()
    try:
        found = inner_pictures(source.data, media_type, shown, reel)
        film = reel.film(one for _, one in found)
        text = writing(source.data, media_type)
        heard = sound(source.data, media_type)
    except MemoryError:
        result["failures"].append(("inside", "memory", ""))
        return
    result["inside"] = [(place, print_.to_json()) for place, print_ in found]
    result["writing"] = None if text is None else text.to_json()
    result["sound"] = None if heard is None else heard.to_json()
    result["film"] = None if film is None else film.to_json()
