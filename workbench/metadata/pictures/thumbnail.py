"""The smaller pictures inside a photo against the photo itself.

Cameras write both at once; programs that crop or change a photo often leave the old
thumbnail. Two things would give a third of false alarms and are undone first: the
black bars that cameras put around thumbnails of another shape, and turns (the eight
orientations are tried). The hash is a 64-bit perceptual hash in whole numbers, so that
the same pixels give the same distance on every machine.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workbench.metadata.containers import Data
from workbench.metadata.pictures.crop import placed
from workbench.metadata.pictures.previews import Preview, previews
from workbench.metadata.reading import Reading, failure

SOURCE = "thumbnail"
# No more than these are compared, and none of them larger than this on its longest side.
_MOST, _ENOUGH = 4, 640
_SIDE, _LOW = 32, 8
_DARK = 26
# Nine in ten untouched photos lie nearer to their thumbnails; beyond, the photo is looked for
# within its thumbnail, because edges may have been cut off.
_FAR = 6
Grey = NDArray[np.uint8]


def compare(data: Data, grey: Grey) -> Iterator[Reading]:
    """Yield size and distance of each embedded preview; nothing when there is none.

    Parameters
    ----------
    data
        The file.
    grey
        The decoded picture, upright, eight-bit luma.
    """
    for one in [one for one in previews(data) if one.jpeg][:_MOST]:
        try:
            yield from _compared(one, grey)
        except Exception as error:  # noqa: BLE001 - hostile bytes: any decoder error is a fact
            yield failure(SOURCE, error, one.where)


def _compared(one: Preview, grey: Grey) -> Iterator[Reading]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(io.BytesIO(one.jpeg), formats=["JPEG"])
        size = f"{image.width} × {image.height}"
        image.draft("L", (_ENOUGH, _ENOUGH))
        whole = np.asarray(image.convert("L"))
    yield Reading(SOURCE, "Size", size, "", "text", one.where)
    if min(whole.shape) < 16 or min(grey.shape) < 16 or whole.std() < 4:
        return
    distance = _nearest(whole, grey)
    yield _number("Distance", distance, one.where)
    if distance > _FAR:
        place = placed(_orientations(without_bars(whole)), grey)
        yield _number("Covers", place.covers, one.where)
        yield _number("Fits", place.fits, one.where)


def _number(name: str, count: int, where: str) -> Reading:
    return Reading(SOURCE, name, str(count), str(count), "number", where)


def _nearest(small: Grey, grey: Grey) -> int:
    """Return the smallest distance over every way in which a camera may have made it.

    Night scenes have dark edges that are no bars, and some cameras squeeze the picture
    instead of cutting it: each is tried, so that only another content stays far.
    """
    inner = without_bars(small)
    candidates = [small] if inner.shape == small.shape or min(inner.shape) < 16 else [small, inner]
    hashes: dict[bool, dict[float, int]] = {True: {}, False: {}}
    best = 64
    for candidate in candidates:
        for turned in _orientations(candidate):
            own = _hash(turned)
            for is_cut in (True, False):
                shape = round(turned.shape[1] / turned.shape[0], 2) if is_cut else 0.0
                if shape not in hashes[is_cut]:
                    hashes[is_cut][shape] = _hash(_shaped(grey, shape) if is_cut else grey)
                best = min(best, (own ^ hashes[is_cut][shape]).bit_count())
    return best


def without_bars(grey: Grey) -> Grey:
    """Return a picture without dark bars at opposite edges."""
    rows = np.flatnonzero(grey.max(axis=1) > _DARK)
    columns = np.flatnonzero(grey.max(axis=0) > _DARK)
    if rows.size == 0 or columns.size == 0:
        return grey
    # One line more on each side: compression smears the edge of a bar.
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    cut_rows, cut_columns = bottom - top < grey.shape[0], right - left < grey.shape[1]
    return grey[
        top + cut_rows : bottom - cut_rows or None,
        left + cut_columns : right - cut_columns or None,
    ]


def _orientations(grey: Grey) -> Iterator[Grey]:
    for turns in range(4):
        turned = np.rot90(grey, turns)
        yield turned
        yield np.fliplr(turned)


def _shaped(grey: Grey, shape: float) -> Grey:
    """Return the middle of a picture in the given ratio of width to height."""
    height, width = grey.shape
    if shape > width / height:
        keep = max(16, round(width / shape))
        return grey[(height - keep) // 2 : (height - keep) // 2 + keep]
    keep = max(16, round(height * shape))
    return grey[:, (width - keep) // 2 : (width - keep) // 2 + keep]


def _hash(grey: Grey) -> int:
    """Return a 64-bit perceptual hash by an integer cosine transform."""
    image = Image.fromarray(np.ascontiguousarray(grey)).resize((_SIDE, _SIDE), Image.Resampling.BOX)
    pixels = np.asarray(image, dtype=np.int64)
    table = _table()
    low = (table @ pixels @ table.T)[:_LOW, :_LOW].ravel()
    # The median of the low frequencies decides each bit, as in the usual phash.
    middle = np.sort(low)
    threshold = int(middle[31] + middle[32])
    bits = 0
    for value in low.tolist():
        bits = bits << 1 | (2 * value > threshold)
    return bits


@cache
def _table() -> Any:
    steps = np.arange(_SIDE)
    waves = np.cos(np.pi * np.outer(np.arange(_LOW), 2 * steps + 1) / (2 * _SIDE))
    return np.rint(waves * (1 << 14)).astype(np.int64)
