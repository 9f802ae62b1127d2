"""Which files of a folder are as a camera wrote them, told by ExifTool alone.

A count of false alarms needs files that nobody touched, chosen without asking the checks
that are to be measured. A file counts as untouched when all of this holds:

- Make and Model stand in its EXIF, and a maker note that ExifTool can read;
- it names no software, or only its own firmware: a version number, a build of a phone's
  system, or the camera's own name;
- the time of the last change, where there is one, is the time of capture;
- it has no JFIF or Adobe segment and no Photoshop or IPTC block: libraries that write a
  JPEG anew leave these, cameras that follow EXIF do not;
- its XMP, if any, is of a kind that cameras and phones write, by no library's toolkit;
- ExifTool calls it neither damaged nor cut off.

None of these signs is used by a check in the same way, and some files fail them that
nobody touched: the rule is meant to leave out too many rather than too few. It cannot
see a file that was made smaller by a program which kept everything else.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_ASKED = (
    "Make", "Model", "Software", "ProcessingSoftware", "ModifyDate", "DateTimeOriginal",
    "JFIFVersion", "XMP:all", "Photoshop:all", "IPTC:all", "APP14:all", "MakerNotes:all",
    "Warning", "Error", "MIMEType", "FileType",
)  # fmt: skip
# Groups of ExifTool that are no maker note.
_STANDARD = {
    "SourceFile", "System", "File", "ExifTool", "JFIF", "IFD0", "IFD1", "ExifIFD", "GPS",
    "InteropIFD", "Photoshop", "IPTC", "Adobe", "ICC_Profile", "Composite", "MPF0",
}  # fmt: skip
_CONTAINER = ("XMP", "ICC", "MPImage", "SubIFD", "IFD", "QuickTime", "Track", "Meta", "JPEG")
_REWRITTEN = {"JFIF", "Photoshop", "IPTC", "Adobe"}
# Metadata without a picture, as test collections hold them.
_NO_PICTURE = {"EXV", "XMP", "MIE"}
_CAMERA_XMP = {
    "XMP-x", "XMP-xmp", "XMP-mwg-rs", "XMP-drone-dji", "XMP-HDRGainMap", "XMP-GCamera",
    "XMP-Container", "XMP-apdi", "XMP-semanticSegmentationMatte",
}  # fmt: skip
_DRONE_XMP = {"XMP-rdf", "XMP-tiff", "XMP-dc", "XMP-crs", "XMP-sensefly", "XMP-Camera"}
_LIBRARY = re.compile("exiv2|exiftool|adobe|toolkit", re.IGNORECASE)
_VERSION = re.compile(r"(?:v|ver|version)?[ .]*\d[\w.\-]*(?: \S*\d\S*)?", re.IGNORECASE)
_BUILD = re.compile(r"(?=[^ ]*\d)[A-Z0-9][\w.\-]{4,}")
_SAME = timedelta(seconds=2)


def untouched(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of `folders` that are as a camera wrote them, sorted by path."""
    command = ["exiftool", "-r", "-q", "-q", "-json", "-G1", "-a", *(f"-{one}" for one in _ASKED)]
    done = subprocess.run(
        [*command, *map(str, folders)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    rows = json.loads(done.stdout.decode("utf-8", "replace") or "[]")
    yield from sorted(Path(row["SourceFile"]) for row in rows if is_untouched(row))


def is_untouched(row: dict[str, Any]) -> bool:
    """Whether one row of ``exiftool -json -G1`` is of a file as a camera wrote it."""
    groups = {key.partition(":")[0] for key in row}
    make, model = _value(row, "Make"), _value(row, "Model")
    return bool(
        str(row.get("File:MIMEType", "")).startswith("image/")
        and row.get("File:FileType") not in _NO_PICTURE
        and make
        and model
        and any(g not in _STANDARD and not g.startswith(_CONTAINER) for g in groups)
        and not groups & _REWRITTEN
        and _is_firmware(_value(row, "Software"), make, model)
        and not _value(row, "ProcessingSoftware")
        and _is_unchanged(_value(row, "DateTimeOriginal"), _value(row, "ModifyDate"))
        and _is_camera_xmp(row, groups)
        and not any(key.endswith(":Error") for key in row)
        and not re.search("truncat|corrupt|past end", str(row.get("ExifTool:Warning", "")), re.I)
    )


def _value(row: dict[str, Any], name: str) -> str:
    values = (row.get(f"{group}:{name}", "") for group in ("IFD0", "ExifIFD"))
    return next((str(value).strip() for value in values if str(value).strip()), "")


def _is_firmware(software: str, make: str, model: str) -> bool:
    words = {word for word in re.split(r"\W+", f"{make} {model}".lower()) if len(word) > 2}
    is_own = model.lower() in software.lower() or bool(
        words & set(re.split(r"[^a-z0-9]+", software.lower()))
    )
    shapes = (_VERSION, _BUILD)
    return not software or is_own or any(one.fullmatch(software) for one in shapes)


def _is_unchanged(taken: str, changed: str) -> bool:
    if not taken or not changed:
        return True
    try:
        first, second = (
            datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - both bare
            for text in (taken, changed)
        )
    except ValueError:
        return taken == changed
    return abs(first - second) <= _SAME


def _is_camera_xmp(row: dict[str, Any], groups: set[str]) -> bool:
    found = {group for group in groups if group.startswith("XMP")}
    allowed = _CAMERA_XMP | (_DRONE_XMP if "XMP-drone-dji" in found else set())
    return found <= allowed and not _LIBRARY.search(str(row.get("XMP-x:XMPToolkit", "")))
