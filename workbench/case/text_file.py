"""A YAML file of plain text values, saved fast with its comments and unknown keys kept.

A general round trip (ruamel.yaml) takes seconds on a long kajian; somebody typing waits
a tenth of one. So the file is read strictly once, its comments are noted by the
place they belong to, and from then on it is written by the few lines below,
which need to know only mappings, lists and text. A file that people write by hand keeps
every line but those of the keys that are set: :func:`save`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from workbench.case.yaml_files import Keys, not_saved, parse, write_atomically
from workbench.errors import CaseError, Problem

_PLAIN_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_-]*$")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
# JSON leaves these raw; a YAML reader would break the line or refuse them.
# Besides what YAML refuses: what turns the direction of a line, or stands in it unseen.
_HIDDEN = "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff{_HIDDEN}]")
# A line as YAML counts lines, with its end.
_LINE = re.compile(
    "[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+"
)
_LITERAL_REFUSED = re.compile(
    f"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[{_HIDDEN}]"
)


@dataclass
class TextFile:
    """What one file holds.

    Attributes
    ----------
    data
        Nested dicts and lists with text leaves, in the order of the file.
    before
        Whole-line comments by the place they stand in front of.
    beside
        Comments at the end of a place's line.
    after
        Comments at the end of the file.
    lines
        Line of each place, from 1.
    """

    data: dict[str, Any] = field(default_factory=dict)
    before: dict[Keys, list[str]] = field(default_factory=dict)
    beside: dict[Keys, str] = field(default_factory=dict)
    after: list[str] = field(default_factory=list)
    lines: dict[Keys, int] = field(default_factory=dict)
    _written: dict[Keys, tuple[Any, str]] = field(default_factory=dict, repr=False)

    def replaced(self, data: dict[str, Any]) -> TextFile:
        """Return the file with other data and the same comments.

        Parts of `data` that are the very objects written last time are not written
        anew, so `data` must share what did not change and never be changed in place.
        """
        return TextFile(data, self.before, self.beside, self.after, {}, self._written)

    def dump(self) -> str:
        """Return the file's text; reading it again gives the same data."""
        body = "".join(self._top(key, value) for key, value in self.data.items())
        return body + "".join(f"{line}\n" for line in self.after)

    def _top(self, key: str, value: Any) -> str:
        """Return a top-level key with all below it, its items taken from the last time."""
        lines = [*self._comments((key,), 0)]
        if not isinstance(value, dict) or not value:
            lines += self._entry(f"{_key(key)}:", value, (key,), 0)
            return "".join(f"{line}\n" for line in lines)
        beside = f"  {self.beside[key,]}" if (key,) in self.beside else ""
        text = "".join(f"{line}\n" for line in [*lines, f"{_key(key)}:{beside}"])
        return text + "".join(self._item((key, name), item) for name, item in value.items())

    def _item(self, place: Keys, value: Any) -> str:
        known = self._written.get(place)
        if known is not None and known[0] is value:
            return known[1]
        head = f"  {_key(str(place[1]))}:"
        lines = [*self._comments(place, 1), *self._entry(head, value, place, 1)]
        text = "".join(f"{line}\n" for line in lines)
        self._written[place] = (value, text)
        return text

    def _mapping(self, values: dict[str, Any], keys: Keys, depth: int) -> Iterator[str]:
        for key, value in values.items():
            place = (*keys, key)
            yield from self._comments(place, depth)
            yield from self._entry(f"{'  ' * depth}{_key(key)}:", value, place, depth)

    def _sequence(self, values: list[Any], keys: Keys, depth: int) -> Iterator[str]:
        for index, value in enumerate(values):
            place = (*keys, index)
            yield from self._comments(place, depth)
            yield from self._entry(f"{'  ' * depth}-", value, place, depth)

    def _entry(self, head: str, value: Any, place: Keys, depth: int) -> Iterator[str]:
        beside = f"  {self.beside[place]}" if place in self.beside else ""
        if isinstance(value, dict) and value:
            yield head + beside
            yield from self._mapping(value, place, depth + 1)
        elif isinstance(value, list) and value:
            yield head + beside
            yield from self._sequence(value, place, depth + 1)
        elif isinstance(value, dict | list):
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}{beside}"
        elif _fits_literal(value):
            ends = value.endswith("\n")
            yield f"{head} {'|' if ends else '|-'}{beside}"
            lines = value.removesuffix("\n").split("\n")
            yield from (f"{'  ' * (depth + 1)}{line}" if line else "" for line in lines)
        else:
            yield f"{head} {quoted(value)}{beside}"

    def _comments(self, place: Keys, depth: int) -> Iterator[str]:
        for line in self.before.get(place, ()):
            yield f"{'  ' * depth}{line}" if line else ""


def read_text(text: str, name: str) -> tuple[TextFile, list[Problem]]:
    """Read strictly (see :mod:`workbench.case.yaml_files`), noting comments as well."""
    document, problems = parse(text, name)
    if problems:
        return TextFile(), problems
    file = TextFile(document.data, lines=document.lines)
    _note_comments(file, text)
    return file, []


def save(path: Path, changes: dict[str, Any]) -> None:
    """Set top-level keys of a YAML file; every line of the other keys stays as it is.

    The file is written whole beside the old one and moved over it, so a reader
    sees the old or the new text and never a part.

    Raises
    ------
    CaseError
        When the file cannot be understood or written; it is left as it was.
    """
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise CaseError("case_file_not_understood", path=str(path)) from error
    except OSError as error:
        raise not_saved(path, error) from error
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    file, problems = read_text(text, path.name)
    if problems:
        raise CaseError("case_file_not_understood", path=str(path))
    data = {**file.data, **{key: _texts(value) for key, value in changes.items()}}
    written = _with_keys(file, text, {key: data[key] for key in changes})
    again, problems = parse(written, path.name)
    if problems or again.data != data:
        written = file.replaced(data).dump()
    write_atomically(path, mark + written)


def _texts(value: Any) -> Any:
    """Return `value` with text leaves, None as an empty one."""
    if isinstance(value, dict):
        return {str(key): _texts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(item) for item in value]
    return "" if value is None else str(value)


def _with_keys(file: TextFile, text: str, changes: dict[str, Any]) -> str:
    """Return `text` with the lines of some keys written anew, and new keys at its end."""
    lines = _LINE.findall(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += end
    spans = _spans(text, lines)
    for key, value in changes.items():
        if key not in spans:
            lines += _block(file, key, value, end)
    # From the end, so that the places of what comes before stay right.
    for key in sorted(spans.keys() & changes.keys(), key=lambda key: -spans[key][0]):
        first, last = spans[key]
        lines[first:last] = _block(file, key, changes[key], end)
    return "".join(lines)


def _block(file: TextFile, key: str, value: Any, end: str) -> list[str]:
    """Return the lines of one key, with the comments inside it and beside it."""
    inside = {place: lines for place, lines in file.before.items() if place != (key,)}
    text = TextFile({key: value}, inside, file.beside).dump()
    return [f"{line}{end}" for line in text.removesuffix("\n").split("\n")]


def _spans(text: str, lines: list[str]) -> dict[str, tuple[int, int]]:
    """Return first line and end of each key of a file in block style, from 0."""
    root = _composed(text)
    if not isinstance(root, MappingNode) or root.flow_style:
        return {}
    starts = [key.start_mark.line for key, _ in root.value] + [len(lines)]
    spans = {}
    for (key, value), following in zip(root.value, starts[1:], strict=True):
        last = following
        # What stands between two keys belongs to the second.
        end = _end(value)
        while not (line := lines[last - 1].strip()) or (last > end and line.startswith("#")):
            last -= 1
        spans[str(key.value)] = (key.start_mark.line, last)
    return spans


def _end(node: Node) -> int:
    """Return the line after the last one that a value stands on."""
    if isinstance(node, ScalarNode) or node.flow_style:
        is_block = isinstance(node, ScalarNode) and node.style in ("|", ">")
        end: int = node.end_mark.line + (0 if is_block else 1)
        return end
    last = node.value[-1]  # a block has at least one part
    return _end(last[1] if isinstance(last, tuple) else last)


def _composed(text: str) -> Node | None:
    root: Node | None = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return root


def quoted(value: str) -> str:
    """Return `value` as a double-quoted YAML scalar on one line."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(char: str) -> str:
    code = ord(char)
    # An unpaired surrogate cannot be written in YAML at all; it becomes visible text.
    if 0xD800 <= code <= 0xDFFF:
        return f"\\\\u{code:04x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS else quoted(key)


def _fits_literal(value: str) -> bool:
    """Whether a text of several lines comes back unchanged from a literal block."""
    if "\n" not in value or _LITERAL_REFUSED.search(value):
        return False
    lines = value.removesuffix("\n").split("\n")
    return bool(lines[0].strip() and lines[-1].strip()) and not any(
        line != line.strip() for line in lines
    )


def _note_comments(file: TextFile, text: str) -> None:
    # The text was read strictly before: here only the places of its values matter.
    root = _composed(text)
    lines = text.lstrip("\ufeff").split("\n")
    inside: set[int] = set()
    ends: dict[int, int] = {}
    for node in _scalars(root):
        first, last = node.start_mark.line, node.end_mark.line
        block = node.style in ("|", ">")
        inside.update(range(first + 1, last if block or node.end_mark.column == 0 else last + 1))
        if block:
            ends[first] = len(lines[first].split("#")[0].rstrip())
        else:
            ends[last] = max(ends.get(last, 0), node.end_mark.column)
    places = sorted((line, keys) for keys, line in _first_places(file.lines).items())
    pending: list[str] = []
    upcoming = iter([*places, (len(lines) + 1, None)])
    line_of, keys = next(upcoming)
    for number, line in enumerate(lines, start=1):
        while number >= line_of and keys is not None:
            if pending:
                file.before[keys] = pending
                pending = []
            tail = line[ends.get(number - 1, len(line)) :] if number == line_of else ""
            if match := re.match(r"^[\s\]},:]*\s(#.*)$", tail):
                file.beside[keys] = match[1].rstrip()
            line_of, keys = next(upcoming)
        if number - 1 not in inside and line.strip().startswith("#"):
            pending.append(line.strip())
    file.after = pending


def _first_places(lines: dict[Keys, int]) -> dict[Keys, int]:
    """Keep one place for each line: the outermost, which is written first."""
    first: dict[int, Keys] = {}
    for keys, line in lines.items():
        if keys and (line not in first or len(keys) < len(first[line])):
            first[line] = keys
    return {keys: line for line, keys in first.items()}


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
