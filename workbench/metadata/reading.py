"""Readings: what an extractor gives back, before anybody knows the exhibit's id.

Extractors run inside a guarded child process and see bytes and a path, no case.
"""

from __future__ import annotations

from mmap import mmap
from typing import NamedTuple, Protocol

from workbench.evidence.unread import DAMAGED, Unread
from workbench.metadata.fact import Fact

#: Name of the fact that tells of a limit.
NOT_READ = "NotRead"
# One field longer than this is an attack or a payload, not something to read in a table.
LONGEST = 4000
# So much of its end stays.
_END = 1000


class SourceFile(Protocol):
    """The part of :class:`workbench.evidence.source.Source` that extractors use."""

    @property
    def relative(self) -> str:
        """Path below ``evidence/``."""
        ...

    @property
    def data(self) -> bytes | mmap:
        """The content: bytes or a memory map, sliced and searched in the same way."""
        ...


class Reading(NamedTuple):
    """A fact without exhibit and path; see :class:`workbench.metadata.fact.Fact`.

    `kind` may also be ``failure``: the layer is there and could not be read, and
    `value` names the kind of error (never a library's sentence, which would change
    with its version); or ``limit``: from there on it was not read, and `value` names the
    limit that it met.
    """

    source: str
    name: str
    value: str
    typed: str = ""
    kind: str = ""
    locator: str = ""

    def as_fact(self, exhibit: str, path: str) -> Fact:
        """Return the fact that `exhibit` at `path` states."""
        return Fact(
            exhibit, path, self.source, self.name, self.value, self.typed, self.kind, self.locator
        )


def failure(source: str, error: BaseException, locator: str = "") -> Reading:
    """Return the reading that says: this layer could not be read, and how it failed."""
    return Reading(source, "Unreadable", type(error).__name__, kind="failure", locator=locator)


def unread(one: Unread) -> Reading:
    """Return the reading that says: from here on it was not read, since a limit was met."""
    if one.limit == DAMAGED:
        return Reading(one.part, "Unreadable", DAMAGED, kind="failure")
    number = str(one.number)
    return Reading(one.part, NOT_READ, f"{one.limit} {number}", number, "limit")


def plain(value: object) -> str:
    r"""Return text that can stand in UTF-8 and in a table.

    Padding (NUL, spaces at the end) goes; bytes that are no text show as ``\xff``;
    unpaired surrogates show escaped; of what is longer than 4,000 characters the middle is
    left out, and that is said: generators write their settings behind the longest prompt.
    """
    if isinstance(value, str) and value.isascii():
        text = value
    elif isinstance(value, bytes | bytearray | memoryview):
        text = bytes(value).split(b"\x00", 1)[0].decode("utf-8", "backslashreplace")
    else:
        text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    text = text.rstrip("\x00 \t\r\n")
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - _END]}… [{len(text)}] …{text[-_END:]}"


def decimal(number: float) -> str:
    """Return digits with at most six places and no trailing zeros: ``-3.3194``."""
    if number == int(number):
        return str(int(number))
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def number_of(value: object) -> float | None:
    """Return a number of exifread's as one that can be reckoned with, or None: 1/0 is none."""
    try:
        # exifread gives floating point numbers as tuples of one.
        return float(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]
    except (ValueError, TypeError, ZeroDivisionError, OverflowError, IndexError):
        return None


def position(latitude: float, longitude: float) -> str:
    """Return the typed form of a position: ``latitude,longitude`` in decimal degrees."""
    return f"{decimal(latitude)},{decimal(longitude)}"


def metres(source: str, name: str, length: float, locator: str) -> Reading:
    """Return the reading of a length: to a tenth of a metre below ten, else to a metre."""
    text = decimal(round(length, 1) if length < 10 else round(length))
    return Reading(source, name, f"{text} m", text, "number", locator)
