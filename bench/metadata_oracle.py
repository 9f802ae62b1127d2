"""Agreement with ExifTool, field by field, beside exifread alone and Pillow alone.

``python -m bench.metadata_oracle FOLDER…`` walks folders of camera files (public
corpora, for instance ``ianare/exif-samples``), asks ExifTool once, and prints how often
each reader gives the same value where ExifTool has one in the EXIF directories. A
mutated or truncated file counts like any other. ``make bench`` runs it on the folders
that ``WORKBENCH_CORPORA`` names, when ExifTool is installed.

A value is *wrong* when it differs, and *lost* when it is missing. Bytes that are no
text are shown by ExifTool as ``?`` and by us as ``\\xff``; ``1.00`` leaves ExifTool's
JSON as a number. Both count as the same value.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import exifread
from PIL import Image

from bench.harness import Row
from workbench.evidence.content_type import media_type_of
from workbench.metadata.extract import extract

FIELDS = ("DateTimeOriginal", "Make", "Model", "Software", "Orientation", "GPS")
PROMISED = 99.0
_DIRECTORIES = {"IFD0", "ExifIFD", "GPS"}
_ASKED = (*FIELDS[:5], "GPSLatitude", "GPSLongitude", "MIMEType")
_NEAR = 1e-5

Values = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """A file held in memory."""

    relative: str
    data: bytes


def rows() -> Iterator[Row]:
    """Yield one row per field: our agreement beside exifread's."""
    folders = os.environ.get("WORKBENCH_CORPORA", "").split(os.pathsep)
    folders = [folder for folder in folders if folder]
    if not folders or shutil.which("exiftool") is None:
        return
    tallies = measure([Path(folder) for folder in folders])
    for field in FIELDS:
        ours, peer = tallies["ours"][field], tallies["exifread"][field]
        yield Row(
            f"{field}, {ours['asked']} files",
            _share(ours),
            _share(peer),
            f"exifread {exifread.__version__}",
            unit="%",
            better="higher",
            detail=f"lost {ours['lost']}, wrong {ours['wrong']}; wrong in exifread {peer['wrong']}",
            holds=_share(ours) >= PROMISED and not ours["wrong"],
        )


def measure(folders: list[Path], report: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Return for each reader and field how many were asked, equal, lost and wrong."""
    readers = {"ours": _ours, "exifread": _exifread, "Pillow": _pillow}
    tallies: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in readers}
    for path, wanted in _oracle(folders):
        data = path.read_bytes()
        for name, reader in readers.items():
            try:
                found = reader(Held(path.name, data))
            except Exception:  # noqa: BLE001 - what a reader raises is what is measured
                found = {}
                tallies[name]["exceptions"]["asked"] += 1
            for field, value in wanted.items():
                verdict = _verdict(field, value, found.get(field))
                tallies[name][field][verdict] += 1
                tallies[name][field]["asked"] += 1
                if report is not None and name == "ours" and verdict != "equal":
                    report(f"{verdict:5} {field:16} {path}: {value!r} / {found.get(field)!r}")
    return tallies


def _oracle(folders: list[Path]) -> Iterator[tuple[Path, Values]]:
    """Yield every still image from which ExifTool reads one of the fields."""
    command = ["exiftool", "-r", "-q", "-q", "-json", "-G1", "-a", "-n"]
    command += [f"-{name}" for name in _ASKED]
    command += ["-Composite:GPSLatitude", "-Composite:GPSLongitude"]
    done = subprocess.run([*command, *map(str, folders)], stdout=subprocess.PIPE, check=False)
    for row in json.loads(done.stdout or b"[]"):
        if str(row.get("File:MIMEType", "")).startswith("image/"):
            wanted = dict(_wanted(row))
            if wanted:
                yield Path(row["SourceFile"]), wanted


def _wanted(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in FIELDS[:5]:
        values = [row[key] for key in (f"{ifd}:{field}" for ifd in _DIRECTORIES) if key in row]
        is_blank = field == "DateTimeOriginal" and not re.search("[1-9]", str(values))
        if values and str(values[0]).strip() and not is_blank:
            yield field, values[0]
    if row.get("GPS:GPSLatitude") not in {None, ""}:
        place = (row.get("Composite:GPSLatitude"), row.get("Composite:GPSLongitude"))
        if all(isinstance(value, int | float) for value in place):
            yield "GPS", place


def _ours(held: Held) -> Values:
    found: Values = {}
    for reading in extract(held, media_type_of(held.data) if held.data else None):
        if (
            reading.source == "exif"
            and reading.locator != "Thumbnail"
            and "#" not in reading.locator
        ):
            found.setdefault(reading.name, reading)
    values = {name: found[name].value for name in FIELDS[:4] if name in found}
    if "Orientation" in found:
        values["Orientation"] = found["Orientation"].typed
    if "GPSPosition" in found:
        values["GPS"] = tuple(map(float, found["GPSPosition"].typed.split(",")))
    # A preview's EXIF answers where the picture itself carries none, as in RW2 files.
    for reading in extract(held, None) if len(values) < len(FIELDS) else ():
        if reading.source == "exif" and reading.name in FIELDS[:4]:
            values.setdefault(reading.name, reading.value)
    return values


def _exifread(held: Held) -> Values:
    tags = exifread.process_file(io.BytesIO(held.data), details=False)
    names = {
        "DateTimeOriginal": "EXIF DateTimeOriginal", "Make": "Image Make", "Model": "Image Model",
        "Software": "Image Software",
    }  # fmt: skip
    values = {name: str(tags[tag].values) for name, tag in names.items() if tag in tags}
    if "Image Orientation" in tags and tags["Image Orientation"].values:
        values["Orientation"] = tags["Image Orientation"].values[0]
    try:
        place = exifread.utils.get_gps_coords(tags)
    except (ZeroDivisionError, TypeError, AttributeError):
        place = None
    return values | ({"GPS": place} if place else {})


def _pillow(held: Held) -> Values:
    with Image.open(io.BytesIO(held.data)) as image:
        block = image.getexif()
    inner, place = block.get_ifd(0x8769), block.get_ifd(0x8825)
    values = {
        "DateTimeOriginal": inner.get(36867), "Make": block.get(271), "Model": block.get(272),
        "Software": block.get(305), "Orientation": block.get(274),
    }  # fmt: skip
    if 2 in place and 4 in place:
        degrees = [sum(float(part) / 60**n for n, part in enumerate(place[at])) for at in (2, 4)]
        signs = [-1 if str(place.get(at, "")).startswith(("S", "W")) else 1 for at in (1, 3)]
        values["GPS"] = (degrees[0] * signs[0], degrees[1] * signs[1])
    return {name: value for name, value in values.items() if value not in {None, ""}}


def _verdict(field: str, wanted: Any, found: Any) -> str:
    if found is None or _plain(found) == "":
        return "lost"
    if field == "GPS":
        same = all(abs(a - b) < _NEAR for a, b in zip(wanted, found, strict=True))
    elif field == "DateTimeOriginal":
        same = (
            re.sub(r"[^\d?]", "", _plain(wanted))[:14] == re.sub(r"[^\d?]", "", _plain(found))[:14]
        )
    else:
        same = _plain(wanted) == _plain(found) or _is_same_number(wanted, found)
    return "equal" if same else "wrong"


def _plain(value: Any) -> str:
    text = re.sub(r"\\x[0-9a-f]{2}", "?", str(value).replace("\x00", ""))
    return " ".join(re.sub(r"[^\x20-\x7e]", "?", text).split())


def _is_same_number(one: Any, other: Any) -> bool:
    try:
        return float(one) == float(other)
    except (TypeError, ValueError):
        return False


def _share(tally: Counter[str]) -> float:
    return 100 * tally["equal"] / tally["asked"] if tally["asked"] else 100.0


def main(folders: list[str]) -> int:
    """Print the table, and every value of ours that is not ExifTool's."""
    if not folders or shutil.which("exiftool") is None:
        print("usage: python -m bench.metadata_oracle FOLDER… (ExifTool must be installed)")
        return 2
    tallies = measure([Path(folder) for folder in folders], print)
    print(f"\n| {'reader':8} | " + " | ".join(FIELDS) + " | exceptions |")
    print("|---" * (len(FIELDS) + 2) + "|")
    for name, found in tallies.items():
        cells = [
            f"{found[f]['equal']}/{found[f]['asked']} {_share(found[f]):.1f} % "
            f"({found[f]['wrong']} wrong)"
            for f in FIELDS
        ]
        print(f"| {name:8} | " + " | ".join(cells) + f" | {found['exceptions']['asked']} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
