"""Reading every exhibit of a case once: from the cache, or in sandboxed children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from workbench.evidence.exhibit import Exhibit
from workbench.evidence.progress import Progress
from workbench.evidence.sandbox import MEMORY, SECONDS, Sandbox
from workbench.evidence.source import State, state_of
from workbench.examination.cache import Cache
from workbench.examination.read_one import BY_NAME, Task, gathered, nothing, parts
from workbench.metadata.fact import Fact
from workbench.metadata.reading import Reading

# A large file may take longer: at least this many bytes are searched in a second.
_SLOWEST = 10_000_000


@dataclass(frozen=True)
class NameOnly:
    """A file seen from outside: what readers of names and times need, without its content."""

    relative: str
    size: int
    modified_ns: int
    data: bytes = b""


def states(evidence: Path, paths: Iterable[str]) -> dict[str, State]:
    """Return what the system says about files, to be compared when they are read."""
    found = {}
    for path in paths:
        try:
            found[path] = state_of((evidence / path).lstat())
        except (OSError, ValueError):
            continue
    return found


def read_all(
    evidence: Path,
    exhibits: Iterable[Exhibit],
    known: Mapping[str, State],
    *,
    jobs: int | None,
    tell: Progress,
    cache: Cache | None,
) -> dict[str, dict[str, Any]]:
    """Return what :func:`workbench.examination.read_one.gathered` makes of each, by SHA-256.

    Equal files are read once. Only what every machine would find again is cached:
    a deadline that passed here says nothing about the bytes.
    """
    first = {e.sha256: e for e in reversed(list(exhibits)) if e.sha256 and e.size}
    found = _kept(cache, first)
    missing = [exhibit for sha, exhibit in first.items() if sha not in found]
    tasks = [Task(evidence, e.path, e.media_type, known.get(e.path)) for e in missing]
    sandbox = _sandbox(jobs, first.values())
    done = len(found)
    tell("examine", done, len(first))
    for exhibit, outcome in zip(missing, sandbox.map(parts, tasks), strict=True):
        sha, failure = exhibit.sha256 or "", outcome.failure
        found[sha] = gathered(outcome.parts, failure)
        if failure is not None and _has_changed(evidence, exhibit.path, known):
            found[sha] = gathered([("changed", True)])
        if failure is None and cache is not None and not _depends_on_machine(found[sha]):
            cache.put(sha, found[sha])
        done += 1
        tell("examine", done, len(first))
    return found


def _sandbox(jobs: int | None, exhibits: Iterable[Exhibit]) -> Sandbox:
    """Return children whose limits go by the largest of all exhibits.

    Of all, not of those that are read: which of them the cache holds must not change what a
    limit is.
    """
    largest = max((exhibit.size or 0 for exhibit in exhibits), default=0)
    return Sandbox(jobs, SECONDS + largest / _SLOWEST, MEMORY + largest)


def _kept(cache: Cache | None, hashes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what was read of these contents before."""
    if cache is None:
        return {}
    return {sha: kept for sha in hashes if (kept := cache.get(sha)) is not None}


def facts(
    exhibits: Iterable[Exhibit], readings: Mapping[str, dict[str, Any]], known: Mapping[str, State]
) -> Iterator[Fact]:
    """Yield every fact, exhibit by exhibit: content first, then picture, name, failures."""
    for exhibit in exhibits:
        found = readings.get(exhibit.sha256 or "") or nothing()
        for row in (*map(_reading, found["readings"]), *_from_outside(exhibit, known)):
            yield row.as_fact(exhibit.id, exhibit.path)
        for reading in (*_picture(found["picture"]), *_unread(found)):
            yield reading.as_fact(exhibit.id, exhibit.path)


def _reading(row: list[str]) -> Reading:
    return Reading(*row)


def _from_outside(exhibit: Exhibit, known: Mapping[str, State]) -> Iterator[Reading]:
    """Read the name here: the same bytes may lie in a case under two names."""
    if exhibit.status == "refused" or exhibit.reason == "missing":
        return
    from workbench.metadata.extract import SHIPPED

    state = known.get(exhibit.path)
    source = NameOnly(exhibit.path, exhibit.size or 0, state[2] if state else 0)
    for layer in BY_NAME:
        if layer in SHIPPED:
            yield from import_module(SHIPPED[layer]).read(source, exhibit.media_type)


def _picture(picture: dict[str, Any] | None) -> Iterator[Reading]:
    if picture is None:
        return
    for name in ("width", "height", "frames"):
        value = str(picture[name])
        yield Reading("picture", name.capitalize(), value, value, "number")
    yield Reading("picture", "Mode", picture["mode"], "", "text")


def _unread(found: Mapping[str, Any]) -> Iterator[Reading]:
    step_of, limit = found.get("stopped") or ("", "")
    for step, code, _ in found["failures"]:
        where = (limit, "failure", step_of) if step == "reading" else ("", "failure", "")
        yield Reading(step, "Unreadable", code, *where)


def _has_changed(evidence: Path, path: str, known: Mapping[str, State]) -> bool:
    """Whether a file that was not read to its end is another one by now."""
    return states(evidence, [path]).get(path) != known.get(path)


def _depends_on_machine(reading: dict[str, Any]) -> bool:
    return any(code in {"memory", "changed"} for _, code, _ in reading["failures"])
