"""A second way into EXIF for structures that exifread cannot finish: Pillow's reader.

Only the tags that cases turn on are taken, so that no value stands here that the
first reader would have refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from workbench.metadata.moments import time_of
from workbench.metadata.reading import Reading, plain

_TEXTS = {271: "Make", 272: "Model", 305: "Software", 315: "Artist"}
_TIMES = {36867: "DateTimeOriginal", 36868: "DateTimeDigitized"}
_ORIENTATION, _MODIFIED, _EXIF = 274, 306, 0x8769


def readings(tiff: bytes) -> Iterator[Reading]:
    """Yield make, model, software, orientation and times; any of Pillow's errors can escape."""
    from PIL import Image

    block = Image.Exif()
    with warnings.catch_warnings():
        # Pillow warns of every damaged tag; that the block is damaged is known already.
        warnings.simplefilter("ignore")
        block.load(b"Exif\x00\x00" + tiff)
        block.get_ifd(_EXIF)
    for tag, name in _TEXTS.items():
        if isinstance(value := block.get(tag), str | bytes) and plain(value):
            yield Reading("exif", name, plain(value), "", "", "Image")
    orientation = block.get(_ORIENTATION)
    if isinstance(orientation, int):
        yield Reading("exif", "Orientation", str(orientation), str(orientation), "number", "Image")
    times = {"DateTime": (block.get(_MODIFIED), "Image")}
    inner = block.get_ifd(_EXIF)
    times |= {name: (inner.get(tag), "EXIF") for tag, name in _TIMES.items()}
    for name, (text, place) in times.items():
        if isinstance(text, str) and plain(text):
            typed = time_of(text)
            yield Reading("exif", name, plain(text), typed, "time" if typed else "", place)
