"""Putting a case into the office's index, and reading one file to ask it about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.case.schema import ExhibitClaim
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing
from workbench.duplicates.index.index import Entry, Index, Known
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
    seen = outcome.value
    whole, heard, said = (seen[name] for name in ("fingerprint", "sound", "writing"))
    return Known(
        seen["sha256"],
        Fingerprint.from_json(whole) if whole else None,
        {place: Fingerprint.from_json(one) for place, one in seen["inside"]},
        Sound.from_json(heard) if heard else None,
        Writing.from_json(said) if said else None,
    )


def _look(place: tuple[str, str]) -> dict[str, Any]:
    from workbench.duplicates.fingerprint.enclosed import inner_pictures
    from workbench.duplicates.fingerprint.legible import legible
    from workbench.duplicates.fingerprint.picture import fingerprint
    from workbench.duplicates.fingerprint.sound import sound
    from workbench.duplicates.fingerprint.words import writing
    from workbench.errors import EvidenceError
    from workbench.evidence.content_type import media_type_of
    from workbench.evidence.source import open_source

    with open_source(Path(place[0]), place[1]) as source:
        media_type = media_type_of(source.data) or ""
        found: dict[str, Any] = {
            "sha256": source.sha256, "fingerprint": None, "inside": [],
            "sound": None, "writing": None,
        }  # fmt: skip
        try:
            picture = legible(source.data, media_type)
            found["fingerprint"] = fingerprint(picture, source.data).to_json()
        except EvidenceError:
            inner = inner_pictures(source.data, media_type)
            found["inside"] = [(where, one.to_json()) for where, one in inner]
            heard, said = sound(source.data, media_type), writing(source.data, media_type)
            found["sound"] = heard.to_json() if heard is not None else None
            found["writing"] = said.to_json() if said is not None else None
        except MemoryError:
            pass
        return found


def _entries(examination: Examination) -> Iterator[Entry]:
    captured = {row.path: row.at for row in examination.captured}
    for exhibit in examination.exhibits:
        if exhibit.sha256 and exhibit.size:
            claim = examination.folder.claim_for(exhibit.path)
            said = _said(claim) if claim is not None else {}
            path = exhibit.path
            known = Known(
                exhibit.sha256,
                examination.fingerprints.get(path),
                examination.inside.get(path, {}),
                examination.sounds.get(path),
                examination.writings.get(path),
            )
            date = captured.get(path, "") or said.get("taken_at", "")
            yield Entry(exhibit.id, path, known, date, said)


def _said(claim: ExhibitClaim) -> dict[str, str]:
    said = {
        "taken_at": claim.taken_at.iso() if claim.taken_at else "",
        "taken_by": claim.taken_by,
        "taken_place": claim.taken_place.name,
        "device": claim.device,
    }
    return {name: value for name, value in said.items() if value}
