"""Pairs and groups: which exhibits are alike, how that was measured, and how far apart."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["exact", "near", "part"]


@dataclass(frozen=True, order=True)
class Pair:
    """Two exhibits that are alike.

    Attributes
    ----------
    a, b
        Paths below ``evidence/``, ``a < b``.
    kind
        ``exact`` (same bytes, or same pixels in another wrapping), ``near`` (the
        whole picture, transformed) or ``part`` (one inside the other).
    method
        What measured it: ``sha256``, ``pixels``, ``phash256``, ``phash64``, ``orb``, …
    distance
        In the method's own unit (bits for hashes); 0 is equal.
    score
        0 to 1 on the method's own scale, 1 for equal; comparable within a method only.
    transform
        What turns one into the other, such as ``mirror`` or ``rotate90``; may be empty.
    """

    a: str
    b: str
    kind: Kind
    method: str
    distance: int
    score: float
    transform: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench duplicates --json``."""
        return asdict(self)


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


@dataclass(frozen=True)
class Duplicates:
    """Everything alike in one set of exhibits: groups for people, pairs as the measurement."""

    groups: tuple[Group, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return ``{"groups": […], "pairs": […]}``."""
        return {
            "groups": [group.as_json() for group in self.groups],
            "pairs": [pair.as_json() for pair in self.pairs],
        }
