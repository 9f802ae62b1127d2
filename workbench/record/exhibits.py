"""The exhibits of a record: unchanged since the study, listed one by one, copied on request."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.case.folder import EVIDENCE
from workbench.errors import EvidenceError, Problem, RecordRefusedError
from workbench.evidence.progress import Progress, silent
from workbench.evidence.source import CHUNK, Source, open_source
from workbench.evidence.walk import Entry, walk
from workbench.record.finished import Finished

LIST = "evidence.json"
SUMS = "evidence.sha256"
COPIES = "evidence"

# What the study and the record both say about an exhibit
IDENTITY = ("id", "path", "size", "sha256", "media_type", "status", "reason")

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True)
class Listed:
    """One exhibit in ``evidence.json``.

    Attributes
    ----------
    id, path, size, sha256, media_type, status, reason
        As the study has them; see :class:`workbench.evidence.exhibit.Exhibit`.
    original
        The path as the folder had it; `path` spells out bytes that are no text.
    stored
        Where its copy lies in the record (``data/evidence/E001.jpg``); None without one.
    """

    id: str
    path: str
    size: int | None
    sha256: str | None
    media_type: str | None
    status: str
    reason: str
    original: str
    stored: str | None = None


def gather(
    study: Finished, copies: Path | None = None, progress: Progress | None = None
) -> list[Listed]:
    """Prove that the evidence is what the study saw, copying it in the same reading.

    Parameters
    ----------
    study
        Names the exhibits and the case whose ``evidence/`` is read.
    copies
        An empty folder to copy into, under plain names; None for no copies.
    progress
        Told how many exhibits are done.

    Returns
    -------
    list of Listed
        One row for each exhibit of the study, in its order.

    Raises
    ------
    RecordRefusedError
        When anything was changed, added or taken away since; it names every file.
    """
    report = progress or silent
    entries = {plain_text(entry.path): entry for entry in walk(study.case / EVIDENCE)}
    rows: list[Listed] = []
    problems: list[Problem] = []
    for number, exhibit in enumerate(study.exhibits, 1):
        entry = entries.pop(str(exhibit["path"]), None)
        name = stored_name(number, str(exhibit["path"])) if exhibit["sha256"] else None
        target = copies / name if copies is not None and name else None
        problems += _differences(study.case / EVIDENCE, exhibit, entry, target)
        stored = f"data/{COPIES}/{name}" if target else None
        rows.append(_listed(exhibit, entry.path if entry else str(exhibit["path"]), stored))
        report("seal", number, len(study.exhibits))
    problems += [Problem("record_evidence_added", f"{EVIDENCE}/{path}") for path in entries]
    if problems:
        raise RecordRefusedError.of("evidence_not_as_studied", study.path, problems)
    return rows


def write_lists(folder: Path, rows: list[Listed]) -> None:
    """Write the list of exhibits as JSON, and their original names as ``sha256sum`` reads them."""
    listed = [asdict(row) for row in rows]
    text = json.dumps(listed, indent=1, sort_keys=True)
    (folder / LIST).write_text(text + "\n", "ascii", newline="\n")
    (folder / SUMS).write_bytes(sums(listed))


def sums(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the lines that check the originals with ``sha256sum -c`` inside ``evidence/``."""
    read = (row for row in rows if row.get("sha256"))
    return b"".join(_sum_line(str(row["sha256"]), str(row.get("original"))) for row in read)


def stored_name(number: int, path: str) -> str:
    """Return the plain name of a copy: its number and its extension, if that is plain too."""
    found = _EXTENSION.fullmatch(Path(path).suffix)
    return f"E{number:03d}{found[0].lower() if found else ''}"


def plain_text(path: str) -> str:
    r"""Return a path as ``study.json`` has it: bytes that are no text show as ``\udcff``."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _listed(exhibit: dict[str, Any], original: str, stored: str | None) -> Listed:
    known: dict[str, Any] = {name: exhibit.get(name) for name in IDENTITY}
    return Listed(**known, original=original, stored=stored)


def _differences(
    root: Path, exhibit: dict[str, Any], entry: Entry | None, target: Path | None
) -> Iterator[Problem]:
    """Yield what is no longer as the study says; copy to `target` on the way."""
    path, known = str(exhibit["path"]), exhibit["sha256"]
    if entry is None:
        # An exhibit that was claimed and not there may still be absent.
        if exhibit.get("reason") != "missing":
            yield Problem("record_evidence_missing", f"{EVIDENCE}/{path}")
        return
    if entry.what != "file":
        if known is not None:
            yield _changed(path, known, "")
        return
    try:
        with open_source(root, entry.path) as source:
            found = _copy(source, target) if target else source.sha256
            stable = not source.has_changed()
    except EvidenceError as error:
        found, stable = "", str(error.fields.get("detail", "")) == ""
    if (known or "") != found or (known and not stable):
        yield _changed(path, known, found)


def _changed(path: str, known: str | None, found: str) -> Problem:
    expected = known or "-"
    return Problem(
        "record_evidence_changed", f"{EVIDENCE}/{path}", found=found or "-", expected=expected
    )


def _copy(source: Source, target: Path) -> str:
    """Copy what is open, hashing the bytes that are written; return their SHA-256."""
    digest = hashlib.sha256()
    with target.open("xb") as stream, memoryview(source.data) as data:
        for start in range(0, len(data), CHUNK):
            with data[start : start + CHUNK] as part:
                digest.update(part)
                stream.write(part)
    return digest.hexdigest()


def _sum_line(digest: str, path: str) -> bytes:
    r"""Return a line of ``sha256sum``, which marks an escaped name by a leading backslash."""
    raw = path.encode("utf-8", "surrogateescape")
    escaped = raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    mark = b"\\" if escaped != raw else b""
    return mark + digest.encode("ascii") + b"  " + escaped + b"\n"
