"""ExifTool as a second reader, where it is installed and somebody asks for it.

One call reads every file again. It is never part of a study: what a study says must
not depend on what a computer happens to have installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from workbench import processes

FIELDS = ("DateTimeOriginal", "Make", "Model", "Software", "Orientation")
_DIRECTORIES = ("IFD0", "ExifIFD")
_SECONDS = 300


def is_installed() -> bool:
    """Whether ExifTool can be called."""
    return processes.program("exiftool") is not None


def read(root: Path, paths: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Return ExifTool's EXIF values by path and field; `GPS` is ``latitude,longitude``.

    Parameters
    ----------
    root, paths
        The folder, and files below it; those whose names hold a line break are left out.

    Raises
    ------
    OSError, subprocess.SubprocessError, ValueError
        When ExifTool cannot be called, takes too long, or answers with no JSON.
    """
    named = {str(root / path): path for path in paths if "\n" not in path and "\r" not in path}
    if not named:
        return {}
    # An empty name for its settings, which are Perl that it would run.
    command = [
        processes.program("exiftool") or "exiftool",
        "-config",
        "",
        "-q",
        "-q",
        "-json",
        "-G1",
        "-n",
        "-charset",
        "filename=utf8",
    ]
    command += [f"-{name}" for name in (*FIELDS, "Composite:GPSLatitude", "Composite:GPSLongitude")]
    written = processes.answer(
        [*command, "-@", "-"], "\n".join(named).encode("utf-8", "surrogateescape"), _SECONDS
    )
    rows = json.loads(written or b"[]")
    return {named[row["SourceFile"]]: _fields(row) for row in rows if row["SourceFile"] in named}


def _fields(row: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for field in FIELDS:
        values = [row[key] for key in (f"{ifd}:{field}" for ifd in _DIRECTORIES) if key in row]
        if values:
            found[field] = str(values[0])
    latitude, longitude = (row.get(f"Composite:GPS{axis}") for axis in ("Latitude", "Longitude"))
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        found["GPS"] = f"{latitude},{longitude}"
    return found
