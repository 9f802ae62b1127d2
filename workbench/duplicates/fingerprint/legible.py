"""A picture at the scale that what it shows needs.

Large photographs are read at an eighth of their size, which is plenty for what hashes
and points look at. The writing on a photographed letter is lost there, so whatever may
be a page is read again at twice the scale; that happens to few, and costs those a
second decode.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.duplicates.fingerprint.text_page import may_be_page
from workbench.evidence.picture import SHORTEST_DRAFT, Picture, decode


class Seen(Protocol):
    """A decoded picture, from wherever it was taken."""

    @property
    def width(self) -> int:
        """Pixels across, of the full picture."""

    @property
    def height(self) -> int:
        """Pixels down, of the full picture."""

    @property
    def gray(self) -> NDArray[np.uint8]:
        """Luminance, which may be scaled."""


def legible(data: Any, media_type: str) -> Picture:
    """Return the first picture of a file, decoded so that small writing on it stays legible.

    Parameters
    ----------
    data
        The whole file, bytes-like.
    media_type
        By content.

    Raises
    ------
    EvidenceError
        As :func:`workbench.evidence.picture.decode`.
    """
    picture = decode(data, media_type)
    if is_coarse(picture) and may_be_page(picture.gray):
        return decode(data, media_type, fine=True)
    return picture


def is_coarse(picture: Seen) -> bool:
    """Whether a picture was read smaller than writing needs."""
    height, width = picture.gray.shape
    was_scaled = (height, width) != (picture.height, picture.width)
    return was_scaled and max(height, width) < SHORTEST_DRAFT
