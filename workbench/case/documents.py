"""Strict reading and careful writing of the case's YAML files.

YAML 1.2, with every scalar kept as the text that stands there: ``19:30``, TPS
``007`` and a 16-digit number survive. Duplicate keys, aliases, tags and keys
that are not text are refused, all of them at once, each with its line.
Saving goes through ruamel.yaml's round trip, so unknown keys and comments stay.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from workbench.errors import Problem

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
    """Read YAML text strictly; see :func:`read`."""
    try:
        problems = list(_refused_marks(text, name))
        root = _reader().compose(text)
    except YAMLError as error:
        return Document(name, {}), [_syntax_problem(error, name)]
    except RecursionError:
        return Document(name, {}), [Problem("yaml_deep", name, expected=str(DEEPEST))]
    if root is None:
        return Document(name, {}), problems
    walk = _Walk(name)
    # An alias can make the node graph loop: it is refused before it is followed.
    data = {} if problems else walk.convert(root, ())
    problems += walk.problems
    if not isinstance(data, dict):
        problems.append(Problem("yaml_not_mapping", name, line=1))
        data = {}
    return Document(name, data, walk.lines), sorted(problems, key=lambda problem: problem.line)


def save(path: Path, changes: dict[str, Any]) -> None:
    """Set top-level keys of a YAML file, keeping its comments and every other key.

    The file is written whole beside the old one and moved over it, so a reader
    sees the old or the new text and never a part.
    """
    writer = YAML(typ="rt")
    writer.preserve_quotes = True
    writer.width = 100
    current = writer.load(path.read_text("utf-8-sig")) if path.exists() else None
    if current is None:
        current = writer.map()
    for key, value in changes.items():
        current[key] = _writable(value)
    buffer = io.StringIO()
    writer.dump(current, buffer)
    write_atomically(path, buffer.getvalue())


def write_atomically(path: Path, text: str) -> None:
    """Write `text` so that the file is always whole: temporary file, flush, one rename."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _writable(value: Any) -> Any:
    """Return `value` so that any YAML reader gives its text back unchanged."""
    if isinstance(value, dict):
        return {str(key): _writable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(item) for item in value]
    text = "" if value is None else str(value)
    if "\n" in text and not any(line != line.rstrip() for line in text.split("\n")):
        return LiteralScalarString(text)
    return DoubleQuotedScalarString(text)


def _reader() -> YAML:
    reader = YAML(typ="rt", pure=True)
    reader.version = (1, 2)
    return reader


def _read_bytes(path: Path, name: str) -> tuple[bytes, Problem | None]:
    try:
        if not path.is_file() or path.is_symlink():
            return b"", Problem("not_a_file", name)
        if path.stat().st_size > LARGEST:
            return b"", Problem("too_large", name, expected=str(LARGEST))
        return path.read_bytes(), None
    except OSError as error:
        return b"", Problem("cannot_read", name, found=error.strerror or "")


def _refused_marks(text: str, name: str) -> Iterator[Problem]:
    """Yield every anchor, alias and explicit tag: none has a use in a case's files."""
    for event in _reader().parse(text):
        line = event.start_mark.line + 1
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            yield Problem("yaml_alias", name, line=line, found=f"{mark}{anchor}")
        if tag is not None:
            yield Problem("yaml_tag", name, line=line, found=str(tag))


def _syntax_problem(error: YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", None) or type(error).__name__)
    line = mark.line + 1 if mark is not None else 0
    return Problem("yaml_syntax", name, line=line, found=reason)


class _Walk:
    """Turns YAML nodes into plain values, noting lines and refusing what is not plain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Keys, int] = {}
        self.problems: list[Problem] = []

    def convert(self, node: Node, keys: Keys) -> Any:
        self.lines[keys] = node.start_mark.line + 1
        if len(keys) > DEEPEST:
            self._refuse("yaml_deep", node, keys, expected=str(DEEPEST))
            return ""
        if isinstance(node, MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, SequenceNode):
            return [self.convert(item, (*keys, index)) for index, item in enumerate(node.value)]
        return node.value

    def _mapping(self, node: MappingNode, keys: Keys) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._refuse("yaml_key", key_node, keys)
                continue
            key = key_node.value
            if key in values:
                self._refuse("yaml_duplicate", key_node, (*keys, key), found=key)
                continue
            values[key] = self.convert(value_node, (*keys, key))
            self.lines[(*keys, key)] = key_node.start_mark.line + 1
        return values

    def _refuse(
        self, code: str, node: Node, keys: Keys, found: str = "", expected: str = ""
    ) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(code, self.name, dotted(keys), line, found, expected))


def dotted(keys: Keys) -> str:
    """Return a key path as people write it: ``parties[1].role``."""
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text
