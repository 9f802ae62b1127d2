"""BagIt 1.0 (RFC 8493): the container of a record, written and read strictly.

bagit-py is the independent reader in the tests; it is not the writer, because it
writes version 0.97, moves originals about, and follows links (see its
``make_bag``). Manifests are written so that ``sha256sum -c`` reads them as they
are, and payload names are plain, so that nothing needs to be escaped.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workbench.case import door

ALGORITHMS = ("sha256", "sha512")
PAYLOAD = "data"
DECLARATION = "bagit.txt"
INFORMATION = "bag-info.txt"
MANIFESTS = {name: f"manifest-{name}.txt" for name in ALGORITHMS}
TAG_MANIFESTS = {name: f"tagmanifest-{name}.txt" for name in ALGORITHMS}
DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

CHUNK = 1024 * 1024
# Manifests and documents of a hostile record are not read without end.
LARGEST = 256 * 1024 * 1024

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(\S.*)")
_ESCAPES = {"%0A": "\n", "%0a": "\n", "%0D": "\r", "%0d": "\r", "%25": "%"}

Digests = dict[str, str]
"""Algorithm → lower-case hexadecimal digest, for every one of ALGORITHMS."""


@dataclass(frozen=True)
class Contents:
    """What really lies in a folder.

    Attributes
    ----------
    files
        Regular files by path relative to the folder, with ``/`` → size in bytes.
    folders
        Every folder, relative, with ``/``.
    other
        Links, pipes, devices and what could not be listed: never opened.
    """

    files: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    other: list[str] = field(default_factory=list)


def is_plain(path: str) -> bool:
    """Whether `path` is relative and every part of it is safe on any system."""
    parts = path.split("/")
    return all(_PLAIN.fullmatch(part) and not part.endswith(".") for part in parts)


def contents(folder: Path) -> Contents:
    """List everything below `folder`, following nothing."""
    found = Contents()
    pending = [(folder, "")]
    while pending:
        place, prefix = pending.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            found.other.append(prefix.rstrip("/") or ".")
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.is_symlink():
                found.other.append(name)
            elif entry.is_dir(follow_symlinks=False):
                found.folders.add(name)
                pending.append((Path(entry.path), f"{name}/"))
            elif entry.is_file(follow_symlinks=False):
                found.files[name] = _size(entry)
            else:
                found.other.append(name)
    found.other.sort()
    return found


def digests(path: Path) -> Digests:
    """Return every digest of a regular file, read once.

    Raises
    ------
    OSError
        When it cannot be read, or is no regular file.
    """
    with opened(path) as stream:
        return digest_of(iter(lambda: stream.read(CHUNK), b""))


def opened(path: Path) -> BinaryIO:
    """Open a regular file for reading, without following a link or waiting on a pipe.

    Raises
    ------
    OSError
        When it cannot be opened, or is no regular file.
    """
    return os.fdopen(_open(path), "rb")


def digest_of(parts: Iterable[bytes], target: BinaryIO | None = None) -> Digests:
    """Return every digest of bytes that come in parts, writing them to `target` on the way."""
    hashes = {name: hashlib.new(name) for name in ALGORITHMS}
    for part in parts:
        for each in hashes.values():
            each.update(part)
        if target is not None:
            target.write(part)
    return {name: each.hexdigest() for name, each in hashes.items()}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that this module or a study wrote, never of an exhibit.

    Raises
    ------
    OSError, ValueError
        When it cannot be read, or is larger than any such file is.
    """
    with opened(path) as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ValueError(path.name)
    return raw


def write(
    folder: Path, labels: Iterable[tuple[str, str]], known: Mapping[str, Digests] | None = None
) -> None:
    """Turn a staged folder into a bag: ``data/`` and other tag files stand there already.

    Parameters
    ----------
    folder
        Holds ``data/`` and any tag files besides those of BagIt itself.
    labels
        Labels and values of ``bag-info.txt``; Payload-Oxum is added.
    known
        Digests of payload files that were hashed while they were copied.
    """
    found = contents(folder)
    payload = {name: size for name, size in found.files.items() if name.startswith(f"{PAYLOAD}/")}
    oxum = f"{sum(payload.values())}.{len(payload)}"
    rows = [*labels, ("Payload-Oxum", oxum)]
    text = "".join(f"{label}: {_one_line(value)}\n" for label, value in rows)
    _write_text(folder / DECLARATION, DECLARED)
    _write_text(folder / INFORMATION, text)
    _write_manifests(folder, MANIFESTS, payload, known or {})
    tags = {*found.files, DECLARATION, INFORMATION, *MANIFESTS.values()} - set(payload)
    _write_manifests(folder, TAG_MANIFESTS, tags, {})


def lines(rows: Iterable[tuple[str, str]]) -> str:
    """Return the text of a manifest of (path, digest): the one form that is ever written."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(rows))


def manifest(text: str) -> tuple[dict[str, str], list[str]]:
    """Return path → digest, and every line that cannot be understood or repeats a path."""
    entries: dict[str, str] = {}
    broken = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.rstrip("\r"))
        name = _unescaped(match[2]) if match else ""
        if match is not None and name not in entries:
            entries[name] = match[1].lower()
        elif line.strip():
            broken.append(line[:200])
    return entries, broken


def information(text: str) -> dict[str, str]:
    """Return the labels of ``bag-info.txt``; continued lines are joined, the first label wins."""
    values: dict[str, str] = {}
    label = ""
    for line in text.split("\n"):
        if line[:1] in {" ", "\t"} and label in values:
            values[label] += " " + line.strip()
            continue
        label, _, value = line.partition(":")
        values.setdefault(label.strip(), value.strip())
    return values


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _write_manifests(
    folder: Path, names: Mapping[str, str], paths: Iterable[str], known: Mapping[str, Digests]
) -> None:
    rows = [(path, known.get(path) or digests(folder / path)) for path in paths]
    for algorithm, name in names.items():
        _write_text(folder / name, lines((path, found[algorithm]) for path, found in rows))


def _write_text(path: Path, text: str) -> None:
    door.create(path, text.encode("utf-8"))


def _one_line(value: str) -> str:
    """Return `value` as one line: a case number from a hostile file must not add labels."""
    visible = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(visible.split())


def _unescaped(name: str) -> str:
    return re.sub("|".join(_ESCAPES), lambda match: _ESCAPES[match[0]], name)


def _open(path: Path) -> int:
    """Open a regular file without following a link in its place or waiting on a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is not a regular file")
    return handle
