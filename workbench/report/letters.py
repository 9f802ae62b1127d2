"""Letters with real names: one deliberate act, which is a line in the journal.

Every other paper of the workbench calls people by their code. An invitation must be
addressed, a clarification signed, and the receiving body told whom a case is about:
for these the names are read from ``identities.yaml``, for the people asked for only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from workbench.case.journal import JOURNAL, Change
from workbench.case.schema import Identity
from workbench.errors import ReportError
from workbench.report.copies import Source, journaled, put, told
from workbench.report.documents.make import documents, papers
from workbench.text import Language

LETTERS = (
    "formulir",
    "undangan_klarifikasi",
    "ba_sumpah",
    "ba_klarifikasi",
    "penerusan",
    "pemberitahuan_status",
)
"""Documents in which a name may stand."""


def named(source: Source, wanted: Collection[str] = ()) -> dict[str, Identity]:
    """Return the people whose names are asked for, by pseudonym; all of the case's without.

    Raises
    ------
    ReportError
        When one of them has no name in ``identities.yaml``.
    """
    known = {person.id: person for person in source.folder.identities.people if person.name}
    missing = sorted(set(wanted) - set(known))
    if missing or not known:
        raise ReportError("letters_no_name", names=", ".join(missing) or "–")
    return {id_: person for id_, person in known.items() if not wanted or id_ in wanted}


def letters(
    source: Source,
    language: Language,
    people: Mapping[str, Identity],
    *,
    templates: Path | None = None,
    clean: bool = False,
) -> dict[str, bytes]:
    """Return the letters that concern these people, with their names, by file name.

    `clean` makes them without the comments of what is to be checked.
    """
    made = documents(
        source.study, language, templates=templates, only=LETTERS, people=people, clean=clean
    )
    about = [
        str(one["id"])
        for one in source.study["case"].get("parties") or ()
        if one.get("role") == "terlapor"
    ]
    concerned = {
        f"{paper.name}.docx"
        for paper in papers(source.study)
        if {*(about if paper.people is None else paper.people)} & {*people}
    }
    return {name: data for name, data in made.items() if name in concerned}


def write(
    files: Mapping[str, bytes],
    output: Path,
    source: Source,
    people: Collection[str],
    reason: str,
    *,
    by: str = "",
) -> Path:
    """Write letters as one folder, after the journal says whose names they hold, and why.

    Raises
    ------
    ReportError
        When there is no reason, the journal cannot be written, or `output` exists or
        cannot be written: then there is no letter.
    """
    if not reason.strip():
        raise ReportError("letters_without_reason")
    said = {**told(files, source), "people": sorted(people), "reason": reason.strip()}
    change = Change(JOURNAL, ("unmask", "letters"), None, said, "unmask")
    return put(files, output, before=lambda: journaled(source, change, by))
