"""The inventory: every entry below ``evidence/``, with its identity or the reason for none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from workbench.case.folder import CaseFolder
from workbench.case.schema import ExhibitClaim
from workbench.errors import EvidenceError
from workbench.evidence.content_type import extension_matches, media_type_of
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.listing import LITTER, Entry, natural, walk
from workbench.evidence.litter import HEAD, is_litter, lies_at
from workbench.evidence.progress import Progress, silent
from workbench.evidence.sandbox import available_cores
from workbench.evidence.source import Source, open_source


def take(folder: CaseFolder, *, progress: Progress | None = None) -> tuple[Exhibit, ...]:
    """Account for every entry below ``evidence/`` and for every claim without a file.

    Every regular file is read once, whole, for its SHA-256 and its type by content.
    Nothing is followed, written, or left out.

    Returns
    -------
    tuple of Exhibit
        Sorted by id in natural order.

    Raises
    ------
    EvidenceError
        When ``evidence/`` itself cannot be listed.
    """
    entries = walk(folder.evidence)
    if [entry.path for entry in entries] == ["."]:
        raise EvidenceError("evidence_unreadable", path=str(folder.evidence))
    found = _identified(folder.evidence, entries, progress or silent)
    return _numbered(found, folder.claims)


def named(folder: CaseFolder) -> tuple[Exhibit, ...]:
    """Return every exhibit with its id and path only, without reading a byte of any."""
    entries = walk(folder.evidence)
    return _numbered([_unread(folder.evidence, entry) for entry in entries], folder.claims)


def _unread(root: Path, entry: Entry) -> Exhibit:
    """Return an entry's path and size; only a name of a system's own is looked into."""
    is_left = LITTER in entry.notes and lies_at(root, entry.path)
    return Exhibit("", entry.path, entry.size, notes=(LITTER,) if is_left else ())


def identify(root: Path, entry: Entry) -> Exhibit:
    """Return the exhibit of one entry, without its id."""
    exhibit = Exhibit("", entry.path, entry.size, notes=entry.notes)
    if entry.what != "file":
        return replace(exhibit, status=entry.what, reason=entry.reason)
    try:
        with open_source(root, entry.path) as source:
            digest = source.sha256
            media_type = media_type_of(source.data)
            exhibit = replace(exhibit, notes=_notes(entry, source))
            if source.has_changed():
                return replace(exhibit, status="unreadable", reason="changed")
    except EvidenceError as error:
        refused = error.code == "source_refused"
        status, reason = ("refused", "special") if refused else ("unreadable", "permission")
        return replace(exhibit, status=status, reason=reason)  # type: ignore[arg-type]
    except (OSError, ValueError):
        return replace(exhibit, status="unreadable", reason="read_error")
    exhibit = replace(
        exhibit,
        size=source.size,
        sha256=digest,
        media_type=media_type,
        extension_matches=extension_matches(entry.path, media_type),
    )
    return exhibit if source.size else replace(exhibit, status="unreadable", reason="empty")


def _notes(entry: Entry, source: Source) -> tuple[str, ...]:
    """Return the notes of an entry; an exhibit that is only called like litter is none."""
    name = entry.path.rpartition("/")[2]
    if LITTER not in entry.notes or is_litter(name, source.head(HEAD), source.size):
        return entry.notes
    return tuple(note for note in entry.notes if note != LITTER)


def _identified(root: Path, entries: list[Entry], progress: Progress) -> list[Exhibit]:
    """Read files side by side: hashing leaves Python's lock, so threads are enough."""
    exhibits = []
    with ThreadPoolExecutor(available_cores(), "inventory") as threads:
        for exhibit in threads.map(lambda entry: identify(root, entry), entries):
            exhibits.append(exhibit)
            progress("inventory", len(exhibits), len(entries))
    return exhibits


def _numbered(exhibits: list[Exhibit], claims: Iterable[ExhibitClaim]) -> tuple[Exhibit, ...]:
    """Give each exhibit the id that its claim names, or the next free ``B-nn``.

    What a system wrote by itself comes last: looking into the folder renames no exhibit.
    """
    by_path = {exhibit.path: index for index, exhibit in enumerate(exhibits)}
    by_form = _by_normal_form(exhibits)
    ids: dict[int, str] = {}
    missing = []
    for claim in claims:
        index = by_path.get(claim.file, by_form.get(unicodedata.normalize("NFC", claim.file)))
        if index is None or index in ids:
            missing.append(Exhibit(claim.id, claim.file, status="unreadable", reason="missing"))
        else:
            ids[index] = claim.id
    free = _free_ids({*ids.values(), *(exhibit.id for exhibit in missing)})
    waiting = sorted(
        (index for index in range(len(exhibits)) if index not in ids),
        key=lambda index: LITTER in exhibits[index].notes,
    )
    ids |= {index: next(free) for index in waiting}
    numbered = [replace(exhibit, id=ids[index]) for index, exhibit in enumerate(exhibits)]
    return tuple(sorted([*numbered, *missing], key=lambda exhibit: natural(exhibit.id)))


def _by_normal_form(exhibits: list[Exhibit]) -> dict[str, int]:
    """Map composed names to exhibits, so that a name typed on one system finds its file."""
    seen: dict[str, int] = {}
    for index, exhibit in enumerate(exhibits):
        form = unicodedata.normalize("NFC", exhibit.path)
        seen[form] = -1 if form in seen else index
    return {form: index for form, index in seen.items() if index >= 0}


def _free_ids(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        identifier = f"B-{number:02d}"
        if identifier not in taken and f"B-{number}" not in taken:
            yield identifier
