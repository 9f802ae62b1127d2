"""Reading the words of a case's exhibits once: from what is kept, or in guarded children."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache as once
from pathlib import Path
from typing import Any, Protocol

from workbench.evidence.exhibit import Exhibit
from workbench.evidence.progress import Progress
from workbench.evidence.sandbox import MEMORY, Sandbox
from workbench.words.reading import recogniser
from workbench.words.reading.line import Reading
from workbench.words.reading.read_exhibit import Task, gathered, is_readable, parts

#: Seconds of processor time for one exhibit: thirty dense pages, or a film's stills.
SECONDS = 900.0
#: And by the clock: reading goes on beside other work.
WALL = 3600.0

# What the same bytes would not meet again on another day or machine.
_OF_THE_MOMENT = frozenset({"memory", "deadline", "crash", "changed", "no_reader"})
# Modules beside this room that decide what is read.
_BESIDE = ("evidence/picture.py", "evidence/recording.py", "duplicates/fingerprint/frames.py")


class Kept(Protocol):
    """Where readings are kept by content."""

    def get(self, sha256: str) -> dict[str, Any] | None:
        """Return what was kept of a content, or None."""

    def put(self, sha256: str, reading: dict[str, Any]) -> None:
        """Keep it."""


@dataclass(frozen=True)
class WordsRead:
    """What came of reading a case.

    Attributes
    ----------
    readings
        By SHA-256 of the content.
    fresh
        Contents that were read now; the others were kept.
    """

    readings: Mapping[str, Reading]
    fresh: frozenset[str] = field(default_factory=frozenset)


@once
def version() -> str:
    """Return a digest of everything that decides what is read from the same bytes."""
    digest = hashlib.sha256()
    here, package = Path(__file__).parent, Path(__file__).parents[2]
    for path in [*sorted(here.glob("*.py")), *(package / name for name in _BESIDE)]:
        digest.update(path.name.encode() + path.read_bytes())
    for name, release in recogniser.versions().items():
        digest.update(f"{name}={release};".encode())
    return digest.hexdigest()


def readable(exhibits: Iterable[Exhibit]) -> dict[str, Exhibit]:
    """Return the exhibits in which words may stand, each content once, by SHA-256."""
    found: dict[str, Exhibit] = {}
    for one in exhibits:
        if one.sha256 and one.size and one.status == "ok" and is_readable(one.media_type):
            found.setdefault(one.sha256, one)
    return found


def read_all(
    evidence: Path,
    exhibits: Iterable[Exhibit],
    kept: Kept,
    *,
    before: Mapping[str, Reading] | None = None,
    jobs: int | None = None,
    tell: Progress,
) -> WordsRead:
    """Read the words of a case's exhibits.

    Each is kept as soon as it was read, so that a run that is stopped goes on where it was.

    Parameters
    ----------
    evidence, exhibits
        The folder, and what lies in it.
    kept
        What was read of the same bytes by the same reader.
    before
        What the case itself holds of that.
    jobs
        Children at once; each reads in one thread.
    tell
        Told how far it is.
    """
    wanted = readable(exhibits)
    found = {sha: one for sha, one in (before or {}).items() if sha in wanted}
    for sha in wanted:
        if sha not in found and (row := kept.get(sha)) is not None:
            found[sha] = Reading.from_json(row)
    missing = {sha: one for sha, one in wanted.items() if sha not in found}
    tasks = [
        Task(evidence, one.path, one.media_type or "", sha, recogniser.is_installed())
        for sha, one in missing.items()
    ]
    largest = max((one.size or 0 for one in missing.values()), default=0)
    tell("words", len(found), len(wanted))
    outcomes = Sandbox(jobs, SECONDS, MEMORY + largest, WALL).map(parts, tasks)
    for sha, outcome in zip(missing, outcomes, strict=True):
        reading = gathered(outcome.parts, outcome.failure)
        found[sha] = reading
        if is_lasting(reading):
            kept.put(sha, reading.to_json())
        tell("words", len(found), len(wanted))
    return WordsRead(found, frozenset(missing))


def is_lasting(reading: Reading) -> bool:
    """Whether the same bytes would give the same again."""
    return not any(code in _OF_THE_MOMENT for code, _ in reading.unread)
