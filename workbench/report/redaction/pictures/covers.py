"""Pictures that are alike must be covered alike: one bare copy undoes every cover."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from workbench.errors import ReportError
from workbench.examination.document import plain_values
from workbench.examination.examine import Examination
from workbench.report.redaction.pictures.releases import Release, Releases, load


def alike(study: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Return, by exhibit, the others that are alike in any way; True for the same file."""
    rows = list(study.get("exhibits") or ())
    ids = {str(row.get("path")): str(row.get("id")) for row in rows}
    duplicates = study.get("duplicates") or {}
    named = [
        [ids.get(str(pair["a"])), ids.get(str(pair["b"]))] for pair in duplicates.get("pairs") or ()
    ]
    named += [
        [ids.get(str(path)) for path in group["members"]]
        for group in duplicates.get("groups") or ()
    ]
    same: dict[str, list[str | None]] = {}
    for row in rows:
        same.setdefault(str(row.get("sha256") or row.get("id")), []).append(str(row.get("id")))
    found: dict[str, dict[str, bool]] = {}
    for members, is_same in [
        *((one, False) for one in named),
        *((one, True) for one in same.values()),
    ]:
        for one, other in permutations(filter(None, members), 2):
            found.setdefault(one, {})[other] = is_same
    return found


def differing(
    release: Release, known: Releases, ties: Mapping[str, Mapping[str, bool]]
) -> list[str]:
    """Return the exhibits alike to a released one that were let out with other covers.

    Releases for every reader count, and those that were withdrawn: whoever holds an
    older copy lays it beside this one. So does an earlier release of the same picture
    for the other reader.
    """
    if not release.is_shown:
        return []
    others = {release.exhibit: True, **ties.get(release.exhibit, {})}
    return sorted(
        {
            name
            for rows in known.values()
            for name, is_same in others.items()
            if name in rows and _differ(release, rows[name], is_same=is_same)
        }
    )


def see_alike(found: Examination, decision: Release) -> None:
    """See that a picture about to be released is covered like those that are alike.

    Raises
    ------
    ReportError
        When it is not and nobody says why.
    """
    rows = [{"id": one.id, "path": one.path, "sha256": one.sha256} for one in found.exhibits]
    study = {"exhibits": rows, "duplicates": plain_values(found.duplicates.as_json())}
    others = differing(decision, load(found.folder.path), alike(study))
    if others and not decision.differs.strip():
        raise ReportError("release_covers_differ", name=decision.exhibit, others=", ".join(others))


def _differ(a: Release, b: Release, *, is_same: bool) -> bool:
    if is_same:
        return set(a.faces) != set(b.faces)
    return len(a.faces) != len(b.faces)


def agree(known: Releases, reader: str, ties: Mapping[str, Mapping[str, bool]]) -> None:
    """See that what is released for a reader is covered alike, or differs for a reason.

    Raises
    ------
    ReportError
        Naming the first picture that does not, and those that it is alike.
    """
    for name, release in sorted(known.get(reader, {}).items()):
        others = [] if release.differs else differing(release, known, ties)
        others = [one for one in others if not _excused(known, one)]
        if others:
            raise ReportError("release_covers_differ", name=name, others=", ".join(others))


def _excused(known: Releases, name: str) -> bool:
    """Whether the other one's own release says why it is covered otherwise."""
    return any(rows[name].differs for rows in known.values() if name in rows)


def without_overlays(copied: dict[str, Any], decided: Mapping[str, Release]) -> dict[str, Any]:
    """Return a copy in which no picture is laid onto one that has covers.

    The overlay would show through a cover, and the cover would be told as a difference.
    """
    covered = {name for name, release in decided.items() if release.is_shown and release.faces}
    duplicates = copied.get("duplicates") or {}
    pairs = [
        {**pair, "mapping": []}
        if {str(pair["a"]).partition(".")[0], str(pair["b"]).partition(".")[0]} & covered
        else pair
        for pair in duplicates.get("pairs") or ()
    ]
    return {**copied, "duplicates": {**duplicates, "pairs": pairs}}
