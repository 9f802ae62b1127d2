"""Facts: one thing that one file says about itself, with where it says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Fact:
    """One statement of a file about itself.

    Attributes
    ----------
    exhibit, path
        Which exhibit, and its path below ``evidence/``.
    source
        The layer it stands in: ``exif``, ``xmp``, ``filename``, ``filesystem``,
        ``container``, ``pdf``, ``docx``, ``chat``, ``thumbnail``, …
    name
        The field as that layer calls it, such as ``DateTimeOriginal``.
    value
        What stands there, as text, unchanged apart from undecodable bytes.
    typed
        The normalised value as text: ISO 8601 for times, decimal degrees for
        positions, plain digits for numbers; empty when there is none.
    kind
        What `typed` is: ``time``, ``position``, ``number``, ``text`` or empty.
    locator
        Where inside the file: an IFD, a page, a stream, a line; may be empty.
    """

    exhibit: str
    path: str
    source: str
    name: str
    value: str
    typed: str = ""
    kind: str = ""
    locator: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench metadata --json``."""
        return asdict(self)


@dataclass(frozen=True)
class Captured:
    """When, where and with what one exhibit says it was made: one row per exhibit.

    Attributes
    ----------
    at
        ISO 8601 with the parts that are known (see :class:`workbench.case.Moment`).
    zone
        ``WIB``, ``WITA``, ``WIT``, ``UTC±hh:mm`` or empty when the file names none.
    source
        The layer that `at` was taken from.
    make, model, software
        As written in the file.
    latitude, longitude
        Decimal degrees, WGS 84; None when absent.
    orientation
        EXIF orientation 1–8; None when absent.
    precision_m
        Metres: how finely the position is written, or the receiver's own estimate of its
        error when that is worse; None when neither is known.
    near, near_km, near_direction
        The nearest named place, how far away its middle is, and where the position lies
        as seen from it (``N``, ``NE``, …); derived (:mod:`workbench.metadata.places.gazetteer`).
    zone_by_place
        ``WIB``, ``WITA`` or ``WIT`` by the position; derived, and never put into `at`.
    """

    exhibit: str
    path: str
    at: str = ""
    zone: str = ""
    source: str = ""
    make: str = ""
    model: str = ""
    software: str = ""
    latitude: float | None = None
    longitude: float | None = None
    orientation: int | None = None
    precision_m: float | None = None
    near: str = ""
    near_km: float | None = None
    near_direction: str = ""
    zone_by_place: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench metadata --json``."""
        return asdict(self)


@dataclass(frozen=True, order=True)
class TimelineEntry:
    """One row of the timeline.

    Attributes
    ----------
    start, end
        UTC instants, ISO 8601 with ``Z``; the entry lies somewhere between them
        (`end` exclusive). A wide range means that the source is inexact.
    kind
        ``event``, ``published``, ``first_seen``, ``known``, ``captured``,
        ``modified``, ``received``, ``reported``, ``registered`` or ``sent``.
    exhibit
        Id of the exhibit, or empty when the case's own files say it.
    source
        The layer or file that says it.
    stated
        The time as that source states it.
    reliability
        1 (strong) to 5 (weak); why is explained in the documentation.
    """

    start: str
    end: str
    kind: str
    exhibit: str
    source: str
    stated: str
    reliability: int

    def as_json(self) -> dict[str, Any]:
        """Return the row of ``workbench metadata --json``."""
        return asdict(self)
