"""One file asked for and one that an index keeps, compared as two exhibits of a case are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.duplicates.compare.enclosed import copies_first, folded, key
from workbench.duplicates.find import two_pictures
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.sound import Sound, alike_sounds
from workbench.duplicates.fingerprint.words import Writing, alike_writings
from workbench.duplicates.pair import Pair

# The file asked for comes first in the order of paths, so that pairs are read from it.
_ASKED, _STORED = "", "\x01"


@dataclass(frozen=True)
class Known:
    """What one file is known by.

    Attributes
    ----------
    sha256
        Of its bytes.
    fingerprint
        None when it cannot be read as a picture.
    inside
        By place, pictures that a document or video encloses.
    sound, writing
        What a recording or video sounds like, what a document or chat says; None without.
    """

    sha256: str
    fingerprint: Fingerprint | None = None
    inside: Mapping[str, Fingerprint] = field(default_factory=dict)
    sound: Sound | None = None
    writing: Writing | None = None

    def pictures(self) -> dict[str, Fingerprint]:
        """Return its pictures by place; the whole file's is the empty one."""
        own = {"": self.fingerprint} if self.fingerprint else {}
        return {**own, **self.inside}


def same_bytes() -> Pair:
    """Return the pair of two files with equal bytes."""
    return Pair(_ASKED, _STORED, "exact", "sha256", 0, 1.0)


def pictures_alike(place: str, asked: Fingerprint, there: str, stored: Fingerprint) -> Pair | None:
    """Return how two pictures are alike, each in its file; None when they are not.

    Parameters
    ----------
    place, there
        Where each lies; empty when it is the whole file.
    asked, stored
        Both pictures; the second may lack the points of its mirror image.
    """
    return two_pictures(key(_ASKED, place), asked, key(_STORED, there), stored)


def files_alike(pairs: Iterable[Pair], asked: Known, places: Iterable[str]) -> Pair | None:
    """Return how two files are alike, by pairs of their pictures; None without pairs.

    Parameters
    ----------
    pairs
        From :func:`pictures_alike`.
    asked
        The file asked for.
    places
        Where all pictures of the other file lie.
    """
    inside = {
        _ASKED: asked.inside,
        # Only how many there are is looked at.
        _STORED: {place: next(iter(asked.pictures().values())) for place in places if place},
    }
    return min(folded(pairs, inside), key=lambda pair: (copies_first(pair), pair), default=None)


def said_alike(asked: Writing, stored: Writing) -> Pair | None:
    """Return how two texts are alike; None when they are not."""
    return next(alike_writings({_ASKED: asked, _STORED: stored}), None)


def heard_alike(asked: Sound, stored: Sound) -> Pair | None:
    """Return how two recordings are alike; None when they are not."""
    return next(alike_sounds({_ASKED: asked, _STORED: stored}), None)
