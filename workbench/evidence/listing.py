"""Every entry below ``evidence/``, looked at without following or opening anything.

Names are read as bytes and decoded as UTF-8 whatever the locale says, so the same
folder gives the same names everywhere; undecodable bytes become lone surrogates.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.evidence.litter import has_name
from workbench.evidence.source import is_link, native, open_folder

LITTER = "litter"
"""Note of what a system or program wrote by itself."""
What = Literal["file", "refused", "unreadable"]

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
# Above this, a file that takes less than a hundredth of its size on disk is not read.
_HOLLOW = 1024**3
_CAN_LIST_HANDLES = os.scandir in os.supports_fd and os.name != "nt"


@dataclass(frozen=True)
class Entry:
    """One entry as the folder lists it.

    Attributes
    ----------
    path
        Relative to ``evidence/``, with ``/``.
    what
        ``file`` (regular, not opened yet), ``refused`` or ``unreadable``.
    reason
        Why it is not a file to read; empty otherwise.
    size
        Bytes; None when it is not a regular file.
    notes
        Codes of what is remarkable about the name or the entry.
    """

    path: str
    what: What
    reason: str = ""
    size: int | None = None
    notes: tuple[str, ...] = ()


def walk(evidence: Path) -> list[Entry]:
    """Return every entry that is not a plain folder, in natural order of paths.

    Folders that cannot be listed are entries themselves: what they hold is unknown,
    and that must be visible.
    """
    entries = sorted(_below(evidence, ""), key=lambda entry: natural(entry.path))
    return _with_clashes(entries)


def natural(path: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a sort key that puts ``foto 2`` before ``foto 10``, the same on every machine."""
    parts: list[tuple[int, int, str]] = []
    for is_digits, run in _runs(path.lower()):
        parts.append((0, int(run), "") if is_digits and len(run) < 300 else (1, 0, run))
    return tuple(parts), path


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    run, kind = "", False
    for char in text:
        is_digit = "0" <= char <= "9"
        if run and is_digit != kind:
            yield kind, run
            run = ""
        run, kind = run + char, is_digit
    if run:
        yield kind, run


def _below(root: Path, folder: str) -> Iterator[Entry]:
    """Walk with a list of our own: a folder nested a thousand deep is no reason to stop."""
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            listed = _listing(root, folder)
        except OSError:
            yield Entry(folder or ".", "unreadable", "folder_unreadable")
            continue
        for name, status in listed:
            path = f"{folder}/{name}" if folder else name
            if status is not None and stat.S_ISDIR(status.st_mode) and not is_link(status):
                waiting.append(path)
            else:
                yield _entry(path, name, status)


def _listing(root: Path, folder: str) -> list[tuple[str, os.stat_result | None]]:
    """Return (name, lstat) of a folder's entries; None where the system refuses to say."""
    if not _CAN_LIST_HANDLES:
        with os.scandir(root / folder if folder else root) as entries:
            return [(entry.name, _status(entry)) for entry in entries]
    handle = _open_nested(root, folder)
    try:
        with os.scandir(handle) as entries:
            return [
                (os.fsencode(entry.name).decode("utf-8", "surrogateescape"), _status(entry))
                for entry in entries
            ]
    finally:
        os.close(handle)


def _open_nested(root: Path, folder: str) -> int:
    handle = open_folder(os.fsencode(root))
    try:
        for part in folder.split("/") if folder else []:
            inner = open_folder(native(part), handle)
            os.close(handle)
            handle = inner
    except OSError:
        os.close(handle)
        raise
    return handle


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


def _entry(path: str, name: str, status: os.stat_result | None) -> Entry:
    notes = tuple(_name_notes(name))
    if status is None:
        return Entry(path, "unreadable", "no_status", None, notes)
    if is_link(status):
        return Entry(path, "refused", "link", None, notes)
    for test, reason in _SPECIAL:
        if test(status.st_mode):
            return Entry(path, "refused", reason, None, notes)
    if not stat.S_ISREG(status.st_mode):
        return Entry(path, "refused", "special", None, notes)
    if _is_hollow(status):
        return Entry(path, "refused", "sparse", status.st_size, notes)
    if status.st_nlink > 1:
        notes = (*notes, "hard_link")
    return Entry(path, "file", "", status.st_size, notes)


def _is_hollow(status: os.stat_result) -> bool:
    """Whether a file says it is huge and holds next to nothing: hashing it would take hours."""
    blocks = getattr(status, "st_blocks", None)
    return blocks is not None and status.st_size > _HOLLOW and blocks * 512 < status.st_size // 100


_SPECIAL = (
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def _name_notes(name: str) -> Iterator[str]:
    if has_name(name):
        # Left by a system beside the exhibits, listed like everything else; the inventory
        # looks whether the content is of that kind, too.
        yield LITTER
    if name.startswith("."):
        yield "hidden"
    if any(0xD800 <= ord(char) <= 0xDFFF for char in name):
        yield "name_not_utf8"
    if any(unicodedata.category(char) == "Cc" for char in name):
        yield "name_control"
    if any(ord(char) in _BIDI for char in name):
        yield "name_direction"


def _with_clashes(entries: list[Entry]) -> list[Entry]:
    """Note names that another system would take for one: they differ in case or form only."""
    seen: dict[str, int] = {}
    for entry in entries:
        seen[_folded(entry.path)] = seen.get(_folded(entry.path), 0) + 1
    return [
        Entry(e.path, e.what, e.reason, e.size, (*e.notes, "name_clash"))
        if seen[_folded(e.path)] > 1
        else e
        for e in entries
    ]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
