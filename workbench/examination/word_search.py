"""Everything of a case that can be searched for words, gathered once and kept outside the case.

File names, facts, messages, texts of PDF and Office files, readings, what people say of exhibits,
statements, answers and observations. Who people are (``identities.yaml``) is left out: the index
lies outside the case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.case import door, tidying
from workbench.case.folder import CASE, EXHIBITS, KAJIAN, STATEMENTS, CaseFolder
from workbench.case.yaml_files import read
from workbench.errors import CaseError, MachineError, WorkbenchError
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.listing import walk
from workbench.evidence.progress import Progress, silent
from workbench.evidence.sandbox import MEMORY, SECONDS, Sandbox
from workbench.examination.cache import default_folder, readers_version
from workbench.examination.examine import Examination, examine
from workbench.examination.read_all import states
from workbench.text import LANGUAGES
from workbench.words.reading.case_readings import FILE as READINGS
from workbench.words.reading.line import Reading
from workbench.words.search.passage import KINDS, Hit, Passage
from workbench.words.search.searched_text import bare
from workbench.words.search.texts import Asked, is_text, texts
from workbench.words.search.word_index import FORMAT, LONGEST, WordIndex, build

#: Facts with longer values are machine data.
_LONGEST_FACT = 2000


@dataclass(frozen=True)
class Found:
    """What a search came to in one case.

    Attributes
    ----------
    has_more
        Whether there are more hits than were asked for.
    """

    folder: CaseFolder
    hits: tuple[Hit, ...]
    has_more: bool


def find(
    folder: CaseFolder, words: str, *, most: int = 50, progress: Progress | None = None
) -> Found:
    """Return where some words stand in a case.

    Raises
    ------
    CaseError
        ``find_empty`` or ``find_too_long`` when there is nothing, or too much, to look for.
    """
    if not bare(words):
        raise CaseError("find_empty")
    if len(words) > LONGEST:
        raise CaseError("find_too_long", limit=str(LONGEST))
    index = opened(folder, progress=progress)
    try:
        hits, has_more = index.find(words, most)
    finally:
        index.close()
    return Found(folder, tuple(hits), has_more)


def opened(folder: CaseFolder, *, progress: Progress | None = None) -> WordIndex:
    """Return the index of a case, made anew when the case or a reader is another by now."""
    key, place = _key(folder), _place(folder)
    if place.is_file():
        index = WordIndex(place)
        if index.key == key:
            return index
        index.close()
    data = build(_passages(examine(folder, progress=progress), progress or silent), key)
    _keep(place, data)
    return WordIndex(data)


def _keep(place: Path, data: bytes) -> None:
    """Keep an index for the next search. One that cannot be kept costs time, nothing else."""
    try:
        tidying.private_folder(default_folder())
        tidying.private_folder(place.parent)
        door.write(place, data, private=True, durable=False)
    except (OSError, MachineError, CaseError):
        return


def _place(folder: CaseFolder) -> Path:
    name = hashlib.sha256(str(folder.path).encode("utf-8", "surrogateescape")).hexdigest()
    return default_folder() / "find" / f"{name}.sqlite"


def _key(folder: CaseFolder) -> str:
    """Return one hash of all that is searched: the case's own files, exhibits, and readers."""
    total = hashlib.sha256(f"{FORMAT}\0{readers_version()}\0".encode())
    paths = sorted(entry.path for entry in walk(folder.evidence))
    for path, state in sorted(states(folder.evidence, paths).items()):
        total.update(f"{path}\0{state}\n".encode("utf-8", "surrogateescape"))
    for name in (*_own_files(folder), READINGS):
        place = folder.path / name
        if place.is_file() and not place.is_symlink():
            total.update(name.encode() + b"\0" + hashlib.sha256(place.read_bytes()).digest())
    return total.hexdigest()


def _own_files(folder: CaseFolder) -> list[str]:
    found = sorted((folder.path / STATEMENTS).glob("*.yaml"))
    return [CASE, EXHIBITS, KAJIAN, *(f"{STATEMENTS}/{one.name}" for one in found)]


def _passages(known: Examination, tell: Progress) -> Iterator[Passage]:
    """Yield a case's passages, exhibit by exhibit, then what belongs to none."""
    by_exhibit: dict[str, list[Passage]] = {}
    for one in (*_of_files(known, tell), *_written(known), *_noticed(known)):
        by_exhibit.setdefault(one.exhibit, []).append(one)
    order = [*(exhibit.id for exhibit in known.exhibits), ""]
    order += sorted(set(by_exhibit) - set(order))
    for exhibit in order:
        yield from sorted(by_exhibit.get(exhibit, ()), key=lambda one: KINDS.index(one.kind))


def _of_files(known: Examination, tell: Progress) -> Iterator[Passage]:
    for exhibit in known.exhibits:
        yield Passage(exhibit.id, exhibit.path, "name", "", exhibit.path)
        yield from _read(exhibit, known.words.of(exhibit))
    for fact in known.facts:
        if fact.value and len(fact.value) <= _LONGEST_FACT:
            note = f"{fact.source} {fact.name}"
            yield Passage(fact.exhibit, fact.path, "fact", fact.locator, fact.value, note)
    yield from _texts(known, tell)


def _read(exhibit: Exhibit, reading: Reading | None) -> Iterator[Passage]:
    """Yield what a machine read; a page's own text is taken with the other texts."""
    for surface in reading.surfaces if reading is not None else ():
        for line, beyond in surface.followed() if surface.is_reading else ():
            where = surface.where(line)
            yield Passage(
                exhibit.id, exhibit.path, "reading", where, line.text, "", line.score, beyond
            )


def _texts(known: Examination, tell: Progress) -> Iterator[Passage]:
    asked = [
        (one, Asked(known.folder.evidence, one.path, one.media_type or "", one.sha256))
        for one in known.exhibits
        if one.sha256 and one.size and one.status == "ok" and is_text(one.media_type)
    ]
    largest = max((one.size or 0 for one, _ in asked), default=0)
    outcomes = Sandbox(None, 2 * SECONDS, MEMORY + largest).map(texts, [each for _, each in asked])
    tell("passages", 0, len(asked))
    for done, ((one, _), outcome) in enumerate(zip(asked, outcomes, strict=True), 1):
        for kind, where, text, note, beyond in outcome.parts:
            yield Passage(one.id, one.path, kind, where, text, note, beyond=beyond)
        tell("passages", done, len(asked))


def _written(known: Examination) -> Iterator[Passage]:
    """Yield what people wrote in the case's own files."""
    folder = known.folder
    for name in _own_files(folder):
        if not (folder.path / name).is_file():
            continue
        try:
            document, _ = read(folder.path / name, name)
        except WorkbenchError:
            continue  # what is wrong with it is said by workbench check
        kind = {CASE: "case", EXHIBITS: "claim", KAJIAN: "answer"}.get(name, "statement")
        for keys, text in _scalars(document.data, ()):
            exhibit = _exhibit_of(name, keys, document.data)
            yield Passage(exhibit, name, kind, ".".join(keys), text)


def _exhibit_of(name: str, keys: tuple[str, ...], data: Any) -> str:
    if name == KAJIAN and len(keys) > 2 and keys[0] == "exhibits":
        return keys[1]
    if name == EXHIBITS and len(keys) > 2 and keys[0] == "exhibits" and keys[1].isdecimal():
        row = data["exhibits"][int(keys[1])]
        return str(row.get("id", "")) if isinstance(row, dict) else ""
    return ""


def _scalars(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _scalars(one, (*keys, str(key)))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _scalars(one, (*keys, str(number)))
    elif isinstance(value, str) and value.strip():
        yield keys, value


def _noticed(known: Examination) -> Iterator[Passage]:
    for one in known.observations:
        exhibit = one.exhibits[0] if one.exhibits else ""
        for language in LANGUAGES:
            yield Passage(exhibit, "", "observation", one.code, one.message(language))
