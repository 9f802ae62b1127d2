"""What every part of a view needs: the study, the pictures, and how to speak."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workbench.case.schema import Identity
from workbench.desk.standing_in import MANY, Look
from workbench.report.language import counted, instant, moment
from workbench.report.model import Picture, Row
from workbench.text import Language, has, say
from workbench.text.visible import visible

_DIGEST_GROUP = 8
_WRAPPED = re.compile(r"(?<!\n)[ \t]*\n(?![ \t]*(?:\n|[-•*] |\(?[0-9a-z]{1,2}[.)] ))[ \t]*")
_NOT_A_KEY = re.compile(r"[^A-Za-z0-9_-]")


# The family of checks that notices what could not be opened.
READING = "READ-"


@dataclass(frozen=True)
class Original:
    """The study that a copy was made from: asked only whether and how much, never what.

    Attributes
    ----------
    study
        The whole content of ``study.json``.
    pictures
        How many pictures were compared.
    """

    study: Mapping[str, Any]
    pictures: int


@dataclass(frozen=True)
class Context:
    """One study to be told in one language.

    Attributes
    ----------
    study
        The content of ``study.json``.
    previews
        JPEG bytes, re-encoded from pixels, by path below ``evidence/``.
    language
        ``id`` or ``en``.
    profile
        ``internal``, ``forwarding`` or ``public``: whom this copy is for.
    original
        The study that `study` is a copy of; None when it is the whole study.
    people
        Whose real names a letter may hold, by pseudonym; nobody's unless a person asked
        for it.
    frames
        JPEG bytes of pictures that files enclose, by
        :func:`workbench.duplicates.compare.enclosed.key`.
    looks
        What stands for exhibits that have no preview, by path.
    """

    study: Mapping[str, Any]
    previews: Mapping[str, bytes]
    language: Language
    profile: str = "internal"
    original: Original | None = None
    people: Mapping[str, Identity] = field(default_factory=dict)
    frames: Mapping[str, bytes] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)

    @property
    def has_many(self) -> bool:
        """Whether there are so many exhibits that each is shown once, and small."""
        return len(self.exhibits) > MANY

    @property
    def whole(self) -> Mapping[str, Any]:
        """The study that counts and the digest are taken from."""
        return self.study if self.original is None else self.original.study

    @property
    def compared(self) -> int:
        """How many pictures were compared."""
        return len(self.previews) if self.original is None else self.original.pictures

    @property
    def case(self) -> dict[str, Any]:
        """The case's own file; empty when there is none."""
        return dict(self.study.get("case") or {})

    @property
    def zone(self) -> str:
        """The office's zone, in which all times of the report are written."""
        return str(self.case.get("zone") or "WIB")

    def rows(self, key: str) -> list[dict[str, Any]]:
        """Return a list of the study; empty when it has none."""
        return list(self.study.get(key) or [])

    @cached_property
    def exhibits(self) -> list[dict[str, Any]]:
        """The exhibits in the order of the inventory."""
        return self.rows("exhibits")

    @cached_property
    def partly_read(self) -> frozenset[str]:
        """Ids of exhibits whose bytes were read but whose content could not be opened whole."""
        return frozenset(
            exhibit
            for row in self.rows("observations")
            if str(row.get("code")).startswith(READING)
            for exhibit in row.get("exhibits") or ()
        )

    @cached_property
    def id_of(self) -> dict[str, str]:
        """The exhibit's id for each path below ``evidence/``."""
        return {row["path"]: row["id"] for row in self.exhibits}

    def text(self, key: str, /, **fields: str) -> str:
        """Return a text of this report's catalogue."""
        return say(f"report.{key}", self.language, **fields)

    def counted(self, key: str, count: int, /, **fields: str) -> str:
        """Return a text of this report's catalogue in the plural form of `count`."""
        return counted(f"report.{key}", count, self.language, **fields)

    def named(self, group: str, value: Any) -> str:
        """Return the word for a coded value, or the value itself when there is no word."""
        if value in (None, ""):
            return ""
        key = f"report.{group}.{_NOT_A_KEY.sub('_', str(value))}"
        return say(key, self.language) if has(key) else visible(value)

    def source(self, value: str) -> str:
        """Return a source as people call it: ``exif DateTime`` as ``EXIF (DateTime)``."""
        head, _, rest = str(value or "").partition(" ")
        name = self.named("source", head.rstrip(":"))
        if not rest:
            return name
        # The timeline marks a time whose zone only the file's own position tells.
        field, mark, zone = rest.rpartition(" + ")
        if mark and zone.endswith("?"):
            told = self.text("source.zone_by_position", zone=visible(zone[:-1]))
            return f"{name} ({visible(field)}; {told})"
        return f"{name} {visible(rest)}" if head.endswith(":") else f"{name} ({visible(rest)})"

    def when(self, text: str | None, *, short: bool = False) -> str:
        """Return a date as the case or a file states it."""
        return visible(moment(text, self.language, short=short))

    def at(self, text: str) -> str:
        """Return a UTC instant as local time of the office."""
        return instant(text, self.zone, self.language, short=True)

    def picture(self, path: str, alt: str, *, longest: int = 640) -> Picture | None:
        """Return the preview of an exhibit, or of a picture in it, no side beyond `longest`.

        None when there is none. `path` may be a key of :attr:`frames`.
        """
        look = self.looks.get(path)
        standing = None if look is None else look.picture
        data = self.previews.get(path) or self.frames.get(path) or standing
        return None if data is None else _scaled(data, alt, longest)

    def missing(self, *keys: str | int) -> str:
        """Return why there is nothing at a place of the study.

        ``tidak disebutkan`` when nobody has said it, ``tidak dimuat dalam salinan
        ini`` when the whole study has it and this copy does not.
        """
        found: Any = self.whole
        for key in keys:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                found = None
        if self.original is not None and found not in (None, "", [], {}, ()):
            return self.text("copy.left_out")
        return self.text("word.not_stated")

    def no_picture(self, exhibit: Mapping[str, Any]) -> str:
        """Return what stands in the place of a picture: its beginning, or why there is none."""
        look = self.looks.get(str(exhibit.get("path")))
        if look is not None and look.words:
            return look.words
        kind = str(exhibit.get("media_type") or "").split("/")[0]
        if self.original is not None and kind in {"image", "video"}:
            return self.text("copy.picture_left_out")
        if exhibit.get("status", "ok") != "ok":
            return self.text("exhibit.no_picture_unread")
        partly = exhibit.get("id") in self.partly_read
        return self.text("exhibit.no_picture_partly" if partly else "exhibit.no_picture")


def row(name: str, value: str, *, foreign: bool = False) -> Row:
    """Return a name and its value."""
    return Row(name, value, foreign)


def paragraphs(value: Any) -> tuple[str, ...]:
    """Return a text of several lines as its paragraphs.

    An empty line ends a paragraph; a single line break is only where the typist's
    editor wrapped, unless the next line begins a list.
    """
    text = _WRAPPED.sub(" ", visible(value, lines=True).strip())
    return tuple(block.strip() for block in text.split("\n") if block.strip())


def grouped(digest: str) -> tuple[str, ...]:
    """Return a digest in groups of eight, so that two can be compared by eye."""
    starts = range(0, len(digest), _DIGEST_GROUP)
    return tuple(digest[start : start + _DIGEST_GROUP] for start in starts)


def _scaled(data: bytes, alt: str, longest: int) -> Picture:
    """Return `data` as it is when small enough, otherwise drawn anew at the size shown."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        if max(image.size) <= longest:
            return Picture(data, *image.size, alt)
        image.thumbnail((longest, longest))
        buffer = io.BytesIO()
        image.convert("RGB").save(buffer, "JPEG", quality=82, optimize=True)
        return Picture(buffer.getvalue(), *image.size, alt)
