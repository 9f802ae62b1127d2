"""A finished study as it is about to be sealed: whole, or every reason why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case.folder import EVIDENCE, STUDIES
from workbench.errors import Problem, RecordError, RecordRefusedError
from workbench.record.bag import Contents, contents, is_plain

STUDY = "study.json"
RUN = "run.json"
NOTEBOOKS = ("1_evidence.ipynb", "2_kajian.ipynb", "3_report.ipynb")
REQUIRED = (*NOTEBOOKS, STUDY, RUN, "report.html")
FORMAT = "1"


@dataclass(frozen=True)
class Finished:
    """A whole study and the case it was made from.

    Attributes
    ----------
    path
        The study folder.
    case
        The case folder.
    files
        Every file of the study: path relative to it, with ``/`` → bytes.
    document
        What ``study.json`` holds.
    digest
        SHA-256 of ``study.json``, lower-case hexadecimal.
    """

    path: Path
    case: Path
    files: dict[str, int]
    document: dict[str, Any]
    digest: str

    @property
    def exhibits(self) -> list[dict[str, Any]]:
        """The exhibits that the study accounts for."""
        return list(self.document["exhibits"])

    @property
    def number(self) -> str:
        """The case's register number; empty when it has none."""
        return str(self.document.get("case", {}).get("number") or "")


def read(path: Path, case: Path | None = None) -> Finished:
    """Read a study folder that is to be sealed.

    Parameters
    ----------
    path
        ``CASE/studies/NAME``, or any study folder when `case` is given.
    case
        The case folder; found from `path` when None.

    Raises
    ------
    RecordError
        When there is no such study, or its case is not known.
    RecordRefusedError
        When the study is not whole; it names everything that is wrong.
    """
    path = _existing(path)
    found = case.expanduser().resolve() if case is not None else path.parent.parent
    if not (found / EVIDENCE).is_dir():
        raise RecordError("seal_without_case", path=str(path))
    listed = contents(path)
    problems = _listing_problems(listed)
    document = _json(path / STUDY) if listed.files.get(STUDY) else {}
    digest = _sha256(path / STUDY) if listed.files.get(STUDY) else ""
    problems += _document_problems(document) if digest else []
    problems += _run_problems(path / RUN, digest) if listed.files.get(RUN) and digest else []
    for name in NOTEBOOKS:
        problems += _notebook_problems(path / name) if listed.files.get(name) else []
    if problems:
        raise RecordRefusedError.of("study_not_whole", path, problems)
    return Finished(path, found, listed.files, document, digest)


def _listing_problems(listed: Contents) -> list[Problem]:
    """Return what lies in a study folder that may not, and what is missing there."""
    named = sorted({*listed.files, *listed.folders})
    return [
        *(Problem("record_odd_entry", name) for name in listed.other),
        *(Problem("record_odd_name", name) for name in named if not is_plain(name)),
        *(Problem("record_missing_file", name) for name in REQUIRED if not listed.files.get(name)),
    ]


def _existing(path: Path) -> Path:
    if not path.exists():
        raise RecordError("study_missing", path=str(path))
    path = path.expanduser().resolve()
    if (path / EVIDENCE).is_dir():
        studies = sorted(entry.name for entry in (path / STUDIES).glob("[!.]*/study.json"))
        code = "seal_a_study" if studies or (path / STUDIES).is_dir() else "seal_no_study"
        raise RecordError(code, path=str(path))
    if not path.is_dir() or not (path / STUDY).is_file():
        raise RecordError("not_a_study", path=str(path))
    return path


def _document_problems(document: dict[str, Any]) -> Iterator[Problem]:
    exhibits = document.get("exhibits")
    if document.get("format") != FORMAT:
        found = str(document.get("format"))
        yield Problem("format_unknown", STUDY, "format", found=found, expected=FORMAT)
    elif not isinstance(exhibits, list) or not all(map(_is_exhibit, exhibits)):
        yield Problem("record_not_readable", STUDY, "exhibits")
    elif not exhibits:
        yield Problem("record_no_exhibits", STUDY, "exhibits")


def _is_exhibit(row: Any) -> bool:
    return isinstance(row, dict) and {"id", "path", "size", "sha256", "status"} <= set(row)


def _run_problems(path: Path, digest: str) -> Iterator[Problem]:
    named = _json(path).get("study_sha256")
    if named != digest:
        yield Problem("record_other_study", RUN, "study_sha256", found=str(named), expected=digest)


def _notebook_problems(path: Path) -> Iterator[Problem]:
    cells = _json(path).get("cells")
    if not isinstance(cells, list) or not cells:
        yield Problem("record_not_readable", path.name)
        return
    code = [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    outputs = [output for cell in code for output in cell.get("outputs", [])]
    if any(output.get("output_type") == "error" for output in outputs):
        yield Problem("record_failed_cell", path.name)
    if not any(cell.get("execution_count") for cell in code):
        yield Problem("record_not_executed", path.name)


def _json(path: Path) -> dict[str, Any]:
    """Return a JSON object; an empty one when it is not readable, which no file here may be."""
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
