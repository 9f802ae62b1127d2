"""Pairs and groups: which exhibits are alike, how that was measured, and how far apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["exact", "near", "part", "scene", "shared"]

#: From the strongest relation to the weakest.
STRENGTH: Mapping[Kind, int] = {"exact": 0, "near": 1, "part": 2, "scene": 3, "shared": 4}
#: Relations of pictures that are no copies of each other.
APART: frozenset[Kind] = frozenset({"scene", "shared"})

SCROLLED, OTHER_WORDS = "scrolled", "words"
"""Transforms of ``shared`` pairs: one page scrolled on; one picture with other words."""


def place(first_inside: bool, second_inside: bool) -> str:  # noqa: FBT001
    """Return how two files lie to each other, of which one may hold the other."""
    if first_inside:
        return "inside"
    return "contains" if second_inside else "overlaps"


@dataclass(frozen=True, order=True)
class Pair:
    """Two exhibits that are alike.

    Attributes
    ----------
    a, b
        Paths below ``evidence/``, ``a < b``.
    kind
        ``exact`` (same bytes, or same pixels in another wrapping), ``near`` (the
        whole picture, transformed), ``part`` (one inside the other), ``scene``
        (no copies: two shots of one scene) or ``shared`` (no copies and no one scene:
        both show one print, screen or picture, and other things around it).
    method
        What measured it: ``sha256``, ``pixels``, ``phash256``, ``phash64``, ``orb``, …
    distance
        In the method's own unit (bits for hashes); 0 is equal.
    score
        0 to 1 on the method's own scale, 1 for equal; comparable within a method only.
    transform
        What turns one into the other, such as ``mirror`` or ``rotate90``; may be empty.
    scale
        Size at which `b` shows what both show, relative to `a`: 0.5 is half as wide.
    mapping
        Six numbers (two rows of three) that carry a point of `a`, in shares of its
        width and height, to `b`; empty for equal files.
    phash64
        Distance between the two public 64-bit values; None without two pictures.
    decision
        What the reviewer said of this pair: ``same``, ``different`` or empty.
    reason
        Why, in the reviewer's words.
    why
        By what two aligned pictures, or films, are of one shot or of two: a name of
        :data:`workbench.duplicates.compare.shots.REASONS`, ``pixels`` or ``motion``; empty
        where nothing asked. Told beside a pair, and no part of a study.
    place_a, place_b
        Where in a document or video the picture lies: ``page=3``, ``media=image1.png``,
        ``time=12.5`` (seconds); empty when the whole file is the picture.
    """

    a: str
    b: str
    kind: Kind
    method: str
    distance: int
    score: float
    transform: str = ""
    scale: float = 1.0
    mapping: tuple[float, ...] = ()
    phash64: int | None = None
    decision: str = ""
    place_a: str = ""
    place_b: str = ""
    reason: str = ""
    why: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        # JSON has lists only; a pair read back from it must equal the one written.
        object.__setattr__(self, "mapping", tuple(self.mapping))

    def as_json(self, *, why: bool = False) -> dict[str, Any]:
        """Return the row of a study; with `why` that of ``workbench duplicates --json``."""
        row = asdict(self) | {"mapping": list(self.mapping)}
        return row if why else {name: value for name, value in row.items() if name != "why"}


@dataclass(frozen=True, order=True)
class Group:
    """Exhibits connected by pairs of one kind or a stronger one.

    Attributes
    ----------
    kind
        The weakest kind that holds the group together.
    members
        Paths below ``evidence/``, sorted.
    """

    kind: Kind
    members: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench duplicates --json``."""
        return {"kind": self.kind, "members": list(self.members)}


@dataclass(frozen=True, order=True)
class Link:
    """One step from a picture to what was made of it, as far as can be seen.

    Attributes
    ----------
    source, copy
        Paths below ``evidence/``.
    kind, transform
        Those of the pair, read from `source` to `copy` or the other way.
    """

    source: str
    copy: str
    kind: Kind
    transform: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return one step of a scene's chain."""
        return asdict(self)


@dataclass(frozen=True, order=True)
class Scene:
    """One scene, however often and in whatever form the exhibits show it.

    Attributes
    ----------
    original
        The exhibit that comes closest to the original, as far as the files tell.
    reasons
        Why: ``camera``, ``pixels``, ``earliest``, ``bytes`` or ``only``.
    members
        Every exhibit that shows the scene; a collage is a member of several scenes.
    links
        How each of the others hangs on another one.
    shots
        The most original exhibit of each separate taking: more than one where the
        scene was photographed again, and those are no copies of each other.
    """

    original: str
    reasons: tuple[str, ...]
    members: tuple[str, ...]
    links: tuple[Link, ...] = ()
    shots: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench duplicates --json``."""
        return {
            "original": self.original,
            "reasons": list(self.reasons),
            "members": list(self.members),
            "links": [link.as_json() for link in self.links],
            "shots": list(self.shots),
        }


@dataclass(frozen=True, order=True)
class Outdated:
    """An answer of the reviewer on two files of which one is not there any more.

    Attributes
    ----------
    exhibits
        What the two were called when the answer was given; may be empty.
    a, b
        SHA-256 of the files as they were then.
    decision, reason
        The answer.
    """

    exhibits: str
    a: str
    b: str
    decision: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench duplicates --json``."""
        return asdict(self)


@dataclass(frozen=True)
class Duplicates:
    """Everything alike in one set of exhibits: groups for people, pairs as the measurement.

    Attributes
    ----------
    groups, pairs
        What is alike; pairs that the reviewer rejected hold no group together.
    scenes
        One entry for each distinct scene among the pictures, copies counted once.
    outdated
        Answers on files that are gone or changed: they count for nothing now.
    """

    groups: tuple[Group, ...] = ()
    pairs: tuple[Pair, ...] = ()
    scenes: tuple[Scene, ...] = ()
    outdated: tuple[Outdated, ...] = ()

    def as_json(self, *, why: bool = False) -> dict[str, Any]:
        """Return ``groups``, ``pairs``, ``scenes`` and ``outdated``, each a list of rows."""
        return {
            "groups": [group.as_json() for group in self.groups],
            "pairs": [pair.as_json(why=why) for pair in self.pairs],
            "scenes": [scene.as_json() for scene in self.scenes],
            "outdated": [answer.as_json() for answer in self.outdated],
        }
