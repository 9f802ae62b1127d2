"""One file asked for and one that an index keeps: the near-duplicate rules of a case, for two."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.duplicates.compare.enclosed import key
from workbench.duplicates.find import two_files
from workbench.duplicates.fingerprint.file import Known
from workbench.duplicates.pair import Pair

# The file asked for comes first in the order of paths, so that pairs are read from it.
_ASKED, _STORED = "", "\x01"


def same_bytes() -> Pair:
    """Return the pair of two files with equal bytes."""
    return Pair(_ASKED, _STORED, "exact", "sha256", 0, 1.0)


def compared(asked: Known, stored: Known, places: Iterable[tuple[str, str]]) -> Pair | None:
    """Return how two files are alike, read from the one asked for; None when they are not.

    Parameters
    ----------
    asked, stored
        The two; the pictures of the second may lack the points of their mirror images.
    places
        Where two pictures lie that are compared, one in each file; empty for a whole file.
    """
    among, pictures = set(), {}
    ours = asked.pictures()
    for here, there in places:
        among.add((key(_ASKED, here), key(_STORED, there)))
        pictures[key(_ASKED, here)] = ours[here]
        theirs = stored.enclosed[there] if there else stored.picture
        if theirs is not None:
            pictures[key(_STORED, there)] = theirs
    return two_files({_ASKED: asked, _STORED: stored}, pictures, among)
