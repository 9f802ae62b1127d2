"""Putting a case into the office's index, and reading one file to ask it about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.case.schema import ExhibitClaim
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.index.index import Entry, Index
from workbench.errors import CaseError
from workbench.evidence.sandbox import Sandbox
from workbench.examination.examine import Examination


def put(index: Index, examination: Examination) -> int:
    """Put every readable exhibit of an examined case into `index`; return how many."""
    folder = examination.folder
    return index.add(str(folder.path), folder.name, _entries(examination))


def asked(file: Path) -> Known:
    """Read one file, in a sandboxed child, to search for it.

    Raises
    ------
    CaseError
        When it is not there or cannot be read.
    """
    place = Path(file).absolute()
    (outcome,) = Sandbox(jobs=1).map(_look, [(str(place.parent), place.name)])
    if outcome.value is None:
        raise CaseError("search_missing", path=str(file))
    return Known.read(*outcome.value)


def _look(place: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    from workbench.evidence.content_type import media_type_of
    from workbench.evidence.source import open_source
    from workbench.examination.read_one import known_by

    with open_source(Path(place[0]), place[1]) as source:
        return source.sha256, known_by(source, media_type_of(source.data) or "")


def _entries(examination: Examination) -> Iterator[Entry]:
    captured = {row.path: row.at for row in examination.captured}
    for exhibit in examination.exhibits:
        if exhibit.sha256 and exhibit.size:
            claim = examination.folder.claim_for(exhibit.path)
            said = _said(claim) if claim is not None else {}
            path = exhibit.path
            date = captured.get(path, "") or said.get("taken_at", "")
            yield Entry(exhibit.id, path, examination.files[path], date, said)


def _said(claim: ExhibitClaim) -> dict[str, str]:
    said = {
        "taken_at": claim.taken_at.iso() if claim.taken_at else "",
        "taken_by": claim.taken_by,
        "taken_place": claim.taken_place.name,
        "device": claim.device,
    }
    return {name: value for name, value in said.items() if value}
