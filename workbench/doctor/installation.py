"""The installation: versions, SQLite, fonts, places to write, space, access rights."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from workbench.case import door
from workbench.doctor.finding import Finding
from workbench.errors import InstallationError, WriteRefusedError
from workbench.report.render.fonts import FALLBACK, FONTS
from workbench.resources import templates
from workbench.words.reading import recogniser

PACKAGE = "kajian-workbench"
#: Below this nothing of a usual size can be finished; below that it soon runs out.
LEAST_SPACE = 300_000_000
LITTLE_SPACE = 2_000_000_000
# Extras that only developers need.
_OWN = {"dev", "build"}


def examine(places: Mapping[str, Path]) -> Iterator[Finding]:
    """Look at everything that every command stands on.

    Parameters
    ----------
    places
        Folders of ours by their name: ``cache``, ``index``, ``state``.
    """
    yield from versions()
    yield sqlite()
    yield reader()
    yield fonts()
    for name, place in places.items():
        yield writable(name, place)
        yield from closed(place)
    yield from space({*places.values()})


def versions() -> Iterator[Finding]:
    """Compare what is installed with what this version asks for, and name the extras."""
    try:
        asked = [Requirement(line) for line in requires(PACKAGE) or ()]
        python = str(metadata(PACKAGE)["Requires-Python"] or "")
    except PackageNotFoundError:
        yield Finding("not_installed", "note", {"name": PACKAGE})
        return
    running = platform.python_version()
    if not SpecifierSet(python).contains(running, prereleases=True):
        yield Finding("python", "problem", {"found": running, "wanted": python})
    wrong = [*_wrong(asked, "")]
    yield from wrong
    if not wrong:
        yield Finding("versions", "fine", {"python": running, "version": version(PACKAGE)})
    extras = set(metadata(PACKAGE).get_all("Provides-Extra") or ()) - _OWN
    for extra in sorted(extras):
        is_there = not [*_wrong(asked, extra)]
        yield Finding("extra" if is_there else "extra_missing", "note", {"name": extra})


def _wrong(asked: list[Requirement], extra: str) -> Iterator[Finding]:
    """Yield what is missing or too old, of the base (no `extra`) or of one extra alone."""
    for each in asked:
        marker = each.marker
        is_base = marker is None or marker.evaluate({"extra": ""})
        is_wanted = is_base if not extra else (
            not is_base and marker is not None and marker.evaluate({"extra": extra})
        )  # fmt: skip
        if not is_wanted:
            continue
        try:
            found = version(canonicalize_name(each.name))
        except PackageNotFoundError:
            yield Finding("package_missing", "problem", {"name": each.name})
            continue
        if not each.specifier.contains(found, prereleases=True):
            fields = {"name": each.name, "found": found, "wanted": str(each.specifier)}
            yield Finding("package_version", "problem", fields)


def sqlite() -> Finding:
    """See whether SQLite can search texts by runs of three letters, as the index of words does."""
    fields = {"version": sqlite3.sqlite_version}
    database = sqlite3.connect(":memory:")
    try:
        database.execute("create virtual table words using fts5 (text, tokenize = 'trigram')")
    except sqlite3.OperationalError:
        return Finding("no_trigram", "problem", fields)
    finally:
        database.close()
    return Finding("sqlite", "fine", fields)


def reader() -> Finding:
    """See whether words in pictures can be read here, and by what."""
    if recogniser.is_installed():
        known = recogniser.versions()
        return Finding("reader", "fine", {"reader": f"RapidOCR {known.get('rapidocr', '?')}"})
    try:
        found = version("rapidocr")
    except PackageNotFoundError:
        return Finding("reader_missing", "note")
    # Its wheel holds other models than those that are named by path, or what runs them is gone.
    return Finding("reader_unusable", "problem", {"reader": f"RapidOCR {found}"})


def fonts() -> Finding:
    """See whether the report's fonts are there."""
    try:
        own = templates() / "fonts"
    except InstallationError:
        return Finding("no_templates", "problem")
    missing = [name for name in (*FONTS, *FALLBACK) if not (own / f"{name}.ttf").is_file()]
    if missing:
        return Finding("fonts_missing", "problem", {"names": ", ".join(missing)})
    return Finding("fonts", "fine", {"count": str(len(FONTS))})


def writable(name: str, place: Path) -> Finding:
    """See whether something can be written in one of our folders, by writing it.

    One that is not there yet is not made: the folder that it would be made in is tried.
    """
    fields = {"name": name, "path": str(place)}
    try:
        there = next(one for one in (place, *place.parents) if one.exists())
        probe = there / ".workbench-doctor"
        door.write(probe, b"", private=True)
        door.remove(probe)
    except (OSError, WriteRefusedError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        return Finding("not_writable", "problem", {**fields, "reason": reason})
    return Finding("writable", "fine", fields)


def closed(place: Path) -> Iterator[Finding]:
    """Name what others may read of our own folders; the folder itself closes all below it."""
    try:
        mode = place.stat().st_mode
    except OSError:
        return
    if mode & 0o077 and not mode & stat.S_ISGID and mode & stat.S_ISVTX == 0:
        yield Finding("open_to_others", "problem", {"path": str(place)}, place)


def space(places: set[Path]) -> Iterator[Finding]:
    """Say how much space is left on each disk that we write to."""
    told: set[int] = set()
    for place in sorted(places):
        there = next((one for one in (place, *place.parents) if one.exists()), None)
        if there is None or there.stat().st_dev in told:
            continue
        told.add(there.stat().st_dev)
        free = shutil.disk_usage(there).free
        fields = {"path": str(there), "megabytes": f"{free // 1_000_000}"}
        if free < LEAST_SPACE:
            yield Finding("no_space", "problem", fields)
        elif free < LITTLE_SPACE:
            yield Finding("little_space", "note", fields)
        else:
            yield Finding("space", "fine", fields)
