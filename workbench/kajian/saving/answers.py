"""Loading and saving the reviewer's answers: ``kajian.yaml`` as typed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.case.folder import KAJIAN, CaseFolder
from workbench.case.schema import validate
from workbench.case.text_file import TextFile, read_text
from workbench.case.yaml_files import Document, write_atomically
from workbench.errors import CaseInvalidError, KajianError, Problem
from workbench.kajian.shapes import KajianFile
from workbench.law import Pack, load_pack

LARGEST = 2_000_000


@dataclass(frozen=True)
class Kajian:
    """One case's answers, the law they are given under, and the folder they belong to."""

    folder: CaseFolder
    answers: KajianFile = field(default_factory=KajianFile)

    @property
    def pack(self) -> Pack:
        """The rule pack of this case, with the office's corrections.

        Raises
        ------
        LawError
            When the pack that the case names does not exist or has mistakes.
        """
        named = self.answers.rule_pack or self.folder.case.rule_pack
        return load_pack(named, regime=self.folder.case.regime)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered anything yet."""
        return self.answers == KajianFile()


def load(folder: CaseFolder) -> Kajian:
    """Read the answers of a case; a case without any has an empty kajian.

    Raises
    ------
    CaseInvalidError
        When ``kajian.yaml`` has problems; it carries all of them. Nothing is changed.
    """
    kajian, problems = examine(folder)
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    return kajian


def examine(folder: CaseFolder) -> tuple[Kajian, list[Problem]]:
    """Read the answers and list everything that is wrong with their form."""
    _, answers, problems = read_file(folder)
    return Kajian(folder, answers), problems


def read_file(folder: CaseFolder) -> tuple[TextFile, KajianFile, list[Problem]]:
    """Read ``kajian.yaml`` as text values with comments, and typed."""
    file, problems = read_case_text(folder.kajian, KAJIAN)
    if problems:
        return TextFile(), KajianFile(), problems
    answers, problems = validate(KajianFile, Document(KAJIAN, file.data, file.lines))
    return file, answers or KajianFile(), problems


def read_case_text(path: Path, name: str) -> tuple[TextFile, list[Problem]]:
    """Read a file of the case as text values with comments; one that is missing is empty."""
    if not path.exists() and not path.is_symlink():
        return TextFile(), []
    if path.is_symlink() or not path.is_file():
        return TextFile(), [Problem("not_a_file", name)]
    if path.stat().st_size > LARGEST:
        return TextFile(), [Problem("too_large", name, expected=str(LARGEST))]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return TextFile(), [Problem("not_utf8", name)]
    return read_text(text, name)


def save(folder: CaseFolder, changes: Mapping[str, Any]) -> Kajian:
    """Set top-level answers, keeping comments and every other key; written whole, by one rename.

    Raises
    ------
    CaseInvalidError
        When the file on disk has problems, such as a newer format: nothing is written.
    KajianError
        When `changes` do not have the form of a kajian: nothing is written.
    """
    file, _, problems = read_file(folder)
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    file.data = {"format": KajianFile().format, **file.data}
    file.data.update(changes)
    answers, problems = validate(KajianFile, Document(KAJIAN, file.data))
    if answers is None:
        raise KajianError("kajian_change_refused", problems=sentences(problems))
    write_atomically(folder.kajian, file.dump())
    return Kajian(folder, answers)


def sentences(problems: Iterable[Problem]) -> str:
    """Return problems as indented lines for a message."""
    return "\n".join(f"  - {problem.sentence('en')}" for problem in problems)
