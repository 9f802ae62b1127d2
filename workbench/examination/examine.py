"""Everything that a case's files say, in one pass over each: what a study is made from."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.case.folder import CaseFolder
from workbench.checks.observation import Observation
from workbench.checks.run import CheckContext, run
from workbench.duplicates.compare.enclosed import key
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.pair import Duplicates
from workbench.duplicates.relations.in_case import understood
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.inventory import take
from workbench.evidence.listing import walk
from workbench.evidence.progress import Progress, silent
from workbench.examination.cache import Cache
from workbench.examination.likeness import alike
from workbench.examination.phases import phases
from workbench.examination.read_all import facts, read_all, states
from workbench.metadata.captured import captured
from workbench.metadata.chats.talk import Talk
from workbench.metadata.fact import Captured, Fact, TimelineEntry
from workbench.metadata.timeline import timeline
from workbench.words.conversation.case_screens import laid
from workbench.words.reading.case_readings import CaseReadings
from workbench.words.reading.case_readings import load as load_readings


@dataclass(frozen=True)
class ReadFailure:
    """One step that failed on one exhibit; the exhibit stays in every table.

    Attributes
    ----------
    exhibit, path
        Which one.
    step
        ``reading`` (all of it) or ``picture``.
    code
        ``timeout``, ``memory``, ``crash``, ``error``, ``changed``, or a code of
        :func:`workbench.evidence.picture.decode`.
    detail
        What the decoder said; for people who mend things, never part of a study.
    """

    exhibit: str
    path: str
    step: str
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Examination:
    """What is known about a case's evidence.

    Attributes
    ----------
    folder
        The case that was examined.
    exhibits
        Every entry below ``evidence/``, by id: as many as the folder holds.
    facts, captured, timeline, duplicates, observations
        The tables of a study.
    files
        By path, what each exhibit that could be read is known by.
    frames
        Previews of enclosed pictures that are like others, and of the first in each file,
        by :func:`workbench.duplicates.compare.enclosed.key`.
    previews, thumbnails
        By path: small JPEGs encoded anew from pixels, longest side 640 and 256.
    failures
        What could not be read, and why.
    words
        What the case holds of words read in its exhibits: never a fact.
    """

    folder: CaseFolder
    exhibits: tuple[Exhibit, ...] = ()
    facts: tuple[Fact, ...] = ()
    captured: tuple[Captured, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    duplicates: Duplicates = field(default_factory=Duplicates)
    observations: tuple[Observation, ...] = ()
    files: Mapping[str, Known] = field(default_factory=dict)
    frames: Mapping[str, bytes] = field(default_factory=dict)
    previews: Mapping[str, bytes] = field(default_factory=dict)
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    failures: tuple[ReadFailure, ...] = ()
    words: CaseReadings = field(default_factory=CaseReadings)

    @property
    def fingerprints(self) -> dict[str, Fingerprint]:
        """By path, of every exhibit that decodes to a picture."""
        return {path: one.picture for path, one in self.files.items() if one.picture is not None}


def examine(
    folder: CaseFolder,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    cache: bool = True,
) -> Examination:
    """Examine every exhibit of a case.

    Parameters
    ----------
    folder
        The case; its evidence is only read.
    jobs
        Children at once; by default one per core.
    progress
        Told how far it is.
    cache
        Whether to use, and keep, what is read from the same bytes.

    Raises
    ------
    EvidenceError
        When ``evidence/`` itself cannot be listed. Trouble with one exhibit never
        raises: it stays in every table, with an observation.
    """
    tell = progress or silent
    known = states(folder.evidence, (entry.path for entry in walk(folder.evidence)))
    exhibits = take(folder, progress=progress)
    kept = Cache() if cache else None
    readings = read_all(folder.evidence, exhibits, known, jobs=jobs, tell=tell, cache=kept)
    found = tuple(facts(exhibits, readings, known))
    return _compared(folder, exhibits, found, readings, kept, tell)


def _compared(
    folder: CaseFolder,
    exhibits: tuple[Exhibit, ...],
    found: tuple[Fact, ...],
    readings: Mapping[str, dict[str, Any]],
    kept: Cache | None,
    tell: Progress,
) -> Examination:
    tell("compare", 0, 1)
    files = {
        exhibit.path: Known.read(exhibit.sha256, readings.get(exhibit.sha256, {}))
        for exhibit in exhibits
        if exhibit.sha256 and exhibit.size
    }
    pairs = alike(files, kept)
    rows, moments = captured(exhibits, found), timeline(folder, exhibits, found)
    pairs = understood(pairs, folder, exhibits, rows, files)
    tell("check", 0, 1)
    stages = phases(folder.case)
    talks = {
        path: tuple(map(Talk.from_json, several))
        for path, several in _kept(exhibits, readings, "talks")
        if several
    }
    words = load_readings(folder.path)
    screens = laid(folder.evidence, exhibits, words, talks)
    context = CheckContext(
        folder, exhibits, found, rows, moments, pairs, stages, talks, words, screens
    )
    noticed = run(context)
    return Examination(
        folder=folder,
        exhibits=exhibits,
        facts=found,
        captured=rows,
        timeline=moments,
        duplicates=pairs,
        observations=noticed,
        files=files,
        frames=dict(_frames(exhibits, readings, pairs)),
        previews=dict(_pictures(exhibits, readings, "preview")),
        thumbnails=dict(_pictures(exhibits, readings, "thumbnail")),
        failures=tuple(_failures(exhibits, readings)),
        words=words,
    )


def _kept(
    exhibits: Iterable[Exhibit], readings: Mapping[str, dict[str, Any]], name: str
) -> Iterator[tuple[str, Any]]:
    """Yield path and value of every exhibit whose reading holds something under `name`."""
    for exhibit in exhibits:
        value = readings.get(exhibit.sha256 or "", {}).get(name)
        if value is not None:
            yield exhibit.path, value


def _pictures(
    exhibits: Iterable[Exhibit], readings: Mapping[str, dict[str, Any]], name: str
) -> Iterator[tuple[str, bytes]]:
    for path, encoded in _kept(exhibits, readings, name):
        yield path, base64.b64decode(encoded)


def _frames(
    exhibits: Iterable[Exhibit], readings: Mapping[str, dict[str, Any]], found: Duplicates
) -> Iterator[tuple[str, bytes]]:
    """Yield the previews of enclosed pictures that stand in a pair, and each file's first one."""
    places = ((pair.a, pair.place_a) for pair in found.pairs)
    others = ((pair.b, pair.place_b) for pair in found.pairs)
    wanted = {key(path, place) for path, place in (*places, *others) if place}
    for path, frames in _kept(exhibits, readings, "frames"):
        for index, (place, preview) in enumerate(frames):
            if index == 0 or key(path, place) in wanted:
                yield key(path, place), base64.b64decode(preview)


def _failures(
    exhibits: Iterable[Exhibit], readings: Mapping[str, dict[str, Any]]
) -> Iterator[ReadFailure]:
    for exhibit in exhibits:
        for step, code, detail in readings.get(exhibit.sha256 or "", {}).get("failures", ()):
            yield ReadFailure(exhibit.id, exhibit.path, step, code, detail)
