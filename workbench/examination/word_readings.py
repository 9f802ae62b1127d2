"""Reading the words of a case: beside its studies, kept by content, stated in the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.case.folder import CaseFolder
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.inventory import take
from workbench.evidence.progress import Progress, silent
from workbench.evidence.sandbox import MEMORY, Sandbox
from workbench.examination.cache import Cache
from workbench.words.reading.case_readings import CaseReadings, load, store
from workbench.words.reading.line import Box, Reading
from workbench.words.reading.read_case import SECONDS, WALL, is_lasting, read_all, version
from workbench.words.reading.read_exhibit import MOST_STRIPS, Cut, Task, strips


@dataclass(frozen=True)
class ReadCase:
    """What came of reading a case.

    Attributes
    ----------
    exhibits
        Every entry below ``evidence/``.
    words
        What stands in ``readings.json`` now.
    fresh
        How many contents were read; the others were kept from before.
    """

    exhibits: tuple[Exhibit, ...]
    words: CaseReadings
    fresh: int


def read_words(
    folder: CaseFolder,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    by: str = "",
    again: bool = False,
) -> ReadCase:
    """Read the words of a case's exhibits and state them in its ``readings.json``.

    A run that was stopped goes on where it was. What another version read is read anew.

    Parameters
    ----------
    folder
        The case; its evidence is only read.
    jobs
        Children at once; by default one per core.
    progress
        Told how far it is.
    by
        Who, for the journal.
    again
        Whether to read even what was read before.

    Raises
    ------
    EvidenceError
        When ``evidence/`` itself cannot be listed.
    CaseError
        When ``readings.json`` cannot be written.
    """
    tell = progress or silent
    exhibits = take(folder, progress=progress)
    held = load(folder.path)
    before = _usable(held) if not again else {}
    kept = Cache(kind="words", version=version())
    done = read_all(
        folder.evidence, exhibits, _Nothing() if again else kept,
        before=before, jobs=jobs, tell=tell,
    )  # fmt: skip
    words = store(folder.path, done.readings, by)
    return ReadCase(exhibits, words, len(done.fresh))


def _usable(held: CaseReadings) -> Mapping[str, Reading]:
    if held.version != version():
        return {}
    return {sha: one for sha, one in held.readings.items() if is_lasting(one)}


class _Nothing(Cache):
    """A cache that holds nothing yet: for reading again."""

    def __init__(self) -> None:
        super().__init__(kind="words", version=version())

    def get(self, sha256: str) -> None:
        """Return nothing."""
        del sha256


Strips = Mapping[str, Mapping[tuple[str, Box], str]]
"""By path of the exhibit: by surface and box, the strip as JPEG in base64."""


def cut_strips(folder: CaseFolder, exhibits: Iterable[Exhibit], words: CaseReadings) -> Strips:
    """Return the strip of the picture on which each line stands that a machine read.

    They are cut from the exhibit as it lies there, and kept by content; of one exhibit
    no more than :data:`MOST_STRIPS`.
    """
    kept = Cache(kind="strips", version=words.digest)
    found: dict[str, Mapping[tuple[str, Box], str]] = {}
    cuts: list[tuple[Exhibit, Cut]] = []
    for one in exhibits:
        reading = words.of(one)
        lines = reading.machine_read[:MOST_STRIPS] if reading is not None else []
        if not lines or not one.sha256:
            continue
        if (row := kept.get(one.sha256)) is not None:
            found[one.path] = _from_json(row)
            continue
        task = Task(folder.evidence, one.path, one.media_type or "", one.sha256)
        boxes = tuple((surface.place, line.box) for surface, line in lines)
        cuts.append((one, Cut(task, boxes)))
    largest = max((one.size or 0 for one, _ in cuts), default=0)
    sandbox = Sandbox(None, SECONDS, MEMORY + largest, WALL)
    for (one, _), outcome in zip(cuts, sandbox.map(strips, [cut for _, cut in cuts]), strict=True):
        found[one.path] = dict(outcome.parts)
        if outcome.failure is None and one.sha256:
            kept.put(one.sha256, _to_json(found[one.path]))
    return found


def _to_json(cut: Mapping[tuple[str, Box], str]) -> dict[str, list[list[object]]]:
    return {"strips": [[place, list(box), data] for (place, box), data in cut.items()]}


def _from_json(row: dict[str, list[list[object]]]) -> dict[tuple[str, Box], str]:
    return {(place, tuple(box)): data for place, box, data in row["strips"]}  # type: ignore[misc, arg-type]
