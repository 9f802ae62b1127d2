"""The public, comparable hashes: imagehash's, without the half second that scipy needs to start.

``imagehash.phash`` is two cosine transforms of 32 by 32 pixels; done here in whole
numbers, they give the same bits on every machine.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SIDE = 32
_LOW = 8
_SCALE = 1 << 16


def phash64(grey: Image.Image) -> str:
    """Return ``str(imagehash.phash(grey))``."""
    import imagehash

    small = np.asarray(grey.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)).astype(np.int64)
    low = _table() @ small @ _table().T
    lower, upper = np.sort(low, axis=None)[_LOW * _LOW // 2 - 1 : _LOW * _LOW // 2 + 1]
    return str(imagehash.ImageHash(low * 2 > lower + upper))


def dhash64(grey: Image.Image) -> str:
    """Return ``str(imagehash.dhash(grey))``."""
    import imagehash

    return str(imagehash.dhash(grey))


@cache
def _table() -> NDArray[np.int64]:
    row = np.arange(_LOW)[:, None]
    column = 2 * np.arange(_SIDE)[None, :] + 1
    return np.asarray(np.rint(np.cos(np.pi * row * column / (2 * _SIDE)) * _SCALE), dtype=np.int64)
