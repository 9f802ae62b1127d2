"""Putting a case into the office's index, and reading one file to ask it about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
    inside
        By place, pictures that a document or video encloses.
    sound
        Of a recording's coded sound; empty for all else.
    """

    sha256: str
    fingerprint: Fingerprint | None = None
    inside: Mapping[str, Fingerprint] = field(default_factory=dict)
    sound: str = ""


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
    seen = outcome.value
    whole = seen["fingerprint"]
    return Asked(
        seen["sha256"],
        None if whole is None else Fingerprint.from_json(whole),
        {place: Fingerprint.from_json(one) for place, one in seen["inside"]},
        seen["sound"],
    )


def _look(place: tuple[str, str]) -> dict[str, Any]:
    from workbench.duplicates.fingerprint import fingerprint
    from workbench.duplicates.inside import inner_pictures
    from workbench.duplicates.legible import legible
    from workbench.duplicates.sound import sound
    from workbench.errors import EvidenceError
    from workbench.evidence.content import media_type_of
    from workbench.evidence.source import open_source

    with open_source(Path(place[0]), place[1]) as source:
        media_type = media_type_of(source.data) or ""
        found: dict[str, Any] = {
            "sha256": source.sha256, "fingerprint": None, "inside": [], "sound": "",
        }  # fmt: skip
        try:
            picture = legible(source.data, media_type)
            found["fingerprint"] = fingerprint(picture, source.data).to_json()
        except EvidenceError:
            inner = inner_pictures(source.data, media_type)
            found["inside"] = [(where, one.to_json()) for where, one in inner]
            heard = sound(source.data, media_type)
            found["sound"] = heard.coded if heard is not None and not heard.film else ""
        except MemoryError:
            pass
        return found


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
                examination.inside.get(exhibit.path, {}),
                _coded(examination, exhibit.path),
            )


def _coded(examination: Examination, path: str) -> str:
    """Return the hash of a recording's coded sound; empty for films, which show more."""
    heard = examination.sounds.get(path)
    return heard.coded if heard is not None and not heard.film else ""


def _said(claim: ExhibitClaim) -> dict[str, str]:
    said = {
        "taken_at": claim.taken_at.iso() if claim.taken_at else "",
        "taken_by": claim.taken_by,
        "taken_place": claim.taken_place.name,
        "device": claim.device,
    }
    return {name: value for name, value in said.items() if value}
