"""How often checks speak about photographs that nobody touched.

``python -m bench.false_alarms FOLDER…`` walks folders of camera files (public corpora,
never committed), keeps those that :mod:`bench.untouched` takes for untouched, puts each
alone into a case that claims nothing about it, and prints per check how many files it
speaks about. ``--all`` counts every picture instead; ``--list`` prints each message that
asks for an answer, so that the list can be looked at and not only counted. ``make bench``
runs it on the folders that ``WORKBENCH_CAMERA_FILES`` names, when ExifTool is installed.

Collections hold hundreds of files of one camera beside one of another. The second share
counts at most `AT_MOST` files of one model, so that no camera decides it alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.harness import Row
from bench.untouched import untouched
from workbench.case import load
from workbench.case.folder import CaseFolder
from workbench.checks.observation import SEVERITIES, Observation
from workbench.checks.run import CheckContext, run
from workbench.duplicates.pair import Duplicates
from workbench.errors import EvidenceError
from workbench.evidence.content_type import media_type_of
from workbench.evidence.exhibit import Exhibit
from workbench.evidence.picture import decode
from workbench.metadata.captured import captured
from workbench.metadata.extract import extract
from workbench.metadata.pictures.thumbnail import compare
from workbench.metadata.reading import Reading
from workbench.metadata.timeline import timeline

PROMISED = {"serious": 1.0, "attention": 5.0}
AT_MOST = 60


@dataclass(frozen=True)
class Held:
    """A file held in memory."""

    relative: str
    data: bytes


@dataclass(frozen=True)
class Noticed:
    """What was noticed about one file.

    Attributes
    ----------
    path
        Where the file lies.
    sha256
        Of its content: collections hold copies.
    model
        Make and model, as the file names them.
    observations
        What the checks noticed.
    """

    path: Path
    sha256: str
    model: str
    observations: tuple[Observation, ...]

    def has(self, severity: str) -> bool:
        """Whether any observation has this severity."""
        return any(one.severity == severity for one in self.observations)


def rows() -> Iterator[Row]:
    """Yield the share of untouched files with serious observations, and with attention."""
    named = os.environ.get("WORKBENCH_CAMERA_FILES", "").split(os.pathsep)
    folders = [name for name in named if name]
    if not folders or shutil.which("exiftool") is None:
        return
    found = measure(untouched(map(Path, folders)))
    for severity, promised in PROMISED.items():
        for kept, which in ((found, ""), (spread(found), f", at most {AT_MOST} of one model")):
            share = 100 * sum(one.has(severity) for one in kept) / max(1, len(kept))
            yield Row(
                f"{severity} on {len(kept)} untouched camera files{which}",
                share,
                promised,
                "limit promised",
                unit="%",
                detail=f"{len({one.model for one in kept})} models",
                holds=share <= promised,
            )


def measure(paths: Iterable[Path], jobs: int = 2) -> list[Noticed]:
    """Return what is noticed about each different file of `paths`, in their order."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "evidence").mkdir()
        with ProcessPoolExecutor(jobs) as pool:
            found = pool.map(partial(_look, Path(place)), paths, chunksize=8)
            unique = {one.sha256: one for one in found}
    return list(unique.values())


def spread(found: Iterable[Noticed]) -> list[Noticed]:
    """Return at most `AT_MOST` files of each model."""
    seen: Counter[str] = Counter()
    kept = []
    for one in found:
        seen[one.model] += 1
        if seen[one.model] <= AT_MOST:
            kept.append(one)
    return kept


def _look(place: Path, path: Path) -> Noticed:
    folder, data = load(place), path.read_bytes()
    kind = media_type_of(data)
    exhibit = Exhibit(
        "B-01",
        path.name,
        len(data),
        hashlib.sha256(data).hexdigest(),
        kind,
        extension_matches=None,
        status="ok",
    )
    readings = [*extract(Held(path.name, data), kind), *_pixels(data, kind or "")]
    return _noticed(folder, exhibit, path, readings)


def _pixels(data: bytes, kind: str) -> Iterator[Reading]:
    try:
        yield from compare(data, decode(data, kind).gray)
    except EvidenceError as error:
        yield Reading("picture", "Unreadable", error.code, kind="failure")


def _noticed(
    folder: CaseFolder, exhibit: Exhibit, path: Path, readings: Iterable[Reading]
) -> Noticed:
    facts = tuple(one.as_fact(exhibit.id, exhibit.path) for one in readings)
    table = captured((exhibit,), facts)
    moments = timeline(folder, (exhibit,), facts)
    context = CheckContext(folder, (exhibit,), facts, table, moments, Duplicates())
    model = f"{table[0].make} {table[0].model}".strip()
    return Noticed(path, exhibit.sha256 or "", model, run(context))


def main(arguments: list[str]) -> int:
    """Print the table per check, and with ``--list`` every message that asks for an answer."""
    folders = [Path(name) for name in arguments if not name.startswith("--")]
    if not folders or shutil.which("exiftool") is None:
        print("usage: python -m bench.false_alarms [--all] [--list] FOLDER… (needs ExifTool)")
        return 2
    found = measure(_every(folders) if "--all" in arguments else untouched(folders))
    if "--list" in arguments:
        _list(found, print)
    _table(found, spread(found))
    return 0


def _every(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and (media_type_of(path.read_bytes()) or "").startswith("image/"):
                yield path


def _list(found: Iterable[Noticed], tell: Callable[[str], None]) -> None:
    for one in found:
        for observation in one.observations:
            if observation.severity != "info":
                tell(f"{observation.code} {observation.severity:9} {one.path}")
                tell(f"    {one.model}: {observation.message('en')}")


def _table(found: list[Noticed], kept: list[Noticed]) -> None:
    print(f"\n{len(found)} files of {len({one.model for one in found})} models", end="; ")
    print(f"{len(kept)} with at most {AT_MOST} of one model\n")
    print("| | files | share | share, spread over models |\n|---|---:|---:|---:|")
    for severity in SEVERITIES:
        _line(severity, [one.has(severity) for one in found], [one.has(severity) for one in kept])
    keys = {(SEVERITIES.index(o.severity), o.code) for one in found for o in one.observations}
    for rank, code in sorted(keys):
        sides = (
            [any((o.severity, o.code) == (SEVERITIES[rank], code) for o in one.observations)
             for one in side]
            for side in (found, kept)
        )  # fmt: skip
        _line(f"{code} {SEVERITIES[rank]}", *sides)


def _line(what: str, found: list[bool], kept: list[bool]) -> None:
    shares = [f"{100 * sum(side) / max(1, len(side)):.1f} %" for side in (found, kept)]
    print(f"| {what} | {sum(found)} | {shares[0]} | {shares[1]} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
