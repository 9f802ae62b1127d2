"""Pictures to look at: thumbnails, and a pyramid of tiles down to every pixel (deep zoom)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from PIL import Image

from workbench.evidence.picture import PREVIEW, THUMBNAIL, full

#: Longest sides of thumbnails.
THUMBNAILS = (PREVIEW, THUMBNAIL)
#: Side of a tile. Levels are counted as Deep Zoom does: 0 is one pixel.
TILE = 512
#: Smaller levels than this one are all of one tile that shows less than a thumbnail.
LOWEST = 9
_QUALITY = 85
_QUALITY_THUMBNAIL = 82


def look(data: Any, media_type: str) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Return how a picture can be seen, and its thumbnails."""
    image, frames = full(data, media_type)
    told = {"kind": "picture", "width": image.width, "height": image.height, "frames": frames}
    return told, thumbnails(image)


def thumbnails(image: Image.Image) -> list[tuple[str, bytes]]:
    """Return a picture at each size of thumbnail, as JPEG."""
    made = []
    for size in THUMBNAILS:
        small = image.copy() if max(image.size) <= size else image
        small.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
        image = small
        made.append((f"{size}.jpg", jpeg(small, _QUALITY_THUMBNAIL)))
    return made


def levels(width: int, height: int) -> tuple[int, int]:
    """Return the lowest and the highest level of a picture's pyramid."""
    highest = max(width, height, 1) - 1
    return min(LOWEST, highest.bit_length()), highest.bit_length()


def pyramid(data: Any, media_type: str) -> Iterator[tuple[str, bytes]]:
    """Yield every tile as ``level-column-row.jpg``, the finest level first."""
    image, _ = full(data, media_type)
    lowest, highest = levels(*image.size)
    told = {"width": image.width, "height": image.height, "tile": TILE,
            "lowest": lowest, "highest": highest}  # fmt: skip
    yield "tiles", json.dumps(told).encode("ascii")
    for level in range(highest, lowest - 1, -1):
        yield from _tiles(image, level)
        if level > lowest:
            half = (max(1, (image.width + 1) // 2), max(1, (image.height + 1) // 2))
            image = image.resize(half, Image.Resampling.BOX)


def _tiles(image: Image.Image, level: int) -> Iterator[tuple[str, bytes]]:
    for row, top in enumerate(range(0, image.height, TILE)):
        for column, left in enumerate(range(0, image.width, TILE)):
            right, bottom = min(left + TILE, image.width), min(top + TILE, image.height)
            tile = image.crop((left, top, right, bottom))
            yield f"{level}-{column}-{row}.jpg", jpeg(tile, _QUALITY)


def jpeg(image: Image.Image, quality: int = _QUALITY) -> bytes:
    """Return a picture as JPEG made from its pixels alone; tiles keep their colour at full size."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, subsampling=0 if quality == _QUALITY else 2)
    return stream.getvalue()
