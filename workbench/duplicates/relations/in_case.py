"""Duplicates as a case needs them: the reviewer's answers applied, scenes counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, timedelta

from workbench.case.folder import CaseFolder
from workbench.case.moment import Moment
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.pair import Duplicates
from workbench.duplicates.relations.decisions import decided
from workbench.duplicates.relations.pair_answers import load
from workbench.duplicates.relations.scenes import Trait, scenes
from workbench.duplicates.relations.wording import way_text
from workbench.evidence.exhibit import Exhibit
from workbench.metadata.fact import Captured, Fact
from workbench.text import Language


def understood(
    found: Duplicates,
    folder: CaseFolder,
    exhibits: Iterable[Exhibit],
    captured: Iterable[Captured],
    files: Mapping[str, Known],
) -> Duplicates:
    """Return duplicates with the reviewer's answers and with the scenes that they leave.

    Raises
    ------
    CaseInvalidError
        When ``duplicates.yaml`` cannot be understood.
    """
    listed = tuple(exhibits)
    hashes = {exhibit.path: exhibit.sha256 for exhibit in listed if exhibit.sha256}
    answered = decided(found, load(folder.path), hashes)
    traits = dict(_traits(listed, captured, files, folder.case.offset))
    kept = (pair for pair in answered.pairs if pair.decision != "different")
    return replace(answered, scenes=scenes(kept, traits))


def ways(facts: Iterable[Fact], rows: Iterable[Captured], language: Language) -> dict[str, str]:
    """Return what each file says of how it was made, in words, by path."""
    cameras = {row.path for row in rows if row.make or row.model}
    tools = {
        fact.path: fact.value for fact in facts if (fact.source, fact.name) == ("filename", "Tool")
    }
    return {
        path: way_text(tools.get(path, ""), language, has_camera=path in cameras)
        for path in cameras | tools.keys()
    }


def _traits(
    exhibits: Iterable[Exhibit],
    captured: Iterable[Captured],
    files: Mapping[str, Known],
    offset: timedelta,
) -> Iterator[tuple[str, Trait]]:
    rows = {row.path: row for row in captured}
    for exhibit in exhibits:
        known = files.get(exhibit.path)
        print_ = known.picture if known is not None else None
        if print_ is not None:
            row = rows.get(exhibit.path)
            yield (
                exhibit.path,
                Trait(
                    exhibit.path,
                    print_.width * print_.height,
                    exhibit.size or 0,
                    has_camera=bool(row and (row.make or row.model)),
                    captured=_instant(row.at if row else "", offset),
                ),
            )


def _instant(at: str, offset: timedelta) -> str:
    """Return the earliest instant that a time can mean, comparable as text; empty for none."""
    if not at:
        return ""
    try:
        return Moment.parse(at).span(offset)[0].astimezone(UTC).isoformat()
    except ValueError:
        return ""
