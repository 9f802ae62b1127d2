"""The exhibits of a record: unchanged since the study, listed one by one, copied on request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from workbench.case import door
from workbench.case.folder import EVIDENCE
from workbench.errors import EvidenceError, Problem, RecordRefusedError
from workbench.evidence.listing import LITTER, Entry, walk
from workbench.evidence.litter import lies_at
from workbench.evidence.progress import Progress, silent
from workbench.evidence.sandbox import available_cores
from workbench.evidence.source import Source, open_source
from workbench.record.bag import Digests, digest_of
from workbench.record.finished import Finished
from workbench.text.visible import storable

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


@dataclass(frozen=True)
class Gathered:
    """The exhibits of a record.

    Attributes
    ----------
    rows
        What ``evidence.json`` lists.
    digests
        Digests of each copy, by its path in the record, taken while it was made.
    """

    rows: list[Listed]
    digests: dict[str, Digests]


@dataclass(frozen=True)
class _Plan:
    """One exhibit of the study, its entry in the folder now, and where its copy goes."""

    exhibit: dict[str, Any]
    entry: Entry | None
    target: Path | None
    stored: str | None


@dataclass(frozen=True)
class _Found:
    problems: tuple[Problem, ...] = ()
    digests: Digests | None = None


def gather(
    study: Finished, copies: Path | None = None, progress: Progress | None = None
) -> Gathered:
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
    Gathered
        One row for each exhibit of the study, in its order.

    Raises
    ------
    RecordRefusedError
        When anything was changed, added or taken away since; it names every file.
    """
    report, root = progress or silent, study.case / EVIDENCE
    entries, problems = _entries(root)
    gathered = Gathered([], {})
    plans = list(_plans(study, entries, copies))
    with ThreadPoolExecutor(available_cores(), "seal") as threads:
        for plan, found in zip(plans, threads.map(partial(_look, root), plans), strict=True):
            if found.problems and _is_litter(root, plan):
                # Listed as the study saw it; a copy of what it is by now would not be that.
                if plan.target is not None:
                    door.remove(plan.target)
                plan, found = replace(plan, target=None, stored=None), _Found()  # noqa: PLW2901
            problems += found.problems
            gathered.rows.append(_listed(plan))
            if plan.stored and found.digests:
                gathered.digests[plan.stored] = found.digests
            report("seal", len(gathered.rows), len(plans))
    problems += [
        Problem("record_evidence_added", f"{EVIDENCE}/{path}")
        for path, entry in entries.items()
        if not lies_at(root, entry.path)
    ]
    if problems:
        raise RecordRefusedError.of("evidence_not_as_studied", study.path, problems)
    return gathered


def _is_litter(root: Path, plan: _Plan) -> bool:
    """Whether the study saw a system's own file there, and nothing else lies there now."""
    if LITTER not in (plan.exhibit.get("notes") or ()):
        return False
    return plan.entry is None or lies_at(root, plan.entry.path)


def write_lists(folder: Path, rows: list[Listed]) -> None:
    """Write the list of exhibits as JSON, and their original names as ``sha256sum`` reads them."""
    listed = [asdict(row) for row in rows]
    text = json.dumps(listed, indent=1, sort_keys=True)
    door.create(folder / LIST, f"{text}\n".encode("ascii"))
    door.create(folder / SUMS, sums(listed))


def sums(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the lines that check the originals with ``sha256sum -c`` inside ``evidence/``."""
    read = (row for row in rows if row.get("sha256"))
    return b"".join(_sum_line(str(row["sha256"]), str(row.get("original"))) for row in read)


def stored_name(number: int, path: str) -> str:
    """Return the plain name of a copy: its number and its extension, if that is plain too."""
    found = _EXTENSION.fullmatch(Path(path).suffix)
    return f"E{number:03d}{found[0].lower() if found else ''}"


def _entries(root: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """Return what lies in the folder, and a problem for names that cannot be told apart."""
    listed = walk(root)
    entries = {storable(entry.path): entry for entry in listed}
    twins = [entry for entry in listed if entries[storable(entry.path)] is not entry]
    return entries, [Problem("record_odd_name", f"{EVIDENCE}/{entry.path}") for entry in twins]


def _plans(study: Finished, entries: dict[str, Entry], copies: Path | None) -> Iterator[_Plan]:
    """Yield the study's exhibits, taking the entry of each out of `entries`."""
    for number, exhibit in enumerate(study.exhibits, 1):
        path = str(exhibit["path"])
        entry = entries.pop(path, None)
        name = stored_name(number, path)
        copied = copies is not None and exhibit["sha256"] is not None
        target = copies / name if copies is not None and copied else None
        yield _Plan(exhibit, entry, target, f"data/{COPIES}/{name}" if copied else None)


def _listed(plan: _Plan) -> Listed:
    known: dict[str, Any] = {name: plan.exhibit.get(name) for name in IDENTITY}
    original = plan.entry.path if plan.entry else str(plan.exhibit["path"])
    return Listed(**known, original=original, stored=plan.stored)


def _look(root: Path, plan: _Plan) -> _Found:
    """Compare one exhibit with what the study says of it; copy it on the way."""
    path, known = str(plan.exhibit["path"]), plan.exhibit["sha256"]
    if plan.entry is None:
        # An exhibit that was claimed and not there may still be absent.
        missing = Problem("record_evidence_missing", f"{EVIDENCE}/{path}")
        return _Found(() if plan.exhibit.get("reason") == "missing" else (missing,))
    if plan.entry.what != "file":
        return _Found((_changed(path, known, ""),) if known else ())
    try:
        with open_source(root, plan.entry.path) as source:
            digests = _read(source, plan.target)
            whole = not source.has_changed()
    except EvidenceError:
        return _Found((_changed(path, known, ""),) if known else ())
    if digests["sha256"] != known or not whole:
        return _Found((_changed(path, known, digests["sha256"]),))
    return _Found((), digests)


def _read(source: Source, target: Path | None) -> Digests:
    if target is None:
        return {"sha256": source.sha256}
    with door.creating(target) as stream:
        return digest_of(source.chunks(), stream)


def _changed(path: str, known: str | None, found: str) -> Problem:
    place = f"{EVIDENCE}/{path}"
    return Problem("record_evidence_changed", place, found=found or "-", expected=known or "-")


def _sum_line(digest: str, path: str) -> bytes:
    r"""Return a line of ``sha256sum``, which marks an escaped name by a leading backslash."""
    raw = path.encode("utf-8", "surrogateescape")
    escaped = raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    mark = b"\\" if escaped != raw else b""
    return mark + digest.encode("ascii") + b"  " + escaped + b"\n"
