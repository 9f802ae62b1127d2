"""Which pictures may leave the office: a person's decision for each reader, with its reason.

``releases.yaml`` stands in the case folder. A decision names the exhibit, the hash of
the file that the person looked at, and the faces to cover in it; a file that has other
bytes by now is not released by it. Every change is a line in the journal before it is
in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.case.journal import JOURNAL, Change, account, appending, note
from workbench.case.text_file import save
from workbench.case.yaml_files import Document, read
from workbench.errors import CaseInvalidError, Problem, ReportError
from workbench.report.redaction.pictures.faces import Share

FILE = "releases.yaml"
FORMAT = "1"
READERS = ("forwarding", "public")
"""Profiles whose copies show a picture only when it was released for them."""

_BOX = re.compile(r"(\d{1,4}) (\d{1,4}) (\d{1,4}) (\d{1,4})")
_WHOLE = 1000


@dataclass(frozen=True)
class Release:
    """One decision on one picture for one reader.

    Attributes
    ----------
    exhibit
        Its id.
    sha256
        Of the file that the person looked at.
    faces
        What is covered, in thousandths of the picture's sides.
    reason
        In the person's words; never empty.
    is_shown
        False when an earlier release was withdrawn; its covers stay known.
    differs
        Why pictures that are alike are covered otherwise; empty when they are not.
    """

    exhibit: str
    sha256: str
    faces: tuple[Share, ...]
    reason: str
    is_shown: bool = True
    differs: str = ""

    def as_yaml(self) -> dict[str, Any]:
        """Return the decision as it stands in the file and in the journal: text and lists."""
        faces = [" ".join(map(str, face)) for face in self.faces]
        return {
            "sha256": self.sha256,
            "shown": "ya" if self.is_shown else "tidak",
            **({"faces": faces} if faces else {}),
            "reason": self.reason,
            **({"differs": self.differs} if self.differs else {}),
        }


Releases = Mapping[str, Mapping[str, Release]]
"""Decisions by reader, then by exhibit."""


def load(folder: Path) -> Releases:
    """Return every decision that stands in a case folder.

    Raises
    ------
    CaseInvalidError
        With every problem of ``releases.yaml``: a box that is not understood must not
        leave a face uncovered.
    """
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return {reader: {} for reader in READERS}
    document, problems = read(path, FILE)
    found = {} if problems else _decisions(document, problems)
    if problems:
        raise CaseInvalidError.of(folder.name, problems)
    return found


def decide(folder: Path, reader: str, release: Release, *, by: str = "") -> None:
    """Keep one decision, in place of an earlier one on the same picture and reader.

    Raises
    ------
    ReportError
        When no reason is given.
    CaseError
        When the journal or the file cannot be written.
    """
    if not release.reason.strip():
        raise ReportError("release_without_reason", name=release.exhibit)
    with appending(folder) as journal:
        known = load(folder)
        before = known[reader].get(release.exhibit)
        if before is not None and not release.is_shown:
            release = replace(release, faces=before.faces)
        after = release.as_yaml()
        change = Change(
            FILE, (reader, release.exhibit), before.as_yaml() if before else None, after
        )
        journal.add([change], by=by or account())
        kept = {**known[reader], release.exhibit: release}
        rows = {name: one.as_yaml() for name, one in sorted(kept.items())}
        save(folder / FILE, {"format": FORMAT, reader: rows})


def looked(folder: Path, reader: str, seen: Release, *, by: str = "") -> None:
    """Note in the journal that a picture is written out with its boxes, to be looked at.

    Raises
    ------
    CaseError
        When the journal cannot be written: then nothing is to be written out.
    """
    told = {"sha256": seen.sha256, "faces": [" ".join(map(str, face)) for face in seen.faces]}
    note(folder, Change(JOURNAL, ("pictures", reader, seen.exhibit), None, told, "look"), by=by)


def _decisions(document: Document, problems: list[Problem]) -> dict[str, dict[str, Release]]:
    format_ = str(document.data.get("format", FORMAT))[:40]
    if format_ != FORMAT:
        code = "format_newer" if format_.isdigit() else "format_unknown"
        line = document.line(("format",))
        problems.append(Problem(code, FILE, "format", line, format_, FORMAT))
    found: dict[str, dict[str, Release]] = {}
    for reader in READERS:
        rows = document.data.get(reader) or {}
        if not isinstance(rows, dict):
            line = document.line((reader,))
            problems.append(Problem("not_a_mapping", FILE, reader, line))
            rows = {}
        found[reader] = {
            exhibit: _release(exhibit, row, _At(document, (reader, exhibit), problems))
            for exhibit, row in rows.items()
        }
    return found


@dataclass(frozen=True)
class _At:
    """Where a decision stands, to say what is wrong with it."""

    document: Document
    keys: tuple[str, ...]
    problems: list[Problem]

    def wrong(self, code: str, key: str, found: Any = "") -> None:
        place = ".".join((*self.keys, key))
        shown = found[:60] if isinstance(found, str) else ""
        line = self.document.line(self.keys)
        self.problems.append(Problem(code, FILE, place, line, shown))


def _release(exhibit: str, row: Any, at: _At) -> Release:
    values: dict[str, Any] = row if isinstance(row, dict) else {}
    reason, sha256 = values.get("reason"), values.get("sha256")
    if not isinstance(reason, str) or not reason.strip():
        at.wrong("missing_key", "reason")
    if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        at.wrong("not_a_sha256", "sha256", sha256)
    if values.get("shown") not in {"ya", "tidak"}:
        at.wrong("not_yes_or_no", "shown", values.get("shown"))
    faces = []
    for face in values.get("faces") or ():
        box = _BOX.fullmatch(face) if isinstance(face, str) else None
        left, top, right, bottom = map(int, box.groups()) if box else (0, 0, 0, 0)
        if not (left < right <= _WHOLE and top < bottom <= _WHOLE):
            at.wrong("not_a_box", "faces", face)
        faces.append((left, top, right, bottom))
    is_shown = values.get("shown") == "ya"
    differs = values.get("differs", "")
    if not isinstance(differs, str):
        at.wrong("missing_key", "differs")
    return Release(exhibit, str(sha256), tuple(faces), str(reason), is_shown, str(differs))
