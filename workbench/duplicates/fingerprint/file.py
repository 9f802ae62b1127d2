"""What one file is known by: every fingerprint that finding near-duplicates of it needs.

The same value goes through a comparison within a case, between cases and with an index, so
that the same two files get the same relation wherever they are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.duplicates.fingerprint.film import Film
from workbench.duplicates.fingerprint.picture import Fingerprint
from workbench.duplicates.fingerprint.sound import Sound
from workbench.duplicates.fingerprint.words import Writing


@dataclass(frozen=True)
class Known:
    """What one file is known by; what it does not hold is None or empty.

    Attributes
    ----------
    sha256
        Of its bytes; empty when two files need not be compared by it.
    picture
        Of the picture that the file is.
    enclosed
        By place, of pictures that a document or video encloses.
    words
        Of what a document or chat says.
    sound
        Of what is heard in a recording or video.
    film
        How a video goes on, moment by moment.
    """

    sha256: str = ""
    picture: Fingerprint | None = None
    enclosed: Mapping[str, Fingerprint] = field(default_factory=dict)
    words: Writing | None = None
    sound: Sound | None = None
    film: Film | None = None

    @classmethod
    def read(cls, sha256: str, reading: Mapping[str, Any]) -> Known:
        """Return a file by its hash and by what one reading of it found.

        Parameters
        ----------
        sha256
            Of its bytes.
        reading
            Plain values from :func:`workbench.examination.read_one.read`; those that are
            missing or None were not found in the file.
        """
        picture, words, sound, film = (
            reading.get(name) for name in ("fingerprint", "writing", "sound", "film")
        )
        return cls(
            sha256,
            Fingerprint.from_json(picture) if picture else None,
            {place: Fingerprint.from_json(one) for place, one in reading.get("inside", ())},
            Writing.from_json(words) if words else None,
            Sound.from_json(sound) if sound else None,
            Film.from_json(film) if film else None,
        )

    def pictures(self) -> dict[str, Fingerprint]:
        """Return its pictures by place; the place of the whole file's is empty."""
        own = {"": self.picture} if self.picture else {}
        return {**own, **self.enclosed}

    def kinds(self) -> str:
        """Return which of the fingerprints there are, as text."""
        values = (self.picture, self.enclosed, self.words, self.sound, self.film)
        return " ".join(str(bool(value)) for value in values)
