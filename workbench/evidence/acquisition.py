"""Taking files into a new case: copied, never moved, and hashed on both sides."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.case import door
from workbench.case.folder import EVIDENCE
from workbench.case.new import Entered, list_exhibits, scaffold, staged
from workbench.errors import CaseInvalidError, EvidenceError, Problem
from workbench.evidence.listing import walk
from workbench.evidence.progress import Progress, silent
from workbench.evidence.source import CHUNK, Source, open_source


@dataclass(frozen=True)
class Wanted:
    """One file that is to be copied.

    Attributes
    ----------
    root, relative
        Where it lies: a folder, and the path below it.
    target
        Where it goes: its path below ``evidence/``.
    """

    root: Path
    relative: str
    target: str


def begin(
    destination: Path,
    evidence: Sequence[Path] = (),
    *,
    number: str = "",
    progress: Progress | None = None,
) -> tuple[Entered, ...]:
    """Make a case folder at `destination` with copies of `evidence` in it.

    Parameters
    ----------
    evidence
        Files, and folders that are taken whole under their own name.
    number
        The register number, where it is known.

    Returns
    -------
    tuple of Entered
        What was copied, in the order given, with ids from ``B-01``.

    Raises
    ------
    CaseError
        When something lies at `destination` already or cannot be written there.
    CaseInvalidError
        When some of `evidence` cannot be taken; it carries every reason. Nothing is made.
    EvidenceError
        When a file changed while it was copied, or its copy differs. Nothing is made.
    """
    destination = Path(os.path.abspath(destination.expanduser()))  # noqa: PTH100 - keeps links
    with staged(destination) as folder:
        wanted = _gathered(evidence, destination)
        scaffold(folder, number)
        entered = tuple(_copied(wanted, folder / EVIDENCE, progress or silent))
        list_exhibits(folder, entered)
    return entered


def _gathered(paths: Sequence[Path], destination: Path) -> list[Wanted]:
    wanted: list[Wanted] = []
    problems: list[Problem] = []
    for path in paths:
        for found in _below(path, destination):
            (wanted if isinstance(found, Wanted) else problems).append(found)  # type: ignore[arg-type]
    problems += _clashes(wanted)
    if problems:
        raise CaseInvalidError(
            "new_refused", case=destination.name, count=len(problems), problems=tuple(problems)
        )
    return wanted


def _below(path: Path, destination: Path) -> Iterator[Wanted | Problem]:
    """Yield every file that `path` stands for, or why it cannot be taken."""
    name = os.fsencode(path.name).decode("utf-8", "surrogateescape")
    if path.is_symlink():
        yield Problem("intake_refused", str(path), found="link")
    elif path.is_dir():
        if destination.is_relative_to(path.resolve()):
            yield Problem("intake_holds_case", str(path))
            return
        folder = name or path.resolve().name
        for entry in walk(path):
            if entry.what == "file":
                yield Wanted(path, entry.path, f"{folder}/{entry.path}")
            else:
                yield Problem("intake_refused", f"{path}/{entry.path}", found=entry.reason)
    elif path.is_file():
        yield Wanted(path.parent, name, name)
    elif path.exists():
        yield Problem("intake_refused", str(path), found="special")
    else:
        yield Problem("intake_missing", str(path))


def _clashes(wanted: list[Wanted]) -> Iterator[Problem]:
    """Find files that would land on one another, also where capitals make no difference."""
    seen: dict[str, str] = {}
    for each in wanted:
        key = unicodedata.normalize("NFC", each.target).casefold()
        place = str(each.root / each.relative)
        if key in seen:
            yield Problem("intake_same_name", place, found=each.target, expected=seen[key])
        seen.setdefault(key, place)


def _copied(wanted: list[Wanted], evidence: Path, progress: Progress) -> Iterator[Entered]:
    for number, each in enumerate(wanted, start=1):
        with open_source(each.root, each.relative) as source:
            _write(source, evidence / each.target)
            with open_source(evidence, each.target) as copy:
                if source.has_changed() or copy.sha256 != source.sha256:
                    raise EvidenceError("copy_differs", path=str(each.root / each.relative))
            yield Entered(f"B-{number:02d}", each.target, source.size, source.sha256)
        progress("intake", number, len(wanted))


def _write(source: Source, target: Path) -> None:
    door.make_folder(target.parent)
    with door.creating(target) as stream:
        for start in range(0, source.size, CHUNK):
            stream.write(source.data[start : start + CHUNK])
        stream.flush()
        os.fsync(stream.fileno())
    # When a file was last changed is something that it says of itself: the copy keeps it.
    os.utime(target, ns=(source.modified_ns, source.modified_ns))
