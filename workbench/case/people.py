"""People across the case's files: codes that lead nowhere, and names where codes belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.case.schema import CaseFile, ExhibitsFile, IdentitiesFile, Statement
from workbench.case.yaml_files import Document, Keys, dotted
from workbench.errors import Problem

# An account's name is evidence and stays as it is; so does the name of a file.
_EVIDENCE_KEYS = {"account", "accounts", "file", "url"}
_SHORTEST = 4
UNLISTED = "X-"
"""How codes begin of people who are masked in copies and are no party of the case."""


def names_anybody(identities: IdentitiesFile) -> bool:
    """Whether the case says whose names copies must not tell; without one, none is masked."""
    return any(person.name.strip() for person in identities.people)


def unknown_parties(
    case: CaseFile,
    exhibits: tuple[ExhibitsFile, Document],
    identities: tuple[IdentitiesFile, Document],
    statements: Iterable[tuple[Statement, Document]],
) -> Iterator[Problem]:
    """Find codes of people that ``case.yaml`` does not know; the case runs all the same.

    Every file but ``case.yaml`` comes with its document, which knows the lines.
    """
    known = {party.id for party in case.parties}
    claims, document = exhibits
    for index, claim in enumerate(claims.exhibits):
        for number, person in enumerate(claim.shows):
            if person not in known:
                yield _unknown(document, ("exhibits", index, "shows", number), person)
    people, document = identities
    for index, identity in enumerate(people.people):
        if identity.id not in known and not identity.id.startswith(UNLISTED):
            yield _unknown(document, ("people", index, "id"), identity.id)
    for statement, document in statements:
        if statement.person not in known:
            yield _unknown(document, ("person",), statement.person)


def names_in_clear(identities: IdentitiesFile, documents: Iterable[Document]) -> Iterator[Problem]:
    """Find names of ``identities.yaml`` in files that enter a study.

    The problem names the code and never the name: its sentence may be shown to anybody.
    """
    patterns = [
        (person.id, _whole_words([person.name, *person.aliases]))
        for person in identities.people
        if not person.id.startswith(UNLISTED)
    ]
    for document in documents:
        for keys, text in document.leaves():
            if _EVIDENCE_KEYS & {key for key in keys if isinstance(key, str)}:
                continue
            for code, pattern in patterns:
                if pattern is not None and pattern.search(text):
                    line, key = document.line(keys), dotted(keys)
                    yield Problem("name_in_clear", document.name, key, line, code, blocking=False)


def _whole_words(names: Iterable[str]) -> re.Pattern[str] | None:
    escaped = [
        r"\s+".join(map(re.escape, name.split())) for name in names if len(name) >= _SHORTEST
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE) if escaped else None


def _unknown(document: Document, keys: Keys, found: str) -> Problem:
    line, key = document.line(keys), dotted(keys)
    return Problem("unknown_party", document.name, key, line, found, blocking=False)
