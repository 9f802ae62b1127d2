"""One exhibit as it is put into the index of near-duplicates."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.duplicates.fingerprint.file import Known


@dataclass(frozen=True)
class Entry:
    """One exhibit as the index keeps it.

    Attributes
    ----------
    exhibit, path
        As in the inventory.
    date
        When it says that it was made, or is said to have been; empty when unknown.
    claims
        What ``exhibits.yaml`` says: ``taken_at``, ``taken_by``, ``taken_place``, ``device``.
    known
        What the file is known by.
    """

    exhibit: str
    path: str
    known: Known
    date: str = ""
    claims: dict[str, str] = field(default_factory=dict)
