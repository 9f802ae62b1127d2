"""The files of a case that the form writes: read once, changed one value at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.case import door
from workbench.case.folder import (
    CASE,
    EXHIBITS,
    IDENTITIES,
    KAJIAN,
    STATEMENTS,
    CaseFolder,
    own_problems,
)
from workbench.case.journal import Place
from workbench.case.replay import changed, get
from workbench.case.schema import CaseFile, ExhibitsFile, IdentitiesFile, Statement, validate
from workbench.case.text_file import TextFile
from workbench.case.yaml_files import Document, write_atomically
from workbench.errors import CaseInvalidError, KajianError, machine_errors
from workbench.kajian.saving.answers import read_case_text, sentences
from workbench.kajian.shapes import KajianFile

Mark = tuple[int, int, int] | None
Shape = type[CaseFile | ExhibitsFile | IdentitiesFile | KajianFile | Statement]

_SHAPES: dict[str, Shape] = {
    CASE: CaseFile,
    EXHIBITS: ExhibitsFile,
    IDENTITIES: IdentitiesFile,
    KAJIAN: KajianFile,
}


def is_written(name: str) -> bool:
    """Whether the form writes the file of this name."""
    return name in _SHAPES or name.startswith(f"{STATEMENTS}/")


def statement_file(folder: CaseFolder, person: str) -> str:
    """Return the name of a new file for a statement of this person.

    It comes after the files of their earlier statements, which keep their names in
    the kajian by that order.
    """
    told = zip(folder.statement_files, folder.statements, strict=True)
    earlier = [name for name, one in told if one.person == person]
    stem = max(earlier).removesuffix(".yaml") if earlier else f"{STATEMENTS}/{person}"
    name, number = f"{stem}.yaml", 2
    while name in folder.statement_files or (folder.path / name).exists():
        name, number = f"{stem}_{number}.yaml", number + 1
    return name


@dataclass
class WrittenFile:
    """One file as it was read last, or as this session left it.

    Attributes
    ----------
    name
        Relative to the case folder.
    path
        Where it lies.
    file
        Its text values and comments.
    model
        The same, typed.
    """

    name: str
    path: Path
    file: TextFile
    model: Any
    _mark: Mark

    @classmethod
    def read(cls, folder: CaseFolder, name: str) -> WrittenFile:
        """Read one file of a case; one that is missing is empty.

        Raises
        ------
        CaseInvalidError
            With everything that is wrong with it.
        """
        path = folder.path / name
        mark = _mark(path)
        file, problems = read_case_text(path, name)
        model: Any = None
        if not problems:
            model, problems = _typed(name, file.data, file)
        if problems:
            raise CaseInvalidError.of(folder.name, problems)
        return cls(name, path, file, model, mark)

    @property
    def is_current(self) -> bool:
        """Whether the file on disk is still the one that was read."""
        return _mark(self.path) == self._mark

    def get(self, place: Place) -> Any:
        """Return the text, list or mapping at a place, or None."""
        return get(self.file.data, place)

    @machine_errors()
    def with_value(self, place: Place, value: Any) -> WrittenFile:
        """Return the file with one value changed, not yet on disk.

        Raises
        ------
        KajianError
            When the file was changed outside since, or the value does not have the
            form of this field.
        """
        if not self.is_current:
            raise KajianError("kajian_changed_outside", path=self.name)
        data = changed(self.file.data, place, value, self.name)
        data = {"format": KajianFile().format, **data}
        model, problems = _typed(self.name, data, None)
        if problems:
            raise KajianError("kajian_change_refused", problems=sentences(problems))
        return replace(self, file=self.file.replaced(data), model=model)

    @machine_errors()
    def write(self) -> None:
        """Write the file whole, by one rename; a statement that is empty again is removed."""
        if self.name.startswith(f"{STATEMENTS}/") and set(self.file.data) <= {"format"}:
            door.remove(self.path)
        else:
            door.make_folder(self.path.parent)
            write_atomically(self.path, self.file.dump())
        self._mark = _mark(self.path)


def _typed(name: str, data: dict[str, Any], file: TextFile | None) -> tuple[Any, list[Any]]:
    document = Document(name, data, file.lines if file else {})
    if name not in _SHAPES and set(data) <= {"format"}:
        return None, []
    model, problems = validate(_SHAPES.get(name, Statement), document)
    if model is not None:
        problems = [*problems, *own_problems(model, document)]
    return model, problems


def _mark(path: Path) -> Mark:
    """Return what changes when a file is replaced or edited."""
    try:
        status = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def refreshed(folder: CaseFolder, written: WrittenFile) -> CaseFolder:
    """Return the case with what one of its files now says."""
    name, model = written.name, written.model
    if name == CASE:
        return replace(folder, case=model)
    if name == EXHIBITS:
        return replace(folder, claims=model.exhibits)
    if name == IDENTITIES:
        return replace(folder, identities=model)
    if name == KAJIAN:
        return folder
    told = dict(zip(folder.statement_files, folder.statements, strict=True)) | {name: model}
    names = tuple(sorted(one for one, statement in told.items() if statement is not None))
    return replace(folder, statements=tuple(told[one] for one in names), statement_files=names)
