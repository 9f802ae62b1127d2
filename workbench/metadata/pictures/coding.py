"""The build of a picture file: size, compression, comments, and what hangs behind it.

Nothing is decoded: only the structure is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.evidence.picture import MOST_BYTES
from workbench.evidence.unread import left_out
from workbench.metadata.containers import Data, blocks, heif, jpeg, png, riff, tiff
from workbench.metadata.pictures import compression, previews, trailer
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "picture"
# Larger JPEG files are searched for their end by `behind_large`: to look at every byte costs
# more than all other facts together, and belongs where the pixels are decoded anyway.
SEARCHED = 2 * 1024 * 1024


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the structure of a picture, and what stands behind its end."""
    data = source.data
    head = bytes(data[:16])
    if head.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(data)
        if len(data) <= SEARCHED:
            yield from _behind(data)
    elif head.startswith(png.SIGNATURE):
        yield from _png(data)
        yield from trailer.readings(data, png.end_of_image(data))
    elif media_type in _SEVERAL:
        yield from _further(data, media_type)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        yield from trailer.readings(data, riff.end_of_file(data))
    elif head.startswith(b"GIF8"):
        for block in blocks(data):
            if block.kind == "comment":
                yield Reading(SOURCE, "Comment", plain(block.payload), "", "text", block.where)


def behind_large(data: Data) -> Iterator[Reading]:
    """Yield what stands behind the end of a JPEG that :func:`read` did not search."""
    if len(data) > MOST_BYTES:
        return
    if len(data) > SEARCHED and bytes(data[:3]) == b"\xff\xd8\xff":
        yield from _behind(data)


# Kinds that hold several pictures, of which one is looked at.
_SEVERAL = {"image/heic", "image/heif", "image/avif", "image/tiff"}
_MOST_PAGES = 1000
_SUBFILE, _WIDTH, _RAW = 254, 256, 50706


def _further(data: Data, media_type: str) -> Iterator[Reading]:
    """Yield how many pictures stand beside the first, and say that they were not looked at."""
    if media_type == "image/tiff":
        pages = [one.tags for one in tiff.directories(data, _MOST_PAGES) if "/" not in one.where]
        is_raw = bool(pages) and _RAW in pages[0]
        # The first bit: a smaller form of another page.
        whole = [tags for tags in pages if _WIDTH in tags and not tags.get(_SUBFILE, 0) & 1]
        count = 0 if is_raw else len(whole) - 1
    else:
        count = heif.independent(data) - 1
    if count > 0:
        yield Reading(SOURCE, "FurtherPictures", str(count), str(count), "number", "index")
        left_out(SOURCE, "pictures", 1)


def _jpeg(data: Data) -> Iterator[Reading]:
    segments = list(jpeg.segments(data))
    yield from compression.readings(data, segments)
    for marker, start, end in segments:
        if marker == 0xFE and end > start:
            yield Reading(SOURCE, "Comment", plain(data[start:end]), "", "text", "COM")
        elif marker == 0xEE and data[start : start + 5] == b"Adobe":
            yield Reading(SOURCE, "AdobeMarker", "yes", "", "text", "APP14")
        elif marker == 0xEB and data[start : start + 2] == b"JP":
            yield Reading(SOURCE, "ContentCredentials", "present", "", "text", "APP11")


def _behind(data: Data) -> Iterator[Reading]:
    """Yield what stands behind a JPEG and behind the pictures that its own index names."""
    end = jpeg.end_of_image(data)
    listed = [one.end for one in previews.multi_pictures(data) if end <= one.start < one.end]
    last = min(max(listed, default=0), len(data))
    if 0 < end < last and _ends_as_jpeg(data, end, last):
        count = str(last - end)
        yield Reading(trailer.SOURCE, "ListedPictures", count, count, "number", "MPF")
        end = last
    yield from trailer.readings(data, end)


def _ends_as_jpeg(data: Data, start: int, end: int) -> bool:
    last = bytes(data[max(start, end - 64) : end])
    return last.rstrip(b"\x00").endswith(b"\xff\xd9")


def _png(data: Data) -> Iterator[Reading]:
    if data[12:16] == b"IHDR":
        for name, at in (("StoredWidth", 16), ("StoredHeight", 20)):
            value = str(int.from_bytes(data[at : at + 4], "big"))
            yield Reading(SOURCE, name, value, value, "number", "IHDR")
    if any(block.kind == "c2pa" for block in blocks(data)):
        yield Reading(SOURCE, "ContentCredentials", "present", "", "text", "caBX")
