"""What a study was made from: to see that nothing changed under it, and when to make it again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from workbench import __version__, resources
from workbench.case import CaseFolder
from workbench.case.folder import CASE, EXHIBITS, IDENTITIES, STATEMENTS
from workbench.duplicates.relations.pair_answers import FILE as ANSWERS
from workbench.evidence.litter import lies_at
from workbench.words.reading.case_readings import FILE as READINGS


@dataclass(frozen=True, order=True)
class Seen:
    """One entry of ``evidence/`` as the system describes it, without opening it."""

    path: str
    inode: int
    size: int
    modified: int
    changed: int


def look(folder: CaseFolder) -> tuple[Seen, ...]:
    """Return every entry below ``evidence/`` that matters, sorted; links are not followed.

    What a system wrote there by itself does not; nor do times of folders, which change when
    it does: whatever else comes or goes is an entry of its own.
    """
    root = folder.evidence
    return tuple(sorted(seen for seen in _entries(root, "") if not lies_at(root, seen.path)))


def differences(before: tuple[Seen, ...], after: tuple[Seen, ...]) -> list[str]:
    """Return the paths that appeared, vanished or changed in between, sorted."""
    return sorted({seen.path for seen in {*before} ^ {*after}})


def digest(folder: CaseFolder, language: str) -> str:
    """Return one hash of all that a study depends on.

    The case's own files and this software enter by content. Exhibits enter by
    path, size and time of change: hashing hundreds of cases again only to learn
    that nothing happened would take longer than most studies.
    """
    total = hashlib.sha256(f"{software()}\0{language}\0".encode())
    for seen in look(folder):
        row = f"{seen.path}\0{seen.size}\0{seen.modified}\n"
        total.update(row.encode("utf-8", "surrogateescape"))
    for path in _own_files(folder):
        if path.is_file():
            total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def software() -> str:
    """Return one hash of this package's files and of the installed versions."""
    total = hashlib.sha256(__version__.encode())
    package = Path(__file__).resolve().parents[1]
    for root in (package, resources.folder("notebooks"), resources.folder("templates")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(root).as_posix().encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    for name, version in sorted(versions().items()):
        total.update(f"{name}=={version}\n".encode())
    return total.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the installed distributions and their versions."""
    return {
        found.metadata["Name"].lower(): found.version
        for found in distributions()
        if found.metadata["Name"]
    }


def _own_files(folder: CaseFolder) -> list[Path]:
    named = [folder.path / name for name in (CASE, EXHIBITS, IDENTITIES)]
    named += [folder.kajian, folder.path / ANSWERS, folder.path / READINGS]
    return [*named, *sorted((folder.path / STATEMENTS).glob("*.yaml"))]


def _entries(folder: Path, prefix: str) -> Iterator[Seen]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # its own row stands already; the inventory says that it cannot be read
    for entry in entries:
        path = f"{prefix}{entry.name}"
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            continue  # taken away between the listing and this look: it is not there
        if entry.is_dir(follow_symlinks=False):
            yield Seen(path, found.st_ino, 0, 0, 0)
            yield from _entries(Path(entry.path), f"{path}/")
        else:
            yield Seen(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
