"""What marked places show in a report: cut from the exhibits, or in a copy from what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.case.folder import CaseFolder
from workbench.case.locator import Locator, parse
from workbench.desk.answering import Desk, Excerpt
from workbench.desk.excerpts import of_preview
from workbench.desk.registration import registered
from workbench.errors import CaseError
from workbench.evidence.exhibit import Exhibit
from workbench.report.redaction.copy import file_names
from workbench.text import Language

Study = Mapping[str, Any]


def of_case(
    study: Study, folder: CaseFolder, exhibits: Iterable[Exhibit], language: Language
) -> dict[str, Excerpt]:
    """Return what each marked place of a case shows, by the mark's id; decoded in a guarded child.

    A place that cannot be shown says why.
    """
    wanted = list(_places(study))
    if not wanted:
        return {}
    known = registered(folder.evidence, exhibits, language)
    desk = Desk(jobs=1)
    try:
        return {
            str(mark["id"]): desk.excerpt(known, str(mark["exhibit"]), str(place))
            for mark, place in wanted
        }
    finally:
        desk.children.stop()


def of_copy(study: Study, shown: Mapping[str, bytes]) -> dict[str, Excerpt]:
    """Return what marked places show in a copy for others.

    They are cut from the very pictures that the copy shows, so that what was not released
    stays inside and what was covered stays covered. Pages, films, sounds and messages are
    released to nobody: there is only their place in words.

    Parameters
    ----------
    study
        The whole study.
    shown
        The copy's pictures, by the copy's own paths.
    """
    names = file_names(study)
    paths = {str(row.get("id")): names[str(row.get("path"))] for row in study["exhibits"]}
    found: dict[str, Excerpt] = {}
    for mark, place in _places(study):
        preview = shown.get(paths.get(str(mark["exhibit"]), ""))
        if preview is not None and place == Locator(region=place.region):
            found[str(mark["id"])] = Excerpt(of_preview(preview, place.region))
    return found


def _places(study: Study) -> Iterator[tuple[Mapping[str, Any], Locator]]:
    """Yield every mark with its place, of those that lead somewhere."""
    for mark in (study.get("kajian") or {}).get("marks") or ():
        try:
            yield mark, parse(str(mark.get("at") or ""))
        except CaseError:
            continue
