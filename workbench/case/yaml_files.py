"""Strict reading of the case's YAML files.

Every scalar stays the text that stands there: ``19:30``, TPS ``007`` and a 16-digit
number survive; only an unquoted nothing (``~``, ``null`` or no value at all) counts as
not given. Duplicate keys, aliases, tags and keys that are not text are refused, all of
them at once, each with its line. They are written by :mod:`workbench.case.text_file`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.error import YAMLError
from yaml.reader import ReaderError

from workbench.case import door
from workbench.errors import CaseError, Problem

LARGEST = 2_000_000
DEEPEST = 20

Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One YAML file: its values as text, and the line of each.

    Attributes
    ----------
    name
        Path of the file relative to the case folder.
    data
        Nested dicts and lists; every leaf is a str.
    lines
        Line number (from 1) of each key path that the file holds.
    """

    name: str
    data: dict[str, Any]
    lines: dict[Keys, int] = field(default_factory=dict)

    def line(self, keys: Keys) -> int:
        """Return the line of `keys`, or of its nearest parent that has one; 0 if none."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return 0

    def leaves(self) -> Iterator[tuple[Keys, str]]:
        """Yield the key path and the text of every value, in the order of the file."""
        yield from _leaves((), self.data)


def _leaves(keys: Keys, value: Any) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs if not isinstance(value, str) else ():
        yield from _leaves((*keys, key), inner)


def read(path: Path, name: str) -> tuple[Document, list[Problem]]:
    """Read a YAML file strictly.

    Parameters
    ----------
    path
        The file; it must exist.
    name
        How messages call it: its path relative to the case folder.

    Returns
    -------
    Document
        Empty when the file could not be parsed at all.
    list of Problem
        Everything that is wrong with the file's form, in order of lines.
    """
    raw, problem = _read_bytes(path, name)
    if problem is not None:
        return Document(name, {}), [problem]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Document(name, {}), [Problem("not_utf8", name, line=line)]
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Document, list[Problem]]:
    """Read YAML text strictly; see :func:`read`.

    The document holds what could be read beside the problems, so that both can be shown.
    """
    reading = _Reading(name)
    try:
        data = reading.document(_events(text))
    except YAMLError as error:
        return Document(name, {}), [*reading.problems, _syntax_problem(error, name, text)]
    except _TooDeepError as error:
        return Document(name, {}), [
            *reading.problems,
            Problem("yaml_deep", name, line=error.line, expected=str(DEEPEST)),
        ]
    if not isinstance(data, dict):
        reading.problems.append(Problem("yaml_not_mapping", name, line=1))
        data = {}
    problems = sorted(reading.problems, key=lambda problem: problem.line)
    return Document(name, data, reading.lines), problems


def write_atomically(path: Path, text: str) -> None:
    """Write `text` so that the file is always whole; see :func:`workbench.case.door.write`.

    Raises
    ------
    CaseError
        When it cannot be written; the old file is still there.
    """
    try:
        door.write(path, text.encode("utf-8"))
    except door.FolderNotFlushedError as error:
        detail = error.strerror or type(error).__name__
        raise CaseError("case_file_not_flushed", path=str(path), detail=detail) from error
    except OSError as error:
        raise not_saved(path, error) from error


def not_saved(path: Path, error: OSError) -> CaseError:
    """Return the error that says why a file of the case could not be saved."""
    detail = error.strerror or type(error).__name__
    return CaseError("case_file_not_saved", path=str(path), detail=detail)


def _read_bytes(path: Path, name: str) -> tuple[bytes, Problem | None]:
    try:
        if not path.is_file() or path.is_symlink():
            return b"", Problem("not_a_file", name)
        if path.stat().st_size > LARGEST:
            return b"", Problem("too_large", name, expected=str(LARGEST))
        return path.read_bytes(), None
    except OSError as error:
        return b"", Problem("cannot_read", name, found=error.strerror or "")


def _events(text: str) -> Iterator[Any]:
    """Yield the text's YAML events; libyaml reads 40 times faster than Python does."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    return events


def _syntax_problem(error: YAMLError, name: str, text: str) -> Problem:
    if isinstance(error, ReaderError):
        line = text[: error.position].count("\n") + 1
        char = error.character if isinstance(error.character, int) else ord(error.character[:1])
        return Problem("yaml_character", name, line=line, found=f"U+{char:04X}")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", None) or type(error).__name__)
    line = mark.line + 1 if mark is not None else 0
    return Problem("yaml_syntax", name, line=line, found=reason)


class _TooDeepError(Exception):
    """Nested past what any case needs: nothing more is read."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


# What stands for nothing in YAML 1.2's core schema; in quotes it is text like any other.
_NOTHING = {"", "~", "null"}
_ABSENT = object()


class _Reading:
    """Turns YAML events into plain values, noting lines and refusing what is not plain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Keys, int] = {}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[Any]) -> Any:
        data: Any = {}
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse("yaml_documents", event, ())
                    return data
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent):
                if isinstance(event, yaml.DocumentEndEvent):
                    continue
                value = self._value(event, events, ())
                data = {} if value is _ABSENT else value
        return data

    def _value(self, event: Any, events: Iterator[Any], keys: Keys) -> Any:
        self.lines.setdefault(keys, event.start_mark.line + 1)
        if len(keys) > DEEPEST:
            raise _TooDeepError(event.start_mark.line + 1)
        self._refuse_marks(event, keys)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, keys)
        if isinstance(event, yaml.AliasEvent):
            return ""
        is_plain = event.style is None or event.style == ""
        return _ABSENT if is_plain and event.value in _NOTHING else event.value

    def _sequence(self, events: Iterator[Any], keys: Keys) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value = self._value(event, events, (*keys, len(values)))
            values.append("" if value is _ABSENT else value)
        return values

    def _mapping(self, events: Iterator[Any], keys: Keys) -> dict[str, Any]:
        values: dict[str, Any] = {}
        seen: set[str] = set()
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, keys)
            if key is None or key in seen:
                if key is not None:
                    self._refuse("yaml_duplicate", event, (*keys, key), found=key)
                self._value(next(events), events, (*keys, ""))
                continue
            seen.add(key)
            self.lines[(*keys, key)] = event.start_mark.line + 1
            value = self._value(next(events), events, (*keys, key))
            if value is not _ABSENT:
                values[key] = value
        return values

    def _key(self, event: Any, events: Iterator[Any], keys: Keys) -> str | None:
        """Return a key's text; None, after reading past it, when it is not plain."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, keys)
            return str(event.value)
        self._refuse("yaml_key", event, keys)
        self._value(event, events, (*keys, ""))
        return None

    def _refuse_marks(self, event: Any, keys: Keys) -> None:
        """Refuse anchors, aliases and tags: none has a use in a case's files."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._refuse("yaml_alias", event, keys, found=f"{mark}{anchor}")
        if tag is not None:
            self._refuse("yaml_tag", event, keys, found=str(tag))

    def _refuse(self, code: str, event: Any, keys: Keys, found: str = "") -> None:
        line = event.start_mark.line + 1
        self.problems.append(Problem(code, self.name, dotted(keys), line, found))


def dotted(keys: Keys) -> str:
    """Return a key path as people write it: ``parties[1].role``."""
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text
