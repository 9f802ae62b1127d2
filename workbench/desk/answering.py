"""What the door answers: the same over HTTP and through a notebook's kernel.

Everything is decoded in a guarded child and kept by content. Before anything of an exhibit is
shown, its bytes are known to be those that the case was examined with; otherwise the answer
says that they are not.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.desk.draw import CHANGED, Wish, draw
from workbench.desk.packs import Pack, Packs, named
from workbench.desk.registration import Registered
from workbench.errors import EvidenceError
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.sandbox import Outcome, Standing
from workbench.evidence.source import State, open_source
from workbench.text import Language, has, say
from workbench.text.visible import visible

JSON, JPEG = "application/json", "image/jpeg"

#: Messages, and bytes of a hex strip, that one answer holds at most.
MOST_MESSAGES = 500
MOST_HEX = 4096

# Failures that the same bytes would meet again: kept as the reason.
_LASTING = frozenset({"timeout", "memory", "error"})

#: What is played by the browser itself, from the exhibit's own bytes, under these types alone.
PLAYED = {
    "video/mp4": "video/mp4", "video/quicktime": "video/mp4", "video/3gpp": "video/3gpp",
    "video/webm": "video/webm", "video/x-matroska": "video/webm", "video/ogg": "video/ogg",
    "audio/mp4": "audio/mp4", "audio/ogg": "audio/ogg", "audio/mpeg": "audio/mpeg",
    "audio/aac": "audio/aac", "audio/wav": "audio/wav", "audio/flac": "audio/flac",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What is sent back.

    Attributes
    ----------
    status
        As in HTTP: 200, 400, 404, 409 (the bytes are others than those examined), 422 (cannot
        be shown; the body says why).
    media_type, body
        Pictures encoded anew, or JSON.
    """

    status: int
    media_type: str
    body: bytes


class Desk:
    """Answers questions about exhibits; safe to ask from several threads.

    Parameters
    ----------
    packs
        What was made before.
    jobs
        Guarded children at once.
    """

    def __init__(self, packs: Packs | None = None, jobs: int = 2) -> None:
        self.packs = packs or Packs()
        self.children = Standing(draw, jobs)
        self._known: dict[tuple[str, str], tuple[State, str]] = {}
        self._making: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def answer(
        self, known: Registered, exhibit: str, what: str, numbers: tuple[int, ...]
    ) -> Answer:
        """Answer one question about one exhibit."""
        if exhibit not in known.exhibits:
            return refusal(404, "unknown", known.language)
        if what == "facts":  # of what was examined, whatever became of the file since
            return _json(known.facts.get(exhibit, []))
        way = _WAYS.get(what)
        if way is None or len(numbers) != way[0]:
            return refusal(404, "unknown", known.language)
        one = known.exhibits[exhibit]
        try:
            return way[1](self, known, one, self.verified(known, one), numbers)
        except RefusedError as error:
            return error.answer

    def warm(self) -> None:
        """Start a child before anything is asked of it: the first exhibit then opens sooner."""
        self.children.run(Wish(Path(), "", "", (0, 0, 0, 0), "nothing"))

    def verified(self, known: Registered, one: Exhibit) -> State:
        """Return the state of a file whose bytes are known to be those examined.

        Raises
        ------
        RefusedError
            When it was not read, is gone, or holds other bytes now.
        """
        language = known.language
        if one.sha256 is None or one.status != "ok":
            raise RefusedError(refusal(422, one.reason or "not_read", language))
        place = (str(known.root), one.path)
        try:
            with open_source(known.root, one.path) as source:
                state, digest = self._known.get(place, (None, ""))
                if state != source.state:
                    digest = source.sha256
                    if source.has_changed():
                        raise RefusedError(refusal(409, "changed_since", language))
                    self._known[place] = (source.state, digest)
                if digest != one.sha256:
                    raise RefusedError(refusal(409, "changed_since", language))
                return source.state
        except (EvidenceError, OSError) as error:
            raise RefusedError(refusal(409, "gone", language)) from error

    def pack(
        self, known: Registered, one: Exhibit, state: State, what: str, number: int = 0
    ) -> Pack:
        """Return what is made of an exhibit, made now or before.

        Raises
        ------
        RefusedError
            With the reason why it cannot be made.
        """
        name = named(one.sha256 or "", one.media_type or "", what, number)
        pack = self.packs.get(name)
        if pack is None:
            with self._making[name]:
                pack = self.packs.get(name) or self._made(name, known, one, state, what, number)
        if "reason" in pack:
            told = json.loads(pack["reason"])
            raise RefusedError(refusal(422, told["code"], known.language, told["fields"]))
        return pack

    def _made(
        self, name: str, known: Registered, one: Exhibit, state: State, what: str, number: int
    ) -> Pack:
        wish = Wish(known.root, one.path, one.media_type or "", state, what, number)
        outcome = self.children.run(wish)
        if outcome.value == CHANGED:
            raise RefusedError(refusal(409, "changed_since", known.language))
        pack = _kept(outcome)
        failure = outcome.failure
        if failure is None or failure.code in _LASTING:
            self.packs.put(name, pack)
        return pack


class RefusedError(Exception):
    """What is asked for is not shown; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def refusal(
    status: int, code: str, language: Language, fields: Mapping[str, str] | None = None
) -> Answer:
    """Return why something is not shown, as JSON: ``code`` and the sentence for people."""
    told = {"code": code, "reason": reason(code, language, fields or {})}
    return Answer(status, JSON, json.dumps(told).encode("ascii"))


def reason(code: str, language: Language, fields: Mapping[str, str] | None = None) -> str:
    """Return a reason in one sentence; nothing hidden in it."""
    shown = {name: visible(value) for name, value in (fields or {}).items()}
    for key in (f"desk.reason.{code}", f"evidence.reason.{code}", f"errors.{code}"):
        if has(key):
            return say(key, language, **shown)
    return say("desk.reason.error", language)


def _kept(outcome: Outcome[Any]) -> dict[str, bytes]:
    pack = {name: part for name, part in outcome.parts if isinstance(part, bytes)}
    if outcome.failure is not None:
        fields = {"limit": outcome.failure.detail}
        pack["reason"] = json.dumps({"code": outcome.failure.code, "fields": fields}).encode(
            "ascii"
        )
    return pack


def _json(value: Any) -> Answer:
    return Answer(200, JSON, json.dumps(value, separators=(",", ":")).encode("ascii"))


def _part(pack: Pack, name: str, media_type: str, language: Language) -> Answer:
    if name not in pack:
        return refusal(404, "unknown", language)
    return Answer(200, media_type, pack[name])


Way = Callable[[Desk, Registered, Exhibit, State, tuple[int, ...]], Answer]


def _of(what: str, name: str, media_type: str) -> Way:
    """Return the way to one part of a pack, whose name may hold the numbers asked for."""

    def answer(
        desk: Desk, known: Registered, one: Exhibit, state: State, numbers: tuple[int, ...]
    ) -> Answer:
        number = numbers[0] if what == "page" else 0
        pack = desk.pack(known, one, state, what, number)
        return _part(pack, name.format(*numbers), media_type, known.language)

    return answer


def _how(
    desk: Desk, known: Registered, one: Exhibit, state: State, _numbers: tuple[int, ...]
) -> Answer:
    """Say how an exhibit can be seen, and why not more: never without an answer."""
    try:
        pack = desk.pack(known, one, state, "look")
    except RefusedError as error:
        if error.answer.status != 422:
            return error.answer
        told = {"kind": "other", **json.loads(error.answer.body)}
        return _json({**told, "size": one.size})
    told = json.loads(pack["how"]) if "how" in pack else {"kind": "other"}
    limits = json.loads(pack.get("unread", b"[]"))
    unread = [*_limits(limits, known.language), *_of_chat(told.pop("not_read", ()), known.language)]
    played = PLAYED.get(one.media_type or "", "")
    return _json({**told, "size": one.size, "unread": unread, "played": played})


def _limits(met: Iterable[Sequence[Any]], language: Language) -> Iterator[str]:
    """Yield in words what a reader left out."""
    for _, limit, number in met:
        if has(f"evidence.limit.{limit}"):
            yield say(
                "desk.unread",
                language,
                limit=say(f"evidence.limit.{limit}", language, number=number),
            )


def _of_chat(unread: Iterable[Sequence[str]], language: Language) -> Iterator[str]:
    """Yield in words what of an export of a chat was not read."""
    for name, detail in unread:
        if has(f"chats.unread.{name}"):
            what = say(f"chats.unread.{name}", language, detail=visible(detail))
            yield say("desk.unread", language, limit=what)


def _messages(
    desk: Desk, known: Registered, one: Exhibit, state: State, numbers: tuple[int, ...]
) -> Answer:
    pack = desk.pack(known, one, state, "messages")
    rows = json.loads(pack["messages"])
    start, count = numbers[0], min(numbers[1], MOST_MESSAGES)
    return _json({"count": len(rows), "from": start, "rows": rows[start : start + count]})


def _hex(
    _desk: Desk, known: Registered, one: Exhibit, state: State, numbers: tuple[int, ...]
) -> Answer:
    """Give a stretch of the file's bytes as hexadecimal digits: nothing is decoded for it."""
    start = numbers[0]
    with open_source(known.root, one.path) as source:
        if source.state != state:
            return refusal(409, "changed_since", known.language)
        piece = source.part(start, MOST_HEX)
    return _json({"size": one.size, "from": start, "bytes": piece.hex()})


# What may be asked, with how many numbers.
_WAYS: dict[str, tuple[int, Way]] = {
    "how": (0, _how),
    "thumbnail": (1, _of("look", "{0}.jpg", JPEG)),
    "tiles": (0, _of("tiles", "tiles", JSON)),
    "tile": (3, _of("tiles", "{0}-{1}-{2}.jpg", JPEG)),
    "page": (1, _of("page", "page", JSON)),
    "sheet": (1, _of("page", "page.jpg", JPEG)),
    "frames": (0, _of("frames", "frames", JSON)),
    "frame": (1, _of("frames", "{0}.jpg", JPEG)),
    "waveform": (0, _of("waveform", "waveform", JSON)),
    "text": (0, _of("text", "text", JSON)),
    "messages": (2, _messages),
    "inside": (0, _of("inside", "inside", JSON)),
    "enclosed": (1, _of("inside", "{0}.jpg", JPEG)),
    "hex": (1, _hex),
}
