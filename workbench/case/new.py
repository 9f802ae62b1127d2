"""Making a case folder: its files with every key explained, published whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from workbench.case import door, publishing
from workbench.case.folder import (
    CASE,
    EVIDENCE,
    EXHIBITS,
    IDENTITIES,
    STATEMENTS,
)
from workbench.case.text_file import save
from workbench.errors import CaseError


@dataclass(frozen=True)
class Entered:
    """One file that was copied into ``evidence/``.

    Attributes
    ----------
    id
        The exhibit's identifier, ``B-01`` and on.
    file
        Path below ``evidence/``.
    size
        Bytes.
    sha256
        Of the file it came from, and of the copy: both were read.
    """

    id: str
    file: str
    size: int
    sha256: str


@contextmanager
def staged(destination: Path) -> Iterator[Path]:
    """Give a folder to fill; it becomes `destination` by one rename when all went well.

    An empty folder at `destination` is taken over; anything else there is refused,
    before and after the filling.

    Raises
    ------
    CaseError
        When something lies at `destination`, or the place cannot be written.
    """
    _refuse_existing(destination)
    try:
        door.make_folder(destination.parent)
        with publishing.staging(destination.parent, "new") as folder:
            yield folder
            _refuse_existing(destination)
            folder.chmod(0o755)
            if destination.is_dir():
                destination.rmdir()
            publishing.publish(folder, destination)
    except OSError as error:
        raise CaseError("case_not_writable", path=str(destination), detail=_why(error)) from error


def scaffold(folder: Path, number: str = "") -> None:
    """Write the files of a new case into the empty `folder`.

    Parameters
    ----------
    number
        The register number, where it is known.
    """
    templates = files("workbench.case") / "scaffold"
    for each in (CASE, EXHIBITS, IDENTITIES):
        door.create(folder / each, (templates / each).read_bytes())
    door.make_folder(folder / EVIDENCE)
    door.make_folder(folder / STATEMENTS)
    if number:
        save(folder / CASE, {"number": number})


def list_exhibits(folder: Path, entered: Iterable[Entered]) -> None:
    """Name the copied files in ``exhibits.yaml``, ready for what people say about them.

    A file whose name is no text (bytes that are not UTF-8) cannot be named in YAML; the
    inventory still counts it and gives it the next free identifier.
    """
    rows = [
        {"id": each.id, "file": each.file, "label": "", "kind": "", "sha256": each.sha256}
        for each in entered
        if _is_text(each.file)
    ]
    if rows:
        save(folder / EXHIBITS, {"exhibits": rows})


def _refuse_existing(destination: Path) -> None:
    taken_over = destination.is_dir() and not destination.is_symlink()
    try:
        empty = taken_over and not any(destination.iterdir())
    except OSError as error:
        raise CaseError("case_not_writable", path=str(destination), detail=_why(error)) from error
    if not empty and (destination.exists() or destination.is_symlink()):
        raise CaseError("case_exists", path=str(destination))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
