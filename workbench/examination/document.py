"""``study.json``: everything a study found, in one canonical form.

The same input gives the same bytes whatever the clock, the locale, the hash seed or
the folder (RFC 8785). Identities never enter: people stand in it by pseudonym.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workbench.case.folder import CaseFolder
from workbench.case.schema import ExhibitClaim
from workbench.evidence.exhibit import Exhibit
from workbench.text.visible import storable

if TYPE_CHECKING:
    from workbench.examination.examine import Examination

FORMAT = "1"
PLACES = 6
# Beyond this a reader that keeps numbers as doubles would change them (RFC 8785 §3.2.2.3).
_LARGEST = 2**53 - 1

# What says something about this storage and not about the evidence.
_OF_THIS_STORAGE = {"hard_link"}


def assemble(examination: Examination, kajian: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of ``study.json``.

    Parameters
    ----------
    examination
        What the files say.
    kajian
        The reviewer's answers, as :func:`workbench.kajian.as_json` gives them.

    Returns
    -------
    dict
        ``format``, ``case``, ``exhibits`` (each with its ``claim`` or None),
        ``facts``, ``captured``, ``timeline``, ``duplicates``, ``observations``,
        ``readings`` (which readings of words it rests on, never the words),
        ``statements``, ``kajian``: plain values that :func:`canonical` accepts.
    """
    document = {
        **told_by_people(examination, kajian),
        "facts": [fact.as_json() for fact in examination.facts],
        "captured": [row.as_json() for row in examination.captured],
        "timeline": [entry.as_json() for entry in examination.timeline],
        "duplicates": examination.duplicates.as_json(),
        "readings": examination.words.as_json(examination.exhibits),
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def told_by_people(examination: Examination, kajian: Mapping[str, Any]) -> dict[str, Any]:
    """Return those parts of ``study.json`` that tell what people wrote, and on what.

    The parts are ``format``, ``case``, ``exhibits``, ``observations``, ``statements`` and
    ``kajian``: enough for the kajian's part of a report.
    """
    folder = examination.folder
    document = {
        "format": FORMAT,
        "case": folder.case.model_dump(mode="json"),
        "exhibits": list(_exhibits(examination.exhibits, folder)),
        "observations": list(_observations(examination)),
        "statements": [statement.model_dump(mode="json") for statement in folder.statements],
        "kajian": dict(kajian),
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document's one and only byte form: RFC 8785, UTF-8, a newline at the end.

    Raises
    ------
    TypeError
        When the document holds something that is no JSON value.
    """
    import rfc8785

    return rfc8785.dumps(plain_values(document)) + b"\n"


def plain_values(value: Any) -> Any:
    """Return plain JSON values: floats to six places, no number that a double cannot hold.

    Raises
    ------
    TypeError
        For anything that is no JSON value: a date or a path would depend on where it is read.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST else str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {storable(_key(key)): plain_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    raise TypeError(type(value).__name__)


def _number(value: float) -> float | int | str | None:
    if not math.isfinite(value):
        return None
    if abs(value) > _LARGEST:
        return str(int(value))
    rounded = round(value, PLACES)
    return 0 if rounded == 0 else rounded


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(type(key).__name__)


def _exhibits(exhibits: tuple[Exhibit, ...], folder: CaseFolder) -> Iterator[dict[str, Any]]:
    claims: dict[str, ExhibitClaim] = {claim.id: claim for claim in folder.claims}
    for exhibit in exhibits:
        row = exhibit.as_json()
        row["notes"] = [note for note in exhibit.notes if note not in _OF_THIS_STORAGE]
        claim = claims.get(exhibit.id)
        row["claim"] = claim.model_dump(mode="json") if claim else None
        yield row


def _observations(examination: Examination) -> Iterator[dict[str, Any]]:
    for observation in examination.observations:
        yield {
            "code": observation.code,
            "severity": observation.severity,
            "exhibits": list(observation.exhibits),
            "fields": dict(observation.fields),
        }
