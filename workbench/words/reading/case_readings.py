"""``readings.json``: what was read of a case's exhibits, as a stated input of its studies.

It lies in the case beside the reviewer's files, names its readers with their versions, and holds
each reading by the SHA-256 of the content. A study takes what stands there and nothing else: the
same case folder gives the same ``study.json`` whether or not a reader is installed, and its
``readings`` names this file's digest. A study without it is whole, and says "not read".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.case import door
from workbench.case.journal import JOURNAL, Change, account, appending
from workbench.errors import EvidenceError
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.source import open_source
from workbench.words.reading import recogniser
from workbench.words.reading.line import LONGEST, Reading
from workbench.words.reading.read_case import version

FILE = "readings.json"
FORMAT = "1"
#: A larger file is not read.
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class CaseReadings:
    """What a case holds of readings.

    Attributes
    ----------
    readings
        By SHA-256.
    readers
        What read them: versions by name.
    version
        Of everything that reads; see :func:`workbench.words.reading.read_case.version`.
    digest
        SHA-256 of the file; empty when there is none.
    problem
        Why the file could not be used: ``broken``, ``too_large``, ``refused``; empty for none.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    readers: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    digest: str = ""
    problem: str = ""

    def of(self, exhibit: Exhibit) -> Reading | None:
        """Return what was read of an exhibit, or None when it was not."""
        return self.readings.get(exhibit.sha256 or "")

    def state(self, exhibit: Exhibit) -> str:
        """Return ``read``, ``in_part``, ``not_read``, or ``no_words`` where none can stand."""
        from workbench.words.reading.read_exhibit import is_readable

        if exhibit.status != "ok" or not is_readable(exhibit.media_type):
            return "no_words"
        reading = self.of(exhibit)
        if reading is None or (reading.unread and not reading.looked_at):
            return "not_read"
        return "in_part" if reading.unread else "read"

    @property
    def reader(self) -> str:
        """The readers in one line, for people."""
        return ", ".join(f"{name} {release}" for name, release in sorted(self.readers.items()))

    def as_json(self, exhibits: Iterable[Exhibit]) -> dict[str, Any]:
        """Return what ``study.json`` states: which readings it rests on, never their words."""
        rows = {}
        for one in exhibits:
            reading = self.of(one)
            machine = reading.machine_read if reading is not None else []
            rows[one.id] = {
                "state": self.state(one),
                "lines": len(machine),
                "doubtful": sum(1 for _, line in machine if line.is_doubtful),
            }
        return {"file": FILE if self.digest else "", "sha256": self.digest,
                "problem": self.problem, "exhibits": rows}  # fmt: skip


def load(folder: Path) -> CaseReadings:
    """Return what a case folder holds of readings; a file that cannot be used says why."""
    try:
        data = stated(folder)
    except EvidenceError:
        is_there = (folder / FILE).is_symlink() or (folder / FILE).exists()
        return CaseReadings(problem="refused" if is_there else "")
    if len(data) > LARGEST:
        return CaseReadings(problem="too_large")
    try:
        return _understood(data) if data else CaseReadings(problem="broken")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return CaseReadings(problem="broken")


def stated(folder: Path) -> bytes:
    """Return the bytes of a case's ``readings.json``; one byte more than allowed of a larger one.

    Raises
    ------
    EvidenceError
        When there is none, or something else stands at its place.
    """
    with open_source(folder, FILE) as source:
        return source.head(min(source.size, LARGEST + 1))


def store(folder: Path, readings: Mapping[str, Reading], by: str = "") -> CaseReadings:
    """Write a case's ``readings.json`` and one line of its journal; return what stands there now.

    Nothing is written when it would be the same.
    """
    document = {
        "format": FORMAT,
        "readers": recogniser.versions(),
        "version": version(),
        "readings": {sha: one.to_json() for sha, one in sorted(readings.items())},
    }
    text = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    data = f"{text}\n".encode("ascii")
    before = load(folder)
    digest = hashlib.sha256(data).hexdigest()
    if before.digest != digest:
        with appending(folder) as journal:
            change = Change(JOURNAL, ("readings",), before.digest or None, digest, "read")
            journal.add([change], by=by or account())
        door.write(folder / FILE, data)
    return _understood(data)


def _understood(data: bytes) -> CaseReadings:
    document = json.loads(data)
    if document["format"] != FORMAT:
        raise ValueError(FORMAT)
    readings = {_sha(sha): _checked(row) for sha, row in document["readings"].items()}
    readers = {str(name): str(release) for name, release in document["readers"].items()}
    digest = hashlib.sha256(data).hexdigest()
    return CaseReadings(readings, readers, str(document["version"]), digest)


def _sha(name: str) -> str:
    if len(name) != 64 or set(name) - set("0123456789abcdef"):
        raise ValueError(name)
    return name


def _checked(row: dict[str, Any]) -> Reading:
    """Return a reading; the file lies in a case, so every value in it is looked at."""
    reading = Reading.from_json(row)
    for surface, line in reading.lines():
        if len(line.text) > LONGEST:
            raise ValueError(surface.place)
        own = (line.score, line.ground, line.ink, surface.width, surface.height)
        numbers = [*line.box, *line.island, *own]
        if not all(type(one) is int and -1 <= one <= 0xFFFFFF for one in numbers):
            raise ValueError(surface.place)
        if not all(isinstance(one, str) for one in (line.text, surface.place, surface.reader)):
            raise ValueError(surface.place)
    if not isinstance(reading.looked_at, int):
        raise TypeError(reading.looked_at)
    return reading
