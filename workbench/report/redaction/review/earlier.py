"""Copies that left the office before, made again from what the journal says of them.

The journal holds of each copy its reader and the study that it was made from. Whoever
received one keeps it, also when a picture in it was withdrawn since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.case import journal
from workbench.case.folder import CaseFolder
from workbench.report.redaction.copy import project
from workbench.report.redaction.pictures import releases
from workbench.report.redaction.review.linkage import Told
from workbench.report.redaction.selection import Profile

READERS: tuple[Profile, ...] = ("forwarding", "public")


def earlier(
    folder: CaseFolder, study: Mapping[str, Any], profile: Profile
) -> tuple[list[Told], list[str]]:
    """Return the copies for others that were made before, and those that cannot be made again.

    Returns
    -------
    list of Told
        One for each reader and study; a copy like the one that is to leave is left out.
    list of str
        Of those whose study is no longer in the case: reader and the study's hash.
    """
    entries, _ = journal.read(folder.path / journal.JOURNAL)
    made = {
        (entry.key[1], str(entry.after.get("study_sha256")))
        for entry in entries
        if entry.kind == "export"
        and len(entry.key) == 2
        and entry.key[1] in READERS
        and isinstance(entry.after, Mapping)
    }
    known = _studies(folder.path)
    found: list[Told] = []
    missing: list[str] = []
    for reader in READERS:
        for digest in sorted(digest for name, digest in made if name == reader):
            content = known.get(digest)
            if content is None:
                missing.append(f"{reader} {digest[:12]}")
            elif reader != profile or content != study:
                found.append(told(folder, content, reader))
    return found, missing


def told(folder: CaseFolder, study: Mapping[str, Any], reader: Profile) -> Told:
    """Return a reader's copy of a study, with every picture that was ever released for them."""
    decided = releases.load(folder.path).get(reader, {})
    content = project(study, reader, identities=folder.identities.people, released=sorted(decided))
    return Told(reader, content, frozenset(decided))


def _studies(folder: Path) -> dict[str, Any]:
    """Return the studies that are still in the case, by their hash."""
    files = sorted((folder / "studies").glob("*/study.json"))
    read = ((path.read_bytes()) for path in files if path.is_file() and not path.is_symlink())
    return {hashlib.sha256(data).hexdigest(): json.loads(data) for data in read}
