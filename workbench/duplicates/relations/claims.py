"""What people say differently about one and the same picture: two dates, places or authors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from workbench.case.schema import ExhibitClaim
from workbench.duplicates import rules
from workbench.duplicates.pair import APART, Pair


@dataclass(frozen=True, order=True)
class Difference:
    """Two statements about one picture that cannot both be meant of the same taking.

    Attributes
    ----------
    field
        ``taken_at``, ``taken_by``, ``taken_place`` or ``device``: the field of ``exhibits.yaml``.
    a, b
        Ids of the exhibits.
    said_of_a, said_of_b
        What stands there, as text.
    """

    field: str
    a: str
    b: str
    said_of_a: str
    said_of_b: str


def differing_claims(
    pairs: Iterable[Pair], claims: Iterable[ExhibitClaim], offset: timedelta
) -> tuple[Difference, ...]:
    """Return every difference between claims about exhibits that are alike.

    Parameters
    ----------
    pairs
        Exact and near pairs and parts; those that the reviewer rejected are left out.
    claims
        The entries of ``exhibits.yaml``.
    offset
        The office's zone, for times that name none.
    """
    by_path = {claim.file: claim for claim in claims}
    found = []
    for pair in pairs:
        one, other = by_path.get(pair.a), by_path.get(pair.b)
        if one is None or other is None or not _is_one_picture(pair):
            continue
        for field, differ in _FIELDS:
            said = differ(one, other, offset)
            if said is not None and not (field == "taken_at" and _one_occasion(pair, one, other)):
                found.append(Difference(field, one.id, other.id, *said))
    return tuple(sorted(found))


def _is_one_picture(pair: Pair) -> bool:
    """Whether claims about the two are about one taking.

    Two shots may well have two times, and one banner hangs in many places.
    """
    return pair.kind not in APART and pair.decision != "different"


def _one_occasion(pair: Pair, one: ExhibitClaim, other: ExhibitClaim) -> bool:
    """Whether a part is of the same day: a film and a photograph minutes apart share a scene."""
    return (
        pair.kind == "part"
        and one.taken_at is not None
        and other.taken_at is not None
        and one.taken_at.day == other.taken_at.day
    )


Said = tuple[str, str] | None


def _taken_at(one: ExhibitClaim, other: ExhibitClaim, offset: timedelta) -> Said:
    if one.taken_at is None or other.taken_at is None:
        return None
    start, end = one.taken_at.span(offset)
    other_start, other_end = other.taken_at.span(offset)
    if start < other_end and other_start < end:
        return None
    return one.taken_at.iso(), other.taken_at.iso()


def _taken_by(one: ExhibitClaim, other: ExhibitClaim, offset: timedelta) -> Said:  # noqa: ARG001
    return _words(one.taken_by, other.taken_by)


def _device(one: ExhibitClaim, other: ExhibitClaim, offset: timedelta) -> Said:  # noqa: ARG001
    return _words(one.device, other.device)


def _taken_place(one: ExhibitClaim, other: ExhibitClaim, offset: timedelta) -> Said:  # noqa: ARG001
    here, there = one.taken_place, other.taken_place
    positions = (here.latitude, here.longitude, there.latitude, there.longitude)
    if None not in positions:
        apart = max(
            abs((here.latitude or 0.0) - (there.latitude or 0.0)),
            abs((here.longitude or 0.0) - (there.longitude or 0.0)),
        )
        if apart <= rules.PLACES_APART:
            return None
        return f"{here.latitude}, {here.longitude}", f"{there.latitude}, {there.longitude}"
    for part in ("name", "village", "district", "regency"):
        if said := _words(getattr(here, part), getattr(there, part)):
            return said
    return None


def _words(one: str, other: str) -> Said:
    """Return both texts when both say something and it is not the same."""
    if not one.strip() or not other.strip():
        return None
    same = " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    return None if same else (one, other)


_FIELDS: tuple[tuple[str, Callable[[ExhibitClaim, ExhibitClaim, timedelta], Said]], ...] = (
    ("taken_at", _taken_at),
    ("taken_by", _taken_by),
    ("taken_place", _taken_place),
    ("device", _device),
)
