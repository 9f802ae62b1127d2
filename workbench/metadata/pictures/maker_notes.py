"""Maker notes, on demand: what only the camera's maker documents (serial numbers, focus, …).

Never part of a study's pass: exifread needs 18 times as long for them, and a 58-byte file can
make it run for ever. Each file is read in a guarded child with a short deadline; one
that does not answer gives a reading that says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from workbench.evidence.source import open_source
from workbench.metadata.containers import blocks, tiff
from workbench.metadata.fact import Fact
from workbench.metadata.on_demand import Wanted, read_apart
from workbench.metadata.reading import Reading, plain

SOURCE = "makernote"
SECONDS = 5.0
_MEMORY = 1024**3
_LARGEST = 64 * 1024 * 1024
_MOST = 2000
_PREFIX = "MakerNote "


def maker_notes(wanted: Iterable[Wanted], *, seconds: float = SECONDS) -> Iterator[Fact]:
    """Yield the maker notes of each exhibit, or one failure that says why there are none.

    Parameters
    ----------
    wanted
        Exhibits; those without an EXIF structure give nothing.
    seconds
        Deadline for each.
    """
    yield from read_apart(wanted, read, SOURCE, seconds, _MEMORY)


def read(item: Wanted) -> list[tuple[str, ...]]:
    """Return the rows of one file; runs in the child."""
    import logging

    import exifread

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    with open_source(item.root, item.path) as source:
        data = source.data
        whole = tiff.is_tiff(bytes(data[:16]))
        structure = (
            data
            if whole
            else next((one.payload for one in blocks(data) if one.kind == "exif"), b"")
        )
        if not tiff.is_tiff(bytes(structure[:16])):
            return []
        tags = exifread.process_file(
            io.BytesIO(bytes(structure[:_LARGEST])), details=True, extract_thumbnail=False
        )
    rows = []
    for key, tag in list(tags.items()):
        if key.startswith(_PREFIX) and not isinstance(tag, bytes):
            value = plain(tag.printable)
            if value:
                name = key.removeprefix(_PREFIX)
                rows.append(tuple(Reading(SOURCE, name, value, "", "text", "MakerNote")))
    return rows[:_MOST]
