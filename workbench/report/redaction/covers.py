"""Pictures that are alike must be covered alike: one bare copy undoes every cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.errors import ReportError
from workbench.report.redaction.releases import Release, Releases


def alike(study: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Return, by exhibit, the others that are alike in any way; True for the same file."""
    rows = list(study.get("exhibits") or ())
    ids = {str(row.get("path")): str(row.get("id")) for row in rows}
    found: dict[str, dict[str, bool]] = {}

    def tie(a: str, b: str, *, is_same: bool) -> None:
        if a and b and a != b:
            for one, other in ((a, b), (b, a)):
                known = found.setdefault(one, {})
                known[other] = known.get(other, False) or is_same

    duplicates = study.get("duplicates") or {}
    for pair in duplicates.get("pairs") or ():
        tie(ids.get(str(pair["a"]), ""), ids.get(str(pair["b"]), ""), is_same=False)
    for group in duplicates.get("groups") or ():
        members = [ids.get(str(path), "") for path in group["members"]]
        for one in members:
            for other in members:
                tie(one, other, is_same=False)
    by_hash: dict[str, list[str]] = {}
    for row in rows:
        if row.get("sha256"):
            by_hash.setdefault(str(row["sha256"]), []).append(str(row["id"]))
    for same in by_hash.values():
        for one in same:
            for other in same:
                tie(one, other, is_same=True)
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
