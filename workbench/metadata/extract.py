"""One pass over one file's bytes: every extractor that knows its kind, never an exception.

Shipped extractors are named in `SHIPPED`; an office adds its own through the entry
point group ``workbench.metadata``. An extractor is a function
``(source, media_type) -> Iterable[Reading]`` that yields nothing for files it does
not know; it must decide that from the media type, the name or the first bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from workbench.evidence.unread import LimitMetError, collecting, left_out
from workbench.metadata.reading import Reading, SourceFile, failure, unread

Extractor = Callable[[SourceFile, str | None], Iterable[Reading]]

GROUP = "workbench.metadata"

# Name of the layer, and the module whose `read` function reads it.
SHIPPED: dict[str, str] = {
    "exif": "workbench.metadata.pictures.exif",
    "xmp": "workbench.metadata.pictures.xmp",
    "iptc": "workbench.metadata.pictures.iptc",
    "picture": "workbench.metadata.pictures.coding",
    "icc": "workbench.metadata.pictures.icc",
    "preview": "workbench.metadata.pictures.previews",
    "c2pa": "workbench.metadata.pictures.credentials",
    "png": "workbench.metadata.pictures.png_text",
    "container": "workbench.metadata.recordings.mp4",
    "pdf": "workbench.metadata.papers.pdf",
    "office": "workbench.metadata.papers.office",
    "chat": "workbench.metadata.chats.conversation",
    "mail": "workbench.metadata.papers.mail",
    "capture": "workbench.metadata.papers.capture",
    "archive": "workbench.metadata.papers.archive",
    "polyglot": "workbench.metadata.papers.polyglot",
    "filename": "workbench.metadata.filename",
}


def extract(source: SourceFile, media_type: str | None) -> tuple[Reading, ...]:
    """Return everything that `source` says about itself.

    Parameters
    ----------
    source
        An open file of ``evidence/``; only its relative path and its data are used.
    media_type
        Content type found by content, or None.

    Returns
    -------
    tuple of Reading
        In the order of the extractors, each in its own order. An extractor that
        fails leaves one reading of kind ``failure`` beside what it had found, one that
        met a limit one of kind ``limit``.
    """
    return tuple(reading for _, readings in layers(source, media_type) for reading in readings)


def layers(source: SourceFile, media_type: str | None) -> Iterator[tuple[str, Iterator[Reading]]]:
    """Yield each layer's name before it is read, and its readings as they come."""
    for name, read in extractors().items():
        yield name, _layer(name, read, source, media_type)


def _layer(
    name: str, read: Extractor, source: SourceFile, media_type: str | None
) -> Iterator[Reading]:
    with collecting() as left:
        try:
            yield from read(source, media_type)
        except LimitMetError as met:
            left_out(name, met.limit, met.number)
        except Exception as error:  # noqa: BLE001 - any error over hostile bytes is a fact
            yield failure(name, error)
        yield from map(unread, left)


@cache
def extractors() -> dict[str, Extractor]:
    """Return all extractors by name: the shipped ones, then those of other packages."""
    known: dict[str, Extractor] = {
        name: import_module(module).read for name, module in SHIPPED.items()
    }
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        known.setdefault(entry.name, entry.load())
    return known
