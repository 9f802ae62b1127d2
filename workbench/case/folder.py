"""The case folder: where everything is, reading it whole, and every problem at once."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case.journal import JOURNAL
from workbench.case.moment import Moment
from workbench.case.people import names_in_clear, unknown_parties
from workbench.case.schema import (
    CaseFile,
    ExhibitClaim,
    ExhibitsFile,
    IdentitiesFile,
    Shape,
    Statement,
    validate,
)
from workbench.case.yaml_files import Document, Keys, dotted, read
from workbench.errors import CaseError, CaseInvalidError, Problem, machine_errors

CASE = "case.yaml"
IDENTITIES = "identities.yaml"
EXHIBITS = "exhibits.yaml"
EVIDENCE = "evidence"
STATEMENTS = "statements"
KAJIAN = "kajian.yaml"
STUDIES = "studies"

_FILES = {CASE: 0, EXHIBITS: 1, IDENTITIES: 2}


@dataclass(frozen=True)
class CaseFolder:
    """A case as it lies on disk, read and typed; evidence itself is not touched.

    Attributes
    ----------
    path
        The folder, absolute.
    case, claims, statements, identities
        What its files say; all may be empty.
    statement_files
        The file of each statement, relative to the folder.
    unread
        Files that are there and could not be read as what they are: what rests on them
        cannot be judged, and is no mistake of another file.
    """

    path: Path
    case: CaseFile = field(default_factory=CaseFile)
    claims: tuple[ExhibitClaim, ...] = ()
    statements: tuple[Statement, ...] = ()
    identities: IdentitiesFile = field(default_factory=IdentitiesFile)
    statement_files: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()

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


@machine_errors()
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
    unread: set[str] = set()
    case, case_document = _read_one(root, CASE, CaseFile, problems, unread)
    exhibits, exhibits_document = _read_one(root, EXHIBITS, ExhibitsFile, problems, unread)
    identities, identities_document = _read_one(root, IDENTITIES, IdentitiesFile, problems, unread)
    statements = _read_statements(root, problems, unread)
    people = tuple(statement for statement, _ in statements)
    names = tuple(document.name for _, document in statements)
    folder = CaseFolder(root, case, exhibits.exhibits, people, identities, names, frozenset(unread))
    problems += _missing_exhibits(folder, exhibits_document)
    listed, named = (exhibits, exhibits_document), (identities, identities_document)
    if CASE not in unread:
        # One mistake is told once, and not again for each code that it keeps us from knowing.
        problems += unknown_parties(case, listed, named, statements)
    problems += names_in_clear(identities, (case_document, exhibits_document))
    return folder, sorted(problems, key=_place)


def _place(problem: Problem) -> tuple[int, str, int]:
    return _FILES.get(problem.file, len(_FILES)), problem.file, problem.line


def safe_relative(path: str) -> bool:
    """Whether `path` is a plain relative POSIX path that stays below its folder."""
    parts = path.split("/")
    if os.name == "nt" and any(mark in path for mark in "\\:"):
        return False
    return bool(path) and not any(part in {"", ".", ".."} or "\x00" in part for part in parts)


def _existing_folder(path: Path | str) -> Path:
    try:
        root = Path(path).expanduser()
        if not root.exists():
            raise CaseError("case_missing", path=str(path))
        if not root.is_dir():
            raise CaseError("case_not_a_folder", path=str(path))
        root = root.resolve()
        if (root / EVIDENCE).is_symlink():
            raise CaseError("case_evidence_is_link", path=str(path))
        if not (root / EVIDENCE).is_dir():
            code = "case_empty" if not any(root.iterdir()) else "case_without_evidence"
            raise CaseError(code, path=str(path))
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise CaseError("case_unreadable", path=str(path), detail=detail) from error
    except (RuntimeError, ValueError) as error:  # a home that does not exist, a NUL in the path
        raise CaseError("case_missing", path=str(path)) from error
    return root


def _read_one(
    root: Path, name: str, shape: type[Shape], problems: list[Problem], unread: set[str]
) -> tuple[Shape, Document]:
    """Read one optional file; what is wrong is added to `problems`, a name to `unread`."""
    path = root / name
    if not path.exists() and not path.is_symlink():
        return shape(), Document(name, {})
    model, document = _read_typed(path, name, shape, problems)
    if model is None:
        unread.add(name)
    return (shape() if model is None else model), document


def _read_typed(
    path: Path, name: str, shape: type[Shape], problems: list[Problem]
) -> tuple[Shape | None, Document]:
    """Read and type one file; None as model when its form or its values are wrong.

    A file with a wrong form is typed all the same as far as it could be read, so
    that everything that is wrong with it is listed at once.
    """
    document, found = read(path, name)
    lines = {problem.line for problem in found}
    model = None
    if document.data or not found:
        model, typed = validate(shape, document)
        found += [problem for problem in typed if problem.line not in lines]
        found += _weekday_problems(document)
    if model is not None:
        found += own_problems(model, document)
    problems += sorted(found, key=lambda problem: problem.line)
    is_sound = not any(problem.code in _FORM for problem in found)
    return (model if is_sound else None), document


# Problems of a file's form: what was read of it cannot be relied on.
_FORM = {
    "cannot_read", "not_a_file", "not_utf8", "too_large", "yaml_alias", "yaml_character",
    "yaml_deep", "yaml_documents", "yaml_duplicate", "yaml_key", "yaml_not_mapping",
    "yaml_syntax", "yaml_tag",
}  # fmt: skip


def _read_statements(
    root: Path, problems: list[Problem], unread: set[str]
) -> list[tuple[Statement, Document]]:
    folder = root / STATEMENTS
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        problems.append(Problem("not_a_folder", STATEMENTS))
        return []
    statements = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        name = f"{STATEMENTS}/{path.name}"
        statement, document = _read_typed(path, name, Statement, problems)
        if statement is None:
            unread.add(name)
        else:
            statements.append((statement, document))
    return statements


def own_problems(model: object, document: Document) -> Iterator[Problem]:
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


def _weekday_problems(document: Document) -> Iterator[Problem]:
    """Find dates whose weekday is another one: one of the two was mistyped."""
    for keys, text in document.leaves():
        try:
            moment = Moment.parse(text)
        except ValueError:
            continue
        if not moment.agrees_with_weekday(text):
            line, key = document.line(keys), dotted(keys)
            yield Problem("weekday_differs", document.name, key, line, text, blocking=False)


def _missing_exhibits(folder: CaseFolder, document: Document) -> Iterator[Problem]:
    for index, claim in enumerate(folder.claims):
        if safe_relative(claim.file) and not _is_there(folder.evidence, claim.file):
            yield _at(document, "exhibit_missing", ("exhibits", index, "file"), claim.file)


def _is_there(evidence: Path, name: str) -> bool:
    """Whether an entry of this name exists, in composed or decomposed letters.

    A name typed on one system must find the file that another system named.
    """
    folder = evidence
    for part in name.split("/"):
        named = part if _exists(folder / part) else _listed(folder).get(_composed(part))
        if named is None:
            return False
        folder /= named
    return True


def _listed(folder: Path) -> dict[str, str]:
    try:
        return {_composed(entry.name): entry.name for entry in folder.iterdir()}
    except OSError:
        return {}


def _exists(path: Path) -> bool:
    try:
        return path.is_symlink() or path.exists()
    except OSError:  # a name longer than the system allows
        return False


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
