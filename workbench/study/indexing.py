"""Putting a case into the office's index, and reading one file to ask it about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case.schema import ExhibitClaim
from workbench.duplicates.fingerprint import Fingerprint
from workbench.duplicates.index import Entry, Index
from workbench.errors import CaseError
from workbench.evidence.sandbox import Sandbox
from workbench.study.examine import Examination


@dataclass(frozen=True)
class Asked:
    """One file to search for.

    Attributes
    ----------
    sha256
        Of its bytes.
    fingerprint
        None when it cannot be read as a picture.
    """

    sha256: str
    fingerprint: Fingerprint | None


def put(index: Index, examination: Examination) -> int:
    """Put every readable exhibit of an examined case into `index`; return how many."""
    folder = examination.folder
    return index.add(str(folder.path), folder.name, _entries(examination))


def asked(file: Path) -> Asked:
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
    kept = outcome.value["fingerprint"]
    return Asked(outcome.value["sha256"], None if kept is None else Fingerprint.from_json(kept))


def _look(place: tuple[str, str]) -> dict[str, Any]:
    from workbench.duplicates.fingerprint import fingerprint
    from workbench.errors import EvidenceError
    from workbench.evidence.content import media_type_of
    from workbench.evidence.picture import decode
    from workbench.evidence.source import open_source

    with open_source(Path(place[0]), place[1]) as source:
        found: dict[str, Any] = {"sha256": source.sha256, "fingerprint": None}
        try:
            picture = decode(source.data, media_type_of(source.data) or "")
        except (EvidenceError, MemoryError):
            return found
        return found | {"fingerprint": fingerprint(picture, source.data).to_json()}


def _entries(examination: Examination) -> Iterator[Entry]:
    captured = {row.path: row.at for row in examination.captured}
    for exhibit in examination.exhibits:
        if exhibit.sha256 and exhibit.size:
            claim = examination.folder.claim_for(exhibit.path)
            said = _said(claim) if claim is not None else {}
            yield Entry(
                exhibit.id,
                exhibit.path,
                exhibit.sha256,
                captured.get(exhibit.path, "") or said.get("taken_at", ""),
                said,
                examination.fingerprints.get(exhibit.path),
            )


def _said(claim: ExhibitClaim) -> dict[str, str]:
    said = {
        "taken_at": claim.taken_at.iso() if claim.taken_at else "",
        "taken_by": claim.taken_by,
        "taken_place": claim.taken_place.name,
        "device": claim.device,
    }
    return {name: value for name, value in said.items() if value}
