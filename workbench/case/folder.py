"""The case folder: where everything is, reading it whole, and every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case.documents import Document, Keys, dotted, read
from workbench.case.schema import (
    CaseFile,
    ExhibitClaim,
    ExhibitsFile,
    IdentitiesFile,
    Statement,
    validate,
)
from workbench.errors import CaseError, CaseInvalidError, Problem

CASE = "case.yaml"
IDENTITIES = "identities.yaml"
EXHIBITS = "exhibits.yaml"
EVIDENCE = "evidence"
STATEMENTS = "statements"
KAJIAN = "kajian.yaml"
JOURNAL = "journal.jsonl"
STUDIES = "studies"


@dataclass(frozen=True)
class CaseFolder:
    """A case as it lies on disk, read and typed; evidence itself is not touched.

    Attributes
    ----------
    path
        The folder, absolute.
    case, claims, statements, identities
        What its files say; all may be empty.
    """

    path: Path
    case: CaseFile = field(default_factory=CaseFile)
    claims: tuple[ExhibitClaim, ...] = ()
    statements: tuple[Statement, ...] = ()
    identities: IdentitiesFile = field(default_factory=IdentitiesFile)

    @property
    def name(self) -> str:
        """How the case is called: its register number, or the folder's name."""
        return self.case.number or self.path.name

    @property
    def evidence(self) -> Path:
        """The folder of exhibits as received; read-only to every command."""
        return self.path / EVIDENCE

    @property
    def kajian(self) -> Path:
        """The reviewer's answers."""
        return self.path / KAJIAN

    @property
    def journal(self) -> Path:
        """The hash-chained history of the answers."""
        return self.path / JOURNAL

    @property
    def studies(self) -> Path:
        """The folder of finished studies."""
        return self.path / STUDIES

    def claim_for(self, path: str) -> ExhibitClaim | None:
        """Return what ``exhibits.yaml`` says about the file at `path` below ``evidence/``."""
        return next((claim for claim in self.claims if claim.file == path), None)


def load(path: Path | str) -> CaseFolder:
    """Read a case folder.

    Raises
    ------
    CaseError
        When it is missing, not a folder, or holds no ``evidence/``.
    CaseInvalidError
        When its files have problems that block a run; it carries all of them.
    """
    folder, problems = examine_folder(path)
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise CaseInvalidError.of(folder.name, blocking)
    return folder


def examine_folder(path: Path | str) -> tuple[CaseFolder, list[Problem]]:
    """Read a case folder and list everything that is wrong with its files.

    Returns
    -------
    CaseFolder
        With what could be read; parts with problems are empty.
    list of Problem
        By file, then by line.

    Raises
    ------
    CaseError
        When there is no case folder at all.
    """
    root = _existing_folder(path)
    problems: list[Problem] = []
    case, found = _read_one(root, CASE, CaseFile)
    problems += found
    exhibits, found = _read_one(root, EXHIBITS, ExhibitsFile)
    problems += found
    identities, found = _read_one(root, IDENTITIES, IdentitiesFile)
    problems += found
    statements, found = _read_statements(root)
    problems += found
    folder = CaseFolder(root, case, exhibits.exhibits, statements, identities)
    problems += _cross_problems(folder)
    return folder, problems


def safe_relative(path: str) -> bool:
    """Whether `path` is a plain relative POSIX path that stays below its folder."""
    parts = path.split("/")
    return (
        bool(path)
        and not path.startswith("/")
        and not any(part in {"", ".", ".."} or "\x00" in part for part in parts)
    )


def _existing_folder(path: Path | str) -> Path:
    root = Path(path).expanduser()
    if not root.exists():
        raise CaseError("case_missing", path=str(path))
    if not root.is_dir():
        raise CaseError("case_not_a_folder", path=str(path))
    root = root.resolve()
    if not (root / EVIDENCE).is_dir():
        code = "case_empty" if not any(root.iterdir()) else "case_without_evidence"
        raise CaseError(code, path=str(path))
    if (root / EVIDENCE).is_symlink():
        raise CaseError("case_evidence_is_link", path=str(path))
    return root


def _read_one(root: Path, name: str, shape: type) -> tuple:  # type: ignore[type-arg]
    path = root / name
    if not path.exists() and not path.is_symlink():
        return shape(), []
    document, problems = read(path, name)
    if problems:
        return shape(), problems
    model, problems = validate(shape, document)
    if model is None:
        return shape(), problems
    return model, list(_own_problems(model, document))


def _read_statements(root: Path) -> tuple[tuple[Statement, ...], list[Problem]]:
    folder = root / STATEMENTS
    statements, problems = [], []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        document, found = read(path, f"{STATEMENTS}/{path.name}")
        if not found:
            statement, found = validate(Statement, document)
            if statement is not None:
                statements.append(statement)
        problems += found
    return tuple(statements), problems


def _own_problems(model: object, document: Document) -> Iterator[Problem]:
    """Find what the shapes cannot see: values that must not repeat, paths that must stay inside."""
    if isinstance(model, CaseFile):
        yield from _repeated(document, "parties", [party.id for party in model.parties])
    if isinstance(model, IdentitiesFile):
        yield from _repeated(document, "people", [person.id for person in model.people])
    if isinstance(model, ExhibitsFile):
        yield from _repeated(document, "exhibits", [claim.id for claim in model.exhibits])
        files = [claim.file for claim in model.exhibits]
        yield from _repeated(document, "exhibits", files, "file")
        for index, name in enumerate(files):
            if not safe_relative(name):
                yield _at(document, "path_leaves_evidence", ("exhibits", index, "file"), name)


def _repeated(
    document: Document, group: str, values: Iterable[str], field: str = "id"
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield _at(document, "repeated", (group, index, field), value)
        seen.add(value)


def _at(document: Document, code: str, keys: Keys, found: str) -> Problem:
    return Problem(code, document.name, dotted(keys), document.line(keys), found)


def _cross_problems(folder: CaseFolder) -> Iterator[Problem]:
    """Compare the files with each other: exhibits that are not there, people that nobody named."""
    for index, claim in enumerate(folder.claims):
        path = folder.evidence / claim.file
        if safe_relative(claim.file) and not path.is_symlink() and not path.exists():
            keys: Keys = ("exhibits", index, "file")
            yield Problem("exhibit_missing", EXHIBITS, dotted(keys), found=claim.file)
    known = {party.id for party in folder.case.parties}
    for index, statement in enumerate(folder.statements):
        if statement.person not in known:
            name = f"{STATEMENTS} #{index + 1}"
            yield Problem("unknown_party", name, "person", found=statement.person, blocking=False)
    yield from _number_problem(folder)


# Grammar of register numbers as seen on published lists (domain notes §2.5): a hint,
# not a gate, because offices write them in several ways.
_NUMBER = re.compile(
    r"^\d{3}/(Reg/)?(LP|TM)/(PL|PP|PG|PB|PW)/(RI|Prov|Kab|Kota|Kec\.[^/]+)/\d{2}\.\d{2}/"
    r"(I{1,3}|IV|V|VI{0,3}|IX|XI{0,2}|X)/\d{4}$"
)


def _number_problem(folder: CaseFolder) -> Iterator[Problem]:
    number = folder.case.number
    if number and not _NUMBER.match(number):
        yield Problem("number_unusual", CASE, "number", found=number, blocking=False)
